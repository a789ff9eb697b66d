"""Hand out a letter: only to who may read the dossier it belongs to, as a file, with a line in the read log."""

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.candidates import queries as candidates
from wsp.documents import queries
from wsp.documents.errors import DocumentNotFound
from wsp.foundation.actor import Actor
from wsp.placements import queries as placements
from wsp.web.access import current_actor, current_session, requires
from wsp.worklist.enums import SubjectKind

blueprint = Blueprint("documents", __name__)


def _of_placement(session: Session, actor: Actor, placement_id: uuid.UUID) -> uuid.UUID:
    """Whose dossier it is; PlacementNotFound when the placement is not the actor's to see."""
    return placements.placement(session, actor, placement_id).candidate_id


_READERS: Final[Mapping[str, Callable[[Session, Actor, uuid.UUID], uuid.UUID]]] = {
    SubjectKind.PLACEMENT.value: _of_placement,
}
"""Kind of dossier -> the check of its room, which says whose data the letter holds."""


@blueprint.get("/documenten/<uuid:document_id>")
@requires(Permission.DOCUMENT_READ)
def download(document_id: uuid.UUID) -> Response:
    """One document as a file; somebody else's is simply not there."""
    session, actor = current_session(), current_actor()
    document = queries.document(session, actor, document_id, content=True)
    reader = _READERS.get(document.subject_kind)
    if reader is None:
        raise DocumentNotFound
    candidate_id = reader(session, actor, document.subject_id)
    person = candidates.masked_many(session, actor, [candidate_id], purpose=None, details=()).get(candidate_id)
    if person is None or person.name is None:
        # A letter names the person: who may not know the name (any more) does not learn it from a file.
        raise DocumentNotFound
    audit.record_reads(session, actor, candidates.SUBJECT, [candidate_id], purpose="brief")
    return Response(
        document.content,
        mimetype=document.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{document.filename}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
