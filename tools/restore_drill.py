"""`python -m tools.restore_drill`: backup and restore of the large region, every table compared; 1 when over the limit.

Uses the demo's private server and the database of `tools.large`, which is made when it is not there (some minutes).
"""

import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from tools import large
from wsp.operations.backup import make_backup
from wsp.operations.restore import restore_backup
from wsp.runtime import runtime

LIMIT: Final = 120.0
"""Seconds for the restore; the issue's number."""

_TARGET: Final = "wsp_restore_drill"


def main() -> None:
    """Make, restore, compare, tell."""
    with runtime() as running:
        server = running.server
        if server is None:
            sys.exit("restore_drill: unset DATABASE_URL; the drill uses the demo's own server")
        urls = large.provide(server, lambda text: sys.stdout.write(f"{text}\n"))
        source = running.settings.with_urls(app=urls.app, owner=urls.owner, retention=urls.retention)
        empty = server.provision(_TARGET, fresh=True)
        try:
            with tempfile.TemporaryDirectory(prefix="wsp-restore-drill-") as folder:
                began = time.monotonic()
                made = make_backup(source, Path(folder) / "large.tar")
                backup = time.monotonic() - began
                size = made.path.stat().st_size / 1e6
                target = source.with_urls(app=empty.app, owner=empty.owner, retention=empty.retention)
                began = time.monotonic()
                told = restore_backup(replace(target, data_dir=Path(folder) / "data"), made.path)
                restore = time.monotonic() - began
        finally:
            server.drop(_TARGET)
    load = os.getloadavg()[0]
    sys.stdout.write(
        f"{told.rows} rows, {size:.0f} MB: backup {backup:.0f} s, restore with comparison {restore:.0f} s "
        f"(limit {LIMIT:.0f}; load of the machine {load:.1f})\n"
    )
    if restore > LIMIT:
        sys.exit(1)


if __name__ == "__main__":
    main()
