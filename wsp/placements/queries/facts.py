"""A placement's history, as the rules want it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from wsp.candidates import queries as candidates
from wsp.candidates.models import Candidate, CandidatePersonal, RegisterCheck
from wsp.foundation import clock
from wsp.foundation.versions import known
from wsp.placements.enums import TAKES_PLACE, PlacementKind
from wsp.placements.models import Placement, PlacementLoonwaarde, PlacementTerms
from wsp.placements.rules import History, Measured, TermsVersion


def terms_versions(
    session: Session, placement_ids: Iterable[uuid.UUID], *, as_known_at: datetime | None = None
) -> dict[uuid.UUID, tuple[TermsVersion, ...]]:
    """Terms of these placements in order of time, as believed now or at a moment; one query."""
    wanted = list(placement_ids)
    if not wanted:
        return {}
    rows = session.scalars(
        select(PlacementTerms)
        .where(PlacementTerms.placement_id.in_(wanted), known(PlacementTerms, as_known_at=as_known_at))
        .order_by(PlacementTerms.placement_id, PlacementTerms.valid)
    )
    found: dict[uuid.UUID, list[TermsVersion]] = defaultdict(list)
    for row in rows:
        found[row.placement_id].append(terms_version(row))
    return {key: tuple(versions) for key, versions in found.items()}


def terms_version(row: PlacementTerms) -> TermsVersion:
    """One row as the rules want it."""
    return TermsVersion(
        start=row.valid_from or date.min,
        last=row.valid_until,
        kind=PlacementKind(row.kind),
        hours=row.hours_per_week,
        full_week=row.full_week_hours,
        wage=row.wage_month,
    )


def measurements(session: Session, placement_id: uuid.UUID) -> Sequence[PlacementLoonwaarde]:
    """Loonwaardes measured in this function, newest first."""
    return session.scalars(
        select(PlacementLoonwaarde)
        .where(PlacementLoonwaarde.placement_id == placement_id, known(PlacementLoonwaarde))
        .order_by(PlacementLoonwaarde.valid.desc())
    ).all()


def history(session: Session, placement: Placement, measured: Sequence[PlacementLoonwaarde] | None = None) -> History:
    """Everything the rules need about one placement; give `measured` (newest first) when it was read already.

    The date of birth goes into the calculation and nowhere else: whoever may see the amount need not see the day.
    """
    born_on, registered = _person(session, placement.candidate_id, on=max(placement.starts_on, clock.today()))
    return History(
        starts_on=placement.starts_on,
        ends_on=last_day(placement),
        terms=terms_versions(session, [placement.id]).get(placement.id, ()),
        measured=tuple(
            Measured(row.valid_from or row.measured_on, row.percentage, row.measured_on)
            for row in reversed(measurements(session, placement.id) if measured is None else measured)
        ),
        beschut=placement.beschut,
        born_on=born_on,
        in_register=registered,
        in_doelgroep_lks=placement.in_doelgroep_lks,
        forfaitair=placement.forfaitair,
        supported_or_school=placement.supported_or_school,
        needs_guidance=placement.needs_guidance,
    )


def last_day(placement: Placement) -> date | None:
    """The last day that is known: the day somebody stopped, or the end of the contract."""
    return placement.ended_on if placement.ended_on is not None else placement.ends_on


def _person(session: Session, candidate_id: uuid.UUID, *, on: date) -> tuple[date | None, bool | None]:
    """Date of birth and register on a day, in one query."""
    row = session.execute(
        select(CandidatePersonal.birth_date, RegisterCheck.in_register)
        .select_from(Candidate)
        .outerjoin(CandidatePersonal, _of(CandidatePersonal))
        .outerjoin(RegisterCheck, _of(RegisterCheck) & known(RegisterCheck, on=on))
        .where(Candidate.id == candidate_id)
    ).one()
    return row[0], row[1]


def _of(model: type[CandidatePersonal | RegisterCheck]) -> ColumnElement[bool]:
    return (model.region_id == Candidate.region_id) & (model.candidate_id == Candidate.id)


def birth_date(session: Session, candidate_id: uuid.UUID) -> date | None:
    """For the calculation only; never show it to whoever may not read personal facts."""
    return session.scalars(
        select(CandidatePersonal.birth_date).where(CandidatePersonal.candidate_id == candidate_id)
    ).one_or_none()


def in_register(session: Session, candidate_id: uuid.UUID, *, on: date) -> bool | None:
    """UWV's yes or no on a day; None when nobody asked."""
    check = candidates.register_checks(session, [candidate_id], on=on).get(candidate_id)
    return None if check is None else check.in_register


def running_terms(
    session: Session, candidate_id: uuid.UUID, *, but: uuid.UUID | None = None
) -> tuple[TermsVersion, ...]:
    """Terms of the candidate's other placements that have not ended, each cut off at its last day."""
    rows = session.execute(
        select(PlacementTerms, Placement.ends_on)
        .join(
            Placement,
            (Placement.region_id == PlacementTerms.region_id) & (Placement.id == PlacementTerms.placement_id),
        )
        .where(
            Placement.candidate_id == candidate_id,
            Placement.state.in_(sorted(TAKES_PLACE)),
            known(PlacementTerms),
        )
    ).all()
    return tuple(_until(terms_version(row), ends_on) for row, ends_on in rows if row.placement_id != but)


def _until(version: TermsVersion, ends_on: date | None) -> TermsVersion:
    days = [day for day in (version.last, ends_on) if day is not None]
    return TermsVersion(
        version.start, min(days, default=None), version.kind, version.hours, version.full_week, version.wage
    )
