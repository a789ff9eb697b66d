"""Who looked at whom, break-glass, a data breach, and the traces of a request."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit import service as audit
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.candidates.models import Candidate, EmergencyAccess
from wsp.foundation import clock
from wsp.worklist.models import Task

ClientAs = Callable[..., StrictClient]
REASON = "De kandidaat belt in paniek en de eigen klantmanager is er niet."


@pytest.fixture
def elsewhere(session: Session) -> Candidate:
    """Somebody of another organisation, shared with nobody."""
    return candidates.candidate(
        session, of=accounts.organisation(session, "Gemeente Verderop"), name=("Proef", None, "Ver")
    )


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    """The rows of a spreadsheet, with its head."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [tuple(row) for row in sheet.to_python()]


@pytest.mark.rule("N1")
def test_the_log_says_who_looked_at_whom_and_can_be_narrowed(client_as: ClientAs, session: Session) -> None:
    one, other = candidates.candidate(session), candidates.candidate(session)
    keeper = client_as(Role.CLIENT_MANAGER)
    keeper.get(f"/kandidaten/{one.id}")
    keeper.get(f"/kandidaten/{other.id}")
    officer = client_as(Role.PRIVACY_OFFICER)
    page = officer.get(f"/privacy/inzagelog?dossier=K-{one.number}").page.text
    assert f"K-{one.number}" in page
    assert f"K-{other.number}" not in page
    assert keeper.user.name in page
    assert "Proef de Tester" not in page, "numbers, no names"
    assert "Niets gevonden" in officer.get(f"/privacy/inzagelog?medewerker={officer.user.id}").page.text
    assert "Niets gevonden" in officer.get("/privacy/inzagelog?van=2020-01-01&tot=2020-01-31").page.text
    assert "Er is geen dossier met dit nummer" in officer.get("/privacy/inzagelog?dossier=K-777").page.text
    answer = officer.post(f"/privacy/inzagelog/exporteren?dossier=K-{one.number}")
    rows = rows_of(answer.data)
    assert rows[0][:4] == ("Wanneer", "Medewerker", "Organisatie", "Dossier")
    assert [row[3] for row in rows[1:]] == [f"K-{one.number}"]
    exported = session.scalars(select(AuditEvent).where(AuditEvent.action == "privacy.reads_exported")).one()
    assert exported.user_id == officer.user.id


@pytest.mark.rule("N2")
def test_refused_attempts_are_in_the_log(client_as: ClientAs, session: Session, elsewhere: Candidate) -> None:
    keeper = client_as(Role.CLIENT_MANAGER)
    assert keeper.get(f"/kandidaten/{elsewhere.id}").status_code == 404
    officer = client_as(Role.PRIVACY_OFFICER)
    page = officer.get("/privacy/handelingen?geweigerd=1").page.text
    assert keeper.user.name in page
    assert "geweigerd" in page
    rows = rows_of(officer.post("/privacy/handelingen/exporteren?geweigerd=1").data)
    assert {row[4] for row in rows[1:]} == {"geweigerd"}
    assert session.scalar(select(ReadEvent.id).where(ReadEvent.subject_id == elsewhere.id)) is None


@pytest.mark.rule("N3")
def test_break_glass_asks_a_reason_shows_a_mark_and_ends_by_itself(
    client_as: ClientAs, session: Session, elsewhere: Candidate
) -> None:
    keeper = client_as(Role.CLIENT_MANAGER)
    address = f"/kandidaten/{elsewhere.id}"
    assert keeper.get(address).status_code == 404
    short = keeper.post("/noodtoegang", data={"number": f"K-{elsewhere.number}", "reason": "Nodig"})
    assert short.status_code == 400
    assert keeper.post("/noodtoegang", data={"number": "K-1", "reason": REASON}).status_code == 400
    opened = keeper.post("/noodtoegang", data={"number": f"k-{elsewhere.number}", "reason": REASON})
    assert opened.location == address
    page = keeper.get(address).page.text
    assert "Je kijkt met noodtoegang" in page
    assert "Proef Ver" in page
    assert keeper.get(f"{address}/profiel").status_code == 403, "looking, not changing"
    purposes = session.scalars(select(ReadEvent.purpose).where(ReadEvent.subject_id == elsewhere.id)).all()
    assert set(purposes) == {"noodtoegang"}
    with clock.frozen(clock.now() + timedelta(minutes=29)):
        assert keeper.get(address).status_code == 200
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        assert client_as(Role.CLIENT_MANAGER, organisation=keeper.organisation).get(address).status_code == 404
        assert session.scalar(select(EmergencyAccess.id).where(EmergencyAccess.expires_at > clock.now())) is None


