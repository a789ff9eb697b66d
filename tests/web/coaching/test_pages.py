"""The pages of a job coach: what is shown, typed, refused, and told to others."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.placements import world as worlds
from tests.placements.world import World
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.placements.coaching.models import CoachingGoal, CoachingHour
from wsp.placements.models import Placement

TODAY = date(2026, 8, 3)
BLOCK = {
    "starts_on": "2026-06-01", "ends_on": "2026-11-30", "hours": "10", "granted_by": "gemeente",
    "supervisor": "Chef magazijn", "plan": "Elke week een bezoek.",
}  # fmt: skip


@pytest.fixture
def world(session: Session) -> Iterator[World]:
    with clock.frozen(TODAY):
        yield worlds.build(session)


@pytest.fixture
def coach(session: Session, world: World, client_as: Callable[..., StrictClient]) -> StrictClient:
    return client_as(Role.JOB_COACH, organisation=accounts.organisation(session, "Gemeente Assen"))


@pytest.fixture
def placement(world: World, coach: StrictClient) -> Placement:
    return world.place(starts_on=date(2026, 6, 1), job_coach_id=coach.user.id)


@pytest.fixture
def here(placement: Placement) -> str:
    return f"/plaatsingen/{placement.id}/begeleiding"


def test_an_empty_file_says_what_to_fill_in(coach: StrictClient, here: str) -> None:
    page = coach.get(here).page
    assert page.h1.startswith("Begeleiding van")
    assert "Vul in wat er in het besluit staat." in page.text
    assert "Er is nog geen tijd opgeschreven." in page.text
    assert "Vraag vervolg aan" not in page.text


def test_hours_goals_and_time_are_written_down(coach: StrictClient, session: Session, here: str) -> None:
    assert coach.post(f"{here}/uren", data=BLOCK).status_code == 303
    assert coach.post(f"{here}/doel", data={"title": "Zelf de dag plannen"}).status_code == 303
    goal = session.scalars(select(CoachingGoal)).one()
    typed = {"worked_on": "2026-08-03", "minutes": "480", "kind": "direct", "goal_id": str(goal.id), "note": "Geoefend"}
    assert coach.post(f"{here}/tijd", data=typed).status_code == 303
    page = coach.get(here).page
    assert "8 uur van 10 uur gebruikt" in page.text
    assert "De begeleiding is bijna op" in page.text
    assert "Chef magazijn" in page.text
    assert any("480 min" in row and "Zelf de dag plannen" in row for row in page.texts("tr"))
    listed = coach.get("/begeleiding").page
    assert "1 werknemer die je begeleidt" in listed.text
    assert "Bijna op" in listed.text
    day = coach.get("/mijn-dag").page
    assert "Begeleiding bijna op" in day.text


def test_a_goal_moves_and_time_is_taken_out(coach: StrictClient, session: Session, here: str) -> None:
    coach.post(f"{here}/doel", data={"title": "Zelf de dag plannen"})
    goal = session.scalars(select(CoachingGoal)).one()
    assert coach.post(f"{here}/doel-stand", data={"regel": str(goal.id), "stand": "gehaald"}).status_code == 303
    assert coach.post(f"{here}/doel-stand", data={"regel": str(goal.id), "stand": "later"}).status_code == 400
    coach.post(f"{here}/tijd", data={"worked_on": "2026-08-03", "minutes": "30", "kind": "indirect", "goal_id": ""})
    hour = session.scalars(select(CoachingHour)).one()
    assert coach.post(f"{here}/tijd-weghalen", data={"regel": str(hour.id)}).status_code == 303
    assert coach.post(f"{here}/tijd-weghalen", data={"regel": "geen"}).status_code == 404
    page = coach.get(here).page
    assert "Gehaald" in page.text
    assert "Er is nog geen tijd opgeschreven." in page.text


@pytest.mark.parametrize(
    ("tail", "data", "sentence"),
    [
        ("tijd", {"worked_on": "2026-08-04", "minutes": "30", "kind": "direct"}, "Deze dag moet nog komen."),
        ("tijd", {"worked_on": "2026-08-03", "minutes": "0", "kind": "direct"}, "Minuten"),
        ("doel", {"title": "Wennen aan de medicijnen"}, "Haal ‘medicijn’ weg."),
        ("uren", BLOCK | {"ends_on": "2026-05-01"}, "Kies een laatste dag na de eerste dag."),
        ("dreigende-uitval", {"risk": ""}, "Wat gaat er mis?"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    coach: StrictClient, here: str, tail: str, data: dict[str, str], sentence: str
) -> None:
    answer = coach.post(f"{here}/{tail}", data=data)
    assert answer.status_code == 400
    assert sentence in answer.page.text
    assert answer.page.title.startswith("Fout: ")


def test_a_risk_stands_on_the_day_of_both_managers(
    coach: StrictClient, world: World, placement: Placement, here: str, session: Session,
    client_as: Callable[..., StrictClient],
) -> None:  # fmt: skip
    managers = [
        client_as(role, organisation=world.organisation) for role in (Role.ACCOUNT_MANAGER, Role.CLIENT_MANAGER)
    ]
    placement.owner_id, world.candidate.client_manager_id = (each.user.id for each in managers)
    session.flush()
    assert coach.post(f"{here}/dreigende-uitval", data={"risk": "uren"}).status_code == 303
    assert "Dreigende uitval is gemeld op 3 augustus 2026" in coach.get(here).page.text
    for each in managers:
        day = each.get("/mijn-dag").page
        assert f"Dreigende uitval: de uren of tijden passen niet (P-{placement.number})" in day.text


def test_who_reads_and_who_writes(
    coach: StrictClient, world: World, client_as: Callable[..., StrictClient], here: str
) -> None:
    coach.post(f"{here}/doel", data={"title": "Zelf de dag plannen"})
    manager = client_as(Role.CLIENT_MANAGER, organisation=world.organisation)
    page = manager.get(here).page
    assert "Zelf de dag plannen" in page.text
    assert "Voeg doel toe" not in page.text
    assert manager.post(f"{here}/doel", data={"title": "Iets anders"}).status_code == 403
    assert client_as(Role.ACCOUNT_MANAGER, organisation=world.organisation).get(here).status_code == 403
    assert client_as(Role.JOB_COACH, organisation=world.organisation).get(here).status_code == 404
    assert client_as(Role.EMPLOYER_ADMIN).get(here).status_code in (403, 404)


def test_the_pages_ask_little(coach: StrictClient, here: str, database: Database) -> None:
    coach.post(f"{here}/uren", data=BLOCK)
    for minutes in ("30", "45", "60"):
        coach.post(f"{here}/tijd", data={"worked_on": "2026-08-03", "minutes": minutes, "kind": "direct"})
    for address in (here, "/begeleiding"):
        with counted(database) as seen:
            assert coach.get(address).status_code == 200
        assert len(seen) <= 14, address
