"""What the verbs of this room take."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wsp.duplicates.enums import Kind


class Take(StrEnum):
    """Whose value the survivor gets."""

    OWN = "eigen"
    OTHER = "andere"
    BOTH = "beide"
    """Two texts under each other; only for fields that say so."""


@dataclass(frozen=True)
class MergePair:
    """Merge a pair: `survivor_id` stays, the other leads on to it. Versions are those that the preview showed."""

    pair_id: uuid.UUID
    survivor_id: uuid.UUID
    survivor_version: int
    absorbed_version: int
    takes: Mapping[str, Take] = field(default_factory=dict)
    """Code of a field (`fields.FIELDS`) -> whose value; what is not named keeps the survivor's own."""


@dataclass(frozen=True)
class PointOut:
    """Somebody knows two that no rule found, by their numbers (W-12 and W-34)."""

    kind: Kind
    one: int
    other: int
