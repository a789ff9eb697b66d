"""The talks in somebody's own diary: switched on at Mijn account, then asked without logging in."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import structlog
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.employers import factories as employers
from tests.placements import world as worlds
from tests.placements.world import World
from tests.statements import counted
from tests.web.conftest import StrictClient
from tests.web.portal.conftest import organisation_of
from wsp.accounts.models import DiaryAddress, User, UserSession
from wsp.accounts.permissions import Role
from wsp.accounts.service import diary
from wsp.audit.enums import Purpose
from wsp.audit.models import ReadEvent
from wsp.candidates.enums import SharingPurpose
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.placements.enums import ClosingReason
from wsp.placements.enums import IntroductionState as S
from wsp.placements.models import Introduction

ClientAs = Callable[..., StrictClient]
Event = dict[str, str]


@pytest.fixture
def world(session: Session) -> Iterator[World]:
    """A vacancy and a candidate who agreed, on a day whose law is known."""
    with clock.frozen(date(2026, 8, 3)):
        yield worlds.build(session)


def talk(world: World, *, days: int = 3, **given: object) -> Introduction:
    introduction = world.named()
    return world.move(
        introduction, S.INVITED, appointment_at=clock.now() + timedelta(days=days), appointment_place="Plein 3, Assen",
        **given,
    )  # fmt: skip


def events(visitor: StrictClient, token: str) -> list[Event]:
    """The talks that the address gives: read by the rules of RFC 5545."""
    answer = visitor.get(f"/agenda/{token}.ics")
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    text = answer.get_data(as_text=True).replace("\r\n ", "")
    return [
        dict(line.split(":", 1) for line in part.split("END:VEVENT")[0].strip().split("\r\n"))
        for part in text.split("BEGIN:VEVENT")[1:]
    ]


def of(session: Session, actor: Actor) -> str:
    """The token of this person's address; the session goes back to the region of the world."""
    db.enter_region(session, actor.region_id)
    token = diary.switch_on(session, actor=actor)
    db.enter_region(session, REGION)
    return token


def test_an_address_is_made_shown_once_renewed_and_switched_off(
    client_as: ClientAs, visitor: StrictClient, session: Session
) -> None:
    client = client_as(Role.ACCOUNT_MANAGER)
    assert "/mijn-account/agenda" in [link.get("href") for link in client.get("/mijn-account").page.all("a")]
    assert "nu geen adres" in client.get("/mijn-account/agenda").page.text
    shown = []
    for _ in range(2):
        made = client.post("/mijn-account/agenda")
        assert made.status_code == 200
        assert made.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in made.headers["Cache-Control"]
        found = re.search(r"/agenda/(\S+)\.ics", made.page.one("code").text)
        assert found is not None
        shown.append(found[1])
    old, new = shown
    page = client.get("/mijn-account/agenda").page
    assert new not in page.source
    assert "nog niet" in page.text
    assert visitor.get(f"/agenda/{old}.ics").status_code == 404
    assert events(visitor, new) == []
    assert "nog niet" not in client.get("/mijn-account/agenda").page.text
    assert client.post("/mijn-account/agenda/uitzetten").status_code == 303
    assert visitor.get(f"/agenda/{new}.ics").status_code == 404
    assert client.post("/mijn-account/agenda/uitzetten").status_code == 409


def test_the_address_is_asked_for_with_a_fresh_proof(client_as: ClientAs, session: Session) -> None:
    client = client_as(Role.ACCOUNT_MANAGER)
    session.execute(update(UserSession).values(verified_at=clock.now() - timedelta(hours=1)))
    assert client.post("/mijn-account/agenda").status_code == 303
    assert session.scalar(select(func.count()).select_from(DiaryAddress)) == 0


