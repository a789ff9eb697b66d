"""The demo region obeys what the program enforces, has the proportions asked for, and is the same every time."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from wsp import demo
from wsp.accounts import demo as demo_accounts
from wsp.accounts.commands import LogIn
from wsp.accounts.service import log_in
from wsp.candidates import rules as candidate_rules
from wsp.candidates.enums import ProfileField, Stage
from wsp.candidates.models import Candidate, Experience, LoonwaardeIndication, Residence, Wish
from wsp.demo.plan import groups, regions
from wsp.employers.models import Contact, ContactMoment, Employer, EmployerSector, Establishment
from wsp.foundation import clock, numbers
from wsp.foundation.db import Database
from wsp.foundation.errors import Conflict, InvalidInput
from wsp.vacancies.models import Vacancy, VacancyTask

AM01, AM14 = regions()


class TestProportions:
    def test_each_region_has_the_numbers_of_its_plan(self, filled: Database) -> None:
        for plan in (AM01, AM14):
            with filled.unit_of_work(plan.code) as session:
                # A few were typed in twice, on purpose.
                assert session.scalar(select(func.count(Employer.id))) - plan.employers in range(1, 7)
                assert session.scalar(select(func.count(Candidate.id))) - plan.candidates in range(1, 9)
                states = Counter(session.scalars(select(Vacancy.state)))
            assert states["open"] + states["in-behandeling"] == plan.open_vacancies
            for state, count in plan.other_vacancies.items():
                assert states[state] == count

    def test_the_bands_are_those_of_the_three_municipalities(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            bands = Counter(
                candidate_rules.band(each) for each in session.scalars(select(LoonwaardeIndication.percentage))
            )
        total = sum(group.people for group in groups())
        low = next(group.people for group in groups() if group.code == "0-30") / total
        assert bands.total() > 2500
        assert abs(bands[candidate_rules.Band.TO_30] / bands.total() - low) < 0.06

    def test_government_is_fifteen_percent_of_the_employers(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            sectors = Counter(session.scalars(select(EmployerSector.sector)))
        assert sectors["overheid"] == 90

    def test_unknown_shows_but_does_not_rule(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            rows = session.scalars(select(Candidate)).all()
        for field in ("education_level", "diplomas", "cannot", "guidance", "max_travel_minutes", "driving_licences"):
            unknown = sum(getattr(row, field) is None for row in rows) / len(rows)
            assert 0.08 < unknown < 0.30, field


class TestRulesHold:
    def test_every_profile_passes_the_rules_of_candidates(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            rows = session.scalars(select(Candidate)).all()
            wished = set(session.scalars(select(Wish.candidate_id)))
            housed = set(session.scalars(select(Residence.candidate_id)))
        plain = [field for field in ProfileField if field not in {ProfileField.WISHES, ProfileField.EXPERIENCES}]
        for row in rows:
            candidate_rules.check_changes({field.value: getattr(row, field.value) for field in plain})
            candidate_rules.check_hours(row.hours_min, row.hours_max)
            if row.stage == Stage.MATCHABLE:
                known = {field.value for field in plain if getattr(row, field.value) is not None}
                known |= {"wishes"} if row.id in wished else set()
                candidate_rules.check_matchable(known, residence=row.id in housed)
                assert row.waiting_since is not None

    def test_tasks_fit_in_the_week_of_their_vacancy(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            over = session.execute(
                select(Vacancy.number)
                .join(VacancyTask, VacancyTask.vacancy_id == Vacancy.id)
                .group_by(Vacancy.id)
                .having(func.sum(VacancyTask.hours_per_week) > Vacancy.hours_max)
            ).all()
        assert over == []

    def test_open_vacancies_have_not_closed(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            late = session.scalars(
                select(Vacancy.number).where(
                    Vacancy.state.in_(["open", "in-behandeling"]), Vacancy.closes_on < clock.today()
                )
            ).all()
        assert late == []

    def test_nothing_happened_in_the_future(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            for column in (ContactMoment.occurred_at, Candidate.created_at, Vacancy.created_at, Employer.created_at):
                assert session.scalar(select(func.max(column))) <= clock.now()

    def test_telephone_numbers_and_postcodes_are_stored_in_their_normal_form(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            phones = {
                phone
                for column in (Candidate.phone, Contact.phone, Employer.phone)
                for phone in session.scalars(select(column).where(column.is_not(None)))
            }
            postcodes = set(session.scalars(select(Establishment.postcode))) | set(
                session.scalars(select(Residence.postcode))
            )
        assert all(numbers.telephone(phone) == phone for phone in phones)
        # After the area code (or 06) comes 00, which no exchange hands out.
        assert all(phone.startswith(("+3160000", "+31600", "+315920")) for phone in phones)
        assert all(numbers.postcode(code) == code for code in postcodes)


class TestTexts:
    @pytest.mark.parametrize(
        ("column", "share"),
        [(Candidate.profile_text, 0.95), (ContactMoment.report, 0.9), (Vacancy.description, 0.95)],
        ids=["profiles", "reports", "vacancies"],
    )
    def test_texts_differ(self, filled: Database, column: object, share: float) -> None:
        with filled.unit_of_work("AM01") as session:
            texts = [text for text in session.scalars(select(column)) if text]  # type: ignore[call-overload]  # columns of several tables in turn
        times = Counter(texts)
        assert len(times) / len(texts) > share
        assert max(times.values()) <= 6

    def test_a_profile_names_nobody(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            rows = session.execute(
                select(Candidate.first_name, Candidate.last_name, Candidate.profile_text).where(
                    Candidate.profile_text.is_not(None)
                )
            ).all()
        for first, last, text in rows:
            assert last not in text
            assert first not in text.replace(".", " ").replace(",", " ").split()

    def test_no_slot_was_left_open(self, filled: Database) -> None:
        with filled.unit_of_work("AM01") as session:
            for column in (Candidate.profile_text, ContactMoment.report, ContactMoment.subject, Vacancy.description):
                assert not [text for text in session.scalars(select(column)) if text and "{" in text]

    def test_wish_experience_and_text_belong_together(self, filled: Database) -> None:
        """The wished work is named, or one of its skills is, in most profiles that have a text."""
        with filled.unit_of_work("AM01") as session:
            worked = set(session.scalars(select(Experience.candidate_id)))
            claims = session.execute(
                select(Candidate.id, Candidate.profile_text).where(
                    Candidate.profile_text.contains("Zoekt een eerste plek")
                )
            ).all()
        assert claims
        assert not [candidate for candidate, _ in claims if candidate in worked]


class TestWall:
    def test_a_region_sees_only_its_own_rows(self, filled: Database) -> None:
        with filled.unit_of_work("AM14") as session:
            assert set(session.scalars(select(Employer.region_id))) == {"AM14"}
            assert set(session.scalars(select(Candidate.region_id))) == {"AM14"}

    def test_every_demo_account_logs_in_with_the_password_on_the_screen(self, filled: Database) -> None:
        for label, email, password in demo.accounts():
            with filled.unit_of_work(None) as session:
                login = log_in(session, LogIn(email, password, "127.0.0.1")).login
            assert login.active is not None, label
        assert {account.region_id for account in demo_accounts.ACCOUNTS} == {"AM01", "AM14"}


class TestLoading:
    def test_a_filled_database_is_refused_and_left_alone(self, filled: Database) -> None:
        def employers() -> int:
            with filled.unit_of_work("AM14") as session:
                return session.scalar(select(func.count(Employer.id))) or 0

        before = employers()
        assert before >= AM14.employers
        with pytest.raises(Conflict, match="lege database"):
            demo.load()
        demo.load(missing_only=True)
        assert employers() == before

    def test_a_region_that_is_no_demo_region_is_refused(self) -> None:
        with pytest.raises(InvalidInput, match="AM99"):
            demo.plans(["AM99"])
