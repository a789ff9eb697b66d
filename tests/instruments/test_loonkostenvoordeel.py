"""What must hold for every loonkostenvoordeel, whatever the facts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation.money import cents
from wsp.instruments import catalogue
from wsp.instruments.assessment import Assessment, Status
from wsp.instruments.enums import LkvKind
from wsp.instruments.facts import PlacementFacts
from wsp.law import LawBook

BOOK = LawBook.national()
days = st.dates(date(2021, 7, 1), date(2027, 12, 31))
kinds = st.sets(st.sampled_from(LkvKind), min_size=1)
hours = st.decimals(min_value=0, max_value=3000, places=2)


def _assess(day: date, own: set[LkvKind], paid: Decimal, **more: object) -> Assessment:
    facts = PlacementFacts(
        lkv_kinds=tuple(own),
        paid_hours=paid,
        starts_on=date(day.year, 1, 1),
        resumed_on=date(day.year, 1, 1),
        born_on=date(1962, 1, 1),
        aow_on=date(2029, 1, 1),
        requested=True,
        declaration=True,
        worked_here_before=False,
        **more,  # type: ignore[arg-type]  # further facts by name
    )
    return catalogue.get("loonkostenvoordeel").assess(facts, BOOK, day)


@given(days, kinds, hours)
def test_never_negative_and_never_above_the_maximum_of_its_kind(day: date, own: set[LkvKind], paid: Decimal) -> None:
    answer = _assess(day, own, paid)
    assert (answer.amount_per_year is not None) == (answer.status is Status.ELIGIBLE)
    if answer.amount_per_year is not None:
        named = {amount.code: amount.value for amount in answer.amounts}
        assert 0 <= answer.amount_per_year <= named["maximum"]
        assert answer.amount_per_year == cents(min(named["rate"] * paid, named["maximum"]))


@given(days, kinds, hours, st.decimals(min_value=0, max_value=500, places=2))
def test_more_hours_never_give_less(day: date, own: set[LkvKind], paid: Decimal, more: Decimal) -> None:
    before, after = _assess(day, own, paid), _assess(day, own, paid + more)
    assert before.status == after.status
    assert (before.amount_per_year or 0) <= (after.amount_per_year or 0)


@given(days, kinds, hours)
def test_only_the_highest_of_the_kinds(day: date, own: set[LkvKind], paid: Decimal) -> None:
    together = _assess(day, own, paid).amount_per_year
    apart = [_assess(day, {kind}, paid).amount_per_year for kind in own]
    known = [amount for amount in apart if amount is not None]
    assert together == (max(known) if known else None)


@given(days, hours, st.integers(1, 3000))
def test_the_hours_of_two_parts_of_a_year_give_the_whole_below_the_maximum(day: date, paid: Decimal, part: int) -> None:
    first = min(paid, Decimal(part))
    whole = _assess(day, {LkvKind.BANENAFSPRAAK}, paid)
    parts = [_assess(day, {LkvKind.BANENAFSPRAAK}, each) for each in (first, paid - first)]
    exact = [next(a.value for a in each.amounts if a.code == "total") for each in (whole, *parts)]
    most = next(a.value for a in whole.amounts if a.code == "maximum")
    assert exact[0] == min(exact[1] + exact[2], most)


@pytest.mark.parametrize(("paid", "winner"), [("0", LkvKind.DISABLED), ("100", LkvKind.DISABLED)])
def test_on_a_tie_the_first_of_the_act_is_named(paid: str, winner: LkvKind) -> None:
    answer = _assess(date(2026, 5, 1), {LkvKind.RESUMED, LkvKind.DISABLED}, Decimal(paid))
    assert any("arbeidsgehandicapte werknemer." in step.sentence for step in answer.steps), winner


def test_the_payment_of_a_year_has_its_dates() -> None:
    answer = _assess(date(2026, 5, 1), {LkvKind.BANENAFSPRAAK}, Decimal(1000))
    assert [(each.code, each.by) for each in answer.deadlines] == [
        ("overview", date(2027, 3, 14)),
        ("correction", date(2027, 5, 1)),
        ("decision", date(2027, 7, 31)),
        ("pay", date(2027, 9, 11)),
    ]
    assert not answer.provisional, "a date that was not seen in a source leaves the amount alone"
