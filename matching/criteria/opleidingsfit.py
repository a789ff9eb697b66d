"""opleidingsfit: enough education, and not so much more that the work will not hold the person."""

from math import nan
from typing import Final

from matching.compiled import inlined

CODE: Final = "opleidingsfit"

_ROOM: Final = 1
_PER_LEVEL: Final = 0.15
_LOWEST: Final = 0.4


@inlined
def value(asked: int, reached: int) -> float:
    """1 up to one level above the minimum, then 0.15 less per level; 0 below the minimum."""
    if asked < 0 or reached < 0:
        return nan
    if reached < asked:
        return 0.0
    return min(max(1 - _PER_LEVEL * (reached - asked - _ROOM), _LOWEST), 1.0)
