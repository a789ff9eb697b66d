"""What the letters of a placement are made of: read once, then every letter is a plain calculation.

An employer reads what was agreed and what the instruments bring, never why somebody may have them: what the rules say
about a person (register, ground, loonwaarde) does not get in here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wsp.accounts import queries as accounts
from wsp.candidates.masking import Viewer, masked
from wsp.documents.commands import Arrangement, Receiver, Sender
from wsp.employers import queries as employers
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.instruments import catalogue
from wsp.instruments.assessment import Status
from wsp.law.lookup import LawBook
from wsp.placements import policy
from wsp.placements.coaching.requesting import Grounds
from wsp.placements.enums import KIND_LABELS, UNPAID, InstrumentState
from wsp.placements.errors import PlacementNotFound
from wsp.placements.models import Placement
from wsp.placements.queries import facts as reads
from wsp.placements.queries.instruments import Attached, attached
from wsp.placements.rules import TermsVersion, placement_number
from wsp.policy import service as policies
from wsp.reference import queries as reference

WORDS: Final = {
    "loonkostensubsidie": "De gemeente betaalt een deel van het loon.",
    "no-risk": "Wordt uw medewerker ziek? Meld dat bij UWV. UWV betaalt dan ziekengeld.",
    "jobcoaching": "Een jobcoach begeleidt uw medewerker en de leidinggevende op het werk.",
}
"""What an employer reads of an instrument; one that has no words here stays out of every letter."""

GONE: Final = frozenset({InstrumentState.REFUSED.value, InstrumentState.ENDED.value, InstrumentState.SUSPENDED.value})
GRANTED: Final = frozenset({InstrumentState.GRANTED.value, InstrumentState.RUNNING.value})
_HELD: Final = GRANTED | {InstrumentState.SUSPENDED.value, InstrumentState.ENDED.value}


@dataclass(frozen=True)
class Answer:
    """An instrument of the placement: where it stands, and what the rules say of it on the day of the letter."""

    state: InstrumentState
    record: Mapping[str, Any]
    starts_on: date | None

    @property
    def granted(self) -> bool:
        """Who decides on it said yes."""
        return self.state.value in GRANTED

    @property
    def apply_before(self) -> date | None:
        """The last day for a request."""
        text = self.record.get("apply_before")
        return None if text is None else date.fromisoformat(text)


@dataclass(frozen=True)
class LetterFacts:
    """One placement as its letters see it, on its first day or today when that is later."""

    placement: Placement
    number: str
    today: date
    terms: TermsVersion
    last_day: date | None
    worker: str
    worker_name: str
    sender: Sender
    receiver: Receiver
    kvk_number: str | None
    coach: str | None
    municipality: str
    """Name of the organisation that keeps the dossier, which decides on what a municipality gives."""
    answers: Mapping[str, Answer]
    held: tuple[str, ...]
    """Codes of the instruments that were granted at some time, whether they still run or not."""
    book: LawBook
    versions: tuple[TermsVersion, ...] = ()
    """Everything that was agreed over time; `terms` is what holds today, or on the first day."""
    instruments: tuple[Attached, ...] = ()
    coaching: Grounds | None = None
    """The file of the job coach, for the one letter that begins with it."""

    @property
    def contract(self) -> str:
        """The form of the work, in words."""
        return KIND_LABELS[self.terms.kind]

    @property
    def paid(self) -> bool:
        """There is a wage."""
        return self.terms.kind not in UNPAID

    @property
    def first_day(self) -> date:
        """First day of the work in this form: of the job with a wage, or of the trial before it."""
        days = (each.start for each in self.versions if (each.kind not in UNPAID) is self.paid)
        return min(days, default=self.placement.starts_on)

    @property
    def stops_on(self) -> date | None:
        """Last day of the work in this form: of the trial, where a job follows it, or else of the placement."""
        if self.paid or not any(each.kind not in UNPAID for each in self.versions):
            return self.last_day
        return max((each.last for each in self.versions if each.kind in UNPAID and each.last), default=self.last_day)

    def about_job(self) -> LetterFacts:
        """The same as the job with a wage that it is, or that was agreed to follow the trial."""
        job = next((each for each in self.versions if each.kind not in UNPAID and each.start > self.today), None)
        if self.paid or job is None:
            return self
        return replace(self, terms=job, answers=_answers(self.instruments, job.start))

    def arrangements(self) -> Sequence[Arrangement]:
        """What the instruments bring the employer."""
        return tuple(_arrangements(self.answers))


def gather(session: Session, actor: Actor, placement_id: uuid.UUID, *, lock: bool = False) -> LetterFacts:
    """Read everything that a letter about this placement may say.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    placement = found(session, actor, placement_id, lock=lock)
    today = clock.today()
    on = max(today, placement.starts_on)
    versions = reads.terms_versions(session, [placement.id])[placement.id]
    worker = masked(placement.candidate, viewer=Viewer.EMPLOYER_NAMED)
    keeper = placement.candidate.organisation_id
    people = accounts.names(session, [placement.job_coach_id])
    municipality = accounts.municipality_code(session, keeper)
    instruments = attached(session, placement.id)
    business = placement.employer.business
    return LetterFacts(
        placement=placement,
        number=placement_number(placement.number),
        today=today,
        terms=next((each for each in versions if each.holds(on)), versions[-1]),
        last_day=reads.last_day(placement),
        worker=worker.label,
        worker_name=worker.short,
        sender=sender_of(session, actor, placement.owner_id),
        receiver=employer_of(session, actor, placement, name=placement.employer.name),
        kvk_number=business.kvk_number if business else None,
        coach=people.get(placement.job_coach_id) if placement.job_coach_id else None,
        municipality=accounts.organisation_names(session, [keeper]).get(keeper, "de gemeente"),
        answers=_answers(instruments, on),
        held=tuple(each.row.code for each in instruments if each.row.state in _HELD and each.row.code in WORDS),
        book=policies.law_book(session, region=placement.region_id, municipality=municipality),
        versions=tuple(versions),
        instruments=tuple(instruments),
    )


