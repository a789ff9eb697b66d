"""Who is shown in the top of lists: per group that is declared for audit, beside the ranking and never part of it.

Age, sex and origin are not among the groups. The engine does not know them, and here nobody needs to read them.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matching.audit import GroupExposure, exposure
from matching.types import CandidateProfile
from wsp.candidates.enums import BAND_LABELS, BAND_STARTS
from wsp.candidates.models import Residence
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known
from wsp.foundation.workdays import add_months
from wsp.reference import queries as reference
from wsp.shortlists.enums import RunScope
from wsp.shortlists.index import index
from wsp.shortlists.models import ShortlistRow, ShortlistRun

TOP: Final = 10
PERIODS: Final = (3, 6, 12)
"""Months that one can look back."""
MOST_ROWS: Final = 100_000
UNKNOWN: Final = "onbekend"
_WAITS: Final = (
    (730, "langer dan 2 jaar"), (365, "1 tot 2 jaar"), (182, "een half tot 1 jaar"), (0, "korter dan een half jaar"),
)  # fmt: skip
_GUIDANCE: Final = {"geen": "geen begeleiding", "licht": "lichte begeleiding", "intensief": "veel begeleiding"}


@dataclass(frozen=True)
class Breakdown:
    """One way of dividing people, with the exposure of each group."""

    code: str
    title: str
    rows: tuple[GroupExposure, ...]


@dataclass(frozen=True)
class Exposure:
    """How attention was spread over who is available now."""

    since: date
    months: int
    lists: int
    shown: int
    people: int
    """Who may be ranked today."""
    reached: int
    """Of those, how many were in a top ten."""
    breakdowns: tuple[Breakdown, ...]


def report(session: Session, actor: Actor, *, months: int, on: date | None = None) -> Exposure:
    """Exposure over the last `months`, of the people who may be ranked on `on`."""
    day = on or clock.today()
    since = add_months(day, -months)
    store = index().candidates(session, actor.region_id, on=day)
    people = sorted(store.records, key=lambda each: each.id)
    number = {each.id: at for at, each in enumerate(people)}
    rows = session.execute(_shown(actor.region_id, since)).all()
    numbers: dict[uuid.UUID, int] = {}
    lists, who, positions = [], [], []
    for row in rows:
        at = number.get(str(row.subject_id))
        of = numbers.setdefault(row.run_id, len(numbers))
        if at is not None:
            lists.append(of)
            who.append(at)
            positions.append(row.position)
    homes = _homes(session, actor.region_id, day)
    names = {each.code: each.name for each in reference.municipalities(session, actor.region_id)}
    told: Sequence[tuple[str, str, Callable[[CandidateProfile], str], Sequence[str]]] = (
        ("gemeente", "Gemeente", lambda each: names.get(homes.get(each.id, ""), UNKNOWN), sorted(names.values())),
        ("loonwaarde", "Loonwaarde", _band, list(BAND_LABELS.values())),
        ("begeleiding", "Begeleiding op het werk", _guidance, list(_GUIDANCE.values())),
        ("wachttijd", "Wacht op werk", lambda each: _wait(each, day), [label for _, label in reversed(_WAITS)]),
    )
    return Exposure(
        since=since,
        months=months,
        lists=len(numbers),
        shown=len(rows),
        people=len(people),
        reached=len(set(who)),
        breakdowns=tuple(
            Breakdown(code, title, _ordered(
                exposure(lists=lists, people=who, positions=positions, groups=[group(each) for each in people]),
                [*order, UNKNOWN],
            ))
            for code, title, group, order in told
        ),
    )  # fmt: skip


def _shown(region: str, since: date) -> Select[uuid.UUID, uuid.UUID, int]:
    """The top ten of whole lists, the latest first."""
    first = datetime.combine(since, time(), tzinfo=clock.AMSTERDAM)
    return (
        select(ShortlistRow.run_id, ShortlistRow.subject_id, ShortlistRow.position)
        .join(ShortlistRun, ShortlistRun.id == ShortlistRow.run_id)
        .where(
            ShortlistRun.region_id == region,
            ShortlistRun.vacancy_id.is_not(None),
            ShortlistRun.scope == RunScope.WHOLE.value,
            ShortlistRun.created_at >= first,
            ShortlistRow.excluded.is_(False),
            ShortlistRow.position <= TOP,
        )
        .order_by(ShortlistRun.created_at.desc(), ShortlistRow.run_id, ShortlistRow.position)
        .limit(MOST_ROWS)
    )


def _homes(session: Session, region: str, on: date) -> Mapping[str, str]:
    rows = session.execute(
        select(Residence.candidate_id, Residence.municipality_code).where(
            Residence.region_id == region, known(Residence, on=on)
        )
    ).all()
    return {str(candidate): code for candidate, code in rows if code}


def _band(person: CandidateProfile) -> str:
    if person.loonwaarde is None:
        return UNKNOWN
    reached = [band for band, start in BAND_STARTS.items() if person.loonwaarde >= start]
    return BAND_LABELS[max(reached, key=BAND_STARTS.__getitem__)]


def _guidance(person: CandidateProfile) -> str:
    return UNKNOWN if person.needs_guidance is None else _GUIDANCE[person.needs_guidance]


def _wait(person: CandidateProfile, on: date) -> str:
    if person.waiting_since is None:
        return UNKNOWN
    waited = max(timedelta(0), on - person.waiting_since).days
    return next(label for days, label in _WAITS if waited >= days)


def _ordered(found: Sequence[GroupExposure], order: Sequence[str]) -> tuple[GroupExposure, ...]:
    return tuple(sorted(found, key=lambda each: order.index(each.group)))
