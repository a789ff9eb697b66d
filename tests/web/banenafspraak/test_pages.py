"""The pages of the banenafspraak: what is shown, chosen, entered, exported and refused."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.banenafspraak import factories as make
from tests.web.conftest import StrictClient
from wsp import cli as command_line
from wsp.accounts.permissions import Role
from wsp.banenafspraak import queries
from wsp.banenafspraak.command_line import report as report_of
from wsp.banenafspraak.command_line import written
from wsp.banenafspraak.figures import HEADS, bridge_rows, figures
from wsp.foundation import clock
from wsp.placements.enums import PlacementKind
from wsp.web.banenafspraak import charts
from wsp.web.i18n import number

ClientAs = Callable[..., StrictClient]
ON = date(2026, 9, 30)
HERE = "/banenafspraak?peildatum=2026-09-30"


@pytest.fixture(autouse=True)
def _today(session: Session) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 22, 9, tzinfo=clock.AMSTERDAM)):
        yield


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as(Role.POLICY_OFFICER)


@pytest.fixture
def filled(session: Session) -> None:
    """Some people who stay, come, go, and do not count."""
    shop, town = make.employer(session), make.employer(session, government=True)
    for number_ in range(12):
        make.placement(session, make.person(session), shop, date(2025, 1 + number_ % 12, 3), hours="28")
    make.placement(session, make.person(session), town, date(2026, 8, 1), hours="38", kind=PlacementKind.SECONDMENT)
    make.placement(session, make.person(session), shop, date(2026, 1, 1), last_day=date(2026, 8, 15))
    make.placement(session, make.person(session), shop, date(2026, 1, 1), beschut=True)
    make.placement(session, make.person(session, in_register=None), shop, date(2026, 1, 1))
    make.target(session, "40")


def test_an_empty_region_says_what_the_first_step_is(client: StrictClient) -> None:
    page = client.get("/banenafspraak").page
    assert page.h1 == "Banenafspraak, regio Groningen"
    assert "Nog geen plaatsingen om te tellen" in page.text
    assert "Het doel voor 2026 is nog niet bekend." in page.text
    assert "Vul het doel in" in page.text


def test_the_last_quarter_end_is_shown_when_no_day_was_chosen(client: StrictClient, filled: None) -> None:
    page = client.get("/banenafspraak").page
    assert "Stand op 30 september 2026" in page.text
    assert "Kwartaalcijfer, indicatief" in page.text
    assert "Alleen de jaarmeting over december is officieel." in page.text
    assert "Nog geen plaatsingen" not in page.text


def test_the_address_holds_the_day_and_what_was_known(client: StrictClient, filled: None) -> None:
    page = client.get("/banenafspraak?peildatum=2025-12-31&bekend=2026-02-01").page
    assert "Stand op 31 december 2025, zoals bekend op 1 februari 2026" in page.text
    chosen = [each.get("value") for each in page.all("option") if each.get("selected") is not None]
    assert chosen == ["2025-12-31"]
    assert page.one("input", name="bekend").get("value") == "2026-02-01"


def test_chart_table_spreadsheet_and_command_line_show_the_same(
    client: StrictClient, session: Session, filled: None
) -> None:
    report = queries.report(session, "AM01", on=ON)
    page = client.get(HERE).page
    columns, bridge = charts.jobs_and_target(report), charts.flow_bridge(report)
    assert bridge is not None
    for point, row in zip(report.series, columns.table.rows, strict=True):
        assert number(point.jobs, 1) in row
        assert number(point.jobs, 1) in str(columns.drawing)
        assert number(point.jobs, 1) in page.text
    assert [each.value for each in bridge.rows] == [persons for _name, persons in bridge_rows(report.flows, ON)]  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    assert number(report.total.jobs, 1) in page.text
    assert number(report.total.contract_hours, 1) in page.text

    answer = client.post(f"/banenafspraak/exporteren?peildatum={ON.isoformat()}")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert tuple(sheet[0]) == HEADS
    expected = [figure.row() for figure in figures(report)]
    assert len(sheet) == len(expected) + 1
    for cells, row in zip(sheet[1:], expected, strict=True):
        assert cells[:2] == list(row[:2])
        assert cells[4] == ("" if row[4] is None else pytest.approx(float(row[4])))

    assert report_of("AM01", ON.isoformat(), None).as_record() == report.as_record()
    lines = written(report, "csv").splitlines()
    assert len(lines) == len(expected) + 1
    assert lines[1].startswith("A In het kort;Banen;2026-09-30;stand;")


def test_an_export_leaves_a_line_in_the_log(client: StrictClient, session: Session, filled: None) -> None:
    answer = client.post("/banenafspraak/exporteren?peildatum=2026-06-30")
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    row = session.execute(text("select action, after from audit_events where action like 'banenafspraak.%'")).one()
    assert row.action == "banenafspraak.exported"
    assert row.after["filters"] == {"peildatum": "2026-06-30"}


def test_paid_hours_are_a_column_that_says_it_does_not_know(client: StrictClient, filled: None) -> None:
    page = client.get(HERE).page
    assert "Betaalde uren staan niet in dit portaal." in page.text
    assert "niet bekend" in page.text


def test_small_groups_of_a_municipality_are_on_no_screen_and_in_no_export(
    client: StrictClient, session: Session
) -> None:
    shop = make.employer(session)
    for code, people in (("GM0106", 40), ("GM1680", 7), ("GM1730", 23)):
        for _ in range(people):
            make.placement(session, make.person(session, municipality=code), shop, date(2026, 1, 1))
    page = client.get(HERE).page
    row = next(each for each in page.texts("tr") if each.startswith("Aa en Hunze"))
    assert "7" not in row
    assert row.count("te weinig") == 3
    answer = client.post("/banenafspraak/exporteren?peildatum=2026-09-30")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert {each[4] for each in sheet if each[1] in ("Aa en Hunze", "Tynaarlo")} == {""}


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/banenafspraak?peildatum=2014-12-31", "Kies een peildatum vanaf 1 januari 2015."),
        ("/banenafspraak?peildatum=gisteren", "Kies bij 'peildatum' een datum"),
        ("/banenafspraak?bekend=31-12", "Kies bij 'bekend' een datum"),
        ("/banenafspraak?peildatum=<script>", "Kies bij 'peildatum' een datum"),
    ],
)
def test_a_day_that_cannot_be_used_is_refused_with_what_to_do(
    client: StrictClient, address: str, sentence: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert sentence in answer.page.text


def test_a_day_to_come_is_an_expectation(client: StrictClient, filled: None) -> None:
    page = client.get("/banenafspraak?peildatum=2026-12-31").page
    assert "Verwachting, volgens de contracten van nu" in page.text


def test_a_policy_officer_enters_a_target_that_the_report_then_shows(client: StrictClient, session: Session) -> None:
    page = client.get("/banenafspraak/doelen").page
    assert "Nog geen doelen" in page.text
    fields = page.fields() | {
        "year": "2026", "municipality_code": "regio", "sector": "totaal", "jobs": "1.250,5", "source": "Raadsbesluit",
    }  # fmt: skip
    saved = client.post("/banenafspraak/doelen", data=fields)
    assert saved.status_code == 303
    page = client.get(saved.location).page
    assert "Het doel voor 2026 is opgeslagen: 1250,5 banen." in page.text
    assert queries.report(session, "AM01", on=ON).total.target.jobs == Decimal("1250.5")  # type: ignore[union-attr]  # there in this test; None would fail it loudly
    assert "Raadsbesluit" in client.get(HERE).page.text


@pytest.mark.rule("A10")
def test_a_target_without_its_source_is_refused_and_keeps_what_was_typed(client: StrictClient) -> None:
    page = client.get("/banenafspraak/doelen").page
    fields = page.fields() | {"municipality_code": "GM0106", "sector": "markt", "jobs": "veel", "source": ""}
    refused = client.post("/banenafspraak/doelen", data=fields)
    assert refused.status_code == 400
    assert refused.page.title.startswith("Fout:")
    assert "Vul bij 'Aantal banen' een getal in. Er staat nu 'veel'." in refused.page.text
    assert refused.page.one("input", name="jobs").get("value") == "veel"


@pytest.mark.rule("S6")
@pytest.mark.parametrize(
    ("role", "report", "targets"),
    [
        (Role.POLICY_OFFICER, 200, 200),
        (Role.ACCOUNT_MANAGER, 200, 403),
        (Role.ADMINISTRATOR, 403, 200),
        (Role.CLIENT_MANAGER, 403, 403),
    ],
)
def test_who_may_see_and_who_may_enter(client_as: ClientAs, role: Role, report: int, targets: int) -> None:
    client = client_as(role)
    assert client.get("/banenafspraak").status_code == report
    assert client.get("/banenafspraak/doelen").status_code == targets
    assert client.post("/banenafspraak/exporteren").status_code == report


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--region", "AM01", "--on", "2014-01-01"], "Kies een peildatum vanaf 1 januari 2015."),
        (["--region", "AM01", "--on", "morgen"], "Geef een datum als jaar-maand-dag"),
        (["--region", "AM99", "--on", "2026-09-30"], "Regio AM99 bestaat niet"),
    ],
)
def test_the_command_line_refuses_with_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    import contextlib

    monkeypatch.setattr(command_line, "_runtime", contextlib.nullcontext)
    answer = CliRunner().invoke(command_line.cli, ["report", "banenafspraak", *arguments])
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert len(answer.output.strip().splitlines()) == 1


def test_the_command_line_prints_json(monkeypatch: pytest.MonkeyPatch, session: Session, filled: None) -> None:
    import contextlib
    import json

    monkeypatch.setattr(command_line, "_runtime", contextlib.nullcontext)
    arguments = ["report", "banenafspraak", "--region", "AM01", "--on", "2026-09-30", "--format", "json"]
    answer = CliRunner().invoke(command_line.cli, arguments)
    assert answer.exit_code == 0
    assert json.loads(answer.output)["sectors"][-1]["persons"] == 13
