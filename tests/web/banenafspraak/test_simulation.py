"""The page of the what-if: what counts, what is tried, what is exported; nothing is stored and nobody is named."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.banenafspraak import factories as make
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.banenafspraak import queries
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.placements.enums import PlacementKind
from wsp.web.i18n import number

ClientAs = Callable[..., StrictClient]
HERE = "/banenafspraak/doorrekenen"
FORM = {
    "hours_since": "2027-01-01",
    "added_hours": "25,5",
    "added_since": "2027-01-01",
    "added_sector": "markt",
    "drop_since": "2027-01-01",
}


@pytest.fixture(autouse=True)
def _today(session: Session) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 22, 9, tzinfo=clock.AMSTERDAM)):
        yield


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as(Role.POLICY_OFFICER)


@pytest.fixture
def filled(session: Session) -> dict[str, int]:
    """Two who stay, one who ends in March, and one for each reason not to count; their numbers."""
    shop, town = make.employer(session), make.employer(session, government=True)
    found = {}
    for name, who, where, given in (
        ("stays", {}, shop, {}),
        ("hired", {}, town, {"kind": PlacementKind.SECONDMENT}),
        ("ends", {}, shop, {"contract_until": date(2027, 3, 15), "hours": "24"}),
        ("beschut", {}, shop, {"beschut": True}),
        ("wsw", {}, shop, {"kind": PlacementKind.WSW_INTERNAL}),
        ("unknown", {"in_register": None}, shop, {}),
        ("over", {}, shop, {"last_day": date(2026, 11, 1)}),
    ):
        placed = make.placement(session, make.person(session, **who), where, date(2026, 1, 1), **given)  # type: ignore[arg-type]  # built from keyword arguments; the factory checks them
        found[name] = placed.number
    make.target(session, "8")
    return found


def test_an_empty_region_can_try_new_placements(client: StrictClient) -> None:
    assert "Nog geen plaatsingen om te tellen" in client.get(HERE).page.text
    page = client.get(f"{HERE}?wijzig=nieuw~4~25.5~2027-01-01~markt").page
    assert "+ 4,0 banen en + 4 mensen op 31 december 2027" in page.text


def test_every_placement_says_whether_it_counts_and_why_not(client: StrictClient, filled: dict[str, int]) -> None:
    page = client.get(HERE).page
    assert "Wat telt op 31 december 2026" in page.text
    assert "Kwartaalcijfers zijn indicatief. Alleen de jaarmeting over december is officieel." in page.text
    said = {
        "stays": "Telt mee",
        "hired": "Telt bij de inlener",
        "ends": "Telt mee",
        "beschut": "Beschut werk",
        "wsw": "Wsw zonder detachering",
        "unknown": "Nog niet bij UWV nagevraagd",
        "over": "Afgelopen voor de peildatum",
    }
    rows = page.texts("tr")
    for name, sentence in said.items():
        assert any(f"P-{filled[name]}" in row and sentence in row for row in rows), name
    ticks = {each.get("value") for each in page.all("input", name="keuze")}
    assert ticks == {str(each) for name, each in filled.items() if name != "over"}


def test_the_first_number_is_that_of_the_report(client: StrictClient, session: Session, filled: dict[str, int]) -> None:
    page = client.get(f"{HERE}?peildatum=2026-09-30").page
    report = queries.report(session, "AM01", on=date(2026, 9, 30))
    row = next(each for each in page.texts("tr") if each.startswith("30 sep 2026"))
    assert row.endswith(f"{number(report.total.jobs, 1)}{report.total.persons}8− {number(8 - report.total.jobs, 1)}")


def test_what_was_filled_in_becomes_a_part_of_the_address(client: StrictClient, filled: dict[str, int]) -> None:
    answer = client.get(
        HERE, query_string={**FORM, "peildatum": "2026-12-31", "hours": "28", "months": "12", "keuze": filled["ends"]}
    )
    assert answer.status_code == 303
    assert answer.location == (
        f"{HERE}?peildatum=2026-12-31&wijzig=uren~28~2027-01-01~{filled['ends']}"
        f"&wijzig=verleng~12~{filled['ends']}#uitkomst"
    )
    page = client.get(answer.location.partition("#")[0]).page
    assert "28 uur per week vanaf 1 januari 2027" in page.text
    assert "Contract 12 maanden langer" in page.text
    row = next(each for each in page.texts("tr") if each.startswith(f"P-{filled['ends']}"))
    assert row.endswith("0,00" + "+ 1,10" * 4)
    without = [each.get("href") for each in page.all("a") if (each.text or "") == "Weghalen"]
    assert len(without) == 2
    assert f"uren~28~2027-01-01~{filled['ends']}" not in str(without[0])
    assert f"verleng~12~{filled['ends']}" in str(without[0])


def test_all_contracts_that_end_before_a_day_go_on_together(client: StrictClient, filled: dict[str, int]) -> None:
    page = client.get(f"{HERE}?wijzig=verleng~12~voor2027-04-01").page
    assert "1 contract met een einde voor 1 april 2027" in page.text
    row = next(each for each in page.texts("tr") if each.startswith("31 mrt 2027"))
    assert row.endswith("2,02,9+ 0,923+ 1niet bekend–")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"hours": "28"}, "Vink eerst een of meer plaatsingen aan."),
        ({}, "Vul ten minste één wijziging in."),
        ({"percent": "140"}, "Uitval"),
        ({"count": "5", "added_since": "gisteren"}, "Vul bij 'Begin' een datum in"),
    ],
)
def test_what_cannot_be_tried_is_said_and_kept(
    client: StrictClient, filled: dict[str, int], typed: dict[str, str], sentence: str
) -> None:
    answer = client.get(HERE, query_string=FORM | typed)
    assert answer.status_code == 400
    assert sentence in answer.page.text
    for name, value in typed.items():
        assert answer.page.one("input", name=name).get("value") == value


@pytest.mark.parametrize(
    "query",
    [
        "wijzig=alles~weg",
        "peildatum=straks",
        "eindigt=31-3",
        "peildatum=2014-12-31",
        "&".join(["wijzig=uitval~5~2027-01-01"] * 13),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(client: StrictClient, query: str) -> None:
    assert client.get(f"{HERE}?{query}").status_code == 400


def test_the_filters_narrow_the_table_and_not_the_count(client: StrictClient, filled: dict[str, int]) -> None:
    page = client.get(f"{HERE}?telt=nee").page
    rows = [each for each in page.texts("tr") if "P-" in each]
    assert {name for name, each in filled.items() if any(f"P-{each}" in row for row in rows)} == {
        "beschut", "wsw", "unknown", "over",
    }  # fmt: skip
    whole = client.get(HERE).page
    first = [next(row for row in each.texts("tr") if row.startswith("31 dec 2026")) for each in (page, whole)]
    assert first[0] == first[1]


def test_nobody_is_named_and_nothing_is_stored(client: StrictClient, session: Session, filled: dict[str, int]) -> None:
    names = session.execute(select(Candidate.first_name, Candidate.last_name)).all()
    assert names
    before = session.scalar(text("select count(*) from placement_terms"))
    page = client.get(f"{HERE}?wijzig=uren~28~2027-01-01~{filled['stays']}&wijzig=uitval~10~2027-01-01").page
    for first, last in names:
        assert last not in page.text
        assert first not in page.text.split()
    assert session.scalar(text("select count(*) from placement_terms")) == before


def test_the_spreadsheet_holds_every_placement_before_and_after(
    client: StrictClient, session: Session, filled: dict[str, int]
) -> None:
    tried = f"wijzig=uren~38~2027-01-01~{filled['stays']}&wijzig=nieuw~2~20~2027-01-01~overheid"
    answer = client.post(f"{HERE}/exporteren?{tried}")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    by_name = {row[0]: row for row in sheet[1:]}
    assert sheet[0][9] == "Banen 31-12-2026 met wijzigingen"
    stays = by_name[f"P-{filled['stays']}"]
    assert (stays[8], stays[9], stays[10]) == (1.0, 1.0, 1.49)
    assert by_name["2 nieuwe plaatsingen van 20 uur vanaf 1 januari 2027"][9:12] == [0, 1.569, 1.569]
    assert len(sheet) == len(filled) + 3
    row = session.execute(text("select action, after from audit_events where action = 'banenafspraak.exported'")).one()
    assert row.after["filters"] == {"peildatum": "2026-12-31", "wijzigingen": "2"}


def test_who_may_not_read_the_banenafspraak_may_not_work_it_out(client_as: ClientAs) -> None:
    assert client_as(Role.JOB_COACH).get(HERE).status_code == 403
    assert client_as(Role.EMPLOYER_ADMIN).get(HERE).status_code in (403, 404)
