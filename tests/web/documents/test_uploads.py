"""Handing in and taking out files: by who may see the dossier, as a file, logged; refused with what to do."""

import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.accounts import factories as accounts
from tests.foundation.files import samples
from tests.foundation.files.clamd import clamd
from tests.placements.world import World
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.documents import service
from wsp.documents.enums import Origin
from wsp.documents.models import Upload
from wsp.documents.service.scanning import scan_waiting
from wsp.foundation.db import Database
from wsp.foundation.files import settings as files
from wsp.worklist.enums import SubjectKind

AsRole = Callable[..., StrictClient]
MOST_STATEMENTS = 12


@pytest.fixture(autouse=True)
def how() -> Iterator[None]:
    """A process that opens what was not scanned, put back afterwards."""
    before = files.current()
    files.configure(files.FileSettings(unscanned="allow", timeout=2))
    yield
    files.configure(before)


def dossiers(world: World) -> dict[str, uuid.UUID]:
    return {
        "werkgever": world.employer.id, "kandidaat": world.candidate.id, "vacature": world.vacancy.id,
        "plaatsing": world.place().id,
    }  # fmt: skip


def hand_in(
    client: StrictClient, kind: str, subject: uuid.UUID, content: bytes, name: str = "contract.pdf"
) -> TestResponse:
    data = {"csrf_token": client.csrf_token, "kind": "contract", "file": (io.BytesIO(content), name)}
    answer = client.post(f"/documenten/{kind}/{subject}", data=data, content_type="multipart/form-data", csrf=False)
    # The test client writes a large body to a temporary file of its own and forgets it.
    answer.request.environ["wsgi.input"].close()
    return answer


def only(session: Session) -> Upload:
    return session.scalars(select(Upload).order_by(Upload.created_at.desc())).one()


@pytest.mark.rule("S9")
@pytest.mark.parametrize("kind", ["werkgever", "kandidaat", "vacature", "plaatsing"])
def test_a_file_is_handed_in_and_comes_back_as_a_file(
    session: Session, world: World, as_role: AsRole, kind: str
) -> None:
    client = as_role(Role.CLIENT_MANAGER if kind == "kandidaat" else Role.ACCOUNT_MANAGER)
    subject = dossiers(world)[kind]
    answer = hand_in(client, kind, subject, samples.pdf(), "../../契約 van Sanne.pdf")
    assert answer.status_code == 303
    upload = only(session)
    page = client.get((answer.location or "").partition("#")[0]).page
    assert "契約 van Sanne.pdf" in page.text
    assert "Wordt gecontroleerd" in page.text
    assert client.get(f"/bestanden/{upload.id}").status_code == 409, "still in quarantine"
    scan_waiting("AM01")
    response = client.get(f"/bestanden/{upload.id}")
    assert response.data == samples.pdf()
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "no-store"
    logged = session.scalars(select(ReadEvent).where(ReadEvent.purpose == "document")).one()
    about = world.candidate.id if kind in ("kandidaat", "plaatsing") else upload.id
    assert (logged.subject_id, logged.user_id) == (about, client.user.id)


@pytest.mark.rule("S6")
def test_somebody_elses_file_is_not_there(session: Session, world: World, as_role: AsRole) -> None:
    ids = dossiers(world)
    for kind in ("kandidaat", "plaatsing"):
        made = service.store(
            session, world.client_manager, subject=(kind, ids[kind]), filename="a.pdf", content=samples.pdf()
        )
        session.flush()
        scan_waiting("AM01")
        address, dossier = f"/bestanden/{made.id}", f"/documenten/{kind}/{ids[kind]}"
        other = as_role(Role.CLIENT_MANAGER, organisation=accounts.organisation(session, "Gemeente Ginder"))
        for stranger in (other, as_role(Role.JOB_COACH), as_role(Role.ACCOUNT_MANAGER, region="AM14")):
            assert stranger.get(address).status_code == 404
            assert stranger.get(dossier).status_code == 404
            assert stranger.post(f"{address}/verwijderen").status_code == 404
            assert hand_in(stranger, kind, ids[kind], samples.png(), "a.png").status_code == 404
        for role in (Role.POLICY_OFFICER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR, Role.EMPLOYER_ADMIN):
            assert as_role(role).get(address).status_code in (403, 404)
        assert as_role(Role.CLIENT_MANAGER).get(address).status_code == 200
    assert session.scalar(select(func.count()).select_from(Upload)) == 2


