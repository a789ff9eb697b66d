"""One private server per test run, one migrated database per worker, every test rolled back.

Tests that need committed rows (walls, races, a live server) ask for `committed`: a database of their own.
"""

import gc
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy.orm import Session
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests import examples
from tests.foundation.mailer.probes import write_templates
from wsp import migrate
from wsp import models as _all_models  # noqa: F401 (every table must be known before the first mapper is used)
from wsp.accounts.service import hashing
from wsp.foundation import crypto, db, logging, mailer
from wsp.foundation.db import Database
from wsp.foundation.mailer.settings import MailSettings, current
from wsp.foundation.private_server import PrivateServer, Urls
from wsp.reference import service as reference
from wsp.settings import Settings, load_settings

_FOLDER = "WSP_TEST_SERVER"
_TEMPLATE = "wsp_template"
"""Migrated, with the starter set of the reference: as every region has it, and as no single test should load it."""
_BARE = "wsp_template_bare"
"""Migrated and empty."""
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 (mkdtemp makes a folder of our own in it)
_ROOM = 8 * 1024**3
"""Bytes: the databases of two processes and their journal stay under half of this."""
REGION = "AM01"
OTHER_REGION = "AM14"

examples.register()
_SLOW = (
    "tests/demo", "tests/exchange/test_published.py", "tests/placements/test_races.py",
    "tests/placements/test_life_cycle.py", "tests/web/test_get_changes_nothing.py", "tests/web/statements",
    "tests/drills",
    "tests/operations/test_backup.py", "tests/operations/test_rotation.py", "tests/authorisation/test_matrix.py",
    "tests/exchange/region", "tests/exchange/tables/test_resuming.py", "tests/security/portal",
    "tests/security/test_inner_wall.py", "tests/duplicates/test_races.py", "tests/migrations",
    "tests/matching/test_screening.py", "tests/architecture/test_entering.py", "tests/matching/test_random_queries.py",
    "tests/matching/test_replay.py", "tests/matching/test_learning.py", "tests/matching/test_batch.py",
    "tests/matching/test_plan.py", "tests/matching/test_titles.py", "tests/documents/test_letters.py",
    "tests/web/documents", "tests/web/placements", "tests/web/portal", "tests/web/accounts/federation",
    "tests/web/shortlists", "tests/web/banenafspraak", "tests/web/privacy", "tests/web/test_errors.py",
    "tests/web/test_list_exports.py", "tests/foundation/mailer/test_delivery.py", "tests/payments",
    "tests/web/payments", "tests/web/duplicates", "tests/placements/test_letters.py",
    "tests/duplicates/test_merging.py", "tests/banenafspraak/test_report.py", "tests/matching/test_saving.py",
    "tests/architecture/test_texts.py",
)  # fmt: skip
"""What takes its time: everything in `make test`, nothing of it in `make test-fast`."""


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process starts the server; xdist workers find it through the environment."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="wsp-test-", dir=_memory()))
    folder.chmod(0o755)
    os.environ[_FOLDER] = str(folder)
    os.environ["WSP_MODE"] = "test"
    os.environ["WSP_DATA_DIR"] = str(folder / "state")
    config.add_cleanup(_stop)


def _memory() -> Path | None:
    """Where Linux keeps files in memory, when there is room: hundreds of databases are copied and dropped again."""
    try:
        return _IN_MEMORY if shutil.disk_usage(_IN_MEMORY).free > _ROOM else None
    except OSError:
        return None


