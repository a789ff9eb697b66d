"""What people did with the lists they saw, as the engine learns from it: features and outcomes, no person."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from matching.explanation import ADAPTATION, FALLEN_OUT
from matching.learning import TOP, Outcome, Shown
from wsp.foundation import clock
from wsp.foundation.workdays import add_months
from wsp.placements.enums import ClosingReason, IntroductionState
from wsp.placements.models import Introduction, Placement
from wsp.shortlists.enums import AsideReason, DecisionKind, RunScope
from wsp.shortlists.models import ShortlistDecision, ShortlistRow, ShortlistRun

PERIOD: Final = timedelta(days=730)
"""As long as a ranking names who asked for it (policy/retention.py); older decisions were about another time."""
MOST_LISTS: Final = 5_000
HELD: Final = ((12, Outcome.SETTLED), (6, Outcome.STAYED), (3, Outcome.PLACED))
"""Months that somebody stayed, and what that makes of the placement. Who stopped earlier, or began less than three
months ago, was introduced well; more is not known."""

ABOUT_THE_MATCH: Final = frozenset(
    {
        AsideReason.WORK_DOES_NOT_FIT, AsideReason.HOURS_DO_NOT_FIT, AsideReason.TOO_FAR, AsideReason.WISHES_OTHERWISE,
    }
)  # fmt: skip
"""Reasons for setting somebody aside from which one learns; the others tell nothing of work and person."""
DECLINED_FOR: Final = frozenset(
    {
        ClosingReason.EXPERIENCE, ClosingReason.HOURS, ClosingReason.DISTANCE, ClosingReason.LANGUAGE,
        ClosingReason.CANDIDATE_DECLINES,
    }
)  # fmt: skip
"""Why an introduction stopped, where that says that the match was less good than it seemed."""


def shown(session: Session, region: str, *, now: datetime) -> list[Shown]:
    """The top ten of every whole list that somebody acted on, with what came of each row."""
    chosen, aside = _introduced(session, region, now), _set_aside(session, region, now)
    lists = list(dict.fromkeys(run for run, _ in (*chosen, *aside)))[:MOST_LISTS]
    rows = session.execute(
        select(
            ShortlistRow.run_id, ShortlistRow.subject_id, ShortlistRow.position, ShortlistRow.features,
            ShortlistRow.opened_at,
        )
        .join(ShortlistRun, ShortlistRun.id == ShortlistRow.run_id)
        .where(
            ShortlistRow.region_id == region,
            ShortlistRow.run_id.in_(lists),
            ShortlistRun.scope == RunScope.WHOLE.value,
            ShortlistRun.vacancy_id.is_not(None),
            ShortlistRow.excluded.is_(False),
            ShortlistRow.position <= TOP,
        )
        .order_by(ShortlistRow.run_id, ShortlistRow.position)
    )  # fmt: skip
    found = []
    for row in rows:
        key = (row.run_id, row.subject_id)
        passed = Outcome.OPENED if row.opened_at is not None else Outcome.PASSED
        outcome = chosen.get(key) or aside.get(key, passed)
        if outcome is not None and row.features.get("contributions"):
            found.append(_row(row.run_id, row.position, row.features, outcome))
    return found


def _row(run_id: uuid.UUID, position: int, features: Mapping[str, Any], outcome: Outcome) -> Shown:
    values, left = {}, 1.0
    for each in features["contributions"]:
        if each["criterion"].startswith(ADAPTATION):
            left += each["weight"]
        elif each["criterion"] != FALLEN_OUT:
            values[each["criterion"]] = min(1.0, max(0.0, each["value"]))
    return Shown(list_id=str(run_id), position=position, values=values, outcome=outcome, left=max(0.0, left))


def _introduced(session: Session, region: str, now: datetime) -> dict[tuple[uuid.UUID, uuid.UUID], Outcome]:
    """(list, person) -> what came of the introduction, latest lists first."""
    rows = session.execute(
        select(
            Introduction.shortlist_run_id, Introduction.candidate_id, Introduction.state, Introduction.closed_reason,
            Placement.starts_on, Placement.ended_on,
        )
        .outerjoin(
            Placement, and_(Placement.region_id == Introduction.region_id, Placement.introduction_id == Introduction.id)
        )
        .where(
            Introduction.region_id == region,
            Introduction.shortlist_run_id.is_not(None),
            Introduction.created_at >= now - PERIOD,
        )
        .order_by(Introduction.created_at.desc(), Introduction.id)
    )  # fmt: skip
    found, today = {}, clock.local(now).date()
    for row in rows:
        outcome = Outcome.INTRODUCED
        held = _held(row.starts_on, min(row.ended_on or today, today)) if row.state == IntroductionState.HIRED else None
        if held is not None:
            outcome = held
        elif row.closed_reason in DECLINED_FOR:
            outcome = Outcome.DECLINED
        found[row.shortlist_run_id, row.candidate_id] = outcome
    return found


def _held(start: date | None, until: date) -> Outcome | None:
    """What a placement from a day up to another one is worth; None when it is too short to say."""
    if start is None:
        return None
    return next((outcome for months, outcome in HELD if add_months(start, months) <= until), None)


def _set_aside(session: Session, region: str, now: datetime) -> dict[tuple[uuid.UUID, uuid.UUID], Outcome | None]:
    """(list, person) -> set aside for the match, or None where the reason was another one."""
    rows = session.execute(
        select(ShortlistDecision.run_id, ShortlistDecision.candidate_id, ShortlistDecision.reason)
        .where(
            ShortlistDecision.region_id == region,
            ShortlistDecision.run_id.is_not(None),
            ShortlistDecision.kind == DecisionKind.SET_ASIDE.value,
            ShortlistDecision.withdrawn_at.is_(None),
            ShortlistDecision.created_at >= now - PERIOD,
        )
        .order_by(ShortlistDecision.created_at.desc(), ShortlistDecision.id)
    )
    return {(row.run_id, row.candidate_id): Outcome.ASIDE if row.reason in ABOUT_THE_MATCH else None for row in rows}


def lists_shown(session: Session, region: str, *, since: datetime) -> int:
    """How many whole lists of candidates were shown since a moment."""
    runs = select(func.count()).where(
        ShortlistRun.region_id == region,
        ShortlistRun.vacancy_id.is_not(None),
        ShortlistRun.scope == RunScope.WHOLE.value,
        ShortlistRun.created_at >= since,
    )
    return session.scalar(runs) or 0
