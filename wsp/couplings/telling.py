"""Webhooks: addresses that are told, the messages in the outbox, and their delivery by the worker."""

import json
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.couplings import queries, rules, sending
from wsp.couplings.commands import AddWebhook
from wsp.couplings.enums import READS, DeliveryState, Event
from wsp.couplings.errors import DeliveryNotFound, WebhookNotFound
from wsp.couplings.models import Coupling, Webhook, WebhookDelivery
from wsp.couplings.service import SUBJECT, manager
from wsp.foundation import clock, db, queue
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput

JOB: Final = "couplings.deliver"
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
"""Waits between attempts; after the last one a message is given up, some two days after it was written."""
BATCH: Final = 100
AT_ONCE: Final = 10
"""Messages of one change that are sent right away; of an import the next round of the worker sends them."""


@dataclass(frozen=True)
class Added:
    """A new address with its secret, which is nowhere to be read again."""

    webhook: Webhook
    secret: str


def add_webhook(session: Session, command: AddWebhook, *, actor: Actor) -> Added:
    """Tell an address of a coupled system of these events from now on.

    Raises:
        NotAllowed, CouplingNotFound: not this actor's to decide.
        InvalidInput: an address that cannot be used, or events that the coupling may not read about.

    """
    made_by = manager(actor)
    coupling = queries.coupling(session, actor, command.coupling_id, lock=True)
    problems = {}
    if (refused := sending.problem(command.address)) is not None:
        problems["address"] = [refused]
    if any(READS[event] not in rules.known(coupling.scopes) for event in command.events):
        problems["events"] = ["Dit systeem mag die gegevens niet lezen. Kies meldingen die bij de rechten horen."]
    if problems:
        raise InvalidInput("Kijk de velden na waar een melding bij staat.", fields=problems)
    secret = f"whsec_{secrets.token_urlsafe(32)}"
    webhook = Webhook(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        coupling_id=coupling.id,
        address=command.address,
        events=sorted(event.value for event in command.events),
        secret=secret,
        created_by_id=made_by,
    )
    session.add(webhook)
    audit.record(
        session, actor, "couplings.webhook", subject=(SUBJECT, coupling.id), after={"meldingen": webhook.events}
    )
    session.flush()
    return Added(webhook, secret)


