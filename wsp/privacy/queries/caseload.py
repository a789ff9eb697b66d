"""What somebody looks after, and what of it a colleague can take over."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, select, true
from sqlalchemy.orm import Session

from wsp.accounts.models import Membership
from wsp.accounts.permissions import GRANTS, Permission, Role
from wsp.candidates.models import Candidate, Residence
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.versions import known
from wsp.lists.models import OwnList
from wsp.placements.enums import CLOSED, PlacementState
from wsp.placements.models import Introduction, Placement
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy
from wsp.worklist.models import Task


class Part(StrEnum):
    """A kind of work that changes hands."""

    CANDIDATES = "kandidaten"
    COACHED = "begeleide-kandidaten"
    EMPLOYERS = "werkgevers"
    VACANCIES = "vacatures"
    PLACEMENTS = "plaatsingen"
    COACHED_PLACEMENTS = "begeleide-plaatsingen"
    INTRODUCTIONS = "voordrachten"
    TASKS = "taken"
    LISTS = "eigen-lijsten"


PART_LABELS: Final = {
    Part.CANDIDATES: "Kandidaten (als klantmanager)",
    Part.COACHED: "Kandidaten (als jobcoach)",
    Part.EMPLOYERS: "Werkgevers",
    Part.VACANCIES: "Vacatures",
    Part.PLACEMENTS: "Plaatsingen",
    Part.COACHED_PLACEMENTS: "Plaatsingen (als jobcoach)",
    Part.INTRODUCTIONS: "Voordrachten",
    Part.TASKS: "Taken",
    Part.LISTS: "Eigen lijsten, ook die niemand anders zag",
}


@dataclass(frozen=True)
class Piece:
    """Where one kind of work is written down: the mapping, its column with a colleague, and who may have it."""

    model: Any
    column: str
    role: Role | None
    """The role that the new colleague needs; None: any."""
    subject: str
    """Kind of subject in the log."""
    action: str
    key: str
    """Under which the log names the colleague, before and after."""


PIECES: Final[Mapping[Part, Piece]] = {
    Part.CANDIDATES: Piece(
        Candidate, "client_manager_id", Role.CLIENT_MANAGER, "candidate", "candidates.assign", "klantmanager"
    ),
    Part.COACHED: Piece(Candidate, "job_coach_id", Role.JOB_COACH, "candidate", "candidates.assign", "jobcoach"),
    Part.EMPLOYERS: Piece(Employer, "owner_id", Role.ACCOUNT_MANAGER, "employer", "employer.owner_changed", "owner_id"),
    Part.VACANCIES: Piece(Vacancy, "owner_id", Role.ACCOUNT_MANAGER, "vacancy", "vacancy.handed_over", "owner_id"),
    Part.PLACEMENTS: Piece(
        Placement, "owner_id", Role.ACCOUNT_MANAGER, "placement", "placement.handed_over", "owner_id"
    ),
    Part.COACHED_PLACEMENTS: Piece(
        Placement, "job_coach_id", Role.JOB_COACH, "placement", "placement.handed_over", "job_coach_id"
    ),
    Part.INTRODUCTIONS: Piece(
        Introduction, "made_by_id", Role.ACCOUNT_MANAGER, "introduction", "introduction.handed_over", "made_by_id"
    ),
    Part.TASKS: Piece(Task, "assigned_to_id", None, "task", "task.reassigned", "assigned_to_id"),
    Part.LISTS: Piece(OwnList, "user_id", None, "lijst", "lists.handed_over", "user_id"),
}


@dataclass(frozen=True)
class Share:
    """Of one kind of work: how much there is, and how much the colleague can take over."""

    part: Part
    total: int
    goes: int
    why_not: str | None
    """Why not all of it goes, in Dutch; None when it does."""


def rows(
    session: Session, region: str, part: Part, from_id: uuid.UUID, *, municipality: str | None, lock: bool = False
) -> Sequence[Any]:
    """The work of this kind that somebody looks after, in a fixed order; what is finished stays with who did it."""
    piece = PIECES[part]
    model = piece.model
    conditions = [model.region_id == region, getattr(model, piece.column) == from_id, _UNFINISHED.get(part, true())]
    if municipality is not None:
        conditions.append(_living_in(part, municipality))
    statement = select(model).where(*conditions).order_by(model.id)
    return session.scalars(statement.with_for_update(of=model) if lock else statement).all()


def workplaces(session: Session, region: str, user_id: uuid.UUID) -> Mapping[Role, frozenset[uuid.UUID]]:
    """For which organisations somebody works in the region, by role."""
    found: dict[Role, set[uuid.UUID]] = {}
    running = select(Membership.role, Membership.organisation_id).where(
        Membership.user_id == user_id, Membership.region_id == region, Membership.ended_at.is_(None)
    )
    for role, organisation_id in session.execute(running):
        found.setdefault(Role(role), set()).add(organisation_id)
    return {role: frozenset(ids) for role, ids in found.items()}


def can_take(part: Part, row: Any, places: Mapping[Role, frozenset[uuid.UUID]]) -> bool:
    """Tell whether somebody with these workplaces may look after this record."""
    piece = PIECES[part]
    if part is Part.LISTS:
        return _keeps_lists(row, places)
    if piece.role is None:
        return bool(places)
    if part is Part.CANDIDATES:
        # The inner wall: a dossier is kept by the people of its own organisation.
        return row.organisation_id in places.get(piece.role, frozenset())
    return piece.role in places


def _keeps_lists(row: OwnList, places: Mapping[Role, frozenset[uuid.UUID]]) -> bool:
    """A list belongs to somebody's work for one organisation: whoever takes it over sees candidates for that one."""
    return any(row.organisation_id in ids and Permission.CANDIDATE_READ in GRANTS[role] for role, ids in places.items())


