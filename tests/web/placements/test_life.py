"""The pages of a placement's life: loonwaarde with its working, steps with day and reason, employment, going on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.placements.world import World
from tests.statements import counted
from tests.web.conftest import StrictClient
from tests.web.placements.conftest import TODAY
from wsp.accounts.permissions import Role
from wsp.foundation.db import Database
from wsp.placements import service
from wsp.placements.commands import EndPlacement, MoveInstrument
from wsp.placements.enums import EndReason, InstrumentState, PlacementKind
from wsp.placements.models import LoonwaardeTask, Placement, PlacementInstrument, PlacementLoonwaarde
from wsp.web.i18n import day

AsRole = Callable[[Role], StrictClient]
MOST = 11
"""Statements of a page beside the one that reads its session."""
KEPT = ("SELECT organisations.id, organisations.municipality_code", "SELECT policy_values.")
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
COUNT_OUT = {"doe": "uitrekenen"}


def address(placement: Placement, *rest: str) -> str:
    return "/".join(["/plaatsingen", str(placement.id), *rest])


@pytest.fixture
def placement(world: World) -> Placement:
    """Somebody works since a month, with a forfait."""
    return world.place(starts_on=TODAY - timedelta(days=30), ends_on=None)


def rows(*given: tuple[str, str, str, str, str]) -> dict[str, str]:
    parts = ("name", "share", "tempo", "quality", "net")
    return {
        f"task_{place}_{part}": value
        for place, row in enumerate(given, start=1)
        for part, value in zip(parts, row, strict=True)
    }


def typed(client: StrictClient, placement: Placement, **more: str) -> dict[str, Any]:
    form = client.get(address(placement, "loonwaarde")).page.fields()
    return form | {"measured_on": YESTERDAY, "expert": "Proef Deskundige"} | more


def test_the_working_and_the_difference_are_shown_before_anything_is_saved(
    session: Session, client: StrictClient, placement: Placement
) -> None:
    data = typed(client, placement) | rows(("Inpakken", "60", "70", "90", "100"), ("Vouwen", "40", "50", "100", "86"))
    seen = client.post(address(placement, "loonwaarde"), data=data | COUNT_OUT)

    assert seen.status_code == 200
    for said in ("De loonwaarde is 55", "Er is nog niets opgeslagen.", "Hoofdtaak 1 telt voor", "Te verrekenen tot nu"):
        assert said in seen.page.text, said
    assert session.scalars(select(PlacementLoonwaarde)).all() == []

    saved = client.post(address(placement, "loonwaarde"), data=seen.page.fields())
    assert saved.status_code == 303
    assert session.scalars(select(PlacementLoonwaarde.percentage)).one() == 55
    assert session.scalars(select(LoonwaardeTask.name).order_by(LoonwaardeTask.position)).all() == [
        "Inpakken",
        "Vouwen",
    ]
    assert "minder subsidie" in client.get(address(placement)).page.text


def test_every_loonwaarde_is_read_back_with_its_tasks(
    client: StrictClient, placement: Placement, as_role: AsRole
) -> None:
    empty = client.get(address(placement, "loonwaarden")).page
    assert "Er is nog geen loonwaarde in deze functie." in empty.text
    data = typed(client, placement, workplace="Hal 3") | rows(("Inpakken", "100", "60", "100", "100"))
    client.post(address(placement, "loonwaarde"), data=data)
    indication = typed(client, placement, kind="indicatie", percentage="45")
    assert client.post(address(placement, "loonwaarde"), data=indication).status_code == 303

    page = client.get(address(placement, "loonwaarden")).page
    for said in ("Inpakken", "Hal 3", "Proef Deskundige", "Indicatie", "Berekend uit de hoofdtaken", "niet gepland"):
        assert said in page.text, said
    reader = as_role(Role.CLIENT_MANAGER).get(address(placement, "loonwaarden"))
    assert reader.status_code == 200
    assert "Verbeteren" not in reader.page.text


def test_a_measurement_is_corrected_and_the_old_one_stays_readable(
    session: Session, client: StrictClient, placement: Placement
) -> None:
    client.post(address(placement, "loonwaarde"), data=typed(client, placement, percentage="70"))
    wrong = session.scalars(select(PlacementLoonwaarde)).one()
    at = f"{address(placement, 'loonwaarde')}?verbetert={wrong.measurement_id}"
    form = client.get(at).page
    assert form.h1 == "Meting verbeteren"
    assert form.fields()["percentage"] == "70"
    assert client.post(at, data=form.fields() | {"percentage": "65"}).status_code == 303
    text = client.get(address(placement, "loonwaarden")).page.text
    assert "Verbeterde metingen" in text
    assert client.get(at).status_code == 404, "corrected once"
    assert client.get(f"{address(placement, 'loonwaarde')}?verbetert=x").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Vul de hoofdtaken in, of het percentage uit het rapport."),
        ({"task_1_name": "Inpakken"}, "Vul dit in, of maak de hele rij leeg."),
        (rows(("Inpakken", "60", "70", "90", "100")), "Maak er 100"),
        (rows(("Inpakken", "100", "101", "90", "100")), "101"),
    ],
)
def test_tasks_that_cannot_be_are_said_at_their_field(
    client: StrictClient, placement: Placement, data: dict[str, str], said: str
) -> None:
    refused = client.post(address(placement, "loonwaarde"), data=typed(client, placement) | data)
    assert refused.status_code == 400
    assert said in refused.page.text
    assert refused.page.title.startswith("Fout:")


def test_a_step_asks_for_its_day_and_its_reason(session: Session, client: StrictClient, placement: Placement) -> None:
    at = address(placement, "regelingen", "loonkostensubsidie")
    card = client.get(address(placement)).get_data(as_text=True)
    assert f"{at}?stap=aangevraagd" in card
    form = client.get(f"{at}?stap=aangevraagd").page
    assert form.h1 == "Aanvraag is gedaan"
    assert client.post(at, data=form.fields() | {"happened_on": YESTERDAY}).status_code == 303
    row = session.scalars(select(PlacementInstrument).where(PlacementInstrument.code == "loonkostensubsidie")).one()
    assert row.asked_on == TODAY - timedelta(days=1)
    text = client.get(address(placement)).page.text
    assert "Te laat aangevraagd: 31 juli 2026." in text
    assert "Besluit uiterlijk: 4 september 2026." in text

    refusal = client.get(f"{at}?stap=afgewezen").page.fields()
    refused = client.post(at, data=refusal)
    assert refused.status_code == 400
    assert "Vul de reden in." in refused.page.text
    assert client.post(at, data=refusal | {"note": "Stukken ontbreken."}).status_code == 303
    text = client.get(address(placement)).page.text
    assert "Stukken ontbreken." in text
    assert "Verloop" in text


def test_a_step_that_may_not_be_taken(client: StrictClient, placement: Placement) -> None:
    at = address(placement, "regelingen", "loonkostensubsidie")
    assert client.get(f"{at}?stap=opgeschort").status_code == 409
    assert client.get(at).status_code == 400
    assert client.get(f"{address(placement, 'regelingen', 'bestaat-niet')}?stap=aangevraagd").status_code == 404


def test_a_trial_becomes_an_employment_on_one_page(session: Session, world: World, client: StrictClient) -> None:
    trial = world.place(
        kind=PlacementKind.TRIAL, wage_month=None, starts_on=TODAY, ends_on=TODAY + timedelta(days=60), forfaitair=None
    )
    assert "Omzetten naar dienstverband" in client.get(address(trial)).page.text
    form = client.get(address(trial, "dienstverband")).page.fields()
    assert form["starts_on"] == (TODAY + timedelta(days=61)).isoformat()
    assert form["hours_per_week"] == "28"
    data = form | {"wage_hour": "15,00", "forfaitair": "ja"}
    assert "Loonkostensubsidie" in client.post(address(trial, "dienstverband"), data=data | COUNT_OUT).page.text
    assert client.post(address(trial, "dienstverband"), data=data).status_code == 303
    session.expire_all()
    assert trial.ends_on is None
    assert client.get(address(trial, "dienstverband")).status_code == 409
    text = client.get(address(trial)).page.text.replace("\u00a0", " ")
    assert (
        f"Proefplaatsing {day(TODAY, short=True)} tot en met {day(TODAY + timedelta(days=60), short=True)}".replace(
            "\u00a0", " "
        )
        in text
    )
    assert f"daarna dienstverband vanaf {day(TODAY + timedelta(days=61), short=True)}".replace("\u00a0", " ") in text


def test_an_empty_trial_says_why_there_is_no_subsidy(world: World, client: StrictClient) -> None:
    trial = world.place(
        kind=PlacementKind.TRIAL, wage_month=None, starts_on=TODAY, ends_on=TODAY + timedelta(days=60), forfaitair=None
    )
    text = client.get(address(trial)).page.text
    assert "Tijdens een proefplaatsing is er geen loon, dus ook geen subsidie." in text
    assert "Ga na of de proefplaatsing kan" in text


def test_what_was_asked_and_decided_is_not_asked_again(
    session: Session, world: World, client: StrictClient, placement: Placement
) -> None:
    assert "Vraag de loonkostensubsidie aan. Werkgever" in client.get(address(placement)).page.text
    command = MoveInstrument(placement.id, "loonkostensubsidie", InstrumentState.APPLIED)
    service.move_instrument(session, command, actor=world.account_manager)
    assert "Vraag de loonkostensubsidie aan. Werkgever" not in client.get(address(placement)).page.text


def test_work_that_stops_later_is_not_over_yet(
    session: Session, world: World, client: StrictClient, placement: Placement
) -> None:
    last = TODAY + timedelta(days=7)
    service.end_placement(
        session, EndPlacement(placement.id, last, EndReason.EMPLOYEE_STOPS), actor=world.account_manager
    )
    text = client.get(address(placement)).page.text
    assert f"De laatste werkdag is {day(last)}. Daarna stopt alles." in text
    assert "Deze plaatsing is beëindigd op" not in text


def test_a_placement_goes_on_after_its_end(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place(starts_on=TODAY - timedelta(days=60), ends_on=None)
    assert client.get(address(placement, "hervatten")).status_code == 409
    command = EndPlacement(placement.id, TODAY - timedelta(days=1), EndReason.EMPLOYEE_STOPS)
    service.end_placement(session, command, actor=world.account_manager)
    assert "Hervatten" in client.get(address(placement)).page.text
    form = client.get(address(placement, "hervatten")).page.fields()
    assert form["resumes_on"] == TODAY.isoformat()
    assert client.post(address(placement, "hervatten"), data=form).status_code == 400, "without a reason"
    assert client.post(address(placement, "hervatten"), data=form | {"reason": "Toch verlengd."}).status_code == 303
    assert "Hervat vanaf" in client.get(address(placement)).page.text


def test_other_jobs_stand_on_the_card(world: World, client: StrictClient, placement: Placement) -> None:
    world.place(candidate_id=world.candidate.id, hours_per_week=8, function_title="Gastheer", starts_on=TODAY)
    text = client.get(address(placement)).page.text
    assert "Andere banen" in text
    assert "36 uur samen" in text


def test_hours_are_counted_out_before_they_are_changed(client: StrictClient, placement: Placement) -> None:
    form = client.get(address(placement, "afspraken")).page.fields()
    start = (TODAY - timedelta(days=20)).isoformat()
    data = form | {"valid_from": start, "hours_per_week": "32", "wage_month": "2.135,00"}
    seen = client.post(address(placement, "afspraken"), data=data | COUNT_OUT)
    assert "Te verrekenen tot nu toe" in seen.page.text
    client.post(address(placement, "afspraken"), data=data)
    text = client.get(address(placement)).page.text
    assert "meer subsidie" in text


@pytest.mark.parametrize("path", ["loonwaarde", "dienstverband", "hervatten"])
def test_only_who_keeps_placements_changes_them(as_role: AsRole, placement: Placement, path: str) -> None:
    assert as_role(Role.CLIENT_MANAGER).get(address(placement, path)).status_code == 403


@pytest.mark.rule("R14")
@pytest.mark.parametrize("path", ["", "loonwaarden", "loonwaarde", "afspraken", "contract", "regelingen"])
def test_the_pages_ask_little(
    client: StrictClient, world: World, placement: Placement, database: Database, path: str
) -> None:
    world.place(candidate_id=world.candidate.id, hours_per_week=8, function_title="Gastheer", starts_on=TODAY)
    client.post(address(placement, "loonwaarde"), data=typed(client, placement, percentage="60"))
    at = address(placement, path) if path else address(placement)
    if path == "regelingen":
        at = f"{address(placement, 'regelingen', 'loonkostensubsidie')}?stap=aangevraagd"
    client.get(at)
    with counted(database) as statements:
        assert client.get(at).status_code == 200
    # What lists keep in the process is asked again here, since a rolled-back test never commits.
    statements = [each for each in statements if not each.startswith(("SELECT users.id, users.name", *KEPT))]
    assert len(statements) <= MOST, "\n".join(str(each)[-150:] + " << " + str(each)[:60] for each in statements)
