"""Placing somebody on the pages: nothing is stored before it was checked; refusals keep what was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.placements.world import World
from tests.web.conftest import StrictClient
from tests.web.page import Page
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.foundation.db import Database
from wsp.placements.enums import IntroductionState
from wsp.placements.models import Introduction, Placement, PlacementTerms

Typed = Callable[..., dict[str, Any]]
NASTY = "=1+1\"><script>alert(1)</script> 🚴‍♀️ '; --"


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Placement)) or 0


def form_of(page: Page) -> dict[str, str]:
    """The form in main that carries the facts."""
    forms = [form for main in page.all("main") for form in main.iter("form")]
    return page.fields(next(form for form in forms if "nieuw" in (form.get("action") or "")))


@pytest.mark.rule("A11")
def test_the_form_is_filled_with_what_is_known(world: World, client: StrictClient) -> None:
    introduction = world.named()
    page = client.get(f"/plaatsingen/nieuw?voordracht={introduction.id}").page
    assert page.h1 == "Plaatsing toevoegen"
    known = form_of(page)
    assert known["function_title"] == "Orderpicker"
    assert known["hours_per_week"] == "28"
    assert known["full_week_hours"] == "40"
    assert known["kind"] == "dienstverband"


@pytest.mark.rule("A15")
def test_nothing_is_stored_before_it_was_checked(
    session: Session, world: World, client: StrictClient, typed: Typed
) -> None:
    introduction = world.named()
    address = f"/plaatsingen/nieuw?voordracht={introduction.id}"
    events = session.scalar(select(func.count()).select_from(AuditEvent))
    checked = client.post(address, data=typed())
    assert checked.status_code == 200
    page = checked.page
    assert page.h1 == "Controleer de plaatsing"
    assert count(session) == 0
    assert session.scalar(select(func.count()).select_from(AuditEvent)) == events
    text = page.text
    for said in ("Orderpicker", "1.868,00", "Loonkostensubsidie", "No-riskpolis", "Jobcoaching", "per maand"):
        assert said in text
    assert "10d" in text
    made = client.post(address, data=form_of(page) | {"doe": "vastleggen"})
    assert made.status_code == 303
    placement = session.scalars(select(Placement)).one()
    assert made.location.endswith(f"/plaatsingen/{placement.id}")
    assert session.scalars(select(PlacementTerms.hours_per_week)).one() == 28
    assert session.get_one(Introduction, introduction.id, populate_existing=True).state == IntroductionState.HIRED
    shown = client.get(made.location).page
    assert "Loonkostensubsidie" in shown.text
    assert "De plaatsing is vastgelegd." in shown.text


def test_back_from_the_check_page_keeps_what_was_typed(world: World, client: StrictClient, typed: Typed) -> None:
    introduction = world.named()
    address = f"/plaatsingen/nieuw?voordracht={introduction.id}"
    data = form_of(client.post(address, data=typed(function_title=NASTY)).page)
    page = client.post(address, data=data | {"doe": "wijzigen"}).page
    assert page.h1 == "Plaatsing toevoegen"
    assert page.one("input", name="function_title").get("value") == NASTY
    assert page.one("input", name="wage_month").get("value") == "1.868,00"


@pytest.mark.rule("A10", "S3")
def test_a_failed_form_says_what_to_do_and_keeps_what_was_typed(
    session: Session, world: World, client: StrictClient, typed: Typed
) -> None:
    introduction = world.named()
    data = typed(function_title=NASTY, hours_per_week="99", starts_on="31-02-2026")
    response = client.post(f"/plaatsingen/nieuw?voordracht={introduction.id}", data=data)
    assert response.status_code == 400
    page = response.page
    assert page.title.startswith("Fout:")
    assert page.one("input", name="function_title").get("value") == NASTY
    assert page.one("input", name="hours_per_week").get("aria-invalid") == "true"
    assert count(session) == 0


def test_a_rule_of_the_room_stands_at_its_field(world: World, client: StrictClient, typed: Typed) -> None:
    introduction = world.named()
    address = f"/plaatsingen/nieuw?voordracht={introduction.id}"
    response = client.post(address, data=typed(ends_on="2026-08-01"))
    assert response.status_code == 400
    assert "De laatste dag ligt voor de eerste dag." in response.page.text
    many = client.post(address, data=typed(hours_per_week="44", full_week_hours="40"))
    assert many.status_code == 400
    assert "44 uur per week. Vul in waarom dat kan." in many.page.text
    assert client.post(address, data=typed(hours_per_week="44", hours_reason="Oogst")).status_code == 200


def test_a_placement_without_the_candidates_agreement_is_refused(
    session: Session, world: World, client: StrictClient, typed: Typed
) -> None:
    other = world.person(agreed=False)
    address = f"/plaatsingen/nieuw?kandidaat={other.id}&werkgever={world.employer.id}"
    response = client.post(address, data=typed())
    assert response.status_code == 409
    assert "Er is nog geen akkoord van de kandidaat" in response.page.text
    assert count(session) == 0


@pytest.mark.rule("R4")
def test_the_second_who_places_the_same_introduction_is_told(
    session: Session, world: World, client: StrictClient, typed: Typed
) -> None:
    introduction = world.named()
    address = f"/plaatsingen/nieuw?voordracht={introduction.id}"
    data = form_of(client.post(address, data=typed()).page) | {"doe": "vastleggen"}
    assert client.post(address, data=data).status_code == 303
    second = client.post(address, data=data)
    assert second.status_code == 409
    assert "is al een plaatsing" in second.page.text
    assert count(session) == 1


def test_an_employer_may_bring_somebody(session: Session, world: World, client: StrictClient, typed: Typed) -> None:
    page = client.get("/plaatsingen/nieuw").page
    assert page.h1 == "Wie gaat waar werken?"
    data = {"candidate": f"k-{world.candidate.number}", "employer": f"W-{world.employer.number}"}
    chosen = client.post("/plaatsingen/nieuw/wie", data=data)
    assert chosen.status_code == 303
    assert client.get(chosen.location).page.h1 == "Plaatsing toevoegen"
    made = client.post(chosen.location, data=typed(doe="vastleggen"))
    assert made.status_code == 303
    placement = session.scalars(select(Placement)).one()
    assert (placement.employer_id, placement.vacancy_id) == (world.employer.id, None)


def test_from_a_vacancy_only_the_candidate_is_asked(session: Session, world: World, client: StrictClient) -> None:
    page = client.get(f"/plaatsingen/nieuw?vacature={world.vacancy.id}").page
    assert not page.all("input", name="employer")
    address = f"/plaatsingen/nieuw/wie?vacature={world.vacancy.id}"
    chosen = client.post(address, data={"candidate": str(world.candidate.number)})
    assert chosen.status_code == 303
    assert str(world.vacancy.id) in chosen.location


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"candidate": "K-999999", "employer": "Proef"}, "Er is geen kandidaat met dit nummer"),
        ({"candidate": "", "employer": ""}, "Vul 'Nummer van de kandidaat' in."),
        ({"candidate": NASTY[:12], "employer": "x"}, "Er is geen kandidaat met dit nummer"),
    ],
)
def test_somebody_who_is_not_there(world: World, client: StrictClient, data: dict[str, str], said: str) -> None:
    response = client.post("/plaatsingen/nieuw/wie", data=data)
    assert response.status_code == 400
    assert said in response.page.text


def test_an_employer_who_is_not_there(world: World, client: StrictClient) -> None:
    data = {"candidate": str(world.candidate.number), "employer": "Bestaat Niet"}
    response = client.post("/plaatsingen/nieuw/wie", data=data)
    assert response.status_code == 400
    assert "Deze werkgever staat niet in de lijst." in response.page.text
    assert response.page.one("input", name="employer").get("value") == "Bestaat Niet"


@pytest.mark.rule("S5")
@pytest.mark.parametrize("role", [Role.CLIENT_MANAGER, Role.JOB_COACH, Role.POLICY_OFFICER])
def test_only_an_account_manager_places(
    world: World, as_role: Callable[..., StrictClient], typed: Typed, role: Role
) -> None:
    introduction = world.named()
    client = as_role(role)
    address = f"/plaatsingen/nieuw?voordracht={introduction.id}"
    assert client.get(address).status_code == 403
    assert client.post(address, data=typed(doe="vastleggen")).status_code == 403


def test_a_wage_below_the_minimum_is_a_signal_not_a_refusal(world: World, client: StrictClient, typed: Typed) -> None:
    introduction = world.named()
    response = client.post(f"/plaatsingen/nieuw?voordracht={introduction.id}", data=typed(wage_month="900"))
    assert response.status_code == 200
    assert "Klopt het loon?" in response.page.text


def test_a_trial_placement_has_no_wage_and_no_instruments(world: World, client: StrictClient, typed: Typed) -> None:
    introduction = world.named()
    data = typed(kind="proefplaatsing", wage_month="", ends_on="2026-10-09")
    response = client.post(f"/plaatsingen/nieuw?voordracht={introduction.id}", data=data)
    assert response.status_code == 200
    assert "De werkgever betaalt geen loon." in response.page.text


def test_the_check_page_asks_a_bounded_number_of_questions(
    world: World, client: StrictClient, typed: Typed, database: Database
) -> None:
    from tests.statements import counted

    introduction = world.named()
    with counted(database) as seen:
        client.post(f"/plaatsingen/nieuw?voordracht={introduction.id}", data=typed())
    assert len(seen) < 60
