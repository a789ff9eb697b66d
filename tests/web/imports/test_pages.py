"""The import on screen: from choosing a file to the outcome, and what is refused on the way."""

import io
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.accounts import factories as accounts
from tests.exchange.tables import files, people
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.exchange.models import ColumnMapping, TableImport
from wsp.exchange.tables import running
from wsp.exchange.tables.reading import open_table
from wsp.foundation.db import Database

ClientAs = Callable[..., StrictClient]
EMPLOYERS = [
    ["Bedrijfsnaam", "KVK", "Markt of overheid", "Vestigingsplaats", "Postcode"],
    ["Verzonnen Bakkerij", "90000101", "Markt", "Assen", "9401 AB"],
    ["Bedachte Kwekerij", "90000102", "Markt", "Assen", "9401 AC"],
]


@pytest.fixture
def region(session: Session) -> Session:
    assen = accounts.organisation(session, "Gemeente Assen", municipality_code="GM0106")
    accounts.member(session, Role.CLIENT_MANAGER, of=assen)
    return session


@pytest.fixture
def administrator(region: Session, client_as: ClientAs) -> StrictClient:
    house = accounts.organisation(region, "WSP Proef", kind=OrganisationKind.WSP)
    return client_as(Role.ADMINISTRATOR, organisation=house)


def send(client: StrictClient, kind: str, content: bytes, name: str = "bestand.xlsx", **more: Any) -> TestResponse:
    data = {"bestand": (io.BytesIO(content), name)} | more
    return client.post(f"/importeren/nieuw/{kind}", data=data, content_type="multipart/form-data")


def sent(client: StrictClient, kind: str, content: bytes, **more: Any) -> uuid.UUID:
    response = send(client, kind, content, **more)
    assert response.status_code == 303, response.get_data(as_text=True)[-3000:]
    return uuid.UUID(response.location.split("/")[-2])


def choose(client: StrictClient, import_id: uuid.UUID, **more: str) -> TestResponse:
    """Accept what was proposed on the page, with `more` on top."""
    page = client.get(f"/importeren/{import_id}/kolommen").page  # type: ignore[attr-defined]  # put there by the strict client
    data = {}
    for field in page.all("select"):
        chosen = [option for option in field.iter("option") if option.get("selected") is not None]
        data[field.get("name")] = chosen[0].get("value") if chosen else ""
    return client.post(f"/importeren/{import_id}/kolommen", data=data | more)


def keeper(session: Session) -> str:
    return str(accounts.organisation(session, "Gemeente Assen").id)


