"""What must hold for every plan, and the same by a slow way: day by day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wsp.foundation.workdays import add_months
from wsp.instruments import catalogue, codes
from wsp.instruments.assessment import Status
from wsp.instruments.enums import Benefit
from wsp.instruments.proration import months_in, prorate
from wsp.law import LawBook
from wsp.placements.planner import (
    FirstMonths,
    LineKind,
    Party,
    Person,
    Plan,
    Proposal,
    Situation,
    Window,
    plan,
    situation_of,
)
from wsp.placements.planner.changes import changed_proposal, changed_situation, read
from wsp.placements.rules.facts import facts_on, first_paid_day

BOOK = LawBook.national()
PERSON = Person(
    in_register=True, in_doelgroep_lks=True, supported_or_school=True, needs_guidance=True, benefit=Benefit.NONE
)
people = st.builds(
    lambda born: replace(PERSON, born_on=born), st.one_of(st.none(), st.dates(date(2003, 1, 1), date(2008, 12, 31)))
)
proposals = st.builds(
    Proposal,
    starts_on=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    months=st.one_of(st.none(), st.integers(1, 24)),
    hours=st.decimals(8, 40, places=1),
    full_week=st.sampled_from([Decimal(36), Decimal(38), Decimal(40)]),
    wage_hour=st.decimals(Decimal("14.99"), 25, places=2),
    loonwaarde=st.integers(0, 99),
    later=st.one_of(st.none(), st.integers(0, 100)),
    first_months=st.sampled_from(FirstMonths),
    trial=st.booleans(),
)
windows = st.builds(lambda start, count: (start, count), st.integers(-2, 6), st.integers(1, 18))


def _window(proposal: Proposal, shape: tuple[int, int]) -> Window:
    return Window(add_months(proposal.starts_on.replace(day=1), shape[0]), shape[1])


def _made(proposal: Proposal, person: Person, window: Window) -> tuple[Situation, Plan]:
    situation = situation_of(proposal, person, BOOK)
    return situation, plan(situation, BOOK, window)


@given(proposals, people, windows)
@settings(max_examples=60)
def test_the_months_of_a_party_add_up_to_its_total(proposal: Proposal, person: Person, shape: tuple[int, int]) -> None:
    _, found = _made(proposal, person, _window(proposal, shape))
    for party in Party:
        by_month = [found.in_month(party, month) for month in found.window.months]
        by_kind = [found.total(party, kind) for kind in LineKind]
        assert found.total(party) == sum(by_month) == sum(by_kind)  # type: ignore[arg-type]  # all is known here


@given(proposals, people, windows)
@settings(max_examples=60)
def test_what_the_employer_gets_is_what_the_municipality_pays(
    proposal: Proposal, person: Person, shape: tuple[int, int]
) -> None:
    _, found = _made(proposal, person, _window(proposal, shape))
    mine = [line for line in found.of(Party.EMPLOYER, LineKind.INSTRUMENT) if line.code == codes.LKS]
    theirs = found.of(Party.INCOME, LineKind.INSTRUMENT)
    assert sum((line.total or Decimal(0)) for line in mine) == -sum((line.total or Decimal(0)) for line in theirs)


@given(proposals, people, windows)
@settings(max_examples=40)
def test_without_instruments_the_effect_is_nothing(proposal: Proposal, person: Person, shape: tuple[int, int]) -> None:
    bare = replace(proposal, instruments=frozenset())
    _, found = _made(bare, person, _window(proposal, shape))
    assert not [line for line in found.lines if line.kind is LineKind.INSTRUMENT]
    _, whole = _made(proposal, person, _window(proposal, shape))
    assert found.total(Party.EMPLOYER) == whole.total(Party.EMPLOYER, LineKind.WAGE)


@given(proposals, people, windows, st.integers(1, 40))
@settings(max_examples=40)
def test_a_higher_loonwaarde_never_brings_more(
    proposal: Proposal, person: Person, shape: tuple[int, int], more: int
) -> None:
    assume(proposal.loonwaarde is not None and proposal.loonwaarde + more < 100)
    assert proposal.loonwaarde is not None
    higher = replace(proposal, loonwaarde=proposal.loonwaarde + more)
    window = _window(proposal, shape)
    low, high = (_made(each, person, window)[1] for each in (proposal, higher))
    assert (high.total(Party.INCOME, LineKind.INSTRUMENT) or Decimal(0)) >= (
        low.total(Party.INCOME, LineKind.INSTRUMENT) or Decimal(0)
    )


@given(proposals, people, windows)
@settings(max_examples=25, deadline=None)
def test_the_subsidy_is_that_of_every_day_by_itself(proposal: Proposal, person: Person, shape: tuple[int, int]) -> None:
    """The slow way: ask the instrument about each day, and prorate each run of days with one amount."""
    window = _window(proposal, (shape[0], min(shape[1], 8)))
    situation, found = _made(proposal, person, window)
    expected = dict.fromkeys(window.months, Decimal(0))
    for start, last, exact in _by_day(situation, window):
        for begin, end in months_in(start, last):
            expected[begin.replace(day=1)] += prorate(exact, begin, end)
    lines = [line for line in found.of(Party.EMPLOYER) if line.code == codes.LKS]
    for month in window.months:
        assert sum((line.in_month(month) or Decimal(0)) for line in lines) == expected[month]


def _by_day(situation: Situation, window: Window) -> list[tuple[date, date, Decimal]]:
    history = situation.history
    paid = first_paid_day(history)
    assert paid is not None
    runs: list[tuple[date, date, Decimal]] = []
    day = max(window.first, paid)
    while day <= window.last and (history.ends_on is None or day <= history.ends_on):
        facts = facts_on(history, day)
        answer = catalogue.get(codes.LKS).assess(facts, BOOK, day)
        exact = answer.exact_per_month if answer.status is Status.ELIGIBLE else Decimal(0)
        assert exact is not None
        if runs and runs[-1][2] == exact:
            runs[-1] = (runs[-1][0], day, exact)
        else:
            runs.append((day, day, exact))
        day += timedelta(days=1)
    return runs


@given(proposals, people, windows, st.sampled_from(["uren:24", "uren:12.5", "zonder:loonkostensubsidie"]))
@settings(max_examples=40)
def test_a_scenario_of_a_placement_is_the_plan_of_the_changed_facts(
    proposal: Proposal, person: Person, shape: tuple[int, int], text: str
) -> None:
    """Changing a placement from its first paid day on gives what typing it so would have given."""
    proposal = replace(proposal, wage_hour=Decimal(15), hours=Decimal(32))
    window = _window(proposal, shape)
    [scenario] = read([text], for_placement=True)
    situation = situation_of(proposal, person, BOOK)
    paid = first_paid_day(situation.history)
    assert paid is not None
    changed = plan(changed_situation(situation, scenario, paid), BOOK, window)
    typed = plan(situation_of(changed_proposal(proposal, scenario), person, BOOK), BOOK, window)
    for party in Party:
        assert changed.total(party) == typed.total(party)


@given(proposals, people, st.integers(0, 8), st.integers(0, 99))
@settings(max_examples=40)
def test_another_loonwaarde_counts_from_its_day_and_not_before(
    proposal: Proposal, person: Person, months: int, percentage: int
) -> None:
    window = _window(proposal, (0, 12))
    situation = situation_of(proposal, person, BOOK)
    on = add_months(window.first, months)
    [scenario] = read([f"loonwaarde:{percentage}"], for_placement=True)
    before = plan(situation, BOOK, window)
    after = plan(changed_situation(situation, scenario, on), BOOK, window)
    for month in window.months:
        if month < on:
            assert after.in_month(Party.EMPLOYER, month) == before.in_month(Party.EMPLOYER, month)
