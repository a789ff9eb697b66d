"""What the verbs take and give."""

import uuid
from dataclasses import dataclass
from datetime import date

from wsp.couplings.enums import Event, Scope
from wsp.couplings.models import Coupling
from wsp.foundation.actor import Actor


@dataclass(frozen=True)
class MakeCoupling:
    """A new coupling of an organisation, until and including a day."""

    name: str
    organisation_id: uuid.UUID
    scopes: tuple[Scope, ...]
    ends_on: date


@dataclass(frozen=True)
class Made:
    """A new coupling with its token, which is nowhere to be read again."""

    coupling: Coupling
    token: str


@dataclass(frozen=True)
class AddWebhook:
    """Tell this address of a coupled system of these events."""

    coupling_id: uuid.UUID
    address: str
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Caller:
    """Who calls: the coupling behind a good token."""

    coupling_id: uuid.UUID
    actor: Actor
    scopes: frozenset[Scope]
