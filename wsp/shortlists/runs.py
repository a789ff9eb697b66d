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

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from matching import replay
from matching.ranking import Ranker
from matching.types import CandidateProfile, RankedCandidate, RankedVacancy, Ranking, VacancyQuery
from wsp.foundation import editions
from wsp.foundation.actor import Actor
from wsp.foundation.editions import Kind
from wsp.law.lookup import Parameters
from wsp.shortlists import news
from wsp.shortlists.enums import RunScope
from wsp.shortlists.models import ShortlistRow, ShortlistRun

ENGINE_VERSION: Final = "2.3"
"""Raised with every change of the engine that may change an answer."""


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(kind))


def told(value: Any) -> str:
    """An engine object as JSON: dataclasses by field, dates in ISO form; floats keep every bit, no limit is "inf"."""
    try:
        # Nearly always: the encoder walks through thousands of numbers by itself and asks only what it does not know.
        return json.dumps(value, default=_parts, sort_keys=True, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), sort_keys=True, allow_nan=False)


def plain(value: Any) -> Any:
    """As `told`, as lists, mappings and numbers."""
    return json.loads(told(value))


def _parts(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in _names(type(value))}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): each for key, each in value.items()}
    message = f"{type(value).__name__} cannot be kept with a ranking"
    raise TypeError(message)


def _finite(value: Any) -> Any:
    """The same with "inf" for a number without end, which JSON does not have."""
    if isinstance(value, float):
        return "inf" if value == float("inf") else value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    return _finite(_parts(value))


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
    features = [told(each) for each in (*ranking.ranked, *ranking.fallen_out)]
    settings = {
        "weights": plain(ranker.weights),
        "candidate_weights": plain(ranker.candidate_weights),
        "criteria": plain(ranker.settings),
        "text_space": text_space,
        "recipe": replay.RECIPE,
    }
    content = [ENGINE_VERSION, told(settings), told(query), ranking.on.isoformat(), scope.value, *features]
    fingerprint = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    # A list is looked at again far more often than it changes.
    there = session.scalar(_with(fingerprint))
    if there is not None:
        return there
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
        "settings": settings | {"held": _held(session), "rows": len(features)},
        "query": _facts(query),
        "ranked_count": ranking.ranked_count,
        "fallen_out_count": ranking.fallen_out_count,
    }
    made: uuid.UUID | None = session.scalar(
        insert(ShortlistRun).values(run).on_conflict_do_nothing(index_elements=["region_id", "fingerprint"])
        .returning(ShortlistRun.id)
    )  # fmt: skip
    if made is None:  # somebody looked at the same moment
        return session.scalars(_with(fingerprint)).one()
    if features:
        shown = zip((*ranking.ranked, *ranking.fallen_out), features, strict=True)
        shared = {"region_id": actor.region_id, "run_id": made}
        session.execute(
            insert(ShortlistRow),
            [
                shared | {"id": uuid.uuid4(), "position": at, **_row(ranked), "features": json.loads(text)}
                for at, (ranked, text) in enumerate(shown, start=1)
            ],
        )
    if for_vacancy and scope is RunScope.WHOLE:
        news.looked(session, uuid.UUID(query.id), actor=actor)
    return made


def _with(fingerprint: str) -> Select[uuid.UUID]:
    return select(ShortlistRun.id).where(ShortlistRun.fingerprint == fingerprint)


def _row(ranked: RankedCandidate | RankedVacancy) -> dict[str, Any]:
    subject = ranked.candidate_id if isinstance(ranked, RankedCandidate) else ranked.vacancy_id
    score = ranked.score if isinstance(ranked, RankedCandidate) else ranked.reciprocal
    return {"subject_id": subject, "score": score, "excluded": ranked.excluded}


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
