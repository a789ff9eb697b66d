"""Keep a ranking as it was shown, so that it can be explained and replayed exactly."""

import dataclasses
import enum
import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from matching import replay
from matching.ranking import Ranker
from matching.types import CandidateProfile, RankedCandidate, RankedVacancy, Ranking, VacancyQuery
from wsp.foundation import editions
from wsp.foundation.actor import Actor
from wsp.foundation.editions import Kind
from wsp.law.lookup import Parameters
from wsp.shortlists.enums import RunScope
from wsp.shortlists.models import ShortlistRow, ShortlistRun

ENGINE_VERSION: Final = "2.2"
"""Raised with every change of the engine that may change an answer."""


_AS_THEY_ARE: Final = frozenset({str, int, bool, type(None)})


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(kind))


def plain(value: Any) -> Any:  # noqa: PLR0911 (one line per kind of value)
    """Engine objects as JSON: dataclasses by field, dates in ISO form, numbers as they are (floats keep every bit)."""
    kind = type(value)
    if kind in _AS_THEY_ARE:  # most are: a run holds thousands of numbers
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(kind)}  # type: ignore[arg-type]  # a class can be a key
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, float) and value == float("inf"):
        return "inf"
    return value


def keep_run(
    session: Session,
    actor: Actor,
    *,
    query: VacancyQuery | CandidateProfile,
    ranking: Ranking[RankedCandidate] | Ranking[RankedVacancy],
    ranker: Ranker,
    text_space: str | None,
    scope: RunScope = RunScope.WHOLE,
) -> uuid.UUID:
    """Store what was shown and return its id; the same answer to the same question is stored once.

    `text_space` is the id of the region's word weights that were used, `scope` how much of the list was asked for.
    """
    rows = [_features(each) for each in (*ranking.ranked, *ranking.fallen_out)]
    settings = {
        "weights": plain(ranker.weights),
        "candidate_weights": plain(ranker.candidate_weights),
        "criteria": plain(ranker.settings),
        "text_space": text_space,
        "recipe": replay.RECIPE,
    }
    content = [ENGINE_VERSION, settings, plain(query), ranking.on.isoformat(), scope.value, rows]
    fingerprint = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    for_vacancy = isinstance(query, VacancyQuery)
    run = {
        "id": uuid.uuid4(),
        "region_id": actor.region_id,
        "vacancy_id": uuid.UUID(query.id) if for_vacancy else None,
        "candidate_id": None if for_vacancy else uuid.UUID(query.id),
        "scope": scope.value,
        "ranked_on": ranking.on,
        "user_id": actor.user_id,
        "fingerprint": fingerprint,
        "engine_version": ENGINE_VERSION,
        "weights_version": ranking.weights_version,
        "settings": settings | {"held": _held(session), "rows": len(rows)},
        "query": _facts(query),
        "ranked_count": ranking.ranked_count,
        "fallen_out_count": ranking.fallen_out_count,
    }
    made: uuid.UUID | None = session.scalar(
        insert(ShortlistRun).values(run).on_conflict_do_nothing(index_elements=["region_id", "fingerprint"])
        .returning(ShortlistRun.id)
    )  # fmt: skip
    if made is None:
        kept = select(ShortlistRun.id).where(ShortlistRun.fingerprint == fingerprint)
        return session.scalars(kept).one()
    if rows:
        shared = {"region_id": actor.region_id, "run_id": made}
        session.execute(
            insert(ShortlistRow),
            [shared | {"id": uuid.uuid4(), "position": at, **row} for at, row in enumerate(rows, start=1)],
        )
    return made


def _features(ranked: RankedCandidate | RankedVacancy) -> dict[str, Any]:
    subject = ranked.candidate_id if isinstance(ranked, RankedCandidate) else ranked.vacancy_id
    score = ranked.score if isinstance(ranked, RankedCandidate) else ranked.reciprocal
    features = plain(ranked)
    return {"subject_id": subject, "score": score, "excluded": ranked.excluded, "features": features}


_TEXTS: Final = frozenset({"description"})


def _facts(query: VacancyQuery | CandidateProfile) -> dict[str, Any]:
    """What was asked, without what could tell of a person: a replay needs the rows only.

    Of a vacancy all but the free text, of a candidate only which parts of the profile were known.
    """
    facts: dict[str, Any] = plain(query)
    if isinstance(query, CandidateProfile):
        return {"id": query.id, "known": sorted(name for name, value in facts.items() if value not in (None, ""))}
    return {name: value for name, value in facts.items() if name not in _TEXTS}


def _held(session: Session) -> dict[str, Any]:
    """Which law, approved values and reference lists held: for the packages that stood next to the ranking."""
    return {
        "law": law_edition(),
        "policy": editions.of(session, Kind.POLICY),
        "reference": editions.of(session, Kind.REFERENCE),
    }


@cache
def law_edition() -> str:
    """Fingerprint of the values of law that ship with this version of the product."""
    law = Parameters.load()
    told = [repr(law.parameter(code)) for code in law.codes]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]
