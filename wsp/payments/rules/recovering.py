"""Until when what was paid too much can be asked back.

Algemene wet bestuursrecht art. 4:57 lid 4: no more once five years have passed since the day on which the subsidy was
settled (vastgesteld). Nothing here records a settling of its own. The beschikking that gave the right over a month is
taken for it, yet never before that month was over: so nobody is asked for what may have lapsed.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from wsp.foundation.workdays import add_months

_YEAR = 12
_DAY = timedelta(days=1)


def recoverable_until(month: date, made_known: Iterable[date], years: int) -> date:
    """Return the last day on which money over a calendar month can be claimed.

    `made_known` are the days on which beschikkingen that gave a right over the month were sent; the first one counts.
    """
    over = add_months(month, 1) - _DAY
    return add_months(max(over, min(made_known, default=over)), _YEAR * years)
