"""Plans by hand: cases of shared/law.md section 11, with wages, budgets and months around them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from wsp.instruments import codes
from wsp.instruments.assessment import Status
from wsp.instruments.enums import Benefit, CoachKind
from wsp.law import LawBook, Parameters
from wsp.law.values import LocalChoice
from wsp.placements.planner import (
    Coach,
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

NATIONAL = LawBook.national()
YEAR = Window(date(2026, 1, 1), 12)
SOMEBODY = Person(
    in_register=True,
    in_doelgroep_lks=True,
    supported_or_school=True,
    needs_guidance=True,
    benefit=Benefit.BIJSTAND,
)
WORK = Proposal(
    starts_on=date(2026, 1, 1),
    months=None,
    hours=Decimal(36),
    full_week=Decimal(36),
    wage_hour=Decimal("14.71"),
    loonwaarde=60,
    first_months=FirstMonths.MEASURED,
)


def local(**values: str) -> LawBook:
    """The law with a municipality's own rules."""
    rules = {"benefit": "uitkering.bijstand_maand", "coach": "jobcoaching.uurtarief", "term": "jobcoaching.maanden"}
    choices = {
        rules[name]: (LocalChoice(rules[name], date(2020, 1, 1), Decimal(value), "verordening"),)
        for name, value in values.items()
    }
    return LawBook(Parameters.load(), choices)


def made(proposal: Proposal, person: Person = SOMEBODY, book: LawBook = NATIONAL, window: Window = YEAR) -> Plan:
    """The plan of a proposal."""
    return plan(situation_of(proposal, person, book), book, window)


def monthly(found: Plan, code: str, party: Party = Party.EMPLOYER) -> list[Decimal | None]:
    """What one line comes to in each month that it has."""
    [line] = [each for each in found.of(party) if each.code == code]
    return [each.amount for each in line.months]


class TestSubsidy:
    @pytest.mark.parametrize(
        ("case", "changed", "amount"),
        [
            ("D1", {}, "1224.11"),
            ("D2", {"hours": Decimal(24)}, "816.07"),
            ("D3", {"loonwaarde": 45, "hours": Decimal(32)}, "1496.13"),
            ("D4", {"loonwaarde": 30}, "2142.19"),
            ("D5", {"loonwaarde": 20}, "2142.19"),
            ("D9", {"hours": Decimal(40), "full_week": Decimal(40)}, "1360.12"),
            ("D10", {"hours": Decimal(40)}, "1224.11"),
        ],
    )
    def test_a_measured_subsidy_is_the_same_every_month_also_after_1_july(
        self, case: str, changed: dict[str, object], amount: str
    ) -> None:
        found = made(replace(WORK, **changed))  # type: ignore[arg-type]  # the cases name fields
        assert monthly(found, codes.LKS) == [Decimal(amount)] * 12, case
        assert found.total(Party.INCOME, LineKind.INSTRUMENT) == -12 * Decimal(amount)

    def test_full_loonwaarde_brings_nothing_and_says_so(self) -> None:
        found = made(replace(WORK, loonwaarde=100))
        assert codes.LKS not in {line.code for line in found.lines}
        [bar] = [bar for bar in found.bars if bar.code == codes.LKS]
        assert bar.status is Status.NOT_ELIGIBLE

    def test_first_without_a_measurement_then_measured_then_grown(self) -> None:
        """D7 and D1, then 80 %: a fifth of 2477,952, plus 23,5 %, is 612,05 (2027 carries the wage of 1 July on)."""
        window = Window(date(2026, 1, 1), 20)
        found = made(replace(WORK, first_months=FirstMonths.FORFAIT, later=80), window=window)
        amounts = monthly(found, codes.LKS)
        assert amounts[:6] == [Decimal("1530.14")] * 6
        assert amounts[6:12] == [Decimal("1224.11")] * 6
        # 2337,00 x 1,08 x 0,40 x 1,235 from 1 January, then x 0,20
        assert amounts[12:18] == [Decimal("1246.84")] * 6
        assert amounts[18:] == [Decimal("623.42")] * 2
        titles = [bar.title for bar in found.bars if bar.code in (codes.LKS, "meting")]
        assert titles[:3] == ["Loonkostensubsidie zonder meting", "Loonwaardemeting", "Loonkostensubsidie"]
        [meting] = [bar for bar in found.bars if bar.code == "meting"]
        assert meting.deadline is not None
        assert (meting.start, meting.deadline.who) == (date(2026, 6, 30), "gemeente")
        assert any("referentiemaandloon" in reason for reason in found.provisional)

    def test_a_contract_in_the_middle_of_months_pays_by_days(self) -> None:
        found = made(replace(WORK, starts_on=date(2026, 1, 16), months=2))
        # 16 of 31 days of January; 15 of 31 of March: the 1st up to and including the 15th
        assert monthly(found, codes.LKS) == [Decimal("631.80"), Decimal("1224.11"), Decimal("592.31")]
        assert found.paid_months == Decimal("2.00")


