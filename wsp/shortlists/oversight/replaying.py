"""How an old list came about: its rows counted again from what was kept, with the weights and rules of that day."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matching.explanation import ADAPTATION, FALLEN_OUT
from matching.replay import KeptRow, OtherRecipeError, replay
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.foundation.actor import Actor
from wsp.shortlists.enums import CRITERION_LABELS, RunScope
from wsp.shortlists.models import ShortlistRow, ShortlistRun
from wsp.shortlists.oversight.errors import ListNotFound
from wsp.shortlists.runs import ENGINE_VERSION, law_edition
from wsp.shortlists.weighing import queries as weighing
from wsp.vacancies.models import Vacancy

RECENT: Final = 5
SHOWN: Final = 50
"""How many earlier lists of a vacancy are named."""


@dataclass(frozen=True)
class Part:
    """One line of a score: how much it weighs and how many points of a hundred it gave."""

    label: str
    weight: float
    value: float
    points: float
    known: bool


@dataclass(frozen=True)
class Line:
    """One row of an old list."""

    position: int
    label: str
    """Number or name as the reader may see it; *gewist* or *niet met jou gedeeld* else."""
    candidate_id: uuid.UUID | None
    """Only where the reader may open the dossier."""
    points: float
    excluded: bool
    parts: tuple[Part, ...]
    failed: tuple[str, ...]
    unknown: tuple[str, ...]
    same: bool | None
    """Whether it came out the same; None for a row that was erased or could not be counted again."""


@dataclass(frozen=True)
class OldList:
    """An old list with what came of counting it again."""

    run: ShortlistRun
    title: str
    vacancy: Vacancy | None
    lines: tuple[Line, ...]
    same: bool | None
    """True: bit for bit the same. False: something differs. None: kept in a way this version cannot count."""
    gone: int
    differences: tuple[str, ...]
    """What is not as it was then: engine, weights, law, reference lists."""
    weights: tuple[tuple[str, float], ...]
    """Criterion and its part of a hundred, as they were."""


def earlier(session: Session, actor: Actor, vacancy_id: uuid.UUID) -> Sequence[ShortlistRun]:
    """The last lists of candidates for a vacancy, newest first."""
    return session.scalars(
        select(ShortlistRun)
        .where(ShortlistRun.region_id == actor.region_id, ShortlistRun.vacancy_id == vacancy_id)
        .order_by(ShortlistRun.created_at.desc(), ShortlistRun.id)
        .limit(SHOWN)
    ).all()


@dataclass(frozen=True)
class Recent:
    """One of the last lists of the region."""

    run_id: uuid.UUID
    shown_at: datetime
    title: str
    weights: str


def recent(session: Session, actor: Actor) -> list[Recent]:
    """The last lists of candidates in the region, newest first; a few, to look one up."""
    rows = session.execute(
        select(ShortlistRun.id, ShortlistRun.created_at, ShortlistRun.weights_version, Vacancy.title)
        .join(Vacancy, Vacancy.id == ShortlistRun.vacancy_id)
        .where(ShortlistRun.region_id == actor.region_id, ShortlistRun.scope == RunScope.WHOLE.value)
        .order_by(ShortlistRun.created_at.desc(), ShortlistRun.id)
        .limit(RECENT)
    )
    return [Recent(row.id, row.created_at, row.title, row.weights_version) for row in rows]


def old_list(session: Session, actor: Actor, run_id: uuid.UUID) -> OldList:
    """Count a kept list again. Looks up no weights and no profiles; only the names the reader may see.

    Raises:
        ListNotFound: there is none in the actor's region.

    """
    run = session.scalars(
        select(ShortlistRun).where(ShortlistRun.region_id == actor.region_id, ShortlistRun.id == run_id)
    ).one_or_none()
    if run is None:
        raise ListNotFound
    rows = session.scalars(
        select(ShortlistRow)
        .where(ShortlistRow.region_id == actor.region_id, ShortlistRow.run_id == run_id)
        .order_by(ShortlistRow.position)
    ).all()
    kept = [
        KeptRow(subject_id=str(row.subject_id), position=row.position, score=row.score, excluded=row.excluded,
                features=row.features)
        for row in rows
    ]  # fmt: skip
    again: Mapping[str, bool | None] = dict.fromkeys(row.subject_id for row in kept)
    same = None
    try:
        played = replay(kept, recipe=run.settings.get("recipe", 1))
    except OtherRecipeError:
        pass
    else:
        same = played.same
        again = {row.kept.subject_id: None if row.score is None else row.same for row in played.rows}
    vacancy = _vacancy(session, actor, run.vacancy_id)
    names = _names(session, actor, run, rows)
    return OldList(
        run=run,
        title=vacancy.title if vacancy else "een kandidaat",
        vacancy=vacancy,
        lines=tuple(_with_erased(_count(run, rows), [_line(row, again[str(row.subject_id)], names) for row in rows])),
        same=same,
        gone=max(0, _count(run, rows) - len(rows)),
        differences=tuple(_differences(session, actor, run)),
        weights=tuple(_weights(run)),
    )


def _line(row: ShortlistRow, same: bool | None, names: Mapping[uuid.UUID, "Name"]) -> Line:  # noqa: FBT001 (three-valued)
    features = row.features
    name = names[row.subject_id]
    return Line(
        position=row.position,
        label=name.label,
        candidate_id=name.candidate_id,
        points=100 * row.score,
        excluded=row.excluded,
        parts=tuple(_part(each) for each in features.get("contributions", ())),
        failed=tuple(CRITERION_LABELS[each] for each in features.get("violated", ())),
        unknown=tuple(CRITERION_LABELS[each] for each in features.get("unknown", ())),
        same=same,
    )


def _count(run: ShortlistRun, rows: Sequence[ShortlistRow]) -> int:
    """How many rows the list had; of lists from before this was kept the last place that is left."""
    last = max((row.position for row in rows), default=0)
    return int(run.settings.get("rows", last))


def _with_erased(count: int, lines: Sequence[Line]) -> list[Line]:
    """The rows, and in its place a line for each that was erased with its person."""
    there = {line.position: line for line in lines}
    return [
        there.get(at)
        or Line(position=at, label="gewist", candidate_id=None, points=0, excluded=False, parts=(), failed=(),
                unknown=(), same=None)
        for at in range(1, count + 1)
    ]  # fmt: skip


def _part(each: Mapping[str, Any]) -> Part:
    code: str = each["criterion"]
    if code == FALLEN_OUT:
        label = "Voldoet niet aan een eis"
    elif code.startswith(ADAPTATION):
        label = f"Aanpassing nodig: {CRITERION_LABELS[code.removeprefix(ADAPTATION)].lower()}"
    else:
        label = CRITERION_LABELS[code]
    return Part(label, 100 * each["weight"], each["value"], 100 * each["points"], each.get("known", True))


@dataclass(frozen=True)
class Name:
    """How a row is called for this reader."""

    label: str
    candidate_id: uuid.UUID | None


def _names(session: Session, actor: Actor, run: ShortlistRun, rows: Sequence[ShortlistRow]) -> Mapping[uuid.UUID, Name]:
    ids = [row.subject_id for row in rows]
    if run.vacancy_id is None:
        found = session.execute(select(Vacancy.id, Vacancy.title).where(Vacancy.id.in_(ids)))
        titles = {row.id: row.title for row in found}
        return {each: Name(titles.get(each, "vacature die er niet meer is"), None) for each in ids}
    seen = candidates.seen_many(session, actor, ids, purpose="matchlijst", details=(), fields=())
    shown: Mapping[uuid.UUID, MaskedCandidate] = {key: each.shown for key, each in seen.items()}
    return {
        each: Name(shown[each].label, each) if each in shown else Name("niet met jou gedeeld", None) for each in ids
    }


def _vacancy(session: Session, actor: Actor, vacancy_id: uuid.UUID | None) -> Vacancy | None:
    if vacancy_id is None:
        return None
    return session.scalars(
        select(Vacancy)
        .where(Vacancy.region_id == actor.region_id, Vacancy.id == vacancy_id)
        .options(joinedload(Vacancy.employer))
    ).one_or_none()


def _differences(session: Session, actor: Actor, run: ShortlistRun) -> list[str]:
    found = []
    if run.engine_version != ENGINE_VERSION:
        found.append(
            f"De rekenmachine is nu versie {ENGINE_VERSION}. Deze lijst is gemaakt met versie {run.engine_version}."
        )
    now = weighing.active(session, actor.region_id).version
    if run.weights_version.split("+")[0] != now:
        found.append(f"Nu gelden de gewichten {now}. Toen golden de gewichten {run.weights_version.split('+')[0]}.")
    held = run.settings.get("held", {})
    if held and held.get("law") != law_edition():
        found.append("De meegeleverde wetswaarden zijn daarna bijgewerkt.")
    return found


def _weights(run: ShortlistRun) -> list[tuple[str, float]]:
    side = run.settings["weights" if run.vacancy_id else "candidate_weights"]["values"]
    total = sum(side.values())
    heaviest = sorted((code for code in side if side[code] > 0), key=lambda code: (-side[code], code))
    return [(CRITERION_LABELS[code], 100 * side[code] / total) for code in heaviest]
