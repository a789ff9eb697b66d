"""`python -m tools.bench_import [rows] [kind ...]`: how fast tables are checked and read in, and read in again.

On a throw-away private server, with the starter set and nothing else; per step the seconds on the clock, the seconds
that this process worked (without the database's), and rows per second. Contact persons and vacancies name employers,
so ask for those too.
"""

import io
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from tests.exchange.tables import files, firms, people
from wsp import migrate
from wsp import models as _all_models  # noqa: F401 (every table must be known before the first mapper is used)
from wsp.exchange import dossiers
from wsp.exchange.tables import queries, running, service
from wsp.exchange.tables.commands import ReceiveTable, TakeRows
from wsp.exchange.tables.enums import ImportKind, Profile
from wsp.foundation import crypto, db, logging
from wsp.foundation.actor import Actor
from wsp.foundation.private_server import PrivateServer
from wsp.reference.service import load_starter
from wsp.settings import load_settings

REGION = "AM01"
ACTOR = Actor(user_id=None, region_id=REGION, organisation_id=None, kind="import")


GRIDS: Final[dict[ImportKind, Callable[[int], list[list[Any]]]]] = {
    ImportKind.EMPLOYERS: firms.employers,
    ImportKind.CONTACTS: firms.contacts,
    ImportKind.VACANCIES: firms.vacancies,
    ImportKind.CANDIDATES: people.grid,
}
"""In the order in which they lean on each other: contact persons and vacancies name an employer."""


def main(count: int, kinds: Sequence[ImportKind]) -> None:
    """Make a file of each kind, read it in, and again."""
    for kind, grid in GRIDS.items():
        if kind in kinds:
            _measure(kind, partial(grid, count), count)


def _measure(kind: ImportKind, grid: Callable[[], list[list[Any]]], count: int) -> None:
    content = _timed(f"{kind}: bestand maken", lambda: files.xlsx(grid()), count)
    print(f"{len(content) / 1e6:.1f} MB, {count} rijen, {len(grid()[0])} kolommen")  # noqa: T201 (a tool)
    for name in ("eerste keer", "tweede keer"):
        import_id = _timed(f"{kind}, {name}: ontvangen", partial(_receive, kind, content), count)
        with db.unit_of_work(REGION) as session:
            service.start_check(session, import_id, actor=ACTOR, queued=False)
        _timed(f"{kind}, {name}: controleren", partial(running.run, REGION, import_id), count)
        with db.unit_of_work(REGION) as session:
            service.start_taking(session, TakeRows(import_id=import_id, good_rows=True), actor=ACTOR, queued=False)
        _timed(f"{kind}, {name}: inlezen", partial(running.run, REGION, import_id), count)
        with db.unit_of_work(REGION) as session:
            print(queries.one(session, ACTOR, import_id).taken)  # noqa: T201 (a tool)


def _receive(kind: ImportKind, content: bytes) -> uuid.UUID:
    with db.unit_of_work(REGION) as session:
        keeper = dossiers.keeper(session, REGION, "GM0106")
        command = ReceiveTable(
            kind=kind,
            profile=Profile.GENERIC,
            organisation_id=keeper,
            filename="meting.xlsx",
            municipality_code="GM0106" if kind is ImportKind.CANDIDATES else None,
        )
        return service.receive(session, command, io.BytesIO(content), actor=ACTOR).id


def _timed(name: str, act, count: int):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 (whatever it gives)
    began, worked = time.perf_counter(), time.process_time()
    result = act()
    seconds, busy = time.perf_counter() - began, time.process_time() - worked
    print(f"{name:44} {seconds:7.1f} s {busy:7.1f} s zelf {count / seconds:9.0f} rijen/s")  # noqa: T201 (a tool)
    return result


def _run() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    kinds = [ImportKind(name) for name in sys.argv[2:]] or list(GRIDS)
    with tempfile.TemporaryDirectory(prefix="wsp-bench-") as folder:
        Path(folder).chmod(0o755)
        server = PrivateServer(Path(folder) / "data", throwaway=True)
        server.start()
        try:
            urls = server.provision("bench", fresh=True)
            migrate.upgrade(urls.owner)
            environ = os.environ | {
                "WSP_MODE": "test",
                "WSP_DATA_DIR": str(Path(folder) / "state"),
                "DATABASE_URL": urls.app,
                "OWNER_DATABASE_URL": urls.owner,
                "RETENTION_DATABASE_URL": urls.retention,
            }
            settings = load_settings(environ)
            crypto.configure(crypto.Keyring(settings.encryption_keys, settings.lookup_key))
            logging.configure("WARNING")
            database = db.Database(settings.database_url)
            db.configure(database)
            with db.unit_of_work() as session:
                load_starter(session)
            main(count, kinds)
            database.dispose()
        finally:
            server.stop()


if __name__ == "__main__":
    _run()
