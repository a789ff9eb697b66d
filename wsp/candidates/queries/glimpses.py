"""Candidates as the lines of a list show them: one statement of plain columns, masked and logged like a dossier."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Uuid, and_, any_, exists, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.orm import Session

from wsp.candidates import policy
from wsp.candidates.commands import WishEntry
from wsp.candidates.enums import ProfileField, SharingPurpose, Stage
from wsp.candidates.masking import Glimpse, MaskedCandidate, masked
from wsp.candidates.models import Candidate, LoonwaardeIndication, Residence, SharingAgreement, Wish
from wsp.candidates.queries import parts
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known

_NAMED = (Candidate.id, Candidate.number, Candidate.first_name, Candidate.name_prefix, Candidate.last_name)
_SHOWN = (ProfileField.WISHES, ProfileField.HOURS_MIN, ProfileField.HOURS_MAX)
"""What a line tells of the profile."""


@dataclass(frozen=True)
class Line:
    """A candidate within sight as a line of a list: what may be shown, and what else the line says."""

    shown: MaskedCandidate
    stage: Stage
    available_from: date | None
    checked_on: date | None
    municipality_code: str | None
    percentage: int | None
    """The loonwaarde of today, and `loonwaarde_kind`; shown only where `shown.capacity` allows."""
    loonwaarde_kind: str | None
    shared: bool
    """An agreement to share with the WSP holds."""


def called(
    session: Session, actor: Actor, ids: Iterable[uuid.UUID], *, purpose: str
) -> dict[uuid.UUID, MaskedCandidate]:
    """How `actor` may call these candidates, for lists of something else; those out of sight are left out.

    Name, initials and number only. One query; `purpose` goes to the read log.
    """
    rows = _read(session, actor, ids, purpose, ())
    return {row.id: masked(_glimpse(row), viewer=parts.viewer_of(actor, row), fields=()) for row in rows}


def lines(session: Session, actor: Actor, ids: Iterable[uuid.UUID], *, purpose: str) -> dict[uuid.UUID, Line]:
    """These candidates as the list shows them; those out of sight are left out. One query, logged as `called`."""
    wishes = (
        select(
            func.jsonb_agg(aggregate_order_by(func.jsonb_build_array(Wish.title, Wish.occupation_code), Wish.position))
        )
        .where(Wish.region_id == Candidate.region_id, Wish.candidate_id == Candidate.id)
        .correlate(Candidate)
        .scalar_subquery()
    )
    shared = exists().where(
        SharingAgreement.region_id == Candidate.region_id,
        SharingAgreement.candidate_id == Candidate.id,
        SharingAgreement.purpose == SharingPurpose.WSP.value,
        SharingAgreement.employer_id.is_(None),
        SharingAgreement.given,
        known(SharingAgreement, on=clock.today()),
    )
    more = (
        Candidate.stage,
        Candidate.available_from,
        Candidate.profile_checked_on,
        Candidate.hours_min,
        Candidate.hours_max,
        Candidate.field_sources.has_key(ProfileField.WISHES.value).label("asked"),
        wishes.label("wishes"),
        and_(Candidate.restricted_since.is_(None), shared).label("shared"),
        Residence.place,
        Residence.municipality_code,
        LoonwaardeIndication.percentage,
        LoonwaardeIndication.kind,
    )
    return {row.id: _line(row, parts.viewer_of(actor, row)) for row in _read(session, actor, ids, purpose, more)}


def _read(
    session: Session, actor: Actor, ids: Iterable[uuid.UUID], purpose: str, more: Sequence[Any]
) -> Sequence[Row[*tuple[Any, ...]]]:
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    statement = select(*_NAMED, *parts.sight(actor), *more).where(
        # One array and not a row of values: the same statement, however many there are.
        Candidate.id == any_(literal(wanted, ARRAY(Uuid))),
        policy.visible(actor),
    )
    if more:
        today = clock.today()
        statement = statement.outerjoin(Residence, parts.holding(Residence, today)).outerjoin(
            LoonwaardeIndication, parts.holding(LoonwaardeIndication, today)
        )
    rows = session.execute(statement).all()
    parts.log_seen(session, actor, ((row.id, row.emergency) for row in rows), purpose=purpose)
    return rows


def _glimpse(row: Any, **more: Any) -> Glimpse:
    return Glimpse(row.id, row.number, row.first_name, row.name_prefix, row.last_name, **more)


def _line(row: Any, viewer: Any) -> Line:
    glimpse = _glimpse(
        row,
        place=row.place,
        hours_min=row.hours_min,
        hours_max=row.hours_max,
        wishes=[WishEntry(*wish) for wish in row.wishes or ()],
        field_sources={ProfileField.WISHES.value: True} if row.asked else {},
    )
    return Line(
        shown=masked(glimpse, viewer=viewer, residence=glimpse, fields=_SHOWN),
        stage=Stage(row.stage),
        available_from=row.available_from,
        checked_on=row.profile_checked_on,
        municipality_code=row.municipality_code,
        percentage=row.percentage,
        loonwaarde_kind=row.kind,
        shared=row.shared,
    )
