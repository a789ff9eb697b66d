"""What people send about an obligation."""

import uuid
from dataclasses import dataclass
from datetime import date

from wsp.placements.obligations.enums import DoneWith


@dataclass(frozen=True, kw_only=True)
class SettleObligation:
    """A colleague says that it was done: with what, on which day, and in words."""

    obligation_id: uuid.UUID
    done_with: DoneWith
    done_on: date
    note: str | None = None
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""


@dataclass(frozen=True, kw_only=True)
class ReportObligation:
    """The employer says in the portal that it did what it had to do."""

    obligation_id: uuid.UUID
