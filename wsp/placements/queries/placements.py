"""Reads of placements: one list, one card, free places."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from wsp.accounts import queries as accounts
from wsp.accounts.models import Organisation
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.models import Candidate
from wsp.employers.models import Employer, Establishment
from wsp.foundation import answers, clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, window
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import known
from wsp.placements import policy
from wsp.placements.enums import TAKES_PLACE, PlacementKind, PlacementState
from wsp.placements.errors import PlacementNotFound
from wsp.placements.models import Placement, PlacementInstrument, PlacementLoonwaarde, PlacementTerms
from wsp.placements.obligations.models import Obligation
from wsp.placements.obligations.queries import work_of
from wsp.placements.queries import facts as histories
from wsp.placements.queries.instruments import Attached, attached
from wsp.placements.queries.jobs import Job, jobs
from wsp.placements.rules import History, TermsVersion
from wsp.placements.social_return import counting
from wsp.vacancies.models import Vacancy
from wsp.vacancies.rules import free_places as free
from wsp.worklist.models import Task

_LONGEST_NUMBER: Final = 9


class Sort(StrEnum):
    """By what the list is sorted."""

    NUMBER = "nummer"
    EMPLOYER = "werkgever"
    STATE = "status"
    START = "start"
    END = "einde"
    FUNCTION = "functie"


@dataclass(frozen=True, kw_only=True)
class PlacementFilter:
    """What the list shows; every field is one part of its address."""

    text: str | None = None
    state: PlacementState | None = None
    running: bool = False
    """Everything that has not ended."""
    kind: PlacementKind | None = None
    instrument: str | None = None
    municipality: str | None = None
    employer_id: uuid.UUID | None = None
    candidate_id: uuid.UUID | None = None
    vacancy_id: uuid.UUID | None = None
    owner_id: uuid.UUID | None = None
    ends_within_days: int | None = None
    sort: Sort = Sort.NUMBER
    descending: bool = True


@dataclass(frozen=True)
class PlacementRow:
    """A line of the list. `person` is None when the candidate is no longer shared with this actor."""

    id: uuid.UUID
    number: int
    state: PlacementState
    function_title: str
    candidate_id: uuid.UUID
    person: MaskedCandidate | None
    employer_id: uuid.UUID
    employer: str
    starts_on: date
    ends_on: date | None
    terms: TermsVersion | None
    """What holds today, or on the first or last day."""
    owner: str | None


@dataclass(frozen=True)
class PlacementCard:
    """One placement with everything its page shows."""

    row: Placement
    person: MaskedCandidate | None
    employer: Employer
    establishment: Establishment | None
    vacancy: Vacancy | None
    history: History
    measurements: Sequence[PlacementLoonwaarde]
    instruments: Sequence[Attached]
    tasks: Sequence[Task]
    obligations: Sequence[Obligation]
    names: dict[uuid.UUID, str]
    client_manager: str | None
    organisation_id: uuid.UUID
    organisation: str
    jobs: Sequence[Job]
    """The other jobs of this person that have not ended."""
    counts_for: Sequence[counting.CountsFor] = ()


def list_placements(
    session: Session,
    actor: Actor,
    wanted: PlacementFilter,
    *,
    page: int = 1,
    size: int = SIZE,
    counts: Mapping[PlacementState, int] | None = None,
    purpose: str = "lijst",
) -> Page[PlacementRow]:
    """One page of the placements that this actor may read; the persons shown are logged with `purpose`.

    First which ones stand on the page, then what the page shows of them.
    `counts` (`state_counts`) says how many there are in all when nothing is asked.
    """
    looked_in = candidates.looked_in(session, actor)
    asked = _sorted(_joined(select(Placement.id)), wanted).where(*conditions(actor, wanted, looked_in))
    ids, total, number = window(session, asked, page=page, size=size, total=_known(wanted, counts))
    shown = ordered(wanted).where(Placement.id.in_([row[0] for row in ids]))
    found = session.execute(shown).all() if ids else []
    return Page(_lines(session, actor, found, purpose=purpose), total, number, size)


def placement_row(session: Session, actor: Actor, placement_id: uuid.UUID, *, purpose: str) -> PlacementRow:
    """One line of the list; the person shown is logged.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    asked = ordered(PlacementFilter()).where(Placement.id == placement_id, policy.visible_placements(actor))
    found = session.execute(asked).all()
    if not found:
        raise PlacementNotFound
    return _lines(session, actor, found, purpose=purpose)[0]


def _known(wanted: PlacementFilter, counts: Mapping[PlacementState, int] | None) -> int | None:
    if counts is None or wanted != PlacementFilter(sort=wanted.sort, descending=wanted.descending):
        return None
    return sum(counts.values())


