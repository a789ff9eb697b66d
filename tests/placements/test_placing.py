"""Placing a candidate: what it writes, what it refuses, what it plans."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text

from tests.candidates import factories as candidates
from tests.placements.world import World
from wsp.audit.models import AuditEvent
from wsp.candidates.enums import SharingPurpose
from wsp.foundation import clock
from wsp.foundation.versions import known
from wsp.placements import queries, service
from wsp.placements.enums import IntroductionState, PlacementKind, PlacementState
from wsp.placements.errors import (
    AgreementMissing,
    AlreadyPlaced,
    InvalidPlacement,
    NotYourStep,
    PlaceTaken,
    TooManyHours,
)
from wsp.placements.models import InstrumentDecision, Placement, PlacementTerms
from wsp.placements.service.placing import CONFIRMATION
from wsp.vacancies.enums import VacancyState
from wsp.worklist.models import Task


def test_placing_from_an_introduction_writes_everything_in_one_go(world: World) -> None:
    introduction = world.named()

    placement = world.place(introduction)

    assert placement.number == 1
    assert PlacementState(placement.state) is PlacementState.PLANNED
    assert introduction.state == IntroductionState.HIRED
    assert world.vacancy.state == VacancyState.FILLED
    terms = world.session.scalars(select(PlacementTerms).where(PlacementTerms.placement_id == placement.id)).one()
    assert (terms.kind, terms.hours_per_week) == ("dienstverband", Decimal(28))
    assert (terms.valid_from, terms.valid_until) == (placement.starts_on, placement.ends_on)
    actions = set(world.session.scalars(select(AuditEvent.action).where(AuditEvent.subject_id == placement.id)))
    assert "placement.made" in actions
    jobs = world.session.execute(text("select task_name, args from procrastinate_jobs")).all()
    assert [(job.task_name, job.args["placement_id"]) for job in jobs] == [(CONFIRMATION, str(placement.id))]


def test_the_subsidy_is_forfait_first_and_unknown_after_it(world: World) -> None:
    placement = world.place(starts_on=date(2026, 8, 3), ends_on=date(2027, 8, 2))
    lks = queries.attached(world.session, placement.id)[0]

    assert lks.row.code == "loonkostensubsidie"
    shown = [(row.valid_from, row.valid_until, row.verdict, row.amount_month) for row in lks.decisions]
    # Forfait: half of 2.337,00 × 1,08, for 28 of 36 hours, with 23,5 % for charges.
    assert shown[0] == (date(2026, 8, 3), date(2027, 2, 2), "eligible", Decimal("1212.20"))
    assert shown[-1][0] == date(2027, 2, 3)
    assert shown[-1][1:] == (date(2027, 8, 2), "unknown", None)
    assert lks.decisions[0].assessment["steps"]
    assert lks.decisions[0].assessment["sources"]


def test_instruments_remember_the_versions_of_law_they_used(world: World) -> None:
    placement = world.place(starts_on=date(2026, 8, 3))
    found = queries.attached(world.session, placement.id)

    assert [each.row.code for each in found] == ["loonkostensubsidie", "no-risk", "jobcoaching"]
    used = {source["code"]: source for source in found[0].decisions[0].assessment["sources"]}
    wage = used["wml.referentiemaandloon"]
    assert (wage["value"], wage["valid_from"]) == ("2337.00", "2026-07-01")
    assert found[0].decisions[0].provisional, "the percentage for charges is carried forward"


def test_a_loonwaarde_of_before_is_never_used_for_an_amount(world: World) -> None:
    candidates.loonwaarde(world.session, world.candidate, 40)

    placement = world.place(forfaitair=False)

    lks = queries.attached(world.session, placement.id)[0]
    assert [row.verdict for row in lks.decisions] == ["unknown"]
    assert [gap["fact"] for gap in lks.decisions[0].assessment["missing"]] == ["loonwaarde"]


@pytest.mark.parametrize("kind", [PlacementKind.TRIAL, PlacementKind.WITH_BENEFIT])
def test_unpaid_work_brings_no_subsidy_yet(world: World, kind: PlacementKind) -> None:
    placement = world.place(kind=kind, wage_month=None)

    assert queries.attached(world.session, placement.id) == []


def test_the_tasks_of_a_placement(world: World) -> None:
    placement = world.place(starts_on=date(2026, 8, 3), ends_on=date(2027, 8, 2))

    rows = world.session.execute(
        select(Task.kind, Task.due_on).where(Task.subject_id == placement.id).order_by(Task.due_on, Task.kind)
    ).all()
    due = dict(rows)
    assert due["nazorg-week-1"] == date(2026, 8, 10)
    assert due["nazorg-week-26"] == date(2027, 2, 1)
    assert due["meting-plannen"] == date(2026, 12, 8), "eight weeks before the forfait ends on 2 February"
    assert due["instrument-loopt-af"] == date(2027, 2, 2)
    assert due["contract-loopt-af"] == date(2027, 8, 2)
    assert due["aanvraag-doen"] == date(2026, 8, 1), "the day to apply is the first day: that is at once"
    titles = world.session.scalars(select(Task.title).where(Task.subject_id == placement.id)).all()
    assert not any("Proef" in title for title in titles), "no names in tasks"


def test_an_employer_may_bring_somebody_without_a_vacancy(world: World) -> None:
    placement = world.place()

    assert (placement.vacancy_id, placement.introduction_id) == (None, None)
    assert world.vacancy.state == VacancyState.OPEN


def test_nobody_is_placed_without_agreement_for_this_employer(world: World) -> None:
    shy = world.person(agreed=False)
    candidates.agreement(world.session, shy, SharingPurpose.ANONYMOUS)

    with pytest.raises(AgreementMissing, match="klantmanager"):
        world.place(candidate_id=shy.id)

    assert world.session.scalar(select(func.count()).select_from(Placement)) == 0


def test_a_withdrawn_agreement_counts_no_longer(world: World) -> None:
    introduction = world.named()
    for agreement in world.session.scalars(
        select(candidates.SharingAgreement).where(candidates.SharingAgreement.purpose == SharingPurpose.NAMED.value)
    ):
        agreement.superseded_at = clock.now()
    world.session.flush()

    with pytest.raises(AgreementMissing):
        world.place(introduction)


def test_the_same_introduction_is_placed_once(world: World) -> None:
    introduction = world.named()
    world.place(introduction)

    with pytest.raises(AlreadyPlaced):
        world.place(introduction)


def test_the_last_place_is_filled_once(world: World) -> None:
    other = world.person()
    mine = world.named()
    theirs = world.named(other)
    world.place(mine)

    with pytest.raises(PlaceTaken, match="net vergeven"):
        world.place(theirs)

    task = world.session.scalars(select(Task).where(Task.key == f"voordracht:{theirs.id}:plek-vergeven")).one()
    assert task.done_at is None, "a person tells those concerned"


def test_a_vacancy_with_two_places_stays_open_after_the_first(world: World) -> None:
    world.vacancy.places = 2
    first = world.named()

    world.place(first)

    assert world.vacancy.state == VacancyState.IN_PROGRESS
    assert queries.free_places(world.session, [world.vacancy.id]) == {world.vacancy.id: 1}


def test_more_than_forty_hours_over_all_jobs_need_a_reason(world: World) -> None:
    world.place(hours_per_week=Decimal(20))

    with pytest.raises(TooManyHours, match="41 uur"):
        world.place(hours_per_week=Decimal(21))

    second = world.place(hours_per_week=Decimal(21), hours_reason="Tijdelijk, tot het seizoen voorbij is.")
    assert second.hours_reason


def test_jobs_one_after_the_other_are_not_added_up(world: World) -> None:
    start = clock.today()
    world.place(starts_on=start, ends_on=start + timedelta(days=30), hours_per_week=Decimal(36))

    later = world.place(
        starts_on=start + timedelta(days=31), ends_on=start + timedelta(days=90), hours_per_week=Decimal(36)
    )

    assert later.number == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"wage_month": None}, "wage_month"),
        ({"kind": PlacementKind.TRIAL}, "wage_month"),
        ({"hours_per_week": Decimal(0)}, "hours_per_week"),
        ({"full_week_hours": Decimal(48)}, "full_week_hours"),
        ({"starts_on": date(2014, 12, 31)}, "starts_on"),
        ({"ends_on": date(2015, 1, 1)}, "ends_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world: World, given: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidPlacement) as refused:
        world.place(**given)

    assert list(refused.value.fields) == [field]


def test_a_client_manager_does_not_place(world: World) -> None:
    with pytest.raises(NotYourStep):
        service.place_candidate(world.session, world.command(), actor=world.client_manager)


def test_the_preview_says_what_the_placement_then_does(world: World) -> None:
    command = world.command()

    preview = service.preview(world.session, command, actor=world.account_manager)
    before = world.session.scalar(select(func.count()).select_from(Placement))
    placement = service.place_candidate(world.session, command, actor=world.account_manager)

    assert before == 0
    kept = world.session.scalars(select(InstrumentDecision).where(known(InstrumentDecision))).all()
    promised = {(part.code, part.start, part.assessment.amount_per_month) for part in preview.parts}
    codes = {each.row.id: each.row.code for each in queries.attached(world.session, placement.id)}
    assert promised == {(codes[row.placement_instrument_id], row.valid_from, row.amount_month) for row in kept}
    assert preview.costs is not None
    assert preview.costs.net is not None
    assert preview.costs.provisional


def test_a_wage_below_the_minimum_is_a_signal(world: World) -> None:
    low = service.preview(world.session, world.command(wage_month=Decimal(1500)), actor=world.account_manager)
    fine = service.preview(world.session, world.command(), actor=world.account_manager)

    assert low.wage_signal is not None
    assert "14,99" in low.wage_signal
    assert fine.wage_signal is None
