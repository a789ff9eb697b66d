"""VUM files in: what is taken over, what stays unknown, and that the same file twice changes nothing."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from tests.accounts import factories as accounts
from tests.exchange.conftest import WriteFile
from tests.exchange.profiles import jobseeker, vacancy
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.candidates import queries as candidates
from wsp.candidates import service as candidate_service
from wsp.candidates.commands import EditProfile
from wsp.candidates.enums import Source
from wsp.candidates.models import Candidate, RegisterCheck
from wsp.cli import cli
from wsp.employers.models import Employer, EmployerSector, Establishment
from wsp.exchange.errors import NoKeeper, UnusableFile
from wsp.exchange.report import ImportReport, Outcome
from wsp.exchange.vum import values
from wsp.exchange.vum.candidates import import_candidates
from wsp.exchange.vum.vacancies import PLACEHOLDER, import_vacancies
from wsp.foundation import db
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.settings import Settings
from wsp.vacancies import queries as vacancies
from wsp.vacancies import service as vacancy_service
from wsp.vacancies.commands import EditVacancy
from wsp.vacancies.models import Vacancy

PROCESS = Actor(user_id=None, region_id="AM01", organisation_id=None, kind="import")


def people(path: Path) -> ImportReport:
    return import_candidates(path, region="AM01", municipality="GM0106")


class TestCandidates:
    def test_a_profile_becomes_a_dossier_of_the_municipality(self, assen: Database, written: WriteFile) -> None:
        report = people(written([jobseeker()]))
        assert report.outcomes[Outcome.ADDED] == 1
        with assen.unit_of_work("AM01") as session:
            found = candidates.dossier(session, PROCESS, session.scalars(select(Candidate.id)).one())
            assert session.get_one(Organisation, found.organisation_id).municipality_code == "GM0106"
            assert (found.first_name, found.last_name) == ("Onbekend", "VUM kandidaa")
            assert [wish.title for wish in found.wishes] == ["Orderpicker", "Beroep 57D17BDAA8 (CompetentNL)"]
            assert (found.experiences[0].years, found.experiences[0].ended_year) == (Decimal("2.5"), 2020)
            assert found.education_level == 3
            assert found.language_nl == 3
            assert found.driving_licences == ["B"]
            assert found.diplomas == ["Heftruck"]
            assert found.transport == ["fiets"]
            assert found.shifts == ["dag"]
            assert found.max_travel_minutes == 30
            assert found.guidance == "geen"
            assert found.phone == "+31500012345"
            assert found.stage == "matchbaar"
            assert session.scalars(select(RegisterCheck.in_register)).all() == [True]

    def test_what_the_file_does_not_say_stays_unknown(self, assen: Database, written: WriteFile) -> None:
        bare = {"idWerkzoekende": "kaal", "mobiliteit": {"bemiddelingspostcode": "9401AB"}, "emailadres": [], "iets": 1}
        people(written([bare]))
        with assen.unit_of_work("AM01") as session:
            found = session.scalars(select(Candidate)).one()
            assert found.stage == "aangemeld"
            for field in ("education_level", "language_nl", "driving_licences", "transport", "shifts", "hours_max"):
                assert getattr(found, field) is None
            assert session.scalars(select(RegisterCheck.id)).all() == []

    def test_the_same_file_twice_changes_nothing(self, assen: Database, written: WriteFile) -> None:
        path = written([jobseeker("een"), jobseeker("twee")])
        people(path)
        report = people(path)
        assert report.outcomes == {Outcome.UNCHANGED: 2}
        with assen.unit_of_work("AM01") as session:
            assert session.scalar(select(func.count(Candidate.id))) == 2

    def test_a_new_edition_changes_the_profile_but_not_what_staff_wrote(
        self, assen: Database, written: WriteFile
    ) -> None:
        people(written([jobseeker()]))
        with assen.unit_of_work("AM01") as session:
            candidate_id = session.scalars(select(Candidate.id)).one()
            manager = accounts.actor(session, Role.CLIENT_MANAGER, of=accounts.organisation(session, "Gemeente Assen"))
            candidate_service.edit_profile(
                session, EditProfile(candidate_id, {"max_travel_minutes": 45}, Source.TALK), actor=manager
            )
        later = jobseeker(
            mobiliteit={"bemiddelingspostcode": "9402CD", "maximaleReistijd": 60}, persoonlijkePresentatie="Nieuw."
        )
        report = people(written([later]))
        assert report.outcomes == {Outcome.CHANGED: 1}
        with assen.unit_of_work("AM01") as session:
            found = session.scalars(select(Candidate)).one()
            assert found.max_travel_minutes == 45
            assert found.profile_text == "Nieuw."
            assert candidates.residences(session, [found.id])[found.id].postcode == "9402 CD"

    def test_one_bad_row_stops_nobody_and_is_named(self, assen: Database, written: WriteFile) -> None:
        rows = [
            jobseeker("een"),
            "geen object",
            jobseeker("twee", mobiliteit={"bemiddelingspostcode": "0000"}),
            jobseeker("drie", persoonlijkePresentatie="nul \x00 teken"),
            jobseeker("vier", werktijden={"aantalWerkurenPerWeekMaximaal": "veel"}),
            jobseeker("", mobiliteit=[]),
            jobseeker("vijf"),
            jobseeker("zes", persoonlijkePresentatie="half \ud800 teken"),
        ]
        report = people(written(rows))
        assert report.outcomes == {Outcome.ADDED: 2}
        assert [refusal.row for refusal in report.refusals] == [2, 3, 4, 5, 6, 8]
        assert "postcode" in report.refusals[1].reason
        assert report.refusals[3].reason == "werktijden.aantalWerkurenPerWeekMaximaal: Hier hoort een heel getal."
        with assen.unit_of_work("AM01") as session:
            assert session.scalar(select(func.count(Candidate.id))) == 2

    @pytest.mark.usefixtures("assen")
    def test_a_municipality_that_does_not_work_here_is_refused(self, written: WriteFile) -> None:
        with pytest.raises(NoKeeper, match="GM9999"):
            import_candidates(written([jobseeker()]), region="AM01", municipality="GM9999")

    def test_another_region_sees_nothing_of_it(self, assen: Database, written: WriteFile) -> None:
        people(written([jobseeker()]))
        with assen.unit_of_work("AM14") as session:
            assert session.scalar(select(func.count(Candidate.id))) == 0


class TestVacancies:
    def test_a_vacancy_comes_with_its_employer_and_address(self, assen: Database, written: WriteFile) -> None:
        report = import_vacancies(written([vacancy()]), region="AM01")
        assert report.outcomes == {Outcome.ADDED: 1}
        with assen.unit_of_work("AM01") as session:
            found = session.scalars(select(Vacancy)).one()
            employer = session.scalars(select(Employer)).one()
            site = session.scalars(select(Establishment)).one()
            assert (found.state, found.source) == ("open", "import")
            assert found.education_min == 4
            assert found.description == "Pakketten sorteren.\n\nSalaris: tot 2800 euro per maand."
            assert found.wage_hour is None
            assert employer.name == "Wolkenspriet Logistiek B.V."
            assert session.scalars(select(EmployerSector.sbi_code)).one() == "52109"
            assert (site.postcode, site.house_number, found.establishment_id) == ("9403 CD", "12a", site.id)

    def test_without_an_employer_the_placeholder_takes_it(self, assen: Database, written: WriteFile) -> None:
        rows = [vacancy("een", werkgever={}), vacancy("twee", werkgever={}, adres={"postcode": "9404AB"})]
        import_vacancies(written(rows), region="AM01")
        with assen.unit_of_work("AM01") as session:
            assert session.scalars(select(Employer.name)).all() == [PLACEHOLDER]
            assert session.scalar(select(func.count(Establishment.id))) == 2

    def test_an_employer_that_is_there_is_used(self, assen: Database, written: WriteFile) -> None:
        rows = [vacancy("een"), vacancy("twee", werkgever={"handelsnaamOrganisatie": "WOLKENSPRIET logistiek"})]
        import_vacancies(written(rows), region="AM01")
        with assen.unit_of_work("AM01") as session:
            assert session.scalar(select(func.count(Employer.id))) == 1

    def test_an_incomplete_vacancy_is_a_concept(self, assen: Database, written: WriteFile) -> None:
        rows = [vacancy("een", werktijden={}), vacancy("twee", sluitingsdatumVacature="2020-01-01")]
        import_vacancies(written(rows), region="AM01")
        with assen.unit_of_work("AM01") as session:
            assert session.scalars(select(Vacancy.state)).all() == ["concept", "concept"]

    def test_the_same_file_twice_changes_nothing_and_a_new_edition_does(
        self, assen: Database, written: WriteFile
    ) -> None:
        import_vacancies(written([vacancy()]), region="AM01")
        assert import_vacancies(written([vacancy()]), region="AM01").outcomes == {Outcome.UNCHANGED: 1}
        later = vacancy(naamVacature="Orderpicker")
        assert import_vacancies(written([later]), region="AM01").outcomes == {Outcome.CHANGED: 1}
        with assen.unit_of_work("AM01") as session:
            assert session.scalars(select(Vacancy.title)).all() == ["Orderpicker"]

    def test_what_staff_changed_is_not_overwritten(self, assen: Database, written: WriteFile) -> None:
        import_vacancies(written([vacancy("een"), vacancy("twee")]), region="AM01")
        with assen.unit_of_work("AM01") as session:
            manager = accounts.actor(session)
            first = vacancies.vacancy(
                session, manager, session.scalars(select(Vacancy.id).order_by(Vacancy.number)).first()
            )
            content = {"title": "Onze eigen titel", "hours_max": first.hours_max, "shifts": ("dag",)}
            vacancy_service.edit_vacancy(
                session, EditVacancy(vacancy_id=first.id, version=first.version, **content), actor=manager
            )
        later = [vacancy("een", naamVacature="Anders"), vacancy("twee", naamVacature="Anders")]
        report = import_vacancies(written(later), region="AM01")
        assert report.outcomes == {Outcome.CHANGED: 1}
        assert "V-1 is hier door een medewerker gewijzigd" in report.refusals[0].reason


class TestValues:
    @pytest.mark.parametrize(
        ("level", "finished", "ours"),
        [(None, [], None), (0, [], None), (1, [], 0), (2, [], 1), (3, [], 3), (4, [], None), (4, [3], 5), (5, [], 6),
         (6, [], 7), (7, [], None)],
    )  # fmt: skip
    def test_the_level_of_a_person_is_never_guessed(self, level: int | None, finished: list[int], ours: int) -> None:
        assert values.education_held(level, finished) == ours

    def test_a_vacancy_asks_the_lowest_of_a_wide_step(self) -> None:
        assert [values.education_asked(level) for level in range(8)] == [None, 0, 1, 3, 4, 6, 7, None]

    def test_two_different_answers_about_dutch_are_no_answer(self) -> None:
        assert values.dutch([("nld", 3), ("eng", 1)]) == 3
        assert values.dutch([("nld", 3), ("nld", 1)]) is None
        assert values.dutch([("nld", 8)]) is None

    def test_hours_that_cannot_be_a_week_are_unknown(self) -> None:
        assert values.hours(75, 80) == (None, None)
        assert values.hours(30, 20) == (None, None)
        assert values.hours(8, 16) == (Decimal(8), Decimal(16))

    def test_irregular_hours_do_not_say_which(self) -> None:
        assert values.shifts(1, None) == ["dag"]
        assert values.shifts(1, 1) is None
        assert values.shifts(2, 2) is None

    def test_years_of_work(self) -> None:
        today = date(2026, 7, 1)
        assert values.years(date(2020, 1, 1), date(2021, 1, 1), today=today) == (Decimal(1), 2021)
        assert values.years(date(2022, 1, 1), date(2021, 1, 1), today=today) == (None, None)
        assert values.years(date(2025, 7, 1), date(2030, 1, 1), today=today) == (Decimal(1), None)
        assert values.years(None, date(2019, 1, 1), today=today) == (None, 2019)

    def test_a_leading_zero_of_an_sbi_code_is_lost(self) -> None:
        assert values.sbi(2052) is None
        assert values.sbi(52109) == "52109"


class TestFiles:
    @pytest.mark.usefixtures("assen")
    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"id;naam\n1;x", "geen geldig JSON"),
            (b"\xff\xfe\x00", "geen geldig JSON|UTF-8"),
            ("é".encode("latin-1"), "UTF-8"),
            (b'{"naam": 1}', "geen lijst"),
            (b"[]", "lege lijst"),
            (b"[" * 100_000, "te diep|geen geldig"),
            (b"[" + b"1" * 5_000 + b"]", "groot getal"),
            (b'[{"idVacature": "x"}]', "Geen enkele rij"),
        ],
    )
    def test_another_file_gives_one_clear_line(self, tmp_path: Path, content: bytes, says: str) -> None:
        path = tmp_path / "anders.json"
        path.write_bytes(content)
        with pytest.raises(UnusableFile, match=says) as refused:
            people(path)
        assert "\n" not in refused.value.message

    @pytest.mark.usefixtures("assen")
    def test_a_file_that_is_too_large_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "groot.json"
        with path.open("wb") as file:
            file.truncate(200_000_000)
        with pytest.raises(UnusableFile, match="groter dan 100 MB"):
            people(path)

    @pytest.mark.usefixtures("assen")
    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(UnusableFile, match=r"weg\.json is er niet"):
            people(tmp_path / "weg.json")

    def test_the_commands_are_there(self) -> None:
        told = CliRunner().invoke(cli, ["import", "--help"]).output
        assert "vum-candidates" in told
        assert "vum-vacancies" in told


def test_a_municipality_that_nobody_works_for_yet_gets_its_organisation(
    committed: Settings, written: WriteFile
) -> None:
    del committed
    path = written([jobseeker()])
    assert import_candidates(path, region="AM01", municipality="GM1680").outcomes == {Outcome.ADDED: 1}
    with db.unit_of_work() as session:
        made = session.scalars(select(Organisation).where(Organisation.municipality_code == "GM1680")).one()
        assert made.name == "Gemeente Aa en Hunze"
    with pytest.raises(NoKeeper, match="AM14"):
        import_candidates(path, region="AM14", municipality="GM1699")
