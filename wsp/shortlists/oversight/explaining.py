"""What a person may hear about a list that the person stood on: the part of the computer and the main reasons.

Read from what was kept with the list (AI Act, Regulation (EU) 2024/1689, art. 86; AVG art. 15(1)(h)): weights or
profiles of today are not looked at, so that the answer stays the same whatever changed since. Nobody else on the list
is named.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.explanation import ADAPTATION, FALLEN_OUT
from wsp.candidates import policy
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements.models import Introduction
from wsp.shortlists.enums import CRITERION_LABELS, DecisionKind
from wsp.shortlists.models import ShortlistDecision, ShortlistRow, ShortlistRun
from wsp.shortlists.oversight.errors import ListNotFound
from wsp.vacancies.models import Vacancy

MOST: Final = 50
"""How many lists of one person are named, newest first."""
_REASONS: Final = 3
"""Main elements, not every line of the sum."""
_GOOD, _POOR = 0.5, 0.25
"""From which part of what a line can give it helped, and up to which it did not."""


@dataclass(frozen=True)
class Stood:
    """One list that somebody stood on."""

    run_id: uuid.UUID
    shown_at: datetime
    title: str
    """The vacancy; *een vacature* when it is gone."""
    position: int
    of: int
    excluded: bool


@dataclass(frozen=True)
class Explained:
    """Why somebody stood where on one list."""

    stood: Stood
    ranked_on: date
    helped: tuple[str, ...]
    """What gave most points, the most first."""
    hindered: tuple[str, ...]
    """What could have given most and gave little."""
    adaptations: tuple[str, ...]
    """What the employer would have to do differently."""
    failed: tuple[str, ...]
    """Requirements that somebody did not meet, and so fell out."""
    unknown: tuple[str, ...]
    """What nobody had filled in; it never counted as no."""
    set_aside: tuple[str, datetime] | None
    """The reason and the moment at which a member of staff left the person out."""
    introduced_at: datetime | None
    """When a member of staff proposed the person for this vacancy."""


def lists_of(session: Session, actor: Actor, candidate_id: uuid.UUID) -> list[Stood]:
    """The last lists for vacancies that somebody stood on, newest first.

    Raises:
        ListNotFound: the dossier is not there, or not the actor's to see.

    """
    _check_seen(session, actor, candidate_id)
    rows = session.execute(
        _rows(actor, candidate_id).order_by(ShortlistRun.created_at.desc(), ShortlistRow.id).limit(MOST)
    )
    return [_stood(*row) for row in rows]


def explain(session: Session, actor: Actor, candidate_id: uuid.UUID, run_id: uuid.UUID) -> Explained:
    """Why somebody stood where on one list, from what was kept with it.

    Raises:
        ListNotFound: the person did not stand on it, or the dossier is not the actor's to see.

    """
    _check_seen(session, actor, candidate_id)
    found = session.execute(_rows(actor, candidate_id).where(ShortlistRun.id == run_id)).first()
    if found is None:
        raise ListNotFound
    row, run, _ = found
    lines: Sequence[Mapping[str, Any]] = row.features.get("contributions", ())
    own = [each for each in lines if each["criterion"] in CRITERION_LABELS and each.get("known", True)]
    return Explained(
        stood=_stood(*found),
        ranked_on=run.ranked_on,
        helped=_labels(sorted((e for e in own if e["value"] >= _GOOD), key=lambda e: -e["points"])[:_REASONS]),
        hindered=_labels(sorted((e for e in own if e["value"] < _POOR), key=lambda e: -e["weight"])[:_REASONS]),
        adaptations=tuple(
            CRITERION_LABELS[each["criterion"].removeprefix(ADAPTATION)]
            for each in lines
            if each["criterion"].startswith(ADAPTATION) and each["criterion"] != FALLEN_OUT
        ),
        failed=tuple(CRITERION_LABELS[each] for each in row.features.get("violated", ())),
        unknown=tuple(CRITERION_LABELS[each] for each in row.features.get("unknown", ())),
        set_aside=_set_aside(session, candidate_id, run),
        introduced_at=session.scalar(
            select(Introduction.created_at).where(
                Introduction.region_id == actor.region_id,
                Introduction.vacancy_id == run.vacancy_id,
                Introduction.candidate_id == candidate_id,
                Introduction.created_at >= clock.day_began(run.ranked_on),
            ).order_by(Introduction.created_at).limit(1)
        ),
    )  # fmt: skip


def _check_seen(session: Session, actor: Actor, candidate_id: uuid.UUID) -> None:
    seen = select(Candidate.id).where(Candidate.id == candidate_id, policy.visible(actor))
    if session.scalar(seen) is None:
        raise ListNotFound


def _rows(actor: Actor, candidate_id: uuid.UUID) -> Any:
    return (
        select(ShortlistRow, ShortlistRun, Vacancy.title)
        .join(ShortlistRun, ShortlistRun.id == ShortlistRow.run_id)
        .outerjoin(Vacancy, Vacancy.id == ShortlistRun.vacancy_id)
        .where(
            ShortlistRow.region_id == actor.region_id,
            ShortlistRow.subject_id == candidate_id,
            ShortlistRun.vacancy_id.is_not(None),
        )
    )


def _stood(row: ShortlistRow, run: ShortlistRun, title: str | None) -> Stood:
    return Stood(run.id, run.created_at, title or "een vacature", row.position, run.ranked_count, row.excluded)


def _labels(lines: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(CRITERION_LABELS[each["criterion"]] for each in lines)


def _set_aside(session: Session, candidate_id: uuid.UUID, run: ShortlistRun) -> tuple[str, datetime] | None:
    found = session.scalars(
        select(ShortlistDecision)
        .where(
            ShortlistDecision.region_id == run.region_id,
            ShortlistDecision.candidate_id == candidate_id,
            ShortlistDecision.vacancy_id == run.vacancy_id,
            ShortlistDecision.kind == DecisionKind.SET_ASIDE.value,
            ShortlistDecision.withdrawn_at.is_(None),
        )
        .order_by(ShortlistDecision.created_at)
    ).first()
    return None if found is None else (found.reason or "", found.created_at)
