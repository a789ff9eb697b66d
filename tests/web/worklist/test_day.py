"""Mijn dag: groups, one way on per task, finishing, moving, handing over."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.placements import world as worlds
from tests.statements import counted
from tests.web.conftest import StrictClient
from tests.web.page import text_of
from wsp.accounts.enums import OrganisationKind
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.worklist import service
from wsp.worklist.enums import GROUP_LABELS, Group, SubjectKind, TaskKind
from wsp.worklist.models import Task

LogIn = Callable[..., StrictClient]
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def client(client_as: LogIn) -> StrictClient:
    return client_as("accountmanager")


@pytest.fixture
def on_tuesday(client_as: LogIn) -> Iterator[StrictClient]:
    """Somebody who logged in on a Tuesday, which goes on for the whole test."""
    with clock.frozen(TUESDAY):
        yield client_as("accountmanager")


def _plan(session: Session, actor: Actor, days: int = 0, **given: object) -> Task:
    values: dict[str, object] = {
        "kind": TaskKind.CALL_BACK,
        "title": "Terugbellen over de proefplaatsing",
        "subject": (SubjectKind.EMPLOYER, uuid.uuid4()),
        "due_on": clock.today() + timedelta(days=days),
        "assigned_to_id": actor.user_id,
    }
    task = service.plan(session, actor, **{**values, **given})  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    session.flush()
    return task


@pytest.mark.parametrize(
    "role",
    ["accountmanager", "klantmanager", "jobcoach", "beleidsmedewerker", "privacyfunctionaris", "beheerder"],
)
def test_an_empty_day_explains_the_first_step(client_as: LogIn, session: Session, role: str) -> None:
    # After every value that the law announced, in a region without a municipality: both are work to be done.
    office = accounts.organisation(session, "WSP Proef", kind=OrganisationKind.WSP)
    with clock.frozen(date(2031, 6, 2)):
        page = client_as(role, organisation=office).get("/mijn-dag").page
    assert "Er staat niets te doen" in page.text
    assert page.title.startswith("Mijn dag")


def test_tasks_stand_in_their_groups_with_counts_that_lead_there(on_tuesday: StrictClient, session: Session) -> None:
    me = on_tuesday.actor
    _plan(session, me, -4, title="Te lang gewacht")
    _plan(session, me, 0, title="Vandaag doen")
    _plan(session, me, 1, title="Morgen doen")
    _plan(session, me, 30, kind=TaskKind.CONTRACT_ENDS, title="Contract P-1 loopt af")
    _plan(session, me, 0, kind=TaskKind.VACANCY_REVIEW, title="Vacature V-1 beoordelen")
    page = on_tuesday.get("/mijn-dag").page
    jumps = {a.get("href"): "".join(a.itertext()) for ul in page.all("ul", class_="wsp-jump") for a in ul.iter("a")}
    assert jumps == {
        "#te-laat": "1te laat", "#vandaag": "1vandaag", "#deze-week": "1deze week",
        "#te-beoordelen": "1vacatures te beoordelen", "#loopt-af": "1loopt af binnen 90 dagen",
    }  # fmt: skip
    for anchor in jumps:
        page.one(id=anchor.removeprefix("#"))
    assert "2 werkdagen te laat" in page.text
    assert "Je hebt vandaag 2 dingen te doen." in page.text


@pytest.mark.parametrize(("hour", "words"), [(8, "Goedemorgen"), (13, "Goedemiddag"), (20, "Goedenavond")])
def test_the_greeting_follows_the_dutch_clock(client_as: LogIn, hour: int, words: str) -> None:
    with clock.frozen(datetime(2026, 11, 24, hour, 30, tzinfo=clock.AMSTERDAM)):
        assert client_as("accountmanager").get("/mijn-dag").page.h1.startswith(words)


def test_al_gebeld_finishes_the_task(client: StrictClient, session: Session) -> None:
    task = _plan(session, client.actor, subject=(SubjectKind.PLACEMENT, uuid.uuid4()), kind=TaskKind.AFTERCARE_WEEK_4)
    page = client.get("/mijn-dag").page
    (form,) = [f for f in page.all("form") if f.get("action") == f"/taken/{task.id}/afronden"]
    assert client.post(form.get("action"), data=page.fields(form)).status_code == 303
    session.refresh(task)
    assert (task.outcome, task.done_by_id) == ("Gebeld", client.user.id)
    assert "De taak is afgerond." in client.get("/mijn-dag").page.text


def test_a_task_about_an_employer_leads_to_the_report(client: StrictClient, session: Session) -> None:
    task = _plan(session, client.actor)
    page = client.get("/mijn-dag").page
    assert page.all("a", href=f"/werkgevers/{task.subject_id}/contact?taak={task.id}")
    assert not [f for f in page.all("form") if (f.get("action") or "").endswith("/afronden")]


def test_a_task_is_moved_and_says_where_it_stood(on_tuesday: StrictClient, session: Session) -> None:
    task = _plan(session, on_tuesday.actor)
    response = on_tuesday.post(f"/taken/{task.id}/verzetten", data={"due_on": "26-11-2026"})
    assert response.status_code == 303
    assert "Stond op 24 november 2026." in on_tuesday.get("/mijn-dag").page.text


@pytest.mark.parametrize("typed", ["", "gisteren", "2020-01-01", "2036-01-01"])
def test_a_day_that_cannot_be_keeps_what_was_typed(client: StrictClient, session: Session, typed: str) -> None:
    task = _plan(session, client.actor)
    response = client.post(f"/taken/{task.id}/verzetten", data={"due_on": typed})
    assert response.status_code == 400
    assert response.page.title.startswith("Fout:")
    assert response.page.one("input", id="veld-due-on").get("value") == typed
    session.refresh(task)
    assert task.due_on == task.planned_on


def test_a_task_is_finished_with_a_note(client: StrictClient, session: Session) -> None:
    task = _plan(session, client.actor)
    client.post(f"/taken/{task.id}/afronden", data={"outcome": "niet-meer-nodig", "note": "Bedrijf is verhuisd"})
    session.refresh(task)
    assert task.outcome == "Niet meer nodig: Bedrijf is verhuisd"
    page = client.get(f"/taken/{task.id}").page
    assert not page.all("textarea")
    assert "Bedrijf is verhuisd" in page.text
    again = client.post(f"/taken/{task.id}/afronden", data={"outcome": "gedaan"})
    assert again.status_code == 409
    assert "al afgerond" in again.page.text


def test_an_unknown_outcome_is_refused(client: StrictClient, session: Session) -> None:
    task = _plan(session, client.actor)
    assert client.post(f"/taken/{task.id}/afronden", data={"outcome": "x"}).status_code == 400
    session.refresh(task)
    assert task.done_at is None


def test_a_task_is_handed_to_a_colleague(client: StrictClient, session: Session) -> None:
    task = _plan(session, client.actor)
    colleague = accounts.member(session, of=client.organisation)
    client.post(f"/taken/{task.id}/doorgeven", data={"to": str(colleague.id)})
    session.refresh(task)
    assert task.assigned_to_id == colleague.id
    assert client.post(f"/taken/{task.id}/doorgeven", data={"to": str(uuid.uuid4())}).status_code == 400


@pytest.mark.rule("S6")
def test_a_task_of_another_organisation_is_not_found(client_as: LogIn, session: Session) -> None:
    mine = client_as("accountmanager")
    task = _plan(session, mine.actor)
    other = client_as("accountmanager", organisation=accounts.organisation(session, "UWV Proef"))
    assert other.get(f"/taken/{task.id}").status_code == 404
    for what, data in (("afronden", {"outcome": "gedaan"}), ("verzetten", {"due_on": "2030-01-01"})):
        assert other.post(f"/taken/{task.id}/{what}", data=data).status_code == 404
    reader = client_as("beleidsmedewerker")
    assert reader.post(f"/taken/{task.id}/afronden", data={"outcome": "gedaan"}).status_code == 403
    session.refresh(task)
    assert task.done_at is None


def test_a_long_group_has_a_page_of_its_own(client: StrictClient, session: Session) -> None:
    for number in range(28):
        _plan(session, client.actor, title=f"Taak {number}")
    page = client.get("/mijn-dag").page
    assert "Alle 28 tonen" in page.text
    whole = client.get("/mijn-dag/vandaag?pagina=2").page
    assert len([li for ul in whole.all("ul", class_="wsp-rows") for li in ul.findall("li")]) == 3
    assert client.get("/mijn-dag/onzin").status_code == 404
    for group in Group:
        assert client.get(f"/mijn-dag/{group.value}").page.h1 == GROUP_LABELS[group]


def test_what_the_actor_may_not_read_has_no_link(client_as: LogIn, session: Session) -> None:
    coach = client_as("jobcoach")
    task = _plan(session, coach.actor, title="Overleg met werkgever")
    page = coach.get("/mijn-dag").page
    assert "Overleg met werkgever" in page.text
    assert not page.all("a", href=f"/werkgevers/{task.subject_id}")


@pytest.mark.rule("R14")
def test_the_day_asks_the_same_for_1_and_for_100_tasks(
    client: StrictClient, session: Session, database: Database
) -> None:
    def statements() -> int:
        session.flush()
        with counted(database) as seen:
            assert client.get("/mijn-dag").status_code == 200
        return len(seen)

    _plan(session, client.actor)
    _plan(session, client.actor, kind=TaskKind.INTRODUCTION_UNANSWERED)
    before = statements()
    for number in range(100):
        _plan(session, client.actor, number - 50, kind=list(TaskKind)[number % len(TaskKind)])
    assert statements() == before < 12


def test_a_line_says_which_work_and_employer_a_number_stands_for(client_as: LogIn, session: Session) -> None:
    world = worlds.build(session)
    placement = world.place()
    introduction = world.introduce(world.person())
    employer, title = world.employer.name, world.vacancy.title
    me = client_as("accountmanager", organisation=world.organisation)
    coach = client_as("jobcoach", organisation=world.organisation)
    for someone in (me, coach):
        for kind, subject_id in (
            (SubjectKind.VACANCY, world.vacancy.id),
            (SubjectKind.PLACEMENT, placement.id),
            (SubjectKind.INTRODUCTION, introduction.id),
        ):
            _plan(session, someone.actor, 0, title=f"Iets met {kind.value}", subject=(kind, subject_id))
    lines = [text_of(line) for line in me.get("/mijn-dag").page.all(class_="wsp-rows__main")]
    told = [line for line in lines if line.startswith("Iets met")]
    assert len(told) == 3
    assert all(title in line and employer in line for line in told), told
    assert employer not in coach.get("/mijn-dag").page.text, "nobody of theirs works there"
