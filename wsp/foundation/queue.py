"""The outbox: work to do after a commit is a row written in the same transaction (design decision 4).

This is the only module that knows procrastinate. A job carries a region and ids, never personal data.
"""

import uuid
from collections.abc import Callable

from procrastinate import App, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
from sqlalchemy.orm import Session

# Used to write jobs on our own connection; its connector is never opened.
_outbox = App(connector=SyncPsycopgConnector())
_functions: dict[str, Callable[..., None]] = {}
_periodic: dict[str, str] = {}


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
    _outbox.configure_task(name, allow_unknown=True, connection=connection, lock=lock).defer(region=region, **arguments)


def names() -> frozenset[str]:
    """All registered job names (a test compares them with the names that code defers)."""
    return frozenset(_functions)


def worker_app(url: str) -> App:
    """The app that `wsp worker` runs: every registered function, retried five times with growing pauses."""
    app = App(connector=PsycopgConnector(conninfo=url.replace("postgresql+psycopg://", "postgresql://")))
    for name, function in _functions.items():
        made = app.task(name=name, retry=RetryStrategy(max_attempts=5, exponential_wait=4))(function)
        if name in _periodic:
            app.periodic(cron=_periodic[name])(made)
    return app
