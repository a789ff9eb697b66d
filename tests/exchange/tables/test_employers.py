"""Employers, contact persons and vacancies from tables, one after the other."""

import io
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.accounts import factories as accounts
from tests.exchange.tables import files
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.employers import queries as employers
from wsp.employers import service as employer_service
from wsp.employers.commands import EditEmployer
from wsp.employers.enums import EmployerStatus
from wsp.employers.models import Contact, Employer, EmployerSector, Establishment
from wsp.exchange.models import ImportRow, TableImport
from wsp.exchange.tables import queries, running, service
from wsp.exchange.tables.commands import ChooseColumns, DecideTwins, ReceiveTable, TakeRows
from wsp.exchange.tables.enums import Decision, ImportKind, Profile
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.vacancies.models import Vacancy

PROCESS = Actor(user_id=None, region_id="AM01", organisation_id=None, kind="import")
HEADS = ["Relatienummer", "Bedrijfsnaam", "KVK-nummer", "Sector", "Status", "Plaats", "Postcode", "Telefoon"]
BAKERY = ["R-1", "Bakkerij De Proef", "90000201", "Markt", "Actieve klant", "Assen", "9401 AB", "0592 000401"]
NURSERY = ["R-2", "Kwekerij Bedacht", None, "Markt", "Prospect", None, "9402 AB", None]
TOWN = ["R-3", "Gemeente Verzinsel", "90000203", "Overheid", "Prospect", "Gieten", "9461 AB", None]


@pytest.fixture
def region(assen: Database) -> Database:
    return assen


def read_in(
    database: Database,
    kind: ImportKind,
    grid: Sequence[Sequence[Any]],
    *,
    decisions: dict[int, Decision] | None = None,
    columns: dict[str, int] | None = None,
) -> tuple[TableImport, dict[int, ImportRow]]:
    """Check and read in; returns the import and the rows worth telling."""
    with database.unit_of_work("AM01") as session:
        keeper = session.scalars(select(Organisation.id).where(Organisation.municipality_code == "GM0106")).one()
        command = ReceiveTable(kind=kind, profile=Profile.GENERIC, organisation_id=keeper, filename="x.xlsx")
        found = service.receive(session, command, io.BytesIO(files.xlsx(grid)), actor=PROCESS)
        chosen = dict(found.columns) | (columns or {})
        service.choose_columns(session, ChooseColumns(import_id=found.id, columns=chosen, constants={}), actor=PROCESS)
        service.start_check(session, found.id, actor=PROCESS, queued=False)
        import_id: uuid.UUID = found.id
    running.run("AM01", import_id)
    with database.unit_of_work("AM01") as session:
        service.decide(session, DecideTwins(import_id=import_id, decisions=decisions or {}), actor=PROCESS)
        service.start_taking(session, TakeRows(import_id=import_id, good_rows=True), actor=PROCESS, queued=False)
    running.run("AM01", import_id)
    with database.unit_of_work("AM01") as session:
        told = {row.number: row for row in queries.all_rows(session, PROCESS, import_id)}
        return queries.one(session, PROCESS, import_id), told


def outcomes(found: TableImport) -> dict[str, int]:
    return {name: number for name, number in found.taken.items() if number}


class TestEmployers:
    def test_rows_become_employers_with_their_first_establishment(self, region: Database) -> None:
        found, _ = read_in(region, ImportKind.EMPLOYERS, [HEADS, BAKERY, NURSERY, TOWN])
        assert outcomes(found) == {"nieuw": 3}
        with region.unit_of_work("AM01") as session:
            rows = session.execute(
                select(Employer.name, Employer.status, Establishment.place, EmployerSector.sector)
                .join(Establishment, Establishment.employer_id == Employer.id)
                .join(EmployerSector, EmployerSector.employer_id == Employer.id)
                .order_by(Employer.number)
            ).all()
        assert [tuple(row) for row in rows] == [
            ("Bakkerij De Proef", "klant", "Assen", "markt"),
            # Its place stands in no column: the postcode tells it.
            ("Kwekerij Bedacht", "prospect", "Assen", "markt"),
            ("Gemeente Verzinsel", "prospect", "Gieten", "overheid"),
        ]

    @pytest.mark.rule("R9")
    def test_twice_is_once_and_a_change_is_followed(self, region: Database) -> None:
        read_in(region, ImportKind.EMPLOYERS, [HEADS, BAKERY, TOWN])
        moved = [*BAKERY[:5], "Gieten", "9461 CD", "0592 000499"]
        found, _ = read_in(region, ImportKind.EMPLOYERS, [HEADS, moved, TOWN])
        assert outcomes(found) == {"gewijzigd": 1, "gelijk": 1}
        with region.unit_of_work("AM01") as session:
            bakery = session.scalars(select(Employer).where(Employer.name == "Bakkerij De Proef")).one()
            assert bakery.phone == "+31592000499"
            [site] = employers.establishments(session, _reader(), bakery.id)
            assert (site.place, site.postcode) == ("Gieten", "9461 CD")
            assert session.scalar(select(func.count(Employer.id))) == 2

    def test_what_a_colleague_changed_is_not_overwritten(self, region: Database) -> None:
        read_in(region, ImportKind.EMPLOYERS, [HEADS, BAKERY])
        with region.unit_of_work("AM01") as session:
            bakery = session.scalars(select(Employer)).one()
            employer_service.edit_employer(
                session,
                EditEmployer(
                    employer_id=bakery.id, version=bakery.version, name="Bakkerij Anders", kvk_number="90000201",
                    status=EmployerStatus.CLIENT, size_class=None, website=None, phone=None, note=None,
                ),
                actor=accounts.actor(session, Role.ACCOUNT_MANAGER),
            )  # fmt: skip
        found, told = read_in(region, ImportKind.EMPLOYERS, [HEADS, [*BAKERY[:7], "0592 000409"]])
        assert outcomes(found) == {"geweigerd": 1}
        assert "door een collega gewijzigd" in told[2].problems[0]["what"]

    def test_one_that_is_here_is_left_out_coupled_or_added_as_somebody_says(self, region: Database) -> None:
        read_in(region, ImportKind.EMPLOYERS, [HEADS, BAKERY, NURSERY])
        same_kvk = ["X-1", "Bakkerij De Proef B.V.", *BAKERY[2:]]
        alike = ["X-2", *NURSERY[1:]]
        found, told = read_in(region, ImportKind.EMPLOYERS, [HEADS, same_kvk, alike])
        assert outcomes(found) == {"dubbel": 2}
        assert [told[number].twins[0]["certain"] for number in (2, 3)] == [True, False]
        decisions = {2: Decision.SAME, 3: Decision.NEW}
        found, _ = read_in(region, ImportKind.EMPLOYERS, [HEADS, same_kvk, alike], decisions=decisions)
        assert outcomes(found) == {"gelijk": 1, "nieuw": 1}
        with region.unit_of_work("AM01") as session:
            assert session.scalar(select(func.count(Employer.id))) == 3

    def test_numbers_that_lost_a_zero_are_not_guessed(self, region: Database) -> None:
        short = ["R-9", "Kwekerij Kort", 9000021, "Markt", "Prospect", "Assen", None, 592000401]
        _, told = read_in(region, ImportKind.EMPLOYERS, [HEADS, short, BAKERY])
        assert {each["column"] for each in told[2].problems} == {"KVK-nummer", "Telefoon"}


