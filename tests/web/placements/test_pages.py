"""The list, the card and the changes of a placement, as each role gets them."""

import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.placements.conftest import TODAY
from tests.placements.world import World
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.documents.models import Document
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.placements.enums import InstrumentState, PlacementState
from wsp.placements.models import Placement, PlacementInstrument, PlacementLoonwaarde, PlacementTerms

AsRole = Callable[..., StrictClient]
NASTY = "=1+1\"><script>alert(1)</script> 🚴‍♀️ '; --"


def address(placement: Placement, *rest: str) -> str:
    return "/".join(["/plaatsingen", str(placement.id), *rest])


def fresh(session: Session, placement: Placement) -> Placement:
    return session.get_one(Placement, placement.id, populate_existing=True)


def test_the_list_shows_who_works_where(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place(function_title=NASTY)
    page = client.get("/plaatsingen").page
    assert page.h1 == "Plaatsingen"
    assert NASTY in page.text
    assert f"P-{placement.number}" in page.text
    assert "Proef Plaatsing" in page.text
    assert placement.candidate_id in session.scalars(select(ReadEvent.subject_id)).all()


def test_filters_and_sorting_stand_in_the_address(world: World, client: StrictClient) -> None:
    placement = world.place(starts_on=TODAY)
    for query in ("status=lopend", "vorm=dienstverband", "regeling=no-risk", "lopend=1", f"q=P-{placement.number}"):
        assert f"P-{placement.number}" in client.get(f"/plaatsingen?{query}").page.text, query
    for query in ("status=gepland", "vorm=proefplaatsing", "loopt-af=1", "van-mij=1", "q=zzz", f"werkgever={uuid4()}"):
        page = client.get(f"/plaatsingen?{query}").page
        assert "Niets gevonden" in page.text, query
    nonsense = "/plaatsingen?status=x&vorm=%00&werkgever=nee&sorteer=loon&pagina=-1&aflopend=2"
    assert f"P-{placement.number}" in client.get(nonsense).page.text
    assert client.get("/plaatsingen?sorteer=werkgever").page.all("th", aria_sort="ascending")


def test_an_empty_list_says_the_first_step(world: World, client: StrictClient, as_role: AsRole) -> None:
    assert "Open de voordracht en kies Plaatsen." in client.get("/plaatsingen").page.text
    assert "Zodra iemand die jij begeleidt" in as_role(Role.JOB_COACH).get("/plaatsingen").page.text


@pytest.mark.rule("S9")
def test_the_spreadsheet_holds_what_the_list_shows(session: Session, world: World, client: StrictClient) -> None:
    world.place(function_title="=1+1")
    response = client.post("/plaatsingen/exporteren?q=1%2B1")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.data)).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["Nummer", "Kandidaat", "Werkgever", "Functie"]
    assert rows[1][3] == "=1+1"
    assert rows[1][6] == 28
    logged = session.scalars(select(AuditEvent).where(AuditEvent.action == "placements.exported")).one()
    assert logged.after == {"rows": 1, "filters": {"q": "ingevuld"}}


@pytest.mark.rule("R14")
def test_the_list_asks_the_same_for_one_and_for_many(world: World, client: StrictClient, database: Database) -> None:
    world.place()
    with counted(database) as one:
        client.get("/plaatsingen")
    for _ in range(12):
        world.place(candidate_id=world.person().id)
    with counted(database) as many:
        client.get("/plaatsingen")
    assert len(many) == len(one)


@pytest.mark.rule("R14")
def test_the_card_asks_a_bounded_number(world: World, client: StrictClient, database: Database) -> None:
    placement = world.place()
    with counted(database) as few:
        client.get(address(placement))
    for hours in range(20, 27):
        client.post(
            address(placement, "afspraken"),
            data={
                "valid_from": f"2026-{hours - 10}-01" if hours < 23 else f"2027-0{hours - 22}-01",
                "kind": "dienstverband",
                "hours_per_week": str(hours),
                "full_week_hours": "38",
                "wage_month": "1700",
            },
        )
    with counted(database) as more:
        client.get(address(placement))
    assert len(more) <= len(few) + 2
    assert len(more) < 45


