"""Closed lists of the algorithm register (publication standard 1.0)."""

from enum import StrEnum
from typing import Final


class RegisterStatus(StrEnum):
    """Where the algorithm stands with the organisation."""

    DEVELOPING = "In ontwikkeling"
    IN_USE = "In gebruik"
    OUT_OF_USE = "Buiten gebruik"


class PublicationCategory(StrEnum):
    """Which duty to publish holds."""

    HIGH_RISK = "Hoog-risico AI-systeem"
    IMPACT = "Impactvolle algoritmes"
    OTHER = "Overige algoritmes"


THEMES: Final = ("Werk", "Sociale zekerheid")
"""At most three, from the register's own list."""
