"""What can be asked of this room."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wsp.instruments.enums import SocialReturnGroup
from wsp.placements.social_return.enums import ActivityKind


@dataclass(frozen=True, kw_only=True)
class AddObligation:
    """A contract with social return: an amount, or a percentage of its sum."""

    employer_id: uuid.UUID
    organisation_id: uuid.UUID
    contract: str
    reference: str | None
    contract_sum: Decimal | None
    percentage: Decimal | None
    amount: Decimal | None
    starts_on: date
    ends_on: date
    contact_id: uuid.UUID | None = None
    """A contact person of the employer."""


@dataclass(frozen=True, kw_only=True)
class ChooseContact:
    """To whom a statement goes; None: to whoever the employer's other letters go."""

    contact_id: uuid.UUID | None


@dataclass(frozen=True, kw_only=True)
class WriteStatement:
    """Make the statement; `reason` says why there is a new version, the first needs none."""

    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class BookPlacement:
    """Let days of a placement count; without days all that lie within the contract."""

    placement_id: uuid.UUID
    target_group: SocialReturnGroup
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class BookActivity:
    """Something else that counts, with its proof."""

    kind: ActivityKind
    done_on: date
    amount: Decimal
    description: str
    proof: str
