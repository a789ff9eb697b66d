"""The work-list of suspected pairs, one pair, and where a merged record went."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from wsp.audit import service as audit
from wsp.candidates import policy as candidate_policy
from wsp.candidates import words
from wsp.candidates.models import Candidate
from wsp.duplicates import policy
from wsp.duplicates.enums import AUDITED_AS, Kind, PairState
from wsp.duplicates.errors import PairNotFound
from wsp.duplicates.models import DuplicateMerge, DuplicatePair
from wsp.employers import policy as employer_policy
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.foundation.sortkey import sort_key


@dataclass(frozen=True)
class PairFilter:
    """What the list shows; every field is one part of its address."""

    kind: Kind | None = None
    state: PairState = PairState.OPEN
    certain: bool = False
    text: str | None = None


@dataclass(frozen=True)
class PairRow:
    """A line of the list: two labels, and why they may be one."""

    id: uuid.UUID
    kind: Kind
    one_id: uuid.UUID
    other_id: uuid.UUID
    one: str
    other: str
    reasons: Sequence[str]
    certain: bool
    state: PairState
    found_at: datetime
    decided_at: datetime | None


def list_pairs(session: Session, actor: Actor, wanted: PairFilter, *, page: int = 1) -> Page[PairRow]:
    """One page of the pairs that `actor` judges, those with little doubt first; who is named goes to the read log."""
    conditions = _conditions(actor, wanted)
    total = session.scalar(select(func.count()).select_from(DuplicatePair).where(*conditions)) or 0
    number = clamp(page, total)
    found = session.scalars(_ordered(conditions).limit(SIZE).offset((number - 1) * SIZE)).all()
    return Page(_rows(session, actor, found, purpose="lijst"), total, number)


def all_pairs(session: Session, actor: Actor, wanted: PairFilter, *, limit: int) -> Sequence[PairRow]:
    """Every line that the list would show up to `limit`, for the export; who is named goes to the read log as one."""
    return _rows(
        session, actor, session.scalars(_ordered(_conditions(actor, wanted)).limit(limit)).all(), purpose="export"
    )


def open_count(session: Session, actor: Actor) -> int:
    """How many pairs wait for this actor."""
    conditions = _conditions(actor, PairFilter())
    return session.scalar(select(func.count()).select_from(DuplicatePair).where(*conditions)) or 0


def pair(session: Session, actor: Actor, pair_id: uuid.UUID, *, lock: bool = False) -> DuplicatePair:
    """One pair, locked when it is going to change.

    Raises:
        PairNotFound: there is none for this actor.

    """
    statement = select(DuplicatePair).where(
        DuplicatePair.id == pair_id, policy.visible(actor), _both_in_sight(actor, merged=True)
    )
    if lock:
        statement = statement.with_for_update(of=DuplicatePair).execution_options(populate_existing=True)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise PairNotFound
    return found


def last_merge(session: Session, pair_id: uuid.UUID) -> DuplicateMerge | None:
    """The merge of a pair that holds now, if it was merged."""
    return session.scalars(
        select(DuplicateMerge).where(DuplicateMerge.pair_id == pair_id, DuplicateMerge.undone_at.is_(None))
    ).one_or_none()


def survivor_of(session: Session, actor: Actor, kind: Kind, record_id: uuid.UUID) -> uuid.UUID | None:
    """Where a merged record went, for a redirect of its old address; None when `actor` may not see that either."""
    if kind is Kind.EMPLOYER:
        target = select(Employer.merged_into_id).where(Employer.id == record_id).scalar_subquery()
        return session.scalar(select(Employer.id).where(Employer.id == target, employer_policy.visible(actor)))
    went = select(Candidate.merged_into_id).where(Candidate.id == record_id).scalar_subquery()
    # An alias: `visible` is about the survivor.
    return session.scalar(select(Candidate.id).where(Candidate.id == went, candidate_policy.visible(actor)))


def known_as(session: Session, kind: Kind, record_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """All ids under which a record is or was known: its own first, then of those that were merged into it.

    For whoever must find everything about one person: the read log, an access request, an erasure.
    """
    model: type[Employer | Candidate] = Employer if kind is Kind.EMPLOYER else Candidate
    taken_in = session.scalars(select(model.id).where(model.merged_into_id == record_id).order_by(model.number)).all()
    return [record_id, *taken_in]


def _conditions(actor: Actor, wanted: PairFilter) -> list[ColumnElement[bool]]:
    conditions = [policy.visible(actor), DuplicatePair.state == wanted.state.value]
    conditions.append(_both_in_sight(actor, merged=wanted.state is PairState.MERGED))
    if wanted.kind is not None:
        conditions.append(DuplicatePair.kind == wanted.kind.value)
    if wanted.certain:
        conditions.append(DuplicatePair.certain.is_(True))
    if wanted.text:
        conditions.append(_named(wanted.text))
    return conditions


def _both_in_sight(actor: Actor, *, merged: bool) -> ColumnElement[bool]:
    """Filter: both records of the pair are there and `actor` keeps them; merged ones only where asked for."""
    employers, candidates = aliased(Employer), aliased(Candidate)
    both = (DuplicatePair.one_id, DuplicatePair.other_id)
    firms = select(func.count()).where(employers.region_id == DuplicatePair.region_id, employers.id.in_(both))
    people = select(func.count()).where(
        candidates.region_id == DuplicatePair.region_id,
        candidates.id.in_(both),
        candidates.organisation_id == actor.organisation_id,
    )
    if not merged:
        firms = firms.where(employers.merged_into_id.is_(None))
        people = people.where(candidates.merged_into_id.is_(None))
    pair_of_two = 2
    return or_(
        and_(
            DuplicatePair.kind == Kind.EMPLOYER.value,
            firms.correlate(DuplicatePair).scalar_subquery() == pair_of_two,
        ),
        and_(
            DuplicatePair.kind == Kind.CANDIDATE.value,
            people.correlate(DuplicatePair).scalar_subquery() == pair_of_two,
        ),
    )


def _named(wanted: str) -> ColumnElement[bool]:
    key = sort_key(wanted)
    both = (DuplicatePair.one_id, DuplicatePair.other_id)
    return or_(
        exists().where(
            DuplicatePair.kind == Kind.EMPLOYER.value,
            Employer.region_id == DuplicatePair.region_id,
            Employer.id.in_(both),
            Employer.sort_key.contains(key, autoescape=True),
        ),
        exists().where(
            DuplicatePair.kind == Kind.CANDIDATE.value,
            Candidate.region_id == DuplicatePair.region_id,
            Candidate.id.in_(both),
            Candidate.sort_key.contains(key, autoescape=True),
        ),
    )


def _ordered(conditions: Sequence[ColumnElement[bool]]) -> Select[DuplicatePair]:
    return (
        select(DuplicatePair)
        .where(*conditions)
        .order_by(DuplicatePair.certain.desc(), DuplicatePair.created_at.desc(), DuplicatePair.id)
    )


def _rows(session: Session, actor: Actor, found: Sequence[DuplicatePair], *, purpose: str) -> list[PairRow]:
    ids = {
        kind: [key for row in found if row.kind == kind.value for key in (row.one_id, row.other_id)] for kind in Kind
    }
    labels: dict[uuid.UUID, str] = {}
    if ids[Kind.EMPLOYER]:
        firms = session.execute(
            select(Employer.id, Employer.name, Employer.number).where(Employer.id.in_(ids[Kind.EMPLOYER]))
        ).all()
        labels |= {key: f"{name} (W-{number})" for key, name, number in firms}
    if ids[Kind.CANDIDATE]:
        # Client managers of the organisation that keeps both: `_both_in_sight` let nobody else through.
        people = session.execute(
            select(
                Candidate.id, Candidate.first_name, Candidate.name_prefix, Candidate.last_name, Candidate.number
            ).where(Candidate.id.in_(ids[Kind.CANDIDATE]))
        ).all()
        labels |= {
            key: f"{words.full_name(first, prefix, last)} ({words.number_label(number)})"
            for key, first, prefix, last, number in people
        }
        audit.record_reads(session, actor, AUDITED_AS[Kind.CANDIDATE], ids[Kind.CANDIDATE], purpose=purpose)
    return [
        PairRow(
            id=row.id,
            kind=Kind(row.kind),
            one_id=row.one_id,
            other_id=row.other_id,
            one=labels[row.one_id],
            other=labels[row.other_id],
            reasons=[str(reason) for reason in row.reasons],
            certain=row.certain,
            state=PairState(row.state),
            found_at=row.created_at,
            decided_at=row.decided_at,
        )
        for row in found
    ]
