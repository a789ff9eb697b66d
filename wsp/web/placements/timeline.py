"""Contract and instruments on one time line."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.instruments.assessment import Status
from wsp.placements.enums import KIND_LABELS, UNPAID, InstrumentState
from wsp.placements.models import InstrumentDecision
from wsp.placements.queries import Attached, PlacementCard
from wsp.web.charts import Lane, Milestone, Span, Timeline
from wsp.web.charts.timeline import Kind
from wsp.web.i18n import money, number

_DAY: Final = timedelta(days=1)
_CERTAIN: Final = frozenset({InstrumentState.GRANTED, InstrumentState.RUNNING})
_STOPPED: Final = frozenset({InstrumentState.ENDED, InstrumentState.REFUSED, InstrumentState.SUSPENDED})


def timeline(card: PlacementCard, today: date) -> Timeline:
    """The figure; an instrument that cannot be, or that was refused, has no lane."""
    lanes = [Lane("Contract", list(_contract(card, today)))]
    lanes += [Lane(each.title, marks) for each in card.instruments if (marks := list(_marks(each, today)))]
    summary = f"Contract en {len(lanes) - 1} regelingen vanaf {card.row.starts_on:%d-%m-%Y}."
    return Timeline("regelingen", "Regelingen in de tijd", summary, lanes, today)


def _contract(card: PlacementCard, today: date) -> Iterator[Span]:
    for version in card.history.terms:
        until = version.last + _DAY if version.last else None
        words = f"{number(version.hours)} uur, {KIND_LABELS[version.kind].lower()}"
        if version.kind in UNPAID:
            words = KIND_LABELS[version.kind].lower()
        yield Span(version.start, until, "past" if until is not None and until <= today else "granted", words)


def _marks(each: Attached, today: date) -> Iterator[Span | Milestone]:
    state = InstrumentState(each.row.state)
    if state is InstrumentState.REFUSED:
        return
    for decision in each.decisions:
        if decision.verdict == Status.NOT_ELIGIBLE.value or decision.valid_from is None:
            continue
        until = decision.valid_until + _DAY if decision.valid_until else None
        yield Span(decision.valid_from, until, _kind(state, until, decision, today), _words(decision))
    held = each.decision_on(today)
    if held is not None and state not in _STOPPED:
        for deadline in held.assessment["deadlines"]:
            by = date.fromisoformat(deadline["by"])
            if deadline["code"] == "measure" and by >= today:
                yield Milestone(by, "meten")


def _kind(state: InstrumentState, until: date | None, decision: InstrumentDecision, today: date) -> Kind:
    if state in _STOPPED or (until is not None and until <= today):
        return "past"
    return "granted" if state in _CERTAIN and decision.verdict == Status.ELIGIBLE.value else "expected"


def _words(decision: InstrumentDecision) -> str:
    amount: Decimal | None = decision.amount_month
    if amount is not None:
        return f"{money(amount)} per maand"
    return "nog niet bekend" if decision.verdict == Status.UNKNOWN.value else "loopt mee"
