"""Make a letter about a placement: begin with what is known, look at it, make it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from wsp.documents import queries as documents
from wsp.documents import service as papers
from wsp.documents.content import Content
from wsp.documents.enums import LetterKind
from wsp.documents.errors import DocumentNotFound
from wsp.documents.models import Document
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed
from wsp.placements.coaching.requesting import grounds
from wsp.placements.letters.agreements import Confirmation, JobAgreement, TrialForm
from wsp.placements.letters.commands import WriteConfirmation, WriteLetter
from wsp.placements.letters.facts import LetterFacts, gather
from wsp.placements.letters.forms import LetterForm
from wsp.placements.letters.others import EndForm, EvaluationForm, GrantForm, RequestForm
from wsp.worklist.enums import SubjectKind

FORMS: Final[Mapping[LetterKind, LetterForm[Any]]] = {
    each.kind: each
    for each in (
        Confirmation(), JobAgreement(), TrialForm(), RequestForm(), GrantForm(), EndForm(), EvaluationForm(),
    )
}  # fmt: skip
"""The letters of a placement, in the order in which they are needed."""


@dataclass(frozen=True)
class Choice:
    """A letter that somebody may make: what stands in the way, and the newest version that there is."""

    form: LetterForm[Any]
    in_the_way: str | None
    newest: Document | None


def choices(session: Session, placement_id: uuid.UUID, *, actor: Actor) -> Sequence[Choice]:
    """Every letter that this actor writes, with where it stands.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    facts = gather(session, actor, placement_id)
    made: dict[str, Document] = {}
    for row in documents.latest(session, actor, (SubjectKind.PLACEMENT.value, placement_id)):
        made.setdefault(row.kind, row)
    return [
        Choice(form, form.in_the_way(facts), made.get(form.kind.value)) for form in FORMS.values() if form.may(actor)
    ]


@dataclass(frozen=True)
class Draft:
    """A letter that somebody begins: its form, the facts, what stands in it already, and the version before."""

    form: LetterForm[Any]
    facts: LetterFacts
    values: Mapping[str, Any]
    newest: Document | None


def begin(session: Session, placement_id: uuid.UUID, kind: LetterKind, *, actor: Actor) -> Draft:
    """Everything for a form: what is known, and what was typed for the version before.

    Raises:
        DocumentNotFound: placements have no letter of this kind.
        NotAllowed: somebody else writes it.
        PlacementNotFound: there is none for this actor.

    """
    form = _form(kind, actor)
    facts = gather(session, actor, placement_id)
    if form.wants_coaching:
        facts = replace(facts, coaching=grounds(session, placement_id, facts.today))
    newest = next(iter(documents.latest(session, actor, (SubjectKind.PLACEMENT.value, placement_id), kind)), None)
    typed = newest.filled if newest is not None and newest.filled is not None else {}
    return Draft(form, facts, {**form.begin(facts), **typed, **form.prepared(facts)}, newest)


def look(session: Session, placement_id: uuid.UUID, kind: LetterKind, command: WriteLetter, *, actor: Actor) -> Content:
    """What the letter would say; nothing is kept.

    Raises:
        InvalidInput: something in it cannot be; see `LetterForm.check`.

    """
    form = _form(kind, actor)
    facts = gather(session, actor, placement_id)
    form.check(facts, command)
    return papers.preview(kind, form.context(facts, command))


def write(
    session: Session, placement_id: uuid.UUID, kind: LetterKind, command: WriteLetter, *, actor: Actor
) -> Document:
    """Make the letter and keep it with the placement, as its next version.

    Raises:
        InvalidInput: something in it cannot be; see `LetterForm.check`.
        ReasonNeeded: there is a version already.
        LettersUnavailable: the machine cannot draw pages.

    """
    form = _form(kind, actor)
    facts = gather(session, actor, placement_id, lock=True)
    form.check(facts, command)
    return papers.make_letter(
        session,
        actor,
        kind=kind,
        subject=(SubjectKind.PLACEMENT.value, facts.placement.id),
        context=form.context(facts, command),
        matter=form.matter(command),
        reason=command.reason,
        filled={
            field.name: _plain(getattr(command, field.name)) for field in fields(command) if field.name != "reason"
        },
    )


def write_confirmation(
    session: Session, placement_id: uuid.UUID, *, actor: Actor, reason: str = "Gemaakt met de gegevens van die dag."
) -> Document:
    """Write the confirmation anew, with the facts of today: the next edition."""
    return write(
        session, placement_id, LetterKind.PLACEMENT_CONFIRMATION, WriteConfirmation(reason=reason), actor=actor
    )


def _form(kind: LetterKind, actor: Actor) -> LetterForm[Any]:
    form = FORMS.get(kind)
    if form is None:
        raise DocumentNotFound
    if not form.may(actor):
        raise NotAllowed("Deze brief maakt een collega. Vraag het aan wie de plaatsing bijhoudt.")
    return form


def _plain(value: Any) -> Any:
    """A value as JSON keeps it and the form takes it back."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    return list(value) if isinstance(value, tuple) else value
