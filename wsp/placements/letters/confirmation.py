"""The confirmation of a placement: written by itself when somebody is placed, and anew when somebody asks."""

import uuid
from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from wsp.documents import queries as documents
from wsp.documents import service as letters
from wsp.documents.commands import HandIn, PlacementConfirmation
from wsp.documents.enums import LetterKind
from wsp.documents.models import Document
from wsp.foundation.actor import Actor
from wsp.placements.letters.facts import LetterFacts, gather
from wsp.placements.service import telling
from wsp.worklist.enums import SubjectKind

_APPLY: Final = {
    "loonkostensubsidie": "Vraag de loonkostensubsidie aan bij de gemeente.",
}
_KIND: Final = LetterKind.PLACEMENT_CONFIRMATION


def send_confirmation(session: Session, placement_id: uuid.UUID, *, actor: Actor) -> Document | None:
    """Write the confirmation of a new placement once, and tell the employer; None when there is one already.

    A job may run twice.
    """
    facts = gather(session, actor, placement_id, lock=True)
    subject = (SubjectKind.PLACEMENT, facts.placement.id)
    if documents.has_letter(session, actor, subject, _KIND):
        return None
    written = letters.make_letter(session, actor, kind=_KIND, subject=subject, context=confirmation(facts))
    telling.confirmed(session, actor, facts.placement)
    return written


def confirmation(facts: LetterFacts) -> PlacementConfirmation:
    """Return what the confirmation of this placement says."""
    return PlacementConfirmation(
        reference=facts.number,
        dated=facts.today,
        sender=facts.sender,
        receiver=facts.receiver,
        worker=facts.worker,
        worker_name=facts.worker_name,
        function=facts.placement.function_title,
        contract=facts.contract,
        paid=facts.paid,
        hours=facts.terms.hours,
        starts_on=facts.first_day,
        ends_on=facts.stops_on,
        wage=facts.terms.wage,
        arrangements=tuple(facts.arrangements()),
        hand_in=tuple(_hand_in(facts)),
    )


def _hand_in(facts: LetterFacts) -> Iterator[HandIn]:
    signed = "het getekende contract" if facts.paid else "de getekende afspraken over de proefplaatsing"
    yield HandIn(f"Stuur ons een kopie van {signed}.", facts.first_day)
    for code, what in _APPLY.items():
        answer = facts.answers.get(code)
        if answer is not None and answer.apply_before is not None and not answer.granted:
            yield HandIn(what, answer.apply_before)
