"""Dated versions: corrections supersede, rests survive, two current versions never overlap."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.examples import examples
from wsp.employers.models import Employer, EmployerSector
from wsp.foundation import clock
from wsp.foundation.versions import known, period, record_version

REGION = "AM01"
START = date(2025, 1, 1)


def _employer(session: Session) -> uuid.UUID:
    row = Employer(
        region_id=REGION,
        number=uuid.uuid4().int % 10**9,
        name="Voorbeeld",
        sort_key="voorbeeld",
        status="klant",
        source="test",
    )
    session.add(row)
    session.flush()
    return row.id


def _sector(employer: uuid.UUID, sector: str, first: date, last: date | None) -> EmployerSector:
    return EmployerSector(region_id=REGION, employer_id=employer, sector=sector, valid=period(first, last))


def test_correction_in_the_middle_keeps_both_rests_and_the_old_belief(session: Session) -> None:
    employer = _employer(session)
    with clock.frozen(date(2025, 6, 1)):
        record_version(session, _sector(employer, "markt", START, None), subject="employer_id")
    with clock.frozen(date(2025, 9, 1)):
        record_version(
            session, _sector(employer, "overheid", date(2025, 3, 1), date(2025, 3, 31)), subject="employer_id"
        )
    now = session.scalars(select(EmployerSector).where(known(EmployerSector)).order_by(EmployerSector.valid)).all()
    assert [(v.sector, v.valid_from, v.valid_until) for v in now] == [
        ("markt", START, date(2025, 2, 28)),
        ("overheid", date(2025, 3, 1), date(2025, 3, 31)),
        ("markt", date(2025, 4, 1), None),
    ]
    with clock.frozen(date(2025, 7, 1)):
        before = known(EmployerSector, on=date(2025, 3, 15), as_known_at=clock.now())
    assert session.scalars(select(EmployerSector.sector).where(before)).all() == ["markt"]


def test_the_database_itself_refuses_an_overlap(session: Session) -> None:
    employer = _employer(session)
    session.add(_sector(employer, "markt", START, None))
    session.flush()
    session.add(_sector(employer, "overheid", date(2026, 1, 1), None))
    with pytest.raises(IntegrityError, match="ex_employer_sectors_valid"):
        session.flush()
    session.rollback()


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 40) | st.none(), st.sampled_from(["markt", "overheid"])),
        min_size=1,
        max_size=6,
    )
)
def test_after_any_corrections_each_day_shows_the_last_thing_said_about_it(
    session: Session, said: list[tuple[int, int | None, str]]
) -> None:
    employer = _employer(session)
    expected: dict[date, str] = {}
    for first, length, sector in said:
        start = START + timedelta(days=first)
        last = None if length is None else start + timedelta(days=length)
        record_version(session, _sector(employer, sector, start, last), subject="employer_id")
        for day in range(120):
            on = START + timedelta(days=day)
            if on >= start and (last is None or on <= last):
                expected[on] = sector
    rows = session.scalars(select(EmployerSector).where(known(EmployerSector), EmployerSector.employer_id == employer))
    shown = {
        START + timedelta(days=day): row.sector
        for row in rows
        for day in range(120)
        if START + timedelta(days=day) in row.valid
    }
    assert shown == expected
