"""Every token, state and answer that is not right is refused with a page."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts.provider import CLIENT_ID, SECRET, TestProvider
from tests.web.accounts.federation.journey import (
    ANNA,
    back,
    come,
    start,
    turned_away,
    unknown_key,
)
from tests.web.conftest import StrictClient
from wsp.accounts.models import ExternalIdentity, UserSession
from wsp.foundation import clock


def _none(provider: TestProvider, claims: dict[str, Any]) -> str:
    def part(content: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'kid': provider.key.kid})}.{part(claims)}."


def _shared_secret(provider: TestProvider, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256", "kid": provider.key.kid}, claims, OctKey.import_key(SECRET + "x" * 20))


def _strange_key(provider: TestProvider, claims: dict[str, Any]) -> str:
    return provider.token(claims, RSAKey.generate_key(2048, {"kid": provider.key.kid}))


def _changed_afterwards(provider: TestProvider, claims: dict[str, Any]) -> str:
    head, body, signature = provider.token(claims).split(".")
    swapped = json.loads(base64.urlsafe_b64decode(body + "==")) | {"oid": "iemand-anders"}
    return f"{head}.{base64.urlsafe_b64encode(json.dumps(swapped).encode()).rstrip(b'=').decode()}.{signature}"


_SPOILT: dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {
    "wrong nonce": lambda claims: claims | {"nonce": "van een ander"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "expired": lambda claims: claims | {"exp": claims["iat"] - 3600},
    "no expiry": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "from the future": lambda claims: claims | {"iat": claims["iat"] + 3600, "nbf": claims["iat"] + 3600},
    "other issuer": lambda claims: claims | {"iss": "https://elders.example"},
    "wrong audience": lambda claims: claims | {"aud": "een-ander"},
    "several audiences": lambda claims: claims | {"aud": [CLIENT_ID, "een-ander"]},
    "for another party": lambda claims: claims | {"azp": "een-ander"},
    "of nobody": lambda claims: {name: value for name, value in claims.items() if name != "sub"},
    "other tenant": lambda claims: claims | {"tid": "huurder-2"},
    "without the key": lambda claims: {name: value for name, value in claims.items() if name != "oid"},
    "no token at all": lambda _claims: None,
}


_SIGNED = {
    "alg none": _none,
    "alg HS256": _shared_secret,
    "signed by a stranger": _strange_key,
    "unknown key": unknown_key,
    "changed afterwards": _changed_afterwards,
    "no token but text": lambda _provider, _claims: "dit is geen token",
}


@pytest.mark.rule("O1")
@pytest.mark.parametrize("cause", [*_SPOILT, *_SIGNED])
def test_a_token_that_is_not_right_is_refused_with_a_page(
    visitor: StrictClient, idp: TestProvider, session: Session, cause: str
) -> None:
    idp.spoil = _SPOILT.get(cause, idp.spoil)
    idp.sign = _SIGNED.get(cause)
    answer = come(visitor, idp, ANNA)
    assert "Inloggen is niet gelukt" in turned_away(answer)
    assert session.scalars(select(UserSession)).all() == []
    assert session.scalars(select(ExternalIdentity)).all() == []


@pytest.mark.rule("O1")
def test_a_foreign_state_and_a_replayed_callback_are_pages(
    visitor: StrictClient, app: Flask, idp: TestProvider, session: Session
) -> None:
    good = idp.approve(start(visitor), **ANNA)
    turned_away(back(visitor, good | {"state": "van een ander"}))
    turned_away(back(visitor, good))  # the journey ended with the first answer
    good = idp.approve(start(visitor), **ANNA)
    stranger = app.test_client()
    assert stranger.get("/inloggen/met/gemeente/terug", query_string=good).status_code == 400
    assert back(visitor, good).status_code == 303
    turned_away(back(visitor, good))
    assert len(session.scalars(select(UserSession)).all()) == 1


@pytest.mark.rule("O1")
def test_a_code_is_worth_nothing_with_the_verifier_of_another_journey(
    visitor: StrictClient, app: Flask, idp: TestProvider
) -> None:
    stolen = idp.approve(start(visitor), **ANNA)
    thief = app.test_client()
    assert isinstance(thief, StrictClient)
    own = idp.approve(start(thief), **ANNA)
    turned_away(back(thief, {"code": stolen["code"], "state": own["state"]}))


@pytest.mark.rule("O1")
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"code": "x"},
        {"error": "access_denied"},
        {"error": "server_error", "error_description": "<b>x</b>"},
        {"code": "verzonnen"},
        {"iss": "https://elders.example", "code": "x"},
    ],
)
def test_every_other_answer_is_a_page_too(visitor: StrictClient, idp: TestProvider, query: dict[str, str]) -> None:
    turned_away(back(visitor, query))
    state = idp.approve(start(visitor), **ANNA)["state"]
    answer = back(visitor, query | {"state": state})
    turned_away(answer)
    assert "<b>x" not in answer.page.source


def test_a_journey_runs_out_and_belongs_to_one_provider(visitor: StrictClient, idp: TestProvider) -> None:
    good = idp.approve(start(visitor), **ANNA)
    turned_away(back(visitor, good, "eherkenning"))
    with clock.frozen(clock.now()) as time:
        good = idp.approve(start(visitor), **ANNA)
        time.tick(timedelta(minutes=11))
        turned_away(back(visitor, good))
    assert visitor.get("/inloggen/met/onbekend").status_code == 404
