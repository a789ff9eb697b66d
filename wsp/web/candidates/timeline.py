"""What happened in a dossier, in sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from wsp.accounts import queries as accounts
from wsp.audit.models import AuditEvent
from wsp.candidates import words
from wsp.candidates.enums import PROFILE_LABELS, PURPOSE_LABELS, STAGES, ProfileField, SharingPurpose, Stage
from wsp.web.access import current_session

_ICONS: Final = {
    "candidates.register": "plus",
    "candidates.profile": "edit",
    "candidates.identity": "person",
    "candidates.personal": "lock",
    "candidates.residence": "building",
    "candidates.assign": "people",
    "candidates.loonwaarde": "gauge",
    "candidates.register_check": "shield",
    "candidates.agreement": "handshake",
    "candidates.withdraw": "pause",
    "candidates.stage": "flag",
    "candidates.objection": "lock",
    "candidates.restriction": "lock",
    "candidates.emergency": "warning",
    "candidates.confirm": "check",
}


@dataclass(frozen=True)
class Happening:
    """One line of the time line."""

    at: datetime
    text: str
    detail: str | None
    by: str
    icon: str


def happenings(events: Sequence[AuditEvent]) -> list[Happening]:
    """The events that mean something to a reader, in the order given; refused attempts are left to the log."""
    shown = [event for event in events if event.action in _ICONS and event.result == "gelukt"]
    people = accounts.names(current_session(), [event.user_id for event in shown])
    return [
        Happening(
            at=event.created_at,
            text=_text(event.action, event.before or {}, event.after or {}),
            detail=event.reason if event.action in {"candidates.stage", "candidates.objection"} else None,
            by=people.get(event.user_id, "Een medewerker") if event.user_id else event.actor_kind.capitalize(),
            icon=_ICONS[event.action],
        )
        for event in shown
    ]


def _text(action: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    writer = _WRITERS[action]
    return writer if isinstance(writer, str) else writer(before, after)


def _profile(_before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    labels = [words.inside(PROFILE_LABELS[ProfileField(name)]) for name in after if name in set(ProfileField)]
    return f"Profiel bijgewerkt: {', '.join(labels)}"


def _stage(values: Mapping[str, Any]) -> str:
    name = values.get("fase")
    return STAGES.labels[Stage(name)].lower() if name in set(Stage) else "onbekend"


def _purpose(values: Mapping[str, Any]) -> str:
    name = values.get("doel")
    return words.inside(PURPOSE_LABELS[SharingPurpose(name)]) if name in set(SharingPurpose) else "onbekend"


_WRITERS: Final[Mapping[str, str | Callable[[Mapping[str, Any], Mapping[str, Any]], str]]] = {
    "candidates.register": "Dossier gemaakt",
    "candidates.profile": _profile,
    "candidates.identity": "Naam of contact gewijzigd",
    "candidates.personal": "Afgeschermde gegevens gewijzigd",
    "candidates.residence": "Woonplaats gewijzigd",
    "candidates.assign": "Begeleiders gewijzigd",
    "candidates.loonwaarde": lambda _before, after: f"Loonwaarde vastgelegd: {after.get('percentage')} %",
    "candidates.register_check": "Antwoord van UWV vastgelegd",
    "candidates.agreement": lambda _before, after: f"Akkoord gegeven: {_purpose(after)}",
    "candidates.withdraw": lambda _before, after: f"Akkoord ingetrokken: {_purpose(after)}",
    "candidates.stage": lambda before, after: f"Fase van {_stage(before)} naar {_stage(after)}",
    "candidates.objection": lambda before, _after: (
        "Bezwaar tegen automatisch zoeken" if before.get("automatisch") else "Bezwaar ingetrokken"
    ),
    "candidates.restriction": lambda _before, after: (
        "Gegevens worden alleen nog bewaard" if after.get("beperkt") else "Gegevens mogen weer gebruikt worden"
    ),
    "candidates.emergency": "Noodtoegang door iemand van een andere organisatie",
    "candidates.confirm": "Profiel nagekeken met de kandidaat",
}
