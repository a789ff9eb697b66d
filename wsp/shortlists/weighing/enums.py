"""States of weights and where they come from."""

from enum import StrEnum
from typing import Final


class WeightState(StrEnum):
    """Where a version stands."""

    LEARNED = "geleerd"
    """Came out of learning; nobody put it forward."""
    PROPOSED = "voorstel"
    ACTIVE = "actief"
    REPLACED = "vervangen"
    REJECTED = "afgewezen"


class Origin(StrEnum):
    """How the numbers were found."""

    BY_HAND = "hand"
    LEARNED = "geleerd"
    RESTORED = "teruggezet"


STATE_LABELS: Final = {
    WeightState.LEARNED: "Geleerd, niet voorgelegd",
    WeightState.PROPOSED: "Wacht op een collega",
    WeightState.ACTIVE: "In gebruik",
    WeightState.REPLACED: "Vervangen",
    WeightState.REJECTED: "Afgewezen",
}
ORIGIN_LABELS: Final = {
    Origin.BY_HAND: "Met de hand",
    Origin.LEARNED: "Geleerd van besluiten",
    Origin.RESTORED: "Teruggezet",
}
WAITING: Final = frozenset({WeightState.PROPOSED})
USED: Final = frozenset({WeightState.ACTIVE, WeightState.REPLACED})
BY_POLICY: Final = ("motivatie", "ontwikkelwens")
"""Criteria that weigh nothing unless a dated decision of policy gives them weight."""