def test_a_role_without_talks_is_told_so(client_as: ClientAs) -> None:
    client = client_as(Role.ADMINISTRATOR)
    assert "/mijn-account/agenda" not in [link.get("href") for link in client.get("/mijn-account").page.all("a")]
    assert "heeft geen gesprekken" in client.get("/mijn-account/agenda").page.text
    assert client.post("/mijn-account/agenda").status_code == 403


def test_a_talk_is_the_one_of_the_file_and_names_nobody(
    world: World, visitor: StrictClient, client_as: ClientAs, session: Session
) -> None:
    introduction = talk(world)
    token = of(session, world.account_manager)
    (found,) = events(visitor, token)
    assert found["UID"] == f"gesprek-{introduction.id}"
    assert found["SUMMARY"] == f"Gesprek bij {world.employer.name}: {world.vacancy.title}"
    assert found["LOCATION"] == "Plein 3\\, Assen"
    assert found["URL"].endswith(f"/voordrachten/{introduction.id}")
    assert found["DTSTART;TZID=Europe/Amsterdam"] == f"{clock.local(introduction.appointment_at):%Y%m%dT%H%M%S}"
    assert found["STATUS"] == "CONFIRMED"
    assert found["LAST-MODIFIED"] == f"{introduction.updated_at:%Y%m%dT%H%M%SZ}"
    reader = client_as(Role.ACCOUNT_MANAGER, organisation=world.organisation)
    file = reader.get(f"/voordrachten/{introduction.id}/agenda").get_data(as_text=True).replace("\r\n ", "")
    for name in ("UID", "SEQUENCE", "LAST-MODIFIED", "SUMMARY", "URL"):
        assert f"{name}:{found[name]}\r\n" in file
    whole = visitor.get(f"/agenda/{token}.ics").get_data(as_text=True).replace("\r\n ", "")
    person = world.candidate
    for secret in (person.last_name, f"K-{person.number}", str(person.id)):
        assert secret not in whole


def test_the_answer_is_private_sets_no_session_and_is_asked_only_once_without_a_change(
    world: World, visitor: StrictClient, session: Session
) -> None:
    introduction = talk(world)
    token = of(session, world.account_manager)
    visitor.delete_cookie("session")
    answer = visitor.get(f"/agenda/{token}.ics")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    mark = {"If-None-Match": answer.headers["ETag"]}
    with clock.frozen(clock.now() + timedelta(minutes=15)):
        assert visitor.get(f"/agenda/{token}.ics", headers=mark).status_code == 304
        world.move(introduction, S.INTERVIEW)
        again = visitor.get(f"/agenda/{token}.ics", headers=mark)
        assert again.status_code == 200


