"""The authorisation matrix (S6): every address of a record x every role x how near the record stands.

Every form is sent empty. `matrix.yaml` beside this file is made by running this one with `--write-matrix`, and reviewed
like code. Beside it some things hold whatever the file says: a record of another region answers exactly as one that
nobody has, and a role without the permission is refused before anybody looks whether the record exists (those stand
in tests/architecture/authorisation.yaml, and are left out here).
"""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.architecture import routes
from tests.authorisation import relations
from tests.authorisation.relations import ELSEWHERE, RELATIONS, Records
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import GRANTS, Role
from wsp.foundation.db import Database
from wsp.web.access import describe

FILE: Final = Path(__file__).with_name("matrix.yaml")
IN, REFUSED, HIDDEN, ASKED = "in", "refused", "hidden", "asked"
"""In: the view ran. Refused: 403. Hidden: 404. Asked: 400, an empty form was looked at before any record."""

OWN_DOOR: Final = {
    "external_identity_id": "one's own account at a provider",
    "kept_form_id": "a form of one's own log-in",
    "proposal_id": "a choice of the region, not a record",
    "run_id": "a run of the whole region, written by a database role that the web has not",
}
"""Parameters that name no record of the four relations, with why; their rooms test them."""

NOBODY: Final = "nobody"
"""The ids of records that do not exist; not in the file."""

Matrix = dict[str, dict[str, dict[str, list[str]]]]


def addressed(application: Flask) -> list[Rule]:
    """The routes that name a record and need a permission."""
    rule_of = describe(application)
    return [
        route
        for route in routes.rules(application)
        if any(name.endswith("_id") for name in route.arguments)
        and not set(route.arguments) & set(OWN_DOOR)
        and rule_of[route.endpoint].permission is not None
    ]


@pytest.fixture
def ask(
    application: Flask, database: Database, session: Session, client_as: Callable[..., StrictClient]
) -> Callable[[Role], dict[tuple[str, str, str], str]]:
    """Everything one role meets: (endpoint, method, relation) -> in, refused or hidden."""
    connection: Any = database._sessions.kw["bind"]

    def answers(role: Role) -> dict[tuple[str, str, str], str]:
        client = client_as(role, organisation=relations.home_of(session, role))
        client.looks = False
        made: dict[str, Records] = {}
        for relation in RELATIONS:
            if relation == "region":
                with database.unit_of_work(ELSEWHERE) as away:
                    made[relation] = relations.records(away, relation, away.merge(client.user), role)
            else:
                made[relation] = relations.records(session, relation, client.user, role)
        session.commit()
        made[NOBODY] = {name: uuid.uuid4() for name in made["own"]}
        met: dict[tuple[str, str, str], str] = {}
        for route in addressed(application):
            for relation, known in made.items():
                for method in sorted(routes.methods(route)):
                    # Each request is undone, so that one answer never depends on the one before.
                    savepoint = connection.begin_nested()
                    status = client.open(_address(application, route, known, method), method=method).status_code
                    savepoint.rollback()
                    met[route.endpoint, method, relation] = {400: ASKED, 403: REFUSED, 404: HIDDEN}.get(status, IN)
                    assert status < 500, f"{role} {method} {route.rule} {relation}: {status}"
        return met

    return answers


_TEXTS = {"code": "loonkostenvoordeel", "kind": "plaatsingsbevestiging", "month": "2026-06"}
"""Words in an address that name something real: an unknown one would hide the page from everybody alike."""


def _address(application: Flask, route: Rule, known: Records, method: str) -> str:
    values: dict[str, object] = {}
    for name in route.arguments:
        if name.endswith("_id"):
            assert name in known, f"{route.rule}: make a record for {name} in tests/authorisation/relations.py"
            values[name] = known[name]
        else:
            converter = route._converters[name]
            values[name] = min(converter.items) if hasattr(converter, "items") else _TEXTS.get(name, "x")
    with application.test_request_context():
        return application.url_map.bind("localhost").build(route.endpoint, values, method=method)


@pytest.mark.rule("S6")
@pytest.mark.parametrize("role", list(Role))
def test_every_role_meets_what_the_matrix_says(
    application: Flask,
    ask: Callable[[Role], dict[tuple[str, str, str], str]],
    role: Role,
    request: pytest.FixtureRequest,
) -> None:
    met = ask(role)
    assert len(met) > 100, "the addresses of records were not found"
    rule_of = describe(application)
    for (endpoint, method, relation), answer in met.items():
        where = f"{role} {method} {endpoint} {relation}: {answer}"
        if rule_of[endpoint].permission not in GRANTS[role]:
            assert answer == REFUSED, where
        elif relation in ("region", NOBODY):
            assert answer in (HIDDEN, ASKED), where
            assert answer == met[endpoint, method, NOBODY], f"tells that the record exists: {where}"
    told = {
        key: answer for key, answer in met.items() if key[2] != NOBODY and rule_of[key[0]].permission in GRANTS[role]
    }
    if request.config.getoption("--write-matrix", default=False):
        _write(role, told)
    assert _of(role, _reviewed()) == told, "look at the change, then run with --write-matrix"


def _reviewed() -> Matrix:
    return yaml.safe_load(FILE.read_text(encoding="utf-8")) or {} if FILE.exists() else {}


def _of(role: Role, matrix: Matrix) -> dict[tuple[str, str, str], str]:
    """What the file says of one role."""
    return {
        (*key.split(" "), relation): answer
        for key, by_relation in matrix.items()
        for relation, by_answer in by_relation.items()
        for answer, names in by_answer.items()
        if role in names
    }  # type: ignore[misc]  # a key has two words


def _write(role: Role, met: dict[tuple[str, str, str], str]) -> None:
    matrix = _reviewed()
    for by_relation in matrix.values():
        for by_answer in by_relation.values():
            for names in by_answer.values():
                names[:] = [name for name in names if name != role.value]
    for (endpoint, method, relation), answer in met.items():
        found = matrix.setdefault(f"{endpoint} {method}", {}).setdefault(relation, {}).setdefault(answer, [])
        found.append(role.value)
    order = {relation: number for number, relation in enumerate(RELATIONS)}
    tidy = {
        key: {
            relation: {answer: sorted(names) for answer, names in sorted(by_answer.items()) if names}
            for relation, by_answer in sorted(by_relation.items(), key=lambda item: order[item[0]])
            if any(by_answer.values())
        }
        for key, by_relation in sorted(matrix.items())
        if any(names for by_answer in by_relation.values() for names in by_answer.values())
    }
    text = yaml.safe_dump(tidy, sort_keys=False, width=118, default_flow_style=None)
    FILE.write_text(f"# Made by --write-matrix of test_matrix.py; review every change.\n{text}", encoding="utf-8")