def shares(
    session: Session, region: str, from_id: uuid.UUID, to_id: uuid.UUID | None, *, municipality: str | None = None
) -> list[Share]:
    """What would change hands, per kind; kinds of which there is nothing are left out."""
    places = workplaces(session, region, to_id) if to_id else {}
    found = []
    for part in Part:
        if municipality is not None and part not in _WITH_A_PLACE:
            continue
        there = rows(session, region, part, from_id, municipality=municipality)
        goes = sum(can_take(part, row, places) for row in there) if to_id else len(there)
        if there:
            found.append(Share(part, len(there), goes, None if goes == len(there) else _why_not(part)))
    return found


_WITH_A_PLACE: Final = frozenset({Part.CANDIDATES, Part.COACHED, Part.TASKS})


def _why_not(part: Part) -> str:
    match part:
        case Part.CANDIDATES:
            return "Deze collega is geen klantmanager van de organisatie van de kandidaat."
        case Part.COACHED | Part.COACHED_PLACEMENTS:
            return "Deze collega is geen jobcoach."
        case Part.LISTS:
            return "Deze collega ziet geen kandidaten voor de organisatie van de lijst."
        case _:
            return "Deze collega is geen accountmanager."


_OVER: Final = (VacancyState.FILLED, VacancyState.WITHDRAWN, VacancyState.EXPIRED)
_UNFINISHED: Final[Mapping[Part, ColumnElement[bool]]] = {
    Part.CANDIDATES: Candidate.erased_month.is_(None),
    Part.COACHED: Candidate.erased_month.is_(None),
    Part.VACANCIES: Vacancy.state.not_in([state.value for state in _OVER]),
    Part.PLACEMENTS: Placement.state != PlacementState.ENDED.value,
    Part.COACHED_PLACEMENTS: Placement.state != PlacementState.ENDED.value,
    Part.INTRODUCTIONS: Introduction.state.not_in(sorted(CLOSED)),
    Part.TASKS: Task.done_at.is_(None),
    Part.LISTS: OwnList.archived_at.is_(None),
}
"""What still has to be looked after; an employer always."""


def _living_in(part: Part, municipality: str) -> ColumnElement[bool]:
    person = Task.subject_id if part is Part.TASKS else Candidate.id
    lives = exists(
        select(1).where(
            Residence.candidate_id == person,
            Residence.municipality_code == municipality,
            known(Residence, on=clock.today()),
        )
    )
    return and_(lives)