def text(response: TestResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def test_employers_from_file_to_list(administrator: StrictClient, region: Session, database: Database) -> None:
    response = administrator.get("/importeren")
    assert "Kies een bestand" in text(response)
    import_id = sent(administrator, "werkgevers", files.xlsx(EMPLOYERS))
    response = choose(administrator, import_id)
    # The file does not say how the region stands with these employers: one answer for all of them.
    assert response.status_code == 400
    assert "Wijs nog een kolom aan voor" in text(response)
    response = choose(administrator, import_id, **{"vast-employer.status": "Prospect"})
    assert response.location.endswith("/voorbeeld")
    preview = administrator.get(response.location)
    assert "Verzonnen Bakkerij" in text(preview)
    assert administrator.post(f"/importeren/{import_id}/controleren").status_code == 303
    busy = administrator.get(f"/importeren/{import_id}/stand")
    assert "0 van 2 klaar" in text(busy)
    part = administrator.get(f"/importeren/{import_id}/stand", headers={"HX-Request": "true"})
    assert 'data-hx-trigger="every 3s"' in part.get_data(as_text=True)
    running.run("AM01", import_id)
    done = administrator.get(f"/importeren/{import_id}/stand", headers={"HX-Request": "true"})
    assert done.headers["HX-Redirect"].endswith("/stand")
    outcome = administrator.get(f"/importeren/{import_id}/stand")
    assert "Lees 2 rijen in" in text(outcome)
    assert administrator.post(f"/importeren/{import_id}/inlezen").status_code == 303
    running.run("AM01", import_id)
    final = administrator.get(f"/importeren/{import_id}/stand")
    assert "Uitkomst van de import" in text(final)
    account_manager_sees = [
        event.action for event in region.scalars(select(AuditEvent).order_by(AuditEvent.created_at))
    ]
    assert account_manager_sees.count("employer.added") == 2
    with counted(database) as statements:
        administrator.get("/importeren")
    assert len(statements) <= 12


def test_the_choice_of_columns_is_proposed_again(administrator: StrictClient, region: Session) -> None:
    odd = [["Veld een", *EMPLOYERS[0][1:]], *EMPLOYERS[1:]]
    first = sent(administrator, "werkgevers", files.csv(odd))
    choose(administrator, first, **{"kolom-0": "employer.name", "vast-employer.status": "Prospect"})
    saved = region.scalars(select(ColumnMapping)).one()
    assert saved.headers["employer.name"] == "Veld een"
    second = sent(administrator, "werkgevers", files.csv(odd))
    found = region.get_one(TableImport, second)
    assert found.columns["employer.name"] == 0
    assert found.constants == {"employer.status": "Prospect"}
    assert choose(administrator, second, **{"vast-employer.status": "Prospect"}).status_code == 303


def test_candidates_with_refused_rows_need_a_choice(administrator: StrictClient, region: Session) -> None:
    bad = {2: {"Postcode": "0000"}, 3: {"Toestemming_om_te_delen": "nee", "Achternaam": "Onvindbaarstra"}}
    import_id = sent(
        administrator, "kandidaten", files.xlsx(people.grid(4, bad)), profile="generiek", organisation_id=keeper(region)
    )
    assert choose(administrator, import_id).status_code == 303
    preview = text(administrator.get(f"/importeren/{import_id}/voorbeeld"))
    assert "Schrijf de postcode als 1234 AB." in preview
    assert "Geen toestemming" in preview
    assert "Onvindbaarstra" not in preview
    administrator.post(f"/importeren/{import_id}/controleren")
    running.run("AM01", import_id)
    outcome = administrator.get(f"/importeren/{import_id}/stand")
    assert "1 rij is geweigerd. Wat wil je?" in text(outcome)
    assert "1 persoon gaf geen toestemming" in text(outcome)
    refused = administrator.post(f"/importeren/{import_id}/inlezen")
    assert refused.status_code == 400
    assert "Er is niets ingelezen" in text(refused)
    assert administrator.post(f"/importeren/{import_id}/inlezen", data={"keuze": "goede-rijen"}).status_code == 303
    running.run("AM01", import_id)
    report = administrator.post(f"/importeren/{import_id}/verslag")
    table = open_table(io.BytesIO(report.data))
    rows = [row.cells for row in table.rows()]
    assert [row[0] for row in rows] == ["3", "4"]
    assert rows[0][2:4] == ("Postcode", "0000")
    assert rows[1][1] == "Zonder toestemming"
    assert rows[1][2:4] == (None, None)
    assert region.scalars(select(AuditEvent.action).where(AuditEvent.action == "imports.report")).one()


def test_twins_are_decided_on_their_own_page(administrator: StrictClient, region: Session) -> None:
    for number in ("P", "Q"):
        changes = {1: {"Klantnummer": f"{number}-1"}}
        import_id = sent(
            administrator, "kandidaten", files.xlsx(people.grid(1, changes)), profile="generiek",
            organisation_id=keeper(region),
        )  # fmt: skip
        choose(administrator, import_id)
        administrator.post(f"/importeren/{import_id}/controleren")
        running.run("AM01", import_id)
        if number == "P":
            administrator.post(f"/importeren/{import_id}/inlezen")
            running.run("AM01", import_id)
    page = administrator.get(f"/importeren/{import_id}/dubbelen")
    assert "dezelfde naam en geboortedatum" in text(page)
    response = administrator.post(f"/importeren/{import_id}/dubbelen", data={"rij-2": "nieuw", "rij-x": "nieuw"})
    assert response.status_code == 303
    administrator.post(f"/importeren/{import_id}/inlezen")
    running.run("AM01", import_id)
    assert region.get_one(TableImport, import_id).taken["nieuw"] == 1


class TestTrouble:
    """Files that cannot be read, and people who may not."""

    @pytest.mark.rule("S9")
    def test_a_file_that_cannot_be_read_keeps_nothing(self, administrator: StrictClient, region: Session) -> None:
        macro = files.repacked(files.xlsx(EMPLOYERS), add={"xl/vbaProject.bin": b"x"})
        response = send(administrator, "werkgevers", macro, name="gewoon.xlsx")
        assert response.status_code == 400
        assert "macro" in text(response)
        assert response.page.one("title").text.startswith("Fout: ")  # type: ignore[attr-defined]  # put there by the strict client
        assert region.scalars(select(TableImport.id)).all() == []

    def test_no_file_at_all(self, administrator: StrictClient) -> None:
        response = administrator.post("/importeren/nieuw/werkgevers", data={})
        assert (response.status_code, "Kies eerst een bestand." in text(response)) == (400, True)

    @pytest.mark.rule("S9")
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("../../x", "x"),
            ("..\\..\\werk\\lijst.xlsx", "lijst.xlsx"),
            ("<b>vet</b>.csv", "b>.csv"),
            ("\u202exslx.exe", "xslx.exe"),
            ("王小明 Şükrü.xlsx", "王小明 Şükrü.xlsx"),
            ("...", "bestand"),
        ],
    )
    def test_a_name_is_only_shown(self, administrator: StrictClient, region: Session, name: str, shown: str) -> None:
        import_id = sent(administrator, "werkgevers", files.csv(EMPLOYERS), name=name)
        kept = region.get_one(TableImport, import_id).filename
        assert kept.endswith(shown)
        assert not re.search(r"[/\\\x00-\x1f\u202e]", kept)
        assert administrator.get("/importeren").status_code == 200

    @pytest.mark.rule("S9")
    def test_a_body_of_200_megabytes_is_refused_by_its_declared_length(self, administrator: StrictClient) -> None:
        response = declared(administrator, "/importeren/nieuw/werkgevers", 200_000_000)
        assert response.status_code == 413
        assert "te groot" in text(response)

    def test_other_pages_take_no_large_body(self, administrator: StrictClient) -> None:
        assert declared(administrator, "/mijn-dag", 12_000_000).status_code == 413


