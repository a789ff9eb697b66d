"""More borders, each here because `tools.mutants` found it: the day, amount or fact on which an answer turns."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from wsp.foundation.errors import InvalidInput
from wsp.instruments import catalogue, codes, contradictions, loonkostensubsidie, reading
from wsp.instruments.assessment import Assessment, Status
from wsp.instruments.combinations import Attachment
from wsp.instruments.enums import Benefit, Destination, Ground, LkvKind
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import QUESTIONS
from wsp.law import LawBook, local
from wsp.law.values import Unit

BOOK = LawBook.national()
ON = date(2026, 3, 1)


def assess(code: str, on: date = ON, **facts: Any) -> Assessment:
    return catalogue.get(code).assess(PlacementFacts(**facts), BOOK, on)


def said(answer: Assessment) -> str:
    return " ".join(step.sentence for step in answer.steps)


def test_two_that_share_one_day_overlap() -> None:
    day = timedelta(days=1)
    first = Attachment(codes.LKS, date(2026, 1, 1), date(2026, 6, 30))
    for start, overlap in ((date(2026, 6, 30), True), (date(2026, 6, 30) + day, False)):
        second = Attachment(codes.PROEFPLAATSING, start, None)
        assert first.overlaps(second) is second.overlaps(first) is overlap


def test_a_contract_of_one_day_is_no_contradiction() -> None:
    def found(end: date) -> list[str]:
        facts = PlacementFacts(starts_on=ON, ends_on=end)
        return [each.sentence for each in contradictions.relevant(("starts_on", "ends_on")) if each.found(facts)]

    assert found(ON) == []
    assert found(ON - timedelta(days=1)) == ["De laatste dag ligt voor de eerste dag."]


@pytest.mark.parametrize(
    ("extended", "extensions", "wrong"), [(False, 1, True), (None, 1, False), (True, 1, False), (False, 0, False)]
)
def test_extended_and_yet_not_extended_is_a_contradiction(
    extended: bool | None,  # noqa: FBT001 (three-valued)
    extensions: int,
    wrong: bool,  # noqa: FBT001 (idem)
) -> None:
    facts = PlacementFacts(extended=extended, extensions=extensions)
    (each,) = contradictions.relevant(("extended", "extensions"))
    assert each.found(facts) is wrong


def test_the_age_for_a_participatieplaats_is_that_of_the_first_day() -> None:
    least = int(BOOK.on("participatiewet.participatieplaats.age", ON).value)
    known: dict[str, Any] = {"benefit": Benefit.BIJSTAND, "additional_work": True, "starts_on": ON + timedelta(days=40)}
    turns = date(ON.year - least, 3, 20)
    assert assess(codes.PARTICIPATIEPLAATS, born_on=turns, **known).status is Status.ELIGIBLE
    assert assess(codes.PARTICIPATIEPLAATS, born_on=turns, **(known | {"starts_on": ON})).status is Status.NOT_ELIGIBLE
    # Without a first day the day of the question counts.
    assert assess(codes.PARTICIPATIEPLAATS, age=least, benefit=Benefit.BIJSTAND, additional_work=True).status is not (
        Status.NOT_ELIGIBLE
    )
    unknown_age = assess(codes.PARTICIPATIEPLAATS, benefit=Benefit.BIJSTAND, additional_work=True)
    assert "age" in {gap.fact for gap in unknown_age.missing}


def test_the_last_premium_of_a_participatieplaats_is_paid_the_day_after_its_end() -> None:
    answer = assess(
        codes.PARTICIPATIEPLAATS, age=40, benefit=Benefit.BIJSTAND, additional_work=True, starts_on=ON, extensions=0
    )
    assert answer.term is not None
    assert answer.term.end is not None
    days = [each.by for each in answer.deadlines if each.code == "premium"]
    assert days[-1] == answer.term.end + timedelta(days=1)
    assert days == sorted(set(days))


def test_a_proefplaatsing_of_uwv_asks_for_a_prospect_and_its_length() -> None:
    def gaps(**facts: Any) -> set[str]:
        return {gap.fact for gap in assess(codes.PROEFPLAATSING, benefit=Benefit.WW, **facts).missing}

    assert {"prospect", "prospect_months"} <= gaps()
    assert "prospect" not in gaps(prospect=True)
    assert "prospect_months" in gaps(prospect=True)
    assert not {"prospect", "prospect_months"} & gaps(prospect_months=12)


def test_only_with_ww_does_illness_make_a_proefplaatsing_longer() -> None:
    known: dict[str, Any] = {"prospect_months": 12, "insured": True, "worked_here_before": False, "starts_on": ON}
    with_ww = assess(codes.PROEFPLAATSING, benefit=Benefit.WW, **known)
    with_wia = assess(codes.PROEFPLAATSING, benefit=Benefit.WIA, **known)
    assert (with_ww.status, with_wia.status) == (Status.ELIGIBLE, Status.ELIGIBLE)
    assert "Ziektedagen" in said(with_ww)
    assert "Ziektedagen" not in said(with_wia)


LKV: dict[str, Any] = {
    "starts_on": ON, "age": 60, "requested": True, "declaration": True, "worked_here_before": False,
    "paid_hours": Decimal(1000),
}  # fmt: skip


def test_the_highest_of_the_kinds_is_named_only_when_there_are_more() -> None:
    one = assess(codes.LKV, lkv_kinds=(LkvKind.DISABLED,), **LKV)
    two = assess(codes.LKV, lkv_kinds=(LkvKind.DISABLED, LkvKind.BANENAFSPRAAK), doelgroepregister=True, **LKV)
    assert "Alleen het hoogste" not in said(one)
    assert "Alleen het hoogste" in said(two)


def test_a_term_that_ends_with_a_month_needs_no_word_about_the_wage_period() -> None:
    whole = assess(codes.LKV, lkv_kinds=(LkvKind.DISABLED,), **LKV)
    within = assess(codes.LKV, lkv_kinds=(LkvKind.DISABLED,), **(LKV | {"starts_on": ON + timedelta(days=9)}))
    assert "telt helemaal mee" not in said(whole)
    assert "telt helemaal mee" in said(within)


@pytest.mark.parametrize("register", [False, None])
@pytest.mark.parametrize("ground", [Ground.NONE, None])
def test_no_kind_is_an_answer_only_when_register_and_ground_were_looked_into(
    register: bool | None,  # noqa: FBT001 (three-valued)
    ground: Ground | None,
) -> None:
    answer = assess(codes.LKV, doelgroepregister=register, no_risk_ground=ground, starts_on=ON, age=40)
    looked_into = register is not None and ground is not None
    assert answer.status is (Status.NOT_ELIGIBLE if looked_into else Status.UNKNOWN)


def test_a_full_week_is_not_more_than_a_full_week() -> None:
    facts: dict[str, Any] = {
        "starts_on": date(2023, 3, 1), "age": 30, "loonwaarde": 50, "measured_on": date(2023, 2, 1),
        "in_doelgroep_lks": True, "wage_per_month": Decimal(2500), "full_week_hours": Decimal(38), "permanent": True,
    }  # fmt: skip
    for hours, named in ((Decimal(38), False), (Decimal(39), True)):
        answer = assess(codes.LKS, on=date(2023, 3, 1), hours_per_week=hours, **facts)
        assert answer.status is Status.ELIGIBLE, answer.reason
        assert ("Het contract is" in said(answer)) is named


def test_the_longest_answer_is_read_and_a_longer_one_refused() -> None:
    question = QUESTIONS["wage_per_month"]
    with pytest.raises(InvalidInput, match="te lang"):
        reading.read(question, "1" * 65, BOOK, ON)
    with pytest.raises(InvalidInput) as refused:
        reading.read(question, "x" * 64, BOOK, ON)
    assert "te lang" not in str(refused.value)


def test_a_wajong_benefit_and_no_wajong_is_a_contradiction() -> None:
    (each,) = contradictions.relevant(("benefit", "wajong"))
    assert each.found(PlacementFacts(benefit=Benefit.WAJONG, wajong=False))
    for benefit, wajong in ((Benefit.WAJONG, None), (Benefit.WAJONG, True), (Benefit.BIJSTAND, False), (None, False)):
        assert not each.found(PlacementFacts(benefit=benefit, wajong=wajong))


@pytest.mark.parametrize("benefit", [Benefit.WIA, Benefit.WAJONG, Benefit.BIJSTAND])
def test_a_benefit_of_uwv_makes_uwv_pay_for_a_provision(benefit: Benefit) -> None:
    answer = assess(codes.WERKPLEKAANPASSING, benefit=benefit, in_doelgroep_lks=False, cost=Decimal(5000), starts_on=ON)
    by_uwv = benefit is not Benefit.BIJSTAND
    assert ("payer" in {gap.fact for gap in answer.missing}) is not by_uwv


def test_who_moves_within_the_country_has_a_dossier_that_is_handed_over_and_who_goes_abroad_has_not() -> None:
    def handed_over(**facts: Any) -> list[date]:
        return [each.by for each in assess(codes.VERHUIZING, starts_on=date(2025, 1, 1), **facts).deadlines]

    assert handed_over(moved_on=ON, moved_to=Destination.EU) == []
    assert handed_over(moved_on=ON, moved_to=Destination.NETHERLANDS) == [ON]


def test_a_local_value_is_held_against_the_law_of_its_day_and_of_every_later_day() -> None:
    law = BOOK.parameters
    limit = "participatiewet.proefplaatsing.months"
    code = next(each.code for each in local.LOCAL_RULES.values() if each.limit == limit)
    most = law.on(limit, ON).value
    assert local.refusal(code, most, Unit.MONTHS, law, ON) is None
    above = local.refusal(code, most + 1, Unit.MONTHS, law, ON)
    assert above is not None
    assert "vanaf" not in above
    assert local.refusal(code, most, Unit.EURO, law, ON) is not None
    assert local.refusal("hoort.nergens", most, Unit.MONTHS, law, ON) is None


def test_a_local_choice_is_yes_or_no() -> None:
    code = next(each.code for each in local.LOCAL_RULES.values() if each.unit is Unit.RULE)
    for value, wrong in ((0, False), (1, False), (2, True), (-1, True)):
        assert (local.refusal(code, Decimal(value), Unit.RULE, BOOK.parameters, ON) is not None) is wrong


def test_the_subsidy_of_somebody_of_the_adult_age_needs_no_date_of_birth() -> None:
    adult = int(BOOK.on("wml.adult_age", ON).value)
    facts: dict[str, Any] = {
        "starts_on": ON, "hours_per_week": Decimal(28), "wage_per_month": Decimal(2000), "loonwaarde": 50,
        "measured_on": ON, "in_doelgroep_lks": True, "permanent": True,
    }  # fmt: skip
    assert loonkostensubsidie.amounts_over_time(PlacementFacts(age=adult, **facts), BOOK, ON, ON + timedelta(days=90))
    with pytest.raises(InvalidInput, match="geboortedatum"):
        loonkostensubsidie.amounts_over_time(PlacementFacts(age=adult - 1, **facts), BOOK, ON, ON + timedelta(days=90))
