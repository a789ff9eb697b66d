"""Reads of documents. Who may see the dossier a document belongs to is decided by that dossier's room."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Integer, Text, Uuid, and_, cast, exists, func, literal, null, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased, undefer

from wsp.documents.enums import PDF, TO_EMPLOYER, LetterKind, Origin, UploadKind, UploadState
from wsp.documents.errors import DocumentNotFound
from wsp.documents.models import Document, Upload
from wsp.foundation.actor import Actor

_FORMS: Final = 2
"""Forms of one version: the PDF, and the document that can be edited."""


def document(session: Session, actor: Actor, document_id: uuid.UUID, *, content: bool = False) -> Document:
    """One document of the region, with its content only when asked.

    Raises:
        DocumentNotFound: there is none in the region.

    """
    statement = select(Document).where(Document.region_id == actor.region_id, Document.id == document_id)
    if content:
        statement = statement.options(undefer(Document.content))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise DocumentNotFound
    return found


def has_letter(session: Session, actor: Actor, subject: tuple[str, uuid.UUID], kind: LetterKind) -> bool:
    """Tell whether a letter of this kind was made for the dossier already."""
    found = session.scalar(
        select(
            exists().where(
                Document.region_id == actor.region_id,
                Document.subject_kind == subject[0],
                Document.subject_id == subject[1],
                Document.kind == kind.value,
            )
        )
    )
    return bool(found)


def latest(
    session: Session, actor: Actor, subject: tuple[str, uuid.UUID], kind: LetterKind | None = None
) -> Sequence[Document]:
    """The newest version of every letter of a dossier (of one kind), newest first, without the content."""
    statement = (
        select(Document)
        .where(
            Document.region_id == actor.region_id,
            Document.subject_kind == str(subject[0]),
            Document.subject_id == subject[1],
            Document.media_type == PDF,
        )
        .order_by(Document.created_at.desc(), Document.edition.desc(), Document.id)
    )
    if kind is not None:
        statement = statement.where(Document.kind == kind.value)
    found: dict[tuple[str, str], Document] = {}
    for row in session.scalars(statement):
        found.setdefault((row.kind, row.matter), row)
    return list(found.values())


def newest_forms(
    session: Session, actor: Actor, subject: tuple[str, uuid.UUID], kind: LetterKind, matter: str
) -> Sequence[Document]:
    """The newest version of one letter in its forms, the PDF first, without the content; empty when none was made."""
    rows = session.scalars(
        select(Document)
        .where(
            Document.region_id == actor.region_id,
            Document.subject_kind == str(subject[0]),
            Document.subject_id == subject[1],
            Document.kind == kind.value,
            Document.matter == matter,
        )
        .order_by(Document.edition.desc(), Document.media_type != PDF)
        .limit(_FORMS)
    ).all()
    return [row for row in rows if row.edition == rows[0].edition]


@dataclass(frozen=True)
class Entry:
    """A document of a dossier as a list shows it: a letter of ours, or a file that was handed in."""

    id: uuid.UUID
    title: str
    name: str
    media_type: str
    size: int | None
    """Bytes; None for a letter."""
    made_at: datetime
    made_by_id: uuid.UUID | None
    subject: tuple[str, uuid.UUID]
    state: UploadState | None
    """None for a letter."""
    origin: Origin
    kind: UploadKind | None
    edition: int | None
    reason: str | None
    """Why this version of a letter took the place of the one before."""
    superseded: bool
    """A newer version of this letter took its place."""
    editable_id: uuid.UUID | None
    """The same letter as a document that can be edited."""


def entries(session: Session, actor: Actor, subjects: Sequence[tuple[str, uuid.UUID]]) -> Sequence[Entry]:
    """The documents of some dossiers without their content, newest first; one statement.

    The caller has checked that the actor may see these dossiers.
    """
    if not subjects:
        return []
    wanted = [(str(kind), subject_id) for kind, subject_id in subjects]
    nothing = null()
    newest = func.max(Document.edition).over(
        partition_by=(Document.subject_kind, Document.subject_id, Document.kind, Document.matter)
    )
    twin = aliased(Document)
    letters = select(
        Document.id, Document.title, Document.filename.label("name"), Document.media_type,
        cast(nothing, Integer).label("size"), Document.created_at, Document.made_by_id, Document.subject_kind,
        Document.subject_id, cast(nothing, Text).label("state"), literal(Origin.STAFF.value).label("origin"),
        cast(nothing, Text).label("kind"), Document.edition, Document.reason,
        (Document.edition < newest).label("superseded"), twin.id.label("editable_id"),
    ).outerjoin(
        twin,
        and_(
            twin.region_id == Document.region_id, twin.subject_kind == Document.subject_kind,
            twin.subject_id == Document.subject_id, twin.kind == Document.kind, twin.matter == Document.matter,
            twin.edition == Document.edition, twin.media_type != Document.media_type,
        ),
    ).where(
        Document.region_id == actor.region_id, Document.media_type == PDF,
        tuple_(Document.subject_kind, Document.subject_id).in_(wanted),
    )  # fmt: skip
    uploads = select(
        Upload.id, Upload.name.label("title"), Upload.name, Upload.media_type, Upload.size, Upload.created_at,
        Upload.uploaded_by_id, Upload.subject_kind, Upload.subject_id, Upload.state, Upload.origin, Upload.kind,
        cast(nothing, Integer).label("edition"), cast(nothing, Text).label("reason"),
        literal(False).label("superseded"), cast(nothing, Uuid).label("editable_id"),
    ).where(
        Upload.region_id == actor.region_id,
        tuple_(Upload.subject_kind, Upload.subject_id).in_(wanted),
        Upload.removed_at.is_(None),
    )  # fmt: skip
    both = union_all(letters, uploads).subquery()
    rows = session.execute(select(both).order_by(both.c.created_at.desc(), both.c.edition.desc(), both.c.id))
    return [
        Entry(
            id=row.id, title=row.title, name=row.name, media_type=row.media_type, size=row.size,
            made_at=row.created_at, made_by_id=row.made_by_id, subject=(row.subject_kind, row.subject_id),
            state=UploadState(row.state) if row.state else None, origin=Origin(row.origin),
            kind=UploadKind(row.kind) if row.kind else None, edition=row.edition, reason=row.reason,
            superseded=row.superseded, editable_id=row.editable_id,
        )
        for row in rows
    ]  # fmt: skip


def handed_in(session: Session, actor: Actor, subject: tuple[str, uuid.UUID]) -> Sequence[Upload]:
    """Files that the actor's own organisation handed in for a dossier through the portal, newest first.

    The caller has checked that the actor may see the dossier. What staff or others added is not in it.
    """
    return session.scalars(
        select(Upload)
        .where(
            Upload.region_id == actor.region_id,
            Upload.subject_kind == str(subject[0]),
            Upload.subject_id == subject[1],
            Upload.origin == Origin.PORTAL.value,
            Upload.organisation_id == actor.organisation_id,
            Upload.removed_at.is_(None),
        )
        .order_by(Upload.created_at.desc(), Upload.id)
    ).all()


def to_employer(session: Session, actor: Actor, subject: tuple[str, uuid.UUID]) -> Sequence[Document]:
    """Letters of a dossier that were written to the employer, newest first, without their content.

    The caller has checked that the actor may see the dossier.
    """
    return session.scalars(
        select(Document)
        .where(
            Document.region_id == actor.region_id,
            Document.subject_kind == str(subject[0]),
            Document.subject_id == subject[1],
            Document.kind.in_(sorted(TO_EMPLOYER)),
            Document.media_type == PDF,
        )
        .order_by(Document.created_at.desc(), Document.edition.desc(), Document.id)
    ).all()


def upload(session: Session, actor: Actor, upload_id: uuid.UUID, *, content: bool = False) -> Upload:
    """One file of the region that was handed in and not removed, with its content only when asked.

    Raises:
        DocumentNotFound: there is none in the region.

    """
    statement = select(Upload).where(
        Upload.region_id == actor.region_id, Upload.id == upload_id, Upload.removed_at.is_(None)
    )
    if content:
        statement = statement.options(undefer(Upload.content))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise DocumentNotFound
    return found


def oldest_in_quarantine(session: Session, region: str) -> datetime | None:
    """Since when a file waits for the scanner; for whoever watches over the service."""
    return session.scalar(
        select(func.min(Upload.created_at)).where(
            Upload.region_id == region, Upload.state == UploadState.QUARANTINE.value, Upload.removed_at.is_(None)
        )
    )
