"""What happened to placements step by step: applications with their days and terms, and main tasks of measurements.

Everything follows from the placement itself, without another throw of the dice: other demo facts stay what they were.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from wsp.demo.plan import material
from wsp.demo.rows import Rows
from wsp.foundation import clock
from wsp.instruments import codes
from wsp.instruments.loonwaarde import MainTask, measure, minutes_per_day
from wsp.law.lookup import LawBook
from wsp.law.steps import Working
from wsp.placements import rules
from wsp.placements.enums import END_LABELS, UNPAID, EndReason, InstrumentState, LoonwaardeBasis, PlacementState
from wsp.placements.models import InstrumentStep, LoonwaardeTask, PlacementStep
from wsp.placements.rules import History, Measured

_DAY = timedelta(days=1)
_ASKED = timedelta(days=9)
"""So long before the first day somebody asks."""
_DECIDED = timedelta(days=24)
_SHARES = ((60, 40), (50, 30, 20), (45, 25, 20, 10))
_QUALITY = (100, 95, 90, 100)
_NET = (95, 100, 90, 100)
_SHORTEST = 30
"""Minutes a day below which the demo leaves them out."""
_S = InstrumentState
_WAY = {
    _S.APPLIED: (_S.TO_ASSESS, _S.APPLIED),
    _S.GRANTED: (_S.TO_ASSESS, _S.APPLIED, _S.GRANTED),
    _S.RUNNING: (_S.TO_ASSESS, _S.APPLIED, _S.GRANTED, _S.RUNNING),
    _S.SUSPENDED: (_S.TO_ASSESS, _S.APPLIED, _S.GRANTED, _S.RUNNING, _S.SUSPENDED),
    _S.ENDED: (_S.TO_ASSESS, _S.APPLIED, _S.GRANTED, _S.RUNNING, _S.ENDED),
}


@dataclass(frozen=True)
class Report:
    """A measurement as its record holds it."""

    basis: LoonwaardeBasis
    exact: Decimal | None
    tasks: tuple[MainTask, ...]


def report(placement_id: uuid.UUID, found: Measured, history: History, book: LawBook) -> Report:
    """Main tasks that come to the percentage, for most measurements; a report with the percentage only for others."""
    terms = history.terms_on(found.measured_on)
    if placement_id.int % 4 == 0:
        return Report(LoonwaardeBasis.REPORT, None, ())
    shares = _SHARES[placement_id.int % len(_SHARES)]
    tempos = [min(100, round(found.percentage * 10000 / (_QUALITY[i] * _NET[i]))) for i in range(len(shares))]
    names: Sequence[str] = material("introductions")["main_tasks"]
    tasks = tuple(
        MainTask(
            name=names[place],
            share=Decimal(share),
            minutes_per_day=_minutes(Decimal(share), terms.hours) if terms else None,
            tempo=Decimal(tempo),
            quality=Decimal(_QUALITY[place]),
            net_time=Decimal(_NET[place]),
        )
        for place, (share, tempo) in enumerate(zip(shares, tempos, strict=True))
    )
    outcome = measure(tasks, Working(book, found.measured_on))
    if outcome.percentage != found.percentage:
        return Report(LoonwaardeBasis.REPORT, None, ())
    return Report(LoonwaardeBasis.TASKS, outcome.exact, tasks)


def _minutes(share: Decimal, hours: Decimal) -> Decimal | None:
    """Minutes a day in a week of four days; left out where the day is too short to tell."""
    minutes = minutes_per_day(share, hours, Decimal(4)).quantize(Decimal(1))
    return minutes if minutes >= _SHORTEST else None


def store_tasks(rows: Rows, placement_id: uuid.UUID, measurement_id: uuid.UUID, tasks: Sequence[MainTask]) -> None:
    """Collect the main tasks of one measurement."""
    for place, task in enumerate(tasks, start=1):
        rows.add(
            LoonwaardeTask,
            id=uuid.uuid5(measurement_id, str(place)),
            placement_id=placement_id,
            measurement_id=measurement_id,
            position=place,
            name=task.name,
            share=task.share,
            minutes_per_day=task.minutes_per_day,
            tempo=task.tempo,
            quality=task.quality,
            net_time=task.net_time,
        )


def store_steps(rows: Rows, placement: dict[str, Any], history: History) -> None:
    """Collect what the dates of a placement say: planned, on trial, running, durable, ended."""
    before: PlacementState | None = None
    for place, (state, on) in enumerate(_lived(placement, history)):
        ended = state is PlacementState.ENDED
        reason = placement["end_reason"]
        rows.add(
            PlacementStep,
            id=uuid.uuid5(placement["id"], f"stap {place}"),
            created_at=_at(on, place),
            placement_id=placement["id"],
            from_state=before.value if before else None,
            to_state=state.value,
            happened_on=on,
            reason=END_LABELS[EndReason(reason)] if ended and reason else None,
            user_id=placement["owner_id"] if state in (PlacementState.PLANNED, PlacementState.ENDED) else None,
        )
        before = state


def _lived(placement: dict[str, Any], history: History) -> Iterator[tuple[PlacementState, date]]:
    today = clock.today()
    yield PlacementState.PLANNED, clock.local(placement["created_at"]).date()
    last = placement["ended_on"] or today
    trial = min((version.start for version in history.terms if version.kind in UNPAID), default=None)
    days = (
        (PlacementState.TRIAL, trial),
        (PlacementState.RUNNING, rules.first_paid_day(history)),
        (PlacementState.DURABLE, rules.durable_from(history)),
    )
    for state, on in days:
        if on is not None and on <= min(today, last):
            yield state, on
    if placement["ended_on"]:
        yield PlacementState.ENDED, placement["ended_on"]


def instrument_days(
    rows: Rows, row: dict[str, Any], placement: dict[str, Any], history: History, book: LawBook
) -> dict[str, Any]:
    """The days of an application, and its steps; an instrument that nobody asked for has none."""
    state = InstrumentState(row["state"])
    starts = rules.first_paid_day(history) or history.starts_on
    asked = min(starts, clock.today()) - _ASKED
    way = _WAY.get(state, ())
    if state is _S.ENDED and row["apply_before"] is None:
        way = (_S.TO_ASSESS, _S.ENDED)
    by = _decide_by(row["code"], asked, history, book) if _S.APPLIED in way else None
    if _S.APPLIED in way and by is None and row["code"] != codes.LKS:
        # Nobody decides on it: it runs, or it has ended.
        way = (_S.TO_ASSESS, _S.ENDED) if state is _S.ENDED else ()
    if not way:
        return {"asked_on": None, "decide_by": None, "decided_on": None, "state_since": None, "state_reason": None}
    last = placement["ended_on"] or clock.today()
    granted = min(asked + _DECIDED, last)
    days = {
        _S.APPLIED: asked,
        _S.GRANTED: granted,
        _S.RUNNING: min(max(starts, granted), last),
        _S.SUSPENDED: last - 3 * _DAY if last - 3 * _DAY > granted else last,
        _S.ENDED: last,
    }
    reasons = {_S.SUSPENDED: "De loonstroken zijn nog niet ontvangen.", _S.ENDED: "De plaatsing is beëindigd."}
    for place, (before, after) in enumerate(pairwise(way)):
        rows.add(
            InstrumentStep,
            id=uuid.uuid5(row["id"], f"stap {place}"),
            created_at=_at(days[after], place),
            placement_instrument_id=row["id"],
            from_state=before.value,
            to_state=after.value,
            happened_on=days[after],
            decide_by=by if after is _S.APPLIED else None,
            reason=reasons.get(after),
            user_id=None if after is _S.ENDED else placement["owner_id"],
        )
    return {
        "asked_on": asked if _S.APPLIED in way else None,
        "decide_by": by,
        "decided_on": granted if _S.GRANTED in way else None,
        "state_since": days[state],
        "state_reason": reasons.get(state),
    }


def _decide_by(code: str, asked: date, history: History, book: LawBook) -> date | None:
    measured = history.measured_on(clock.today()) if code == codes.LKS else None
    return rules.decision_term(
        code,
        asked,
        measured_on=measured.measured_on if measured else None,
        forfait=bool(history.forfaitair),
        book=book,
    ).by


def _at(on: date, place: int) -> datetime:
    """A moment on the day, one after the other."""
    return clock.day_began(on) + timedelta(hours=9, minutes=place)
