"""The overview of what must be done, one obligation, and the page of a placement that says what changed."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts.factories import organisation
from tests.placements import world as worlds
from tests.placements.world import World
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.placements import service
from wsp.placements.commands import ExtendContract
from wsp.placements.models import Placement
from wsp.placements.obligations.models import Obligation

TODAY = date(2026, 8, 3)
ClientAs = Callable[..., StrictClient]


@pytest.fixture
def world(session: Session) -> World:
    return worlds.build(session)


@pytest.fixture
def manager(world: World, client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER, organisation=world.organisation)


@pytest.fixture(autouse=True)
def _on_a_day_whose_law_is_known() -> object:
    with clock.frozen(TODAY) as moment:
        yield moment


def placed(world: World) -> Placement:
    return world.place(starts_on=TODAY, ends_on=date(2027, 8, 2), function_title="Magazijnmedewerker")


def row(session: Session, placement: Placement, key: str) -> Obligation:
    session.expire_all()
    return session.scalars(
        select(Obligation).where(Obligation.placement_id == placement.id, Obligation.key == key)
    ).one()


def test_the_overview_says_who_must_do_what_by_when(world: World, manager: StrictClient) -> None:
    placement = placed(world)
    shown = manager.get("/verplichtingen").page.text
    assert "Vraag de loonkostensubsidie aan" in shown
    assert f"P-{placement.number}" in shown
    assert "Proef Plaatsing" not in shown, "the work is listed, not the people"


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("wie=werkgever", "Lever het getekende contract in", "Bel werkgever en medewerker"),
        ("soort=nazorg", "Bel werkgever en medewerker (week 1)", "Lever het getekende contract in"),
        ("maand=2027-02", "Meet de loonwaarde in deze functie", "Lever het getekende contract in"),
        ("regeling=loonkostensubsidie", "Vraag de loonkostensubsidie aan", "Bel werkgever en medewerker"),
        ("q=magazijn", "Lever het getekende contract in", ""),
        ("maand=gisteren&wie=niemand", "Lever het getekende contract in", ""),
    ],
)
def test_filters_stand_in_the_address(world: World, manager: StrictClient, asked: str, there: str, gone: str) -> None:
    placed(world)
    shown = manager.get(f"/verplichtingen?{asked}").page.text
    assert there in shown
    assert not gone or gone not in shown


def test_late_ones_stay_and_say_how_many_days(world: World, manager: StrictClient) -> None:
    assert "Niets gevonden" in manager.get("/verplichtingen?stand=te-laat").page.text
    with clock.frozen(TODAY - timedelta(days=12)):
        world.place(starts_on=clock.today(), ends_on=None)
    late = manager.get("/verplichtingen?stand=te-laat").page.text
    assert "12 dagen te laat" in late
    assert "Vraag de loonkostensubsidie aan" in late


def test_one_is_finished_with_what_it_was_done_with(world: World, manager: StrictClient, session: Session) -> None:
    placement = placed(world)
    contract = row(session, placement, "contract")
    where = f"/verplichtingen/{contract.id}"
    page = manager.get(where).page
    assert "Is dit gedaan?" in page.text
    assert "eigen afspraak, geen termijn in de wet" in page.text
    [form] = [each for each in page.all("form") if each.get("action") == where]
    fields = page.fields(form)
    tomorrow = fields | {"done_with": "brief", "done_on": (TODAY + timedelta(days=1)).isoformat(), "note": ""}
    refused = manager.post(where, data=tomorrow)
    assert refused.status_code == 400
    assert "Deze dag moet nog komen." in refused.page.text
    data = fields | {"done_with": "brief", "done_on": TODAY.isoformat(), "note": "Per post ontvangen"}
    assert manager.post(where, data=data).status_code == 303
    done = row(session, placement, "contract")
    assert (done.state, done.done_kind, done.done_on) == ("klaar", "brief", TODAY)
    assert done.closed_by_id == manager.user.id
    shown = manager.get(where).page.text
    assert "Brief: Per post ontvangen, 3 augustus 2026" in shown
    assert manager.user.name in shown
    assert manager.post(where, data=data).status_code == 409, "it was done already"
    card = manager.get(f"/plaatsingen/{placement.id}").page.text
    assert "Klaar: Lever het getekende contract in. Brief: Per post ontvangen" in card


def test_an_old_page_is_refused(world: World, manager: StrictClient, session: Session) -> None:
    placement = placed(world)
    found = row(session, placement, "contract-stopt")
    where = f"/verplichtingen/{found.id}"
    page = manager.get(where).page
    fields = page.fields(next(each for each in page.all("form") if each.get("action") == where))
    service.extend_contract(session, ExtendContract(placement.id, date(2028, 8, 2)), actor=world.account_manager)
    data = fields | {"done_with": "handeling", "done_on": TODAY.isoformat()}
    assert manager.post(where, data=data).status_code == 409
    assert row(session, placement, "contract-stopt").state == "open"


def test_the_page_of_a_placement_says_what_changed(world: World, manager: StrictClient, session: Session) -> None:
    placement = placed(world)
    service.extend_contract(session, ExtendContract(placement.id, date(2028, 2, 2)), actor=world.account_manager)
    shown = manager.get(f"/plaatsingen/{placement.id}").page.text
    assert "Was 2 augustus 2027, nu 2 februari 2028" in shown
    assert "Beslis of het contract verder gaat: was 2 augustus 2027, nu 2 februari 2028" in shown
    assert "Loonwaarde meten" in shown, "on the time line"


def test_who_reads_only_finishes_nothing(world: World, client_as: ClientAs, session: Session) -> None:
    placement = placed(world)
    reader = client_as(Role.CLIENT_MANAGER, organisation=world.organisation)
    where = f"/verplichtingen/{row(session, placement, 'contract').id}"
    assert "Is dit gedaan?" not in reader.get(where).page.text
    data = {"done_with": "handeling", "done_on": TODAY.isoformat()}
    assert reader.post(where, data=data).status_code == 403
    stranger = client_as(Role.CLIENT_MANAGER, organisation=organisation(session, "Gemeente Elders"))
    assert stranger.get(where).status_code == 404
    assert "Lever het getekende contract in" not in stranger.get("/verplichtingen").page.text


def test_the_list_goes_along_as_a_spreadsheet_without_a_name(world: World, manager: StrictClient) -> None:
    placed(world)
    answer = manager.post("/verplichtingen/exporteren?wie=werkgever")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "Lever het getekende contract in" in texts
    assert "Bel werkgever en medewerker" not in texts
    assert "Plaatsing</t>" in texts
    assert "Proef Plaatsing" not in texts
    assert "Plaatsing, Proef" not in texts
