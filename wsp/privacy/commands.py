"""What people send about a request, a hold or a caseload."""

import uuid
from dataclasses import dataclass
from datetime import date

from wsp.privacy.enums import MentionDecision, RequestKind, RequestState


@dataclass(frozen=True, kw_only=True)
class FileRequest:
    """Somebody uses a right of the AVG."""

    candidate_id: uuid.UUID
    kind: RequestKind
    received_on: date
    asked: str | None = None
    identity_checked: bool = False


@dataclass(frozen=True, kw_only=True)
class ExtendRequest:
    """Two months more, with the reason that the person is told (AVG art. 12 lid 3)."""

    request_id: uuid.UUID
    version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AnswerRequest:
    """The answer, as it is sent to the person; it also carries out what was granted."""

    request_id: uuid.UUID
    version: int
    outcome: RequestState
    answer: str
    identity_checked: bool = False


@dataclass(frozen=True, kw_only=True)
class PlaceHold:
    """Keep a dossier past its term, with the reason and the last day."""

    candidate_id: uuid.UUID
    reason: str
    until: date


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Everything that one colleague looks after goes to another; with a municipality only candidates who live there."""

    from_id: uuid.UUID
    to_id: uuid.UUID
    municipality_code: str | None = None


@dataclass(frozen=True)
class DecideMention:
    """What becomes of a name in one text about somebody else; it stays for a reason only."""

    mention_id: uuid.UUID
    decision: MentionDecision
    reason: str | None = None
