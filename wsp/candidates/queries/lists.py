"""The list of candidates: filters that stand in the address, sorting, paging; the same rows for screen and export."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from wsp.candidates import policy, rules
from wsp.candidates.enums import Band, SharingPurpose, Stage
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.models import Candidate, LoonwaardeIndication, Residence
from wsp.candidates.queries import glimpses
from wsp.foundation import answers, clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import Page, window
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import mostly_known

_NUMBER_PREFIX: Final = "k-"


@dataclass(frozen=True)
class CandidateFilter:
    """What somebody asks of the list; every field stands in the address, so it can be bookmarked."""

    text: str = ""
    stage: Stage | None = None
    municipality: str | None = None
    band: Band | None = None
    available_by: date | None = None
    stale: bool = False
    consent_missing: bool = False
    mine: bool = False
    running: bool = False
    """Without the dossiers that were closed."""
    sort: str = "naam"
    descending: bool = False


SORTS: Final = {
    "naam": Candidate.sort_key,
    "nummer": Candidate.number,
    "fase": Candidate.stage,
    "beschikbaar": Candidate.available_from,
    "nagekeken": Candidate.profile_checked_on,
}


@dataclass(frozen=True)
class CandidateRow:
    """One line of the list."""

    shown: MaskedCandidate
    stage: Stage
    municipality_code: str | None
    loonwaarde: int | None
    """Percentage of today, and its kind; None where it is not known, or not for these eyes."""
    loonwaarde_kind: str | None
    available_from: date | None
    checked_on: date | None
    stale: bool
    shared: bool
    """An agreement to share with the WSP holds."""


@dataclass(frozen=True)
class Caseload:
    """How many people somebody guides, and what they need."""

    total: int
    matchable: int
    stale: int
    unshared: int
    """Not yet agreed to be shared with the WSP."""


def list_candidates(
    session: Session,
    actor: Actor,
    wanted: CandidateFilter,
    *,
    page: int = 1,
    counts: Mapping[Stage, int] | None = None,
) -> Page[CandidateRow]:
    """One page of the candidates that `actor` may see; everybody shown goes to the read log.

    `counts` (`stage_counts`) says how many there are in all when nothing but the stage is asked.
    """
    statement = _asked(session, actor, wanted)
    rows, total, number = window(session, statement, page=page, total=_known(wanted, counts))
    return Page(_rows(session, actor, [row[0] for row in rows], purpose="lijst"), total, number)


def _known(wanted: CandidateFilter, counts: Mapping[Stage, int] | None) -> int | None:
    plain = CandidateFilter(stage=wanted.stage, sort=wanted.sort, descending=wanted.descending)
    if counts is None or wanted != plain:
        return None
    return sum(counts.values()) if wanted.stage is None else counts.get(wanted.stage, 0)


def all_candidates(session: Session, actor: Actor, wanted: CandidateFilter, *, limit: int) -> Sequence[CandidateRow]:
    """All rows of the list up to `limit`, masked as on the screen; who is in it goes to the read log as an export."""
    ids = session.scalars(_asked(session, actor, wanted).limit(limit)).all()
    return _rows(session, actor, ids, purpose="export")


def these_candidates(
    session: Session, actor: Actor, ids: Sequence[uuid.UUID], *, purpose: str
) -> Sequence[CandidateRow]:
    """These rows in the order given, for a list that people keep by hand; those out of sight are left out."""
    return _rows(session, actor, ids, purpose=purpose)


def found_ids(session: Session, actor: Actor, wanted: CandidateFilter, *, limit: int) -> Sequence[uuid.UUID]:
    """Who the list would hold, up to `limit`: ids alone, for a saved search. Nobody is shown, so nothing is logged."""
    return session.scalars(_asked(session, actor, wanted).limit(limit)).all()


def stage_counts(session: Session, actor: Actor) -> dict[Stage, int]:
    """How many visible candidates stand in each stage."""
    listed = policy.listed(actor, policy.looked_in(session, actor))
    counting = select(Candidate.stage, func.count()).where(listed).group_by(Candidate.stage)
    return {Stage(stage): count for stage, count in answers.rows(session, counting)}


def caseload(session: Session, actor: Actor) -> Caseload:
    """Count the people that `actor` guides, by what they need: each as long as the list with that filter."""
    looked_in = policy.looked_in(session, actor)
    mine = CandidateFilter(mine=True, running=True)

    def count(wanted: CandidateFilter) -> ColumnElement[int]:
        return func.count().filter(and_(*_conditions(actor, wanted, looked_in)))

    asked = select(
        func.count(),
        count(replace(mine, stage=Stage.MATCHABLE)),
        count(replace(mine, stale=True)),
        count(replace(mine, consent_missing=True)),
    )
    ((total, matchable, stale, unshared),) = answers.rows(session, asked.where(*_conditions(actor, mine, looked_in)))
    return Caseload(total, matchable, stale, unshared)


def _rows(session: Session, actor: Actor, ids: Sequence[uuid.UUID], *, purpose: str) -> Sequence[CandidateRow]:
    found = glimpses.lines(session, actor, ids, purpose=purpose)
    return [_row(found[key]) for key in ids if key in found]


def _row(line: glimpses.Line) -> CandidateRow:
    percentage = line.percentage if line.shown.capacity else None
    return CandidateRow(
        shown=line.shown,
        stage=line.stage,
        municipality_code=line.municipality_code,
        loonwaarde=percentage,
        loonwaarde_kind=line.loonwaarde_kind if line.shown.capacity else None,
        available_from=line.available_from,
        checked_on=line.checked_on,
        stale=rules.is_stale(line.checked_on, on=clock.today()),
        shared=line.shared,
    )


def _asked(session: Session, actor: Actor, wanted: CandidateFilter) -> Select[uuid.UUID]:
    """The ids of the list in its order."""
    conditions = _conditions(actor, wanted, policy.looked_in(session, actor))
    return _ordered(select(Candidate.id).where(*conditions), actor, wanted)


def _ordered(statement: Select[uuid.UUID], actor: Actor, wanted: CandidateFilter) -> Select[uuid.UUID]:
    """Sort; the name only orders the list of somebody who may know all names: the order itself would tell them."""
    key = wanted.sort if wanted.sort in SORTS else "naam"
    if key == "naam" and not policy.knows_all_names(actor):
        key = "nummer"
    column = SORTS[key]
    direction = column.desc().nulls_last() if wanted.descending else column.asc().nulls_last()
    return statement.order_by(direction, Candidate.number)


def _conditions(actor: Actor, wanted: CandidateFilter, looked_in: Collection[uuid.UUID]) -> list[ColumnElement[bool]]:
    today = clock.today()
    conditions = [policy.listed(actor, looked_in)]
    if wanted.text.strip():
        conditions.append(_text(actor, wanted.text.strip(), looked_in))
    if wanted.stage is not None:
        conditions.append(Candidate.stage == wanted.stage.value)
    if wanted.municipality:
        conditions.append(_lives_in(wanted.municipality, today))
    if wanted.band is not None:
        conditions.append(_in_band(wanted.band, today))
    if wanted.available_by is not None:
        conditions.append(Candidate.available_from <= wanted.available_by)
    if wanted.stale:
        limit = today - timedelta(days=rules.STALE_AFTER_DAYS)
        conditions.append(or_(Candidate.profile_checked_on.is_(None), Candidate.profile_checked_on < limit))
    if wanted.consent_missing:
        conditions.append(~policy.agreed(SharingPurpose.WSP, many=True))
    if wanted.mine:
        conditions.append(or_(Candidate.client_manager_id == actor.user_id, Candidate.job_coach_id == actor.user_id))
    if wanted.running:
        conditions.append(Candidate.stage != Stage.CLOSED.value)
    return conditions


def _text(actor: Actor, text: str, looked_in: Collection[uuid.UUID]) -> ColumnElement[bool]:
    """A number (K-2041; also of a dossier merged into this one), or part of a name that the actor may know."""
    digits = text.lower().removeprefix(_NUMBER_PREFIX).strip()
    if digits.isascii() and digits.isdigit() and len(digits) <= 9:  # noqa: PLR2004 (fits an integer column)
        number = int(digits)
        merged = aliased(Candidate)
        went = select(merged.merged_into_id).where(merged.region_id == actor.region_id, merged.number == number)
        return or_(Candidate.number == number, Candidate.id.in_(went))
    # The sort key holds family name, prefix and first name, without accents and capitals.
    terms = [Candidate.sort_key.contains(term, autoescape=True) for term in sort_key(text).split()]
    return and_(policy.named(actor, looked_in), *terms)


def _lives_in(municipality: str, today: date) -> ColumnElement[bool]:
    return exists(
        select(1).where(
            Residence.candidate_id == Candidate.id,
            Residence.municipality_code == municipality,
            mostly_known(Residence, on=today),
        )
    )


def _in_band(band: Band, today: date) -> ColumnElement[bool]:
    wanted = rules.band_range(band)
    return exists(
        select(1).where(
            LoonwaardeIndication.candidate_id == Candidate.id,
            LoonwaardeIndication.percentage.between(wanted.start, wanted.stop - 1),
            mostly_known(LoonwaardeIndication, on=today),
        )
    )