def all_placements(session: Session, actor: Actor, wanted: PlacementFilter) -> Sequence[PlacementRow]:
    """Every line that the list would show over all its pages, for the export."""
    found = session.execute(ordered(wanted).where(*conditions(actor, wanted))).all()
    return _lines(session, actor, found, purpose="export")


def state_counts(session: Session, actor: Actor) -> dict[PlacementState, int]:
    """How many placements stand in each state; states without any are 0."""
    visible = policy.visible_placements(actor, candidates.looked_in(session, actor))
    counting = select(Placement.state, func.count()).where(visible).group_by(Placement.state)
    found = {PlacementState(state): count for state, count in answers.rows(session, counting)}
    return {state: found.get(state, 0) for state in PlacementState}


def placement(session: Session, actor: Actor, placement_id: uuid.UUID) -> Placement:
    """One placement without its parts.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    found = session.scalars(
        select(Placement)
        .where(Placement.id == placement_id, policy.visible_placements(actor))
        .options(joinedload(Placement.employer))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise PlacementNotFound
    return found


def placement_card(session: Session, actor: Actor, placement_id: uuid.UUID) -> PlacementCard:
    """One placement with terms, instruments and tasks; the read is logged.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    # An alias: what decides about the sight of a placement asks for candidates of its own.
    dossier = aliased(Candidate)
    found = session.execute(
        select(Placement, Establishment, Vacancy, dossier.client_manager_id, dossier.organisation_id, Organisation.name)
        .add_columns(counting.counted_for())
        .join(dossier, and_(dossier.region_id == Placement.region_id, dossier.id == Placement.candidate_id))
        .join(Organisation, Organisation.id == dossier.organisation_id)
        .outerjoin(
            Establishment,
            and_(Establishment.region_id == Placement.region_id, Establishment.id == Placement.establishment_id),
        )
        .outerjoin(Vacancy, and_(Vacancy.region_id == Placement.region_id, Vacancy.id == Placement.vacancy_id))
        .where(Placement.id == placement_id, policy.visible_placements(actor))
        .options(joinedload(Placement.employer))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise PlacementNotFound
    row, establishment, vacancy, manager_id, organisation_id, organisation, counted = found
    people = candidates.masked_many(session, actor, [row.candidate_id], purpose="dossier", details=())
    tasks, duties = work_of(session, row.id)
    people_here = (each.assigned_to_id for each in tasks), (each.closed_by_id for each in duties)
    names = accounts.names(session, [row.owner_id, row.job_coach_id, manager_id, *chain.from_iterable(people_here)])
    measured = histories.measurements(session, row.id)
    work = jobs(session, actor, row)
    return PlacementCard(
        row=row,
        person=people.get(row.candidate_id),
        employer=row.employer,
        establishment=establishment,
        vacancy=vacancy,
        history=histories.history(session, row, measured, work.terms, work.person),
        jobs=work.others,
        measurements=measured,
        instruments=attached(session, row.id),
        tasks=tasks,
        obligations=duties,
        names=names,
        client_manager=names.get(manager_id) if manager_id else None,
        organisation_id=organisation_id,
        organisation=organisation,
        counts_for=counting.read(actor, counted),
    )


def ids_of_candidate(session: Session, actor: Actor, candidate_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """The placements of one person that this actor may read, newest first."""
    return session.scalars(
        select(Placement.id)
        .where(Placement.candidate_id == candidate_id, policy.visible_placements(actor))
        .order_by(Placement.starts_on.desc(), Placement.id)
    ).all()


def free_places(session: Session, vacancy_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many places of these vacancies are still free; one query."""
    taken = (
        select(func.count())
        .where(
            Placement.region_id == Vacancy.region_id,
            Placement.vacancy_id == Vacancy.id,
            Placement.state.in_(sorted(TAKES_PLACE)),
        )
        .correlate(Vacancy)
        .scalar_subquery()
    )
    rows = session.execute(select(Vacancy.id, Vacancy.places, taken).where(Vacancy.id.in_(list(vacancy_ids))))
    return {row[0]: free(row[1], row[2]) for row in rows}


def _joined(statement: Any) -> Select[Any]:
    joined: Select[Any] = statement.select_from(Placement).join(
        Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id)
    )
    return joined


def ordered(wanted: PlacementFilter) -> Select[Any]:
    """Placements with the name of the employer, in the order of the list."""
    return _sorted(_joined(select(Placement, Employer.name)), wanted)


def _sorted(statement: Select[Any], wanted: PlacementFilter) -> Select[Any]:
    orders: dict[Sort, SQLColumnExpression[Any]] = {
        Sort.NUMBER: Placement.number,
        Sort.EMPLOYER: Employer.sort_key,
        Sort.STATE: Placement.state,
        Sort.START: Placement.starts_on,
        Sort.END: func.coalesce(Placement.ended_on, Placement.ends_on),
        Sort.FUNCTION: func.lower(Placement.function_title),
    }
    by = orders[wanted.sort]
    ordered = by.desc() if wanted.descending else by.asc()
    return statement.order_by(ordered.nulls_last(), Placement.number.desc())


def _lines(session: Session, actor: Actor, found: Sequence[Any], *, purpose: str) -> list[PlacementRow]:
    people = candidates.called(session, actor, (row[0].candidate_id for row in found), purpose=purpose)
    return rows_of(session, found, people)


def rows_of(session: Session, found: Sequence[Any], people: Mapping[uuid.UUID, MaskedCandidate]) -> list[PlacementRow]:
    """Lines of placements that were read, with the terms of the day and the names in them."""
    versions = histories.terms_versions(session, (row[0].id for row in found))
    names = accounts.names(session, (row[0].owner_id for row in found))
    today = clock.today()
    return [line(row[0], row[1], versions.get(row[0].id, ()), people, names, today) for row in found]


def line(
    row: Placement,
    employer: str,
    versions: Sequence[TermsVersion],
    people: Mapping[uuid.UUID, MaskedCandidate],
    names: dict[uuid.UUID, str],
    today: date,
) -> PlacementRow:
    """One line, with those of the `versions` of its terms that hold on its day."""
    last = histories.last_day(row)
    day = max(row.starts_on, today if last is None else min(today, last))
    return PlacementRow(
        id=row.id,
        number=row.number,
        state=PlacementState(row.state),
        function_title=row.function_title,
        candidate_id=row.candidate_id,
        person=people.get(row.candidate_id),
        employer_id=row.employer_id,
        employer=employer,
        starts_on=row.starts_on,
        ends_on=last,
        terms=next((version for version in versions if version.holds(day)), None),
        owner=names.get(row.owner_id) if row.owner_id else None,
    )


def conditions(
    actor: Actor, wanted: PlacementFilter, looked_in: Collection[uuid.UUID] | None = None
) -> list[ColumnElement[bool]]:
    """What the list shows to this actor."""
    found = [policy.visible_placements(actor, looked_in)]
    if wanted.text:
        found.append(_matches(wanted.text))
    if wanted.state is not None:
        found.append(Placement.state == wanted.state.value)
    elif wanted.running:
        found.append(Placement.state.in_(sorted(TAKES_PLACE)))
    if wanted.kind is not None:
        found.append(_has(PlacementTerms, known(PlacementTerms, on=clock.today()), PlacementTerms.kind == wanted.kind))
    if wanted.instrument:
        found.append(_has(PlacementInstrument, PlacementInstrument.code == wanted.instrument))
    if wanted.municipality:
        site = select(Establishment.id).where(
            Establishment.region_id == Placement.region_id,
            Establishment.id == Placement.establishment_id,
            Establishment.municipality_code == wanted.municipality,
        )
        found.append(exists(site))
    if wanted.ends_within_days is not None:
        today = clock.today()
        found += [
            Placement.state.in_(sorted(TAKES_PLACE)),
            Placement.ends_on.between(today, today + timedelta(days=wanted.ends_within_days)),
        ]
    for column, value in (
        (Placement.employer_id, wanted.employer_id),
        (Placement.candidate_id, wanted.candidate_id),
        (Placement.vacancy_id, wanted.vacancy_id),
        (Placement.owner_id, wanted.owner_id),
    ):
        if value is not None:
            found.append(column == value)
    return found


def _has(model: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(model.id).where(model.region_id == Placement.region_id, model.placement_id == Placement.id, *conditions)
    )


def _matches(text: str) -> ColumnElement[bool]:
    """A number (P-12, K-12), or a part of the function or the employer's name; never a candidate's name."""
    folded = sort_key(text)
    if not folded:
        return false()
    found: list[ColumnElement[bool]] = [
        func.lower(Placement.function_title).contains(text.strip().lower(), autoescape=True),
        Employer.sort_key.contains(folded, autoescape=True),
    ]
    digits = folded.removeprefix("p-").removeprefix("k-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
        if not folded.startswith("k-"):
            found.append(Placement.number == int(digits))
        if not folded.startswith("p-"):
            person = select(Candidate.id).where(
                Candidate.region_id == Placement.region_id,
                Candidate.id == Placement.candidate_id,
                Candidate.number == int(digits),
            )
            found.append(exists(person))
    return or_(*found)
