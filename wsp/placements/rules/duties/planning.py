"""What must be done about a placement, by whom and by when: from its facts and its instruments alone.

No session and no clock: the same facts give the same duties. Other rooms plan their own duties in the same words
(`Duty`, `Party`, `DutyKind`) and keep them through `obligations.keeping`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from wsp.instruments import codes
from wsp.law.lookup import LawBook
from wsp.placements.enums import InstrumentState, PlacementKind
from wsp.placements.obligations.enums import AFTER_THE_END, DutyKind, Party
from wsp.placements.rules.duties.instruments import of_instrument
from wsp.placements.rules.duties.kinds import Duty, Period, Standing
from wsp.placements.rules.duties.leads import lead
from wsp.placements.rules.duties.settled import settled
from wsp.placements.rules.facts import History, first_paid_day
from wsp.worklist.enums import TaskKind

CONTRACT: Final = "contract"
TRIAL_AGREEMENT: Final = "Lever de getekende overeenkomst proefplaatsing in."
AFTER_TRIAL: Final = "Beslis over een contract na de proefplaatsing."
_AFTER_TRIAL: Final = frozenset({f"evaluatie-{codes.PROEFPLAATSING}", f"evaluatie-{codes.BEHOUD}"})
"""Duties of instruments that ask the same as the end of a trial does."""
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
    own = tuple(_of_instruments(history, parts, states, book, today))
    talked = any(duty.key in _AFTER_TRIAL for duty in own)
    for duty in (*_of_contract(history, book, today, talked=talked), *own):
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


def _of_contract(history: History, book: LawBook, today: date, *, talked: bool) -> Iterator[Duty]:
    """Yield what comes with any placement; `talked`: an instrument asks already what comes after the trial."""
    end = history.ends_on
    if end is not None and end < today:
        return
    start = history.starts_on
    paid = first_paid_day(history)
    trial = paid is None and any(version.kind is PlacementKind.TRIAL for version in history.terms)
    # After a trial there is a contract of its own, to be handed in on its own first day.
    signed_by = paid or start
    yield Duty(
        key=CONTRACT,
        kind=DutyKind.HAND_IN,
        party=Party.EMPLOYER,
        keeper=Party.WSP,
        start=signed_by - lead(DutyKind.HAND_IN, book, today),
        by=signed_by,
        title=TRIAL_AGREEMENT if trial else "Lever het getekende contract in.",
        task=TaskKind.DOCUMENTS,
        task_title="Getekende overeenkomst proefplaatsing controleren" if trial else "Getekend contract controleren",
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
            title=f"Bel werkgever en medewerker (week {week}).",
            task=kind,
            task_title=f"Nazorg week {week}: bel werkgever en medewerker",
            backlog=False,
        )
    if end is not None and not (talked and paid is None):
        yield Duty(
            key="contract-stopt",
            kind=DutyKind.PROLONG,
            party=Party.EMPLOYER,
            keeper=Party.WSP,
            start=end - lead(DutyKind.PROLONG, book, today),
            by=end,
            title=AFTER_TRIAL if trial else "Beslis of het contract verder gaat.",
            task=TaskKind.CONTRACT_ENDS,
            task_title="Proefplaatsing loopt af: dienstverband?" if trial else "Contract loopt af: verlengen?",
        )
