"""Loading is tried from nothing: this room's tests have a database without the starter set."""

import os
from collections.abc import Iterator

import pytest

from tests.conftest import copy_template
from wsp.foundation.db import Database
from wsp.foundation.private_server import PrivateServer
from wsp.settings import Settings


@pytest.fixture(scope="session")
def worker_database(server: PrivateServer, settings: Settings) -> Iterator[Database]:
    """The app role's connection to a database of this worker where no reference is loaded yet."""
    del settings
    urls = copy_template(server, f"wsp_bare_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}", bare=True)
    made = Database(urls.app)
    yield made
    made.dispose()
