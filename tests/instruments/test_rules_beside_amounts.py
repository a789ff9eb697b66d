"""Who applies, where and by when; which values were used; which facts cannot be."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wsp.foundation.errors import InvalidInput, NotFound
from wsp.instruments import catalogue, codes
from wsp.instruments.assessment import Status
from wsp.instruments.enums import Benefit, LkvKind
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.loonkostensubsidie import amounts_over_time, assess
from wsp.law import LawBook
from wsp.law.errors import NotSupportedError

BOOK = LawBook.national()
FACTS: dict[str, Any] = {
    "in_doelgroep_lks": True,
    "age": 30,
    "hours_per_week": Decimal(36),
    "loonwaarde": 60,
    "starts_on": date(2026, 3, 1),
}


def _facts(**changes: Any) -> PlacementFacts:
    return PlacementFacts(**(FACTS | changes))


def _deadlines(**changes: Any) -> dict[str, date]:
    answer = assess(_facts(**changes), BOOK, date(2026, 3, 1))
    return {deadline.code: deadline.by for deadline in answer.deadlines}


def test_the_request_is_due_at_the_start() -> None:
    answer = assess(_facts(), BOOK, date(2026, 3, 1))
    assert answer.apply_before == date(2026, 3, 1)
    assert "gemeente" in answer.apply_where
    assert answer.apply_who == "De werkgever of de werknemer."
    assert [deadline.who for deadline in answer.deadlines if deadline.code == "apply"] == ["werkgever"]


def test_some_people_have_six_months_more() -> None:
    assert _deadlines(supported_or_school=True)["apply"] == date(2026, 8, 31)
    assert _deadlines(supported_or_school=True, starts_on=date(2025, 9, 1))["apply"] == date(2026, 2, 28)
    assert _deadlines(supported_or_school=False)["apply"] == date(2026, 3, 1)


def test_before_the_change_of_2023_nobody_had() -> None:
    answer = assess(
        _facts(supported_or_school=True, starts_on=date(2023, 6, 30), full_week_hours=Decimal(36)),
        BOOK,
        date(2023, 6, 30),
    )
    assert answer.apply_before == date(2023, 6, 30)


def test_the_municipality_decides_within_five_weeks_and_never_on_a_holiday() -> None:
    assert _deadlines(measured_on=date(2026, 2, 2))["decide"] == date(2026, 3, 9)
    assert _deadlines(measured_on=date(2026, 3, 2))["decide"] == date(2026, 4, 7), "Easter Monday moves it"


def test_a_forfait_is_measured_before_it_ends_and_january_is_planned() -> None:
    planned = _deadlines(loonwaarde=None, forfaitair=True)
    assert planned["measure"] == date(2026, 8, 31)
    assert planned["reindex"] == date(2027, 1, 1)
    assert "reindex" not in _deadlines(ends_on=date(2026, 12, 31))
    assert "reindex" in _deadlines(ends_on=date(2027, 1, 1))


def test_the_decision_keeps_the_versions_it_used() -> None:
    answer = assess(_facts(), BOOK, date(2026, 8, 1))
    used = {source.code: source.valid_from for source in answer.sources}
    assert used["wml.referentiemaandloon"] == date(2026, 1, 1), "July does not touch a running subsidy"
    assert used["participatiewet.loonkostensubsidie.employer_charges"] == date(2026, 1, 1)
    assert answer.provisional_reasons == ("Deze waarde is niet in een bron gezien: vergoeding voor werkgeverslasten.",)


def test_a_subsidy_that_began_later_than_the_job_has_its_own_first_year() -> None:
    later = _facts(starts_on=date(2025, 1, 1), subsidy_starts_on=date(2026, 7, 1))
    assert assess(later, BOOK, date(2026, 8, 1)).amount_per_month == Decimal("1246.84")


def test_over_time_needs_a_start_and_for_youth_a_date_of_birth() -> None:
    period = date(2026, 1, 1), date(2026, 12, 31)
    with pytest.raises(InvalidInput) as failure:
        amounts_over_time(_facts(starts_on=None), BOOK, *period)
    assert "starts_on" in failure.value.fields
    with pytest.raises(InvalidInput) as failure:
        amounts_over_time(_facts(age=20), BOOK, *period)
    assert "born_on" in failure.value.fields


def test_over_time_does_not_reach_before_what_is_supported() -> None:
    with pytest.raises(NotSupportedError):
        amounts_over_time(_facts(starts_on=date(2021, 1, 1)), BOOK, date(2021, 6, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("loonwaarde", 101),
        ("loonwaarde", -1),
        ("age", -1),
        ("age", 121),
        ("hours_per_week", Decimal(0)),
        ("hours_per_week", Decimal(169)),
        ("full_week_hours", Decimal(-1)),
        ("wage_per_month", Decimal("-0.01")),
        ("paid_hours", Decimal(9000)),
        ("cost", Decimal(-1)),
    ],
)
def test_facts_that_cannot_be_are_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(InvalidInput) as failure:
        _facts(**{field: value})
    assert list(failure.value.fields) == [field]


@pytest.mark.parametrize(
    ("code", "changes", "names"),
    [
        ("loonkostensubsidie", {"permanent": True, "ends_on": date(2027, 1, 1)}, ["ends_on", "permanent"]),
        ("loonkostensubsidie", {"ends_on": date(2026, 2, 28)}, ["starts_on", "ends_on"]),
        ("loonkostensubsidie", {"subsidy_starts_on": date(2026, 2, 1)}, ["starts_on", "subsidy_starts_on"]),
        ("loonkostensubsidie", {"forfaitair": True}, ["loonwaarde", "forfaitair"]),
        ("no-risk", {"wsw_employment": True, "wsw_guided": True}, ["wsw_employment", "wsw_guided"]),
        ("loonkostenvoordeel", {"lkv_kinds": (LkvKind.BANENAFSPRAAK,), "beschut": True}, ["lkv_kinds", "beschut"]),
        (
            "loonkostenvoordeel",
            {"doelgroepregister": True, "deregistered": True},
            ["doelgroepregister", "deregistered"],
        ),
        ("proefplaatsing", {"prospect": False, "prospect_months": 6}, ["prospect", "prospect_months"]),
        ("doorlopen-bij-verhuizing", {"moved_on": date(2026, 2, 1)}, ["starts_on", "moved_on"]),
        ("werkplekaanpassing", {"benefit": Benefit.WAJONG, "wajong": False}, ["benefit", "wajong"]),
    ],
)
def test_contradictory_facts_are_unknown_and_both_are_named(
    code: str, changes: dict[str, Any], names: list[str]
) -> None:
    answer = catalogue.get(code).assess(_facts(**changes), BOOK, date(2026, 3, 1))
    assert answer.status is Status.UNKNOWN
    assert [gap.fact for gap in answer.missing] == names
    assert answer.reason.startswith("Onbekend: wij hebben juiste gegevens nodig.")


def test_a_forfait_is_never_paid_twice_for_the_same_job() -> None:
    answer = assess(_facts(loonwaarde=None, forfaitair=True, forfait_before=True), BOOK, date(2026, 3, 1))
    assert [gap.fact for gap in answer.missing] == ["loonwaarde"]
    assert any("één keer" in step.sentence for step in answer.steps)


def test_the_date_of_birth_wins_over_the_age() -> None:
    facts = _facts(age=30, born_on=date(2006, 5, 10))
    assert (facts.age_on(date(2026, 5, 9)), facts.age_on(date(2026, 5, 10))) == (19, 20)


def test_the_answer_holds_neither_age_nor_date_of_birth() -> None:
    record = assess(_facts(age=None, born_on=date(1990, 5, 10)), BOOK, date(2026, 3, 1)).as_record()
    assert "1990" not in str(record)
    assert "age" not in record


def test_the_catalogue_knows_its_instruments() -> None:
    assert [instrument.code for instrument in catalogue.all()] == list(codes.ALL)
    assert [each.code for each in catalogue.standard()] == ["loonkostensubsidie", "no-risk", "jobcoaching"]
    for instrument in catalogue.all():
        assert catalogue.get(instrument.code) is instrument
        assert instrument.summary.endswith(".")
        assert instrument.asks
    with pytest.raises(NotFound, match="tegenprestatie"):
        catalogue.get("tegenprestatie")


def test_the_floor_is_named_only_when_it_counts() -> None:
    def sentences(loonwaarde: int) -> str:
        facts = PlacementFacts(doelgroepregister=True, lks_runs=True, loonwaarde=loonwaarde)
        answer = catalogue.get("no-risk").assess(facts, BOOK, date(2026, 1, 1))
        return " ".join(step.sentence for step in answer.steps)

    assert "ten minste 30 %" in sentences(29)
    assert "ten minste" not in sentences(30)


def test_the_cap_is_named_only_when_it_counts() -> None:
    def sentences(loonwaarde: int) -> str:
        answer = assess(_facts(loonwaarde=loonwaarde), BOOK, date(2026, 3, 1))
        return " ".join(step.sentence for step in answer.steps)

    assert "ten hoogste 70 %" in sentences(29)
    assert "ten hoogste" not in sentences(30)


def test_a_running_subsidy_says_which_wage_counts() -> None:
    sentences = [step.sentence for step in assess(_facts(), BOOK, date(2026, 8, 1)).steps]
    assert sentences[0] == "De subsidie loopt al. Daarom telt het minimumloon van 1 maart 2026."
    first_day = [step.sentence for step in assess(_facts(), BOOK, date(2026, 3, 1)).steps]
    assert not first_day[0].startswith("De subsidie loopt al")


def test_hours_above_the_full_week_are_named() -> None:
    facts = _facts(hours_per_week=Decimal(40), full_week_hours=Decimal(38))
    sentences = " ".join(step.sentence for step in assess(facts, BOOK, date(2026, 3, 1)).steps)
    assert "Het contract is 40 uur. Een volle week hier is 38 uur." in sentences


def test_the_assumption_about_bbl_is_said_only_where_it_matters() -> None:
    def says(**changes: Any) -> bool:
        answer = assess(_facts(**changes), BOOK, date(2026, 3, 1))
        return any("bbl" in step.sentence for step in answer.steps)

    assert says(age=20)
    assert not says(age=20, bbl=False)
    assert not says(age=30)
    assert not says(age=17)


def test_every_amount_says_how_it_was_reached() -> None:
    answer = assess(_facts(hours_per_week=Decimal(24)), BOOK, date(2026, 3, 1))
    assert [step.formula for step in answer.steps if step.formula] == [
        "€ 2.294,40 × 1,08",
        "€ 2.477,95 × 40 %",
        "24 / 36",
        "€ 660,79 × 1,235",
    ]
