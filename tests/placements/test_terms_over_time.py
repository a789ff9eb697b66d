"""Terms and measurements over time, day by day against a plain reference."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from wsp.placements import rules
from wsp.placements.enums import PlacementKind
from wsp.placements.rules import TermsVersion

FIRST = date(2026, 1, 1)
SPAN = 60
days = st.integers(0, SPAN - 1)


def version(start: int, last: int | None, hours: int) -> TermsVersion:
    """Terms by day numbers from the first of January."""
    until = None if last is None else FIRST + timedelta(days=last)
    return TermsVersion(
        FIRST + timedelta(days=start), until, PlacementKind.EMPLOYMENT, Decimal(hours), Decimal(40), Decimal(1000)
    )


@st.composite
def changes(draw: st.DrawFn) -> list[TermsVersion]:
    """Terms recorded one after the other, some of them back in time."""
    found = []
    for hours in range(1, draw(st.integers(1, 6)) + 1):
        start = draw(days)
        last = draw(st.one_of(st.none(), st.integers(start, SPAN + 5)))
        found.append(version(start, last, hours))
    return found


@given(changes())
def test_the_last_that_was_recorded_holds_on_every_day(recorded: list[TermsVersion]) -> None:
    terms: tuple[TermsVersion, ...] = ()
    for each in recorded:
        terms = rules.with_terms(terms, each)
    for number in range(SPAN + 10):
        day = FIRST + timedelta(days=number)
        holding = [each.hours for each in terms if each.holds(day)]
        expected = [each.hours for each in recorded if each.holds(day)]
        assert holding == expected[-1:], day


@given(changes(), days)
def test_nothing_holds_after_the_last_day(recorded: list[TermsVersion], number: int) -> None:
    last = FIRST + timedelta(days=number)
    terms: tuple[TermsVersion, ...] = ()
    for each in recorded:
        terms = rules.with_terms(terms, each)
    cut = rules.until(terms, last)
    for offset in range(SPAN + 10):
        day = FIRST + timedelta(days=offset)
        holding = [each.hours for each in cut if each.holds(day)]
        assert holding == ([each.hours for each in terms if each.holds(day)] if day <= last else [])


@given(st.lists(days, max_size=6))
def test_each_measurement_counts_until_the_next(starts: list[int]) -> None:
    given_ = {uuid.UUID(int=place): FIRST + timedelta(days=start) for place, start in enumerate(starts)}
    spread = rules.spread(given_)
    for offset in range(SPAN + 10):
        day = FIRST + timedelta(days=offset)
        begun = [start for start in given_.values() if start <= day]
        # Of two that start on one day the one that was recorded last counts.
        expected = [key for key, start in given_.items() if begun and start == max(begun)][-1:]
        holding = [key for key, (start, last) in spread.items() if start <= day and (last is None or day <= last)]
        assert holding == expected


@given(changes(), changes(), days)
def test_the_differences_add_up(old: list[TermsVersion], new: list[TermsVersion], today: int) -> None:
    def stretches(recorded: list[TermsVersion]) -> list[tuple[date, date | None, Decimal | None, bool]]:
        terms: tuple[TermsVersion, ...] = ()
        for each in recorded:
            terms = rules.with_terms(terms, each)
        return [(each.start, each.last, each.hours * 31, False) for each in terms]

    on = FIRST + timedelta(days=today)
    before, after = stretches(old), stretches(new)
    found = rules.change(before, after, today=on)
    months = on.month
    paid = [
        sum((row.amount or Decimal(0) for row in rules.months(parts, FIRST, months)), Decimal(0))
        for parts in (before, after)
    ]
    assert found.total == paid[1] - paid[0]
    assert rules.change(before, before, today=on).changes is False
