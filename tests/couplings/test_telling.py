"""What happens is told once, to whom may read it; a receiver that is away is tried again and then given up visibly."""

import json
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.couplings import factories
from tests.placements import world as worlds
from tests.vacancies import factories as vacancies
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.couplings import sending, service, telling
from wsp.couplings.commands import AddWebhook
from wsp.couplings.enums import DeliveryState, Event, Scope
from wsp.couplings.models import Coupling, Webhook, WebhookDelivery
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, InvalidInput
from wsp.placements import service as placements
from wsp.placements.commands import EndPlacement
from wsp.placements.enums import EndReason
from wsp.vacancies import service as vacancy_verbs


class Receiver:
    """Another system: keeps what it gets, and answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                self.send_response(receiver.status)
                self.send_header("Location", "http://127.0.0.1:1/elders")
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/wsp"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made, before = Receiver(), sending._Current.settings
    sending.configure(sending.SendingSettings(anywhere=True))
    yield made
    sending.configure(before)
    made.server.shutdown()
    made.server.server_close()


def _hook(session: Session, address: str, *events: Event, of: Organisation | None = None) -> tuple[Coupling, str]:
    coupling = factories.coupling(session, of=of).coupling
    administrator = accounts.actor(session, Role.ADMINISTRATOR, of=of)
    command = AddWebhook(coupling.id, address, events or tuple(Event))
    return coupling, telling.add_webhook(session, command, actor=administrator).secret


def _told(session: Session) -> list[tuple[str, uuid.UUID]]:
    rows = session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.created_at, WebhookDelivery.id))
    return [(row.event, row.record_id) for row in rows]


def test_the_life_of_a_vacancy_is_told_and_leaves_nothing_when_it_is_undone(session: Session) -> None:
    _hook(session, "https://voorbeeld.nl/wsp")
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    row = vacancies.vacancy(session, manager)
    vacancy_verbs.withdraw_vacancy(session, row.id, reason="Niet nodig", actor=manager)
    with session.begin_nested() as undone:
        vacancy_verbs.open_vacancy(session, row.id, actor=manager)
        undone.rollback()
    vacancy_verbs.open_vacancy(session, row.id, actor=manager)
    assert sorted(_told(session)) == [("vacature.geplaatst", row.id), ("vacature.gesloten", row.id)]
    jobs = session.execute(text("select count(*) from procrastinate_jobs where task_name = 'couplings.deliver'"))
    assert jobs.scalar_one() == 2


def test_only_systems_of_the_own_organisation_hear_of_a_placement(session: Session) -> None:
    made = worlds.build(session)
    _hook(session, "https://eigen.voorbeeld.nl/", of=made.organisation)
    _hook(session, "https://ander.voorbeeld.nl/", of=accounts.organisation(session, "Gemeente Ander"))
    today = clock.today()
    placement = made.place(starts_on=today, ends_on=today + timedelta(days=200))
    command = EndPlacement(placement.id, ended_on=today, reason=EndReason.OTHER_WORK)
    placements.end_placement(session, command, actor=made.account_manager)
    events = [each for each in _told(session) if each[0].startswith("plaatsing")]
    assert sorted(events) == [("plaatsing.beeindigd", placement.id), ("plaatsing.begonnen", placement.id)]


def test_who_may_not_read_it_cannot_be_told_of_it(session: Session) -> None:
    coupling = factories.coupling(session, Scope.EMPLOYERS_READ).coupling
    administrator = accounts.actor(session, Role.ADMINISTRATOR)
    command = AddWebhook(coupling.id, "https://voorbeeld.nl/", (Event.VACANCY_POSTED,))
    with pytest.raises(InvalidInput) as refused:
        telling.add_webhook(session, command, actor=administrator)
    assert "events" in refused.value.fields


def _waiting(session: Session, address: str) -> tuple[WebhookDelivery, str]:
    _, secret = _hook(session, address)
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    row = vacancies.vacancy(session, manager, description="Bel met Markeernaam")
    telling.tell(session, manager, Event.VACANCY_CHANGED, row.id)
    session.commit()
    return session.scalars(select(WebhookDelivery)).one(), secret


@pytest.mark.rule("G10")
def test_a_message_holds_ids_only_and_is_signed(session: Session, receiver: Receiver) -> None:
    delivery, secret = _waiting(session, receiver.address)
    telling.deliver("AM01", delivery.id)
    telling.deliver("AM01", delivery.id)
    ((headers, body),) = receiver.got
    told = json.loads(body)
    assert told.keys() == {"id", "type", "tijdstip", "data"}
    assert told["data"] == {"id": str(delivery.record_id)}
    signed = sending.signature(secret, headers["Webhook-Id"], int(headers["Webhook-Timestamp"]), body)
    assert headers["Webhook-Signature"] == signed
    session.refresh(delivery)
    assert (delivery.state, delivery.last_answer, delivery.attempts) == (DeliveryState.DELIVERED, "204", 1)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_receiver_that_refuses_is_tried_with_growing_waits_and_given_up(
    session: Session, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    delivery, _ = _waiting(session, receiver.address)
    waits = []
    with clock.frozen(clock.now() + timedelta(minutes=1)) as frozen:
        for _ in range(len(telling.PAUSES) + 1):
            began = clock.now()
            telling.deliver_due("AM01")
            session.refresh(delivery)
            waits.append(delivery.next_at - began)
            telling.deliver_due("AM01")
            frozen.move_to(delivery.next_at)
    assert len(receiver.got) == len(telling.PAUSES) + 1, "before its time nothing is sent"
    assert waits == sorted(waits)
    assert (delivery.state, delivery.last_answer) == (DeliveryState.GIVEN_UP, str(status))
    receiver.status = 200
    administrator = accounts.actor(session, Role.ADMINISTRATOR)
    hook = session.get_one(Webhook, delivery.webhook_id)
    telling.send_again(session, hook.coupling_id, delivery.id, actor=administrator)
    session.commit()
    telling.deliver("AM01", delivery.id)
    session.refresh(delivery)
    assert delivery.state == DeliveryState.DELIVERED


def test_a_stopped_address_and_a_withdrawn_coupling_hear_nothing_more(session: Session, receiver: Receiver) -> None:
    delivery, _ = _waiting(session, receiver.address)
    administrator = accounts.actor(session, Role.ADMINISTRATOR)
    hook = session.get_one(Webhook, delivery.webhook_id)
    service.withdraw_coupling(session, hook.coupling_id, actor=administrator)
    session.commit()
    telling.deliver("AM01", delivery.id)
    session.refresh(delivery)
    assert (receiver.got, delivery.state) == ([], DeliveryState.GIVEN_UP)
    telling.stop_webhook(session, hook.coupling_id, hook.id, actor=administrator)
    with pytest.raises(DomainError):
        telling.send_again(session, hook.coupling_id, delivery.id, actor=administrator)


def test_the_secret_is_encrypted_where_it_is_kept(session: Session) -> None:
    _, secret = _hook(session, "https://voorbeeld.nl/")
    kept = session.execute(text("select secret from webhooks")).scalar_one()
    assert secret.encode() not in bytes(kept)