def test_the_card_explains_every_instrument(world: World, client: StrictClient) -> None:
    placement = world.place()
    page = client.get(address(placement)).page
    assert page.h1.startswith("Proef Plaatsing")
    for said in ("Loonkostensubsidie", "No-riskpolis", "Jobcoaching", "Toon de berekening", "Participatiewet art. 10d"):
        assert said in page.text
    assert page.all(class_="wsp-chart__wide")
    assert page.all(class_="wsp-chart__narrow")
    for caption in ("Regelingen bij deze plaatsing", "Geld per maand voor de werkgever"):
        assert caption in page.texts("caption")
    assert "Kosten voor de werkgever" in page.text


def test_money_adds_up_per_month(world: World, client: StrictClient) -> None:
    placement = world.place()
    page = client.get(address(placement)).page
    [table] = [t for t in page.all("table") if "Geld per maand" in "".join(t.find("caption").itertext())]
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in table.find("tbody")]
    assert len(rows) == 12
    known = [row for row in rows if row[3] != "onbekend"]
    assert 0 < len(known) < len(rows)  # after the forfait nobody knows the subsidy yet
    for _month, gross, subsidy, left in known:
        assert _euro(gross) - _euro(subsidy) == _euro(left)
    # The first month is counted by days: the placement starts on 8 August.
    assert _euro(rows[0][1]) < _euro(rows[1][1])


def _euro(text: str) -> Decimal:
    return Decimal(text.replace("€", "").replace("\xa0", "").replace(".", "").replace(",", ".").replace("−", "-"))


