"""The request's one transaction (design decision 4): begun when first asked for, ended in one place, after the view.

It is read committed and belongs to this request only. A refused or failed request rolls back; what must be kept of
it (the refusal, the throttle) goes in a second, short transaction afterwards.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass

from flask import Flask, g
from psycopg import OperationalError as DriverError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from wsp.foundation import db
from wsp.foundation.logging import get_logger


@dataclass
class _Opened:
    manager: AbstractContextManager[Session]
    session: Session


class _RolledBack(Exception):
    """Ends the unit of work without a commit."""


def init_app(app: Flask) -> None:
    """Whatever happens in a request, its transaction does not outlive it."""
    app.teardown_request(lambda _error: give_up())


def current_session() -> Session:
    """The session of this request; the first call begins its transaction, still outside every region."""
    opened: _Opened | None = g.get("transaction")
    if opened is None:
        manager = db.unit_of_work(None)
        opened = _Opened(manager, manager.__enter__())
        g.transaction = opened
    return opened.session


def commit() -> None:
    """Make the request's changes durable; called by the gate (`access`) and by nothing else."""
    opened: _Opened | None = g.pop("transaction", None)
    if opened is not None:
        opened.manager.__exit__(None, None, None)


def roll_back() -> None:
    """Undo whatever the request did so far; harmless when there is nothing open."""
    opened: _Opened | None = g.pop("transaction", None)
    if opened is not None:
        signal = _RolledBack()
        opened.manager.__exit__(_RolledBack, signal, None)


def give_up() -> None:
    """As `roll_back`, also when the connection itself is gone: then the server rolls back by itself."""
    try:
        roll_back()
    except (SQLAlchemyError, DriverError):
        get_logger().warning("database.lost")
