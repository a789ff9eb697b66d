"""Social return on the screen: enter, book, close, correct."""

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.placements import world as worlds
from tests.placements.social_return import factories
from tests.placements.world import World
from tests.web.conftest import StrictClient
from tests.web.page import text_of
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.permissions import Role
from wsp.placements.social_return.errors import UnusableSocialReturn
from wsp.placements.social_return.models import SocialReturnObligation

ClientAs = Callable[..., StrictClient]


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as("accountmanager")


@pytest.fixture
def world(client: StrictClient, session: Session) -> World:
    return worlds.build(session)


def test_from_the_employer_to_a_ledger_with_lines(client: StrictClient, world: World) -> None:
    entered = client.post(
        f"/werkgevers/{world.employer.id}/social-return",
        data={
            "contract": "Groen in de wijken", "organisation_id": str(world.organisation.id), "reference": "",
            "contract_sum": "200000", "percentage": "5", "amount": "",
            "starts_on": "2026-01-01", "ends_on": "2027-12-31",
        },
    )  # fmt: skip
    assert re.fullmatch(r"/social-return/[0-9a-f-]{36}", entered.location)
    assert "€ 10.000,00" in client.get(entered.location).page.text
    placed = world.place(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert f"P-{placed.number} Orderpicker" in client.get(f"{entered.location}/plaatsing").page.text
    booked = {"placement_id": str(placed.id), "target_group": "bbl", "starts_on": "", "ends_on": ""}
    assert client.post(f"{entered.location}/plaatsing", data=booked).location == entered.location
    again = client.post(f"{entered.location}/plaatsing", data=booked)
    assert again.status_code == 400
    assert "telt al van" in again.page.text
    page = client.get(entered.location).page
    assert f"P-{placed.number}" in page.text
    assert "Van een groep is geen bedrag bekend." in page.text
    assert "Groen in de wijken" in client.get("/social-return").page.text


def test_close_and_correct(client: StrictClient, session: Session, world: World) -> None:
    row = factories.obligation(session, world, amount=Decimal(1000), contract_sum=None, percentage=None)
    address = f"/social-return/{row.id}"
    line = {"kind": "inkoop", "done_on": "2026-03-01", "amount": "400", "description": "Bloemen", "proof": "F-12"}
    assert client.post(f"{address}/activiteit", data=line).location == address
    assert client.post(f"{address}/afsluiten", data={"versie": "1"}).status_code == 409
    assert "komt tekort" in client.get("/social-return").page.text
    session.expire_all()
    version = session.scalars(select(SocialReturnObligation.version).where(SocialReturnObligation.id == row.id)).one()
    assert client.post(f"{address}/afsluiten", data={"versie": str(version)}).location == address
    assert client.post(f"{address}/activiteit", data=line).status_code == 400
    assert "afgesloten" in client.get("/social-return").page.text
    corrected = line | {"kind": "correctie", "amount": "-50"}
    assert client.post(f"{address}/activiteit", data=corrected).location == address
    text = client.get(address).page.text
    assert "€ 350,00" in text
    assert "Laat een plaatsing tellen" not in text


def test_an_obligation_that_is_filled_in_is_on_schedule(client: StrictClient, session: Session, world: World) -> None:
    row = factories.obligation(session, world, amount=Decimal(400), contract_sum=None, percentage=None)
    line = {"kind": "inkoop", "done_on": "2026-03-01", "amount": "400", "description": "Bloemen", "proof": "F-12"}
    client.post(f"/social-return/{row.id}/activiteit", data=line)
    assert "op schema" in client.get("/social-return").page.text


def test_the_first_step_is_explained(client: StrictClient) -> None:
    assert "Nog geen verplichting" in client.get("/social-return").page.text


def test_a_line_that_is_not_there_is_not_taken_out(client: StrictClient, session: Session, world: World) -> None:
    row = factories.obligation(session, world)
    for line in ("", "geen-nummer"):
        assert client.post(f"/social-return/{row.id}/weghalen", data={"regel": line}).status_code == 404


def test_before_closing_the_amounts_are_shown(client: StrictClient, session: Session, world: World) -> None:
    row = factories.obligation(session, world, amount=Decimal(1000), contract_sum=None, percentage=None)
    text = client.get(f"/social-return/{row.id}/afsluiten").page.text
    assert "De opdracht loopt nog tot en met 31 december 2027." in text
    assert "€ 1.000,00" in text
    assert "Sluit de verplichting af" in text
    placed = world.place(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    booked = {"placement_id": str(placed.id), "target_group": "bbl", "starts_on": "", "ends_on": ""}
    client.post(f"/social-return/{row.id}/plaatsing", data=booked)
    text = client.get(f"/social-return/{row.id}/afsluiten").page.text
    assert "Afsluiten kan nog niet" in text
    assert "Sluit de verplichting af" not in text


def test_more_than_two_hundred_obligations_are_paged_and_exported_in_full(
    client: StrictClient, session: Session, world: World
) -> None:
    for number in range(203):
        factories.obligation(session, world, contract=f"Opdracht {number:03}", ends_on=date(2027, 1, 1 + number // 25))
    first = client.get("/social-return").page
    assert "1 tot en met 25 van 203" in first.text
    assert "Opdracht 000" in first.text
    assert first.one("a", rel="next").get("href") == "/social-return?pagina=2"
    for asked in ("9", "99"):
        last = client.get(f"/social-return?pagina={asked}").page
        assert "201 tot en met 203 van 203" in last.text
        assert last.text.count("Opdracht 20") == 3
    answer = client.post("/social-return/exporteren", data={})
    assert answer.status_code == 200
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert sorted(str(row[1]) for row in sheet[1:]) == [f"Opdracht {number:03}" for number in range(203)]


def test_the_placement_and_the_obligation_lead_to_each_other(
    client: StrictClient, session: Session, world: World, client_as: ClientAs
) -> None:
    row = factories.obligation(session, world)
    placed = world.place(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    card, ledger = f"/plaatsingen/{placed.id}", f"/social-return/{row.id}"
    assert "Telt voor social return" not in client.get(card).page.text
    for days in ({"starts_on": "", "ends_on": "2026-03-31"}, {"starts_on": "2026-05-01", "ends_on": ""}):
        booked = {"placement_id": str(placed.id), "target_group": "bbl"} | days
        assert client.post(f"{ledger}/plaatsing", data=booked).status_code == 303
    page = client.get(card).page
    assert "Telt voor social return" in page.text
    assert [text_of(each) for each in page.all("a", href=ledger)] == ["Groen in de wijken"]
    assert "bbl" not in page.text
    back = client.get(ledger).page
    assert len(back.all("a", href=card)) == 2
    seen = client_as("klantmanager", organisation=world.organisation).get(card)
    assert seen.status_code == 200
    assert "Telt voor social return" not in seen.page.text
    assert "Groen in de wijken" not in seen.page.text
    for line in back.all("input", name="regel"):
        client.post(f"{ledger}/weghalen", data={"regel": line.get("value")})
    assert "Telt voor social return" not in client.get(card).page.text


def test_only_a_municipality_gives_a_contract(client: StrictClient, session: Session, world: World) -> None:
    other = accounts.organisation(session, kind=OrganisationKind.WSP, name="WSP van de proef")
    accounts.actor(session, Role.ACCOUNT_MANAGER, of=other)
    text = client.get(f"/werkgevers/{world.employer.id}/social-return").page.text
    assert world.organisation.name in text
    assert other.name not in text
    with pytest.raises(UnusableSocialReturn, match="gemeente van deze regio"):
        factories.obligation(session, world, organisation_id=other.id)
