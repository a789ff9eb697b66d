"""Every golden case next to the instruments, and what each answer must have besides its numbers."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.instruments import golden
from wsp.foundation.money import cents
from wsp.instruments import catalogue, loonkostensubsidie, no_risk
from wsp.instruments.assessment import Assessment, Status
from wsp.law import LawBook

OWN_RULES = {
    *("detachering-individueel", "detachering-groep", "begeleid-werken", "werkleerplek", "scholing"),
    *("meeneembare-voorziening", "werkplekaanpassing", "proefplaatsing", "beschut-werk"),
}
"""These can be decided without a value of national law: by a rule of the municipality, or by the facts alone."""
CASES = [
    pytest.param(code, case, id=f"{code}: {case.name}")
    for module in golden.modules()
    for code, case in golden.cases_of(module)
]


def _seen(answer: Assessment, name: str) -> Any:
    """Return what the answer says under the name that a case uses."""
    amounts = {amount.code: amount.value for amount in answer.amounts}
    term = answer.term
    values: dict[str, Any] = {
        "status": answer.status.value,
        "supported": answer.supported,
        "provisional": answer.provisional,
        "missing": [gap.fact for gap in answer.missing],
        "amount_per_month": answer.amount_per_month,
        "amount_per_year": answer.amount_per_year,
        "apply_before": answer.apply_before,
        "deadlines": {each.code: each.by for each in answer.deadlines},
        "term_end": None if term is None else term.end,
        "months": None if term is None else term.months,
    }
    return values[name] if name in values else amounts[name]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_golden_case(code: str, case: golden.Case) -> None:
    answer = catalogue.get(code).assess(case.facts, case.lawbook, case.on)
    for name, expected in case.expect.items():
        if name == "reason":
            assert expected in answer.reason
        elif name == "apply_where":
            assert expected in answer.apply_where
        elif name == "deadlines":
            assert expected.items() <= _seen(answer, name).items()
        elif name == "says":
            assert any(expected in step.sentence for step in answer.steps)
        elif name == "benefit":
            benefit = no_risk.benefit_per_day(case.facts, case.lawbook, case.on, daily_wage=Decimal(100), week=1)
            assert benefit == (None if expected is None else Decimal(expected))
        elif name == "without_charges":
            assert cents(_seen(answer, name)) == Decimal(expected)
        else:
            seen = _seen(answer, name)
            assert seen == (Decimal(expected) if isinstance(seen, Decimal) else expected), name


@pytest.mark.parametrize(("code", "case"), CASES)
def test_every_answer_explains_itself(code: str, case: golden.Case) -> None:
    answer = catalogue.get(code).assess(case.facts, case.lawbook, case.on)
    assert answer.reason.endswith(".")
    assert answer.provisional == bool(answer.provisional_reasons)
    if answer.status is Status.ELIGIBLE:
        assert answer.steps
        assert answer.sources or code in OWN_RULES
        assert answer.term
        assert answer.apply_where
        assert answer.apply_who
    elif answer.status is Status.UNKNOWN:
        assert answer.missing or not answer.sources, "unknown says which fact, or which value of law"
        assert answer.amount_per_month is None
    for step in answer.steps:
        assert step.article, step.sentence
        for sentence in step.sentence.rstrip(".").split(". "):
            assert len(sentence.split(":")[0].split()) <= 15, sentence
    assert json.loads(json.dumps(answer.as_record()))["status"] == answer.status.value


@pytest.mark.parametrize("case", golden.content("loonkostensubsidie")["over_time"], ids=lambda case: case["name"])
def test_amounts_over_time(case: dict[str, Any]) -> None:
    facts = golden.facts_of(golden.content("loonkostensubsidie")["defaults"] | case["facts"])
    rows = loonkostensubsidie.amounts_over_time(facts, LawBook.national(), case["from"], case["until"])
    assert [(row.start, row.end, row.assessment.amount_per_month) for row in rows] == [
        (start, end, None if amount is None else Decimal(amount)) for start, end, amount in case["rows"]
    ]


def test_names_of_cases_are_unique() -> None:
    for module in golden.modules():
        names = [case.name for case in golden.cases(module)]
        assert len(names) == len(set(names))


def test_combinations_name_instruments_that_exist() -> None:
    known = {instrument.code for instrument in catalogue.all()}
    day = date(2026, 1, 1)
    for instrument in catalogue.all():
        answer = instrument.assess(golden.facts_of({"in_doelgroep_lks": True}), LawBook.national(), day)
        assert {*answer.combines, *answer.excludes} <= known - {instrument.code}
