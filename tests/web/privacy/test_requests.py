"""Requests on screen: filed, taken up, answered; access shows everything, a restriction hides, an objection unranks."""

import base64
import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.placements import world
from tests.privacy.people import plant
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.candidates import queries as candidate_queries
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import Candidate
from wsp.candidates.queries import CandidateFilter
from wsp.foundation import clock, db
from wsp.foundation.db import Database
from wsp.placements import queries as placements
from wsp.privacy import access
from wsp.privacy.models import DataRequest
from wsp.settings import Settings
from wsp.shortlists import queries as shortlists
from wsp.worklist.models import Task

ClientAs = Callable[..., StrictClient]
ON = date(2026, 11, 22)


def file(officer: StrictClient, person: Candidate, kind: str, **more: str) -> DataRequest:
    """File a request on screen and take it up; returns its row."""
    data = {"number": f"K-{person.number}", "kind": kind, "received_on": clock.today().isoformat()} | more
    answer = officer.post("/privacy/verzoeken/nieuw", data=data)
    assert answer.status_code == 303, answer.page.text
    request_id = answer.location.rsplit("/", 1)[1]
    assert officer.post(f"/privacy/verzoeken/{request_id}/oppakken").status_code == 303
    with db.unit_of_work(REGION) as session:
        return session.get_one(DataRequest, request_id)


def answer(officer: StrictClient, row: DataRequest, outcome: str = "toegewezen", **more: str) -> int:
    """Answer a request on screen."""
    with db.unit_of_work(REGION) as session:
        version = session.get_one(DataRequest, row.id).version
    data = {"outcome": outcome, "answer": "Wij hebben uw verzoek bekeken en doen dit.", "identity_checked": "on"}
    url = f"/privacy/verzoeken/{row.id}/beantwoorden"
    return officer.post(url, data=data | {"versie": str(version)} | more).status_code


def asked(statements: list[str]) -> int:
    """How many statements a page asked: without savepoints, and without the test client asking for the region."""
    own = ("SAVEPOINT", "RELEASE", "ROLLBACK", "select current_setting")
    return sum(not statement.startswith(own) for statement in statements)


@pytest.mark.rule("G9")
def test_a_request_has_a_term_and_stands_on_the_work_list(client_as: ClientAs, session: Session) -> None:
    person = candidates.candidate(session)
    with clock.frozen(ON):
        officer = client_as(Role.PRIVACY_OFFICER)
        row = file(officer, person, "inzage")
        assert row.due_on == date(2026, 12, 22)
        task = session.scalars(select(Task).where(Task.subject_id == row.id)).one()
        assert (task.due_on, task.title) == (row.due_on, f"AVG-{row.number}: inzage")
        assert f"AVG-{row.number}: inzage" in officer.get("/mijn-dag").page.text
        extended = officer.post(
            f"/privacy/verzoeken/{row.id}/verlengen",
            data={"reason": "Het dossier is groot en oud.", "versie": str(row.version)},
        )
        assert extended.status_code == 303
        session.expire_all()
        assert session.get_one(DataRequest, row.id).due_on == date(2027, 2, 22)
        assert session.get_one(Task, task.id).due_on == date(2027, 2, 22)
        again = officer.post(f"/privacy/verzoeken/{row.id}/verlengen", data={"reason": "Nog een keer.", "versie": "99"})
        assert again.status_code == 409
        assert answer(officer, row) == 303
        session.expire_all()
        assert session.get_one(Task, task.id).outcome == "Toegewezen"


def test_nothing_is_granted_before_it_is_sure_who_asks(client_as: ClientAs, session: Session) -> None:
    officer = client_as(Role.PRIVACY_OFFICER)
    row = file(officer, candidates.candidate(session), "beperking")
    refused = officer.post(
        f"/privacy/verzoeken/{row.id}/beantwoorden",
        data={"outcome": "toegewezen", "answer": "Wij doen wat u vraagt, met groet.", "versie": str(row.version)},
    )
    assert refused.status_code == 400
    assert "Controleer eerst wie dit vraagt." in refused.page.text