def test_what_must_happen_now_comes_first_with_its_button(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place()
    page = client.get(address(placement)).page
    assert "Nu doen: " in page.text
    answers = world.place(candidate_id=world.person().id, needs_guidance=None, in_doelgroep_lks=None)
    shown = client.get(address(answers)).page
    assert "Hoort de werknemer tot de doelgroep loonkostensubsidie?" in shown.text


def test_only_one_primary_action(world: World, client: StrictClient) -> None:
    page = client.get(address(world.place())).page
    primary = page.primary_actions()
    assert len(primary) == 1


@pytest.mark.rule("S7")
def test_no_personal_fact_leaves_the_calculation(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place(candidate_id=world.person(born_on=clock.today() - timedelta(days=365 * 25)).id)
    text = client.get(address(placement)).get_data(as_text=True)
    birth = clock.today() - timedelta(days=365 * 25)
    assert birth.isoformat() not in text
    assert f"{birth.day}-{birth.month}-{birth.year}" not in text


@pytest.mark.rule("S6")
def test_another_organisations_client_manager_finds_nothing(session: Session, world: World, as_role: AsRole) -> None:
    placement = world.place()
    stranger = as_role(Role.CLIENT_MANAGER, organisation=accounts.organisation(session, "Gemeente Ginder"))
    assert stranger.get(address(placement)).status_code == 404
    assert "Niet" not in stranger.get("/plaatsingen").page.h1
    own = as_role(Role.CLIENT_MANAGER)
    assert own.get(address(placement)).status_code == 200
    for path in ("afspraken", "contract", "loonwaarde", "vragen", "beeindigen"):
        assert own.get(address(placement, path)).status_code == 403
        assert own.post(address(placement, path), data={}).status_code == 403


def test_a_job_coach_sees_own_people_only(world: World, as_role: AsRole) -> None:
    coach = as_role(Role.JOB_COACH)
    mine = world.place(job_coach_id=coach.user.id)
    other = world.place(candidate_id=world.person().id)
    assert coach.get(address(mine)).status_code == 200
    assert coach.get(address(other)).status_code == 404
    assert not coach.get(address(mine)).page.primary_actions()


def test_other_hours_are_counted_from_their_day(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place()
    form = client.get(address(placement, "afspraken")).page.fields()
    assert form["hours_per_week"] == "28"
    saved = client.post(
        address(placement, "afspraken"), data=form | {"valid_from": "2026-10-01", "hours_per_week": "32,5"}
    )
    assert saved.status_code == 303
    terms = session.scalars(select(PlacementTerms).where(PlacementTerms.superseded_at.is_(None))).all()
    assert sorted(each.hours_per_week for each in terms) == [Decimal(28), Decimal("32.5")]
    text = client.get(address(placement)).page.text
    assert "Uren: 28 werd 32,5, vanaf 1 oktober 2026" in text


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("afspraken", {"hours_per_week": "0", "valid_from": "2026-10-01"}, "van 1 tot en met 60"),
        ("afspraken", {"valid_from": "2020-01-01"}, "De plaatsing begint op"),
        ("contract", {"ends_on": "2026-01-01"}, "De laatste dag ligt voor de eerste dag."),
        ("loonwaarde", {"percentage": "55,5", "measured_on": "2026-08-10", "expert": "X"}, "een heel getal"),
        ("loonwaarde", {"percentage": "55", "measured_on": "2026-09-10", "expert": "X"}, "moet nog komen"),
        ("beeindigen", {"ended_on": "2026-09-10", "reason": "anders"}, "Vul in waarom de plaatsing stopt."),
        ("beeindigen", {"ended_on": "2026-09-10", "reason": NASTY}, "iets uit de lijst"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    world: World, client: StrictClient, path: str, data: dict[str, str], said: str
) -> None:
    placement = world.place()
    given = client.get(address(placement, path)).page.fields() | data
    response = client.post(address(placement, path), data=given)
    assert response.status_code == 400
    assert said in response.page.text
    assert response.page.title.startswith("Fout:")


def test_a_measured_loonwaarde_changes_the_amount(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place(starts_on=TODAY - timedelta(days=30))
    page = client.get(address(placement, "loonwaarde")).page
    assert "Alleen een meting in deze functie" in page.text
    data = page.fields() | {
        "percentage": "60",
        "measured_on": (TODAY - timedelta(days=2)).isoformat(),
        "expert": "Proef Deskundige",
    }
    assert client.post(address(placement, "loonwaarde"), data=data).status_code == 303
    assert session.scalars(select(PlacementLoonwaarde.percentage)).one() == 60
    assert "Loonwaarde gemeten: 60 %" in client.get(address(placement)).page.text


def test_an_instrument_takes_its_next_step_and_no_other(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place()
    target = address(placement, "regelingen", "loonkostensubsidie")
    assert client.post(target, data={"stap": "aangevraagd"}).status_code == 303
    state = select(PlacementInstrument.state).where(PlacementInstrument.code == "loonkostensubsidie")
    assert session.scalars(state).one() == InstrumentState.APPLIED
    refused = client.post(target, data={"stap": "opgeschort"})
    assert refused.status_code == 409
    assert "kan niet" in refused.page.text
    assert client.post(target, data={"stap": NASTY}).status_code == 400
    assert (
        client.post(address(placement, "regelingen", "bestaat-niet"), data={"stap": "aangevraagd"}).status_code == 404
    )
    assert "Loonkostensubsidie: nog aanvragen werd aangevraagd" in client.get(address(placement)).page.text


def test_answers_are_counted_at_once(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place(in_doelgroep_lks=None, forfaitair=None, needs_guidance=None)
    assert "Nog te vragen" in client.get(address(placement)).page.text
    given = {"in_doelgroep_lks": "ja", "forfaitair": "ja", "needs_guidance": "nee", "supported_or_school": ""}
    data = client.get(address(placement, "vragen")).page.fields() | given
    assert client.post(address(placement, "vragen"), data=data).status_code == 303
    found = fresh(session, placement)
    assert (found.in_doelgroep_lks, found.forfaitair, found.supported_or_school) == (True, True, None)


def test_a_placement_ends_with_its_reason_and_changes_no_more(
    session: Session, world: World, client: StrictClient
) -> None:
    placement = world.place(starts_on=TODAY - timedelta(days=30))
    form = client.get(address(placement, "beeindigen")).page.fields()
    data = form | {"ended_on": TODAY.isoformat(), "reason": "werknemer-stopt"}
    assert client.post(address(placement, "beeindigen"), data=data).status_code == 303
    assert fresh(session, placement).state == PlacementState.ENDED
    page = client.get(address(placement)).page
    assert "Deze plaatsing is beëindigd op 1 augustus 2026." in page.text
    assert not page.primary_actions()
    for path in ("afspraken", "contract", "loonwaarde", "vragen", "beeindigen"):
        assert client.get(address(placement, path)).status_code == 409
        assert client.post(address(placement, path), data=data).status_code == 409


def test_a_permanent_contract_has_no_last_day(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place()
    form = client.get(address(placement, "contract")).page.fields()
    assert client.post(address(placement, "contract"), data=form | {"ends_on": ""}).status_code == 303
    assert fresh(session, placement).ends_on is None
    assert "geen einddatum" in client.get(address(placement)).page.text


def test_a_letter_is_made_with_a_button(session: Session, world: World, client: StrictClient, as_role: AsRole) -> None:
    placement = world.place()
    form = address(placement, "brieven/plaatsingsbevestiging")
    page = client.get(form).page
    assert form in [each.get("action") for each in page.all("form")]
    assert client.post(form, data=page.fields()).status_code == 303
    card = client.get(address(placement)).get_data(as_text=True)
    made = session.scalars(select(Document)).all()
    assert len({each.media_type for each in made}) == 2
    assert all(f"/documenten/{each.id}" in card for each in made)
    assert as_role(Role.CLIENT_MANAGER).post(form).status_code == 403


@pytest.mark.parametrize("path", ["", "afspraken", "brieven", "brieven/plaatsingsbevestiging"])
def test_a_placement_that_is_not_there(world: World, client: StrictClient, path: str) -> None:
    target = "/".join(part for part in ("/plaatsingen", str(uuid4()), path) if part)
    assert client.get(target).status_code == 404
    if path.startswith("brieven/"):
        assert client.post(target).status_code == 404


def test_a_post_without_a_token_is_refused(world: World, client: StrictClient) -> None:
    placement = world.place()
    assert client.post(address(placement, "beeindigen"), csrf=False, data={}).status_code in {400, 403}


def test_an_instrument_is_chosen_answered_and_explained(
    session: Session, world: World, client: StrictClient, database: Database
) -> None:
    placement = world.place()
    page = client.get(address(placement, "regelingen", "toevoegen")).page
    assert page.h1 == "Regeling toevoegen"
    assert "Loonkostenvoordeel" in page.text
    form = client.get(address(placement, "regelingen", "toevoegen", "loonkostenvoordeel")).page
    assert "Hoeveel uren zijn in dit jaar verloond?" in form.text
    wrong = client.post(
        address(placement, "regelingen", "toevoegen", "loonkostenvoordeel"),
        data={"paid_hours": "veel", "versie": placement.version},
    )
    assert wrong.status_code == 400
    with counted(database) as statements:
        saved = client.post(
            address(placement, "regelingen", "toevoegen", "loonkostenvoordeel"),
            data={"paid_hours": "1500", "versie": placement.version},
        )
    assert saved.status_code == 303, saved.page.text
    assert len(statements) > 0
    card = client.get(address(placement)).page
    assert "Het loonkostenvoordeel is € 1.515,00 over 2026." in card.text
    assert "Loonkostenvoordeel: toegevoegd" in card.text
    again = client.get(address(placement, "regelingen", "toevoegen", "loonkostenvoordeel")).page
    assert "Antwoorden opslaan" in again.text


def test_what_excludes_each_other_is_said_at_the_form(world: World, client: StrictClient) -> None:
    placement = world.place()
    refused = client.post(
        address(placement, "regelingen", "toevoegen", "loondispensatie"),
        data={"wajong": "ja", "expected_months": "12", "versie": placement.version},
    )
    assert refused.status_code == 409
    assert "Loondispensatie en Loonkostensubsidie gaan niet samen" in refused.page.text


@pytest.mark.rule("R14")
def test_the_pages_to_add_an_instrument_ask_little(world: World, client: StrictClient, database: Database) -> None:
    placement = world.place()
    for rest in (("toevoegen",), ("toevoegen", "participatieplaats")):
        client.get(address(placement, "regelingen", *rest))
        with counted(database) as statements:
            assert client.get(address(placement, "regelingen", *rest)).status_code == 200
        assert len(statements) <= 12, statements
