"""Every door of every role: tried one by one, with ids that belong to nobody."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.architecture import routes
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import GRANTS, Role
from wsp.web.access import describe

ClientAs = Callable[..., StrictClient]


@pytest.mark.rule("S6")
@pytest.mark.parametrize("role", list(Role))
def test_a_role_enters_where_the_matrix_says_and_nowhere_else(
    application: Flask, client_as: ClientAs, role: Role
) -> None:
    client = client_as(role)
    client.looks = False
    rule_of = describe(application)
    for route in routes.rules(application):
        needs = rule_of[route.endpoint].permission
        for method in routes.methods(route):
            if needs is None:
                continue
            status = client.open(_address(application, route), method=method).status_code
            if needs in GRANTS[role]:
                assert status not in (401, 403, 405, 500), f"{role} {method} {route.rule}: {status}"
            else:
                assert status == 403, f"{role} {method} {route.rule}: {status}"


@pytest.mark.rule("S5")
def test_a_stranger_enters_only_what_is_public(application: Flask, visitor: StrictClient) -> None:
    token = _token(visitor)
    for route in routes.rules(application):
        rule = rule_of(application, route)
        for method in routes.methods(route):
            data = {"csrf_token": token} if method == "POST" else None
            answer = visitor.open(_address(application, route), method=method, data=data)
            if rule:
                assert answer.status_code != 401, route.rule
            else:
                assert answer.status_code == 303, f"{method} {route.rule}: {answer.status_code}"
                assert (answer.location or "").startswith("/inloggen"), route.rule
            answer.close()


def rule_of(application: Flask, route: Rule) -> bool:
    """True when the route is public."""
    return describe(application)[route.endpoint].public


def _token(visitor: StrictClient) -> str:
    return visitor.get("/inloggen").page.fields()["csrf_token"]


def _address(application: Flask, route: Rule) -> str:
    """The address with ids that belong to nobody."""
    values = {name: _value(route, name) for name in route.arguments}
    with application.test_request_context():
        return application.url_map.bind("localhost").build(route.endpoint, values, method=min(routes.methods(route)))


def _value(route: Rule, name: str) -> object:
    converter = type(route._converters[name]).__name__
    match converter:
        case "UUIDConverter":
            return uuid.UUID(int=1)
        case "IntegerConverter":
            return 1
        case "AnyConverter":
            return min(route._converters[name].items)
        case _:
            return "x"
