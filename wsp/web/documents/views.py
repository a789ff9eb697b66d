"""Hand out and take in documents: only to who may see the dossier, always as a file, with a line in the read log."""

import uuid
from typing import Final

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.candidates import queries as candidates
from wsp.documents import queries, rules, service
from wsp.documents.enums import Origin, UploadKind, UploadState
from wsp.documents.models import Upload
from wsp.foundation.errors import NotAllowed
from wsp.foundation.files import settings
from wsp.foundation.files.errors import FileRefused
from wsp.web.access import current_actor, current_session, requires
from wsp.web.bodies import takes_file
from wsp.web.documents.answer import as_file
from wsp.web.documents.dossiers import KINDS, Dossier, may_add, opened
from wsp.web.documents.panel import panel
from wsp.web.messages import notify

blueprint = Blueprint("documents", __name__)
_DOSSIER: Final = f"<any({', '.join(KINDS)}):kind>/<uuid:subject_id>"


@blueprint.get("/documenten/<uuid:document_id>")
@requires(Permission.DOCUMENT_READ)
def download(document_id: uuid.UUID) -> Response:
    """One letter as a file; somebody else's is simply not there."""
    session, actor = current_session(), current_actor()
    document = queries.document(session, actor, document_id, content=True)
    dossier = opened(session, actor, document.subject_kind, document.subject_id)
    _log(dossier, document.id, Purpose.LETTER)
    return as_file(document.content, document.media_type, document.filename)


@blueprint.get("/bestanden/<uuid:upload_id>")
@requires(Permission.DOCUMENT_READ)
def download_upload(upload_id: uuid.UUID) -> Response:
    """One file that was handed in, when the scanner let it out of quarantine."""
    session, actor = current_session(), current_actor()
    upload = queries.upload(session, actor, upload_id, content=True)
    dossier = opened(session, actor, upload.subject_kind, upload.subject_id)
    allowed = settings.current().unscanned == "allow"
    rules.check_may_open(UploadState(upload.state), unscanned_allowed=allowed)
    _log(dossier, upload.id, Purpose.DOCUMENT)
    return as_file(upload.content or b"", upload.media_type, upload.name)


@blueprint.get(f"/documenten/{_DOSSIER}")
@requires(Permission.DOCUMENT_READ)
def list_documents(kind: str, subject_id: uuid.UUID) -> str:
    """All documents of one dossier."""
    return _page(opened(current_session(), current_actor(), kind, subject_id))


@blueprint.post(f"/documenten/{_DOSSIER}")
@requires(Permission.DOCUMENT_UPLOAD)
@takes_file()
def add(kind: str, subject_id: uuid.UUID) -> Response:
    """Keep a file with a dossier."""
    session, actor = current_session(), current_actor()
    dossier = opened(session, actor, kind, subject_id)
    if not may_add(actor, kind):
        raise NotAllowed("Je mag dit dossier lezen, maar niets toevoegen. Vraag het aan wie het dossier bijhoudt.")
    given = request.files.get("file")
    if given is None or not given.filename:
        return make_response(_page(dossier, refused="Kies eerst een bestand."), 400)
    try:
        service.store(
            session,
            actor,
            subject=dossier.subject,
            filename=given.filename,
            content=given.read(),
            kind=_kind(request.form.get("kind", "")),
            origin=Origin.STAFF,
        )
    except FileRefused as error:
        return make_response(_page(dossier, refused=error.message), error.status)
    notify("Het document is toegevoegd.")
    return make_response(redirect(f"{dossier.address}#documenten", 303))


@blueprint.post("/bestanden/<uuid:upload_id>/verwijderen")
@requires(Permission.DOCUMENT_UPLOAD)
def remove(upload_id: uuid.UUID) -> Response:
    """Take a file out of sight."""
    session, actor = current_session(), current_actor()
    upload = queries.upload(session, actor, upload_id)
    dossier = opened(session, actor, upload.subject_kind, upload.subject_id)
    _check_may_remove(upload)
    service.remove(session, upload_id, actor=actor)
    notify("Het document is verwijderd.")
    return make_response(redirect(f"{dossier.address}#documenten", 303))


def _check_may_remove(upload: Upload) -> None:
    """Files of another organisation of the region are that organisation's to take away; an employer's are ours."""
    actor = current_actor()
    if not may_add(actor, upload.subject_kind):
        raise NotAllowed("Je mag dit dossier lezen, maar niets verwijderen. Vraag het aan wie het dossier bijhoudt.")
    if upload.origin == Origin.STAFF.value and upload.organisation_id not in (None, actor.organisation_id):
        raise NotAllowed("Een andere organisatie heeft dit document toegevoegd. Vraag daar om het te verwijderen.")


def _kind(text: str) -> UploadKind:
    return UploadKind(text) if text in set(UploadKind) else UploadKind.OTHER


def _page(dossier: Dossier, *, refused: str | None = None) -> str:
    return render_template(
        "documents/dossier.html",
        dossier=dossier,
        documents=panel(dossier.subject),
        refused=refused,
        chosen=request.form.get("kind", UploadKind.OTHER.value),
        here=url_for("documents.list_documents", kind=dossier.kind.value, subject_id=dossier.id),
    )


def _log(dossier: Dossier, document_id: uuid.UUID, purpose: Purpose) -> None:
    """Who read it: with the person it is about, or else with the document."""
    kind, about = (candidates.SUBJECT, dossier.candidate_id) if dossier.candidate_id else (service.SUBJECT, document_id)
    audit.record_reads(current_session(), current_actor(), kind, [about], purpose=purpose)
