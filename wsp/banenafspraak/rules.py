"""How the banenafspraak counts: pure rules, without a database.

One *baan* is a number of paid hours a week, set by the law (`wfsv.banenafspraak.hours_per_job`). Hours add up, persons
are counted once. Hired-in people count with the hirer, so with the employer of the placement. Beschut werk (Pw 10b),
Wsw without detachering and unpaid work never count, nor does anybody whom UWV does not have in the doelgroepregister
on that day (Wfsv 38b; Regeling Wfsv 3.33).
"""

import calendar
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final, TypeVar

from wsp.banenafspraak.enums import Flow, Register, Treatment
from wsp.placements.enums import PlacementKind

K = TypeVar("K", bound=Hashable)

QUARTER: Final = 3
YEAR: Final = 12
"""Months."""
SMALLEST_SHOWN: Final = 10
"""Persons: a smaller group in a split by municipality could be recognised."""

PAID_KINDS: Final = frozenset(
    {
        PlacementKind.EMPLOYMENT,
        PlacementKind.SECONDMENT,
        PlacementKind.APPRENTICE,
        PlacementKind.WSW_GUIDED,
        PlacementKind.WSW_SECONDED,
    }
)
"""Work with a wage at the employer where somebody works. A closed list: a new kind counts once it is put here."""
HIRED_KINDS: Final = frozenset({PlacementKind.SECONDMENT, PlacementKind.WSW_SECONDED})
"""Kinds of which somebody else is the formal employer; they count with the employer of the placement, the hirer."""


def treatment(kind: PlacementKind, *, beschut: bool, register: Register) -> Treatment:
    """Tell whether a placement counts, or the first reason why it does not."""
    if beschut:
        return Treatment.BESCHUT
    if kind is PlacementKind.WSW_INTERNAL:
        return Treatment.WSW
    if kind not in PAID_KINDS:
        return Treatment.UNPAID
    return {
        Register.YES: Treatment.COUNTS,
        Register.NO: Treatment.NOT_IN_REGISTER,
        Register.UNKNOWN: Treatment.REGISTER_UNKNOWN,
    }[register]


def jobs(hours: Decimal, hours_per_job: Decimal) -> Decimal:
    """Return how many banen these hours a week are, to three decimals: 38 hours at 25.5 are 1.490."""
    return (hours / hours_per_job).quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)


def split_jobs(hours: Mapping[K, Decimal], hours_per_job: Decimal) -> dict[K, Decimal]:
    """Return the banen of each part to one decimal, so that the parts add up to the rounded whole.

    Every part is rounded down, and the tenths that are then missing go to the parts that lost most.
    """
    tenth = Decimal("0.1")
    exact = {part: value / hours_per_job for part, value in hours.items()}
    whole = sum(exact.values(), Decimal(0)).quantize(tenth, rounding=ROUND_HALF_UP)
    rounded = {part: value.quantize(tenth, rounding=ROUND_FLOOR) for part, value in exact.items()}
    missing = int((whole - sum(rounded.values(), Decimal(0))) / tenth)
    most_lost = sorted(exact, key=lambda part: (rounded[part] - exact[part], str(part)))
    for part in most_lost[:missing]:
        rounded[part] += tenth
    return rounded


@dataclass(frozen=True, slots=True)
class Change:
    """A figure against the same figure on an earlier day."""

    on: date
    before: Decimal
    difference: Decimal
    percent: Decimal | None
    """None when there was nothing to compare with."""


def change(now: Decimal, before: Decimal, on: date) -> Change:
    """Compare `now` with `before`, which held on the day `on`."""
    difference = now - before
    percent = None
    if before:
        percent = (difference * 100 / before).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Change(on, before, difference, percent)


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stood on a day: in paid work that can count, and in the doelgroepregister."""

    working: bool
    in_group: bool

    @property
    def counted(self) -> bool:
        """At work and in the doelgroep."""
        return self.working and self.in_group


def flow(before: Standing, now: Standing) -> Flow | None:
    """Tell how somebody moved between two days; None when both days count, or neither.

    Who starts to work and enters the doelgroep in the same period found work; who loses both lost work.
    """
    if before.counted == now.counted:
        return None
    if now.counted:
        return Flow.ENTERED if before.working else Flow.FOUND
    return Flow.LEFT if now.working else Flow.LOST


@dataclass(frozen=True, slots=True)
class Bridge:
    """From the number of persons at work on one day to that on another. The correction is always there, also zero."""

    before: int
    found: int
    lost: int
    entered: int
    left: int
    now: int

    @property
    def net(self) -> int:
        """What the flows together changed."""
        return self.found - self.lost + self.entered - self.left

    @property
    def correction(self) -> int:
        """What the flows do not explain: changes that were recorded afterwards, or figures that do not close."""
        return self.now - self.before - self.net


def bridge(before: int, moves: Mapping[Flow, int], now: int) -> Bridge:
    """Build the bridge from the number as it was reported then, the moves as known now, and the number now."""
    return Bridge(
        before=before,
        found=moves.get(Flow.FOUND, 0),
        lost=moves.get(Flow.LOST, 0),
        entered=moves.get(Flow.ENTERED, 0),
        left=moves.get(Flow.LEFT, 0),
        now=now,
    )


def earlier(day: date, months: int) -> date:
    """Return the day `months` before; the last day of a month stays a last day (30 June becomes 31 March)."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    last = calendar.monthrange(year, month + 1)[1]
    at_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if at_end else min(day.day, last))


def quarter_end(day: date) -> date:
    """Return the last quarter end up to and including `day`."""
    first = date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)
    own = earlier(first, -QUARTER) - timedelta(days=1)
    return own if own == day else first - timedelta(days=1)


def quarter_ends(day: date, count: int, *, since: date) -> tuple[date, ...]:
    """Return the last `count` quarter ends up to and including `day`, oldest first, none before `since`."""
    last = quarter_end(day)
    return tuple(
        found for found in (earlier(last, QUARTER * back) for back in reversed(range(count))) if found >= since
    )


def is_year_measurement(day: date) -> bool:
    """Tell whether `day` is the end of December: only the measurement over that month is official."""
    return (day.month, day.day) == (12, 31)


def share(part: int, whole: int) -> Decimal | None:
    """Return a percentage to whole numbers; None of nothing."""
    return (Decimal(part) * 100 / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP) if whole else None


def hidden(counts: Mapping[K, int]) -> frozenset[K]:
    """Return the parts of a split that may not be shown.

    Groups of fewer than ten, and one more when only one is hidden: else it could be found by subtraction. An empty
    group tells nothing about anybody.
    """
    small = {part for part, count in counts.items() if 0 < count < SMALLEST_SHOWN}
    if len(small) == 1:
        rest = sorted((count, str(part), part) for part, count in counts.items() if part not in small and count)
        small |= {part for _count, _name, part in rest[:1]}
    return frozenset(small)


def total(parts: Iterable[Decimal]) -> Decimal:
    """Return the sum, exact."""
    return sum(parts, Decimal(0))
