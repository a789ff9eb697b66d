"""`python -m tools.bench_reindexing [subsidies]`: how fast every running subsidy is counted again on 1 January.

On a throw-away private server with synthetic subsidies: a run with a new minimum wage, that changes every amount, and
the same run again, that changes none. Seconds on the clock, and seconds of work: of this process and of the database
server. On a machine that does nothing else the clock shows about the sum; shared with other work it shows more.
"""

import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Final

import psutil

from tests.accounts import factories as accounts
from tests.placements import many_subsidies
from wsp import migrate
from wsp import models as _all_models  # noqa: F401 (every table must be known before the first mapper is used)
from wsp.accounts.permissions import Role
from wsp.foundation import clock, crypto, db, logging
from wsp.foundation.actor import Actor
from wsp.foundation.private_server import PrivateServer
from wsp.placements.reindexing import queries, running, service
from wsp.policy import service as policies
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import ValueKind
from wsp.reference.service import load_starter
from wsp.settings import load_settings

REGION: Final = "AM01"
BEFORE: Final = date(2026, 11, 22)
NEW_YEAR: Final = date(2027, 1, 1)
_OURS: Final[dict[str, str]] = {}
ACTOR: Final = Actor(user_id=None, region_id=REGION, organisation_id=None, kind="taak")


def main(count: int) -> None:
    """Make the subsidies, approve a minimum wage, and run twice."""
    began = time.perf_counter()
    with db.unit_of_work(REGION) as session:
        many_subsidies.make(session, REGION, count, today=BEFORE)
    db.refresh_statistics()
    print(f"{count} subsidies made in {time.perf_counter() - began:.0f} s")  # noqa: T201 (a tool)
    with db.unit_of_work(REGION) as session, clock.frozen(BEFORE):
        first, second = (accounts.actor(session, Role.ADMINISTRATOR) for _ in range(2))
        command = ProposeValue(ValueKind.LAW, "wml.referentiemaandloon", "2400", NEW_YEAR, "bench")
        policies.approve(session, policies.propose(session, command, actor=first).id, actor=second)
    with clock.frozen(NEW_YEAR):
        for name in ("first run", "same run again"):
            _measure(name)


def _measure(name: str) -> None:
    with db.unit_of_work(REGION) as session:
        run_id = service.reindex(session, NEW_YEAR, actor=ACTOR).id
    began, worked, served = time.perf_counter(), time.process_time(), _served()
    running.run(REGION, run_id)
    seconds, busy = time.perf_counter() - began, time.process_time() - worked
    served = _served() - served
    with db.unit_of_work(REGION) as session:
        run = queries.run(session, ACTOR, run_id)
        listed = queries.changed(session, run_id)
    print(  # noqa: T201 (a tool)
        f"{name:16} {seconds:6.1f} s on the clock; work {busy:6.1f} s here and {served:6.1f} s in the server, "
        f"{listed} amounts in the list, {dict(run.counts)}"
    )


def _served() -> float:
    """Seconds that the server of this program worked, over all its processes."""
    found = 0.0
    for process in psutil.process_iter(["name", "cmdline"]):
        if (process.info["name"] or "").startswith("postgres") and _OURS.get("folder", "?") in _home(process):
            times = process.cpu_times()
            found += times.user + times.system
    return found


def _home(process: psutil.Process) -> str:
    try:
        return str(process.cwd())
    except psutil.Error:
        return ""


def _run() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory(prefix="wsp-bench-") as folder:
        Path(folder).chmod(0o755)
        _OURS["folder"] = folder
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
            main(count)
            database.dispose()
        finally:
            server.stop()


if __name__ == "__main__":
    _run()
