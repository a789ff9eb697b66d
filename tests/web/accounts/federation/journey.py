"""Two providers and the steps of a log-in through them."""

from collections.abc import Callable
from typing import Any

from joserfc.jwk import RSAKey
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.accounts.provider import CLIENT_ID, SECRET, TestProvider
from tests.web.conftest import StrictClient
from wsp.accounts.oidc.configuration import Place, Provider
from wsp.accounts.permissions import Role

ClientAs = Callable[..., StrictClient]
EMPLOYER = "Bakkerij Proef"
KVK = "12345679"
ANNA = {
    "tid": "huurder-1", "oid": "anna", "sub": "paarsgewijs-anna", "sid": "zit-1", "name": "Anna Elders",
    "email": "anna.elders@demo.example", "roles": ["WSP.Accountmanager", "Iets.Anders"],
}  # fmt: skip
SASKIA = {
    "sub": "pseudoniem-7", "kvk": KVK, "niveau": "urn:etoegang:core:assurance-class:loa3", "name": "Saskia",
    "email": "saskia@bakkerij.example",
}  # fmt: skip


def staff(idp: TestProvider, **changes: Any) -> Provider:
    given: dict[str, Any] = {
        "name": "gemeente",
        "label": "Gemeente Proefstad",
        "issuer": idp.issuer,
        "client_id": CLIENT_ID,
        "client_secret": SECRET,
        "key": ("tid", "oid"),
        "required": {"tid": ("huurder-1",)},
        "role_claim": "roles",
        "roles": {"WSP.Accountmanager": Role.ACCOUNT_MANAGER, "WSP.Beheer": Role.ADMINISTRATOR},
        "place": Place("Gemeente Proefstad", "AM01"),
    }
    return Provider(**given | changes)


def employers(idp: TestProvider, **changes: Any) -> Provider:
    given: dict[str, Any] = {
        "name": "eherkenning",
        "label": "eHerkenning",
        "issuer": idp.issuer,
        "client_id": CLIENT_ID,
        "client_secret": SECRET,
        "level_claim": "niveau",
        "levels": ("urn:etoegang:core:assurance-class:loa3", "urn:etoegang:core:assurance-class:loa4"),
        "fixed_roles": (Role.EMPLOYER_STAFF,),
        "kvk_claim": "kvk",
    }
    return Provider(**given | changes)


def start(client: StrictClient, name: str = "gemeente", **query: str) -> str:
    answer = client.get(f"/inloggen/met/{name}", query_string=query)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location or ""


def back(client: StrictClient, query: dict[str, str], name: str = "gemeente") -> TestResponse:
    return client.get(f"/inloggen/met/{name}/terug", query_string=query)


def come(
    client: StrictClient, idp: TestProvider, claims: dict[str, Any], name: str = "gemeente", **query: str
) -> TestResponse:
    return back(client, idp.approve(start(client, name, **query), **claims), name)


def turned_away(answer: TestResponse, status: int = 400) -> str:
    assert answer.status_code == status
    assert any("Log opnieuw in" in link for link in answer.page.texts("a"))
    return str(answer.page.text)


def unknown_key(provider: TestProvider, claims: dict[str, Any]) -> str:
    return provider.token(claims, RSAKey.generate_key(2048, {"kid": "nooit gezien"}))


def service_places(session: Session, user_id: Any) -> list[tuple[Role, ...]]:
    session.expire_all()
    from wsp.accounts import queries

    return [place.roles for place in queries.workplaces(session, user_id)]
