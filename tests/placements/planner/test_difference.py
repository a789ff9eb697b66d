"""The difference to settle after a change of facts."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from wsp.foundation.workdays import add_months, days_in_month
from wsp.instruments.assessment import Status
from wsp.law import LawBook
from wsp.placements.enums import PlacementKind
from wsp.placements.planner import difference
from wsp.placements.rules import History, Measured, MonthChange, Stretch, TermsVersion, change, settled
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


def _months(before: History, after: History) -> list[MonthChange]:
    found = [parts(history, BOOK, today=TODAY) for history in (before, after)]
    return [row for _, row in difference(found[0], found[1], first=date(2026, 1, 1), count=5)]


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


days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
answers = st.one_of(
    st.builds(_Answer, st.just(Status.ELIGIBLE), st.decimals(0, 3000, places=4)),
    st.sampled_from([_Answer(status, None) for status in Status]),
)
one = st.builds(
    lambda code, start, last, answer: _Part(code, start, None if last is None else max(start, last), answer),
    st.sampled_from(["a", "b"]),
    days,
    st.none() | days,
    answers,
)
several = st.lists(one, max_size=4)
divided = st.sampled_from([None, 30])
FIRST = date(2025, 1, 1)
COUNT = 24


def _by_day(found: list[_Part], code: str, month: date, parts_of_month: int | None) -> Decimal | None:
    """The slow way: what each day adds to what was rounded for the days before it, for each part that holds it."""
    length = days_in_month(month.year, month.month)
    whole = parts_of_month or length

    def upto(amount: Decimal, day: int) -> Decimal:
        share = whole if day == length else min(day, whole)
        return (amount * share / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)

    total = Decimal(0)
    for part in (each for each in found if each.code == code):
        amount = part.assessment.exact_per_month
        for day in range(1, length + 1):
            on = month.replace(day=day)
            if on < part.start or (part.last is not None and on > part.last):
                continue
            if amount is not None:
                total += upto(amount, day) - upto(amount, day - 1)
            elif part.assessment.status is Status.UNKNOWN:
                return None
    return total


@given(several, several, divided)
@settings(max_examples=40)
def test_after_a_change_each_month_is_what_its_days_add_up_to(
    before: list[_Part], after: list[_Part], parts_of_month: int | None
) -> None:
    rows = difference(before, after, first=date(2025, 1, 20), count=COUNT, parts_of_month=parts_of_month)
    months = [add_months(FIRST, index) for index in range(COUNT)]
    expected = [
        (code, month, was, now)
        for code in ("a", "b")
        for month in months
        for was, now in [[_by_day(found, code, month, parts_of_month) for found in (before, after)]]
        if was != now
    ]
    assert [(code, row.month, row.before, row.after) for code, row in rows] == expected


@given(several, several, divided, days)
@settings(max_examples=40)
def test_before_it_is_saved_a_change_says_the_same(
    before: list[_Part], after: list[_Part], parts_of_month: int | None, today: date
) -> None:
    def stretches(found: list[_Part]) -> list[Stretch]:
        return [
            (each.start, each.last, each.assessment.exact_per_month, False)
            for each in found
            if each.assessment.status is Status.UNKNOWN or each.assessment.exact_per_month is not None
        ]

    old, new = ([each for each in found if each.code == "a"] for found in (before, after))
    told = change(stretches(old), stretches(new), today=today, parts_of_month=parts_of_month)
    count = (today.year - FIRST.year) * 12 + today.month
    saved = [row for _, row in difference(old, new, first=FIRST, count=count, parts_of_month=parts_of_month)]

    assert list(told.settled) == saved
    assert told.total == settled(saved)
    back = change(stretches(new), stretches(old), today=today, parts_of_month=parts_of_month)
    assert [row.difference for row in back.settled] == [
        None if row.difference is None else -row.difference for row in saved
    ]