def stop_webhook(session: Session, coupling_id: uuid.UUID, webhook_id: uuid.UUID, *, actor: Actor) -> None:
    """Tell an address no more; what waits is given up.

    Raises:
        NotAllowed, CouplingNotFound, WebhookNotFound: not there for this actor, or stopped before.

    """
    manager(actor)
    queries.coupling(session, actor, coupling_id)
    webhook = session.scalars(
        select(Webhook)
        .where(Webhook.coupling_id == coupling_id, Webhook.id == webhook_id, Webhook.stopped_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if webhook is None:
        raise WebhookNotFound
    webhook.stopped_at = clock.now()
    session.execute(
        update(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state == DeliveryState.WAITING.value)
        .values(state=DeliveryState.GIVEN_UP.value, last_answer="gestopt")
    )
    audit.record(session, actor, "couplings.webhook_stopped", subject=(SUBJECT, coupling_id))
    session.flush()


def send_again(session: Session, coupling_id: uuid.UUID, delivery_id: uuid.UUID, *, actor: Actor) -> None:
    """Try a message once more from the beginning.

    Raises:
        NotAllowed, CouplingNotFound, DeliveryNotFound: not there for this actor, or its address was stopped.

    """
    manager(actor)
    queries.coupling(session, actor, coupling_id)
    delivery = session.scalars(
        select(WebhookDelivery)
        .join(Webhook, (Webhook.region_id == WebhookDelivery.region_id) & (Webhook.id == WebhookDelivery.webhook_id))
        .where(Webhook.coupling_id == coupling_id, Webhook.stopped_at.is_(None), WebhookDelivery.id == delivery_id)
        .with_for_update(of=WebhookDelivery)
    ).one_or_none()
    if delivery is None:
        raise DeliveryNotFound
    delivery.state, delivery.attempts, delivery.next_at = DeliveryState.WAITING.value, 0, clock.now()
    audit.record(session, actor, "couplings.sent_again", subject=(SUBJECT, coupling_id), after={"melding": delivery_id})
    session.flush()
    queue.defer(session, JOB, region=actor.region_id, delivery_id=delivery.id)


def tell(session: Session, actor: Actor, event: Event, record_id: uuid.UUID, *, of: uuid.UUID | None = None) -> None:
    """Write a message for every address that waits for this event, in the transaction of what happened.

    `of` is the organisation whose person it is about: only that organisation's own systems are told.
    """
    tell_many(session, actor, event, [record_id], of=of)


def tell_many(
    session: Session, actor: Actor, event: Event, record_ids: Sequence[uuid.UUID], *, of: uuid.UUID | None = None
) -> None:
    """As `tell` for many records; one statement where no address waits."""
    if not record_ids:
        return
    rows = session.execute(
        select(Webhook.id, Coupling)
        .join(Coupling, (Coupling.region_id == Webhook.region_id) & (Coupling.id == Webhook.coupling_id))
        .where(
            Webhook.region_id == actor.region_id,
            Webhook.stopped_at.is_(None),
            Webhook.events.contains([event.value]),
        )
    ).all()
    now = clock.now()
    written: list[dict[str, Any]] = [
        {
            "id": uuid.uuid4(), "created_at": now, "region_id": actor.region_id, "webhook_id": webhook_id,
            "event": event.value, "record_id": record_id, "state": DeliveryState.WAITING.value, "attempts": 0,
            "next_at": now,
        }
        for webhook_id, coupling in rows
        if _may_hear(coupling, event, of)
        for record_id in record_ids
    ]  # fmt: skip
    db.insert_many(session, WebhookDelivery, written)
    # Many at once wait for the worker's round, which takes them in turn.
    for each in written if len(written) <= AT_ONCE else ():
        queue.defer(session, JOB, region=actor.region_id, delivery_id=each["id"])


def deliver(region: str, delivery_id: uuid.UUID) -> None:
    """Try one message, when it is due. The attempt counts before it is made: a worker that dies tries again later.

    A receiver may get a message twice and knows it by its id.
    """
    with db.unit_of_work(region) as session:
        taken = _take(session, delivery_id)
    if taken is None:
        return
    address, secret, body, attempt = taken
    moment = int(clock.now().timestamp())
    headers = {
        "Webhook-Id": str(delivery_id),
        "Webhook-Timestamp": str(moment),
        "Webhook-Signature": sending.signature(secret, str(delivery_id), moment, body),
    }
    try:
        answer, state = str(sending.send(address, body, headers)), DeliveryState.DELIVERED
    except sending.NotSent as error:
        answer = str(error)
        state = DeliveryState.GIVEN_UP if attempt > len(PAUSES) else DeliveryState.WAITING
    with db.unit_of_work(region) as session:
        session.execute(
            update(WebhookDelivery)
            .where(WebhookDelivery.id == delivery_id, WebhookDelivery.state == DeliveryState.WAITING.value)
            .values(
                state=state.value,
                last_answer=answer,
                delivered_at=clock.now() if state is DeliveryState.DELIVERED else None,
            )
        )


def deliver_due(region: str) -> None:
    """Try every message whose next attempt is due."""
    with db.unit_of_work(region) as session:
        due = session.scalars(
            select(WebhookDelivery.id).where(*_due(region, clock.now())).order_by(WebhookDelivery.next_at).limit(BATCH)
        ).all()
    for delivery_id in due:
        deliver(region, delivery_id)


def webhooks(session: Session, actor: Actor, coupling_id: uuid.UUID) -> Sequence[Webhook]:
    """The addresses of a coupling that are told; the caller looked whether the coupling may be seen."""
    return session.scalars(
        select(Webhook)
        .where(Webhook.region_id == actor.region_id, Webhook.coupling_id == coupling_id, Webhook.stopped_at.is_(None))
        .order_by(Webhook.created_at, Webhook.id)
    ).all()


def deliveries(session: Session, actor: Actor, coupling_id: uuid.UUID, *, limit: int) -> Sequence[WebhookDelivery]:
    """The newest messages of a coupling; those that did not arrive come first."""
    return session.scalars(
        select(WebhookDelivery)
        .join(Webhook, (Webhook.region_id == WebhookDelivery.region_id) & (Webhook.id == WebhookDelivery.webhook_id))
        .where(Webhook.region_id == actor.region_id, Webhook.coupling_id == coupling_id)
        .order_by(
            (WebhookDelivery.state == DeliveryState.DELIVERED.value),
            WebhookDelivery.created_at.desc(),
            WebhookDelivery.id,
        )
        .limit(limit)
    ).all()


def _due(region: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        WebhookDelivery.region_id == region,
        WebhookDelivery.state == DeliveryState.WAITING.value,
        WebhookDelivery.next_at <= now,
    )


def _take(session: Session, delivery_id: uuid.UUID) -> tuple[str, str, bytes, int] | None:
    """The message, counted as tried; None when it is not due, or another worker has it."""
    now = clock.now()
    delivery = session.scalars(
        select(WebhookDelivery)
        .where(
            WebhookDelivery.id == delivery_id,
            WebhookDelivery.state == DeliveryState.WAITING.value,
            WebhookDelivery.next_at <= now,
        )
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if delivery is None:
        return None
    address, secret, coupling = session.execute(
        select(Webhook.address, Webhook.secret, Coupling)
        .join(Coupling, (Coupling.region_id == Webhook.region_id) & (Coupling.id == Webhook.coupling_id))
        .where(Webhook.id == delivery.webhook_id)
    ).one()
    if not _works(coupling):
        delivery.state, delivery.last_answer = DeliveryState.GIVEN_UP.value, "koppeling gestopt"
        return None
    delivery.attempts += 1
    delivery.next_at = now + PAUSES[min(delivery.attempts, len(PAUSES)) - 1]
    body = {
        "id": str(delivery.id),
        "type": delivery.event,
        "tijdstip": clock.utc_text(delivery.created_at),
        "data": {"id": str(delivery.record_id)},
    }
    return address, secret, json.dumps(body).encode(), delivery.attempts


def _may_hear(coupling: Coupling, event: Event, of: uuid.UUID | None) -> bool:
    right = READS[event] in rules.known(coupling.scopes)
    return right and _works(coupling) and (of is None or coupling.organisation_id == of)


def _works(coupling: Coupling) -> bool:
    return rules.works(rules.state(ends_on=coupling.ends_on, withdrawn_at=coupling.withdrawn_at, on=clock.today()))
