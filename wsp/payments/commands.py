"""What the verbs of decisions and payments take."""

import uuid
from dataclasses import dataclass
from datetime import date

from wsp.payments.enums import DecisionKind


@dataclass(frozen=True, kw_only=True)
class DraftDecision:
    """A beschikking as somebody writes it.

    `starts_on` is the first day for which it holds; of a beëindiging or intrekking the first day without subsidy.
    """

    placement_id: uuid.UUID
    code: str
    kind: DecisionKind
    ground: str
    starts_on: date
    motivation: str
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RewriteDecision:
    """Another text or period of a beschikking that was not made known yet; the amounts are calculated anew."""

    decision_id: uuid.UUID
    ground: str
    starts_on: date
    motivation: str
    ends_on: date | None = None
    version: int | None = None
    """The version that the asker saw; None for a process, which shows nothing."""


@dataclass(frozen=True)
class RevokeDecision:
    """Take back a beschikking that was not made known yet."""

    decision_id: uuid.UUID
    reason: str
    version: int | None = None


@dataclass(frozen=True)
class ApproveOrders:
    """Approve these orders, each with the amount that the page showed, in cents."""

    orders: tuple[tuple[uuid.UUID, int], ...]


@dataclass(frozen=True)
class SetCreditor:
    """Under which number a municipality's payment administration knows an employer."""

    organisation_id: uuid.UUID
    employer_id: uuid.UUID
    number: str


@dataclass(frozen=True, kw_only=True)
class SetPaymentSettings:
    """What the beschikkingen of a municipality say of itself."""

    organisation_id: uuid.UUID
    authority: str
    signer: str
    mandate: str
    objection_address: str
    version: int | None = None
