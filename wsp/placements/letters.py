"""Letters to the employer about a placement.

An employer reads what was agreed and what the instruments bring, never why somebody may have them: what the rules say
about a person (register, ground, loonwaarde) stays here.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wsp.accounts.models import Organisation, User
from wsp.accounts.queries import staff
from wsp.candidates.masking import Viewer, masked
from wsp.documents import queries as documents
from wsp.documents import service as letters
from wsp.documents.commands import Arrangement, HandIn, PlacementConfirmation, Receiver, Sender
from wsp.documents.enums import LetterKind
from wsp.documents.models import Document
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.instruments import catalogue
from wsp.instruments.assessment import Status
from wsp.placements import policy
from wsp.placements.enums import KIND_LABELS, UNPAID, InstrumentState
from wsp.placements.errors import PlacementNotFound
from wsp.placements.models import Placement
from wsp.placements.queries import facts as reads
from wsp.placements.queries.instruments import attached
from wsp.placements.rules import placement_number
from wsp.placements.service import telling
from wsp.reference import queries as reference
from wsp.worklist.enums import SubjectKind

WORDS: Final = {
    "loonkostensubsidie": "De gemeente betaalt een deel van het loon.",
    "no-risk": "Wordt uw medewerker ziek? Meld dat bij UWV. UWV betaalt dan ziekengeld.",
    "jobcoaching": "Een jobcoach begeleidt uw medewerker en de leidinggevende op het werk.",
}
"""What an employer reads of an instrument; one that has no words here stays out of the letter."""

_APPLY: Final = {
    "loonkostensubsidie": "Vraag de loonkostensubsidie aan bij de gemeente.",
}
_GONE: Final = frozenset({InstrumentState.REFUSED.value, InstrumentState.ENDED.value, InstrumentState.SUSPENDED.value})
_GRANTED: Final = frozenset({InstrumentState.GRANTED.value, InstrumentState.RUNNING.value})
_KIND: Final = LetterKind.PLACEMENT_CONFIRMATION


def send_confirmation(session: Session, placement_id: uuid.UUID, *, actor: Actor) -> Document | None:
    """Write the confirmation of a new placement once, and tell the employer; None when there is one already.

    A job may run twice.
    """
    placement = _placement(session, actor, placement_id, lock=True)
    if documents.has_letter(session, actor, (SubjectKind.PLACEMENT, placement.id), _KIND):
        return None
    written = _write(session, actor, placement)
    telling.confirmed(session, actor, placement)
    return written


def write_confirmation(
    session: Session, placement_id: uuid.UUID, *, actor: Actor, reason: str = "Gemaakt met de gegevens van die dag."
) -> Document:
    """Write the confirmation anew, with the facts of today: the next edition.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    return _write(session, actor, _placement(session, actor, placement_id), reason)


def _write(session: Session, actor: Actor, placement: Placement, reason: str | None = None) -> Document:
    context = confirmation(session, actor, placement)
    return letters.make_letter(
        session, actor, kind=_KIND, subject=(SubjectKind.PLACEMENT, placement.id), context=context, reason=reason
    )


def confirmation(session: Session, actor: Actor, placement: Placement) -> PlacementConfirmation:
    """Return what the confirmation of this placement says, on its first day or today when that is later."""
    today = clock.today()
    on = max(today, placement.starts_on)
    versions = reads.terms_versions(session, [placement.id])[placement.id]
    now = next((each for each in versions if each.holds(on)), versions[-1])
    worker = masked(placement.candidate, viewer=Viewer.EMPLOYER_NAMED)
    answers = _answers(session, placement.id, on)
    return PlacementConfirmation(
        reference=placement_number(placement.number),
        dated=today,
        sender=_sender(session, actor, placement),
        receiver=_receiver(session, actor, placement, today),
        worker=worker.label,
        worker_name=worker.short,
        function=placement.function_title,
        contract=KIND_LABELS[now.kind],
        paid=now.kind not in UNPAID,
        hours=now.hours,
        starts_on=placement.starts_on,
        ends_on=reads.last_day(placement),
        wage=now.wage,
        arrangements=tuple(_arrangements(answers)),
        hand_in=tuple(_hand_in(answers, placement.starts_on, paid=now.kind not in UNPAID)),
    )


