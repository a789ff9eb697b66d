"""R4: two people fill the last place, or place the same introduction, at the same moment. On committed rows."""

import threading
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.placements import world as worlds
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict
from wsp.placements import service
from wsp.placements.commands import EndPlacement, PlaceCandidate
from wsp.placements.enums import EndReason, PlacementKind, PlacementState
from wsp.placements.models import Placement
from wsp.settings import Settings
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy

TRIES = 100
"""Per kind of race; with two kinds that is the 200 of the checklist."""
LEAN = {"kind": PlacementKind.TRIAL, "wage_month": None, "starts_on": date(2026, 1, 5), "ends_on": None}
"""A placement that brings neither instruments nor tasks: this is about the place, and there are many tries."""
REGION = "AM01"
CONFLICT = 409


def _race(actor: Actor, commands: tuple[PlaceCandidate, PlaceCandidate]) -> list[str]:
    """Run both at once, each in a transaction of its own; what came of each."""
    outcomes: list[str] = []
    gate = threading.Barrier(len(commands))

    def run(command: PlaceCandidate) -> None:
        gate.wait()
        try:
            with db.unit_of_work(REGION) as session:
                service.place_candidate(session, command, actor=actor)
            outcomes.append("geplaatst")
        except Conflict as refused:
            outcomes.append(refused.code if refused.status == CONFLICT and refused.message else "zonder tekst")

    threads = [threading.Thread(target=run, args=(command,)) for command in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def _again(actor: Actor, vacancy_id: object) -> None:
    """Free the place for the next try."""
    with db.unit_of_work(REGION) as session:
        winner = session.scalars(
            select(Placement.id).where(
                Placement.vacancy_id == vacancy_id, Placement.state != PlacementState.ENDED.value
            )
        ).one()
        command = EndPlacement(winner, clock.today(), EndReason.NEVER_STARTED)
        service.end_placement(session, command, actor=actor)


@pytest.fixture
def actor_and_pair(committed: Settings) -> tuple[Actor, Vacancy, tuple[PlaceCandidate, PlaceCandidate]]:
    """A vacancy with one place, and two people to fill it with."""
    del committed
    with db.unit_of_work(REGION) as session:
        world = worlds.build(session, closes_on=date(2030, 1, 1))
        other = world.person()
        commands = tuple(
            world.command(candidate_id=person.id, vacancy_id=world.vacancy.id, **LEAN)
            for person in (world.candidate, other)
        )
        return world.account_manager, world.vacancy, commands  # type: ignore[return-value]  # the test knows the shape


@pytest.mark.rule("R4")
def test_the_last_place_is_filled_by_exactly_one(
    actor_and_pair: tuple[Actor, Vacancy, tuple[PlaceCandidate, PlaceCandidate]],
) -> None:
    actor, vacancy, commands = actor_and_pair
    lost: Counter[str] = Counter()

    for _ in range(TRIES):
        outcomes = _race(actor, commands)
        assert outcomes.count("geplaatst") == 1
        lost.update(code for code in outcomes if code != "geplaatst")
        _again(actor, vacancy.id)

    assert set(lost) == {"plek-vergeven"}
    with db.unit_of_work(REGION) as session:
        assert session.scalar(select(func.count()).select_from(Placement)) == TRIES
        numbers = session.scalars(select(Placement.number).order_by(Placement.number)).all()
        assert numbers == list(range(1, TRIES + 1)), "a refused placement takes no number"
        assert session.get_one(Vacancy, vacancy.id).state == VacancyState.OPEN


@pytest.mark.rule("R4")
def test_the_same_introduction_is_placed_by_exactly_one(committed: Settings) -> None:
    del committed
    with db.unit_of_work(REGION) as session:
        world = worlds.build(session, places=TRIES + 1, closes_on=date(2030, 1, 1))
        introductions = [world.named(world.person()) for _ in range(TRIES)]
        commands = [world.command(each, **LEAN) for each in introductions]
        actor = world.account_manager

    results = [_race(actor, (command, command)) for command in commands]

    assert all(sorted(outcomes) == ["al-geplaatst", "geplaatst"] for outcomes in results)
    with db.unit_of_work(REGION) as session:
        assert session.scalar(select(func.count()).select_from(Placement)) == TRIES
