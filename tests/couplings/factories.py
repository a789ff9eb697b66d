"""Couplings for tests, made through the verb."""

import uuid
from datetime import timedelta

from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.couplings import service, telling
from wsp.couplings.commands import AddWebhook, Made, MakeCoupling
from wsp.couplings.enums import DeliveryState, Event, Scope
from wsp.couplings.models import WebhookDelivery
from wsp.foundation import clock


def coupling(
    session: Session, *scopes: Scope, region: str = "AM01", of: Organisation | None = None, days: int = 90,
    name: str = "Proefsysteem",
) -> Made:  # fmt: skip
    """A coupling that works for some months, with every scope when none is named."""
    of = of or accounts.organisation(session)
    administrator = accounts.actor(session, Role.ADMINISTRATOR, region=region, of=of)
    command = MakeCoupling(name, of.id, scopes or tuple(Scope), clock.today() + timedelta(days=days))
    return service.make_coupling(session, command, actor=administrator)


def records(session: Session, *, region: str, of: Organisation) -> dict[str, uuid.UUID]:
    """A coupling with an address that is told, and a message to it, by the names that addresses of pages have."""
    made = coupling(session, region=region, of=of).coupling
    administrator = accounts.actor(session, Role.ADMINISTRATOR, region=region, of=of)
    command = AddWebhook(made.id, "https://meldingen.voorbeeld.nl/", tuple(Event))
    webhook = telling.add_webhook(session, command, actor=administrator).webhook
    delivery = WebhookDelivery(
        id=uuid.uuid4(), region_id=region, webhook_id=webhook.id, event=Event.VACANCY_CHANGED.value,
        record_id=uuid.uuid4(), state=DeliveryState.GIVEN_UP.value, last_answer="500",
    )  # fmt: skip
    session.add(delivery)
    session.flush()
    return {"coupling_id": made.id, "webhook_id": webhook.id, "delivery_id": delivery.id}