@pytest.mark.rule("N3")
def test_the_privacy_officer_gets_a_task_and_judges(
    client_as: ClientAs, session: Session, elsewhere: Candidate
) -> None:
    keeper = client_as(Role.CLIENT_MANAGER)
    keeper.post("/noodtoegang", data={"number": f"K-{elsewhere.number}", "reason": REASON})
    officer = client_as(Role.PRIVACY_OFFICER)
    assert f"Noodtoegang tot K-{elsewhere.number}" in officer.get("/mijn-dag").page.text
    row = session.scalars(select(EmergencyAccess)).one()
    assert REASON[:40] in officer.get("/privacy/noodtoegang").page.text
    assert officer.get(f"/privacy/noodtoegang/{row.id}").status_code == 200
    judged = officer.post(f"/privacy/noodtoegang/{row.id}", data={"verdict": "onterecht", "review_note": "Geen spoed."})
    assert judged.status_code == 303
    assert "Niet terecht gebruikt" in officer.get(f"/privacy/noodtoegang/{row.id}").page.text
    assert session.scalars(select(Task.outcome).where(Task.subject_id == row.id)).one() == "Niet terecht gebruikt"
    assert officer.post(f"/privacy/noodtoegang/{row.id}", data={"verdict": "terecht"}).status_code == 409


def test_an_account_manager_cannot_break_the_glass(client_as: ClientAs) -> None:
    assert client_as(Role.ACCOUNT_MANAGER).get("/noodtoegang").status_code == 403


@pytest.mark.rule("G11")
def test_the_report_of_a_breach_says_who_was_seen_in_a_period_and_by_how_many(
    client_as: ClientAs, session: Session
) -> None:
    people = [candidates.candidate(session) for _ in range(3)]
    first, second = accounts.actor(session, Role.CLIENT_MANAGER), accounts.actor(session, Role.CLIENT_MANAGER)
    with clock.frozen(clock.now() - timedelta(days=3)):
        audit.record_reads(session, first, "candidate", [people[0].id, people[1].id], purpose="lijst")
        audit.record_reads(session, second, "candidate", [people[0].id], purpose="dossier")
    with clock.frozen(clock.now() - timedelta(days=90)):
        audit.record_reads(session, first, "candidate", [people[2].id], purpose="dossier")
    session.flush()
    officer = client_as(Role.PRIVACY_OFFICER)
    page = officer.get("/privacy/datalek").page.text
    assert "2 personen, 3 keer gezien" in page
    assert f"K-{people[2].number}" not in page
    assert "1 persoon, 1 keer gezien" in officer.get(f"/privacy/datalek?medewerker={second.user_id}").page.text
    rows = rows_of(officer.post("/privacy/datalek/exporteren").data)
    assert [row[:3] for row in rows[1:]] == [(f"K-{people[0].number}", 2, 2), (f"K-{people[1].number}", 1, 1)]


@pytest.mark.rule("G13")
def test_no_page_of_this_room_puts_a_name_in_an_address_a_title_or_a_file(
    client_as: ClientAs, session: Session
) -> None:
    name = f"Merknaam{uuid.uuid4().hex[:6]}"
    person = candidates.candidate(session, name=("Proef", None, name), email=f"{name}@demo.example")
    officer, keeper = client_as(Role.PRIVACY_OFFICER), client_as(Role.CLIENT_MANAGER)
    filed = officer.post(
        "/privacy/verzoeken/nieuw",
        data={"number": str(person.number), "kind": "inzage", "received_on": clock.today().isoformat()},
    )
    said = [filed.location, str(filed.headers)]
    for client, address in ((officer, filed.location), (keeper, f"/kandidaten/{person.id}")):
        response = client.get(address)
        said += [str(response.headers), *(link.get("href") or "" for link in response.page.all("a"))]
        said += [form.get("action") or "" for form in response.page.all("form")]
        assert response.headers["Referrer-Policy"] == "same-origin"
    for ending in ("json", "html"):
        said.append(str(officer.post(f"{filed.location}/overzicht.{ending}").headers))
    said += session.scalars(select(Task.title)).all()
    mails = [link for link in said if link.startswith("mailto:")]
    assert name not in " ".join(each for each in said if each not in mails)
