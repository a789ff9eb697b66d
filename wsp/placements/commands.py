"""What the verbs of this room take."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from wsp.placements.enums import ClosingReason, EndReason, InstrumentState, IntroductionState, PlacementKind


@dataclass(frozen=True)
class Introduce:
    """Propose candidates for a vacancy; from a ranking, or found by hand (`run_id` None)."""

    vacancy_id: uuid.UUID
    candidate_ids: tuple[uuid.UUID, ...]
    run_id: uuid.UUID | None = None
    motivation: str | None = None


@dataclass(frozen=True)
class MoveIntroduction:
    """The next step of an introduction. A closing step has a reason; an invitation has a moment."""

    introduction_id: uuid.UUID
    to: IntroductionState
    version: int | None = None
    reason: ClosingReason | None = None
    note: str | None = None
    shared: bool = False
    appointment_at: datetime | None = None
    appointment_place: str | None = None


@dataclass(frozen=True)
class AnswerIntroduction:
    """The client manager agrees that the candidate is offered, or says why not now."""

    introduction_id: uuid.UUID
    agrees: bool
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlaceCandidate:
    """Somebody is going to work at an employer.

    From an introduction, from a vacancy, or neither: an employer may bring a candidate. `wage_month` is gross for these
    hours without vakantiebijslag. `ends_on` None: no end. `loonwaarde` is measured in this function.
    """

    candidate_id: uuid.UUID
    employer_id: uuid.UUID
    function_title: str
    kind: PlacementKind
    starts_on: date
    hours_per_week: Decimal
    full_week_hours: Decimal
    ends_on: date | None = None
    wage_month: Decimal | None = None
    establishment_id: uuid.UUID | None = None
    vacancy_id: uuid.UUID | None = None
    introduction_id: uuid.UUID | None = None
    job_coach_id: uuid.UUID | None = None
    beschut: bool = False
    doelgroep_lks: bool | None = None
    forfaitair: bool = False
    loonwaarde: int | None = None
    measured_on: date | None = None
    expert: str | None = None
    many_hours_reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeTerms:
    """Other hours, wage or kind from a day on; an earlier day corrects the past."""

    placement_id: uuid.UUID
    valid_from: date
    kind: PlacementKind
    hours_per_week: Decimal
    full_week_hours: Decimal
    wage_month: Decimal | None = None
    many_hours_reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordMeasuredLoonwaarde:
    """A loonwaarde measured in this function at this employer, by an expert (Besluit LKS Pw 2021)."""

    placement_id: uuid.UUID
    percentage: int
    measured_on: date
    valid_from: date
    expert: str


@dataclass(frozen=True, kw_only=True)
class EndPlacement:
    """A placement ends after `ended_on`."""

    placement_id: uuid.UUID
    ended_on: date
    reason: EndReason
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class MoveInstrument:
    """The next state of an attached instrument."""

    placement_id: uuid.UUID
    code: str
    to: InstrumentState
