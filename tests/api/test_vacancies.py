"""Vacancies through the API: the rules of the web, once whatever the network does, and no lost changes."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.api.conftest import System
from tests.employers import factories as employers
from tests.vacancies import factories as vacancies
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.vacancies.models import Vacancy

Couple = Callable[..., System]


@pytest.fixture
def manager(session: Session) -> Actor:
    return accounts.actor(session, Role.ACCOUNT_MANAGER)


@pytest.fixture
def body(session: Session, manager: Actor) -> dict[str, Any]:
    employer = employers.employer(session, manager)
    return {
        "werkgeverId": str(employer.id),
        "titel": "Orderpicker",
        "urenVanaf": 24,
        "urenTot": 28.5,
        "dagdelen": ["dag"],
        "aantalPlaatsen": 2,
        "brutoUurloon": 17.25,
        "sluitingsdatum": (clock.today() + timedelta(days=40)).isoformat(),
        "eisen": ["Kan staan"],
        "taken": [{"naam": "Bestellingen verzamelen", "urenPerWeek": 20}, {"naam": "Inpakken"}],
    }


def _errors(answer: Any) -> dict[str, str]:
    assert answer.status_code == 400, answer.json
    return {
        each["location"].get("pointer") or each["location"]["name"]: each["detail"] for each in answer.json["errors"]
    }


def test_a_vacancy_goes_in_and_comes_out_the_same(system: Couple, body: dict[str, Any], session: Session) -> None:
    mine = system()
    made = mine.post("/vacatures", body)
    assert made.status_code == 201, made.json
    assert made.headers["Location"] == f"/api/v1/vacatures/{made.json['id']}"
    told = mine.get(f"/vacatures/{made.json['id']}")
    assert told.json == made.json
    assert told.headers["ETag"] == made.headers["ETag"]
    for name in ("titel", "urenVanaf", "urenTot", "dagdelen", "aantalPlaatsen", "brutoUurloon", "eisen"):
        assert told.json[name] == body[name], name
    assert told.json["taken"] == [body["taken"][0], {"naam": "Inpakken", "urenPerWeek": None}]
    assert told.json["rijbewijzen"] is None, "a system that says nothing knows nothing"
    assert told.json["gewijzigdOp"].endswith("Z")
    row = session.get_one(Vacancy, uuid.UUID(made.json["id"]))
    assert (row.state, row.source) == ("ter-beoordeling", "koppeling"), "somebody looks at it first"
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.actor_kind == "koppeling")).all()
    assert {"vacancies.add", "couplings.call"} <= set(actions)


@pytest.mark.rule("S8")
def test_everything_that_is_wrong_is_said_at_once(system: Couple, body: dict[str, Any]) -> None:
    wrong = body | {
        "urenTot": "veel", "aantalPlaatsen": 0, "dagdelen": ["zondag"], "sluitingsdatum": "ooit", "number": 7,
        "garantiebaan": "ja", "brutoUurloon": 12.345, "taken": [{"naam": ""}, {"uren": 3}],
    }  # fmt: skip
    found = _errors(system().post("/vacatures", wrong))
    assert found.keys() == {
        "#/urenTot", "#/aantalPlaatsen", "#/dagdelen", "#/sluitingsdatum", "#/number", "#/garantiebaan",
        "#/brutoUurloon", "#/taken/0/naam", "#/taken/1/uren", "#/taken/1/naam",
    }  # fmt: skip


def test_a_rule_of_the_room_names_the_field_as_the_api_does(system: Couple, body: dict[str, Any]) -> None:
    assert "#/brutoUurloon" in _errors(system().post("/vacatures", body | {"brutoUurloon": 3}))
    assert "#/sluitingsdatum" in _errors(
        system().post("/vacatures", body | {"status": "open", "sluitingsdatum": "2020-01-01"})
    )


@pytest.mark.parametrize("sent", [b"", b"{", b"[1]", b'{"titel": NaN}', b"[" * 5000], ids=str)
def test_what_is_no_json_object_is_refused(system: Couple, sent: bytes) -> None:
    answer = system().ask("POST", "/vacatures", data=sent, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


@pytest.mark.rule("R3")
def test_sent_twice_is_done_once(system: Couple, body: dict[str, Any], session: Session) -> None:
    mine = system()
    first, again = (mine.post("/vacatures", body, key="bericht-0001") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert again.headers["Idempotency-Replayed"] == "true"
    assert session.scalar(select(func.count()).select_from(Vacancy)) == 1
    other = mine.post("/vacatures", body | {"titel": "Iets anders"}, key="bericht-0001")
    assert (other.status_code, other.json["code"]) == (409, "sleutel-eerder-gebruikt")
    closing = {"status": "ingetrokken", "reden": "Niet nodig"}
    closed = [mine.post(f"/vacatures/{first.json['id']}/afsluitingen", closing, key="bericht-0002") for _ in range(2)]
    assert [(each.status_code, each.json["status"]) for each in closed] == [(201, "ingetrokken")] * 2


def test_a_refused_request_may_come_again_under_its_key(system: Couple, body: dict[str, Any]) -> None:
    mine = system()
    assert mine.post("/vacatures", body | {"titel": ""}, key="bericht-0003").status_code == 400
    assert mine.post("/vacatures", body, key="bericht-0003").status_code == 201


def test_a_key_is_needed_and_is_of_one_system_only(system: Couple, body: dict[str, Any]) -> None:
    mine, theirs = system(), system()
    assert "Idempotency-Key" in _errors(mine.post("/vacatures", body, key="kort"))
    first, second = (
        mine.post("/vacatures", body, key="bericht-0004"),
        theirs.post("/vacatures", body, key="bericht-0004"),
    )
    assert first.json["id"] != second.json["id"]


def test_a_change_keeps_what_was_not_sent(system: Couple, session: Session, manager: Actor) -> None:
    employer = employers.employer(session, manager)
    contact = employers.contact(session, manager, employer)
    row = vacancies.vacancy(session, manager, employer=employer, contact_id=contact.id, driving_licences=["B"])
    mine = system()
    before = mine.get(f"/vacatures/{row.id}")
    changed = mine.patch(f"/vacatures/{row.id}", {"aantalPlaatsen": 4}, before.headers["ETag"])
    assert changed.status_code == 200, changed.json
    moving = {"aantalPlaatsen", "gewijzigdOp"}
    assert {name for name, value in changed.json.items() if value != before.json[name]} <= moving
    assert changed.json["aantalPlaatsen"] == 4
    assert changed.headers["ETag"] != before.headers["ETag"]
    session.refresh(row)
    assert row.contact_id == contact.id
    logged = session.scalars(select(AuditEvent).where(AuditEvent.action == "vacancies.edit")).one()
    assert set(logged.after or {}) == {"places"}, "an amount that went out and came back is no change"


def test_nobody_overwrites_what_another_saved(system: Couple, session: Session, manager: Actor) -> None:
    row = vacancies.vacancy(session, manager)
    mine = system()
    path, tag = f"/vacatures/{row.id}", mine.get(f"/vacatures/{row.id}").headers["ETag"]
    assert mine.patch(path, {"titel": "A"}, None).status_code == 428
    assert mine.patch(path, {"titel": "A"}, '"iets"').status_code == 412
    assert mine.patch(path, {"titel": "A"}, tag).status_code == 200
    late = mine.patch(path, {"titel": "B"}, tag)
    assert (late.status_code, late.mimetype) == (412, "application/problem+json")
    assert mine.get(path).json["titel"] == "A"


def test_a_vacancy_that_is_closed_cannot_be_closed_again(system: Couple, session: Session, manager: Actor) -> None:
    row = vacancies.vacancy(session, manager)
    mine = system()
    path = f"/vacatures/{row.id}/afsluitingen"
    assert "#/reden" in _errors(mine.post(path, {"status": "ingetrokken"}))
    assert mine.post(path, {"status": "vervuld"}).json["status"] == "vervuld"
    assert mine.post(path, {"status": "vervuld"}).status_code == 409


def test_the_list_filters_and_comes_to_an_end(system: Couple, session: Session, manager: Actor) -> None:
    employer = employers.employer(session, manager)
    for number in range(3):
        vacancies.vacancy(session, manager, employer=employer, title=f"Werk {number}", garantiebaan=number == 0)
    mine = system()
    page = mine.get("/vacatures?aantal=2")
    assert (len(page.json["items"]), page.json["totaal"]) == (2, 3)
    assert 'rel="next"' in page.headers["Link"]
    assert len(mine.get("/vacatures?aantal=2&pagina=2").json["items"]) == 1
    assert mine.get("/vacatures?aantal=2&pagina=3").json["items"] == []
    assert mine.get("/vacatures?garantiebaan=true").json["totaal"] == 1
    assert mine.get(f"/vacatures?werkgeverId={uuid.uuid4()}").json["totaal"] == 0
    found = _errors(mine.get("/vacatures?aantal=1000&status=weg&kleur=rood&pagina=1&pagina=2"))
    assert found.keys() == {"aantal", "status", "kleur", "pagina"}


@pytest.mark.parametrize("name", ["werkgeverId", "titel", "sluitingsdatum", "dagdelen", "eisen", "taken", "onbekend"])
@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_a_character_that_cannot_be_kept_is_left_out_or_refused(
    system: Couple, body: dict[str, Any], name: str, sign: str
) -> None:
    given: dict[str, Any] = {"dagdelen": [sign], "eisen": [f"a{sign}b"], "taken": [{"naam": f"a{sign}b"}]}
    key = name if name in body else name + sign
    answer = system().post("/vacatures", body | {key: given.get(name, f"a{sign}b")})
    if sign == "\ud800":
        assert _errors(answer) == {"#": "Dit is geen geldige JSON."}
    elif name in ("titel", "eisen", "taken"):
        assert answer.status_code == 201, answer.json
        assert sign not in str(answer.json)
    else:
        assert _errors(answer)
