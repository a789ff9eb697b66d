"""Contract and instruments on one time line."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from wsp.instruments.assessment import Status
from wsp.placements.enums import INSTRUMENT_STATES, KIND_LABELS, UNPAID, InstrumentState
from wsp.placements.models import InstrumentDecision
from wsp.placements.obligations.enums import DUTY_LABELS, DutyKind, ObligationState
from wsp.placements.queries import Attached, PlacementCard
from wsp.web.charts import Lane, Milestone, Span, Timeline
from wsp.web.charts.timeline import Kind
from wsp.web.i18n import day, money, number

_DAY: Final = timedelta(days=1)
_CERTAIN: Final = frozenset({InstrumentState.GRANTED, InstrumentState.RUNNING})
_AHEAD: Final = timedelta(days=550)
_SHOWN: Final = (
    DutyKind.APPLY, DutyKind.HAND_IN, DutyKind.MEASURE, DutyKind.DECIDE, DutyKind.EVALUATE, DutyKind.PROLONG,
    DutyKind.REINDEX,
)  # fmt: skip
"""Kinds of work with a lane on the figure; calls and what is awaited stand in the list beside it."""
_STOPPED: Final = frozenset({InstrumentState.ENDED, InstrumentState.REFUSED, InstrumentState.SUSPENDED})


def timeline(card: PlacementCard, today: date) -> Timeline:
    """The figure; an instrument that cannot be, or that was refused, has no lane."""
    lanes = [Lane("Contract", list(_contract(card, today)))]
    for each in card.instruments:
        lanes += [Lane(name, marks) for name, marks in _marks(each, today) if marks]
    lanes += _duties(card, today)
    summary = f"Contract en regelingen naast elkaar, vanaf {day(card.row.starts_on)}."
    return Timeline("regelingen", "Regelingen in de tijd", summary, lanes, today)


def _contract(card: PlacementCard, today: date) -> Iterator[Span]:
    for version in card.history.terms:
        until = version.last + _DAY if version.last else None
        words = f"{number(version.hours)} uur, {KIND_LABELS[version.kind].lower()}"
        if version.kind in UNPAID:
            words = KIND_LABELS[version.kind].lower()
        yield Span(version.start, until, "past" if until is not None and until <= today else "granted", words)


def _marks(each: Attached, today: date) -> Iterator[tuple[str, list[Span | Milestone]]]:
    """The periods of an instrument on one lane."""
    state = InstrumentState(each.row.state)
    if state is InstrumentState.REFUSED:
        return
    spans: list[Span | Milestone] = []
    for decision in each.decisions:
        if decision.verdict == Status.NOT_ELIGIBLE.value or decision.valid_from is None:
            continue
        until = decision.valid_until + _DAY if decision.valid_until else None
        spans.append(Span(decision.valid_from, until, _kind(state, until, decision, today), _words(state, decision)))
    yield each.title, spans


def _duties(card: PlacementCard, today: date) -> Iterator[Lane]:
    """What must still be done, a lane for each kind of work; late days too, so that nobody overlooks them."""
    for kind in _SHOWN:
        days = {row.due_on for row in card.obligations if row.state == ObligationState.OPEN and row.kind == kind}
        near = [on for on in sorted(days) if on <= today + _AHEAD]
        if near:
            marks = [Milestone(on, f"{'te laat' if on < today else 'uiterlijk'} {day(on, short=True)}") for on in near]
            yield Lane(DUTY_LABELS[kind], marks)


def _kind(state: InstrumentState, until: date | None, decision: InstrumentDecision, today: date) -> Kind:
    if state in _STOPPED or (until is not None and until <= today):
        return "past"
    return "granted" if state in _CERTAIN and decision.verdict == Status.ELIGIBLE.value else "expected"


def _words(state: InstrumentState, decision: InstrumentDecision) -> str:
    if decision.amount_month is not None:
        return f"{money(decision.amount_month)} per maand"
    if decision.verdict == Status.UNKNOWN.value:
        return "nog niet bekend"
    return INSTRUMENT_STATES.labels[state].lower()
