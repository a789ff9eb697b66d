"""Introductions on the pages: made from a ranking, answered step by step by who may."""

import io
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.placements.world import World
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.placements.enums import ClosingReason, IntroductionState
from wsp.placements.models import Introduction

AsRole = Callable[..., StrictClient]
NASTY = "=1+1\"><script>alert(1)</script> 🚴‍♀️ '; --"
State = IntroductionState


def address(introduction: Introduction, *rest: str) -> str:
    return "/".join(["/voordrachten", str(introduction.id), *rest])


def state_of(session: Session, introduction: Introduction) -> str:
    return session.get_one(Introduction, introduction.id, populate_existing=True).state


def test_candidates_are_introduced_from_the_match_list(session: Session, world: World, client: StrictClient) -> None:
    other = world.person()
    run = uuid4()
    target = f"/vacatures/{world.vacancy.id}/kandidaten/voordragen"
    response = client.post(target, data={"run": str(run), "kies": [str(world.candidate.id), str(other.id)]})
    assert response.status_code == 303
    assert response.location.endswith(f"/voordrachten?vacature={world.vacancy.id}")
    made = session.scalars(select(Introduction)).all()
    assert {each.candidate_id for each in made} == {world.candidate.id, other.id}
    assert {each.shortlist_run_id for each in made} == {run}
    page = client.get(response.location).page
    assert "2 voordrachten gemaakt." in page.text
    assert f"K-{other.number}" in page.text


def test_nobody_chosen_leads_back_with_a_message(world: World, client: StrictClient) -> None:
    target = f"/vacatures/{world.vacancy.id}/kandidaten/voordragen"
    response = client.post(target, data={"kies": [NASTY], "run": "x"})
    assert response.status_code == 303
    assert response.location.endswith(f"/vacatures/{world.vacancy.id}/kandidaten")
    assert "Kies eerst een of meer kandidaten." in client.get(response.location).page.text


def test_somebody_who_is_introduced_already(world: World, client: StrictClient) -> None:
    world.introduce()
    target = f"/vacatures/{world.vacancy.id}/kandidaten/voordragen"
    response = client.post(target, data={"kies": [str(world.candidate.id)]})
    assert response.status_code == 409
    assert f"Kandidaat K-{world.candidate.number} is al voorgedragen" in response.page.text


@pytest.mark.rule("S5")
@pytest.mark.parametrize("role", [Role.CLIENT_MANAGER, Role.JOB_COACH, Role.POLICY_OFFICER])
def test_only_an_account_manager_introduces(session: Session, world: World, as_role: AsRole, role: Role) -> None:
    target = f"/vacatures/{world.vacancy.id}/kandidaten/voordragen"
    assert as_role(role).post(target, data={"kies": [str(world.candidate.id)]}).status_code == 403
    assert session.scalars(select(Introduction)).all() == []


def test_the_list_filters_sorts_and_logs(session: Session, world: World, client: StrictClient) -> None:
    world.introduce()
    number = f"K-{world.candidate.number}"
    page = client.get("/voordrachten").page
    assert page.h1 == "Voordrachten"
    assert number in page.text
    assert "de klantmanager" in page.text
    assert world.candidate.id in session.scalars(select(ReadEvent.subject_id)).all()
    shown = (
        f"stand={State.CLIENT_MANAGER_ASKED}",
        f"vacature={world.vacancy.id}",
        "q=order",
        "ook-klaar=1",
        f"q={number}",
    )
    for query in shown:
        assert number in client.get(f"/voordrachten?{query}").page.text, query
    for query in ("stand=gesprek", "wacht=1", "van-mij=1", f"vacature={uuid4()}", "q=zzz"):
        assert "Niets gevonden" in client.get(f"/voordrachten?{query}").page.text, query
    assert number in client.get("/voordrachten?stand=x&vacature=y&sorteer=z&pagina=99").page.text
    assert client.get("/voordrachten?sorteer=werkgever&aflopend=1").page.all("th", aria_sort="descending")


@pytest.mark.rule("S9")
def test_the_spreadsheet_is_masked_and_logged(session: Session, world: World, client: StrictClient) -> None:
    world.introduce(world.person(agreed=False, name=("Sanneke", None, "Proefnaam")))
    response = client.post("/voordrachten/exporteren?q=order")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.data)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Kandidaat"
    assert len(rows) == 2
    assert "Sanneke" not in str(rows)
    logged = session.scalars(select(AuditEvent).where(AuditEvent.action == "introductions.exported")).one()
    assert logged.after == {"rows": 1, "filters": {"q": "ingevuld"}}


@pytest.mark.rule("R14")
def test_the_list_asks_the_same_for_one_and_for_many(world: World, client: StrictClient, database: Database) -> None:
    world.introduce()
    with counted(database) as one:
        client.get("/voordrachten")
    for _ in range(12):
        world.introduce(world.person())
    with counted(database) as many:
        client.get("/voordrachten")
    assert len(many) == len(one)