@pytest.fixture
def talkative() -> Iterator[None]:
    """The log says everything, as in production; the other tests are silent."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("talkative")
def test_no_line_of_the_log_holds_the_address(
    world: World, visitor: StrictClient, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    """What the program says of a request, found or not, and what its libraries say."""
    caplog.set_level(logging.DEBUG)
    token = of(session, world.account_manager)
    with structlog.testing.capture_logs() as lines:
        events(visitor, token)
        assert visitor.get(f"/agenda/{token}x.ics").status_code == 404
    assert [line["endpoint"] for line in lines if line["event"] == "request"] == ["diary.feed"] * 2
    body = token.partition(".")[0]
    assert body not in str(lines)
    assert body not in caplog.text


def test_a_wrong_an_ended_and_a_blocked_address_answer_alike(
    world: World, visitor: StrictClient, session: Session
) -> None:
    talk(world)
    ended = of(session, world.account_manager)
    diary.switch_off(session, actor=world.account_manager)
    blocked = of(session, world.client_manager)
    session.execute(update(User).where(User.id == world.client_manager.user_id).values(active=False))
    answers = [visitor.get(f"/agenda/{token}.ics") for token in (ended, blocked, f"{ended[:-1]}x", "x")]
    assert {answer.status_code for answer in answers} == {404}
    texts = {answer.page.one("main").text for answer in answers}
    assert len(texts) == 1
    assert all("BEGIN:VCALENDAR" not in answer.get_data(as_text=True) for answer in answers)


def test_who_asks_all_the_time_is_told_to_wait(visitor: StrictClient, session: Session, world: World) -> None:
    token = of(session, world.account_manager)
    session.execute(update(DiaryAddress).values(window_began_at=clock.now(), window_count=diary.MOST))
    answer = visitor.get(f"/agenda/{token}.ics")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_everybody_gets_their_own_talks_only(
    world: World, visitor: StrictClient, client_as: ClientAs, session: Session
) -> None:
    introduction = talk(world)
    coach = client_as(Role.JOB_COACH, organisation=world.organisation)
    manager = client_as(Role.ACCOUNT_MANAGER, organisation=world.organisation)
    other = client_as(Role.CLIENT_MANAGER, organisation=world.organisation)
    assert len(events(visitor, of(session, world.account_manager))) == 1
    assert len(events(visitor, of(session, world.client_manager))) == 1
    for client in (coach, manager, other):
        assert events(visitor, of(session, client.actor)) == []
    session.get_one(type(world.candidate), introduction.candidate_id).job_coach_id = coach.user.id
    world.employer.owner_id = manager.user.id
    session.flush()
    for client in (coach, manager):
        assert len(events(visitor, of(session, client.actor))) == 1


def test_the_wall_of_the_region_holds(
    world: World, visitor: StrictClient, client_as: ClientAs, session: Session
) -> None:
    """The same person, at work in two regions: each address shows its own."""
    talk(world)
    who = session.get_one(User, world.account_manager.user_id)
    elsewhere = accounts.actor(session, region="AM14", who=who)
    assert events(visitor, of(session, elsewhere)) == []
    assert len(events(visitor, of(session, world.account_manager))) == 1


def test_somebody_whose_data_are_only_kept_is_in_nobodys_diary(
    world: World, visitor: StrictClient, session: Session
) -> None:
    talk(world)
    token = of(session, world.account_manager)
    world.candidate.restricted_since = clock.now()
    session.flush()
    assert events(visitor, token) == []


def test_a_talk_that_is_called_off_says_so_for_thirty_days(
    world: World, visitor: StrictClient, session: Session
) -> None:
    introduction = talk(world, days=40)
    token = of(session, world.account_manager)
    before = int(events(visitor, token)[0]["SEQUENCE"])
    with clock.frozen(clock.now() + timedelta(hours=1)) as frozen:
        world.move(introduction, S.WITHDRAWN, reason=ClosingReason.CANDIDATE_DECLINES)
        (found,) = events(visitor, token)
        assert found["STATUS"] == "CANCELLED"
        assert int(found["SEQUENCE"]) > before
        frozen.tick(timedelta(days=29))
        assert len(events(visitor, token)) == 1
        frozen.tick(timedelta(days=2))
        assert events(visitor, token) == []


def test_who_was_turned_down_after_the_talk_did_have_it(world: World, visitor: StrictClient, session: Session) -> None:
    introduction = talk(world, days=1)
    token = of(session, world.account_manager)
    with clock.frozen(clock.now() + timedelta(days=2)):
        world.move(introduction, S.INTERVIEW)
        world.move(introduction, S.REJECTED, reason=ClosingReason.OTHER_CHOSEN)
        (found,) = events(visitor, token)
        assert found["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(("days", "shown"), [(-31, 0), (-29, 1), (364, 1), (366, 0)])
def test_a_month_back_and_a_year_ahead(
    world: World, visitor: StrictClient, session: Session, days: int, shown: int
) -> None:
    introduction = talk(world)
    session.execute(
        update(Introduction)
        .where(Introduction.id == introduction.id)
        .values(appointment_at=clock.now() + timedelta(days=days))
    )
    assert len(events(visitor, of(session, world.account_manager))) == shown


@pytest.mark.rule("L2")
def test_the_log_says_once_a_day_who_was_shown(world: World, visitor: StrictClient, session: Session) -> None:
    talk(world)
    token = of(session, world.account_manager)

    def logged() -> list[datetime]:
        return list(
            session.scalars(
                select(ReadEvent.created_at).where(
                    ReadEvent.purpose == Purpose.DIARY,
                    ReadEvent.subject_id == world.candidate.id,
                    ReadEvent.user_id == world.account_manager.user_id,
                )
            )
        )

    with clock.frozen(clock.now()) as frozen:
        for _ in range(3):
            events(visitor, token)
            frozen.tick(timedelta(minutes=15))
        assert len(logged()) == 1
        frozen.tick(timedelta(days=1))
        events(visitor, token)
        assert len(logged()) == 2


def test_more_talks_ask_no_more_of_the_database(
    world: World, visitor: StrictClient, session: Session, database: Database
) -> None:
    token = of(session, world.account_manager)

    def asked() -> int:
        with counted(database) as seen:
            events(visitor, token)
        return len(seen)

    people = [world.person(client_manager_id=world.client_manager.user_id) for _ in range(4)]
    when = clock.now() + timedelta(days=2)
    world.move(world.named(people[0]), S.INVITED, appointment_at=when)
    one = asked()
    for person in people[1:]:
        world.move(world.named(person), S.INVITED, appointment_at=when)
    assert len(events(visitor, token)) == 4
    assert asked() <= one <= 12


class TestEmployer:
    """Somebody of an employer: the talks of their own vacancies, as the portal shows them."""

    @pytest.fixture
    def token(self, world: World, client_as: ClientAs, session: Session) -> str:
        """The address of somebody of the employer."""
        organisation = organisation_of(session, world.employer, world.account_manager)
        client = client_as(Role.EMPLOYER_STAFF, organisation=organisation)
        assert "u heeft" in client.get("/mijn-account/agenda").page.text.lower()
        return of(session, client.actor)

    def test_the_talk_is_there_without_a_name(self, world: World, visitor: StrictClient, token: str) -> None:
        introduction = talk(world)
        (found,) = events(visitor, token)
        assert found["UID"] == f"gesprek-{introduction.id}"
        assert found["SUMMARY"] == f"Gesprek met een kandidaat: {world.vacancy.title}"
        assert found["URL"].endswith(f"/portaal/kandidaten/{introduction.id}")
        assert world.candidate.last_name not in str(found)

    def test_nobody_of_another_employer_sees_it(
        self, world: World, visitor: StrictClient, client_as: ClientAs, session: Session
    ) -> None:
        talk(world)
        other = employers.employer(session, world.account_manager, "Andere werkgever")
        client = client_as(Role.EMPLOYER_ADMIN, organisation=organisation_of(session, other, world.account_manager))
        assert events(visitor, of(session, client.actor)) == []

    def test_it_goes_when_the_agreement_is_taken_back(
        self, world: World, visitor: StrictClient, session: Session, token: str
    ) -> None:
        talk(world)
        assert len(events(visitor, token)) == 1
        with clock.frozen(clock.now() + timedelta(days=1)):
            candidates.agreement(
                session, world.candidate, SharingPurpose.NAMED, employer_id=world.employer.id, given=False
            )
            assert events(visitor, token) == []

    def test_a_talk_that_is_called_off_says_so_as_long_as_the_portal_does(
        self, world: World, visitor: StrictClient, token: str
    ) -> None:
        introduction = talk(world, days=20)
        with clock.frozen(clock.now() + timedelta(hours=1)) as frozen:
            world.move(introduction, S.WITHDRAWN, reason=ClosingReason.CANDIDATE_DECLINES)
            assert [each["STATUS"] for each in events(visitor, token)] == ["CANCELLED"]
            frozen.tick(timedelta(days=15))
            assert events(visitor, token) == []