@pytest.mark.rule("S6")
def test_an_employers_file_stays_in_its_region_and_out_of_reach_of_who_reads_no_employers(
    session: Session, world: World, as_role: AsRole
) -> None:
    hand_in(as_role(Role.ACCOUNT_MANAGER), "werkgever", world.employer.id, samples.pdf())
    scan_waiting("AM01")
    address = f"/bestanden/{only(session).id}"
    assert as_role(Role.CLIENT_MANAGER).get(address).status_code == 200
    assert as_role(Role.JOB_COACH).get(address).status_code == 404
    assert as_role(Role.ACCOUNT_MANAGER, region="AM14").get(address).status_code == 404
    assert as_role(Role.ACCOUNT_MANAGER).get(f"/bestanden/{uuid.uuid4()}").status_code == 404
    assert as_role(Role.ACCOUNT_MANAGER).get(f"/documenten/voordracht/{uuid.uuid4()}").status_code == 404


@pytest.mark.rule("G10")
def test_an_account_manager_who_may_not_know_the_name_sees_no_file_names(
    session: Session, world: World, as_role: AsRole
) -> None:
    person = world.person(agreed=False)
    service.store(
        session, world.client_manager, subject=("kandidaat", person.id), filename="Cv Geheime Naam.pdf",
        content=samples.pdf(),
    )  # fmt: skip
    session.flush()
    manager = as_role(Role.ACCOUNT_MANAGER)
    page = manager.get(f"/kandidaten/{person.id}").page
    assert "Geheime" not in page.source
    assert manager.get(f"/documenten/kandidaat/{person.id}").status_code == 404


@pytest.mark.rule("S9")
@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<svg onload='alert(1)'/>", "plaatje.png", "Dit soort bestand"),
        (samples.pdf(), "contract.exe", "past niet bij de inhoud"),
        (b"", "leeg.pdf", "leeg"),
        (samples.docx({"word/vbaProject.bin": b"x"}), "a.docx", "macro"),
    ],
)
def test_a_refused_file_says_what_to_do_and_leaves_nothing(
    session: Session, world: World, as_role: AsRole, content: bytes, name: str, said: str
) -> None:
    answer = hand_in(as_role(Role.ACCOUNT_MANAGER), "werkgever", world.employer.id, content, name)
    assert answer.status_code == 400
    assert answer.page.title.startswith("Fout:")  # type: ignore[attr-defined]  # put there by the strict client
    assert said in answer.page.text  # type: ignore[attr-defined]  # put there by the strict client
    assert session.scalar(select(func.count()).select_from(Upload)) == 0


@pytest.mark.rule("S6")
def test_whoever_only_reads_a_dossier_adds_nothing_to_it(session: Session, world: World, as_role: AsRole) -> None:
    reader = as_role(Role.CLIENT_MANAGER)
    assert "Document toevoegen" not in reader.get(f"/werkgevers/{world.employer.id}").page.text
    assert hand_in(reader, "werkgever", world.employer.id, samples.pdf()).status_code == 403
    manager = as_role(Role.ACCOUNT_MANAGER)
    assert hand_in(manager, "kandidaat", world.candidate.id, samples.pdf()).status_code == 403
    assert session.scalar(select(func.count()).select_from(Upload)) == 0


def test_without_a_file_the_form_asks_for_one(world: World, as_role: AsRole) -> None:
    answer = as_role(Role.ACCOUNT_MANAGER).post(f"/documenten/werkgever/{world.employer.id}")
    assert answer.status_code == 400
    assert "Kies eerst een bestand." in answer.page.text


