"""The append-only logs: what is kept, and that nobody changes it."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from tests.accounts import factories
from wsp.accounts.permissions import Role
from wsp.audit import queries, service
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database

SUBJECT = ("placement", uuid.UUID(int=7))


@pytest.fixture
def actor(session: Session) -> Actor:
    """An account manager of AM01."""
    return factories.actor(session)


def test_an_event_keeps_exact_values(session: Session, actor: Actor) -> None:
    after = {
        "wage": Decimal("2300.10"),
        "role": Role.JOB_COACH,
        "valid": Range(date(2026, 1, 1), None),
        "roles": {"b", "a"},
        "by": actor.user_id,
        "open": None,
    }
    service.record(session, actor, "placement.made", subject=SUBJECT, after=after, reason="Proef")
    session.flush()
    session.expire_all()
    kept = session.scalars(select(AuditEvent)).one()
    assert kept.after == {
        "wage": "2300.10",
        "role": "jobcoach",
        "valid": {"from": "2026-01-01", "until": None},
        "roles": ["a", "b"],
        "by": str(actor.user_id),
        "open": None,
    }
    assert (kept.region_id, kept.user_id, kept.organisation_id) == (
        actor.region_id, actor.user_id, actor.organisation_id,
    )  # fmt: skip
    assert (kept.result, kept.reason, kept.before) == (service.DONE, "Proef", None)


def test_what_cannot_be_kept_exactly_is_refused(session: Session, actor: Actor) -> None:
    with pytest.raises(TypeError):
        service.record(session, actor, "placement.made", subject=SUBJECT, after={"what": object()})


def test_an_event_goes_with_its_transaction(database: Database, session: Session, actor: Actor) -> None:
    def fails() -> None:
        with database.unit_of_work("AM01") as failing:
            service.record(failing, actor, "placement.made", subject=SUBJECT)
            failing.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert session.scalars(select(AuditEvent)).all() == []


@pytest.mark.rule("N2")
def test_a_refusal_outlives_the_transaction_that_was_refused(session: Session, actor: Actor) -> None:
    def refused() -> None:
        with db.unit_of_work("AM01"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        refused()
    service.record_refusal(actor, "placement.made", subject=SUBJECT, code="plek-bezet")
    kept = session.scalars(select(AuditEvent)).one()
    assert (kept.result, kept.reason, kept.subject_id) == (service.REFUSED, "plek-bezet", SUBJECT[1])


@pytest.mark.rule("L1", "L2")
def test_a_list_writes_one_row_per_person_in_one_statement(session: Session, actor: Actor) -> None:
    people = [uuid.uuid4() for _ in range(25)]
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = db.database().engine
    event.listen(engine, "before_cursor_execute", count)
    service.record_reads(session, actor, "candidate", [*people, people[0]], purpose="lijst")
    event.remove(engine, "before_cursor_execute", count)
    assert len([each for each in statements if "read_events" in each]) == 1
    kept = session.scalars(select(ReadEvent)).all()
    assert {row.subject_id for row in kept} == set(people)
    assert len(kept) == 25


def test_nobody_seen_writes_nothing(session: Session, actor: Actor) -> None:
    service.record_reads(session, actor, "candidate", [], purpose="lijst")
    assert session.scalars(select(ReadEvent)).all() == []


@pytest.mark.rule("N1")
def test_it_can_be_told_who_looked_and_how_often(session: Session, actor: Actor) -> None:
    other = factories.actor(session)
    person = uuid.uuid4()
    with clock.frozen(date(2026, 11, 20)) as time:
        service.record_reads(session, actor, "candidate", [person], purpose="dossier")
        time.tick(timedelta(days=1))
        service.record_reads(session, actor, "candidate", [person], purpose="dossier")
        time.tick(timedelta(hours=1))
        service.record_reads(session, other, "candidate", [person], purpose="lijst")
        since = clock.now() - timedelta(days=30)
        found = queries.readers(session, actor, ("candidate", person), since=since)
        recent = queries.readers(session, actor, ("candidate", person), since=clock.now() - timedelta(minutes=5))
    assert [(user, purpose, count) for user, purpose, count, _last in found] == [
        (other.user_id, "lijst", 1),
        (actor.user_id, "dossier", 2),
    ]
    assert len(recent) == 1


def test_the_history_of_a_subject_is_newest_first(session: Session, actor: Actor) -> None:
    with clock.frozen(date(2026, 11, 20)) as time:
        for action in ("placement.made", "placement.changed"):
            service.record(session, actor, action, subject=SUBJECT)
            session.flush()
            time.tick(timedelta(minutes=1))
    service.record(session, actor, "placement.made", subject=("placement", uuid.uuid4()))
    session.flush()
    assert [each.action for each in queries.history(session, actor, SUBJECT)] == [
        "placement.changed", "placement.made",
    ]  # fmt: skip
