"""versheid: a profile that was checked lately is more to be relied on."""

from typing import Final

from matching.compiled import inlined
from matching.criteria.soft import within

CODE: Final = "versheid"


@inlined
def value(on: float, checked: float, fresh_days: float, stale_days: float) -> float:
    """1 up to ``fresh_days`` after the last check, down in a straight line to 0 at ``stale_days``."""
    return within((stale_days - (on - checked)) / (stale_days - fresh_days))
