"""Logging in through the browser's door."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories
from tests.web.conftest import StrictClient
from wsp.accounts.models import UserSession
from wsp.accounts.permissions import Role


def test_the_right_password_opens_a_session(visitor: StrictClient, session: Session) -> None:
    factories.member(session, email="anna@demo.example", password=factories.PASSWORD)
    response = visitor.post("/inloggen", data={"email": "Anna@demo.example ", "password": factories.PASSWORD})
    assert response.status_code == 303
    assert session.scalars(select(UserSession)).one().region_id == "AM01"
    assert visitor.get("/").location == "/mijn-dag"


@pytest.mark.rule("S12")
def test_a_wrong_password_and_an_unknown_address_read_the_same(visitor: StrictClient, session: Session) -> None:
    factories.member(session, email="anna@demo.example", password=factories.PASSWORD)
    wrong = visitor.post("/inloggen", data={"email": "anna@demo.example", "password": "x"})
    unknown = visitor.post("/inloggen", data={"email": "niemand@demo.example", "password": "x"})
    assert wrong.status_code == unknown.status_code == 400
    assert wrong.page.text == unknown.page.text
    assert wrong.page.title.startswith("Fout:")


@pytest.mark.rule("S17")
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_after_logging_in_only_own_paths_are_followed(visitor: StrictClient, session: Session, target: str) -> None:
    factories.member(session, email="anna@demo.example", password=factories.PASSWORD)
    response = visitor.post(
        "/inloggen",
        query_string={"next": target},
        data={"email": "anna@demo.example", "password": factories.PASSWORD},
    )
    assert response.location == "/"


@pytest.mark.parametrize("role", list(Role))
def test_every_role_can_log_out(client_as: Callable[..., StrictClient], role: Role) -> None:
    client = client_as(role)
    assert client.post("/uitloggen").location == "/inloggen"
    assert client.get("/regio").location.startswith("/inloggen")
