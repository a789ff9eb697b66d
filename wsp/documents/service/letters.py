"""Make a letter and keep it with its dossier."""

import hashlib
import uuid
from decimal import Decimal
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.documents import pdf
from wsp.documents.commands import LetterContext
from wsp.documents.enums import LETTER_TITLES, LetterKind
from wsp.documents.models import Document
from wsp.foundation import clock, money, numbers
from wsp.foundation.actor import Actor

SUBJECT: Final = "document"
MEDIA_TYPE: Final = "application/pdf"


def make_letter(
    session: Session,
    actor: Actor,
    *,
    kind: LetterKind,
    subject: tuple[str, uuid.UUID],
    context: LetterContext,
) -> Document:
    """Write a letter about `subject` as a PDF and store it as its next edition, in the caller's transaction.

    Raises:
        LettersUnavailable: the machine lacks the library that draws pages.

    """
    title = LETTER_TITLES[kind]
    content = pdf.render(write(kind, context))
    # Two people may press the button at once: each gets an edition of their own, one after the other.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{subject[0]}:{subject[1]}", 0))))
    edition = 1 + (session.scalar(
        select(func.max(Document.edition)).where(
            Document.region_id == actor.region_id,
            Document.subject_kind == subject[0],
            Document.subject_id == subject[1],
            Document.kind == kind.value,
        )
    ) or 0)  # fmt: skip
    document = Document(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        subject_kind=subject[0],
        subject_id=subject[1],
        kind=kind.value,
        edition=edition,
        title=title,
        # The name of a file ends up in folders and mails of others: a number, never a person's name.
        filename=f"{kind.value}-{context.reference.lower()}-{edition}.pdf",
        media_type=MEDIA_TYPE,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        made_by_id=actor.user_id,
    )
    session.add(document)
    session.flush()
    audit.record(
        session, actor, "document.made", subject=(SUBJECT, document.id),
        after={"kind": kind, "edition": edition, "about": subject[1], "sha256": document.sha256},
    )  # fmt: skip
    return document


def write(kind: LetterKind, context: LetterContext) -> str:
    """Return the letter as HTML; a template that names an unknown fact is an error, not an empty place."""
    return _templates().get_template(f"letters/{kind.value}.html").render(letter=context, title=LETTER_TITLES[kind])


def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(pdf.TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Under the names that screens use, so that a sentence can move from one to the other.
    made.filters.update(day=clock.day_in_words, money=_euro, number=money.number, telephone=numbers.format_telephone)
    return made


def _euro(value: Decimal) -> str:
    return money.euro(value).replace(" ", "\N{NO-BREAK SPACE}")