@pytest.mark.rule("S7")
def test_an_account_manager_sees_no_name_before_the_candidate_agreed(world: World, client: StrictClient) -> None:
    introduction = world.introduce(world.person(agreed=False, name=("Sanneke", None, "Proefnaam")))
    for path in ("/voordrachten", address(introduction), address(introduction, "stap", "afgewezen")):
        text = client.get(path).get_data(as_text=True)
        assert "Sanneke" not in text
        assert "Proefnaam" not in text


def test_the_client_manager_is_asked_and_agrees(session: Session, world: World, as_role: AsRole) -> None:
    introduction = world.introduce()
    manager = as_role(Role.CLIENT_MANAGER)
    page = manager.get(address(introduction)).page
    assert "Geef antwoord op deze voordracht" in page.text
    assert [each.get("action") for each in page.all("form") if "akkoord" in (each.get("action") or "")]
    assert manager.post(address(introduction, "akkoord")).status_code == 303
    assert session.get_one(Introduction, introduction.id, populate_existing=True).agreed_by_id == manager.user.id
    again = manager.post(address(introduction, "akkoord"))
    assert again.status_code == 409
    assert "Het akkoord is al gegeven." in again.page.text


def test_not_now_needs_a_reason_that_colleagues_read(session: Session, world: World, as_role: AsRole) -> None:
    introduction = world.introduce()
    manager = as_role(Role.CLIENT_MANAGER)
    empty = manager.post(address(introduction, "nu-niet"), data={"note": " "})
    assert empty.status_code == 400
    assert "Vul 'Waarom nu niet?' in." in empty.page.text
    assert manager.post(address(introduction, "nu-niet"), data={"note": NASTY}).status_code == 303
    found = session.get_one(Introduction, introduction.id, populate_existing=True)
    assert (found.state, found.closed_reason) == (State.WITHDRAWN, ClosingReason.CLIENT_MANAGER_NOT_NOW)
    page = manager.get(address(introduction)).page
    assert NASTY in page.text
    assert "Alleen voor collega’s" in page.text


def test_a_list_without_anything_running_leads_to_what_is_done(world: World, as_role: AsRole) -> None:
    manager = as_role(Role.CLIENT_MANAGER)
    assert "Nog geen voordrachten" in manager.get("/voordrachten").page.text
    introduction = world.introduce()
    manager.post(address(introduction, "nu-niet"), data={"note": "Eerst een cursus."})
    page = manager.get("/voordrachten").page

    assert "Nog geen voordrachten" not in page.text
    assert "Er loopt nu geen voordracht" in page.text
    assert 'href="/voordrachten?ook-klaar=1"' in page.source


@pytest.mark.rule("S6")
def test_another_organisation_answers_nothing(session: Session, world: World, as_role: AsRole) -> None:
    introduction = world.introduce()
    stranger = as_role(Role.CLIENT_MANAGER, organisation=accounts.organisation(session, "Gemeente Ginder"))
    assert stranger.get(address(introduction)).status_code == 404
    assert stranger.post(address(introduction, "akkoord")).status_code == 404
    assert stranger.post(address(introduction, "nu-niet"), data={"note": "x"}).status_code == 404
    assert state_of(session, introduction) == State.CLIENT_MANAGER_ASKED


def test_the_whole_way_to_the_talk_with_one_press_each(session: Session, world: World, client: StrictClient) -> None:
    introduction = world.introduce()
    assert "Wacht op de klantmanager" in client.get(address(introduction)).page.text
    early = client.post(address(introduction, "stap", State.ANONYMOUS))
    assert early.status_code == 409
    assert "De klantmanager gaf nog geen akkoord." in early.page.text
    world.agree(introduction)
    for step in (State.ANONYMOUS, State.INTEREST, State.CANDIDATE_ASKED, State.NAMED):
        page = client.get(address(introduction)).page
        actions = [form.get("action") for form in page.all("form")]
        assert address(introduction, "stap", step) in actions, step
        assert client.post(address(introduction, "stap", step)).status_code == 303
    invite = address(introduction, "stap", State.INVITED)
    missing = client.post(invite, data={"appointment_place": "Kantine"})
    assert missing.status_code == 400
    assert missing.page.one("input", name="appointment_place").get("value") == "Kantine"
    past = client.post(invite, data={"appointment_at": "2020-01-01T10:00"})
    assert past.status_code == 400
    assert "Dit moment is voorbij." in past.page.text
    assert (
        client.post(invite, data={"appointment_at": "2026-08-12T10:30", "appointment_place": NASTY}).status_code == 303
    )
    shown = client.get(address(introduction)).page.text
    assert "12 augustus 2026 om 10.30 uur" in shown
    assert NASTY in shown
    assert client.post(address(introduction, "stap", State.INTERVIEW)).status_code == 303
    last = client.get(address(introduction)).page
    assert f"/plaatsingen/nieuw?voordracht={introduction.id}" in [link.get("href") for link in last.all("a")]


