"""New candidates for a vacancy that was looked at before: whoever owns it hears of them in the morning (Mijn dag)."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.types import RankedCandidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_working_days
from wsp.shortlists.enums import RunScope
from wsp.shortlists.index import index
from wsp.shortlists.models import ShortlistRow, ShortlistRun
from wsp.shortlists.profiles import vacancy_queries
from wsp.shortlists.weighing import queries as weighing
from wsp.vacancies.enums import SEARCHING
from wsp.vacancies.models import Vacancy
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

BEST: Final = 10
"""Who stands lower is no news: the list is long for nearly every vacancy."""
_WITHIN: Final = 3
"""Working days. Good news, not the first work of this morning."""
_KEY: Final = "nieuwe-kandidaten:"


def look_for_new(session: Session, region: str, *, actor: Actor) -> int:
    """Plan a task for the owner of every vacancy with new people among its best ten; returns how many have them.

    New is who fits now and stood on no list of this vacancy before, unless as somebody who did not fit. Vacancies whose
    list nobody opened yet have no news: all of it is new. May run twice; a task that was finished does not come back
    for the same people.
    """
    day = clock.today()
    owners = {
        vacancy_id: (owner_id, title)
        for vacancy_id, owner_id, title in session.execute(
            select(Vacancy.id, Vacancy.owner_id, Vacancy.title).where(
                Vacancy.region_id == region, Vacancy.state.in_(sorted(SEARCHING)), Vacancy.owner_id.is_not(None)
            )
        )
        if owner_id is not None
    }
    shown = _shown(session, region, owners)
    if not shown:
        return 0
    store = index().candidates(session, region, on=day)
    ranker = weighing.ranker(session, region)
    found = 0
    for query in vacancy_queries(session, Vacancy.id.in_(shown), on=day):
        vacancy_id = uuid.UUID(query.id)
        best = ranker.candidates_for(query, store, on=day, top=BEST, fallen_out=0).ranked
        new = _fresh(best, shown[vacancy_id])
        owner_id, title = owners[vacancy_id]
        found += bool(new)
        _tell(session, vacancy_id, owner_id, title, new, actor)
    return found


def looked(session: Session, vacancy_id: uuid.UUID, *, actor: Actor) -> None:
    """Somebody sees a list of this vacancy that nobody saw before: what was new in it needs no telling any more."""
    worklist.drop_others(session, (SubjectKind.VACANCY, vacancy_id), _KEY, (), why="lijst bekeken", actor=actor)


def _shown(session: Session, region: str, vacancies: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who fitted on any list of these vacancies; a vacancy without a list is not in it."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = session.execute(
        select(ShortlistRun.vacancy_id, ShortlistRow.subject_id)
        .join(ShortlistRow, ShortlistRow.run_id == ShortlistRun.id, isouter=True)
        .where(
            ShortlistRun.region_id == region,
            ShortlistRun.vacancy_id.in_(vacancies),
            ShortlistRun.scope == RunScope.WHOLE.value,
            ShortlistRow.excluded.is_not(True),
        )
        .distinct()
    )
    for vacancy_id, subject_id in rows:
        if vacancy_id is not None:
            found[vacancy_id].add(subject_id)
    return found


def _fresh(best: Sequence[RankedCandidate], shown: Collection[uuid.UUID]) -> list[str]:
    return sorted(each.candidate_id for each in best if uuid.UUID(each.candidate_id) not in shown)


def _tell(
    session: Session, vacancy_id: uuid.UUID, owner_id: uuid.UUID, title: str, new: Sequence[str], actor: Actor
) -> None:
    subject = (SubjectKind.VACANCY, vacancy_id)
    # Part of the key is who they are: finished for these people is finished, and other people are other news.
    mark = hashlib.sha256("".join(new).encode()).hexdigest()[:16] if new else ""
    prefix = f"{_KEY}{vacancy_id}:"
    worklist.drop_others(session, subject, prefix, {mark} if new else (), why="niet meer de nieuwste", actor=actor)
    if not new:
        return
    count = "1 nieuwe kandidaat" if len(new) == 1 else f"{len(new)} nieuwe kandidaten"
    worklist.plan(
        session,
        actor,
        kind=TaskKind.NEW_CANDIDATES,
        subject=subject,
        due_on=add_working_days(clock.today(), _WITHIN),
        title=f"{count} bij de beste {BEST}: {title}",
        assigned_to_id=owner_id,
        key=f"{prefix}{mark}",
        soon=True,
    )
