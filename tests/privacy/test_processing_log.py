"""The log as records of the standard Logboek dataverwerkingen."""

import json
import uuid
from dataclasses import replace

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from wsp.accounts.permissions import Role
from wsp.app import create_app
from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.candidates import service
from wsp.candidates.commands import ConfirmProfile
from wsp.candidates.models import Candidate
from wsp.candidates.queries import CandidateFilter, list_candidates
from wsp.foundation import clock, crypto, db
from wsp.foundation.db import Database
from wsp.privacy import processing_log, register
from wsp.privacy.processing_log import OF_PURPOSE, OF_ROOM
from wsp.settings import Settings

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.fixture
def processed(session: Session) -> tuple[Candidate, uuid.UUID]:
    """Somebody who was listed, changed and, once, refused; and the colleague who did it."""
    person = candidates.candidate(session)
    keeper = replace(accounts.actor(session, Role.CLIENT_MANAGER), request_id=f"{TRACE}-{SPAN}")
    audit.record_reads(session, keeper, "candidate", [person.id], purpose="matchlijst")
    service.confirm_profile(session, ConfirmProfile(person.id, clock.today()), actor=keeper)
    audit.record_refusal(keeper, "candidates.show", subject=("candidate", person.id), code="geen-recht")
    session.flush()
    assert keeper.user_id
    return person, keeper.user_id


def records(session: Session) -> list[processing_log.Record]:
    """Everything of today."""
    today = clock.today()
    return list(processing_log.records(session, REGION, first=today, last=today))


@pytest.mark.rule("L1", "L2", "L5")
def test_every_processing_of_a_person_has_a_record_also_a_failed_one(
    session: Session, processed: tuple[Candidate, uuid.UUID]
) -> None:
    del processed
    found = {record.name: record.status for record in records(session)}
    assert found == {"inzien: matchlijst": "Ok", "candidates.confirm": "Ok", "candidates.show": "Error"}


@pytest.mark.rule("L6", "L7")
def test_a_record_names_no_colleague_and_nobody_by_id(session: Session, processed: tuple[Candidate, uuid.UUID]) -> None:
    person, user_id = processed
    content = json.dumps(processing_log.as_otlp(iter(records(session)), base="https://wsp.example/register"))
    for hidden in (str(user_id), str(person.id), person.id.hex, person.last_name, f"K-{person.number}"):
        assert hidden not in content
    assert len({record.subject for record in records(session)}) == 1
    assert records(session)[0].subject == crypto.keyring().lookup(str(person.id), purpose="processing-log")


@pytest.mark.rule("L8")
def test_every_activity_that_a_record_can_name_stands_in_the_register(
    session: Session, processed: tuple[Candidate, uuid.UUID]
) -> None:
    del processed
    known = {each.id for each in register.activities()}
    assert {*OF_PURPOSE.values(), *OF_ROOM.values()} <= known
    assert set(Purpose) == set(OF_PURPOSE)
    codes = {each.code for each in register.activities()}
    assert {record.activity for record in records(session)} <= codes
    assert "matching-1" in {record.activity for record in records(session)}


@pytest.mark.rule("L3", "L11")
def test_the_export_is_otlp_with_the_trace_of_who_asked(
    session: Session, processed: tuple[Candidate, uuid.UUID]
) -> None:
    del processed
    document = processing_log.as_otlp(iter(records(session)), base="https://wsp.example/register")
    spans = document["resourceSpans"][0]["scopeSpans"][0]["spans"]
    for span in spans:
        assert (span["traceId"], span["parentSpanId"]) == (TRACE, SPAN)
        assert len(span["spanId"]) == 16
        assert span["endTimeUnixNano"] == span["startTimeUnixNano"]
        attributes = {each["key"]: each["value"]["stringValue"] for each in span["attributes"]}
        assert attributes["dpl.core.processing_activity_id"].startswith("https://wsp.example/register#")
        assert attributes["dpl.core.foreign_operation.span_id"] == SPAN
        assert attributes["dpl.core.data_subject_id_type"]
    assert {span["status"]["code"] for span in spans} == {1, 2}


@pytest.mark.rule("L3")
def test_a_traceparent_of_a_trusted_proxy_is_kept_and_passed_on(settings: Settings, database: Database) -> None:
    del database
    trusted = create_app(replace(settings, proxy_hops=1)).test_client()
    given = {"traceparent": f"00-{TRACE}-{SPAN}-01"}
    answer = trusted.get("/healthz", headers=given)
    assert answer.headers["X-Request-Id"] == f"{TRACE}-{SPAN}"
    version, trace, span, _ = answer.headers["traceparent"].split("-")
    assert (version, trace) == ("00", TRACE)
    assert span != SPAN
    for nonsense in ("00-" + "0" * 32 + f"-{SPAN}-01", "00-abc-01", f"00-{TRACE}-{SPAN}-01<script>"):
        answer = trusted.get("/healthz", headers={"traceparent": nonsense})
        assert TRACE not in answer.headers["X-Request-Id"]
    direct = create_app(settings).test_client()
    assert TRACE not in direct.get("/healthz", headers=given).headers["X-Request-Id"]


@pytest.mark.rule("L4")
def test_what_cannot_be_logged_is_not_shown(committed: Settings) -> None:
    with db.unit_of_work(REGION) as session:
        candidates.candidate(session)
        keeper = accounts.actor(session, Role.CLIENT_MANAGER)
    engine = create_engine(committed.owner_database_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "create function full_disk() returns trigger language plpgsql as $$ begin raise 'full'; end $$"
        )
        connection.exec_driver_sql(
            "create trigger full_disk before insert on read_events for each row execute function full_disk()"
        )
    engine.dispose()
    with pytest.raises(DBAPIError, match="full"), db.unit_of_work(REGION) as session:
        list_candidates(session, keeper, CandidateFilter())
