"""The document is right for who builds on it, and the answers are what it says (NLGov API Design Rules 2.2.0)."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.api.conftest import System
from tests.placements import world as worlds
from wsp.api.operations import VERSION
from wsp.foundation import clock

Couple = Callable[..., System]
Json = dict[str, Any]


@pytest.fixture
def document(app: Flask) -> Json:
    answer = app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found: Json = answer.json
    return found


def _operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _names(schema: Any) -> Iterator[str]:
    """Every property name in a schema."""
    if isinstance(schema, dict):
        yield from schema["properties"] if isinstance(schema.get("properties"), dict) else ()
        for part in schema.values():
            yield from _names(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _names(part)


def test_the_document_says_who_where_and_which_version(document: Json) -> None:
    assert document["openapi"].startswith("3.")
    assert set(document["info"]["contact"]) == {"name", "email", "url"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    assert all(re.search(r"/v1$", server["url"]) for server in document["servers"])
    assert document["info"]["version"] == VERSION


def test_addresses_and_names_follow_the_rules(document: Json) -> None:
    for path in document["paths"]:
        assert not path.endswith("/"), path
        for part in path.strip("/").split("/"):
            assert re.fullmatch(r"\{[a-z][A-Za-z]*\}|[a-z0-9-]+|openapi\.json", part), path
    for name, schema in document["components"]["schemas"].items():
        assert re.fullmatch(r"[A-Z][A-Za-z]*", name)
        for field in _names(schema):
            assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", field), field
    for path, _method, operation in _operations(document):
        in_path = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "path"}
        assert in_path == set(re.findall(r"\{(\w+)\}", path)), path
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query":
                assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", parameter["name"])


def test_every_operation_tells_what_can_come_back(document: Json) -> None:
    ids = [operation["operationId"] for _, _, operation in _operations(document)]
    assert len(ids) == len(set(ids)) > 8
    for path, method, operation in _operations(document):
        answers = operation["responses"]
        if method != "get" or "parameters" in operation:
            assert "400" in answers, f"{method} {path}"
        assert "422" not in answers
        for code, answer in answers.items():
            assert {"API-Version", "X-Request-Id"} <= set(answer["headers"]), f"{method} {path} {code}"
            kind = "application/json" if int(code) < 300 else "application/problem+json"
            assert set(answer["content"]) == {kind}
        if path != "/openapi.json":
            assert {"401", "403", "429"} <= set(answers)
            assert operation["security"][0]["token"]


def test_every_reference_leads_somewhere_and_every_shape_is_used_and_valid(document: Json) -> None:
    asked = set(re.findall(r"'#/components/schemas/(\w+)'", str(document)))
    assert asked == set(document["components"]["schemas"])
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def _problems(document: Json, answer: TestResponse, path: str) -> list[str]:
    declared = document["paths"][path][answer.request.method.lower()]["responses"]
    assert str(answer.status_code) in declared, f"{path}: {answer.status_code} is not in the document"
    told = declared[str(answer.status_code)]
    assert answer.mimetype in told["content"]
    assert {"API-Version", "X-Request-Id"} <= set(answer.headers.keys())
    schema = {**told["content"][answer.mimetype]["schema"], "components": document["components"]}
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{path} {error.json_path}: {error.message}" for error in checker.iter_errors(answer.json)]


def test_answers_are_what_the_document_says(system: Couple, session: Session, document: Json) -> None:
    made = worlds.build(session)
    placement = made.place()
    mine = system(of=made.organisation)
    employer, vacancy = made.employer.id, made.vacancy.id
    asked = [
        ("/vacatures", "/vacatures"),
        ("/vacatures/{vacatureId}", f"/vacatures/{vacancy}"),
        ("/werkgevers", "/werkgevers"),
        ("/werkgevers/{werkgeverId}", f"/werkgevers/{employer}"),
        ("/plaatsingen", "/plaatsingen"),
        ("/plaatsingen/{plaatsingId}", f"/plaatsingen/{placement.id}"),
        ("/banenafspraak/kwartalen", "/banenafspraak/kwartalen"),
    ]
    answers = [(path, mine.get(address)) for path, address in asked]
    assert {answer.status_code for _, answer in answers} == {200}
    quarter = answers[-1][1].json["items"][0]["kwartaal"]
    report = mine.get(f"/banenafspraak/kwartalen/{quarter}")
    assert report.json["cijfers"]
    answers.append(("/banenafspraak/kwartalen/{kwartaal}", report))
    answers.append(("/vacatures", mine.get("/vacatures?aantal=0")))
    answers.append(("/vacatures/{vacatureId}", mine.get(f"/vacatures/{employer}")))
    body = {
        "werkgeverId": str(employer),
        "titel": "Magazijnhulp",
        "urenTot": 20,
        "dagdelen": ["dag"],
        "aantalPlaatsen": 1,
        "sluitingsdatum": (clock.today() + timedelta(days=30)).isoformat(),
    }
    Draft202012Validator(document["components"]["schemas"]["NieuweVacature"]).validate(body)
    answers.append(("/vacatures", mine.post("/vacatures", body)))
    answers.append(("/vacatures", mine.post("/vacatures", {})))
    tag = mine.get(f"/vacatures/{vacancy}").headers["ETag"]
    changes = "/vacatures/{vacatureId}"
    answers += [
        (changes, mine.patch(f"/vacatures/{vacancy}", {"omschrijving": "Rustig werk."}, each)) for each in (tag, tag)
    ]
    answers.append((f"{changes}/afsluitingen", mine.post(f"/vacatures/{vacancy}/afsluitingen", {"status": "vervuld"})))
    assert {answer.status_code for _, answer in answers} == {200, 201, 400, 404, 412}
    assert [problem for path, answer in answers for problem in _problems(document, answer, path)] == []


@pytest.mark.rule("S2")
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/vacatures/", 404),
        ("GET", "//vacatures", 404),
        ("GET", "/kandidaten", 404),
        ("DELETE", "/vacatures", 405),
        ("POST", "/openapi.json", 405),
    ],
)
def test_what_is_not_there_is_a_problem_too(system: Couple, method: str, path: str, status: int) -> None:
    answer = system().ask(method, path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert {"title", "detail", "instance"} <= answer.json.keys()
    assert answer.headers["API-Version"] == VERSION
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert ("Allow" in answer.headers) == (status == 405)


def test_too_much_and_the_wrong_kind_are_problems(system: Couple) -> None:
    mine = system()
    large = mine.ask(
        "POST", "/vacatures", data=b'{"titel": "' + b"x" * 300_000 + b'"}', content_type="application/json"
    )
    form = mine.ask("POST", "/vacatures", data={"titel": "x"})
    for answer, status in ((large, 413), (form, 415)):
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


@pytest.mark.rule("S15")
def test_an_accident_shows_a_reference_and_nothing_of_the_inside(
    system: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("geheim uit de database")

    monkeypatch.setattr("wsp.employers.queries.list_employers", broken)
    answer = system().get("/werkgevers")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "geheim" not in answer.get_data(as_text=True)
    assert answer.headers["X-Request-Id"] in answer.json["instance"]


def test_the_trace_of_the_caller_is_kept(system: Couple) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    answer = system().get("/werkgevers", headers={"traceparent": trace})
    assert answer.headers["X-Request-Id"] == "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"


def test_the_api_says_nothing_to_other_sites(system: Couple) -> None:
    assert "Access-Control-Allow-Origin" not in system().get("/vacatures").headers