def found(session: Session, actor: Actor, placement_id: uuid.UUID, *, lock: bool = False) -> Placement:
    """The placement with its people.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    statement = (
        select(Placement)
        .where(Placement.id == placement_id, policy.visible_placements(actor))
        .options(joinedload(Placement.candidate), joinedload(Placement.employer).joinedload(Employer.business))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=Placement)
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise PlacementNotFound
    return row


def _answers(instruments: Sequence[Attached], on: date) -> dict[str, Answer]:
    """Each attached instrument that employers read of, with what the rules say on a day, in order of the catalogue."""
    answers: dict[str, Answer] = {}
    for each in instruments:
        decision = each.decision_on(on)
        if each.row.code in WORDS and each.row.state not in GONE and decision is not None:
            answers[each.row.code] = Answer(
                InstrumentState(each.row.state), decision.assessment, each.decisions[0].valid_from
            )
    return answers


def _arrangements(answers: Mapping[str, Answer]) -> Iterator[Arrangement]:
    for code, answer in answers.items():
        if answer.record["status"] != Status.NOT_ELIGIBLE:
            yield arrangement(code, answer)


def arrangement(code: str, answer: Answer) -> Arrangement:
    """One instrument as an employer reads of it."""
    record = answer.record
    settled = record["status"] == Status.ELIGIBLE
    amount = record["amount_per_month"]
    term = record["term"] or {}
    return Arrangement(
        title=catalogue.get(code).title,
        text=WORDS[code],
        settled=settled,
        granted=answer.granted,
        amount=Decimal(amount) if settled and amount is not None else None,
        rules_of=date.fromisoformat(record["on"]),
        until=date.fromisoformat(term["end"]) if term.get("end") else None,
        provisional=tuple(record["provisional_reasons"]),
    )


def sender_of(session: Session, actor: Actor, user_id: uuid.UUID | None) -> Sender:
    """The werkgeversservicepunt of the region, with the colleague who answers the telephone."""
    names = {region.code: region.name for region in reference.regions(session)}
    region = names.get(actor.region_id, actor.region_id)
    found = accounts.sender(session, actor.region_id, user_id) if user_id else None
    if found is None:
        return Sender(region=region)
    owner, works_for = found
    return Sender(
        region=region,
        name=owner.name,
        organisation=works_for,
        phone=owner.phone,
        email=owner.email,
    )


def employer_of(session: Session, actor: Actor, placement: Placement, *, name: str) -> Receiver:
    """The employer (`name`) at the establishment where somebody works, or else at the first that is open."""
    today = clock.today()
    people = employers.contacts(session, actor, placement.employer_id, present_on=today)
    of_place = [each for each in people if each.establishment_id in (None, placement.establishment_id)]
    contact = next(iter(of_place or people), None)
    return Receiver(
        name=name,
        contact=contact.name if contact else None,
        address=address_of(session, actor, placement.employer_id, placement.establishment_id, on=today),
    )


def address_of(
    session: Session, actor: Actor, employer_id: uuid.UUID, establishment_id: uuid.UUID | None, *, on: date
) -> tuple[str, ...]:
    """The lines of the address of this establishment, or else of the first that is open on a day."""
    sites: Sequence[Any] = employers.establishments(session, actor, employer_id, open_on=on)
    site = next((each for each in sites if each.id == establishment_id), next(iter(sites), None))
    if site is None:
        return ()
    street = " ".join(part for part in (site.street, site.house_number) if part)
    town = " ".join(part for part in (site.postcode, site.place) if part)
    return tuple(line for line in (street, town) if line)
