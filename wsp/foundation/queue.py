"""The outbox: work to do after a commit is a row written in the same transaction (design decision 4).

This is the only module that knows procrastinate. A job carries a region and ids, never personal data.
"""

import asyncio
import signal
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

import psycopg
import structlog
from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from sqlalchemy import text
from sqlalchemy.orm import Session

from wsp.foundation.logging import get_logger, request_id

# Used to write jobs on our own connection; its connector is never opened.
_outbox = App(connector=SyncPsycopgConnector())
_functions: dict[str, Callable[..., None]] = {}
_periodic: dict[str, str] = {}

_ASKED_BY: Final = "request_id"
"""Argument that ties a job's log lines to the request that asked for it; the job function never sees it."""

_FORGET_HOURS: Final = 7 * 24

STALLED_AFTER: Final = 30.0
"""Seconds without a sign of life after which a worker is taken for dead and its jobs are done by another."""


_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 5.0
"""Seconds between two attempts to reach a database that is gone."""


def task(name: str, *, cron: str | None = None) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a job function under `name`; it is called with keyword arguments `region` and ids (strings).

    With `cron` (five fields, UTC) a worker asks for it by itself at those moments, once however many workers there
    are; it is then called with `timestamp` only.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        if name in _functions:
            message = f"two jobs are named {name}"
            raise ValueError(message)
        _functions[name] = function
        if cron is not None:
            _periodic[name] = cron
        _outbox.task(name=name)(function)
        return function

    return register


def defer(session: Session, name: str, *, region: str, lock: str | None = None, **ids: str | uuid.UUID | int) -> None:
    """Write job `name` into this transaction: rolled back means never run. `lock` serialises jobs that share it."""
    connection = session.connection().connection.driver_connection
    arguments = {key: str(value) if isinstance(value, uuid.UUID) else value for key, value in ids.items()}
    if asked_by := request_id():
        arguments[_ASKED_BY] = asked_by
    _outbox.configure_task(name, allow_unknown=True, connection=connection, lock=lock).defer(region=region, **arguments)


def names() -> frozenset[str]:
    """All registered job names (a test compares them with the names that code defers)."""
    return frozenset(_functions)


def worker_app(url: str) -> App:
    """The app that `wsp worker` runs: every registered function, retried five times with growing pauses."""
    app = App(connector=PsycopgConnector(conninfo=url.replace("postgresql+psycopg://", "postgresql://")))
    for name, function in _functions.items():
        retry = RetryStrategy(max_attempts=5, exponential_wait=4)
        made = app.task(name=name, retry=retry, pass_context=True)(_told(function))
        if name in _periodic:
            app.periodic(cron=_periodic[name])(made)
    return app


def run_worker(url: str, *, stalled_after: float = STALLED_AFTER, stop_within: float = 25.0) -> None:
    """Do jobs until SIGTERM or SIGINT; running jobs then get `stop_within` seconds to finish.

    A job that is cut off is done again from its beginning: every task may run twice. When the database goes away the
    worker stays and connects again by itself.
    """
    asyncio.run(_work(url, stalled_after=stalled_after, stop_within=stop_within))


def _told(function: Callable[..., None]) -> Callable[..., None]:
    """The job function with its beginning and end in the log, under the id of the request that asked for it."""

    @wraps(function)
    def run(context: JobContext, **arguments: Any) -> None:
        asked_by = arguments.pop(_ASKED_BY, None)
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(
            request_id=asked_by or f"job-{context.job.id}", task=context.job.task_name, job_id=context.job.id
        ):
            try:
                function(**arguments)
            except Exception as error:
                get_logger().error("job.failed", exc_info=error, seconds=round(time.perf_counter() - began, 3))
                raise
            get_logger().info("job.done", seconds=round(time.perf_counter() - began, 3))

    return run


async def _work(url: str, *, stalled_after: float, stop_within: float) -> None:
    """Work until asked to stop; a lost database is waited for, however long it stays away."""
    asked = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    pause = _FIRST_PAUSE
    while not asked.is_set():
        began = time.monotonic()
        try:
            await _work_until_lost(worker_app(url), asked, stalled_after=stalled_after, stop_within=stop_within)
        except (ConnectorException, psycopg.Error) as error:
            get_logger().warning("worker.lost_database", error=type(error).__name__)
        pause = _FIRST_PAUSE if time.monotonic() - began > _LONGEST_PAUSE else min(pause * 2, _LONGEST_PAUSE)
        await _event(asked, within=pause)


async def _work_until_lost(app: App, asked: asyncio.Event, *, stalled_after: float, stop_within: float) -> None:
    """One connection's worth of work. The library stops by itself when the database goes, not always with an error."""
    over = asyncio.Event()
    async with app.open_async():
        caring = asyncio.create_task(_care(app, over, stalled_after))
        working = asyncio.create_task(
            app.run_worker_async(
                concurrency=2,
                install_signal_handlers=False,
                shutdown_graceful_timeout=stop_within,
                update_heartbeat_interval=stalled_after / 3,
                stalled_worker_timeout=stalled_after,
            )
        )
        waiting = asyncio.create_task(asked.wait())
        try:
            await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
            working.cancel()  # the library then lets running jobs end, and takes no new ones
            with suppress(asyncio.CancelledError):
                await working
        finally:
            # Not by cancelling: the driver may swallow that while it loses a connection, and the loop would go on.
            over.set()
            waiting.cancel()
            await asyncio.gather(caring, waiting, return_exceptions=True)


async def _care(app: App, over: asyncio.Event, stalled_after: float) -> None:
    """Give back what a dead worker held, and forget what was done more than a week ago."""
    while not over.is_set():
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=stalled_after):
            get_logger().warning("job.given_back", job_id=job.id, task=job.task_name)
            await app.job_manager.retry_job(job)
        await app.job_manager.delete_old_jobs(nb_hours=_FORGET_HOURS)
        await _event(over, within=stalled_after / 2)


async def _event(event: asyncio.Event, *, within: float) -> None:
    """Wait for it, at most so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), within)


@dataclass(frozen=True)
class Figures:
    """How the queue stands. Ages in seconds."""

    waiting: int
    planned: int
    running: int
    failed: int
    oldest_seconds: float
    workers: int


def figures(session: Session) -> Figures:
    """Count the queue; sees jobs of all regions, which carry no personal data."""
    row = session.execute(text(_FIGURES)).one()
    return Figures(row.waiting, row.planned, row.running, row.failed, float(row.oldest_seconds), row.workers)


_FIGURES: Final = """
    select count(*) filter (where status = 'todo' and (scheduled_at is null or scheduled_at <= now())) as waiting,
           count(*) filter (where status = 'todo' and scheduled_at > now()) as planned,
           count(*) filter (where status = 'doing') as running,
           count(*) filter (where status = 'failed') as failed,
           coalesce((select greatest(0, extract(epoch from now() - min(greatest(e.at, coalesce(j.scheduled_at, e.at)))))
                     from procrastinate_jobs j
                     join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'
                     where j.status = 'todo' and (j.scheduled_at is null or j.scheduled_at <= now())), 0)
               as oldest_seconds,
           (select count(*) from procrastinate_workers where last_heartbeat > now() - interval '1 minute') as workers
    from procrastinate_jobs
"""
