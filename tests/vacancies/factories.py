"""Vacancies for tests, made directly as rows: flush only."""

import itertools
import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from tests.employers import factories as employers
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.vacancies.enums import VacancySource, VacancyState
from wsp.vacancies.models import Vacancy, VacancyTask

_number = itertools.count(7001)


def vacancy(
    session: Session,
    actor: Actor,
    *,
    employer: Employer | None = None,
    title: str = "Orderpicker",
    state: VacancyState = VacancyState.OPEN,
    tasks: tuple[str, ...] = ("Bestellingen verzamelen", "Dozen inpakken"),
    **fields: Any,
) -> Vacancy:
    """A vacancy of 24 to 28 hours by day that closes in two months, at a new employer when none is given."""
    employer = employer or employers.employer(session, actor)
    made = Vacancy(
        id=uuid.uuid4(),
        region_id=employer.region_id,
        number=next(_number),
        employer_id=employer.id,
        state=state.value,
        title=title,
        source=VacancySource.STAFF.value,
        **(
            {
                "hours_min": Decimal(24),
                "hours_max": Decimal(28),
                "shifts": ["dag"],
                "closes_on": clock.today() + timedelta(days=60),
            }
            | fields
        ),
    )
    session.add(made)
    session.flush()
    session.add_all(
        VacancyTask(region_id=made.region_id, vacancy_id=made.id, position=position, name=name)
        for position, name in enumerate(tasks, start=1)
    )
    session.flush()
    return made
