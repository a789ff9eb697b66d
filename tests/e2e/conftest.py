"""A browser, a served application, and pages that are watched.

The browser lives as long as a test module: Playwright keeps an event loop running in its thread, which must not meet
tests that start one of their own.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.e2e import chromium
from tests.e2e.serving import application, serving
from tests.e2e.watching import Watched, watched
from tests.small_demo import DAY, small_demo
from wsp.foundation import clock, db
from wsp.foundation.db import Database
from wsp.foundation.private_server import PrivateServer
from wsp.settings import Settings

_HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium with an empty profile."""
    try:
        with chromium.launched() as launched:
            yield launched
    except chromium.NoBrowser as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def site(committed: Settings) -> Iterator[str]:
    """Address of the application on a database of this test's own, whose commits are real.

    A module whose tests share one served application has its own fixture of this name.
    """
    with serving(application(committed)) as address:
        yield address


@pytest.fixture(scope="session")
def demo_settings(server: PrivateServer, settings: Settings) -> Iterator[Settings]:
    """A database of its own with a small demo region AM01, whose accounts can log in; loaded once, commits are real."""
    with small_demo(server, settings) as made:
        yield made


@pytest.fixture(scope="module")
def demo_app(demo_settings: Settings) -> Iterator[Flask]:
    """The application on the small demo region and on its day, for as long as a module's tests run."""
    own = Database(demo_settings.database_url)
    db.configure(own)
    with clock.moved(DAY):
        yield application(demo_settings)
    db.configure(None)
    own.dispose()


@pytest.fixture(scope="module")
def demo_site(demo_app: Flask) -> Iterator[str]:
    """Address of that application."""
    with serving(demo_app) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Watched]]:
    """`visit(width=360, javascript=False)`: a fresh watched page; the test fails when something went wrong on it."""
    with ExitStack() as open_pages:
        pages: list[Watched] = []

        def new(**options: Any) -> Watched:
            page = open_pages.enter_context(watched(browser, site, **options))
            pages.append(page)
            return page

        yield new
        problems = [problem for page in pages for problem in page.problems]
    assert not problems, "\n".join(problems)
