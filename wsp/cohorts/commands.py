"""What can be asked of this room."""

import uuid
from dataclasses import dataclass
from datetime import date

from wsp.cohorts.enums import CohortKind, MemberState, StopReason


@dataclass(frozen=True, kw_only=True)
class DescribeCohort:
    """A group as its form holds it; `version` is the one that the person saw, 0 for a new group."""

    name: str
    kind: CohortKind
    goal: str | None
    starts_on: date
    ends_on: date
    leader: str | None
    places: int
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class Invite:
    """Invite these people for a group."""

    candidate_ids: tuple[uuid.UUID, ...]
    cohort_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class MoveMember:
    """Where somebody stands now; `version` is the one that the person saw."""

    state: MemberState
    reason: StopReason | None
    version: int