@pytest.mark.rule("G6")
def test_a_restriction_takes_somebody_out_of_every_list_and_ranking(client_as: ClientAs, session: Session) -> None:
    made = world.build(session)
    introduction = made.named()
    officer = client_as(Role.PRIVACY_OFFICER)

    def seen() -> dict[str, bool]:
        session.expire_all()
        wanted, actor = CandidateFilter(), made.account_manager
        ranking = shortlists.rank_for_vacancy(session, actor, made.vacancy.id, top=None).ranking
        ranked = {each.candidate_id for each in (*ranking.ranked, *ranking.fallen_out)}
        return {
            "lijst accountmanager": any(
                row.shown.id == made.candidate.id
                for row in candidate_queries.list_candidates(session, actor, wanted).rows
            ),
            "lijst klantmanager": any(
                row.shown.id == made.candidate.id
                for row in candidate_queries.list_candidates(session, made.client_manager, wanted).rows
            ),
            "matchlijst": str(made.candidate.id) in ranked,
            "voordrachten": any(
                row.id == introduction.id
                for row in placements.list_introductions(
                    session, actor, placements.IntroductionFilter(running=True)
                ).rows
            ),
            "export": any(
                row.shown.id == made.candidate.id
                for row in candidate_queries.all_candidates(session, made.client_manager, wanted, limit=100)
            ),
            "mag gedeeld": candidate_queries.agreement_holds(session, made.candidate.id, SharingPurpose.WSP),
        }

    before = seen()
    assert all(before.values()), before
    assert answer(officer, file(officer, made.candidate, "beperking")) == 303
    assert not any(seen().values())
    # The own organisation still opens the dossier, which says what holds.
    keeper = client_as(Role.CLIENT_MANAGER, organisation=made.organisation)
    page = keeper.get(f"/kandidaten/{made.candidate.id}")
    assert page.status_code == 200
    assert "alleen bewaard" in page.page.text
    assert client_as(Role.ACCOUNT_MANAGER).get(f"/kandidaten/{made.candidate.id}").status_code == 404
    row = session.scalars(select(DataRequest)).one()
    assert officer.post(f"/privacy/verzoeken/{row.id}/beperking-opheffen").status_code == 303
    assert seen() == before


@pytest.mark.rule("G7", "G8")
def test_an_objection_leaves_somebody_out_of_rankings_and_in_lists(client_as: ClientAs, session: Session) -> None:
    made = world.build(session)
    officer = client_as(Role.PRIVACY_OFFICER)
    assert answer(officer, file(officer, made.candidate, "bezwaar")) == 303
    session.expire_all()
    ranking = shortlists.rank_for_vacancy(session, made.account_manager, made.vacancy.id, top=None).ranking
    assert str(made.candidate.id) not in {each.candidate_id for each in (*ranking.ranked, *ranking.fallen_out)}
    rows = candidate_queries.list_candidates(session, made.account_manager, CandidateFilter()).rows
    assert made.candidate.id in {row.shown.id for row in rows}


@pytest.mark.rule("G4")
def test_after_a_correction_receivers_are_told_and_the_history_stays(client_as: ClientAs, session: Session) -> None:
    made = world.build(session)
    made.named()
    officer = client_as(Role.PRIVACY_OFFICER)
    keeper = client_as(Role.CLIENT_MANAGER, organisation=made.organisation)
    row = file(officer, made.candidate, "correctie", asked="Ik werk liever 28 uur.")
    page = officer.get(f"/privacy/verzoeken/{row.id}").page
    assert f"{made.employer.name}, met naam" in page.text
    version = session.get_one(Candidate, made.candidate.id).version
    form = keeper.get(f"/kandidaten/{made.candidate.id}/profiel").page.fields()
    changed = {name: value for name, value in form.items() if value} | {
        "hours_max": "28", "versie": str(version), "source": "gesprek",
    }  # fmt: skip
    saved = keeper.post(f"/kandidaten/{made.candidate.id}/profiel", data=changed)
    assert saved.status_code == 303, saved.page.text
    assert answer(officer, row) == 303
    notice = session.scalars(select(Task).where(Task.key.startswith("bericht-ontvanger"))).one()
    assert notice.title == f"Vertel de werkgever: gegevens zijn verbeterd (AVG-{row.number})"
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "candidates.profile")).one()
    assert (event.before or {})["hours_max"] == "32.0"


@pytest.mark.rule("G3", "N1")
def test_access_holds_every_column_of_every_table(committed: Settings) -> None:
    engine = create_engine(committed.owner_database_url, poolclass=NullPool)
    with engine.begin() as connection:
        candidate_id, markers = plant(connection, REGION)
    engine.dispose()
    with db.unit_of_work(REGION) as session:
        officer = accounts.actor(session, Role.PRIVACY_OFFICER)
        made = access.package(session, candidate_id, actor=officer)
        record = access.as_record(made)
    content = json.dumps(record, ensure_ascii=False)
    encoded = re.findall('"base64": "([^"]*)"', content)
    files = "".join(base64.b64decode(found).decode("utf-8", "replace") for found in encoded)
    missing = {
        (table, column)
        for table, columns in markers.items()
        for column, marker in columns.items()
        if marker not in content and marker not in files
    }
    assert missing == set()
    told = " ".join(fact.text for section in made.sections for row in section.rows for fact in row)
    assert markers["shortlist_rows"]["features"] in told
    assert markers["introduction_steps"]["note"] in told
    assert len(made.sections) > 20


