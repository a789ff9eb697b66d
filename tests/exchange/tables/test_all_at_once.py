"""Many new employers, contact persons or vacancies at once write what the verbs write one by one."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories as employers
from wsp.accounts.permissions import GRANTS, Role
from wsp.audit.models import AuditEvent
from wsp.employers import service as employer_verbs
from wsp.employers.commands import AddContact, AddEmployer
from wsp.employers.enums import EmployerStatus, Sector, SizeClass, Source
from wsp.employers.errors import BadField, EmployerNotFound
from wsp.employers.models import Business, Contact, Employer, EmployerSector, Establishment
from wsp.employers.twins import Likeness, find_twins, find_twins_of_many
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, DomainError
from wsp.vacancies import service as vacancy_verbs
from wsp.vacancies.commands import AddVacancy, TaskEntry
from wsp.vacancies.enums import VacancySource, VacancyState
from wsp.vacancies.errors import NotReady
from wsp.vacancies.models import Vacancy, VacancyTask
from wsp.worklist.models import Task

PROCESS = Actor(
    user_id=None, region_id="AM01", organisation_id=None, kind="import",
    permissions=frozenset(each.value for each in GRANTS[Role.ACCOUNT_MANAGER]),
)  # fmt: skip
_OWN = {
    "id", "number", "created_at", "updated_at", "recorded_at", "version", "employer_id", "vacancy_id", "business_id",
    "subject_id", "key", "title",
}  # fmt: skip
"""What differs by nature; titles of tasks hold the number."""


def written(session: Session, of: Sequence[tuple[type[Any], str]], subject_id: uuid.UUID) -> dict[str, Any]:
    """Rows of these tables whose column names the subject, and what the log says of it."""
    session.flush()
    session.expire_all()
    found: dict[str, Any] = {}
    for model, column in of:
        names = [each.key for each in inspect(model).column_attrs if each.key not in _OWN]
        rows = session.scalars(select(model).where(getattr(model, column) == subject_id)).all()
        assert rows or model is Task, model
        found[model.__tablename__] = sorted(({name: getattr(row, name) for name in names} for row in rows), key=repr)
    events = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == subject_id)).all()
    found["events"] = sorted(
        (each.action, each.actor_kind, repr(each.before), repr(_plain(each.after)), each.reason) for each in events
    )
    return found


def _plain(after: dict[str, Any] | None) -> dict[str, Any]:
    return {
        name: value
        for name, value in sorted((after or {}).items())
        if name not in {"number", "nummer", "name", "kvk_number", "contact_id", "phone"}
    }


WHOLE: dict[str, Any] = {
    "place": "Assen", "sector": Sector.GOVERNMENT, "sbi_code": "8411", "status": EmployerStatus.CLIENT,
    "size_class": next(iter(SizeClass)),
    "website": "https://proef.example", "note": "Belt graag.", "street": "Proefstraat", "house_number": "1a",
    "postcode": "9401 AB", "municipality_code": "GM0106", "sector_from": date(2020, 1, 1), "source": Source.IMPORT,
}  # fmt: skip
BARE: dict[str, Any] = {"place": "Gieten", "sector": Sector.MARKET, "source": Source.IMPORT}


def test_employers_are_written_as_one_by_one(session: Session) -> None:
    owner = accounts.actor(session, Role.ACCOUNT_MANAGER).user_id
    for given in (WHOLE | {"owner_id": owner}, BARE):
        single = employer_verbs.add_employer(
            session, AddEmployer(name="Los", kvk_number="90000301", another=True, **given), actor=PROCESS
        )
        session.get_one(Employer, single.id).business_id = None
        session.flush()
        [together] = employer_verbs.add_employers(
            session, [AddEmployer(name="Los", kvk_number="90000301", another=True, **given)], actor=PROCESS
        )
        tables = [(Employer, "id"), (Establishment, "employer_id"), (EmployerSector, "employer_id")]
        assert written(session, tables, together) == written(session, tables, single.id)
        row = session.get_one(Employer, together)
        assert row.number == session.get_one(Employer, single.id).number + 1
        assert session.get_one(Business, row.business_id).kvk_number == "90000301"
        row.business_id = None
        session.flush()


def test_one_business_is_one_employer_also_within_one_lot(session: Session) -> None:
    both = [AddEmployer(name=name, kvk_number="90000302", **BARE) for name in ("Een", "Twee")]
    with pytest.raises(IntegrityError), session.begin_nested():
        employer_verbs.add_employers(session, both, actor=PROCESS)
    with pytest.raises(BadField):
        employer_verbs.add_employers(
            session, [AddEmployer(name="Gestopt", **BARE | {"status": EmployerStatus.STOPPED})], actor=PROCESS
        )
    with pytest.raises(BadField):
        employer_verbs.add_employers(
            session, [AddEmployer(name="Van niemand", **BARE | {"owner_id": uuid.uuid4()})], actor=PROCESS
        )
    assert session.scalars(select(Employer)).all() == []


def test_the_twins_of_many_are_the_twins_of_each(session: Session) -> None:
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    at = {"postcode": "9401 AB", "house_number": "1"}
    employers.employer(session, manager, "Bakkerij Proef", kvk_number="90000303", **at)
    employers.employer(session, manager, "Bakkerij Proeff", **at)
    employers.employer(session, manager, "Heel iets anders", phone="+31592000303", **at)
    asked = [
        Likeness("Bakkerij Proef B.V.", place="Assen"),
        Likeness("Bakkerij Proef", place="Gieten"),
        Likeness("Wasserij", kvk_number="90000303"),
        Likeness("Wasserij", phone="+31592000303"),
        Likeness("Bakkerij Proevf", **at),
        Likeness("Kantoor in hetzelfde gebouw", **at),
        Likeness("..."),
    ]
    each = [find_twins(session, manager, one) for one in asked]
    assert find_twins_of_many(session, manager, asked) == each
    assert [len(found) for found in each] == [1, 0, 1, 1, 2, 0, 0]
    assert each[2][0].certain


def test_contact_persons_are_written_as_one_by_one(session: Session) -> None:
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    for given in ({}, {"role": "Chef", "email": "x@proef.example", "phone": "+31592000304", "first_choice": True}):
        single, together = (employers.employer(session, manager) for _ in range(2))
        employer_verbs.add_contact(session, AddContact(employer_id=single.id, name="A Proef", **given), actor=PROCESS)
        [made] = employer_verbs.add_contacts(
            session, [AddContact(employer_id=together.id, name="A Proef", **given)], actor=PROCESS
        )
        assert session.get_one(Contact, made).employer_id == together.id
        tables = [(Contact, "employer_id")]
        left, right = (written(session, tables, each.id) for each in (together, single))
        assert left["contacts"] == right["contacts"]
        added = [[event for event in found["events"] if "contact" in event[0]] for found in (left, right)]
        assert added[0] == added[1] != []


def test_two_first_choices_are_not_taken_together(session: Session) -> None:
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    firm = employers.employer(session, manager)
    first = [AddContact(employer_id=firm.id, name=name, first_choice=True) for name in ("A", "B")]
    with pytest.raises(Conflict):
        employer_verbs.add_contacts(session, first, actor=PROCESS)
    employer_verbs.add_contacts(session, first[:1], actor=PROCESS)
    with pytest.raises(Conflict):
        employer_verbs.add_contacts(session, first[1:], actor=PROCESS)
    with pytest.raises(EmployerNotFound):
        employer_verbs.add_contacts(session, [AddContact(employer_id=uuid.uuid4(), name="C")], actor=PROCESS)


def vacancy(employer_id: uuid.UUID, **given: Any) -> AddVacancy:
    """What an import makes of a row."""
    values: dict[str, Any] = {
        "employer_id": employer_id, "title": "Orderpicker", "hours_max": Decimal(32), "shifts": ("dag",),
        "source": VacancySource.IMPORT,
    }  # fmt: skip
    return AddVacancy(**(values | given))


FULL: dict[str, Any] = {
    "description": "Orders pakken.", "tasks": (TaskEntry("Pakken", Decimal(20)), TaskEntry("Vegen", None)),
    "hours_min": Decimal(24), "places": 3, "wage_hour": Decimal(20), "driving_licences": ("B",),
    "skills_wished": ("Heftruck",), "adaptable_tasks": True, "education_min": 2,
}  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        lambda: FULL | {"closes_on": clock.today() + timedelta(days=60)},
        lambda: {"state": VacancyState.REVIEW},
        lambda: {"state": VacancyState.CONCEPT, "shifts": None},
    ],
    ids=["vol", "ter-beoordeling", "concept"],
)
def test_vacancies_are_written_as_one_by_one(session: Session, given: Callable[[], dict[str, Any]]) -> None:
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    firm = employers.employer(session, manager, owner_id=manager.user_id)
    site = employers.establishment(session, manager, firm)
    command = vacancy(firm.id, establishment_id=site.id, **given())
    single = vacancy_verbs.add_vacancy(session, command, actor=PROCESS)
    [together] = vacancy_verbs.add_vacancies(session, [command], actor=PROCESS)
    tables: list[tuple[type[Any], str]] = [(Vacancy, "id"), (Task, "subject_id")]
    if command.tasks:
        tables.append((VacancyTask, "vacancy_id"))
    assert written(session, tables, together) == written(session, tables, single.id)
    tasks = [session.scalars(select(Task).where(Task.subject_id == each)).all() for each in (together, single.id)]
    assert len(tasks[0]) == len(tasks[1]) == (command.state is not VacancyState.CONCEPT)
    for planned in tasks[0]:
        assert planned.organisation_id == manager.organisation_id
        assert f"V-{session.get_one(Vacancy, together).number}" in planned.title
        log = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == planned.id)).one()
        assert log.action == "task.planned"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"hours_max": Decimal(100)}, DomainError),
        ({"shifts": None}, NotReady),
        ({"establishment_id": uuid.uuid4()}, DomainError),
        ({"wage_hour": Decimal(1)}, DomainError),
        ({"employer_id": uuid.uuid4()}, EmployerNotFound),
    ],
)
def test_one_that_cannot_be_keeps_all_out(session: Session, given: dict[str, Any], error: type[DomainError]) -> None:
    firm = employers.employer(session, accounts.actor(session, Role.ACCOUNT_MANAGER))
    both = [vacancy(firm.id), vacancy(**({"employer_id": firm.id} | given))]
    with pytest.raises(error):
        vacancy_verbs.add_vacancies(session, both, actor=PROCESS)
    assert session.scalars(select(Vacancy)).all() == []
