"""wachttijd: who has been waiting longer goes a little before, up to a ceiling."""

from typing import Final

from matching.compiled import inlined
from matching.criteria.soft import within

CODE: Final = "wachttijd"


@inlined
def value(on: float, since: float, full_days: float) -> float:
    """Days since the person asked for work, 1 at ``full_days`` and beyond."""
    return within((on - since) / full_days)
