"""A provider on this machine, known to the application."""

import base64
from collections.abc import Iterator

import pytest
from flask import Flask
from joserfc.jwk import RSAKey
from sqlalchemy.orm import Session

from tests.accounts import factories
from tests.accounts.provider import TestProvider, running
from tests.web.accounts.federation.journey import (
    EMPLOYER,
    KVK,
    employers,
    staff,
)
from wsp.accounts import service
from wsp.accounts.oidc.client import Providers
from wsp.accounts.permissions import Role


@pytest.fixture(scope="module")
def listening() -> Iterator[TestProvider]:
    """One provider for the module."""
    with running() as provider:
        yield provider


@pytest.fixture(scope="module")
def first_key(listening: TestProvider) -> RSAKey:
    """The key that the provider begins every test with: making one takes half a second."""
    return RSAKey.generate_key(2048, {"kid": base64.b32encode(listening.issuer.encode()).decode()[:8]})


@pytest.fixture
def idp(listening: TestProvider, first_key: RSAKey) -> TestProvider:
    """The provider, doing everything right."""
    listening.spoil, listening.sign, listening.down, listening.publish = lambda claims: claims, None, False, None
    listening.key = first_key
    listening.codes.clear()
    listening.asked.clear()
    return listening


@pytest.fixture(autouse=True)
def known(app: Flask, idp: TestProvider, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with two providers, a municipality and an employer that was let in."""
    monkeypatch.setitem(app.config, "WSP_PROVIDERS", Providers((staff(idp), employers(idp))))
    factories.organisation(session)
    manager = factories.actor(session)
    of = service.make_employer_organisation(session, EMPLOYER, actor=manager, kvk_number=KVK)
    factories.member(session, Role.EMPLOYER_ADMIN, of=of, name="Rik Proef", email="rik@demo.example")
