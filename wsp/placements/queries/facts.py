"""A placement's history, as the rules want it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wsp.candidates import queries as candidates
from wsp.candidates.models import Candidate, CandidatePersonal, RegisterCheck
from wsp.foundation import clock
from wsp.foundation.versions import known
from wsp.instruments import codes
from wsp.instruments.assessment import Status
from wsp.instruments.loonwaarde import LoonwaardeKind
from wsp.placements.enums import TAKES_PLACE, WAS_GRANTED, PlacementKind
from wsp.placements.models import (
    InstrumentDecision,
    InstrumentStep,
    Placement,
    PlacementInstrument,
    PlacementLoonwaarde,
    PlacementTerms,
)
from wsp.placements.rules import History, Measured, TermsVersion

Person = tuple[date | None, bool | None, bool]
"""Date of birth, the yes or no of the register, and whether a forfait was granted for this job before."""
_FORFAIT: Final = "participatiewet.loonkostensubsidie.forfait"
"""The value of law that only a forfait uses; it stands among the sources of its decision."""


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
        wage_hour=row.wage_hour,
    )


def measurements(session: Session, placement_id: uuid.UUID) -> Sequence[PlacementLoonwaarde]:
    """Loonwaardes established in this function, newest first: the ones that lead to an amount."""
    return session.scalars(
        select(PlacementLoonwaarde)
        .where(
            PlacementLoonwaarde.placement_id == placement_id,
            PlacementLoonwaarde.kind == LoonwaardeKind.ESTABLISHED.value,
            known(PlacementLoonwaarde),
        )
        .order_by(PlacementLoonwaarde.valid.desc())
    ).all()


def measured(row: PlacementLoonwaarde) -> Measured:
    """One row as the rules want it."""
    return Measured(row.valid_from or row.measured_on, row.percentage, row.measured_on, row.remeasure_by)


def history(
    session: Session,
    placement: Placement,
    rows: Sequence[PlacementLoonwaarde] | None = None,
    terms: tuple[TermsVersion, ...] | None = None,
    person: Person | None = None,
) -> History:
    """Everything the rules need about one placement; give `rows` of `measurements`, `terms` and `person` when read.

    The date of birth goes into the calculation and nowhere else: whoever may see the amount need not see the day.
    """
    born_on, registered, forfait_before = person or _person(session, placement)
    return History(
        starts_on=placement.starts_on,
        ends_on=last_day(placement),
        terms=terms_versions(session, [placement.id]).get(placement.id, ()) if terms is None else terms,
        measured=tuple(
            measured(row) for row in reversed(measurements(session, placement.id) if rows is None else rows)
        ),
        beschut=placement.beschut,
        born_on=born_on,
        in_register=registered,
        in_doelgroep_lks=placement.in_doelgroep_lks,
        forfaitair=placement.forfaitair,
        forfait_before=forfait_before,
        supported_or_school=placement.supported_or_school,
        needs_guidance=placement.needs_guidance,
    )


def last_day(placement: Placement) -> date | None:
    """The last day that is known: the day somebody stopped, or the end of the contract."""
    return placement.ended_on if placement.ended_on is not None else placement.ends_on


def _person(session: Session, placement: Placement) -> Person:
    """What the rules need of the person, in one query."""
    statement = select(*of_person(placement)).select_from(Candidate)
    statement = with_person(statement, placement, Candidate.region_id, Candidate.id)
    row = session.execute(statement.where(Candidate.id == placement.candidate_id)).one()
    return row[0], row[1], row[2]


def of_person(placement: Placement) -> tuple[ColumnElement[Any], ...]:
    """The columns of `Person`."""
    given = forfait_granted(
        placement.candidate_id, placement.employer_id, placement.function_title, before=placement.number
    )
    return (
        cast("ColumnElement[Any]", CandidatePersonal.birth_date),
        cast("ColumnElement[Any]", RegisterCheck.in_register),
        given,
    )


def with_person(
    statement: Select[*tuple[Any, ...]],
    placement: Placement,
    region: InstrumentedAttribute[str],
    candidate: InstrumentedAttribute[uuid.UUID],
) -> Select[*tuple[Any, ...]]:
    """The statement with what it asks of the person; `region` and `candidate` are its columns that say of whom."""
    on = max(placement.starts_on, clock.today())
    return statement.outerjoin(
        CandidatePersonal, and_(CandidatePersonal.region_id == region, CandidatePersonal.candidate_id == candidate)
    ).outerjoin(
        RegisterCheck,
        and_(RegisterCheck.region_id == region, RegisterCheck.candidate_id == candidate, known(RegisterCheck, on=on)),
    )


def same_job(candidate_id: uuid.UUID, employer_id: uuid.UUID, function_title: str) -> ColumnElement[bool]:
    """Placements of this person in this function at this employer; capitals and spaces make no other function."""
    return and_(
        Placement.candidate_id == candidate_id,
        Placement.employer_id == employer_id,
        func.lower(func.regexp_replace(func.btrim(Placement.function_title), r"\s+", " ", "g"))
        == " ".join(function_title.lower().split()),
    )


def forfait_granted(
    candidate_id: uuid.UUID, employer_id: uuid.UUID, function_title: str, *, before: int | None = None
) -> ColumnElement[bool]:
    """Whether a forfait was granted for the same job in another placement: then it is not given again.

    Asked for is not enough, and neither is a loonkostensubsidie that was measured from its first day. `before` is the
    number of the placement that asks: of two the first one keeps its forfait. None: a placement that is yet to be made.
    """
    granted = sorted(WAS_GRANTED)
    step = select(InstrumentStep.id).where(
        InstrumentStep.region_id == PlacementInstrument.region_id,
        InstrumentStep.placement_instrument_id == PlacementInstrument.id,
        InstrumentStep.to_state.in_(granted),
    )
    statement = (
        select(InstrumentDecision.id)
        .join(
            PlacementInstrument,
            and_(
                PlacementInstrument.region_id == InstrumentDecision.region_id,
                PlacementInstrument.id == InstrumentDecision.placement_instrument_id,
            ),
        )
        .join(
            Placement,
            and_(
                Placement.region_id == PlacementInstrument.region_id, Placement.id == PlacementInstrument.placement_id
            ),
        )
        .where(
            same_job(candidate_id, employer_id, function_title),
            PlacementInstrument.code == codes.LKS,
            known(InstrumentDecision),
            InstrumentDecision.verdict == Status.ELIGIBLE.value,
            InstrumentDecision.assessment.contains({"sources": [{"code": _FORFAIT}]}),
            or_(PlacementInstrument.state.in_(granted), exists(step)),
        )
    )
    if before is not None:
        statement = statement.where(Placement.number < before)
    return exists(statement)


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
    return tuple(until(terms_version(row), ends_on) for row, ends_on in rows if row.placement_id != but)


def until(version: TermsVersion, ends_on: date | None) -> TermsVersion:
    """The version cut off at the last day of the contract."""
    days = [day for day in (version.last, ends_on) if day is not None]
    return TermsVersion(
        version.start,
        min(days, default=None),
        version.kind,
        version.hours,
        version.full_week,
        version.wage,
        version.wage_hour,
    )
