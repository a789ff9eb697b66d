"""What changed in a placement, in sentences."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from wsp.accounts import queries as accounts
from wsp.audit.models import AuditEvent
from wsp.instruments import catalogue
from wsp.instruments.loonwaarde import LoonwaardeKind
from wsp.placements.enums import (
    END_LABELS,
    INSTRUMENT_STATES,
    KIND_LABELS,
    LOONWAARDE_LABELS,
    PLACEMENT_STATES,
    EndReason,
    InstrumentState,
    PlacementKind,
    PlacementState,
)
from wsp.placements.obligations.enums import CAUSE_LABELS, Cause
from wsp.web.access import current_session
from wsp.web.i18n import day, money, number

_ICONS: Final = {
    "placement.made": "handshake",
    "placement.terms_changed": "edit",
    "placement.contract_extended": "calendar",
    "placement.loonwaarde_measured": "gauge",
    "placement.facts_set": "question",
    "placement.instrument_moved": "euro",
    "placement.instrument_attached": "euro",
    "placement.state": "flag",
    "placement.ended": "cross",
    "placement.employed": "handshake",
    "placement.resumed": "history",
    "placement.hours_confirmed": "check",
    "placement.hours_reported": "chat",
    "obligation.moved": "calendar",
    "obligation.done": "check",
}


@dataclass(frozen=True)
class Happening:
    """One line of the time line."""

    at: datetime
    text: str
    by: str
    icon: str


def happenings(events: Sequence[AuditEvent], known: Mapping[uuid.UUID, str]) -> list[Happening]:
    """The events that mean something to a reader, in the order given; `known` are names that were read already."""
    shown = [event for event in events if event.action in _ICONS and event.result == "gelukt"]
    others = {event.user_id for event in shown if event.user_id is not None} - known.keys()
    people = {**known, **(accounts.names(current_session(), others) if others else {})}
    return [
        Happening(
            at=event.created_at,
            text=_WRITERS[event.action](event.before or {}, event.after or {}, event.reason),
            by=people.get(event.user_id, "een medewerker") if event.user_id else "vanzelf",
            icon=_ICONS[event.action],
        )
        for event in shown
    ]


Values = Mapping[str, Any]


def _made(_before: Values, after: Values, _reason: str | None) -> str:
    return f"Plaatsing gemaakt: {_hours(after)} uur per week"


def _terms(before: Values, after: Values, _reason: str | None) -> str:
    # As a reader sees them: 28 and 28.0 are the same hours.
    words = (("uren", _hours), ("loon", _wage), ("vorm", _kind))
    read = [(name, write(before), write(after)) for name, write in words]
    changes = [f"{name}: {old} werd {new}" for name, old, new in read if old != new]
    text = "; ".join(changes) or "afspraken opnieuw vastgelegd"
    return f"{text[0].upper()}{text[1:]}, vanaf {_day(after.get('vanaf'))}{_settled(after)}"


def _employed(_before: Values, after: Values, _reason: str | None) -> str:
    text = f"Dienstverband na de proefplaatsing: {_hours(after)} uur, {_wage(after)}"
    return f"{text}, vanaf {_day(after.get('vanaf'))}{_settled(after)}"


def _resumed(_before: Values, after: Values, reason: str | None) -> str:
    return f"Hervat vanaf {_day(after.get('vanaf'))}. {reason or ''}".strip()


def _settled(after: Values) -> str:
    """What the change makes of months that had passed."""
    kept = after.get("verschil")
    if kept is None or not Decimal(str(kept)):
        return ""
    amount = Decimal(str(kept))
    return f". Te verrekenen: {money(abs(amount))} {'meer' if amount > 0 else 'minder'} subsidie"


def _extended(before: Values, after: Values, _reason: str | None) -> str:
    return f"Laatste dag: {_day(before.get('tot_en_met'))} werd {_day(after.get('tot_en_met'))}"


def _measured(_before: Values, after: Values, _reason: str | None) -> str:
    kind = after.get("soort")
    established = kind in (None, LOONWAARDE_LABELS[LoonwaardeKind.ESTABLISHED])
    what = "Loonwaarde gemeten" if established else f"Loonwaarde, {str(kind).lower()}"
    return f"{what}: {after.get('loonwaarde')} %{_settled(after)}"


def _facts(_before: Values, _after: Values, _reason: str | None) -> str:
    return "Vragen over regelingen beantwoord"


def _instrument(before: Values, after: Values, reason: str | None) -> str:
    code = after.get("regeling")
    title = next((each.title for each in catalogue.all() if each.code == code), "Regeling")
    why = f". {reason}" if reason else ""
    return f"{title}: {_step(before)} werd {_step(after)}{why}"


def _attached(_before: Values, after: Values, _reason: str | None) -> str:
    code = after.get("regeling")
    title = next((each.title for each in catalogue.all() if each.code == code), "Regeling")
    return f"{title}: toegevoegd, of vragen opnieuw beantwoord"


def _state(before: Values, after: Values, _reason: str | None) -> str:
    return f"Status: {_status(before)} werd {_status(after)}"


def _ended(_before: Values, after: Values, reason: str | None) -> str:
    why = f" {END_LABELS[EndReason(reason)]}." if reason in set(EndReason) else ""
    return f"Beëindigd op {_day(after.get('laatste_dag'))}.{why}"


def _hours_confirmed(_before: Values, after: Values, _reason: str | None) -> str:
    return f"Werkgever bevestigt: {_hours(after)} uur per week klopt"


def _hours_reported(before: Values, after: Values, _reason: str | None) -> str:
    return f"Werkgever meldt andere uren: {_hours(before)} werd {_hours(after)}, vanaf {_day(after.get('vanaf'))}"


def _moved(before: Values, after: Values, reason: str | None) -> str:
    why = f" ({CAUSE_LABELS[Cause(reason)]})" if reason in set(Cause) else ""
    return f"{_duty(after)}: was {_day(before.get('uiterlijk'))}, nu {_day(after.get('uiterlijk'))}{why}"


def _duty_done(_before: Values, after: Values, _reason: str | None) -> str:
    return f"Klaar: {_duty(after)}. {after.get('uitkomst') or 'Gedaan'}"


def _duty(values: Values) -> str:
    return str(values.get("verplichting") or "Verplichting").removesuffix(".")


_WRITERS: Final[Mapping[str, Callable[[Values, Values, str | None], str]]] = {
    "placement.made": _made,
    "placement.terms_changed": _terms,
    "placement.contract_extended": _extended,
    "placement.loonwaarde_measured": _measured,
    "placement.facts_set": _facts,
    "placement.instrument_moved": _instrument,
    "placement.instrument_attached": _attached,
    "placement.state": _state,
    "placement.ended": _ended,
    "placement.employed": _employed,
    "placement.resumed": _resumed,
    "placement.hours_confirmed": _hours_confirmed,
    "placement.hours_reported": _hours_reported,
    "obligation.moved": _moved,
    "obligation.done": _duty_done,
}


def _hours(values: Values) -> str:
    kept = values.get("uren")
    return "onbekend" if kept is None else number(Decimal(str(kept)))


def _wage(values: Values) -> str:
    kept = values.get("loon")
    return "geen loon" if kept is None else money(Decimal(str(kept)))


def _kind(values: Values) -> str:
    name = values.get("vorm")
    return KIND_LABELS[PlacementKind(name)].lower() if name in set(PlacementKind) else "onbekend"


def _step(values: Values) -> str:
    name = values.get("stap")
    return INSTRUMENT_STATES.labels[InstrumentState(name)].lower() if name in set(InstrumentState) else "onbekend"


def _status(values: Values) -> str:
    name = values.get("status")
    return PLACEMENT_STATES.labels[PlacementState(name)].lower() if name in set(PlacementState) else "onbekend"


def _day(text: object) -> str:
    return day(date.fromisoformat(text)) if isinstance(text, str) else "geen einddatum"
