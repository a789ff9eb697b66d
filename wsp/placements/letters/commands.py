"""What somebody fills in for each letter of a placement; everything else comes from the placement itself.

`reason` says why a new version takes the place of the one before.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class WriteLetter:
    """What every letter asks."""

    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class WriteConfirmation(WriteLetter):
    """The confirmation needs nothing that the placement does not know."""


@dataclass(frozen=True, kw_only=True)
class WriteAgreement(WriteLetter):
    """What both agreements ask."""

    workplace: tuple[str, ...]
    schedule: str
    supervisor: str
    signs_for_employer: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WritePlacementAgreement(WriteAgreement):
    """The agreement about a job."""

    guidance: tuple[str, ...] | None
    report_days: int
    evaluation_1: date
    evaluation_2: date | None
    evaluation_3: date | None

    @property
    def evaluations(self) -> tuple[date, ...]:
        """The days on which the parties talk, in order."""
        given = (self.evaluation_1, self.evaluation_2, self.evaluation_3)
        return tuple(sorted({day for day in given if day is not None}))


@dataclass(frozen=True, kw_only=True)
class WriteTrialAgreement(WriteAgreement):
    """The agreement about a trial."""

    permission_of: str
    extended: bool
    goals: tuple[str, ...]
    job_contract: str
    job_hours: Decimal
    evaluation_on: date
    insured_by: str


@dataclass(frozen=True, kw_only=True)
class WriteSubsidyRequest(WriteLetter):
    """The request for loonkostensubsidie."""

    wanted_from: date
    without_measurement: bool
    attachments: tuple[str, ...]
    contact: str
    signs_for_employer: str


@dataclass(frozen=True, kw_only=True)
class WriteGrant(WriteLetter):
    """The news that an instrument was granted."""

    code: str
    decided_by: str
    decision_reference: str
    decided_on: date
    report_days: int
    conditions: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class WritePlacementEnd(WriteLetter):
    """The news that a placement is over."""

    payslip_by: date
    remark: str | None


@dataclass(frozen=True, kw_only=True)
class WriteCoachEvaluation(WriteLetter):
    """The report of a job coach."""

    first_day: date
    last_day: date
    hours_given: Decimal
    goals: tuple[str, ...]
    goes_well: str
    attention: str
    agreed: tuple[str, ...]
    advice: str
    hours_next: Decimal | None
