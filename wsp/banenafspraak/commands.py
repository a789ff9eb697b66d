"""What the verb of this room takes."""

from dataclasses import dataclass
from decimal import Decimal

from wsp.banenafspraak.enums import TargetSector
from wsp.banenafspraak.models import WHOLE_REGION


@dataclass(frozen=True, kw_only=True)
class SetTarget:
    """A target for one calendar year; it replaces what stood there for that year."""

    year: int
    sector: TargetSector
    jobs: Decimal
    source: str
    municipality_code: str = WHOLE_REGION
