"""Bring up what a command needs: settings, keys, and a database (a private server when no URL is given)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wsp import migrate
from wsp import models as _all_models  # noqa: F401 (an erasure looks in every table there is)
from wsp.couplings import sending
from wsp.foundation import crypto, db, log_server, logging, mailer
from wsp.foundation.files import settings as files
from wsp.foundation.private_server import PrivateServer, Urls
from wsp.settings import Settings, data_dir, load_settings

DATABASE = "wsp"


@dataclass
class Runtime:
    """What is up: the settings, and the private server if this process started or joined one."""

    settings: Settings
    server: PrivateServer | None = None

    def environment(self) -> dict[str, str]:
        """Environment for child processes: the same database, keys and mode."""
        return os.environ | {
            "WSP_MODE": self.settings.mode,
            "WSP_DATA_DIR": str(self.settings.data_dir),
            "DATABASE_URL": self.settings.database_url,
            "OWNER_DATABASE_URL": self.settings.owner_database_url,
            "RETENTION_DATABASE_URL": self.settings.retention_database_url,
        }


def _environment(urls: Urls) -> dict[str, str]:
    return os.environ | {
        "WSP_MODE": os.environ.get("WSP_MODE", "demo"),
        "DATABASE_URL": urls.app,
        "OWNER_DATABASE_URL": urls.owner,
        "RETENTION_DATABASE_URL": urls.retention,
    }


def private_server(folder: Path | None = None) -> PrivateServer:
    """The private server of this project's data folder."""
    return PrivateServer((folder or data_dir()) / "data")


@contextmanager
def runtime(*, migrated: bool = True) -> Iterator[Runtime]:
    """Settings with a reachable, migrated database, configured for this process.

    Without DATABASE_URL the private server is joined when it runs, else started and stopped again at the end.
    """
    if os.environ.get("DATABASE_URL"):
        settings = load_settings()
        running = Runtime(settings)
        started = False
    else:
        server = private_server()
        started = not server.running()
        server.start()
        settings = load_settings(_environment(server.provision(DATABASE)))
        running = Runtime(settings, server)
    logging.configure(settings.log_level)
    crypto.configure(crypto.Keyring(settings.encryption_keys, settings.lookup_key))
    mailer.configure(settings.mail)
    sending.configure(sending.SendingSettings(anywhere=settings.mode != "production"))
    files.configure(settings.files)
    log_server.configure(settings.log_server)
    if migrated and running.server is not None:
        migrate.upgrade(settings.owner_database_url, folder=settings.migrations_dir)
    database = db.Database(settings.database_url)
    erasing = settings.retention_database_url
    retention = db.Database(erasing, pool_size=1) if erasing else None
    db.configure(database, retention=retention)
    starter = os.getpid()
    try:
        yield running
    finally:
        db.configure(None)
        database.dispose()
        if retention is not None:
            retention.dispose()
        # A process forked inside the block leaves by this door too; the server is not its own.
        if started and running.server is not None and os.getpid() == starter:
            running.server.stop()