class TestParts:
    """Contact persons and vacancies find their employer by the number of the same system, by ours, KVK or name."""

    def test_contact_persons(self, region: Database) -> None:
        read_in(region, ImportKind.EMPLOYERS, [HEADS, BAKERY, TOWN])
        heads = ["Werkgever", "Naam", "Functie", "E-mail", "Eerste aanspreekpunt"]
        rows = [
            ["R-1", "Zoë Testerink", "Chef", "zoe@proef.example", "ja"],
            ["90000203", "Łukasz Verzonnen", None, None, "nee"],
            ["bakkerij de proef", "Şükrü Bedacht", None, None, None],
            ["Bestaat Niet", "Wie Dan", None, None, None],
            ["R-3", "Fout Adres", None, "geen adres", None],
        ]
        found, told = read_in(region, ImportKind.CONTACTS, [heads, *rows])
        assert outcomes(found) == {"nieuw": 3, "geweigerd": 2}
        assert "staat nog niet in het portaal" in told[5].problems[0]["what"]
        assert told[5].problems[0]["column"] == "Werkgever"
        again, _ = read_in(region, ImportKind.CONTACTS, [heads, *rows[:3]])
        assert outcomes(again) == {"gelijk": 3}
        with region.unit_of_work("AM01") as session:
            firsts = session.scalars(select(Contact.name).where(Contact.first_choice)).all()
            assert firsts == ["Zoë Testerink"]
            assert session.scalar(select(func.count(Contact.id))) == 3

    def test_vacancies(self, region: Database) -> None:
        read_in(region, ImportKind.EMPLOYERS, [HEADS, BAKERY])
        heads = [
            "Vacaturenummer",
            "Werkgever",
            "Functie",
            "Uren per week",
            "Wanneer",
            "Plaatsen",
            "Sluit op",
            "Uurloon",
        ]
        good = ["V1", "R-1", "Bakker", "32,5", "overdag; in het weekend", 2, "31-12-2099", "25,00"]
        rows = [
            good,
            ["V2", "R-1", "Bezorger", 24, "overdag", 1, "31-12-2099", "1,00"],
            ["V3", "R-1", "Hulp", "veel", "overdag", 1, "31-12-2099", None],
            ["V4", "R-1", "Hulp", 20, "overdag", 1, "01-01-2020", None],
        ]
        found, told = read_in(region, ImportKind.VACANCIES, [heads, *rows])
        assert outcomes(found) == {"nieuw": 1, "geweigerd": 3}
        assert [told[number].problems[0]["column"] for number in (3, 4)] == ["Uurloon", "Uren per week"]
        assert "minimumloon" in told[3].problems[0]["what"]
        with region.unit_of_work("AM01") as session:
            vacancy = session.scalars(select(Vacancy)).one()
            assert (vacancy.state, vacancy.hours_max, vacancy.places) == ("open", Decimal("32.5"), 2)
            assert vacancy.shifts == ["dag", "weekend"]
            assert vacancy.occupation_code is not None
            assert vacancy.establishment_id is not None
        found, _ = read_in(region, ImportKind.VACANCIES, [heads, [*good[:5], 3, *good[6:]]])
        assert outcomes(found) == {"gewijzigd": 1}
        with region.unit_of_work("AM01") as session:
            assert session.scalars(select(Vacancy.places)).all() == [3]


def _reader() -> Actor:
    return running.process("AM01", uuid.uuid4(), uuid.uuid4())
