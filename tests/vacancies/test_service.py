"""The verbs of vacancies on a real database: what they keep, what they refuse, which tasks they bring."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories as employers
from tests.vacancies import factories
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.employers.errors import EmployerNotFound
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, NotAllowed, StaleVersion
from wsp.reference import service as reference
from wsp.reference.queries import find_occupations
from wsp.vacancies import queries, service
from wsp.vacancies.commands import AddVacancy, EditVacancy, MoveVacancy, SaveDraft, TaskEntry
from wsp.vacancies.enums import VACANCY_STATES, VacancySource, VacancyState
from wsp.vacancies.errors import ClosingDayPast, InvalidVacancy, NotReady, VacancyNotFound, WageTooLow
from wsp.vacancies.models import Vacancy
from wsp.worklist.models import Task


@pytest.fixture
def manager(session: Session) -> Actor:
    return accounts.actor(session, Role.ACCOUNT_MANAGER)


def new(employer_id: uuid.UUID, **fields: Any) -> AddVacancy:
    given: dict[str, Any] = {
        "title": "Orderpicker",
        "hours_min": Decimal(24),
        "hours_max": Decimal(28),
        "shifts": ("dag",),
        "closes_on": clock.today() + timedelta(days=60),
        "tasks": (TaskEntry("Bestellingen verzamelen", Decimal(16)), TaskEntry("Inpakken", Decimal(8))),
    }
    return AddVacancy(employer_id=employer_id, **(given | fields))


def edit(of: Vacancy, **fields: Any) -> EditVacancy:
    given: dict[str, Any] = {
        "title": of.title,
        "hours_min": of.hours_min,
        "hours_max": of.hours_max,
        "shifts": tuple(of.shifts or ()),
        "closes_on": of.closes_on,
        "tasks": (TaskEntry("Bestellingen verzamelen"), TaskEntry("Dozen inpakken")),
    }
    return EditVacancy(vacancy_id=of.id, version=of.version, **(given | fields))


def open_tasks(session: Session, of: Vacancy) -> dict[str, date]:
    rows = session.scalars(select(Task).where(Task.subject_id == of.id, Task.done_at.is_(None)))
    return {row.kind: row.due_on for row in rows}


def test_a_vacancy_gets_a_number_its_tasks_and_an_owner(session: Session, manager: Actor) -> None:
    employer = employers.employer(session, manager)
    made = service.add_vacancy(session, new(employer.id), actor=manager)
    card = queries.vacancy(session, manager, made.id)
    assert [(task.name, task.hours_per_week) for task in card.tasks] == [
        ("Bestellingen verzamelen", 16),
        ("Inpakken", 8),
    ]
    assert card.employer.id == employer.id
    assert card.owner_id == (employer.owner_id or manager.user_id)
    second = service.add_vacancy(session, new(employer.id), actor=manager)
    assert second.number == made.number + 1
    assert [row.id for row in queries.of_employer(session, manager, employer.id)] == [second.id, made.id]


def test_an_occupation_that_a_colleague_chose_is_proposed_for_the_title_from_then_on(
    session: Session, manager: Actor
) -> None:
    reference.load_starter(session)
    employer = employers.employer(session, manager)
    made = service.add_vacancy(session, new(employer.id, title="Vachtfriseur"), actor=manager)
    assert find_occupations(session, "vachtfriseur") == []
    service.edit_vacancy(session, edit(made, title="Vachtfriseur", occupation_code="wsp:hondentrimmer"), actor=manager)
    assert find_occupations(session, "vachtfriseur")[0].code == "wsp:hondentrimmer"
    brought = new(employer.id, title="Nagelfriseur", occupation_code="wsp:hondentrimmer", source=VacancySource.IMPORT)
    service.add_vacancy(session, brought, actor=manager)
    assert find_occupations(session, "nagelfriseur") == []


def test_there_must_be_such_an_employer(session: Session, manager: Actor) -> None:
    with pytest.raises(EmployerNotFound):
        service.add_vacancy(session, new(uuid.uuid4()), actor=manager)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"hours_min": Decimal(30), "hours_max": Decimal(20), "tasks": ()}, "hours_max"),
        ({"hours_max": Decimal(61)}, "hours_max"),
        ({"hours_min": Decimal(0)}, "hours_min"),
        ({"places": 0}, "places"),
        ({"places": 501}, "places"),
        ({"shifts": ("ochtend",)}, "shifts"),
        ({"work_conditions": ("gevaarlijk",)}, "work_conditions"),
        ({"education_min": 9}, "education_min"),
        ({"guidance_on_site": "veel"}, "guidance_on_site"),
        ({"contract_months": 0}, "contract_months"),
        ({"tasks": (TaskEntry("Lang", Decimal(29)),)}, "tasks"),
        ({"tasks": (TaskEntry("Niets", Decimal(0)),)}, "tasks"),
        ({"establishment_id": uuid.uuid4()}, "establishment_id"),
        ({"contact_id": uuid.uuid4()}, "contact_id"),
    ],
)
def test_facts_that_cannot_be_right(session: Session, manager: Actor, fields: dict[str, Any], field: str) -> None:
    employer = employers.employer(session, manager)
    with pytest.raises(InvalidVacancy) as refused:
        service.add_vacancy(session, new(employer.id, **fields), actor=manager)
    assert set(refused.value.fields) == {field}
    assert session.scalars(select(Vacancy)).all() == []


def test_a_wage_under_the_minimum_names_amount_and_day(session: Session, manager: Actor) -> None:
    employer = employers.employer(session, manager)
    with clock.frozen(date(2026, 3, 2)):
        low = new(employer.id, wage_hour=Decimal("14.70"), closes_on=None)
        with pytest.raises(WageTooLow) as refused:
            service.add_vacancy(session, low, actor=manager)
        assert "€ 14,71 per uur op 2 maart 2026" in refused.value.message
        assert "€ 14,70" in refused.value.message
        assert service.add_vacancy(session, replace(low, wage_hour=Decimal("14.71")), actor=manager).id
        later = replace(low, wage_hour=Decimal("14.71"), start_date=date(2026, 8, 1))
        with pytest.raises(WageTooLow) as refused:
            service.add_vacancy(session, later, actor=manager)
        assert "€ 14,99 per uur op 1 augustus 2026" in refused.value.message


def test_an_open_vacancy_must_be_matchable(session: Session, manager: Actor) -> None:
    employer = employers.employer(session, manager)
    bare = new(employer.id, hours_max=None, hours_min=None, shifts=None)
    with pytest.raises(NotReady) as refused:
        service.add_vacancy(session, bare, actor=manager)
    assert refused.value.missing == ("uren per week", "wanneer het werk is")
    concept = service.add_vacancy(session, replace(bare, state=VacancyState.CONCEPT), actor=manager)
    with pytest.raises(NotReady):
        service.open_vacancy(session, concept.id, actor=manager)
    assert concept.state == VacancyState.CONCEPT


def test_reading_only_is_reading_only(session: Session, manager: Actor) -> None:
    made = factories.vacancy(session, manager)
    reader = accounts.actor(session, Role.CLIENT_MANAGER)
    assert queries.vacancy(session, reader, made.id).id == made.id
    with pytest.raises(NotAllowed):
        service.edit_vacancy(session, edit(made, title="Anders"), actor=reader)
    with pytest.raises(NotAllowed):
        service.open_vacancy(session, made.id, actor=reader)
    with pytest.raises(VacancyNotFound):
        queries.vacancy(session, accounts.actor(session, Role.JOB_COACH), made.id)


def test_a_change_is_written_down_with_before_and_after(session: Session, manager: Actor) -> None:
    made = factories.vacancy(session, manager)
    change = edit(made, title="Magazijnhulp", tasks=(TaskEntry("Inpakken", Decimal("7.5")),))
    before = made.version
    edited = service.edit_vacancy(session, change, actor=manager)
    assert edited.version == before + 1
    assert [task.name for task in queries.vacancy(session, manager, made.id).tasks] == ["Inpakken"]
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "vacancies.edit")).one()
    assert event.before == {"title": "Orderpicker", "tasks": ["Bestellingen verzamelen: ?", "Dozen inpakken: ?"]}
    assert event.after == {"title": "Magazijnhulp", "tasks": ["Inpakken: 7.5"]}


def test_a_stale_save_shows_both_versions_and_changes_nothing(session: Session, manager: Actor) -> None:
    made = factories.vacancy(session, manager)
    stale = edit(made, hours_max=Decimal(32), garantiebaan=True)
    service.edit_vacancy(session, edit(made, hours_max=Decimal("30.5")), actor=manager)
    with pytest.raises(StaleVersion) as refused:
        service.edit_vacancy(session, stale, actor=manager)
    assert refused.value.mine == {"Uren tot": "32 uur", "Garantiebaan": "ja"}
    assert refused.value.theirs == {"Uren tot": "30,5 uur", "Garantiebaan": "nee"}
    assert refused.value.version == made.version
    assert not queries.vacancy(session, manager, made.id).garantiebaan


@pytest.mark.parametrize("current", list(VacancyState))
def test_only_steps_of_the_table_are_possible(session: Session, manager: Actor, current: VacancyState) -> None:
    made = factories.vacancy(session, manager, state=current)
    for target in set(VacancyState) - VACANCY_STATES.transitions[current]:
        with pytest.raises(Conflict):
            service.move_state(session, MoveVacancy(made.id, target, "reden"), actor=manager)
    assert made.state == current
    for target in VACANCY_STATES.transitions[current]:
        service.move_state(session, MoveVacancy(made.id, target, "reden"), actor=manager)
        made.state = current.value
        session.flush()


def test_stopping_needs_a_reason(session: Session, manager: Actor) -> None:
    made = factories.vacancy(session, manager)
    with pytest.raises(InvalidVacancy) as refused:
        service.withdraw_vacancy(session, made.id, reason=" ", actor=manager)
    assert set(refused.value.fields) == {"reason"}
    service.withdraw_vacancy(session, made.id, reason="Intern opgelost.", actor=manager)
    assert made.closed_reason == "Intern opgelost."
    service.open_vacancy(session, made.id, actor=manager)
    assert made.closed_reason is None


def test_what_closed_opens_with_a_new_closing_day(session: Session, manager: Actor) -> None:
    today = clock.today()
    made = factories.vacancy(session, manager, state=VacancyState.EXPIRED, closes_on=today - timedelta(days=1))
    with pytest.raises(ClosingDayPast):
        service.open_vacancy(session, made.id, actor=manager)
    service.open_vacancy(session, made.id, actor=manager, closes_on=today + timedelta(days=30))
    assert (made.state, made.closes_on) == (VacancyState.OPEN, today + timedelta(days=30))


def test_a_vacancy_closes_itself_and_only_then(session: Session, manager: Actor) -> None:
    today = clock.today()
    last_day = factories.vacancy(session, manager, closes_on=today)
    over = factories.vacancy(session, manager, closes_on=today - timedelta(days=1))
    filled = factories.vacancy(session, manager, closes_on=today - timedelta(days=1), state=VacancyState.FILLED)
    assert service.expire_vacancies(session, actor=manager) == 1
    assert service.expire_vacancies(session, actor=manager) == 0
    assert [last_day.state, over.state, filled.state] == ["open", "verlopen", "vervuld"]


def test_the_closing_day_brings_a_task_that_follows_and_goes(session: Session, manager: Actor) -> None:
    today = clock.today()
    employer = employers.employer(session, manager)
    made = service.add_vacancy(session, new(employer.id), actor=manager)
    assert open_tasks(session, made) == {"vacature-verloopt": today + timedelta(days=46)}
    later = edit(made, closes_on=today + timedelta(days=100))
    service.edit_vacancy(session, later, actor=manager)
    assert open_tasks(session, made) == {"vacature-verloopt": today + timedelta(days=86)}
    service.move_state(session, MoveVacancy(made.id, VacancyState.FILLED), actor=manager)
    assert open_tasks(session, made) == {}


def test_a_vacancy_from_the_portal_waits_for_review(session: Session, manager: Actor) -> None:
    employer = employers.employer(session, manager)
    made = service.add_vacancy(session, new(employer.id, state=VacancyState.REVIEW), actor=manager)
    assert list(open_tasks(session, made)) == ["vacature-beoordelen"]
    service.open_vacancy(session, made.id, actor=manager)
    assert list(open_tasks(session, made)) == ["vacature-verloopt"]


def test_a_draft_is_kept_raw_and_is_of_one_person(session: Session, manager: Actor) -> None:
    raw = {"title": ["=1+1<script>"], "hours_max": ["veel"], "shifts": ["dag", "avond"]}
    service.save_draft(session, SaveDraft(2, raw), actor=manager)
    service.save_draft(session, SaveDraft(3, raw | {"places": ["x"]}), actor=manager)
    found = queries.draft(session, manager)
    assert found is not None
    assert (found.step, found.data) == (3, raw | {"places": ["x"]})
    colleague = accounts.actor(session, Role.ACCOUNT_MANAGER)
    assert queries.draft(session, colleague) is None
    service.drop_draft(session, actor=colleague)
    assert queries.draft(session, manager) is not None
    service.drop_draft(session, actor=manager)
    assert queries.draft(session, manager) is None
