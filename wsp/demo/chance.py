"""Chance that can be repeated: everything random in the demo comes from here, and nothing from the machine."""

import random
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from wsp.foundation import clock
from wsp.foundation.workdays import is_working_day

_OPENS, _CLOSES = time(8), time(17)
"""Office hours."""

T = TypeVar("T")


class Chance:
    """A source of choices for one part of the demo. Parts have their own, so that one can change alone."""

    def __init__(self, *part: object) -> None:
        self._random = random.Random("/".join(str(each) for each in part))  # noqa: S311 - no secret depends on it

    def one(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return self._random.choice(choices)

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return a key, as often as its weight says."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Return `count` different choices (all of them when there are fewer), in random order."""
        return self._random.sample(list(choices), min(count, len(choices)))

    def yes(self, share: float) -> bool:
        """Tell whether it happens; `share` of 1."""
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """Return a whole number from `low` up to and including `high`."""
        return self._random.randint(low, high)

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in random order."""
        return self._random.sample(list(items), len(items))

    def uuid(self) -> uuid.UUID:
        """Return an id that looks like any other of the program (uuid4)."""
        return uuid.UUID(int=self._random.getrandbits(128), version=4)

    def day(self, first: date, last: date) -> date:
        """Return a day from `first` up to and including `last`."""
        return first + timedelta(days=self._random.randint(0, max(0, (last - first).days)))

    def workday(self, first: date, last: date) -> date:
        """Return a working day in the period; the first day itself when there is none."""
        for _ in range(50):
            day = self.day(first, last)
            if is_working_day(day):
                return day
        return first

    def moment(self, day: date) -> datetime:
        """Return a moment in office hours of that day, in whole five minutes; never later than now.

        What is still to come becomes the latest moment that was: just now, or the end of the day before where the
        office is not open yet. So the order of moments stays.
        """
        at = datetime.combine(day, time(8 + self.number(0, 8), 5 * self.number(0, 11)), tzinfo=clock.AMSTERDAM)
        latest = clock.local(clock.now() - timedelta(minutes=1))
        if latest.time() < _OPENS:
            latest = datetime.combine(latest.date() - timedelta(days=1), _CLOSES, tzinfo=clock.AMSTERDAM)
        return min(at, latest)


def apportion(weights: Mapping[T, float], total: int) -> dict[T, int]:
    """Divide `total` over the keys by weight, by largest remainders: the sum is always `total`."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    shares = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(weights, key=lambda key: shares[key] - exact[key])
    for key in by_remainder[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


class Deck:
    """Deals the items of a list in random order and starts again when all were dealt: repeats stay even."""

    def __init__(self, chance: Chance, items: Sequence[str]) -> None:
        self._chance = chance
        self._items = list(items)
        self._left: list[str] = []

    def deal(self) -> str:
        """Return the next item."""
        if not self._left:
            self._left = self._chance.shuffled(self._items)
        return self._left.pop()
