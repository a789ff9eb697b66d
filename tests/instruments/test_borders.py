"""Borders that no golden case would miss: each stands here because `tools.mutants` found it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wsp.instruments import catalogue, codes
from wsp.instruments.assessment import Assessment, Status
from wsp.instruments.assumptions import assumptions
from wsp.instruments.enums import Ground, LkvKind, Payer
from wsp.instruments.facts import PlacementFacts
from wsp.law import LawBook

BOOK = LawBook.national()
ON = date(2023, 3, 1)
LKV: dict[str, Any] = {
    "starts_on": ON, "age": 40, "requested": True, "declaration": True, "worked_here_before": False,
}  # fmt: skip


def _lkv(kind: LkvKind, **facts: Any) -> Assessment:
    return catalogue.get(codes.LKV).assess(PlacementFacts(lkv_kinds=(kind,), **(LKV | facts)), BOOK, ON)


def _assumed(code: str, **given: Any) -> set[str]:
    return {each.fact for each in assumptions(code, given, BOOK, ON)}


def test_the_aow_day_is_asked_from_the_age_on_which_it_may_matter() -> None:
    age = int(BOOK.on("programma.aow_question_age", ON).value)
    younger, older = (_lkv(LkvKind.DISABLED, age=each, paid_hours=Decimal(1000)) for each in (age - 1, age))
    assert younger.status is Status.ELIGIBLE
    assert [gap.fact for gap in older.missing] == ["aow_on"]


def test_somebody_who_starts_today_has_todays_age() -> None:
    least = int(BOOK.parameters.parameter("wtl.lkv.oudere.age").values[0].value or 0)
    assert _lkv(LkvKind.OLDER, age=least, paid_hours=Decimal(1000)).status is Status.ELIGIBLE
    assert _lkv(LkvKind.OLDER, age=least - 1, paid_hours=Decimal(1000)).status is Status.NOT_ELIGIBLE


def test_an_amount_says_over_which_hours_it_is() -> None:
    paid = _lkv(LkvKind.DISABLED, paid_hours=Decimal(1000))
    agreed = _lkv(LkvKind.DISABLED, hours_per_week=Decimal(24))
    assert paid.reason.endswith("over 2023.")
    assert agreed.reason.endswith("voor een heel jaar (schatting).") or "paid_hours" in {g.fact for g in agreed.missing}


@pytest.mark.parametrize(("lks", "status"), [(None, Status.UNKNOWN), (False, Status.ELIGIBLE), (True, Status.ELIGIBLE)])
def test_who_decides_on_a_provision_is_asked_when_both_could(lks: bool | None, status: Status) -> None:  # noqa: FBT001 (three-valued)
    facts = PlacementFacts(wajong=True, in_doelgroep_lks=lks, cost=Decimal(5000), starts_on=ON)
    assert catalogue.get(codes.WERKPLEKAANPASSING).assess(facts, BOOK, ON).status is status


def test_the_command_takes_for_granted_what_was_not_typed() -> None:
    for code in (codes.WERKPLEKAANPASSING, codes.MEENEEMBAAR):
        assert "payer" in _assumed(code)
        assert "payer" not in _assumed(code, in_doelgroep_lks=True)
        assert "payer" not in _assumed(code, payer=Payer.MUNICIPALITY)
    # The kind for somebody with a schooling that got in the way has no new cases in this year: no start is made up.
    assert "starts_on" in _assumed(codes.LKV, lkv_kinds=(LkvKind.DISABLED,))
    assert BOOK.holds("wtl.lkv.scholingsbelemmerd.new", ON) == (
        "starts_on" in _assumed(codes.LKV, lkv_kinds=(LkvKind.SCHOOLING,))
    )


def test_a_ground_for_the_whole_employment_has_no_years() -> None:
    rule = catalogue.get(codes.NO_RISK)
    for known in ({"wajong": True}, {"doelgroepregister": True}, {"beschut": True}):
        facts = PlacementFacts(starts_on=ON, no_risk_ground=Ground.NONE, lks_runs=False, **known)  # type: ignore[arg-type]  # yes or no
        answer = rule.assess(facts, BOOK, ON)
        assert answer.status is Status.ELIGIBLE, (known, answer.reason)
        assert answer.term is not None
        assert answer.term.months is None, known
