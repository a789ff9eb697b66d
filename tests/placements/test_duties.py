"""What must be done by whom and by when, from the facts alone: order, ends, and planning again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from wsp.foundation.workdays import add_months
from wsp.instruments import catalogue, codes
from wsp.law.lookup import LawBook
from wsp.law.values import Certainty, LocalChoice
from wsp.placements.enums import InstrumentState, PlacementKind
from wsp.placements.obligations.enums import AFTER_THE_END, Cause, DutyKind, ObligationState, Party
from wsp.placements.rules import Extra, History, Measured, TermsVersion
from wsp.placements.rules.duties import (
    CHOSEN,
    PREFIX,
    Closed,
    Done,
    Dropped,
    Duty,
    Moved,
    Opened,
    Planned,
    Reworded,
    Standing,
    duties,
    lead,
    replan,
    running,
    settled,
)
from wsp.placements.rules.duties.instruments import PARTIES
from wsp.placements.service.instruments import Part, parts

TODAY = date(2026, 8, 3)
START = date(2026, 9, 1)
BOOK = LawBook.national()
S = InstrumentState
EXTRAS = (
    Extra(codes.LKV, {"worked_here_before": "nee", "lkv_kinds": "arbeidsgehandicapt"}),
    Extra(codes.PROEFPLAATSING, {"benefit": "bijstand", "prospect": "ja"}),
    Extra(codes.BEHOUD, {"benefit": "bijstand", "prospect": "ja", "displacement": "nee"}),
    Extra(codes.PARTICIPATIEPLAATS, {"benefit": "bijstand", "additional_work": "ja"}),
    Extra(codes.BESCHUT, {"beschut_advice": "aangevraagd", "beschut_asked_on": "2026-07-01"}),
    Extra(codes.UITSTROOMBAAN, {}),
)


def job(
    *measured: tuple[date, int],
    start: date = START,
    end: date | None = date(2027, 8, 31),
    kind: PlacementKind = PlacementKind.EMPLOYMENT,
    paid_from: date | None = None,
    **facts: object,
) -> History:
    """Somebody of 36 who works 28 hours with a forfait; measured on the days given."""
    wage = None if kind in (PlacementKind.TRIAL, PlacementKind.WITH_BENEFIT) else Decimal(2000)
    terms = [TermsVersion(start, end, kind, Decimal(28), Decimal(36), wage)]
    if paid_from is not None:
        terms = [
            replace(terms[0], last=paid_from - timedelta(days=1)),
            TermsVersion(paid_from, end, PlacementKind.EMPLOYMENT, Decimal(28), Decimal(36), Decimal(2000)),
        ]
    return History(
        starts_on=start,
        ends_on=end,
        terms=tuple(terms),
        measured=tuple(Measured(day, share, day) for day, share in measured),
        born_on=date(1990, 3, 14),
        **{"in_doelgroep_lks": True, "forfaitair": True, "needs_guidance": True, "in_register": True} | facts,  # type: ignore[arg-type]  # facts by name
    )


def assessed(history: History, today: date, extras: Sequence[Extra] = (), book: LawBook = BOOK) -> tuple[Part, ...]:
    return parts(history, book, today=today, extras=extras)


def states_of(found: Sequence[Part], **known: InstrumentState) -> dict[str, Standing]:
    every = dict.fromkeys((part.code for part in found), S.TO_ASSESS)
    return {code: Standing(state=known.get(code.replace("-", "_"), state)) for code, state in every.items()}


def planned(
    history: History,
    today: date = TODAY,
    *,
    extras: Sequence[Extra] = (),
    book: LawBook = BOOK,
    **known: InstrumentState,
) -> dict[str, Duty]:
    found = assessed(history, today, extras, book)
    return {duty.key: duty for duty in duties(history, found, states_of(found, **known), book, today)}


class TestOfEveryPlacement:
    def test_a_contract_aftercare_and_what_comes_at_the_end(self) -> None:
        found = planned(job())
        assert found["contract"].by == START
        assert (found["contract"].party, found["contract"].keeper) == (Party.EMPLOYER, Party.WSP)
        assert [found[f"nazorg-{week}"].by for week in (1, 4, 12, 26)] == [
            START + timedelta(weeks=week) for week in (1, 4, 12, 26)
        ]
        assert found["contract-stopt"].by == date(2027, 8, 31)
        assert "contract-stopt" not in planned(job(end=None))

    def test_aftercare_that_is_late_stays(self) -> None:
        assert planned(job(), date(2026, 11, 2))["nazorg-4"].by == date(2026, 9, 29)

    def test_a_short_contract_has_no_late_aftercare(self) -> None:
        assert "nazorg-26" not in planned(job(end=date(2026, 12, 31)))


class TestLoonkostensubsidie:
    def test_apply_before_the_start_and_measure_before_the_forfait_ends(self) -> None:
        found = planned(job())
        apply, measure = found["aanvraag-loonkostensubsidie"], found["meting"]
        assert (apply.by, apply.party, apply.keeper) == (START, Party.EMPLOYER, Party.WSP)
        assert (measure.by, measure.party, measure.kind) == (date(2027, 2, 28), Party.MUNICIPALITY, DutyKind.MEASURE)
        assert measure.start == date(2027, 2, 28) - timedelta(weeks=8)
        assert measure.certainty is Certainty.VERIFIED
        assert measure.article == "Participatiewet art. 10d lid 5"

    def test_who_left_school_has_six_months_more(self) -> None:
        assert planned(job(supported_or_school=True))["aanvraag-loonkostensubsidie"].by == date(2027, 2, 28)

    def test_an_application_is_decided_on_within_its_term(self) -> None:
        history = job((date(2026, 10, 1), 60), forfaitair=None)
        found = assessed(history, date(2026, 10, 5))
        asked = Standing(state=S.APPLIED, asked_on=date(2026, 10, 2), decide_by=date(2026, 11, 6))
        open_ = {each.key: each for each in duties(history, found, {codes.LKS: asked}, BOOK, date(2026, 10, 5))}
        assert "aanvraag-loonkostensubsidie" not in open_
        decide = open_["besluit-loonkostensubsidie"]
        assert (decide.by, decide.keeper, decide.certainty) == (
            date(2026, 11, 6), Party.CLIENT_MANAGER, Certainty.VERIFIED,
        )  # fmt: skip
        done = settled(history, found, {codes.LKS: Standing(state=S.GRANTED, decided_on=date(2026, 11, 2))})
        assert done["meting"].on == date(2026, 10, 1)
        assert done["besluit-loonkostensubsidie"].on == date(2026, 11, 2)
        assert done["aanvraag-loonkostensubsidie"].words == "Aanvraag gedaan"

    def test_a_new_measurement_asks_for_a_new_decision(self) -> None:
        history = job((date(2026, 10, 1), 60), (date(2027, 5, 3), 70), forfaitair=None)
        found = assessed(history, date(2027, 5, 4))
        standing = Standing(state=S.RUNNING, decided_on=date(2026, 11, 2))
        open_ = {each.key: each for each in duties(history, found, {codes.LKS: standing}, BOOK, date(2027, 5, 4))}
        assert open_["besluit-loonkostensubsidie-2"].by == date(2027, 6, 7)
        assert "besluit-loonkostensubsidie-1" not in open_

    def test_measuring_again_as_was_agreed(self) -> None:
        history = job((date(2026, 10, 1), 60), end=None)
        history = replace(history, measured=(replace(history.measured[0], remeasure_by=date(2028, 1, 15)),))
        again = planned(history, date(2026, 11, 1), loonkostensubsidie=S.RUNNING)["meting-2"]
        assert (again.by, again.certainty) == (date(2028, 1, 15), None), "the law has no fixed interval"

    def test_without_forfait_somebody_measures_soon(self) -> None:
        found = planned(job(forfaitair=None), TODAY)
        assert found["meting"].soon
        assert found["meting"].by == date(2026, 8, 10)

    def test_a_measurement_that_is_late_stays_late(self) -> None:
        assert planned(job(), date(2027, 4, 1))["meting"].by == date(2027, 2, 28)

    def test_measuring_again_by_the_rule_of_the_municipality(self) -> None:
        book = local("loonwaarde.hermeting_maanden", 12)
        history = job((date(2026, 10, 1), 60), end=None)
        found = planned(history, date(2026, 11, 1), book=book, loonkostensubsidie=S.RUNNING)
        assert found["meting-2"].by == date(2027, 10, 1)
        assert "meting-2" not in planned(history, date(2026, 11, 1), loonkostensubsidie=S.RUNNING)

    def test_the_amount_changes_on_the_first_of_january(self) -> None:
        found = planned(job((date(2026, 10, 1), 60), end=None), date(2026, 11, 1), loonkostensubsidie=S.RUNNING)
        index = found["indexatie-2027"]
        assert (index.by, index.party, index.keeper) == (date(2027, 1, 1), Party.ADMINISTRATION, None)

    def test_an_application_with_a_term_asks_for_a_decision(self) -> None:
        history = job()
        found = assessed(history, TODAY)
        standing = Standing(state=S.APPLIED, asked_on=TODAY, decide_by=date(2026, 9, 28))
        open_ = {each.key: each for each in duties(history, found, {codes.JOBCOACHING: standing}, BOOK, TODAY)}
        assert open_["besluit-jobcoaching"].by == date(2026, 9, 28)

    def test_an_instrument_that_cannot_be_any_more_is_to_be_stopped(self) -> None:
        found = planned(job(in_doelgroep_lks=False), loonkostensubsidie=S.RUNNING)
        assert (found["stopt-loonkostensubsidie"].by, found["stopt-loonkostensubsidie"].soon) == (TODAY, True)


class TestLoonkostenvoordeel:
    def test_the_worker_asks_for_a_declaration_within_three_months(self) -> None:
        found = planned(job(), extras=EXTRAS[:1])["verklaring-loonkostenvoordeel"]
        assert (found.by, found.party, found.keeper) == (date(2026, 11, 30), Party.WORKER, Party.CLIENT_MANAGER)

    def test_every_year_comes_back_the_year_after(self) -> None:
        found = planned(job(end=None), extras=EXTRAS[:1])
        assert found["overzicht-2026"].by == date(2027, 3, 14), "before 15 March"
        assert found["overzicht-2026"].kind is DutyKind.EXPECT
        assert (found["loonaangifte-2026"].by, found["loonaangifte-2026"].party) == (
            date(2027, 5, 1), Party.EMPLOYER,
        )  # fmt: skip
        assert found["aanvraag-loonkostenvoordeel"].by == date(2027, 5, 1)
        asked = Extra(codes.LKV, {**EXTRAS[0].facts, "declaration": "ja"})
        later = planned(job(end=None), date(2027, 4, 1), extras=[asked], loonkostenvoordeel=S.RUNNING)
        assert "overzicht-2026" not in later, "that day is past, and nobody here can tell whether it came"
        assert {"loonaangifte-2026", "loonaangifte-2027"} <= later.keys()

    def test_what_is_owed_about_the_time_before_stays_after_the_end(self) -> None:
        history = job(end=date(2026, 12, 31))
        asked = Extra(codes.LKV, {**EXTRAS[0].facts, "declaration": "ja"})
        found = planned(history, date(2027, 2, 1), extras=[asked], loonkostenvoordeel=S.ENDED)
        assert set(found) == {"overzicht-2026", "loonaangifte-2026", "beschikking-2026", "betaling-2026"}


class TestWorkWithABenefit:
    def test_a_trial_is_asked_for_before_it_starts_and_talked_about_at_its_end(self) -> None:
        history = job(kind=PlacementKind.TRIAL, end=None)
        found = planned(history, extras=EXTRAS[1:2])
        assert found["aanvraag-proefplaatsing"].by == START
        assert found["evaluatie-proefplaatsing"].by == date(2026, 10, 31)
        assert "einde-proefplaatsing" not in found, "that would be the same talk twice"

    def test_a_contract_with_a_wage_is_how_that_talk_ended(self) -> None:
        history = job(kind=PlacementKind.TRIAL, paid_from=date(2026, 11, 1), end=None)
        assert "evaluatie-proefplaatsing" not in planned(history, date(2026, 11, 2), extras=EXTRAS[1:2])
        done = settled(history, (), {})
        assert done["evaluatie-proefplaatsing"].on == date(2026, 11, 1)

    def test_a_participatieplaats_has_a_test_training_and_premiums(self) -> None:
        history = job(kind=PlacementKind.WITH_BENEFIT, end=None)
        found = planned(history, extras=EXTRAS[3:4], participatieplaats=S.RUNNING)
        assert found["toets-participatieplaats"].by == date(2027, 6, 1)
        assert found["scholing-participatieplaats"].by == date(2027, 3, 1)
        assert [found[key].by for key in ("premie-participatieplaats", "premie-participatieplaats-2")] == [
            date(2027, 3, 1), date(2027, 9, 1),
        ]  # fmt: skip
        assert found["premie-participatieplaats"].party is Party.ADMINISTRATION


def test_blocks_of_jobcoaching_are_evaluated_once_they_were_granted() -> None:
    book = local("jobcoaching.blok_maanden", 6)
    history = job(end=None)
    found = planned(history, date(2027, 3, 1), book=book, jobcoaching=S.RUNNING)
    assert [found[f"evaluatie-jobcoaching-{nth}"].by for nth in (1, 2)] == [date(2027, 2, 28), date(2027, 8, 31)]
    assert found["evaluatie-jobcoaching-1"].keeper is Party.JOB_COACH
    assert not any(key.startswith("evaluatie") for key in planned(history, date(2027, 3, 1), book=book))


def test_an_advice_that_was_asked_for_is_awaited() -> None:
    found = planned(job(), extras=EXTRAS[4:5])["advies-beschut-werk"]
    assert (found.party, found.keeper, found.certainty) == (Party.UWV, Party.CLIENT_MANAGER, Certainty.SECONDARY)


@pytest.mark.parametrize("kind", sorted(CHOSEN))
def test_a_municipality_chooses_how_long_before(kind: DutyKind) -> None:
    assert lead(kind, local(PREFIX + kind.value, 3), TODAY) == timedelta(days=3)
    assert lead(kind, BOOK, TODAY) > timedelta(0)


def test_every_word_for_who_acts_is_known() -> None:
    """Each deadline that any instrument of the catalogue gives names somebody the planner knows."""
    named = set()
    for code in (each.code for each in catalogue.all()):
        for kind in (PlacementKind.EMPLOYMENT, PlacementKind.WITH_BENEFIT):
            extras = [extra for extra in EXTRAS if extra.code == code]
            for part in assessed(job((date(2026, 9, 2), 40), kind=kind), date(2026, 10, 1), extras):
                named |= {each.who for each in part.assessment.deadlines}
    assert named
    assert named <= PARTIES.keys()


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
KINDS = st.sampled_from([PlacementKind.EMPLOYMENT, PlacementKind.TRIAL, PlacementKind.WITH_BENEFIT])


@st.composite
def situations(draw: st.DrawFn) -> tuple[History, tuple[Part, ...], dict[str, Standing], date]:
    """A placement, what its instruments give on a day, and where they stand."""
    start = draw(st.dates(date(2025, 1, 1), date(2027, 1, 1)))
    end = draw(st.none() | st.integers(0, 900).map(lambda days: start + timedelta(days=days)))
    days = sorted(draw(st.sets(st.integers(0, 500), max_size=3)))
    measured = [
        (start + timedelta(days=each), draw(st.integers(20, 99)))
        for each in days
        if end is None or start + timedelta(days=each) <= end
    ]
    history = job(
        *measured,
        start=start,
        end=end,
        kind=draw(KINDS),
        forfaitair=draw(st.booleans()),
        in_doelgroep_lks=draw(st.sampled_from([True, False, None])),
        supported_or_school=draw(st.booleans()),
    )
    today = draw(DAYS)
    found = assessed(history, today, draw(st.lists(st.sampled_from(EXTRAS), unique_by=lambda each: each.code)))
    states = {code: Standing(state=draw(st.sampled_from(S))) for code in dict.fromkeys(part.code for part in found)}
    return history, found, states, today


@settings(max_examples=120)
@given(situations())
def test_duties_stand_in_order_and_never_after_the_end(
    given_: tuple[History, tuple[Part, ...], dict[str, Standing], date],
) -> None:
    history, found, states, today = given_
    plan = duties(history, found, states, BOOK, today)
    assert plan == duties(history, found, states, BOOK, today), "the same facts, the same duties"
    assert [(each.by, each.key) for each in plan] == sorted((each.by, each.key) for each in plan)
    assert len({each.key for each in plan}) == len(plan)
    assert not {each.key for each in plan} & settled(history, found, states).keys()
    for each in plan:
        assert each.start <= each.by
        assert each.title.endswith(".")
        if history.ends_on is not None and each.by > history.ends_on:
            assert each.kind in AFTER_THE_END


def apply(rows: Iterable[Planned], changes: Iterable[object], today: date) -> list[Planned]:
    """The rows after the changes: what the room keeps, in plain Python."""
    known = {each.duty.key: each for each in rows}
    for change in changes:
        match change:
            case Opened(duty) | Reworded(duty) | Moved(duty, _):
                known[duty.key] = Planned(duty, ObligationState.OPEN)
            case Closed(key, _):
                known[key] = Planned(known[key].duty, ObligationState.DONE)
            case Dropped(key, why):
                assert why.endswith(".")
                known[key] = Planned(known[key].duty, ObligationState.DROPPED)
    return list(known.values())


@settings(max_examples=120)
@given(situations(), st.integers(0, 400), st.sampled_from(Cause), st.data())
def test_planning_again_changes_only_what_the_facts_changed(
    given_: tuple[History, tuple[Part, ...], dict[str, Standing], date], later: int, cause: Cause, data: st.DataObject
) -> None:
    history, found, states, today = given_

    def look(rows: Sequence[Planned], of: History, parts_: Sequence[Part], on: date) -> tuple[object, ...]:
        wanted = duties(of, parts_, states, BOOK, on)
        still = running(states) if of.ends_on is None or of.ends_on >= on else frozenset()
        return replan(rows, wanted, settled(of, parts_, states), running=still, cause=cause, today=on)

    rows = apply([], look([], history, found, today), today)
    assert look(rows, history, found, today) == (), "the same facts change nothing"
    by_hand = data.draw(st.sets(st.sampled_from([each.duty.key for each in rows]))) if rows else set()
    rows = [Planned(each.duty, ObligationState.DONE) if each.duty.key in by_hand else each for each in rows]
    longer = None if history.ends_on is None else add_months(history.ends_on, 6)
    changed = replace(history, ends_on=longer, terms=tuple(replace(each, last=longer) for each in history.terms[-1:]))
    on = today + timedelta(days=later)
    again = tuple(
        part
        for code in dict.fromkeys(part.code for part in found)
        for part in assessed(changed, on, [extra for extra in EXTRAS if extra.code == code])
        if part.code == code
    )
    changes = look(rows, changed, again, on)
    before = {each.duty.key: each for each in rows}
    for change in changes:
        if isinstance(change, Moved):
            assert change.was == before[change.duty.key].duty.by != change.duty.by, "from which day to which"
        if isinstance(change, Dropped | Closed):
            assert before[change.key].state is ObligationState.OPEN, "what was done stays done"
    after = apply(rows, changes, on)
    assert look(after, changed, again, on) == (), "and planning once more changes nothing"
    wanted: Mapping[str, Duty] = {each.key: each for each in duties(changed, again, states, BOOK, on)}
    for each in after:
        if each.state is ObligationState.OPEN and each.duty.key not in wanted:
            assert each.duty.by < on, "only what is late stays without being asked for"


def test_a_late_duty_of_a_refused_instrument_goes() -> None:
    duty = planned(job())["meting"]
    rows = [Planned(duty, ObligationState.OPEN)]
    on = date(2027, 4, 1)
    kept = replan(rows, [], {}, running={codes.LKS}, cause=Cause.LOOKED_AGAIN, today=on)
    gone = replan(rows, [], {}, running=(), cause=Cause.INSTRUMENT, today=on)
    assert kept == ()
    assert gone == (Dropped("meting", "Niet meer nodig: stand van een regeling gewijzigd."),)
    done = Done("meting", date(2027, 3, 1), "Loonwaarde gemeten")  # type: ignore[arg-type]  # any kind will do
    assert replan(rows, [], {"meting": done}, running={codes.LKS}, cause=Cause.MEASURED, today=on) == (
        Closed("meting", done),
    )


def local(code: str, value: int) -> LawBook:
    """The law with one choice of the municipality."""
    choice = LocalChoice(code=code, valid_from=date(2015, 1, 1), value=Decimal(value), source="test")
    return LawBook(BOOK.parameters, {code: (choice,)})
