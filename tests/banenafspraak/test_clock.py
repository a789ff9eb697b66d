"""The count across the turn of the year and the nights on which the clock is changed: Dutch days, whatever UTC says."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.banenafspraak import factories as make
from wsp.banenafspraak import command_line
from wsp.foundation import clock

REGION = "AM01"


def _persons(known_on: str, on: str = "2026-09-30") -> int:
    return command_line.report(REGION, on, known_on).total.persons


@pytest.mark.rule("R10")
@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        # On its last day a quarter counts; that day begins an hour before midnight UTC, in summer two.
        (datetime(2026, 12, 30, 22, 59, 59, tzinfo=UTC), date(2026, 9, 30)),
        (datetime(2026, 12, 30, 23, 0, 0, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 6, 29, 21, 59, 59, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 6, 29, 22, 0, 0, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2028, 2, 29, 23, 30, 0, tzinfo=UTC), date(2027, 12, 31)),
    ],
)
def test_the_last_quarter_is_that_of_the_dutch_day(session: Session, moment: datetime, quarter: date) -> None:
    with clock.frozen(moment):
        assert command_line.report(REGION, None, None).on == quarter


@pytest.mark.rule("R10")
@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-29", 23), ("2026-10-25", 25), ("2026-12-31", 24)],  # clock forward, clock back, the last of the year
)
def test_what_was_known_at_the_end_of_a_day_is_known_until_the_dutch_midnight(
    session: Session, day: str, hours: int
) -> None:
    start = datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=clock.AMSTERDAM).astimezone(UTC)
    after: Callable[[float], datetime] = lambda number: start + timedelta(hours=number)  # noqa: E731 (reads as a column)
    assert clock.local(after(hours)).date() == date.fromisoformat(day) + timedelta(days=1)
    shop = make.employer(session)
    for recorded in (after(0), after(hours - 0.1), after(hours + 0.1)):
        make.placement(session, make.person(session), shop, date(2026, 1, 1), recorded=recorded)
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    with clock.frozen(datetime(2027, 1, 20, 12, tzinfo=UTC)):
        assert (_persons(before), _persons(day)) == (0, 2)
        assert command_line.report(REGION, "2026-09-30", None).total.persons == 3


@pytest.mark.rule("R10")
def test_a_placement_of_the_first_of_january_counts_in_the_new_year_only(session: Session) -> None:
    shop = make.employer(session)
    make.placement(session, make.person(session), shop, date(2026, 5, 1), last_day=date(2026, 12, 31))
    make.placement(session, make.person(session), shop, date(2027, 1, 1))
    with clock.frozen(datetime(2027, 1, 2, 12, tzinfo=UTC)):
        assert [command_line.report(REGION, day, None).total.persons for day in ("2026-12-31", "2027-01-01")] == [1, 1]
