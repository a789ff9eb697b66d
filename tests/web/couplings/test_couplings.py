"""The administrator makes a coupling, reads its token once, and shuts it out again."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.couplings import factories
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.couplings.enums import Scope
from wsp.couplings.models import Coupling, WebhookDelivery
from wsp.foundation import clock
from wsp.vacancies import service as vacancy_verbs

ClientAs = Callable[..., StrictClient]


def _form(client: StrictClient, **more: object) -> dict[str, object]:
    return {
        "name": "Zaaksysteem",
        "organisation_id": str(client.organisation.id),
        "scopes": ["vacatures:lezen", "werkgevers:lezen"],
        "ends_on": (clock.today() + timedelta(days=100)).isoformat(),
    } | more


def test_the_token_is_shown_once_and_opens_the_api(client_as: ClientAs, session: Session) -> None:
    client = client_as(Role.ADMINISTRATOR)
    assert "Nog geen koppelingen" in client.get("/koppelingen").get_data(as_text=True)
    made = client.post("/koppelingen/nieuw", data=_form(client))
    assert made.status_code == 200
    token = re.search(r"wsp_AM01_[\w-]{43}", made.get_data(as_text=True))
    assert token is not None
    row = session.scalars(select(Coupling)).one()
    assert row.created_by_id == client.user.id
    headers = {"Authorization": f"Bearer {token[0]}"}
    assert client.get("/api/v1/vacatures", headers=headers).status_code == 200
    assert client.get("/api/v1/plaatsingen", headers=headers).status_code == 403
    card = client.get(f"/koppelingen/{row.id}").get_data(as_text=True)
    listed = client.get("/koppelingen").get_data(as_text=True)
    assert token[0] not in card + listed
    assert "Zaaksysteem" in listed
    assert "Vacatures lezen" in card
    gone = client.post(f"/koppelingen/{row.id}/intrekken")
    assert gone.status_code == 303
    assert client.get("/api/v1/vacatures", headers=headers).status_code == 401
    assert client.post(f"/koppelingen/{row.id}/intrekken").status_code == 409
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.user_id == client.user.id)).all()
    assert {"couplings.make", "couplings.withdraw"} <= set(actions)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("scopes", []),
        ("scopes", ["kandidaten:lezen"]),
        ("organisation_id", "00000000-0000-0000-0000-000000000001"),
        ("ends_on", (clock.today() + timedelta(days=400)).isoformat()),
        ("ends_on", (clock.today() - timedelta(days=1)).isoformat()),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(client_as: ClientAs, field: str, value: object) -> None:
    client = client_as(Role.ADMINISTRATOR)
    refused = client.post("/koppelingen/nieuw", data=_form(client) | {field: value})
    assert refused.status_code == 400
    assert "wsp_AM01" not in refused.get_data(as_text=True)


def test_the_explanation_names_every_right_and_the_document(client_as: ClientAs) -> None:
    told = client_as(Role.ADMINISTRATOR).get("/koppelingen/uitleg").get_data(as_text=True)
    assert "banenafspraak:lezen" in told
    assert "/api/v1/openapi.json" in told
    assert "curl" in told


def test_an_address_is_told_its_secret_is_shown_once_and_it_can_be_stopped(
    client_as: ClientAs, session: Session
) -> None:
    client = client_as(Role.ADMINISTRATOR)
    row = factories.coupling(session, Scope.VACANCIES_READ, of=client.organisation).coupling
    path = f"/koppelingen/{row.id}/meldadressen/nieuw"
    assert "Een plaatsing begon" not in client.get(path).get_data(as_text=True), "it may not read placements"
    form = {"address": "https://meldingen.voorbeeld.nl/wsp", "events": ["vacature.gesloten"]}
    assert client.post(path, data=form | {"address": "nergens"}).status_code == 400
    assert client.post(path, data=form | {"events": ["plaatsing.begonnen"]}).status_code == 400
    made = client.post(path, data=form)
    secret = re.search(r"whsec_[\w-]{43}", made.get_data(as_text=True))
    assert (made.status_code, secret is not None) == (200, True)
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    vacancy = vacancies.vacancy(session, manager)
    vacancy_verbs.withdraw_vacancy(session, vacancy.id, reason="Niet nodig", actor=manager)
    session.commit()
    card = client.get(f"/koppelingen/{row.id}").get_data(as_text=True)
    assert "https://meldingen.voorbeeld.nl/wsp" in card
    assert "Een vacature is gesloten" in card
    assert "whsec_" not in card
    delivery = session.scalars(select(WebhookDelivery)).one()
    assert client.post(f"/koppelingen/{row.id}/meldingen/{delivery.id}/opnieuw").status_code == 303
    assert client.post(f"/koppelingen/{row.id}/meldadressen/{delivery.webhook_id}/stoppen").status_code == 303
    assert client.post(f"/koppelingen/{row.id}/meldingen/{delivery.id}/opnieuw").status_code == 404
    session.refresh(delivery)
    assert delivery.state == "opgegeven"


def test_the_task_leads_to_the_coupling(client_as: ClientAs, session: Session) -> None:
    client = client_as(Role.ADMINISTRATOR)
    made = factories.coupling(session, of=client.organisation, days=5).coupling
    page = client.get("/mijn-dag").get_data(as_text=True)
    assert f'href="/koppelingen/{made.id}"' in page
    assert "maak een nieuw token voor Proefsysteem" in page
