"""Keep a file with a dossier, and take it out of sight. Whose dossier it is, is decided by that dossier's room."""

import hashlib
import uuid
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.documents.enums import Origin, UploadKind, UploadState
from wsp.documents.errors import DocumentNotFound
from wsp.documents.models import Upload
from wsp.foundation import clock, queue
from wsp.foundation.actor import Actor
from wsp.foundation.files import settings, sniffing

UPLOAD: Final = "upload"
"""Kind of subject in the log."""


def store(
    session: Session,
    actor: Actor,
    *,
    subject: tuple[str, uuid.UUID],
    filename: str,
    content: bytes,
    kind: UploadKind = UploadKind.OTHER,
    origin: Origin = Origin.STAFF,
) -> Upload:
    """Keep `content` with the dossier `subject`, in quarantine until it was scanned; in the caller's transaction.

    The same content handed in twice for one dossier is kept once. The caller has checked that the actor may add to
    this dossier.

    Raises:
        FileTooBig, FileRefused: it is too large, of another kind than we keep, or not safe.

    """
    sniffed = sniffing.sniff(content, filename, settings.current())
    upload_id = uuid.uuid4()
    digest = hashlib.sha256(content).hexdigest()
    made = session.scalar(
        insert(Upload)
        .values(
            id=upload_id, created_at=clock.now(), region_id=actor.region_id, subject_kind=str(subject[0]),
            subject_id=subject[1], kind=kind.value, name=sniffed.name, media_type=sniffed.media_type,
            size=len(content), sha256=digest, content=content, state=UploadState.QUARANTINE.value, scan_attempts=0,
            origin=origin.value, uploaded_by_id=actor.user_id, organisation_id=actor.organisation_id,
        )
        .on_conflict_do_nothing(
            index_elements=["region_id", "subject_kind", "subject_id", "sha256"],
            index_where=Upload.removed_at.is_(None),
        )
        .returning(Upload.id)
    )  # fmt: skip
    if made is None:
        return session.scalars(
            select(Upload).where(
                Upload.region_id == actor.region_id,
                Upload.subject_kind == str(subject[0]),
                Upload.subject_id == subject[1],
                Upload.sha256 == digest,
                Upload.removed_at.is_(None),
            )
        ).one()
    # The name may hold a person's name, so the log does without: it must not outlive an erasure.
    audit.record(
        session, actor, "document.uploaded", subject=(UPLOAD, upload_id),
        after={"kind": kind, "about": subject[1], "media_type": sniffed.media_type, "size": len(content),
               "sha256": digest, "origin": origin},
    )  # fmt: skip
    queue.defer(session, "documents.scan", region=actor.region_id, upload_id=upload_id)
    return session.get_one(Upload, upload_id)


def remove(session: Session, upload_id: uuid.UUID, *, actor: Actor) -> Upload:
    """Take a file out of sight of everybody; retention erases it with the dossier.

    Raises:
        DocumentNotFound: there is none in the region, or it was removed before.

    """
    upload = session.scalars(
        select(Upload)
        .where(Upload.region_id == actor.region_id, Upload.id == upload_id, Upload.removed_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if upload is None:
        raise DocumentNotFound
    upload.removed_at = clock.now()
    upload.removed_by_id = actor.user_id
    audit.record(session, actor, "document.removed", subject=(UPLOAD, upload.id), after={"about": upload.subject_id})
    session.flush()
    return upload