@pytest.mark.rule("S9")
def test_a_file_over_the_limit_is_a_dutch_413(session: Session, world: World, as_role: AsRole) -> None:
    client = as_role(Role.ACCOUNT_MANAGER)
    limit = files.current().largest
    over = hand_in(client, "werkgever", world.employer.id, samples.pdf(text=b"x" * limit))
    assert over.status_code == 413
    assert "groter dan 20 MB" in over.page.text  # type: ignore[attr-defined]  # put there by the strict client
    far_over = hand_in(client, "werkgever", world.employer.id, b"x" * (limit + 2_000_000))
    assert far_over.status_code == 413
    assert "te groot" in far_over.page.text  # type: ignore[attr-defined]  # put there by the strict client
    assert hand_in(client, "werkgever", world.employer.id, samples.pdf(text=b"x" * 12_000_000)).status_code == 303
    large = client.post("/mijn-account/wachtwoord", data={"current": "x" * 11_000_000})
    assert large.status_code == 413, "a page that takes no file takes no file"


def test_a_virus_is_told_and_never_handed_out(session: Session, world: World, as_role: AsRole) -> None:
    client = as_role(Role.ACCOUNT_MANAGER)
    hand_in(client, "werkgever", world.employer.id, samples.png_with_text(samples.EICAR), "foto.png")
    with clamd() as server:
        files.configure(replace(files.current(), scanner=server.address))
        scan_waiting("AM01")
    answer = client.get(f"/bestanden/{only(session).id}")
    assert answer.status_code == 409
    assert "virus" in answer.page.text
    page = client.get(f"/werkgevers/{world.employer.id}").page
    assert "Virus gevonden" in page.text
    assert f"/bestanden/{only(session).id}" not in [link.get("href") for link in page.all("a")]


def test_a_file_is_removed_by_its_own_organisation_and_an_employers_by_us(
    session: Session, world: World, as_role: AsRole
) -> None:
    elsewhere = accounts.organisation(session, "Gemeente Ginder")
    hand_in(as_role(Role.ACCOUNT_MANAGER, organisation=elsewhere), "werkgever", world.employer.id, samples.pdf())
    mine = as_role(Role.ACCOUNT_MANAGER)
    theirs = only(session)
    assert mine.post(f"/bestanden/{theirs.id}/verwijderen").status_code == 403
    theirs.origin = Origin.PORTAL.value
    session.flush()
    assert mine.post(f"/bestanden/{theirs.id}/verwijderen").location == f"/werkgevers/{world.employer.id}#documenten"
    assert mine.get(f"/bestanden/{theirs.id}").status_code == 404


def test_the_letters_of_a_placement_stand_with_employer_and_candidate_too(
    session: Session, world: World, as_role: AsRole
) -> None:
    placement = world.place()
    service.store(
        session, world.account_manager, subject=(SubjectKind.PLACEMENT, placement.id), filename="Contract Eva.pdf",
        content=samples.pdf(),
    )  # fmt: skip
    session.flush()
    for address in (f"/werkgevers/{world.employer.id}", f"/kandidaten/{world.candidate.id}"):
        page = as_role(Role.ACCOUNT_MANAGER).get(address).page
        assert "Contract Eva.pdf" not in page.source, "a file's name shows in its own dossier only"
        links = [link.get("href") for link in page.all("a")]
        assert f"/plaatsingen/{placement.id}#documenten" in links


@pytest.mark.rule("R14")
@pytest.mark.parametrize("kind", ["werkgever", "kandidaat", "vacature", "plaatsing"])
def test_a_list_of_documents_asks_the_same_however_long(
    session: Session, database: Database, world: World, as_role: AsRole, kind: str
) -> None:
    client = as_role(Role.CLIENT_MANAGER if kind == "kandidaat" else Role.ACCOUNT_MANAGER)
    subject = dossiers(world)[kind]
    for number in range(12):
        hand_in(client, kind, subject, samples.pdf(text=b"%d" % number), f"document {number}.pdf")
    session.flush()
    with counted(database) as statements:
        page = client.get(f"/documenten/{kind}/{subject}").page
    assert "document 11.pdf" in page.text
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
