"""Mijn dag besides tasks: the caseload, and what somebody must fill in before others can go on."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories
from tests.payments.world import settings_command
from tests.placements import world as worlds
from tests.web.conftest import StrictClient
from tests.web.page import text_of
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.payments import service
from wsp.placements.enums import IntroductionState

LogIn = Callable[..., StrictClient]
LAW = {
    "code": "participatiewet.loonkostensubsidie.cap", "value": "71,5", "valid_from": "2032-01-01",
    "source": "Staatscourant (proef)", "published": "",
}  # fmt: skip
LATER = date(2031, 6, 2)
"""After every value that the law announced."""


def test_counts_of_the_caseload_lead_to_lists_of_that_length(client_as: LogIn, session: Session) -> None:
    manager = client_as("klantmanager")
    factories.matchable(session, client_manager_id=manager.user.id, profile_checked_on=clock.today())
    factories.candidate(session, client_manager_id=manager.user.id)
    day = manager.get("/mijn-dag").page
    (case,) = [each for each in day.all("nav") if each.get("aria-label") == "Mijn kandidaten"]
    counts = {a.get("href") or "": int("".join(a.find("b").itertext())) for a in case.iter("a")}
    assert sorted(counts.values()) == [1, 1, 1, 2]
    for address, count in counts.items():
        assert manager.get(address).page.one(id="h-lijst").text.startswith(f"{count} kandida"), address


def test_who_guides_nobody_sees_no_caseload(client_as: LogIn) -> None:
    assert "Mijn kandidaten" not in client_as("accountmanager").get("/mijn-dag").page.text


def test_the_administrator_is_led_to_municipalities_that_cannot_send(client_as: LogIn, session: Session) -> None:
    with clock.frozen(LATER):
        administrator = client_as("beheerder")
        filled = accounts.organisation(session, "Gemeente Vol", kind=OrganisationKind.MUNICIPALITY)
        empty = accounts.organisation(session, "Gemeente Leeg", kind=OrganisationKind.MUNICIPALITY)
        for each in (filled, empty):
            accounts.member(session, of=each)
        keeper = accounts.actor(session, Role.ADMINISTRATOR)
        service.set_settings(session, settings_command(filled.id), actor=keeper)
        page = administrator.get("/mijn-dag").page
        assert "Gemeente Leeg" in page.text
        assert "Gemeente Vol" not in page.text
        assert page.all("a", href="/betalingen/gemeenten")
        assert "Er staat niets te doen" not in page.text


def test_a_proposal_waits_for_a_colleague_not_for_who_made_it(client_as: LogIn) -> None:
    with clock.frozen(LATER):
        first, second = client_as("beheerder"), client_as("beleidsmedewerker")
        assert first.post("/beleid/wet/nieuw", data=LAW).status_code == 303
        assert "1 voorstel wacht op jouw controle" in second.get("/mijn-dag").page.text
        assert "wacht op jouw controle" not in first.get("/mijn-dag").page.text


def test_an_announced_value_is_asked_until_somebody_enters_it(client_as: LogIn) -> None:
    with clock.frozen(date(2026, 11, 2)):
        keeper = client_as("beheerder")
        before = len(_announced(keeper))
        assert f"{before} waarden uit de wet zijn aangekondigd" in keeper.get("/mijn-dag").page.text
        form = keeper.get(_announced(keeper)[0]).page
        assert (
            keeper.post("/beleid/wet/nieuw", data=form.fields() | {"source": "Staatscourant (proef)"}).status_code
            == 303
        )
        assert len(_announced(keeper)) == before - 1
        assert f"{before - 1} waarden uit de wet zijn aangekondigd" in keeper.get("/mijn-dag").page.text


def _announced(keeper: StrictClient) -> list[str]:
    return [
        address
        for a in keeper.get("/beleid").page.all("a")
        if (address := a.get("href") or "").startswith("/beleid/wet/nieuw?code=")
    ]


@pytest.mark.parametrize(("made", "told"), [(9, False), (10, True)])
def test_the_funnel_is_for_who_steers_and_hides_small_groups(
    client_as: LogIn, session: Session, made: int, *, told: bool
) -> None:
    reader = client_as("beleidsmedewerker")
    world = worlds.build(session)
    for _ in range(made - 1):
        world.introduce(world.person())
    world.move(world.agree(world.introduce(world.person())), IntroductionState.ANONYMOUS)
    page = reader.get("/mijn-dag").page
    assert ("Van voordracht naar werk" in page.text) is told
    if told:
        cells = [text_of(cell) for cell in page.one(id="trechter").iter("td")]
        assert cells[:2] == ["10", "100 %"]
        assert cells[3:5] == ["minder dan 10", "–"]
    assert "Van voordracht naar werk" not in client_as("accountmanager").get("/mijn-dag").page.text
