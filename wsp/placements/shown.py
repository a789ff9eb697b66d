"""What an employer may see, as types: every page, mail and file of the portal shows one of these, never a row.

They are made by `placements.masking.for_employer` and nowhere else. No loonwaarde, register, benefit, health, BSN or
address is in any of them, and no money in an offer.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


class Shown:
    """What an employer may see; the only thing that a page of the portal takes beside plain values."""


@dataclass(frozen=True)
class Offer(Shown):
    """A candidate whom the account manager offered: what somebody can do, and the name only after the agreement."""

    id: uuid.UUID
    """Of the introduction; nothing that names the person."""
    vacancy_id: uuid.UUID
    vacancy: str
    label: str
    """"Kandidaat A", or the name once the candidate agreed for this employer."""
    name: str | None
    state: str
    """Value of `IntroductionState`: what a form sends back as the state that the employer saw."""
    told: str
    """Where it stands, in words for an employer."""
    offered_at: datetime
    changed_at: datetime
    """When the record last changed: of two versions of an appointment a diary keeps the later one."""
    waiting: bool
    """The employer has the word."""
    closed: bool
    can: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    text: str | None = None
    appointment_at: datetime | None = None
    appointment_place: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class RunningInstrument(Shown):
    """An arrangement beside an own employee."""

    title: str
    state: str
    until: date | None
    amount_month: Decimal | None


@dataclass(frozen=True)
class Ask(Shown):
    """Something that the employer must do or hand in, or did."""

    id: uuid.UUID
    placement_id: uuid.UUID
    text: str
    about: str
    """Number and function of the placement; never a name."""
    by: date
    late: bool
    late_days: int = 0
    was_by: date | None = None
    """The last day before it changed, with why."""
    changed: str = ""
    article: str = ""
    sure: str = ""
    """How sure the term is, where it is not read in the law itself."""
    may_report: bool = False
    """The employer itself may say that it is done."""
    done_on: date | None = None
    done: str = ""
    """With what it was done, and by whom of the two."""


@dataclass(frozen=True)
class HandedIn(Shown):
    """A file that the own organisation handed in."""

    id: uuid.UUID
    name: str
    handed_in_at: datetime
    state: str
    refused: bool
    opens: bool
    """It left quarantine, and may be fetched."""


@dataclass(frozen=True)
class SentLetter(Shown):
    """A letter to the employer about somebody who works there."""

    id: uuid.UUID
    title: str
    edition: int
    written_at: datetime


@dataclass(frozen=True)
class Fetched(Shown):
    """A file as it goes out: one that the own organisation handed in, or a letter to it."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Employee(Shown):
    """Somebody who works, or is going to work, at the own company."""

    id: uuid.UUID
    number: str
    name: str
    function: str
    employer: str
    state: str
    ended: bool
    at_work: bool
    kind: str
    hours: Decimal | None
    wage_month: Decimal | None
    starts_on: date
    ends_on: date | None
    instruments: tuple[RunningInstrument, ...] = ()
    asks: tuple[Ask, ...] = ()
    job_coach: "Helper | None" = None
    hours_confirmed_on: date | None = None
    """When the own company last said that the hours are right; None when it is time to ask again."""
    hours_reported: bool = False
    """The own company reported other hours, and nobody answered yet."""
    files: tuple[HandedIn, ...] = ()
    letters: tuple[SentLetter, ...] = ()

    @property
    def first_end(self) -> tuple[date, str] | None:
        """The first day on which something ends, and what."""
        days = [(each.until, each.title.lower()) for each in self.instruments if each.until is not None]
        if self.ends_on is not None:
            days.append((self.ends_on, "contract"))
        return min(days, default=None)


@dataclass(frozen=True)
class OwnVacancy(Shown):
    """A vacancy of the own company, as the employer follows it."""

    id: uuid.UUID
    number: str
    title: str
    employer: str
    state: str
    told: str
    position: int
    """Which of `STEPS` is now, from 1; 0 while it is a concept, and for one that stopped."""
    places: int
    hours: str
    closes_on: date | None
    offers: int
    question: str | None
    may_change: bool
    may_withdraw: bool
    reason: str | None
    facts: tuple[tuple[str, str], ...] = ()
    to_reckon: tuple[tuple[str, str], ...] = ()
    """Hours and wage as the calculator takes them in its address; only what the vacancy says."""


@dataclass(frozen=True)
class Helper(Shown):
    """A colleague of the WSP with whom the employer speaks."""

    name: str
    initials: str
    phone: str | None
    phone_link: str | None
    email: str


@dataclass(frozen=True)
class Company(Shown):
    """An own company."""

    id: uuid.UUID
    number: str
    name: str
    phone: str | None
    website: str | None


@dataclass(frozen=True)
class Statement(Shown):
    """A statement of social return that staff let the employer read: the contract, and where the letter is."""

    contract: str
    reference: str | None
    municipality: str
    ends_on: date
    closed: bool
    document_id: uuid.UUID
    edition: int
    written_at: datetime


@dataclass(frozen=True)
class Message(Shown):
    """Something that was asked or written, with its answer."""

    id: uuid.UUID
    about: str
    body: str
    author: str
    written_at: datetime
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None


@dataclass(frozen=True)
class Person(Shown):
    """Somebody of the own organisation."""

    id: uuid.UUID
    name: str
    email: str
    role: str
    role_label: str
    self: bool
