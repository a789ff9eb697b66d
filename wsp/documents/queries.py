"""Reads of documents. Who may see the dossier a document belongs to is decided by that dossier's room."""

import uuid
from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, undefer

from wsp.documents.enums import LetterKind
from wsp.documents.errors import DocumentNotFound
from wsp.documents.models import Document
from wsp.foundation.actor import Actor


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


def of_subject(session: Session, actor: Actor, subject: tuple[str, uuid.UUID]) -> Sequence[Document]:
    """The documents of one dossier without their content, newest first."""
    return session.scalars(
        select(Document)
        .where(
            Document.region_id == actor.region_id,
            Document.subject_kind == subject[0],
            Document.subject_id == subject[1],
        )
        .order_by(Document.created_at.desc(), Document.edition.desc(), Document.id)
    ).all()


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
