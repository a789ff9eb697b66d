"""Who comes in: only with a token, only for what it is for, only in its own region, and not too often."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.api.conftest import System
from tests.couplings import factories
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.api.application import create_api
from wsp.api.operations import OPERATIONS, Operation
from wsp.audit.models import AuditEvent
from wsp.couplings import rules, service
from wsp.couplings.enums import Scope
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.settings import Settings

Couple = Callable[..., System]
CLOSED = [each for each in OPERATIONS if each.scope is not None]


def _path(operation: Operation) -> str:
    path = operation.path.replace("{kwartaal}", "2026-k1")
    for name in ("vacatureId", "werkgeverId", "plaatsingId"):
        path = path.replace(f"{{{name}}}", str(uuid.UUID(int=1)))
    return path


def _try(system: System, operation: Operation) -> int:
    headers = {"If-Match": '"v1"'} if operation.conditional else {}
    body = {"json": {}} if operation.body else {}
    return system.ask(operation.method, _path(operation), headers=headers, **body).status_code


@pytest.mark.rule("S5")
def test_every_address_of_the_api_is_a_declared_operation(settings: Settings) -> None:
    routed = {
        (rule.rule, method) for rule in create_api(settings).url_map.iter_rules() for method in rule.methods or ()
    }
    declared = {(each.rule, each.method) for each in OPERATIONS}
    assert {pair for pair in routed if pair[1] not in ("HEAD", "OPTIONS")} == declared
    assert {each.id for each in OPERATIONS if each.scope is None} == {"leesBeschrijving"}


@pytest.mark.rule("S6")
@pytest.mark.parametrize("operation", CLOSED, ids=lambda each: each.id)
def test_a_system_enters_with_the_right_scope_and_with_no_other(system: Couple, operation: Operation) -> None:
    assert operation.scope is not None
    others = [scope for scope in Scope if scope is not operation.scope]
    assert _try(system(operation.scope), operation) not in (401, 403, 405, 500)
    assert _try(system(*others), operation) == 403


@pytest.mark.rule("S5")
@pytest.mark.parametrize("operation", CLOSED, ids=lambda each: each.id)
def test_nobody_enters_without_a_token(stranger: System, operation: Operation) -> None:
    assert _try(stranger, operation) == 401
    bare = stranger.client.open(f"/api/v1{_path(operation)}", method=operation.method)
    assert bare.status_code == 401
    assert bare.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_log_in_of_the_web_is_no_token(client_as: Callable[..., StrictClient]) -> None:
    client = client_as(Role.ACCOUNT_MANAGER)
    assert client.get("/api/v1/vacatures").status_code == 401


def test_the_token_is_kept_as_a_hash_only(session: Session, settings: Settings) -> None:
    made = factories.coupling(session)
    secret = made.token.removeprefix(f"wsp_{made.coupling.region_id}_")  # which may hold an underscore itself
    assert len(secret) > 40
    row = session.execute(text("select to_jsonb(c) ::text from couplings c")).scalar_one()
    assert secret not in row
    assert made.coupling.token_hash != made.token
    stored = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == made.coupling.id)).one()
    assert secret not in str(stored.after)


def test_a_withdrawn_or_ended_coupling_is_shut_out_at_once_and_that_is_recorded(
    system: Couple, session: Session
) -> None:
    mine = system(Scope.VACANCIES_READ)
    assert mine.coupling is not None
    assert mine.get("/vacatures").status_code == 200
    administrator = accounts.actor(session, Role.ADMINISTRATOR)
    service.withdraw_coupling(session, mine.coupling.id, actor=administrator)
    session.commit()
    refused = mine.get("/vacatures")
    assert (refused.status_code, refused.json["code"]) == (401, "token-ingetrokken")
    ending = system(Scope.VACANCIES_READ, days=3)
    session.commit()
    with clock.frozen(clock.now() + timedelta(days=4)):
        late = ending.get("/vacatures")
    assert (late.status_code, late.json["code"]) == (401, "token-verlopen")
    codes = session.scalars(
        select(AuditEvent.reason).where(AuditEvent.action == "couplings.call", AuditEvent.result == "geweigerd")
    ).all()
    assert set(codes) == {"token-ingetrokken", "token-verlopen"}


@pytest.mark.rule("S6")
def test_a_system_never_sees_another_region(system: Couple, session: Session, database: Database) -> None:
    mine = system()
    with database.unit_of_work("AM14") as away:
        there = accounts.actor(away, Role.ACCOUNT_MANAGER, region="AM14")
        elsewhere = vacancies.vacancy(away, there)
        vacancy_id, employer_id = elsewhere.id, elsewhere.employer_id
    assert mine.get("/vacatures").json["totaal"] == 0
    for path in (f"/vacatures/{vacancy_id}", f"/werkgevers/{employer_id}"):
        assert mine.get(path).status_code == 404
    assert mine.patch(f"/vacatures/{vacancy_id}", {"titel": "x"}, '"v1"').status_code == 404
    assert mine.post(f"/vacatures/{vacancy_id}/afsluitingen", {"status": "vervuld"}).status_code == 404
    told = mine.post("/vacatures", {"werkgeverId": str(employer_id), "titel": "x"}).json
    sentence = "Deze werkgever is er niet in deze regio."
    assert {
        "in": "body",
        "location": {"pointer": "#/werkgeverId"},
        "detail": sentence,
    } in told["errors"]


def test_a_token_of_one_region_opens_no_other(system: Couple) -> None:
    mine = system()
    mine.token = mine.token.replace("_AM01_", "_AM14_")
    assert mine.get("/vacatures").status_code == 401


@pytest.mark.rule("S11")
def test_who_calls_too_often_waits(system: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_CALLS", 2)
    mine = system(Scope.VACANCIES_READ)
    with clock.frozen(clock.now()) as frozen:
        assert [mine.get("/vacatures").status_code for _ in range(3)] == [200, 200, 429]
        refused = mine.get("/vacatures")
        assert refused.mimetype == "application/problem+json"
        assert 0 < int(refused.headers["Retry-After"]) <= 61
        frozen.tick(timedelta(seconds=61))
        assert mine.get("/vacatures").status_code == 200


def test_last_use_is_kept(system: Couple, session: Session) -> None:
    mine = system(Scope.VACANCIES_READ)
    mine.get("/vacatures")
    assert mine.coupling is not None
    session.refresh(mine.coupling)
    assert mine.coupling.last_used_at is not None


def test_pages_go_on_beside_the_api(app: Flask) -> None:
    assert app.test_client().get("/apiculture").status_code == 404
    assert "text/html" in app.test_client().get("/api-uitleg").content_type
