"""What can be asked of this room: frozen, checked for shape by the schemas, for sense by the rules."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from wsp.instruments.loonwaarde import LoonwaardeKind, MainTask
from wsp.placements.enums import (
    ClosingReason,
    EmployerAnswer,
    EndReason,
    InstrumentState,
    IntroductionState,
    PlacementKind,
)


@dataclass(frozen=True)
class Introduce:
    """Propose one, two or three candidates for a vacancy, from a ranking (`shortlist_run_id`) or by hand."""

    vacancy_id: uuid.UUID
    candidate_ids: tuple[uuid.UUID, ...]
    shortlist_run_id: uuid.UUID | None = None
    motivation: str | None = None
    ask_now: bool = True
    """Ask the client manager at once; False puts them on the longlist first."""


@dataclass(frozen=True)
class MoveIntroduction:
    """The next step of an introduction. A closing step needs `reason`; an invitation needs an appointment."""

    introduction_id: uuid.UUID
    state: IntroductionState
    note: str | None = None
    reason: ClosingReason | None = None
    shared: bool = False
    appointment_at: datetime | None = None
    appointment_place: str | None = None


@dataclass(frozen=True)
class AgreeIntroduction:
    """The client manager agrees that this candidate is offered to this employer."""

    introduction_id: uuid.UUID
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerOffer:
    """What an employer answers in the portal. `seen` is the state that the page showed.

    Declining needs a reason; inviting somebody whose name is known needs a day and a place for the talk.
    """

    introduction_id: uuid.UUID
    answer: EmployerAnswer
    seen: IntroductionState
    reason: ClosingReason | None = None
    note: str | None = None
    appointment_at: datetime | None = None
    appointment_place: str | None = None


@dataclass(frozen=True)
class AskAboutOffer:
    """A question of an employer about an offered candidate."""

    introduction_id: uuid.UUID
    question: str


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is agreed from a day on: kind, hours and wage."""

    kind: PlacementKind
    hours_per_week: Decimal
    full_week_hours: Decimal
    wage_month: Decimal | None = None
    """Gross per month for these hours, without vakantiebijslag; None for unpaid work."""
    wage_hour: Decimal | None = None
    """Gross per hour, instead of the wage per month."""
    hours_reason: str | None = None
    """Why somebody works more than 40 hours over all jobs."""


@dataclass(frozen=True, kw_only=True)
class InstrumentFacts:
    """What staff know about the conditions for instruments; None is not known yet, and is then asked for."""

    in_doelgroep_lks: bool | None = None
    forfaitair: bool | None = None
    supported_or_school: bool | None = None
    needs_guidance: bool | None = None


@dataclass(frozen=True, kw_only=True)
class PlaceCandidate(Terms, InstrumentFacts):
    """Place a candidate: from an introduction, from a vacancy, or neither (an employer may bring somebody)."""

    candidate_id: uuid.UUID
    employer_id: uuid.UUID
    function_title: str
    starts_on: date
    ends_on: date | None = None
    """Last day of the contract; None: permanent."""
    vacancy_id: uuid.UUID | None = None
    introduction_id: uuid.UUID | None = None
    establishment_id: uuid.UUID | None = None
    job_coach_id: uuid.UUID | None = None
    found_by_employer: bool = False
    """The employer brought the candidate; then there is no introduction."""
    beschut: bool = False
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeTerms(Terms):
    """Other hours, wage or kind from a day on; a day in the past corrects what was known."""

    placement_id: uuid.UUID
    valid_from: date
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""


@dataclass(frozen=True)
class ExtendContract:
    """Another last day of the contract; None makes it permanent."""

    placement_id: uuid.UUID
    ends_on: date | None
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""


@dataclass(frozen=True, kw_only=True)
class SetInstrumentFacts(InstrumentFacts):
    """Answers to what the instruments asked."""

    placement_id: uuid.UUID
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""


@dataclass(frozen=True, kw_only=True)
class BeginEmployment(Terms):
    """From a trial to an employment with the same employer: new terms and a new last day in one step."""

    placement_id: uuid.UUID
    starts_on: date
    """First day with a wage."""
    ends_on: date | None = None
    """Last day of the contract; None: permanent."""
    forfaitair: bool | None = None
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""


@dataclass(frozen=True, kw_only=True)
class ResumePlacement:
    """The same job goes on after it had ended, with the terms that held last."""

    placement_id: uuid.UUID
    resumes_on: date
    reason: str
    ends_on: date | None = None
    """Last day of the contract; None: permanent."""
    hours_reason: str | None = None
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""


@dataclass(frozen=True)
class RecordMeasuredLoonwaarde:
    """A loonwaarde of this person in this function at this employer.

    With `tasks` the percentage is counted from them; without, it is what the report of the expert gives.
    """

    placement_id: uuid.UUID
    percentage: int | None
    measured_on: date
    """The day of the report."""
    expert: str
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""
    kind: LoonwaardeKind = LoonwaardeKind.ESTABLISHED
    tasks: tuple[MainTask, ...] = ()
    valid_from: date | None = None
    """From when it counts; None: from the day of the report."""
    visited_on: date | None = None
    workplace: str | None = None
    remeasure_by: date | None = None
    """When to measure again, as agreed; None: by the rule of the municipality."""
    report_id: uuid.UUID | None = None
    """The report, as a file of the placement."""
    corrects: uuid.UUID | None = None
    """The measurement (`measurement_id`) that this one corrects; None adds another."""


@dataclass(frozen=True)
class EndPlacement:
    """The last day somebody works or worked there, and why."""

    placement_id: uuid.UUID
    ended_on: date
    reason: EndReason
    note: str | None = None
    reopen_vacancy: bool = True
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""


@dataclass(frozen=True)
class MoveInstrument:
    """The next step of an attached instrument with who decides on it."""

    placement_id: uuid.UUID
    code: str
    state: InstrumentState
    note: str | None = None
    """Why; needed when it is refused, suspended or ended."""
    happened_on: date | None = None
    """The day of the step; None: today."""


@dataclass(frozen=True)
class AttachInstrument:
    """Add an instrument to a placement with the answers that it asks for, or answer them again.

    `facts` are texts by name of the fact, as `instruments.reading.write` gives them.
    """

    placement_id: uuid.UUID
    code: str
    facts: Mapping[str, str]
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""


@dataclass(frozen=True)
class ConfirmHours:
    """An employer says that the hours are still right; `seen` are the hours per week that the page showed."""

    placement_id: uuid.UUID
    seen: Decimal


@dataclass(frozen=True)
class ReportHours:
    """An employer says that somebody works other hours: how many per week, and from which day."""

    placement_id: uuid.UUID
    hours_per_week: Decimal
    valid_from: date


@dataclass(frozen=True)
class HandInContract:
    """The signed contract of a placement, as a file of the employer."""

    placement_id: uuid.UUID
    filename: str
    content: bytes