class TestWagesAndBudgets:
    def test_what_the_employer_pays_by_hand(self) -> None:
        """36 x 52 / 12 = 156 hours; 8 % over 2294,76; 23,5 % over both."""
        found = made(WORK)
        assert monthly(found, "loon")[0] == Decimal("-2294.76")
        assert monthly(found, "vakantiegeld")[0] == Decimal("-183.58")
        assert monthly(found, "lasten")[0] == Decimal("-582.41")
        assert found.in_month(Party.EMPLOYER, date(2026, 5, 1), LineKind.WAGE) == Decimal("-3060.75")

    def test_the_saved_benefit_is_asked_of_the_administrator_and_never_guessed(self) -> None:
        found = made(WORK)
        assert found.total(Party.INCOME) is None
        assert found.total(Party.WORKER) is None
        assert [gap.fact for gap in found.missing] == ["uitkering.bijstand_maand"]
        assert "functioneel beheerder" in found.missing[0].question

    def test_with_the_figure_of_the_municipality_budgets_and_worker_add_up(self) -> None:
        found = made(WORK, book=local(benefit="1400"))
        assert found.total(Party.INCOME) == Decimal("2110.68"), "12 x 1400 less 12 x 1224,11"
        assert found.total(Party.WORKER) == Decimal("10737.12"), "12 x (2294,76 - 1400)"
        assert not found.missing

    def test_no_more_benefit_stops_than_the_wage(self) -> None:
        found = made(replace(WORK, hours=Decimal(12)), book=local(benefit="1400"))
        assert monthly(found, "uitkering", Party.INCOME)[0] == Decimal("764.92"), "12 x 52 / 12 x 14,71"
        assert found.in_month(Party.WORKER, date(2026, 2, 1)) == 0

    def test_a_benefit_of_uwv_is_no_money_of_the_municipality(self) -> None:
        found = made(WORK, replace(SOMEBODY, benefit=Benefit.WW))
        assert not found.of(Party.INCOME, LineKind.BENEFIT)
        assert found.total(Party.WORKER) is None
        assert "UWV" in " ".join(found.notes)

    def test_without_a_benefit_nothing_stops(self) -> None:
        found = made(WORK, replace(SOMEBODY, benefit=Benefit.NONE))
        assert found.total(Party.WORKER) == 12 * Decimal("2294.76")
        assert not found.missing

    def test_an_extern_coach_costs_the_participation_budget(self) -> None:
        coached = replace(WORK, coach=Coach(kind=CoachKind.EXTERN, hours=Decimal(6)))
        found = made(coached, book=local(coach="90", term="6"))
        assert monthly(found, codes.JOBCOACHING, Party.PARTICIPATION) == [Decimal(-540)] * 6
        assert codes.JOBCOACHING not in {line.code for line in found.of(Party.EMPLOYER)}
        unknown = made(coached)
        assert unknown.total(Party.PARTICIPATION) is None
        assert "jobcoaching.uurtarief" in {gap.fact for gap in unknown.missing}

    def test_a_wage_below_the_minimum_is_signalled(self) -> None:
        assert made(replace(WORK, wage_hour=Decimal("14.00"))).signals
        assert not made(WORK).signals


class TestAdvantage:
    def test_months_add_up_to_the_year(self) -> None:
        found = made(WORK)
        assert found.total(Party.EMPLOYER, LineKind.INSTRUMENT) == 12 * Decimal("1224.11") + Decimal("1890.72"), (
            "1872 x 1,01"
        )

    def test_the_maximum_of_the_year_stops_it(self) -> None:
        amounts = monthly(made(replace(WORK, hours=Decimal(40), full_week=Decimal(40))), codes.LKV)
        assert sum(amounts) == 2000  # type: ignore[arg-type]  # every month is known
        assert amounts[0] == Decimal("175.07")
        assert amounts[-1] == Decimal("74.27"), "2000 less eleven months of 173,33 hours"

    def test_whoever_is_not_in_the_register_brings_none(self) -> None:
        out = made(WORK, replace(SOMEBODY, in_register=False))
        assert codes.LKV not in {line.code for line in out.lines}

    def test_the_maximum_begins_again_each_calendar_year(self) -> None:
        found = made(replace(WORK, hours=Decimal(40), full_week=Decimal(40)), window=Window(date(2026, 1, 1), 24))
        amounts = monthly(found, codes.LKV)
        assert sum(amounts) == 4000  # type: ignore[arg-type]  # every month is known
        assert amounts[12] == Decimal("175.07")