@pytest.mark.rule("G3", "N1")
def test_the_overview_is_a_file_that_says_who_looked(client_as: ClientAs, session: Session) -> None:
    made = world.build(session)
    made.place()
    keeper = client_as(Role.CLIENT_MANAGER, organisation=made.organisation)
    keeper.get(f"/kandidaten/{made.candidate.id}")
    officer = client_as(Role.PRIVACY_OFFICER)
    row = file(officer, made.candidate, "inzage")
    page = officer.post(f"/privacy/verzoeken/{row.id}/overzicht-als-pagina")
    assert page.status_code == 200
    assert page.headers["Content-Disposition"] == f'attachment; filename="avg-{row.number}.html"'
    said = page.get_data(as_text=True)
    for words in ("Wie de gegevens bekeek", keeper.user.name, "Dossier bekeken", "Plaatsingen", "Gemeente Proefstad"):
        assert words in said, words
    record = officer.post(f"/privacy/verzoeken/{row.id}/overzicht-als-gegevens").get_json()
    assert record["gegevens"]["candidates"]["rijen"][0]["number"] == made.candidate.number
    logged = session.scalars(select(ReadEvent.purpose).where(ReadEvent.user_id == officer.user.id)).all()
    assert "inzageverzoek" in logged


@pytest.mark.rule("G5")
def test_an_erasure_waits_for_what_stands_in_the_way(client_as: ClientAs, session: Session) -> None:
    made = world.build(session)
    placement = made.place(starts_on=clock.today())
    officer = client_as(Role.PRIVACY_OFFICER)
    row = file(officer, made.candidate, "wissing")
    assert f"Plaatsing P-{placement.number} loopt nog." in officer.get(f"/privacy/verzoeken/{row.id}").page.text
    assert answer(officer, row) == 400
    session.expire_all()
    assert session.get_one(DataRequest, row.id).state == "in-behandeling"
    assert session.scalar(text("select count(*) from procrastinate_jobs where task_name = 'privacy.erase'")) == 0
    free = candidates.candidate(session)
    granted = file(officer, free, "wissing")
    assert answer(officer, granted) == 303
    assert session.scalar(text("select count(*) from procrastinate_jobs where task_name = 'privacy.erase'")) == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PRIVACY_OFFICER])
def test_only_the_privacy_officer_handles_requests(client_as: ClientAs, role: Role) -> None:
    client = client_as(role)
    for address in ("/privacy/overzicht", "/privacy/verzoeken", "/privacy/bewaartermijnen", "/privacy/inzagelog"):
        assert client.get(address).status_code == 403, address


def test_a_client_manager_files_for_the_own_candidate_only(client_as: ClientAs, session: Session) -> None:
    person = candidates.candidate(session)
    keeper = client_as(Role.CLIENT_MANAGER)
    data = {"kind": "inzage", "received_on": clock.today().isoformat()}
    assert keeper.get(f"/kandidaten/{person.id}/privacyverzoek").status_code == 200
    assert keeper.post(f"/kandidaten/{person.id}/privacyverzoek", data=data).status_code == 303
    twice = keeper.post(f"/kandidaten/{person.id}/privacyverzoek", data=data)
    assert twice.status_code == 400
    assert "loopt al als AVG-" in twice.page.text
    elsewhere = client_as(Role.CLIENT_MANAGER, organisation=accounts.organisation(session, "Gemeente Verderop"))
    assert elsewhere.get(f"/kandidaten/{person.id}/privacyverzoek").status_code == 404


PAGES = (
    "/privacy/overzicht", "/privacy/verzoeken", "/privacy/verzoeken/nieuw", "/privacy/bewaartermijnen",
    "/privacy/bewaren/nieuw", "/privacy/inzagelog", "/privacy/handelingen", "/privacy/datalek", "/privacy/noodtoegang",
    "/privacy/verwerkingsregister",
)  # fmt: skip


@pytest.mark.rule("R14")
@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_at_most_twelve_things_of_the_database(
    client_as: ClientAs, session: Session, database: Database, address: str
) -> None:
    officer = client_as(Role.PRIVACY_OFFICER)
    for kind in ("inzage", "wissing", "bezwaar"):
        file(officer, candidates.candidate(session), kind)
    with counted(database) as statements:
        assert officer.get(address).status_code == 200
    assert asked(statements) <= 12, statements


@pytest.mark.rule("R14")
def test_the_page_of_a_request_asks_at_most_twelve_things(
    client_as: ClientAs, session: Session, database: Database
) -> None:
    made = world.build(session)
    made.named()
    officer = client_as(Role.PRIVACY_OFFICER)
    row = file(officer, made.candidate, "wissing")
    for address in (f"/privacy/verzoeken/{row.id}", f"/privacy/verzoeken/{row.id}/beantwoorden"):
        with counted(database) as statements:
            assert officer.get(address).status_code == 200
        assert asked(statements) <= 12, statements