_TOGETHER = (
    "tests/e2e/test_every_page.py", "tests/e2e", "tests/demo", "tests/web/statements", "tests/drills",
    "tests/web/test_assets.py",
)  # fmt: skip
"""Tests that share something large, by place: one process makes it once. The first that fits counts.

Drills also kill what others would be using.
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the slow ones by their place, and begin with what stays together: at the end it would keep one waiting."""
    for item in items:
        # A database of one's own is copied for half a second and more.
        own = "committed" in getattr(item, "fixturenames", ())
        if own or any(item.path.is_relative_to(config.rootpath / place) for place in _SLOW):
            item.add_marker(pytest.mark.slow)
        if item.path.is_relative_to(config.rootpath / "tests/e2e"):
            item.add_marker(pytest.mark.browser)
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """The garbage collector need not look again and again through thousands of tests and all libraries."""
    gc.collect()
    gc.freeze()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Hand whole places of `_TOGETHER` to one process, and all else test by test.

    Marks of groups would say the same, but with pytest 9.2 the scheduler of xdist 3.8 does not see them.
    """
    return _ByPlace(config, log)


class _ByPlace(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return _place(nodeid) or nodeid


def _place(nodeid: str) -> str | None:
    return next((place for place in _TOGETHER if nodeid.startswith((f"{place}/", f"{place}::"))), None)


def _turn(item: pytest.Item) -> int:
    """Places first, then the slow ones, then the rest; the order inside stays random."""
    if _place(item.nodeid) is not None:
        return 0
    return 1 if item.get_closest_marker("slow") else 2


def _stop() -> None:
    folder = Path(os.environ[_FOLDER])
    if (folder / "data").exists():
        server = PrivateServer(folder / "data", throwaway=True)
        server.start()
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def shared_folder() -> Path:
    """The folder of this run, which all its processes share."""
    return Path(os.environ[_FOLDER])


@pytest.fixture(scope="session")
def server() -> PrivateServer:
    """The running server, with a migrated template database; the first worker to come prepares it."""
    import fasteners

    folder = shared_folder()
    private = PrivateServer(folder / "data", throwaway=True)
    with fasteners.InterProcessLock(folder / "lock"):
        private.start()
        ready = folder / "ready"
        if not ready.exists():
            migrate.upgrade(private.provision(_BARE, fresh=True).owner)
            _load_starter_set(private.copy(_BARE, _TEMPLATE))
            ready.touch()
    return private


def _load_starter_set(urls: Urls) -> None:
    loading = Database(urls.app)
    with loading.unit_of_work(None) as session:
        reference.load_starter(session)
    loading.dispose()


def copy_template(server: PrivateServer, name: str, *, bare: bool = False) -> Urls:
    """A database with nothing but the starter set (`bare`: not even that); whoever asks for it drops it."""
    import fasteners

    with fasteners.InterProcessLock(shared_folder() / "lock"):
        return server.copy(_BARE if bare else _TEMPLATE, name)


@pytest.fixture(scope="session")
def worker_urls(server: PrivateServer) -> Urls:
    """This worker's database, shared by all rolled-back tests."""
    return copy_template(server, "wsp_" + os.environ.get("PYTEST_XDIST_WORKER", "main"))


@pytest.fixture(scope="session")
def settings(worker_urls: Urls) -> Settings:
    """Test settings that point at this worker's database."""
    environ = os.environ | {
        "DATABASE_URL": worker_urls.app,
        "OWNER_DATABASE_URL": worker_urls.owner,
        "RETENTION_DATABASE_URL": worker_urls.retention,
        "WSP_LOG_LEVEL": "WARNING",
    }
    loaded = load_settings(environ)
    crypto.configure(crypto.Keyring(loaded.encryption_keys, loaded.lookup_key))
    # The real parameters take as long as they can; a test of their own looks at them.
    hashing.configure(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    logging.configure(loaded.log_level)
    return loaded


@pytest.fixture(scope="session")
def worker_database(settings: Settings) -> Iterator[Database]:
    """The app role's connection to this worker's database."""
    made = Database(settings.database_url)
    yield made
    made.dispose()


@pytest.fixture
def database(worker_database: Database) -> Iterator[Database]:
    """The configured database; whatever the test commits is rolled back at its end."""
    with worker_database.engine.connect() as connection:
        outer = connection.begin()
        worker_database.bind(connection)
        db.configure(worker_database)
        yield worker_database
        db.configure(None)
        worker_database.bind(None)
        outer.rollback()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session inside region AM01."""
    with database.unit_of_work(REGION) as opened:
        yield opened


@pytest.fixture
def committed(server: PrivateServer, settings: Settings) -> Iterator[Settings]:
    """A database of this test's own, whose commits are real; dropped afterwards."""
    name = f"wsp_{uuid.uuid4().hex[:12]}"
    urls = copy_template(server, name)
    own = Database(urls.app)
    db.configure(own)
    yield settings.with_urls(app=urls.app, owner=urls.owner, retention=urls.retention)
    db.configure(None)
    own.dispose()
    server.drop(name)


@pytest.fixture
def mail_settings(tmp_path: Path) -> Iterator[MailSettings]:
    """Mail without a server, with templates of tests only; what was configured before comes back afterwards."""
    before = current()
    settings = MailSettings(base_url="https://wsp.demo.example", templates_dir=write_templates(tmp_path / "templates"))
    mailer.configure(settings)
    yield settings
    mailer.configure(before)