def declared(client: StrictClient, path: str, size: int) -> TestResponse:
    """A request that says how long its body is; whoever reads it at once fails the test."""

    class InPieces(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 < size <= 1 << 16, "the body was read at once"
            return super().read(size)

    return client.open(
        path,
        method="POST",
        input_stream=InPieces(bytes(300_000)),
        environ_overrides={"CONTENT_LENGTH": str(size)},
        content_type="multipart/form-data; boundary=x",
        csrf=False,
    )


class TestOthers:
    """Rows of a file are for who sent it; candidates for who may keep dossiers."""

    @pytest.mark.rule("S6")
    def test_a_colleague_sees_that_it_was_but_no_rows(self, region: Session, client_as: ClientAs) -> None:
        house = accounts.organisation(region, "WSP Proef", kind=OrganisationKind.WSP)
        one, other = (client_as(Role.ADMINISTRATOR, organisation=house) for _ in range(2))
        import_id = sent(one, "werkgevers", files.csv(EMPLOYERS), name="mijn-lijst.csv")
        assert "mijn-lijst.csv" in text(other.get("/importeren"))
        for path in ("", "/kolommen", "/voorbeeld", "/stand", "/dubbelen"):
            assert other.get(f"/importeren/{import_id}{path}").status_code == 404
        for path in ("/kolommen", "/controleren", "/inlezen", "/stoppen", "/verslag", "/dubbelen"):
            assert other.post(f"/importeren/{import_id}{path}").status_code == 404
        elsewhere = client_as(Role.ADMINISTRATOR, region="AM14", organisation=house)
        assert elsewhere.get(f"/importeren/{import_id}/kolommen").status_code == 404
        assert "mijn-lijst.csv" not in text(elsewhere.get("/importeren"))

    @pytest.mark.rule("S6")
    def test_an_account_manager_reads_in_no_candidates(self, region: Session, client_as: ClientAs) -> None:
        manager = client_as(Role.ACCOUNT_MANAGER)
        assert "Kandidaten" not in [
            each.text for each in manager.get("/importeren").page.all("strong")  # type: ignore[attr-defined]  # put there by the strict client
        ]  # fmt: skip
        assert manager.get("/importeren/nieuw/kandidaten").status_code == 403
        assert manager.get("/importeren/sjabloon/kandidaten").status_code == 403
        response = send(
            manager, "kandidaten", files.csv(people.grid(1)), profile="generiek", organisation_id=keeper(region)
        )
        assert response.status_code == 403
        assert sent(manager, "werkgevers", files.csv(EMPLOYERS))

    def test_dossiers_go_to_an_organisation_of_the_region_that_keeps_them(
        self, administrator: StrictClient, region: Session
    ) -> None:
        house = accounts.organisation(region, "WSP Proef")
        response = send(
            administrator, "kandidaten", files.csv(people.grid(1)), profile="generiek", organisation_id=str(house.id)
        )
        assert response.status_code == 400
        assert region.scalars(select(TableImport.id)).all() == []


@pytest.mark.parametrize("kind", ["werkgevers", "contactpersonen", "vacatures", "kandidaten"])
def test_the_template_and_the_sample_can_be_read_in(administrator: StrictClient, region: Session, kind: str) -> None:
    empty = administrator.get(f"/importeren/sjabloon/{kind}")
    table = open_table(io.BytesIO(empty.data))
    assert list(table.rows()) == []
    more = {"profile": "generiek", "organisation_id": keeper(region)} if kind == "kandidaten" else {}
    sample = administrator.get(f"/importeren/voorbeeld/{kind}")
    import_id = sent(administrator, kind, sample.data, **more)
    assert choose(administrator, import_id).status_code == 303
    found = region.get_one(TableImport, import_id)
    # Every column of our own template is recognised.
    assert sorted(found.columns.values()) == list(range(len(table.headers)))


def test_stopping_throws_the_rows_away(administrator: StrictClient, region: Session) -> None:
    import_id = sent(administrator, "werkgevers", files.csv(EMPLOYERS))
    assert administrator.post(f"/importeren/{import_id}/stoppen").status_code == 303
    found = administrator.get(f"/importeren/{import_id}/stand")
    assert "gestopt" in text(found)
    assert administrator.post(f"/importeren/{import_id}/controleren").status_code == 409
