"""What the verbs take."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class ProposeWeights:
    """Put weights forward, with the reason; only proportions matter."""

    values: Mapping[str, Decimal]
    reason: str
    policy_decision: str | None = None
    policy_decided_on: date | None = None
    based_on: uuid.UUID | None = None
    """A learned proposal that is taken over, or an older version that is put back."""
