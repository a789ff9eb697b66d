"""Systems that are coupled to the demo regions, and what they were told in the last weeks.

Addresses end in .example: nobody is asked where those are, and nothing is sent.
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.couplings import service, telling
from wsp.couplings.commands import AddWebhook, MakeCoupling
from wsp.couplings.enums import DeliveryState, Event, Scope
from wsp.couplings.models import WebhookDelivery
from wsp.demo.staff import Staff
from wsp.foundation import clock, db
from wsp.vacancies.enums import SEARCHING
from wsp.vacancies.models import Vacancy

COUPLED: Final = (
    ("Vacaturesite van de gemeente", (Scope.VACANCIES_READ, Scope.EMPLOYERS_READ), 240, False),
    ("Vacatures uit het eigen systeem", (Scope.VACANCIES_READ, Scope.VACANCIES_WRITE), 21, False),
    ("Cijfers voor het dashboard", (Scope.BANENAFSPRAAK_READ,), 120, True),
)  # fmt: skip
"""The name, what it may do, in how many days it ends, and whether it was withdrawn."""
_TOLD: Final = (
    (DeliveryState.DELIVERED, "200", 1, 2), (DeliveryState.DELIVERED, "204", 1, 5),
    (DeliveryState.DELIVERED, "200", 3, 9), (DeliveryState.GIVEN_UP, "503", 8, 12),
)  # fmt: skip
"""How it ended, the last answer, the attempts, and how many days ago."""
_MADE: Final = timedelta(days=40)
_USED: Final = timedelta(hours=5)


def couple(session: Session, people: Staff) -> None:
    """Let them in as an administrator does; one ends soon and one was withdrawn."""
    actor = people.actor(people.demo(Role.ADMINISTRATOR))
    organisation_id = next(iter(people.municipalities.values()))
    now = clock.now()
    for number, (name, scopes, days, withdrawn) in enumerate(COUPLED):
        ends_on = clock.today() + timedelta(days=days)
        made = service.make_coupling(
            session, MakeCoupling(name, organisation_id, scopes, ends_on), actor=actor
        ).coupling
        made.created_at, made.last_used_at = now - _MADE, now - _USED * (number + 1)
        if withdrawn:
            service.withdraw_coupling(session, made.id, actor=actor)
        if number == 0:
            events = (Event.VACANCY_POSTED, Event.VACANCY_CHANGED, Event.VACANCY_CLOSED)
            command = AddWebhook(made.id, "https://vacatures.demo.example/wsp", events)
            _tell(session, telling.add_webhook(session, command, actor=actor).webhook.id, people.region)
    session.flush()


def _tell(session: Session, webhook_id: uuid.UUID, region: str) -> None:
    """Messages of the last weeks, as the worker left them."""
    vacancies: Sequence[uuid.UUID] = session.scalars(
        select(Vacancy.id)
        .where(Vacancy.region_id == region, Vacancy.state.in_(sorted(SEARCHING)))
        .order_by(Vacancy.number)
        .limit(len(_TOLD))
    ).all()
    rows = []
    for vacancy_id, (state, answer, attempts, days) in zip(vacancies, _TOLD, strict=False):
        at = clock.now() - timedelta(days=days)
        rows.append({
            "id": uuid.uuid4(), "created_at": at, "region_id": region, "webhook_id": webhook_id,
            "event": Event.VACANCY_POSTED.value, "record_id": vacancy_id, "state": state.value, "attempts": attempts,
            "next_at": at, "last_answer": answer,
            "delivered_at": at + timedelta(seconds=2) if state is DeliveryState.DELIVERED else None,
        })  # fmt: skip
    db.insert_many(session, WebhookDelivery, rows)