def _placement(session: Session, actor: Actor, placement_id: uuid.UUID, *, lock: bool = False) -> Placement:
    statement = (
        select(Placement)
        .where(Placement.id == placement_id, policy.visible_placements(actor))
        .options(joinedload(Placement.candidate), joinedload(Placement.employer))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=Placement)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise PlacementNotFound
    return found


def _answers(session: Session, placement_id: uuid.UUID, on: date) -> dict[str, tuple[bool, dict[str, Any]]]:
    """Whether each attached instrument was granted, and what the rules say on a day, in the order of the catalogue."""
    found: dict[str, tuple[bool, dict[str, Any]]] = {}
    for each in attached(session, placement_id):
        decision = each.decision_on(on)
        if each.row.code in WORDS and each.row.state not in _GONE and decision is not None:
            found[each.row.code] = (each.row.state in _GRANTED, decision.assessment)
    return found


def _arrangements(answers: dict[str, tuple[bool, dict[str, Any]]]) -> Iterator[Arrangement]:
    for code, (granted, answer) in answers.items():
        if answer["status"] == Status.NOT_ELIGIBLE:
            continue
        settled = answer["status"] == Status.ELIGIBLE
        amount = answer["amount_per_month"]
        term = answer["term"] or {}
        yield Arrangement(
            title=catalogue.get(code).title,
            text=WORDS[code],
            settled=settled,
            granted=granted,
            amount=Decimal(amount) if settled and amount is not None else None,
            rules_of=date.fromisoformat(answer["on"]),
            until=date.fromisoformat(term["end"]) if term.get("end") else None,
            provisional=tuple(answer["provisional_reasons"]),
        )


def _hand_in(answers: dict[str, tuple[bool, dict[str, Any]]], starts_on: date, *, paid: bool) -> Iterator[HandIn]:
    signed = "het getekende contract" if paid else "de getekende afspraken over de proefplaatsing"
    yield HandIn(f"Stuur ons een kopie van {signed}.", starts_on)
    for code, what in _APPLY.items():
        granted, answer = answers.get(code, (False, {}))
        before = answer.get("apply_before")
        if before is not None and not granted:
            yield HandIn(what, date.fromisoformat(before))


def _sender(session: Session, actor: Actor, placement: Placement) -> Sender:
    names = {region.code: region.name for region in reference.regions(session)}
    region = names.get(placement.region_id, placement.region_id)
    owner = session.get(User, placement.owner_id) if placement.owner_id else None
    if owner is None:
        return Sender(region=region)
    works_for = next((each for each in staff(session, actor.region_id) if each.user_id == owner.id), None)
    organisation = session.get(Organisation, works_for.organisation_id) if works_for else None
    return Sender(
        region=region,
        name=owner.name,
        organisation=organisation.name if organisation else None,
        phone=owner.phone,
        email=owner.email,
    )


def _receiver(session: Session, actor: Actor, placement: Placement, today: date) -> Receiver:
    people = employers.contacts(session, actor, placement.employer_id, present_on=today)
    of_place = [each for each in people if each.establishment_id in (None, placement.establishment_id)]
    contact = next(iter(of_place or people), None)
    return Receiver(
        name=placement.employer.name,
        contact=contact.name if contact else None,
        address=_address(session, actor, placement, today),
    )


def _address(session: Session, actor: Actor, placement: Placement, today: date) -> tuple[str, ...]:
    sites: Sequence[Any] = employers.establishments(session, actor, placement.employer_id, open_on=today)
    site = next((each for each in sites if each.id == placement.establishment_id), next(iter(sites), None))
    if site is None:
        return ()
    street = " ".join(part for part in (site.street, site.house_number) if part)
    town = " ".join(part for part in (site.postcode, site.place) if part)
    return tuple(line for line in (street, town) if line)
