"""Instruments that somebody adds to a placement: chosen, assessed, explained, and refused beside what they exclude."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.placements.world import World
from wsp.audit.models import AuditEvent
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput, NotFound, StaleVersion
from wsp.instruments import catalogue
from wsp.placements import queries, rules, service
from wsp.placements.commands import AttachInstrument, ChangeTerms, MoveInstrument
from wsp.placements.enums import InstrumentState, PlacementKind
from wsp.placements.errors import ExcludedTogether
from wsp.placements.models import InstrumentDecision, Placement, PlacementInstrument
from wsp.worklist.models import Task

START = date(2026, 8, 3)
KINDS = {catalogue.Group.TRYING: PlacementKind.TRIAL, catalogue.Group.LEARNING: PlacementKind.TRIAL}
STANDARD = ["loonkostensubsidie", "no-risk", "jobcoaching"]


@pytest.fixture
def placement(world: World) -> Placement:
    """Somebody starts on 3 August 2026 for a year, with a forfait."""
    return world.place(world.named(), starts_on=START, ends_on=date(2027, 8, 2))


def attach(world: World, placement: Placement, code: str, **facts: str) -> PlacementInstrument:
    command = AttachInstrument(placement.id, code, facts)
    return service.attach_instrument(world.session, command, actor=world.account_manager)


def decision(world: World, placement: Placement, code: str) -> InstrumentDecision:
    found = next(each for each in queries.attached(world.session, placement.id) if each.row.code == code)
    decided = found.decision_on(clock.today())
    assert decided is not None
    return decided


@pytest.mark.parametrize("instrument", rules.may_attach(), ids=lambda each: each.code)
def test_every_instrument_of_the_catalogue_can_be_added_and_is_explained(
    world: World, instrument: catalogue.Instrument
) -> None:
    kind = KINDS.get(instrument.group, PlacementKind.EMPLOYMENT)
    if instrument.code == "begeleid-werken":
        kind = PlacementKind.WSW_GUIDED
    unpaid = kind is PlacementKind.TRIAL
    # In the doelgroep the subsidy would stand beside it, and some exclude that.
    given = {"kind": kind, "in_doelgroep_lks": False, "forfaitair": None}
    placement = world.place(world.named(), starts_on=START, **given, **({"wage_month": None} if unpaid else {}))
    attach(world, placement, instrument.code)
    codes = [each.row.code for each in queries.attached(world.session, placement.id)]
    assert codes == [*([] if unpaid else STANDARD), instrument.code]
    record = decision(world, placement, instrument.code).assessment
    assert record["reason"].endswith(".")
    assert record["status"] != "unknown" or record["missing"]


def test_loonkostenvoordeel_of_somebody_in_the_register(world: World, placement: Placement) -> None:
    attach(world, placement, "loonkostenvoordeel", paid_hours="1000")
    decided = decision(world, placement, "loonkostenvoordeel")
    assert decided.verdict == "eligible"
    assert decided.assessment["amount_per_year"] == "1010.00"
    assert decided.amount_month is None


def test_answering_again_and_what_the_placement_says_itself(world: World, placement: Placement) -> None:
    first = attach(world, placement, "loonkostenvoordeel", paid_hours="1000", hours_per_week="1")
    assert first.facts == {"paid_hours": "1000"}, "the hours of the contract are those of the placement"
    attach(world, placement, "loonkostenvoordeel", paid_hours="1500")
    assert decision(world, placement, "loonkostenvoordeel").assessment["amount_per_year"] == "1515.00"
    logged = world.session.scalars(select(AuditEvent).where(AuditEvent.action == "placement.instrument_attached")).all()
    assert [event.after for event in logged][-1] == {"regeling": "loonkostenvoordeel", "beantwoord": ["paid_hours"]}


def test_what_excludes_each_other_is_refused_with_both_named(world: World, placement: Placement) -> None:
    with pytest.raises(ExcludedTogether) as failure:
        attach(world, placement, "loondispensatie", wajong="ja", expected_months="12")
    assert "Loondispensatie en Loonkostensubsidie gaan niet samen vanaf 3 augustus 2026." in failure.value.message
    assert "(Wajong art. 2:20)" in failure.value.message
    assert [each.row.code for each in queries.attached(world.session, placement.id)] == STANDARD


def test_after_the_other_ended_it_may(world: World, placement: Placement) -> None:
    with pytest.raises(ExcludedTogether):
        attach(world, placement, "uitstroombaan", prospect="ja")
    command = MoveInstrument(placement.id, "loonkostensubsidie", InstrumentState.ENDED, "De werkgever betaalt zelf.")
    service.move_instrument(world.session, command, actor=world.account_manager)
    attach(world, placement, "uitstroombaan", prospect="ja")
    record = decision(world, placement, "uitstroombaan").assessment
    assert record["status"] == "unknown", "not refused because of a subsidy that ended"
    assert [gap["fact"] for gap in record["missing"]] == ["uitstroombaan.maanden", "uitstroombaan.bedrag_maand"]


def test_a_trial_ends_on_the_day_before_the_wage(world: World) -> None:
    placement = world.place(
        world.named(), starts_on=START, ends_on=date(2027, 8, 2), kind=PlacementKind.TRIAL, wage_month=None
    )
    attach(world, placement, "proefplaatsing", benefit="bijstand", prospect="ja")
    assert decision(world, placement, "proefplaatsing").valid_until == date(2026, 10, 2), "two months"
    paid = ChangeTerms(
        placement_id=placement.id,
        valid_from=date(2026, 9, 1),
        kind=PlacementKind.EMPLOYMENT,
        hours_per_week=Decimal(28),
        full_week_hours=Decimal(38),
        wage_month=Decimal(1868),
    )
    service.change_terms(world.session, paid, actor=world.account_manager)
    assert decision(world, placement, "proefplaatsing").valid_until == date(2026, 8, 31)
    assert [each.row.code for each in queries.attached(world.session, placement.id)] == [*STANDARD, "proefplaatsing"]


def test_it_brings_a_task_and_stays_when_the_placement_is_assessed_again(world: World, placement: Placement) -> None:
    facts = {"lkv_kinds": "arbeidsgehandicapt", "worked_here_before": "nee"}
    attach(world, placement, "loonkostenvoordeel", **facts)
    titles = world.session.scalars(select(Task.title).where(Task.subject_id == placement.id)).all()
    assert any(title.startswith("Loonkostenvoordeel aanvragen") for title in titles)
    before = decision(world, placement, "loonkostenvoordeel").id
    service.assess_instruments(world.session, placement, actor=world.account_manager)
    assert decision(world, placement, "loonkostenvoordeel").id == before


def test_refusals(world: World, placement: Placement) -> None:
    with pytest.raises(InvalidInput, match="hoort al bij elke plaatsing"):
        attach(world, placement, "no-risk")
    with pytest.raises(NotFound):
        attach(world, placement, "bestaat-niet")
    with pytest.raises(InvalidInput):
        attach(world, placement, "loonkostenvoordeel", paid_hours="9000")
    with pytest.raises(StaleVersion):
        service.attach_instrument(
            world.session,
            AttachInstrument(placement.id, "scholing", {"training": "entree"}, version=placement.version - 1),
            actor=world.account_manager,
        )
