"""From rows of the database to what the engine sees, in a bounded number of queries whatever the number of people.

Name, sex, birth date, BSN and address are not even read here.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from matching.types import Adaptable, CandidateProfile, Experience, Task, VacancyQuery, Wish
from wsp.candidates import models as people
from wsp.employers.models import Establishment
from wsp.foundation.versions import known
from wsp.reference import queries as reference
from wsp.shortlists.language import concepts
from wsp.vacancies.models import Vacancy, VacancyTask


def _tuple(values: Sequence[Any] | None) -> tuple[Any, ...] | None:
    """None stays "not known"; an empty list stays "asked, and none"."""
    return None if values is None else tuple(values)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def candidate_profiles(session: Session, where: ColumnElement[bool], *, on: date) -> list[CandidateProfile]:
    """Profiles of the candidates that meet `where`, with everything that is dated as it is valid on `on`."""
    c = people.Candidate
    columns = (
        c.id, c.skills, c.education_level, c.diplomas, c.language_nl, c.driving_licences, c.transport,
        c.max_travel_minutes, c.hours_min, c.hours_max, c.shifts, c.available_from, c.cannot, c.guidance,
        c.motivation, c.profile_text, c.development_wish, c.waiting_since, c.profile_checked_on,
    )  # fmt: skip
    rows = session.execute(
        select(
            *columns,
            people.Residence.postcode,
            people.RegisterCheck.in_register,
            people.LoonwaardeIndication.percentage,
        )
        .outerjoin(people.Residence, _of(people.Residence, on))
        .outerjoin(people.RegisterCheck, _of(people.RegisterCheck, on))
        .outerjoin(people.LoonwaardeIndication, _of(people.LoonwaardeIndication, on))
        .where(where)
        .order_by(c.id)
    ).all()
    chosen = select(c.id).where(where)
    wishes = _grouped(
        session.execute(
            select(people.Wish.candidate_id, people.Wish.title, people.Wish.occupation_code)
            .where(people.Wish.candidate_id.in_(chosen))
            .order_by(people.Wish.candidate_id, people.Wish.position)
        )
    )
    jobs = _grouped(
        session.execute(
            select(
                people.Experience.candidate_id, people.Experience.title, people.Experience.occupation_code,
                people.Experience.years, people.Experience.ended_year,
            )
            .where(people.Experience.candidate_id.in_(chosen))
            .order_by(people.Experience.candidate_id, people.Experience.id)
        )
    )  # fmt: skip
    points = reference.points(session, {row.postcode[:4] for row in rows if row.postcode})
    concept = concepts(session)
    profiles = []
    for row in rows:
        pc4 = (row.postcode or "")[:4] or None
        lat, lon = points.get(pc4, (None, None)) if pc4 else (None, None)
        profiles.append(
            CandidateProfile(
                id=str(row.id),
                wishes=tuple(Wish(title=title, esco_uri=concept.get(code, code)) for title, code in wishes[row.id])
                or None,
                experience=tuple(
                    Experience(title=title, esco_uri=concept.get(code, code), years=_float(years), ended_year=ended)
                    for title, code, years, ended in jobs[row.id]
                )
                or None,
                skills=_tuple(row.skills),
                education_level=row.education_level,
                diplomas=_tuple(row.diplomas),
                language_nl=row.language_nl,
                driving_licences=_tuple(row.driving_licences),
                transport=_tuple(row.transport),
                pc4=pc4,
                lat=lat,
                lon=lon,
                max_travel_minutes=row.max_travel_minutes,
                hours_min=_float(row.hours_min),
                hours_max=_float(row.hours_max),
                shifts_ok=_tuple(row.shifts),
                available_from=row.available_from,
                cannot=_tuple(row.cannot),
                needs_guidance=row.guidance,
                loonwaarde=row.percentage,
                doelgroepregister=row.in_register,
                motivation=row.motivation,
                notes=row.profile_text or "",
                development_wishes=(row.development_wish,) if row.development_wish else None,
                waiting_since=row.waiting_since,
                updated_on=row.profile_checked_on,
            )
        )
    return profiles


def vacancy_queries(session: Session, where: ColumnElement[bool], *, on: date) -> list[VacancyQuery]:
    """Vacancies that meet `where`, as the engine sees them; work that could have begun before `on` begins on it."""
    rows = session.execute(
        select(Vacancy, Establishment.postcode, Establishment.public_transport)
        .outerjoin(Establishment, Establishment.id == Vacancy.establishment_id)
        .where(where)
        .order_by(Vacancy.id)
    ).all()
    tasks = _grouped(
        session.execute(
            select(VacancyTask.vacancy_id, VacancyTask.name, VacancyTask.hours_per_week)
            .where(VacancyTask.vacancy_id.in_(select(Vacancy.id).where(where)))
            .order_by(VacancyTask.vacancy_id, VacancyTask.position)
        )
    )
    points = reference.points(session, {postcode[:4] for _, postcode, _ in rows if postcode})
    concept = concepts(session)
    return [
        _vacancy_query(
            vacancy, tasks[vacancy.id], postcode, public_transport=by_bus, concept=concept, points=points, on=on
        )
        for vacancy, postcode, by_bus in rows
    ]


def vacancy_query(session: Session, vacancy: Vacancy, *, on: date) -> VacancyQuery:
    """One vacancy whose establishment and tasks were read already."""
    site = vacancy.establishment
    postcode = site.postcode if site else None
    return _vacancy_query(
        vacancy,
        [(task.name, task.hours_per_week) for task in vacancy.tasks],
        postcode,
        public_transport=site.public_transport if site else None,
        concept=concepts(session),
        points=reference.points(session, [postcode[:4]] if postcode else []),
        on=on,
    )


def _vacancy_query(
    vacancy: Vacancy,
    tasks: Sequence[tuple[Any, ...]],
    postcode: str | None,
    *,
    public_transport: bool | None,
    concept: Mapping[str, str],
    points: Mapping[str, tuple[float, float]],
    on: date,
) -> VacancyQuery:
    pc4 = (postcode or "")[:4] or None
    lat, lon = points.get(pc4, (None, None)) if pc4 else (None, None)
    return VacancyQuery(
        id=str(vacancy.id),
        title=vacancy.title,
        description=vacancy.description or "",
        esco_uri=concept.get(vacancy.occupation_code or "", vacancy.occupation_code),
        tasks=tuple(Task(name=name, hours_per_week=_float(hours)) for name, hours in tasks) or None,
        hours_min=_float(vacancy.hours_min),
        hours_max=_float(vacancy.hours_max),
        shifts=_tuple(vacancy.shifts),
        start_date=None if vacancy.start_date is None else max(vacancy.start_date, on),
        pc4=pc4,
        lat=lat,
        lon=lon,
        public_transport=public_transport,
        driving_licences_required=_tuple(vacancy.driving_licences),
        diplomas_required=_tuple(vacancy.diplomas),
        education_min=vacancy.education_min,
        language_nl_min=vacancy.language_nl_min,
        skills_required=_tuple(vacancy.skills_required),
        skills_wished=_tuple(vacancy.skills_wished),
        work_conditions=_tuple(vacancy.work_conditions),
        guidance_on_site=vacancy.guidance_on_site,
        adaptable=Adaptable(
            hours=vacancy.adaptable_hours,
            times=vacancy.adaptable_times,
            tasks=vacancy.adaptable_tasks,
            guidance=vacancy.adaptable_guidance,
        ),
        garantiebaan=vacancy.garantiebaan,
        wage_hour=_float(vacancy.wage_hour),
        contract_months=vacancy.contract_months,
    )


def _grouped(rows: Iterable[Any]) -> dict[uuid.UUID, list[tuple[Any, ...]]]:
    found: dict[uuid.UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found


def _of(
    fact: type[people.Residence | people.RegisterCheck | people.LoonwaardeIndication], on: date
) -> ColumnElement[bool]:
    """The version that holds on a day: one at most, by the exclusion constraint."""
    c = people.Candidate
    return and_(fact.region_id == c.region_id, fact.candidate_id == c.id, known(fact, on=on))
