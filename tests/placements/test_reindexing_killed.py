"""A worker that is killed in the middle of a re-indexation: nothing is lost, nothing is changed twice."""

import os
import signal
import subprocess
import sys
import time
import uuid
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.accounts import factories as accounts
from tests.placements import many_subsidies
from wsp.accounts.permissions import Role
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.placements.models import InstrumentDecision
from wsp.placements.reindexing import running
from wsp.placements.reindexing import service as reindexing
from wsp.placements.reindexing.enums import RunState
from wsp.placements.reindexing.models import ReindexedAmount, Reindexing
from wsp.policy import service as policies
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import ValueKind
from wsp.settings import Settings

REGION = "AM01"
SUBSIDIES = 120
TODAY = date(2026, 11, 22)
_WORKER = """
import sys, uuid
from datetime import date
from wsp import models
from wsp.foundation import clock, crypto, db, logging
from wsp.placements.reindexing import running
from wsp.settings import load_settings
settings = load_settings()
crypto.configure(crypto.Keyring(settings.encryption_keys, settings.lookup_key))
logging.configure("ERROR")
db.configure(db.Database(settings.database_url))
running.BATCH = 10
with clock.frozen(date(2026, 11, 22)):
    running.run("AM01", uuid.UUID(sys.argv[1]), progress=lambda done, total: print(done, flush=True))
"""
"""What a worker does with the job, in a process of its own that can be killed."""


def ready() -> uuid.UUID:
    """A run over all subsidies, asked for and not begun."""
    with db.unit_of_work(REGION) as session:
        many_subsidies.make(session, REGION, SUBSIDIES, today=TODAY)
        first, second = (accounts.actor(session, Role.ADMINISTRATOR) for _ in range(2))
        command = ProposeValue(
            ValueKind.LAW, "wml.referentiemaandloon", "2400", date(2027, 1, 1), "Staatscourant (proef)"
        )
        proposal = policies.propose(session, command, actor=first)
        policies.approve(session, proposal.id, actor=second)
        process = Actor(user_id=None, region_id=REGION, organisation_id=None, kind="taak")
        with clock.frozen(TODAY):
            return reindexing.reindex(session, date(2027, 1, 1), actor=process).id


def state(run_id: uuid.UUID) -> Reindexing:
    with db.unit_of_work(REGION) as session:
        return session.get_one(Reindexing, run_id)


def counts() -> tuple[int, int, int]:
    """Amounts in the list; decisions of 2027 on that stand; those that gave way."""
    with db.unit_of_work(REGION) as session:
        listed = session.scalar(select(func.count(ReindexedAmount.id))) or 0
        ahead = select(func.count(InstrumentDecision.id)).where(
            func.lower(InstrumentDecision.valid) == date(2027, 1, 1)
        )
        stands = session.scalar(ahead.where(InstrumentDecision.superseded_at.is_(None))) or 0
        gone = session.scalar(ahead.where(InstrumentDecision.superseded_at.is_not(None))) or 0
    return listed, stands, gone


@pytest.mark.rule("R9")
def test_a_worker_killed_halfway_changes_every_amount_exactly_once(committed: Settings) -> None:
    run_id = ready()
    listed, stands, gone = counts()
    assert (listed, stands) == (0, SUBSIDIES + 1)
    environ = os.environ | {
        "DATABASE_URL": committed.database_url,
        "OWNER_DATABASE_URL": committed.owner_database_url,
        "RETENTION_DATABASE_URL": committed.retention_database_url,
    }
    worker = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", _WORKER, str(run_id)], env=environ, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert worker.stdout is not None
    first = worker.stdout.readline()
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    worker.stdout.close()
    assert first.strip() == "10"
    _until_the_server_noticed()
    halfway = state(run_id)
    assert halfway.state == RunState.RUNNING
    assert 10 <= halfway.done < SUBSIDIES
    listed, now, given_way = counts()
    assert (now, given_way - gone) == (SUBSIDIES + 1, halfway.counts["veranderd"])
    with clock.frozen(TODAY):
        running.run(REGION, run_id)
    done = state(run_id)
    assert (done.state, done.done) == (RunState.DONE, SUBSIDIES + 1)
    everything = counts()
    assert everything == (SUBSIDIES + 1, SUBSIDIES + 1, gone + SUBSIDIES + 1)
    with clock.frozen(TODAY):
        running.run(REGION, run_id)
        with db.unit_of_work(REGION) as session:
            process = Actor(user_id=None, region_id=REGION, organisation_id=None, kind="taak")
            again = reindexing.reindex(session, date(2027, 1, 1), actor=process).id
        running.run(REGION, again)
    assert counts() == everything


def _until_the_server_noticed() -> None:
    """The killed worker's transaction holds its rows until the server sees that it is gone."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with db.unit_of_work(REGION) as session:
            free = session.scalars(select(Reindexing.id).with_for_update(skip_locked=True)).all()
        if free:
            return
    pytest.fail("the rows of the killed worker are still locked")
