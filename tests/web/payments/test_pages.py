"""From a beschikking to a paid month, by hand: every page, who may open it, and how much it asks of the database."""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories
from tests.payments import world as worlds
from tests.payments.conftest import TODAY
from tests.payments.world import Paying
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.instruments import codes
from wsp.payments.enums import DecisionKind, DecisionState, OrderState
from wsp.payments.models import Beschikking, PaymentBatch, PaymentStatement
from wsp.placements import service as placements
from wsp.placements.commands import ChangeTerms
from wsp.placements.enums import PlacementKind

ClientAs = Callable[..., StrictClient]
MOST_STATEMENTS = 12


@pytest.fixture
def paying(session: Session) -> Iterator[Paying]:
    """A placement of some months ago; the clock stands still."""
    with clock.frozen(TODAY):
        yield worlds.build(session)


def _text(client: StrictClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    text: str = answer.page.text  # type: ignore[attr-defined]  # the strict client's page
    return text


def _staff(client_as: ClientAs, paying: Paying) -> tuple[StrictClient, StrictClient, StrictClient]:
    of = paying.of.organisation
    return (
        client_as(Role.CLIENT_MANAGER, organisation=of),
        client_as(Role.CLIENT_MANAGER, organisation=of),
        client_as(Role.ADMINISTRATOR, organisation=of),
    )


def test_a_subsidy_is_decided_paid_and_read_back_by_three_people(
    client_as: ClientAs, paying: Paying, session: Session
) -> None:
    writer, second, office = _staff(client_as, paying)
    draft = f"/plaatsingen/{paying.placement.id}/regelingen/{codes.LKS}/beschikking"
    assert f'href="{draft}"' in writer.get(f"/plaatsingen/{paying.placement.id}").get_data(as_text=True)
    fields = writer.get(f"{draft}?soort=toekenning").page.fields()  # type: ignore[attr-defined]  # the strict client's page
    refused = writer.post(draft, data=fields | {"motivation": ""})
    assert refused.status_code == 400
    made = writer.post(draft, data=fields | {"motivation": "U neemt iemand met een lagere loonwaarde in dienst."})
    row = session.query(Beschikking).one()
    page = f"/beschikkingen/{row.id}"
    assert made.location == page
    assert "Jij schreef deze beschikking" in _text(writer, page)

    assert writer.post(f"{page}/goedkeuren", data={"versie": str(row.version)}).status_code == 409
    assert second.post(f"{page}/goedkeuren", data={"versie": "0"}).status_code == 409
    assert second.post(f"{page}/goedkeuren", data={"versie": str(row.version)}).location == page
    session.refresh(row)
    assert writer.get(f"{page}/brief").data.startswith(b"%PDF")
    writer.post(f"{page}/verzenden", data={"versie": str(row.version)})
    session.refresh(row)
    assert row.state == DecisionState.SENT
    assert "verzonden" in _text(second, "/beschikkingen").lower()

    listed = second.get("/betalingen/opdrachten?status=concept")
    shown = re.findall(r'name="opdracht" value="([^"]+)"', listed.get_data(as_text=True))
    assert len(shown) == 4
    assert writer.post("/betalingen/opdrachten/goedkeuren", data={"opdracht": shown}).status_code == 409
    assert second.post("/betalingen/opdrachten/goedkeuren", data={"opdracht": shown}).status_code == 303
    organisation = str(paying.of.organisation.id)
    assert "zonder crediteurnummer" in _text(office, "/betalingen/batches")
    assert office.post("/betalingen/batches", data={"gemeente": organisation}).status_code == 409
    creditor = f"/betalingen/crediteuren/{organisation}/{paying.placement.employer_id}"
    assert office.post(creditor, data={"number": "=1+1"}).status_code == 400
    assert office.post(creditor, data={"number": "C-100"}).location == "/betalingen/crediteuren"
    closed = office.post("/betalingen/batches", data={"gemeente": organisation})
    batch = session.query(PaymentBatch).one()
    assert closed.location == f"/betalingen/batches/{batch.id}"
    files = [office.post(f"{closed.location}/ophalen").data for _ in range(2)]
    assert files[0] == files[1]
    assert hashlib.sha256(files[0]).hexdigest() == batch.sha256
    assert batch.sha256 in _text(office, closed.location)

    orders = paying.orders()
    content = "opdracht;status;datum;reden\n" + "".join(f"BO-{each.number};betaald;2026-08-03;\n" for each in orders)
    content += "BO-999;betaald;2026-08-03;\n"
    sent = office.post(
        "/betalingen/statusbestand",
        data={"file": (io.BytesIO(content.encode()), "status.csv"), "csrf_token": office.csrf_token},
        content_type="multipart/form-data",
    )
    report = session.query(PaymentStatement).one()
    assert sent.location == f"/betalingen/statusbestanden/{report.id}"
    assert "BO-999" in _text(office, sent.location)
    assert {each.state for each in paying.orders()} == {OrderState.PAID.value}
    assert "sluit" in _text(office, "/betalingen")


def test_a_damaged_file_is_shown_row_by_row_and_changes_nothing(client_as: ClientAs, paying: Paying) -> None:
    *_, office = _staff(client_as, paying)
    content = b"opdracht;status;datum\nBO-1;betaald;mei\n"
    answer = office.post(
        "/betalingen/statusbestand",
        data={"file": (io.BytesIO(content), "status.csv"), "csrf_token": office.csrf_token},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 400
    assert "Er is niets veranderd" in answer.page.text
    assert "Schrijf de datum als 2026-11-22." in answer.page.text


def test_every_page_asks_little_whatever_there_is(client_as: ClientAs, paying: Paying, database: Database) -> None:
    paying.sent()
    row = paying.draft(DecisionKind.END, starts_on=TODAY)
    writer, _second, office = _staff(client_as, paying)
    month = "/betalingen/maanden/2026-06"
    pages = {
        writer: (
            "/betalingen", month, "/betalingen/opdrachten", f"/betalingen/subsidies/{paying.instrument.id}",
            "/beschikkingen", f"/beschikkingen/{row.id}", f"/beschikkingen/{row.id}/wijzigen",
            f"/beschikkingen/{row.id}/intrekken",
        ),
        office: (
            "/betalingen", month, "/betalingen/opdrachten", "/betalingen/batches", "/betalingen/statusbestand",
            "/betalingen/crediteuren", "/betalingen/gemeenten", f"/betalingen/gemeenten/{paying.of.organisation.id}",
            f"/betalingen/subsidies/{paying.instrument.id}",
        ),
    }  # fmt: skip
    for client, paths in pages.items():
        for path in paths:
            with counted(database) as statements:
                assert _text(client, path)
            assert len(statements) <= MOST_STATEMENTS, (path, len(statements))


def test_a_policy_officer_sees_totals_and_no_single_subsidy(client_as: ClientAs, paying: Paying) -> None:
    paying.sent()
    officer = client_as(Role.POLICY_OFFICER, organisation=paying.of.organisation)

    assert paying.of.employer.name not in _text(officer, "/betalingen")
    every = _text(officer, "/betalingen")
    one = _text(officer, f"/betalingen?werkgever={paying.of.employer.id}")
    assert every.count("€") == one.count("€"), "a filter by employer is not answered"
    for path in ("/betalingen/opdrachten", "/betalingen/maanden/2026-06", "/beschikkingen"):
        assert officer.get(path).status_code == 403
    exported = officer.post("/betalingen/exporteren")
    assert zipfile.is_zipfile(io.BytesIO(exported.data))


def test_the_office_sees_amounts_and_no_name(client_as: ClientAs, paying: Paying) -> None:
    paying.sent()
    office = client_as(Role.ADMINISTRATOR, organisation=paying.of.organisation)
    name = paying.of.candidate.last_name = "Zebravinkenzaad"
    paying.session.flush()

    for path in (
        "/betalingen", "/betalingen/maanden/2026-06", "/betalingen/opdrachten",
        f"/betalingen/subsidies/{paying.instrument.id}",
    ):  # fmt: skip
        assert name not in _text(office, path)
    assert office.get("/beschikkingen").status_code == 403


def test_another_municipality_sees_nothing_of_it(client_as: ClientAs, paying: Paying) -> None:
    row = paying.sent()
    elsewhere = factories.organisation(paying.session, "Gemeente Elders")
    stranger = client_as(Role.CLIENT_MANAGER, organisation=elsewhere)

    assert stranger.get(f"/beschikkingen/{row.id}").status_code == 404
    assert stranger.get(f"/betalingen/subsidies/{paying.instrument.id}").status_code == 404
    assert "BO-" not in _text(stranger, "/betalingen/opdrachten")


def test_a_month_that_waits_says_why(client_as: ClientAs, paying: Paying) -> None:
    paying.sent()
    office = client_as(Role.CLIENT_MANAGER, organisation=paying.of.organisation)

    assert "Er ontbreken gegevens" in _text(office, "/betalingen/maanden/2026-12")
    assert office.get("/betalingen/maanden/gisteren").status_code == 404


def test_lists_go_along_as_spreadsheets(client_as: ClientAs, paying: Paying) -> None:
    paying.sent()
    manager = client_as(Role.CLIENT_MANAGER, organisation=paying.of.organisation)

    for path in (
        "/betalingen/exporteren", "/betalingen/maanden/2026-06/exporteren", "/betalingen/opdrachten/exporteren",
        "/beschikkingen/exporteren",
    ):  # fmt: skip
        answer = manager.post(path)
        assert answer.status_code == 200, path
        assert zipfile.is_zipfile(io.BytesIO(answer.data))


def test_a_calculation_is_asked_and_followed(client_as: ClientAs, paying: Paying) -> None:
    paying.sent()
    manager = client_as(Role.CLIENT_MANAGER, organisation=paying.of.organisation)
    asked = manager.post("/betalingen/berekenen", data={"maand": "2026-07"})

    assert "worden berekend" in _text(manager, asked.location)
    part = manager.get(asked.location, headers={"HX-Request": "true"})
    assert "0 van 1" in part.get_data(as_text=True)
    assert manager.post("/betalingen/berekenen", data={"maand": "2026-07"}).status_code == 409
    assert manager.post("/betalingen/berekenen", data={"maand": "x"}).status_code == 400


def test_a_month_that_waits_for_a_wijziging_leads_to_it_on_the_day_it_concerns(
    session: Session, paying: Paying, client_as: ClientAs
) -> None:
    paying.sent()
    changed = date(2026, 7, 1)
    command = ChangeTerms(
        placement_id=paying.placement.id, valid_from=changed, kind=PlacementKind.EMPLOYMENT,
        hours_per_week=Decimal(20), full_week_hours=Decimal(38), wage_month=Decimal(1400),
    )  # fmt: skip
    placements.change_terms(session, command, actor=paying.of.account_manager)
    paying.settle(changed)

    client = client_as(Role.CLIENT_MANAGER, organisation=paying.of.organisation)
    page = client.get(f"/betalingen/subsidies/{paying.instrument.id}").page
    assert "Nu doen: schrijf een wijziging" in page.text
    at = f"/plaatsingen/{paying.placement.id}/regelingen/{codes.LKS}/beschikking"
    form = client.get(f"{at}?soort=wijziging").page.fields()
    assert (form["kind"], form["starts_on"]) == ("wijziging", changed.isoformat())
    assert client.get(f"{at}?soort=toekenning").page.fields()["starts_on"] == worlds.STARTED.isoformat()
    assert client.get(f"{at}?soort=beeindiging").page.fields()["starts_on"] == TODAY.isoformat()


def test_the_page_of_a_placement_leads_to_its_money_for_who_may_see_it(paying: Paying, client_as: ClientAs) -> None:
    at = f"/betalingen/subsidies/{paying.instrument.id}"
    path = f"/plaatsingen/{paying.placement.id}"
    client = client_as(Role.CLIENT_MANAGER, organisation=paying.of.organisation)
    assert at not in client.get(path).text, "nothing was decided yet"
    paying.sent()
    assert at in client.get(path).text
    assert f"/plaatsingen/{paying.placement.id}/regelingen/no-risk/beschikking" not in client.get(path).text
