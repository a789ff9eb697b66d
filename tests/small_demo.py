"""A small demo region on a database of its own, whose accounts can log in and whose commits are real."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Final

from tests.conftest import copy_template, shared_folder
from wsp import demo
from wsp.foundation import clock, db
from wsp.foundation.db import Database
from wsp.foundation.private_server import PrivateServer
from wsp.settings import Settings

DAY: Final = date(2026, 11, 23)
"""The Monday on which every demo of the tests is made and looked at: what a page shows, and asks, differs by day."""
_MADE: Final = "wsp_small_demo"
"""What every worker copies."""


def load() -> None:
    """Fill the configured database: region AM01 with more than one page of everything."""
    whole = demo.plans(["AM01"])[0]
    small = replace(
        whole,
        employers=60,
        open_vacancies=25,
        other_vacancies=dict.fromkeys(whole.other_vacancies, 2),
        candidates=200,
        placements=30,
    )
    demo.load(chosen=[small])


@contextmanager
def small_demo(server: PrivateServer, settings: Settings) -> Iterator[Settings]:
    """The settings of such a database, dropped at the end; who looks at it moves the clock to `DAY`."""
    import fasteners

    folder = shared_folder()
    with fasteners.InterProcessLock(folder / "small-demo-lock"):
        ready = folder / "small-demo-ready"
        if not ready.exists():
            _make(server)
            ready.touch()
        # A name of its own: each worker that comes here makes one, and making one drops an older one of that name.
        name = f"wsp_small_demo_{uuid.uuid4().hex[:8]}"
        urls = server.copy(_MADE, name)
    yield replace(settings, mode="demo", https=False).with_urls(
        app=urls.app, owner=urls.owner, retention=urls.retention
    )
    server.drop(name)


def _make(server: PrivateServer) -> None:
    """Loading takes a minute of work, copying what was loaded a second: the first to come does it for all."""
    urls = copy_template(server, _MADE)
    own = Database(urls.app)
    retention = Database(urls.retention, pool_size=1)
    db.configure(own, retention=retention)
    with clock.moved(DAY):
        load()
    db.configure(None)
    own.dispose()
    retention.dispose()
