"""What must be done about a placement, by whom and by when: from its facts and its instruments alone.

No session and no clock: the same facts give the same duties. Other rooms plan their own duties in the same words
(`Duty`, `Party`, `DutyKind`) and keep them through `obligations.keeping`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from wsp.law.lookup import LawBook
from wsp.placements.enums import InstrumentState
from wsp.placements.obligations.enums import AFTER_THE_END, DutyKind, Party
from wsp.placements.rules.duties.instruments import of_instrument
from wsp.placements.rules.duties.kinds import Duty, Period, Standing
from wsp.placements.rules.duties.leads import lead
from wsp.placements.rules.duties.settled import settled
from wsp.placements.rules.facts import History
from wsp.worklist.enums import TaskKind

CONTRACT: Final = "contract"
AFTERCARE: Final = {
    1: TaskKind.AFTERCARE_WEEK_1,
    4: TaskKind.AFTERCARE_WEEK_4,
    12: TaskKind.AFTERCARE_WEEK_12,
    26: TaskKind.AFTERCARE_WEEK_26,
}
"""Weeks after the first day in which somebody calls (product.md, a day of each role)."""


def duties(
    history: History,
    parts: Sequence[Period],
    states: Mapping[str, Standing],
    book: LawBook,
    today: date,
) -> tuple[Duty, ...]:
    """Return every duty that stands open, in order of its last day; what the facts show as done is left out.

    Nothing lies after the end of the placement, but for what is owed about the time before (`AFTER_THE_END`).
    """
    done = settled(history, parts, states)
    found: dict[str, Duty] = {}
    for duty in (*_of_contract(history, book, today), *_of_instruments(history, parts, states, book, today)):
        if duty.key not in done and _in_time(duty, history):
            found.setdefault(duty.key, duty)
    return tuple(sorted(found.values(), key=lambda each: (each.by, each.key)))


def running(states: Mapping[str, Standing]) -> frozenset[str]:
    """Return the instruments of which a late duty still matters: those that were not refused and have not ended."""
    gone = (InstrumentState.REFUSED, InstrumentState.ENDED)
    return frozenset(code for code, each in states.items() if each.state not in gone)


def _in_time(duty: Duty, history: History) -> bool:
    return history.ends_on is None or duty.by <= history.ends_on or duty.kind in AFTER_THE_END


def _of_instruments(
    history: History,
    parts: Sequence[Period],
    states: Mapping[str, Standing],
    book: LawBook,
    today: date,
) -> Iterator[Duty]:
    for code in dict.fromkeys(part.code for part in parts):
        own = [part for part in parts if part.code == code]
        standing = states.get(code, Standing(state=InstrumentState.TO_ASSESS))
        yield from of_instrument(own, standing, history, book, today)


def _of_contract(history: History, book: LawBook, today: date) -> Iterator[Duty]:
    end = history.ends_on
    if end is not None and end < today:
        return
    start = history.starts_on
    yield Duty(
        key=CONTRACT,
        kind=DutyKind.HAND_IN,
        party=Party.EMPLOYER,
        keeper=Party.WSP,
        start=start - lead(DutyKind.HAND_IN, book, today),
        by=start,
        title="Lever het getekende contract in.",
        task=TaskKind.DOCUMENTS,
        task_title="Getekend contract controleren",
        backlog=False,
    )
    for week, kind in AFTERCARE.items():
        due = start + timedelta(weeks=week)
        yield Duty(
            key=f"nazorg-{week}",
            kind=DutyKind.AFTERCARE,
            party=Party.WSP,
            keeper=Party.WSP,
            start=due - lead(DutyKind.AFTERCARE, book, today),
            by=due,
            title="Bel werkgever en medewerker.",
            task=kind,
            task_title=f"Nazorg week {week}: bel werkgever en medewerker",
            backlog=False,
        )
    if end is not None:
        yield Duty(
            key="contract-stopt",
            kind=DutyKind.PROLONG,
            party=Party.EMPLOYER,
            keeper=Party.WSP,
            start=end - lead(DutyKind.PROLONG, book, today),
            by=end,
            title="Beslis of het contract verder gaat.",
            task=TaskKind.CONTRACT_ENDS,
            task_title="Contract loopt af: verlengen?",
        )
