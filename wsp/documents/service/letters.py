"""Make a letter, in two forms of one text, and keep it with its dossier."""

import hashlib
import re
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.documents import pdf, word
from wsp.documents.commands import Letter
from wsp.documents.content import Content, read
from wsp.documents.enums import LETTER_TITLES, PDF, LetterKind
from wsp.documents.models import Document
from wsp.documents.rules import check_new_edition
from wsp.foundation import clock, money, numbers
from wsp.foundation.actor import Actor

SUBJECT: Final = "document"
MEDIA_TYPE: Final = PDF
_CONTROL: Final = re.compile("[^\\t\\n\\r\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What no document can hold: control signs that came along with a name from an old system."""


def make_letter(
    session: Session,
    actor: Actor,
    *,
    kind: LetterKind,
    subject: tuple[str, uuid.UUID],
    context: Letter,
    matter: str = "",
    title: str = "",
    reason: str | None = None,
    filled: Mapping[str, Any] | None = None,
) -> Document:
    """Write a letter about `subject` as PDF and DOCX and store it as its next version, in the caller's transaction.

    `matter` tells letters of one kind in one dossier apart (the day of an evaluation, the number of a decision): each
    has versions of its own. `title` is what a list of documents calls it, without a person's name; by default its kind.
    `reason` says why there is a new version; the first needs none. `filled` is what somebody typed, as plain JSON
    values. Returns the PDF; the DOCX lies beside it with the same edition.

    Raises:
        ReasonNeeded: there is a version already and no reason was given.
        LettersUnavailable: the machine lacks the library that draws pages.

    """
    page = write(kind, context)
    forms = (
        (MEDIA_TYPE, "pdf", pdf.render(page)),
        (word.MEDIA_TYPE, "docx", word.render(read(page), reference=context.reference, dated=context.dated)),
    )
    # Two people may press the button at once: each gets an edition of their own, one after the other.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{subject[0]}:{subject[1]}", 0))))
    edition = 1 + (session.scalar(
        select(func.max(Document.edition)).where(
            Document.region_id == actor.region_id,
            Document.subject_kind == subject[0],
            Document.subject_id == subject[1],
            Document.kind == kind.value,
            Document.matter == matter,
        )
    ) or 0)  # fmt: skip
    check_new_edition(edition, reason)
    # The name of a file ends up in folders and mails of others: a number, never a person's name.
    about = dict.fromkeys((kind.value, context.reference.lower(), matter))
    name = "-".join(part for part in (*about, str(edition)) if part)
    made = [
        Document(
            id=uuid.uuid4(),
            region_id=actor.region_id,
            subject_kind=subject[0],
            subject_id=subject[1],
            kind=kind.value,
            matter=matter,
            edition=edition,
            reason=reason if edition > 1 else None,
            filled=dict(filled) if filled is not None and media_type == MEDIA_TYPE else None,
            title=title or LETTER_TITLES[kind],
            filename=f"{name}.{extension}",
            media_type=media_type,
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            made_by_id=actor.user_id,
        )
        for media_type, extension, content in forms
    ]
    session.add_all(made)
    session.flush()
    document = made[0]
    audit.record(
        session, actor, "document.made", subject=(SUBJECT, document.id),
        after={"kind": kind, "edition": edition, "about": subject[1], "sha256": document.sha256},
    )  # fmt: skip
    return document


def write(kind: LetterKind, context: Letter) -> str:
    """Return the letter as HTML; a template that names an unknown fact is an error, not an empty place."""
    template = _templates().get_template(f"letters/{kind.value}.html")
    return _CONTROL.sub("", template.render(letter=context, title=LETTER_TITLES[kind]))


def preview(kind: LetterKind, context: Letter) -> Content:
    """What the letter would say, to look at before it is made; nothing is kept."""
    return read(write(kind, context))


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