def test_a_talk_goes_into_the_diary_without_a_name(world: World, client: StrictClient) -> None:
    introduction = world.named()
    assert client.get(address(introduction, "agenda")).status_code == 404
    when = clock.now().replace(microsecond=0) + timedelta(days=3)
    world.move(introduction, State.INVITED, appointment_at=when, appointment_place="Stationsplein 3, Assen")
    links = [link.get("href") for link in client.get(address(introduction)).page.all("a")]
    assert address(introduction, "agenda") in links
    answer = client.get(address(introduction, "agenda"))
    assert answer.mimetype == "text/calendar"
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.get_data(as_text=True).replace("\r\n ", "")
    assert f"DTSTART:{when:%Y%m%dT%H%M%SZ}" in text
    assert "LOCATION:Stationsplein 3\\, Assen" in text
    assert world.vacancy.title in text
    assert world.candidate.last_name not in text
    assert f"K-{world.candidate.number}" not in text


def test_a_step_that_does_not_follow_is_refused(session: Session, world: World, client: StrictClient) -> None:
    introduction = world.introduce()
    for method in (client.get, client.post):
        response = method(address(introduction, "stap", State.INTERVIEW))
        assert response.status_code == 409
        assert "kan niet" in response.page.text
    for name in ("bestaat-niet", "aangenomen", "verlopen"):
        assert client.get(address(introduction, "stap", name)).status_code == 404
    assert state_of(session, introduction) == State.CLIENT_MANAGER_ASKED


def test_a_double_press_is_told_what_happened(world: World, client: StrictClient) -> None:
    introduction = world.agree(world.introduce())
    assert client.post(address(introduction, "stap", State.ANONYMOUS)).status_code == 303
    second = client.post(address(introduction, "stap", State.ANONYMOUS))
    assert second.status_code == 409
    assert "Deze voordracht is nu 'anoniem aangeboden'." in second.page.text


def test_a_refusal_has_a_reason_and_may_be_shared(session: Session, world: World, client: StrictClient) -> None:
    introduction = world.introduce()
    reject = address(introduction, "stap", State.REJECTED)
    empty = client.post(reject, data={"note": NASTY})
    assert empty.status_code == 400
    assert "Kies waarom deze voordracht stopt." in empty.page.text
    assert NASTY in "".join(empty.page.one("textarea").itertext())
    secret = client.post(reject, data={"reason": "niet-verschenen", "shared": "on"})
    assert secret.status_code == 400
    assert "Deze reden is alleen voor collega’s." in secret.page.text
    assert client.post(reject, data={"reason": "uren", "shared": "on", "note": "Te vroeg"}).status_code == 303
    page = client.get(address(introduction)).page
    assert "Uren of werktijden passen niet" in page.text
    assert "De kandidaat mag dit weten" in page.text
    assert not page.primary_actions()


def test_the_client_manager_may_stop_but_not_offer(session: Session, world: World, as_role: AsRole) -> None:
    introduction = world.agree(world.introduce())
    manager = as_role(Role.CLIENT_MANAGER)
    assert manager.post(address(introduction, "stap", State.ANONYMOUS)).status_code == 403
    assert manager.get(address(introduction, "stap", State.WITHDRAWN)).status_code == 200
    data = {"reason": "kandidaat-wil-niet"}
    assert manager.post(address(introduction, "stap", State.WITHDRAWN), data=data).status_code == 303
    assert state_of(session, introduction) == State.WITHDRAWN


def test_a_job_coach_reads_along(world: World, as_role: AsRole) -> None:
    coach = as_role(Role.JOB_COACH)
    introduction = world.introduce(world.person(job_coach_id=coach.user.id))
    page = coach.get(address(introduction)).page
    assert not page.primary_actions()
    assert coach.get(address(introduction, "stap", State.WITHDRAWN)).status_code == 403
    assert coach.post(address(introduction, "akkoord")).status_code == 403
    assert coach.post("/voordrachten/exporteren").status_code == 403


def test_a_placement_is_where_the_introduction_leads(world: World, client: StrictClient) -> None:
    introduction = world.named()
    placement = world.place(introduction)
    page = client.get(address(introduction)).page
    assert "Deze voordracht werd een plaatsing" in page.text
    assert f"/plaatsingen/{placement.id}" in [link.get("href") for link in page.all("a")]


def test_the_asked_candidate_is_brought_to_the_agreement(world: World, as_role: AsRole) -> None:
    introduction = world.agree(world.introduce())
    world.move(introduction, State.ANONYMOUS, State.INTEREST, State.CANDIDATE_ASKED)
    page = as_role(Role.CLIENT_MANAGER).get(address(introduction)).page
    assert f"/kandidaten/{world.candidate.id}/akkoord" in [link.get("href") for link in page.all("a")]


def test_an_introduction_that_is_not_there(world: World, client: StrictClient) -> None:
    assert client.get(f"/voordrachten/{uuid4()}").status_code == 404
    assert client.get(f"/voordrachten/{uuid4()}/stap/afgewezen").status_code == 404
