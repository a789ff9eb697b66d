"""urenfit: how well the hours a week of the person and of the vacancy go together."""

from math import isnan, nan
from typing import Final

from matching.compiled import inlined
from matching.criteria.soft import within

CODE: Final = "urenfit"

_MARGIN: Final = 0.5
"""Gap, as part of the hours asked, at which nothing is left of the fit."""


@inlined
def value(asked_from: float, asked_to: float, offered_from: float, offered_to: float) -> float:
    """1 when the ranges overlap; otherwise less with the gap between them, relative to the hours asked."""
    short, over = asked_from - offered_to, offered_from - asked_to
    if isnan(short) or isnan(over):
        return nan
    gap = max(short, over, 0.0)
    asked = max(asked_from if gap == short else asked_to, 1.0)
    return within(1 - gap / (_MARGIN * asked))
