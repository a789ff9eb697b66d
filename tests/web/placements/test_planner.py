"""The planner of a placement, and the difference that a change makes."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents import reading
from tests.placements.world import World
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.instruments.codes import LKS
from wsp.placements import service
from wsp.placements.commands import ChangeTerms, MoveInstrument
from wsp.placements.enums import InstrumentState, PlacementKind
from wsp.placements.models import Placement

AsRole = Callable[..., StrictClient]


@pytest.fixture
def placement(world: World) -> Placement:
    return world.place(world.named())


def _address(placement: Placement, tail: str = "planner", **asked: object) -> str:
    query = urlencode(asked, doseq=True)
    return f"/plaatsingen/{placement.id}/{tail}" + (f"?{query}" if query else "")


def test_the_plan_shows_bars_months_and_what_must_be_asked(client: StrictClient, placement: Placement) -> None:
    page = client.get(_address(placement)).page
    assert page.h1 == "Planner"
    assert "Loonkostensubsidie zonder meting" in page.text
    assert "Meet de loonwaarde in deze functie." in page.text
    assert "Welke uitkering heeft de werknemer?" in page.text
    assert "De gemeente betaalt" not in page.text
    assert "wsp-chart__wide" in page.source


def test_the_subsidy_of_the_plan_is_the_one_that_was_decided(client: StrictClient, placement: Placement) -> None:
    """28 of 36 hours of half of 2337,00 x 1,08, plus 23,5 %."""
    assert "€ 1.212,20" in client.get(_address(placement)).page.text.replace("\N{NO-BREAK SPACE}", " ")
    shown = client.get(f"/plaatsingen/{placement.id}").page
    assert "€ 1.212,20" in shown.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Open de planner" in shown.text


def test_what_is_known_already_is_a_bound_and_not_hidden(client: StrictClient, placement: Placement) -> None:
    """What a measurement will give after the forfait can only be more.

    24 of 31 days of August, and five months: 938,48 + 5 × 1.212,20 = 6.999,48. With 1.470,56 loonkostenvoordeel that is
    8.470,04. In February the forfait ends halfway: that month is not known.
    """
    text = client.get(_address(placement)).page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "De werkgever krijgt ten minste terug€ 8.470" in text
    # (22.416,00 + 1.793,28 + 5.689,20 - 8.470,04) / 12 paid months, of which the first holds 24 of 31 days
    assert "De werkgever betaalt ten hoogste€ 1.786 per maand" in text
    assert "Een deel is nog niet bekend: dat komt erbij." in text


def test_scenarios_stand_in_the_address_side_by_side(client: StrictClient, placement: Placement) -> None:
    asked = {
        "changes_on": "2026-10-01",
        "instruments": ["loonkostensubsidie", "no-risk"],
        "anders": ["uren:24", "zonder:loonkostensubsidie"],
        "own_share": "70",
    }
    page = client.get(_address(placement, **asked)).page
    heads = [text for text in page.texts("th", scope="col") if text[:2] in ("A ", "B ", "C ", "D ")]
    assert heads == ["A Zoals ingevuld", "B 24 uur per week", "C Zonder loonkostensubsidie", "D Loonwaarde 70 %"]
    ticked = [each.get("value") for each in page.all("input", name="anders") if each.get("checked") is not None]
    assert ticked == ["uren:24", "zonder:loonkostensubsidie"]


@pytest.mark.parametrize(
    "asked",
    [
        {"changes_on": "2026-10-01", "anders": ["uren:24", "uren:32", "uren:36", "uren:20"]},
        {"changes_on": "2026-10-01", "anders": "proef:ja"},
        {"changes_on": "geen dag"},
        {"changes_on": "2026-10-01", "onbekend": "1"},
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(
    client: StrictClient, placement: Placement, asked: dict[str, object]
) -> None:
    response = client.get(_address(placement, **asked))
    assert response.status_code == 400
    assert response.page.title.startswith("Fout:")
    assert client.get(_address(placement, "planner/pdf", **asked)).status_code == 400


def test_the_plan_on_paper_names_no_person(client: StrictClient, world: World, placement: Placement) -> None:
    answer = client.get(_address(placement, "planner/pdf", changes_on="2026-10-01", instruments="loonkostensubsidie"))
    assert answer.mimetype == "application/pdf"
    text = reading.text(answer.data)
    assert "Plan van de plaatsing" in text
    assert f"P-{placement.number}" in text
    assert "met regels die gelden vanaf 1 juli 2026" in text
    assert "voorlopig" in text
    assert world.candidate.last_name not in text


@pytest.mark.rule("S6")
def test_others_do_not_reach_it(as_role: AsRole, placement: Placement) -> None:
    for tail in ("planner", "planner/pdf", "verschil"):
        assert as_role(Role.POLICY_OFFICER).get(_address(placement, tail)).status_code == 403
        assert as_role(Role.EMPLOYER_ADMIN).get(_address(placement, tail)).status_code in (403, 404)
        assert as_role(Role.JOB_COACH).get(_address(placement, tail)).status_code == 404


@pytest.mark.rule("R14")
def test_it_asks_little_and_logs_whom_it_shows(
    client: StrictClient, placement: Placement, session: Session, worker_database: Database
) -> None:
    for tail in ("planner", "verschil"):
        with counted(worker_database) as seen:
            assert client.get(_address(placement, tail)).status_code == 200
        assert len(seen) <= 12, "\n".join(line[:110] for line in seen)
    reads = session.scalars(select(ReadEvent.subject_id).where(ReadEvent.purpose == "dossier")).all()
    assert placement.candidate_id in reads


def test_a_back_dated_change_shows_what_is_to_be_settled(client: StrictClient, world: World, session: Session) -> None:
    """From 28 to 20 hours two months ago: 1190,11 and 850,08 a month (2294,40 x 1,08 x 0,5 x 1,235)."""
    placement = world.place(world.named(), starts_on=date(2026, 3, 1), ends_on=date(2027, 2, 28))
    assert "Er is nog niets gewijzigd" in client.get(_address(placement, "verschil")).page.text
    change = ChangeTerms(
        placement_id=placement.id,
        version=placement.version,
        valid_from=date(2026, 6, 1),
        kind=PlacementKind.EMPLOYMENT,
        hours_per_week=Decimal(20),
        full_week_hours=Decimal(38),
        wage_month=Decimal(1350),
    )
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        service.change_terms(session, change, actor=world.account_manager)
        shown = client.get(_address(placement, "verschil")).page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Te veel betaald: € 680,06" in shown
    assert "− € 340,03" in shown
    assert "juni 2026" in shown
    assert "Vanaf nu" in shown, "the months that come change as well"


def test_months_without_any_money_are_left_out(client: StrictClient, world: World) -> None:
    """Three months of work: a table of three months, not a year of rows with nothing."""
    placement = world.place(world.named(), starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 30))
    text = client.get(_address(placement)).page.text
    months = text[text.index("Geld per maand") :]

    assert "november 2026" in months
    assert "december 2026" not in months


def test_a_regeling_that_ended_says_what_it_was(client: StrictClient, world: World, placement: Placement) -> None:
    for state in (InstrumentState.APPLIED, InstrumentState.GRANTED, InstrumentState.RUNNING, InstrumentState.ENDED):
        command = MoveInstrument(placement.id, LKS, state, note="Op verzoek van de werkgever.")
        service.move_instrument(world.session, command, actor=world.account_manager)
    text = client.get(f"/plaatsingen/{placement.id}").page.text.replace("\N{NO-BREAK SPACE}", " ")
    told = text[text.index("Regelingen uitgelegd") : text.index("No-riskpolis", text.index("Regelingen uitgelegd"))]

    assert "Deze regeling is gestopt. Het laatste bedrag was € 1.212,20 per maand." in told
    assert "De subsidie is" not in told
    assert "voorlopig" not in told
