"""The demo is loaded once for all tests that only look at it."""

import uuid
from collections.abc import Iterator

import pytest

from tests.conftest import copy_template
from tests.small_demo import DAY
from wsp import demo
from wsp.foundation import clock, db
from wsp.foundation.db import Database
from wsp.foundation.private_server import PrivateServer
from wsp.settings import Settings


@pytest.fixture(scope="package")
def filled(server: PrivateServer, settings: Settings) -> Iterator[Database]:
    """A database of its own with both demo regions, really committed."""
    name = f"wsp_demo_{uuid.uuid4().hex[:8]}"
    own = Database(copy_template(server, name).app)
    db.configure(own)
    with clock.moved(DAY):
        demo.load()
        yield own
    db.configure(None)
    own.dispose()
    server.drop(name)
