"""Who may be ranked and was never shown in a top ten, and what stands in the way."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from matching.audit import why_not
from matching.types import CandidateProfile, RankedVacancy, Ranking
from wsp.candidates import queries as candidates
from wsp.candidates.models import Candidate
from wsp.candidates.policy import rankable
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import Page, clamp, window
from wsp.foundation.workdays import add_months
from wsp.shortlists.enums import CRITERION_LABELS, RunScope
from wsp.shortlists.index import index
from wsp.shortlists.models import ShortlistRow, ShortlistRun
from wsp.shortlists.oversight.exposure import TOP
from wsp.shortlists.weighing.queries import ranker
from wsp.vacancies.models import Vacancy

SIZE: Final = 10
"""People on a page: for each of them every vacancy is looked at."""
_REASONS: Final = 3


@dataclass(frozen=True)
class Reason:
    """A demand and at how many vacancies it stood in the way."""

    label: str
    vacancies: int


@dataclass(frozen=True)
class Unseen:
    """Somebody who was never shown."""

    label: str
    candidate_id: uuid.UUID | None
    """Only where the reader may open the dossier."""
    waiting_since: date | None
    fits: int
    """At how many vacancies this person meets every demand today."""
    vacancies: int
    reasons: tuple[Reason, ...]
    nearest: uuid.UUID | None
    """The vacancy that comes nearest, for what would help."""
    nearest_title: str


@dataclass(frozen=True)
class UnseenPeople:
    """One page of people who were never shown, those who wait longest first."""

    since: date
    months: int
    people: int
    """Who may be ranked and was there all that time."""
    page: Page[Unseen]
    common: tuple[Reason, ...]
    """Demands that stand in the way most often, for the people on this page."""


def never_shown(
    session: Session, actor: Actor, *, months: int, number: int = 1, on: date | None = None
) -> UnseenPeople:
    """People who may be ranked, were known all these months, and stood in no top ten. Reads are logged per person."""
    day = on or clock.today()
    since = add_months(day, -months)
    first = datetime.combine(since, time(), tzinfo=clock.AMSTERDAM)
    there = [Candidate.region_id == actor.region_id, rankable(day), Candidate.created_at < first]
    unseen = ~_shown(first)
    counts = session.execute(
        select(func.count(), func.count().filter(unseen)).select_from(Candidate).where(*there)
    ).one()
    people, total = map(int, counts)
    statement: Any = (
        select(Candidate.id)
        .where(*there, unseen)
        .order_by(Candidate.waiting_since.asc().nulls_last(), Candidate.number)
    )
    found_rows, _, at = window(session, statement, page=clamp(number, total, SIZE), size=SIZE, total=total)
    ids: list[uuid.UUID] = [row[0] for row in found_rows]
    store = index().candidates(session, actor.region_id, on=day)
    offers = index().vacancies(session, actor.region_id, on=day)
    engine = ranker(session, actor.region_id)
    found: dict[uuid.UUID, tuple[CandidateProfile, Ranking[RankedVacancy]]] = {}
    for each in ids:
        if str(each) in store:
            profile = store[str(each)]
            found[each] = (profile, engine.vacancies_for(profile, offers, on=day, top=1, fallen_out=None))
    seen = candidates.seen_many(session, actor, ids, purpose="matchlijst", details=(), fields=())
    titles = _titles(session, [_nearest(ranking) for _, ranking in found.values()])
    lines = []
    for each in ids:
        if each in found:
            shown = seen[each].shown if each in seen else None
            label = shown.label if shown else "niet met jou gedeeld"
            lines.append(_line(each if shown else None, label, *found[each], titles))
    return UnseenPeople(
        since=since,
        months=months,
        people=people,
        page=Page(lines, total=total, number=at, size=SIZE),
        common=_reasons(sum((why_not(ranking) for _, ranking in found.values()), start=Counter[str]())),
    )


def _shown(first: datetime) -> ColumnElement[bool]:
    return exists(
        select(1)
        .select_from(ShortlistRow)
        .join(ShortlistRun, ShortlistRun.id == ShortlistRow.run_id)
        .where(
            ShortlistRow.region_id == Candidate.region_id,
            ShortlistRow.subject_id == Candidate.id,
            ShortlistRow.excluded.is_(False),
            ShortlistRow.position <= TOP,
            ShortlistRun.vacancy_id.is_not(None),
            ShortlistRun.scope == RunScope.WHOLE.value,
            ShortlistRun.created_at >= first,
        )
        .correlate(Candidate)
    )


def _line(
    candidate_id: uuid.UUID | None, label: str, profile: CandidateProfile, ranking: Ranking[RankedVacancy],
    titles: Mapping[uuid.UUID, str],
) -> Unseen:  # fmt: skip
    nearest = _nearest(ranking)
    return Unseen(
        label=label,
        candidate_id=candidate_id,
        waiting_since=profile.waiting_since,
        fits=ranking.ranked_count,
        vacancies=ranking.ranked_count + ranking.fallen_out_count,
        reasons=_reasons(why_not(ranking)),
        nearest=nearest,
        nearest_title=titles.get(nearest, "") if nearest else "",
    )


def _nearest(ranking: Ranking[RankedVacancy]) -> uuid.UUID | None:
    return next((uuid.UUID(each.vacancy_id) for each in (*ranking.ranked, *ranking.fallen_out)), None)


def _titles(session: Session, ids: list[uuid.UUID | None]) -> Mapping[uuid.UUID, str]:
    wanted = {each for each in ids if each is not None}
    rows = session.execute(select(Vacancy.id, Vacancy.title).where(Vacancy.id.in_(wanted)))
    return {row.id: row.title for row in rows}


def _reasons(found: Counter[str]) -> tuple[Reason, ...]:
    return tuple(Reason(CRITERION_LABELS[code], count) for code, count in found.most_common(_REASONS))
