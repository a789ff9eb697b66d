"""What the pages of this folder share: a person by number and name, chips, and sentences about what happened."""

import uuid
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.audit.models import AuditEvent
from wsp.candidates.masking import Viewer, masked
from wsp.candidates.models import Candidate
from wsp.foundation.actor import Actor
from wsp.privacy.enums import REQUEST_STATES, RequestState

_LOOKS: Final = {
    RequestState.RECEIVED: "warn",
    RequestState.IN_PROGRESS: "info",
    RequestState.GRANTED: "ok",
    RequestState.PARTLY: "ok",
    RequestState.REFUSED: "no",
    RequestState.WITHDRAWN: "plain",
}
_HAPPENED: Final = {
    "privacy.filed": "Verzoek vastgelegd",
    "privacy.started": "Opgepakt",
    "privacy.extended": "Termijn verlengd met 2 maanden",
    "privacy.answered": "Beantwoord",
    "privacy.access_exported": "Overzicht van alle gegevens gemaakt",
    "privacy.lifted": "Beperking opgeheven",
}


@dataclass(frozen=True)
class Person:
    """Whom a request is about, as its officer sees the person."""

    id: uuid.UUID
    label: str
    number: str
    restricted: bool
    automatic: bool


def person(session: Session, actor: Actor, candidate_id: uuid.UUID | None) -> Person | None:
    """Whom a request is about, with the name, since an answer goes there; None after an erasure. The read is logged."""
    if candidate_id is None:
        return None
    found = session.get(Candidate, candidate_id)
    if found is None or found.erased_month is not None:
        return None
    audit.record_reads(session, actor, "candidate", [candidate_id], purpose=Purpose.ACCESS_REQUEST)
    shown = masked(found, viewer=Viewer.PROCESS)
    return Person(
        id=candidate_id,
        label=shown.label,
        number=shown.number,
        restricted=found.restricted_since is not None,
        automatic=found.automatic_matching,
    )


def chip(state: str) -> tuple[str, str]:
    """Look and words of a state."""
    found = RequestState(state)
    return _LOOKS[found], REQUEST_STATES.labels[found]


def happening(event: AuditEvent) -> str:
    """What happened to a request, in words."""
    text = _HAPPENED.get(event.action, event.action)
    after = event.after or {}
    if event.action == "privacy.answered" and after.get("besluit") in set(RequestState):
        return f"{text}: {REQUEST_STATES.labels[RequestState(after['besluit'])].lower()}"
    return text
