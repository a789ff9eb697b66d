"""A database of its own with both roles, since only the retention role may erase."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tests.conftest import REGION
from wsp.foundation import db
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.settings import Settings

Work = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def erasing(committed: Settings) -> Iterator[Settings]:
    """As `committed`, with the retention role connected as the worker has it."""
    retention = Database(committed.retention_database_url, pool_size=1)
    db.configure(db.database(), retention=retention)
    yield committed
    retention.dispose()


@pytest.fixture
def owner(erasing: Settings) -> Iterator[Engine]:
    """The owner of the tables: sees all rows of all regions."""
    engine = create_engine(erasing.owner_database_url, poolclass=NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def work() -> Work:
    """A transaction of the program in region AM01 that is really committed."""
    return lambda: db.unit_of_work(REGION)


def job(**more: Any) -> Actor:
    """The job as an actor."""
    return Actor(user_id=None, region_id=REGION, organisation_id=None, kind="taak", **more)
