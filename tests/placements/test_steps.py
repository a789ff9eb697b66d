"""Every instrument has its states, its days and its terms; what may not be done says why."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.placements.world import World
from wsp.foundation import clock
from wsp.foundation.errors import Conflict
from wsp.placements import queries, service
from wsp.placements.commands import AttachInstrument, MoveInstrument, RecordMeasuredLoonwaarde
from wsp.placements.enums import InstrumentState
from wsp.placements.errors import InvalidPlacement, NotByTheRules
from wsp.placements.models import InstrumentStep, Placement, PlacementInstrument

START = date(2026, 8, 3)
LKS = "loonkostensubsidie"
S = InstrumentState


@pytest.fixture
def placement(world: World) -> Placement:
    """Somebody starts on 3 August 2026 for a year, with a forfait; today it is 1 August."""
    return world.place(world.named(), starts_on=START, ends_on=date(2027, 8, 2))


def move(
    world: World, placement: Placement, state: InstrumentState, note: str | None = None, *, on: date | None = None,
    code: str = LKS,
) -> PlacementInstrument:  # fmt: skip
    command = MoveInstrument(placement.id, code, state, note, on)
    return service.move_instrument(world.session, command, actor=world.account_manager)


def test_an_application_has_a_day_and_a_term(world: World, placement: Placement) -> None:
    row = move(world, placement, S.APPLIED, on=date(2026, 7, 27))
    # With a forfait the five weeks begin with the application: 31 August is a Monday.
    assert (row.asked_on, row.decide_by, row.decided_on) == (date(2026, 7, 27), date(2026, 8, 31), None)
    row = move(world, placement, S.GRANTED, on=date(2026, 7, 31))
    assert (row.decided_on, row.state_since, row.decide_by) == (
        date(2026, 7, 31), date(2026, 7, 31), date(2026, 8, 31),
    )  # fmt: skip


def test_the_term_begins_when_the_loonwaarde_is_established(world: World) -> None:
    placement = world.place(starts_on=START, ends_on=None, forfaitair=None, supported_or_school=True)
    assert move(world, placement, S.APPLIED).decide_by is None
    with clock.frozen(date(2026, 9, 15)):
        command = RecordMeasuredLoonwaarde(placement.id, 60, date(2026, 9, 14), "Proef Deskundige")
        service.record_measured_loonwaarde(world.session, command, actor=world.account_manager)
    row = world.session.scalars(select(PlacementInstrument).where(PlacementInstrument.code == LKS)).one()
    assert row.decide_by == date(2026, 10, 19), "five weeks after 14 September"


def test_others_follow_the_general_term_and_some_have_none(world: World, placement: Placement) -> None:
    # Eight weeks after Saturday 1 August: Saturday 26 September, so the Monday after it.
    assert move(world, placement, S.APPLIED, code="jobcoaching").decide_by == date(2026, 9, 28)
    service.attach_instrument(
        world.session, AttachInstrument(placement.id, "loonkostenvoordeel", {}), actor=world.account_manager
    )
    assert move(world, placement, S.APPLIED, code="loonkostenvoordeel").decide_by is None


@pytest.mark.parametrize("state", [S.REFUSED, S.ENDED])
def test_a_reason_is_asked(world: World, placement: Placement, state: InstrumentState) -> None:
    move(world, placement, S.APPLIED)
    for note in (None, "  "):
        with pytest.raises(InvalidPlacement) as refused:
            move(world, placement, state, note)
        assert list(refused.value.fields) == ["note"]
    assert move(world, placement, state, "De werkgever trok de aanvraag in.").state_reason


def test_refused_and_asked_again_and_every_step_stays(world: World, placement: Placement) -> None:
    move(world, placement, S.APPLIED, on=date(2026, 7, 20))
    move(world, placement, S.REFUSED, "Stukken ontbreken.", on=date(2026, 7, 24))
    row = move(world, placement, S.APPLIED, on=date(2026, 7, 30))
    assert (row.asked_on, row.decided_on, row.state_reason) == (date(2026, 7, 30), None, None)
    rows = world.session.scalars(select(InstrumentStep).order_by(InstrumentStep.happened_on)).all()
    assert [(each.from_state, each.to_state, each.happened_on, each.reason) for each in rows] == [
        ("te-beoordelen", "aangevraagd", date(2026, 7, 20), None),
        ("aangevraagd", "afgewezen", date(2026, 7, 24), "Stukken ontbreken."),
        ("afgewezen", "aangevraagd", date(2026, 7, 30), None),
    ]
    assert {each.user_id for each in rows} == {world.account_manager.user_id}


def test_suspended_goes_on_and_ended_is_asked_again(world: World, placement: Placement) -> None:
    for state in (S.APPLIED, S.GRANTED, S.RUNNING):
        move(world, placement, state)
    assert move(world, placement, S.SUSPENDED, "De loonstroken zijn niet ontvangen.").state_reason
    assert move(world, placement, S.RUNNING).state_reason is None
    move(world, placement, S.ENDED, "De werkgever betaalt zelf.")
    with pytest.raises(Conflict):
        move(world, placement, S.RUNNING)
    assert move(world, placement, S.APPLIED).state == S.APPLIED


@pytest.mark.parametrize(
    ("on", "said"),
    [(date(2026, 8, 2), "moet nog komen"), (date(2026, 7, 19), "vorige stap was op 20 juli 2026")],
)
def test_steps_follow_each_other_in_time(world: World, placement: Placement, on: date, said: str) -> None:
    move(world, placement, S.APPLIED, on=date(2026, 7, 20))
    with pytest.raises(InvalidPlacement, match=said) as refused:
        move(world, placement, S.GRANTED, on=on)
    assert list(refused.value.fields) == ["happened_on"]


@pytest.mark.parametrize(
    ("supported", "asked", "late"),
    [
        # At the latest on the first day, or within six months after it for who came from school or was supported.
        (None, START, False),
        (None, START + timedelta(days=1), True),
        (True, date(2027, 2, 2), False),
        (True, date(2027, 2, 3), True),
    ],
)
def test_asked_too_late_is_granted_only_with_a_reason(
    world: World, *, supported: bool | None, asked: date, late: bool
) -> None:
    placement = world.place(starts_on=START, ends_on=None, supported_or_school=supported)
    with clock.frozen(asked):
        measured = RecordMeasuredLoonwaarde(placement.id, 60, START, "Proef Deskundige")
        service.record_measured_loonwaarde(world.session, measured, actor=world.account_manager)
        move(world, placement, S.APPLIED)
        if not late:
            assert move(world, placement, S.GRANTED).state == S.GRANTED
            return
        with pytest.raises(InvalidPlacement, match="De aanvraag moest er op"):
            move(world, placement, S.GRANTED)
        assert move(world, placement, S.GRANTED, "Het college besluit uit eigen beweging.").state == S.GRANTED


def test_nothing_is_granted_that_the_rules_do_not_give(world: World) -> None:
    outside = world.place(in_doelgroep_lks=False, forfaitair=None)
    with pytest.raises(NotByTheRules, match="hoort niet tot de doelgroep"):
        move(world, outside, S.GRANTED)


def test_no_amount_is_granted_without_knowing_enough(world: World) -> None:
    unmeasured = world.place(forfaitair=None)
    with pytest.raises(NotByTheRules, match="Meet de loonwaarde"):
        move(world, unmeasured, S.GRANTED)


def test_the_law_of_before_the_term_has_the_general_one(world: World) -> None:
    from wsp.law.lookup import LawBook
    from wsp.placements.rules import decision_term

    term = decision_term(LKS, date(2023, 6, 1), measured_on=None, forfait=True, book=LawBook.national())
    assert (term.by, term.article) == (date(2023, 7, 27), "Awb art. 4:13 lid 2")


def test_several_jobs_have_instruments_of_their_own(world: World, placement: Placement) -> None:
    other = world.place(candidate_id=world.candidate.id, hours_per_week=Decimal(8), function_title="Gastheer")
    move(world, placement, S.APPLIED)
    states = {
        row.placement_id: row.state
        for row in world.session.scalars(select(PlacementInstrument).where(PlacementInstrument.code == LKS))
    }
    assert states == {placement.id: "aangevraagd", other.id: "te-beoordelen"}
    card = queries.placement_card(world.session, world.account_manager, placement.id)
    assert [(job.number, job.hours_on(date(2026, 9, 1))) for job in card.jobs] == [(other.number, Decimal(8))]
