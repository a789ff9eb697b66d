"""The log is sealed by the day: what is changed, added or taken away afterwards shows."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.pool import NullPool

from tests.conftest import REGION
from wsp.audit import sealing, service
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.settings import Settings

DAY = date(2026, 9, 1)
ACTOR = Actor(user_id=None, region_id=REGION, organisation_id=None, kind="taak", request_id="a" * 32)


@pytest.fixture
def owner(committed: Settings) -> Iterator[Engine]:
    """Who owns the tables can change any row: that is what the seals are for."""
    for offset in range(4):
        with clock.frozen(DAY + timedelta(days=offset)), db.unit_of_work(REGION) as session:
            service.record(
                session, ACTOR, "candidates.profile", subject=("candidate", uuid.uuid4()), after={"uren": 24}
            )
            service.record_reads(session, ACTOR, "candidate", [uuid.uuid4(), uuid.uuid4()], purpose="lijst")
    with clock.frozen(DAY + timedelta(days=3)), db.unit_of_work(REGION) as session:
        assert sealing.seal(session, REGION) == 3
    engine = create_engine(committed.owner_database_url, poolclass=NullPool)
    yield engine
    engine.dispose()


def verify() -> sealing.Verification:
    """Check the log as it is now."""
    with clock.frozen(DAY + timedelta(days=4)), db.unit_of_work(REGION) as session:
        return sealing.verify(session, REGION, kept_months=60)


@pytest.mark.rule("N4", "L9")
@pytest.mark.usefixtures("owner")
def test_an_untouched_log_is_right() -> None:
    found = verify()
    assert (found.days, found.rows, found.flaws) == (3, 9, [])
    assert found.last_seal
    with clock.frozen(DAY + timedelta(days=5)), db.unit_of_work(REGION) as session:
        assert sealing.seal(session, REGION) == 1
        assert sealing.seal(session, REGION) == 0


@pytest.mark.parametrize(
    "change",
    [
        "update audit_events set after = '{\"uren\": 32}' where id = :id",
        "update audit_events set user_id = null, action = 'x' where id = :id",
        "update audit_events set after = null, erased = false, digest = sha256('x') where id = :id",
        "delete from audit_events where id = :id",
        "update audit_events set created_at = created_at - interval '1 day' where id = :id",
        # With a digest that fits again: only the seal tells.
        (
            "update audit_events as r set action = 'x' where id = :id; "
            "update audit_events as r set digest = audit_event_digest(r) where id = :id"
        ),
        "update audit_seals set events = 2 where day = date '2026-09-02'",
        "delete from audit_seals where day = date '2026-09-02'",
    ],
)
def test_whoever_breaks_a_row_is_found(owner: Engine, change: str) -> None:
    with owner.begin() as connection:
        event = connection.scalar(
            select(AuditEvent.id).where(AuditEvent.created_at >= datetime(2026, 9, 2, tzinfo=UTC)).limit(1)
        )
        for statement in change.split("; "):
            connection.execute(text(statement), {"id": event} if ":id" in statement else {})
    assert verify().flaws


def test_a_row_put_in_afterwards_is_found(owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(
            text(
                "insert into read_events (id, created_at, region_id, subject_kind, subject_id, purpose, erased) "
                "values (:id, :at, :region, 'candidate', :id, 'lijst', false)"
            ),
            {"id": uuid.uuid4(), "at": datetime(2026, 9, 2, 12, tzinfo=UTC), "region": REGION},
        )
    assert [flaw.day for flaw in verify().flaws] == [date(2026, 9, 2)]


def test_a_change_of_a_day_that_is_not_sealed_yet_shows_too(owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(
            text("update read_events set purpose = 'dossier' where created_at >= :at"),
            {"at": datetime(2026, 9, 4, tzinfo=UTC)},
        )
    assert verify().flaws


def test_the_program_cannot_change_the_log_or_its_seals(owner: Engine) -> None:
    del owner
    for statement in ("update audit_seals set events = 0", "update read_events set purpose = 'x'"):
        with pytest.raises(Exception, match="permission denied"), db.unit_of_work(REGION) as session:
            session.execute(text(statement))
    with db.unit_of_work(REGION) as session:
        assert session.scalar(select(ReadEvent.digest).limit(1)) is not None