class TestTrial:
    def test_the_paid_work_and_its_subsidy_begin_after_the_trial(self) -> None:
        found = made(replace(WORK, trial=True), book=local(benefit="1400"))
        trial, work = found.bars[:2]
        assert (trial.start, trial.last) == (date(2026, 1, 1), date(2026, 2, 28))
        assert work.start == date(2026, 3, 1)
        assert trial.deadline is not None
        assert trial.deadline.by == date(2026, 1, 1)
        assert found.in_month(Party.EMPLOYER, date(2026, 2, 1)) == 0, "no wage, no subsidy"
        assert found.in_month(Party.INCOME, date(2026, 2, 1)) == 0, "the benefit goes on"
        assert found.in_month(Party.INCOME, date(2026, 3, 1)) == Decimal("175.89"), "1400 less 1224,11"
        assert found.paid_months == 10

    def test_a_placement_that_is_only_a_trial_has_no_money(self) -> None:
        situation = situation_of(replace(WORK, trial=True), SOMEBODY, NATIONAL)
        only = replace(situation.history, terms=situation.history.terms[:1], ends_on=date(2026, 2, 28))
        found = plan(Situation(history=only, benefit=Benefit.BIJSTAND), NATIONAL, YEAR)
        assert not found.lines
        assert [bar.code for bar in found.bars] == [codes.PROEFPLAATSING]


def test_work_that_began_long_ago_is_reckoned_from_the_window_on() -> None:
    """A start before July 2021 is out of reach; 2026 is not (D1)."""
    old = situation_of(replace(WORK, starts_on=date(2019, 3, 1)), SOMEBODY, NATIONAL)
    measured = tuple(
        replace(each, start=date(2021, 8, 1), measured_on=date(2021, 8, 1)) for each in old.history.measured
    )
    found = plan(replace(old, history=replace(old.history, measured=measured)), NATIONAL, YEAR)
    assert monthly(found, codes.LKS) == [Decimal("1224.11")] * 12
    assert monthly(found, codes.LKV)[0] == Decimal("157.56")
    assert {bar.status for bar in found.bars} == {Status.ELIGIBLE}


def test_what_ended_before_the_window_is_no_bar_and_no_question() -> None:
    """A forfait that ended unmeasured in 2025, and hours until then: drawn in the first month they would be false."""
    before = situation_of(replace(WORK, starts_on=date(2025, 1, 1)), SOMEBODY, NATIONAL)
    [terms] = before.history.terms
    changed = replace(
        before.history,
        terms=(replace(terms, last=date(2025, 12, 31)), replace(terms, start=date(2026, 1, 1), hours=Decimal(24))),
        measured=tuple(replace(each, start=date(2025, 9, 1)) for each in before.history.measured),
    )
    found = plan(replace(before, history=changed), NATIONAL, YEAR)

    assert [bar for bar in found.bars if bar.last is not None and bar.last < YEAR.first] == []
    assert [bar.words for bar in found.bars if bar.code == "contract"] == ["24 uur per week"]
    assert not any("loonwaarde" in gap.question.lower() for gap in found.missing)


def test_what_is_not_known_is_asked_and_counts_nowhere() -> None:
    found = made(replace(WORK, loonwaarde=None), Person())
    assert found.total(Party.EMPLOYER) is None
    asked = {gap.fact for gap in found.missing}
    assert {"in_doelgroep_lks", "loonwaarde", "doelgroepregister", "benefit"} <= asked


def test_before_what_the_product_supports_nothing_is_reckoned() -> None:
    found = made(replace(WORK, starts_on=date(2021, 1, 1)), window=Window(date(2021, 1, 1), 3))
    [bar] = [bar for bar in found.bars if bar.code == codes.LKS]
    assert bar.status is Status.UNKNOWN
    assert found.total(Party.EMPLOYER, LineKind.INSTRUMENT) is None
