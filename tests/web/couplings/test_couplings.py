"""The administrator makes a coupling, reads its token once, and shuts it out again."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.couplings.models import Coupling
from wsp.foundation import clock

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
