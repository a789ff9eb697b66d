"""The difference to settle after a change of facts."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from wsp.instruments.assessment import Status
from wsp.instruments.proration import prorate
from wsp.law import LawBook
from wsp.placements.enums import PlacementKind
from wsp.placements.planner import MonthDifference, difference, settled
from wsp.placements.rules import History, Measured, TermsVersion
from wsp.placements.service.instruments import parts

BOOK = LawBook.national()
TODAY = date(2026, 11, 22)
FORFAIT = History(
    starts_on=date(2026, 1, 1),
    ends_on=None,
    terms=(
        TermsVersion(date(2026, 1, 1), None, PlacementKind.EMPLOYMENT, Decimal(36), Decimal(36), Decimal("2294.76")),
    ),
    born_on=date(1990, 5, 1),
    in_register=True,
    in_doelgroep_lks=True,
    forfaitair=True,
    supported_or_school=True,
)


def _months(before: History, after: History, last: date = date(2026, 5, 31)) -> list[MonthDifference]:
    found = [parts(history, BOOK, today=TODAY) for history in (before, after)]
    return list(difference(found[0], found[1], first=date(2026, 1, 1), last=last))


def test_a_back_dated_measurement_lowers_what_was_paid_from_its_day() -> None:
    """D7 is 1530,14; D1 is 1224,11. February: 14 of 28 days of each, 765,07 and 612,06."""
    measured = replace(FORFAIT, measured=(Measured(date(2026, 2, 15), 60, date(2026, 2, 15)),))
    rows = _months(FORFAIT, measured)
    assert [(row.month.month, row.before, row.after, row.difference) for row in rows] == [
        (2, Decimal("1530.14"), Decimal("1377.13"), Decimal("-153.01")),
        (3, Decimal("1530.14"), Decimal("1224.11"), Decimal("-306.03")),
        (4, Decimal("1530.14"), Decimal("1224.11"), Decimal("-306.03")),
        (5, Decimal("1530.14"), Decimal("1224.11"), Decimal("-306.03")),
    ]
    assert settled(rows) == Decimal("-1071.10")


def test_fewer_hours_in_the_past_ask_money_back() -> None:
    [version] = FORFAIT.terms
    fewer = replace(
        FORFAIT,
        terms=(replace(version, last=date(2026, 3, 31)), replace(version, start=date(2026, 4, 1), hours=Decimal(20))),
    )
    rows = _months(FORFAIT, fewer)
    assert [(row.month.month, row.difference) for row in rows] == [(4, Decimal("-680.06")), (5, Decimal("-680.06"))], (
        "D7, D8"
    )


def test_what_became_unknown_has_no_difference_and_is_named() -> None:
    unknown = replace(FORFAIT, forfaitair=None)
    rows = _months(FORFAIT, unknown)
    assert [row.after for row in rows] == [None] * 5
    assert settled(rows) is None


def test_the_same_facts_leave_nothing_to_settle() -> None:
    assert _months(FORFAIT, FORFAIT) == []
    assert settled(()) == 0


@dataclass(frozen=True)
class _Answer:
    status: Status
    exact_per_month: Decimal | None


@dataclass(frozen=True)
class _Part:
    code: str
    start: date
    last: date | None
    assessment: _Answer


paid = st.builds(
    lambda code, start, amount: _Part(code, start, None, _Answer(Status.ELIGIBLE, amount)),
    st.sampled_from(["a", "b"]),
    st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    st.decimals(0, 3000, places=4),
)
several = st.lists(paid, max_size=4)


@given(several, several)
@settings(max_examples=60)
def test_the_rows_add_up_to_the_difference_of_the_whole(before: list[_Part], after: list[_Part]) -> None:
    first, last = date(2025, 3, 10), date(2026, 9, 20)
    rows = difference(before, after, first=first, last=last)

    def whole(found: list[_Part]) -> Decimal:
        inside = [(max(each.start, first), each.assessment.exact_per_month) for each in found if each.start <= last]
        return sum((prorate(amount, start, last) for start, amount in inside if amount is not None), Decimal(0))

    assert settled(rows) == whole(after) - whole(before)
    back = difference(after, before, first=first, last=last)
    assert [(row.code, row.month, row.difference) for row in back] == [
        (row.code, row.month, -row.difference) for row in rows if row.difference is not None
    ]
