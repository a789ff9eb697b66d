"""begeleidingsfit: guidance that the person needs against guidance that the work place has."""

from math import nan
from typing import Final

from matching.compiled import inlined

CODE: Final = "begeleidingsfit"

_ONE_SHORT: Final = 0.4


@inlined
def value(on_site: int, needed: int) -> float:
    """1 when there is enough, 0.4 one level short, 0 two levels short."""
    if on_site < 0 or needed < 0:
        return nan
    if needed <= on_site:
        return 1.0
    return _ONE_SHORT if needed == on_site + 1 else 0.0
