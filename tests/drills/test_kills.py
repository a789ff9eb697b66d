"""kill -9 under load: 0 acknowledged writes lost, rows and their log lines both or neither, work goes on by itself."""

import os
import signal
import time
from threading import Thread

import psycopg
import pytest
from sqlalchemy import func, select, text

from tests.drills.conftest import REGION
from tests.drills.load import MADE, Desk, at_work, judge
from tests.drills.stack import PATIENCE, Stack, until
from tests.placements import world as worlds
from wsp.documents.models import Document
from wsp.foundation import db
from wsp.operations.clients import libpq


@pytest.mark.rule("R1", "R2")
def test_a_web_worker_is_killed_again_and_again(stack: Stack, desk: Desk) -> None:
    with at_work(stack, desk) as ledger:
        for _ in range(3):
            victim = stack.web_workers()[0]
            os.kill(victim, signal.SIGKILL)
            until("the worker is replaced", lambda gone=victim: _replaced(stack, gone))
            so_far = len(ledger.acknowledged)
            until("people can write again", lambda least=so_far + 10: len(ledger.acknowledged) >= least)
        ledger.mark()
        so_far = len(ledger.acknowledged)
        until("people write on", lambda: len(ledger.acknowledged) >= so_far + 20)
        assert set(ledger.latest) == {MADE}, "after the replacement nobody sees an error"
    assert set(ledger.statuses) <= {MADE, 0}, "a cut connection, never an error page"
    judge(stack.urls().owner, ledger)


def _replaced(stack: Stack, gone: int) -> bool:
    found = stack.web_workers()
    return gone not in found and len(found) == 2


@pytest.mark.rule("R1", "R5")
def test_the_database_server_is_killed(stack: Stack, desk: Desk) -> None:
    web, worker = stack.pid("web"), stack.pid("worker")
    with at_work(stack, desk) as ledger:
        so_far = len(ledger.acknowledged)
        until("there is work to lose", lambda: len(ledger.acknowledged) >= so_far + 20)
        victim = stack.server.pid
        assert victim is not None
        os.kill(victim, signal.SIGKILL)
        until("the web server notices", lambda: stack.status("/readyz") == 503)
        assert stack.status("/healthz") == 200
        stack.server.start(attempts=20)
        ledger.mark()
        so_far = len(ledger.acknowledged)
        until("people can write again", lambda: len(ledger.acknowledged) >= so_far + 20)
    assert set(ledger.statuses) <= {MADE, 503, 0}
    assert ledger.statuses[503] > 0
    until("the queue's worker works again", lambda: _beats(stack))
    assert stack.alive("web")
    assert stack.alive("worker")
    assert (stack.pid("web"), stack.pid("worker")) == (web, worker), "they came back by themselves"
    judge(stack.urls().owner, ledger)


def _beats(stack: Stack) -> bool:
    """Whether a worker gave a sign of life since the server was started again."""
    statement = "select from procrastinate_workers where last_heartbeat > pg_postmaster_start_time()"
    with psycopg.connect(libpq(stack.urls().owner)) as connection:
        return connection.execute(statement).fetchone() is not None


_PDF = Document.media_type == "application/pdf"
"""One form of each letter."""


@pytest.mark.rule("R1", "R9")
def test_the_queues_worker_is_killed_while_it_works(stack: Stack) -> None:
    placements = []
    with db.unit_of_work(REGION) as session:
        world = worlds.build(session)
        placements = [world.place(candidate_id=world.person().id).id for _ in range(8)]
    until("the first letter is made", lambda: _letters(placements))
    stack.kill("worker")
    assert _letters(placements) < len(placements), "it was killed while there was work"
    stack.start_worker()
    until("another worker did all of it", lambda: _states() == {"succeeded"})
    with db.unit_of_work(REGION) as session:
        each = session.execute(
            select(Document.subject_id, func.count())
            .where(Document.subject_id.in_(placements), _PDF)
            .group_by(Document.subject_id)
        ).all()
    assert sorted(number for _, number in each) == [1] * len(placements), "done once, however often it was begun"


def _letters(placements: list[object]) -> int:
    with db.unit_of_work(REGION) as session:
        return session.scalar(select(func.count()).where(Document.subject_id.in_(placements), _PDF)) or 0


def _states() -> set[str]:
    statement = "select distinct status::text from procrastinate_jobs where task_name = 'placements.send_confirmation'"
    with db.unit_of_work(None) as session:
        return set(session.scalars(text(statement)))


@pytest.mark.rule("R12")
def test_a_stop_lets_running_requests_end(stack: Stack, desk: Desk) -> None:
    answers: list[int] = []
    with psycopg.connect(libpq(stack.urls().owner)) as holder:
        holder.execute("select from employers where id = %s for update", (desk.employer,))
        late = Thread(target=lambda: answers.append(desk.post(stack, "drill-late")))
        late.start()
        until("the request waits for the row", lambda: _waiting(stack))
        os.kill(stack.pid("web"), signal.SIGTERM)
        time.sleep(0.5)  # the order must have been taken; there is nothing to see of that from outside
        assert not answers
        holder.rollback()
        late.join(PATIENCE)
    code, seconds = stack.stop("web")
    assert answers == [MADE]
    assert code == 0
    assert seconds < 30
    code, seconds = stack.stop("worker")
    assert code == 0
    assert seconds < 30


def _waiting(stack: Stack) -> int:
    with psycopg.connect(libpq(stack.urls().superuser)) as connection:
        row = connection.execute("select count(*) from pg_stat_activity where wait_event_type = 'Lock'").fetchone()
    return int(row[0]) if row else 0
