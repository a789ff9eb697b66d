"""The pages behind mailed links."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories
from tests.web.conftest import StrictClient
from wsp.accounts.models import OneTimeLink, User
from wsp.accounts.service import links
from wsp.audit.models import AuditEvent
from wsp.foundation import clock, db

NEW = "twaalf blauwe fietsen"
ADDRESS = {links.INVITATION: "/uitnodiging/", links.RESET: "/wachtwoord-kiezen/"}


@pytest.fixture
def noor(session: Session) -> User:
    """A colleague without a password."""
    return factories.member(session, name="Noor Proef", email="noor@demo.example")


def _token(session: Session, who: User, purpose: str) -> str:
    return links.make(session, purpose, user_id=who.id)


@pytest.mark.parametrize("purpose", ADDRESS)
def test_looking_changes_nothing_and_the_post_decides(
    visitor: StrictClient, session: Session, noor: User, purpose: str
) -> None:
    address = ADDRESS[purpose] + _token(session, noor, purpose)
    for _ in range(3):
        page = visitor.get(address).page
    assert session.scalars(select(OneTimeLink)).one().used_at is None
    answer = visitor.post(address, data=page.fields() | {"new": NEW, "repeated": NEW})
    assert answer.location == "/inloggen"
    logged_in = visitor.post("/inloggen", data={"email": noor.email, "password": NEW})
    assert logged_in.status_code == 303
    db.enter_region(session, "AM01")
    actions = set(session.scalars(select(AuditEvent.action)))
    assert "user.password-by-link" in actions


@pytest.mark.rule("A12")
def test_password_managers_know_whose_new_password_it_is(visitor: StrictClient, session: Session, noor: User) -> None:
    page = visitor.get(ADDRESS[links.RESET] + _token(session, noor, links.RESET)).page
    assert page.one("input", autocomplete="username").get("value") == noor.email
    assert len(page.all("input", autocomplete="new-password")) == 2
    assert not [e for e in page.all("input") if e.get("autocomplete") == "off" and e.get("name") != "q"]


def test_a_weak_password_leaves_the_link_as_it_was(visitor: StrictClient, session: Session, noor: User) -> None:
    address = ADDRESS[links.RESET] + _token(session, noor, links.RESET)
    fields = visitor.get(address).page.fields()
    answer = visitor.post(address, data=fields | {"new": "welkom welkom", "repeated": "welkom welkom"})
    assert answer.status_code == 400
    assert answer.page.title.startswith("Fout:")
    assert "welkom welkom" not in answer.page.source
    assert visitor.post(address, data=fields | {"new": NEW, "repeated": NEW}).status_code == 303


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("cause", ["replayed", "expired", "foreign", "made up", "left"])
def test_a_link_that_does_not_work_says_so_and_changes_nothing(
    visitor: StrictClient, session: Session, noor: User, cause: str, method: str
) -> None:
    token = _token(session, noor, links.INVITATION if cause == "foreign" else links.RESET)
    row = session.scalars(select(OneTimeLink)).one()
    if cause == "replayed":
        links.use(session, token, links.RESET)
    elif cause == "expired":
        row.expires_at = clock.now() - timedelta(seconds=1)
    elif cause == "made up":
        token = "x" * 80
    elif cause == "left":
        noor.active = False
    session.flush()
    data = {"new": NEW, "repeated": NEW} if method == "post" else None
    answer = visitor.open(ADDRESS[links.RESET] + token, method=method.upper(), data=data)
    assert answer.status_code == (404 if cause in ("foreign", "made up") else 410)
    assert "ink" in answer.page.h1 or "gevonden" in answer.page.h1
    assert "vraag een nieuwe" in answer.page.text.lower()
    session.refresh(noor, ["password_hash"])
    assert noor.password_hash is None


def test_the_address_with_the_secret_is_told_to_nobody(visitor: StrictClient, session: Session, noor: User) -> None:
    answer = visitor.get(ADDRESS[links.RESET] + _token(session, noor, links.RESET))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
