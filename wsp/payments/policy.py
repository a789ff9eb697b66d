"""Who decides and pays: the municipality that is the controller of the candidate (the inner wall).

A client manager drafts and approves for the own municipality. The administrator serves the payment administration of
the whole region and sees numbers, employers and amounts, no names. A policy officer sees totals.
"""

import uuid

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import InstrumentedAttribute

from wsp.accounts.permissions import Permission, Role
from wsp.candidates import policy as candidates
from wsp.foundation.actor import Actor
from wsp.payments.errors import NotYourDecision
from wsp.payments.models import Beschikking

_WHOLE_REGION = frozenset({Role.ADMINISTRATOR, Role.POLICY_OFFICER})


def serves_region(actor: Actor) -> bool:
    """Tell whether the actor works for every municipality of the region here."""
    return candidates.is_process(actor) or bool(_WHOLE_REGION & actor.roles)


def payer(actor: Actor, column: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """Filter: rows of the municipalities for which the actor works; `column` holds the paying organisation."""
    return true() if serves_region(actor) else column == actor.organisation_id


def decisions(actor: Actor) -> ColumnElement[bool]:
    """Filter: beschikkingen that the actor may read; they name a person, so only the own municipality does."""
    if candidates.is_process(actor):
        return true()
    condition: ColumnElement[bool] = Beschikking.organisation_id == actor.organisation_id
    return condition


def check_own(actor: Actor, organisation_id: uuid.UUID) -> None:
    """Refuse who decides about a candidate of another organisation.

    Raises:
        NotYourDecision: the other municipality decides.

    """
    if not candidates.is_process(actor) and actor.organisation_id != organisation_id:
        raise NotYourDecision


def check_serves(actor: Actor, organisation_id: uuid.UUID) -> None:
    """Refuse who pays for another municipality, and does not serve the region.

    Raises:
        NotYourDecision: another municipality pays.

    """
    if not serves_region(actor):
        check_own(actor, organisation_id)


def sees_subsidies(actor: Actor) -> bool:
    """Tell whether the actor may see single subsidies, or totals only."""
    return actor.may(Permission.PAYMENT_READ)
