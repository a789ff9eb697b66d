"""`wsp serve`: gunicorn with settings of our own.

They differ from its defaults where a container is read-only and a stop must be graceful.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

MULTIPROCESS: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Where the workers put their numbers; the name is the library's. See `wsp.foundation.metrics`."""

GRACE: Final = 25
"""Seconds that running requests get after SIGTERM; whoever stops us waits 30."""

_TIMEOUT: Final = 60
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 (gunicorn's heartbeat file belongs in memory; it makes its own name)


class WebServer(BaseApplication):  # type: ignore[misc]  # the library has no types
    """Gunicorn, with the application made in every worker after the fork."""

    def __init__(self, *, bind: str, workers: int, threads: int) -> None:
        self._told = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "graceful_timeout": GRACE,
            "timeout": _TIMEOUT,
            "worker_tmp_dir": str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None,
            # A second door to the server, in a home folder that a container does not have.
            "control_socket_disable": True,
            "loglevel": "warning",
            "logger_class": _OurLog,
            "post_worker_init": _warm,
            "child_exit": _forget,
        }
        super().__init__()

    def load_config(self) -> None:
        """Our settings, and nothing from the command line or the environment."""
        for name, value in self._told.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application; called in a worker."""
        from wsp.app import create_app  # noqa: PLC0415 (not before the fork, and after the metrics folder is known)

        return create_app()


class _OurLog(Logger):  # type: ignore[misc]  # the library has no types
    """What the server itself has to say becomes a line like all others: JSON, and without what people typed."""

    def setup(self, cfg: Config) -> None:
        """As the library does, but to the handler of `wsp.foundation.logging`."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def serve(*, bind: str, workers: int, threads: int) -> None:
    """Serve until SIGTERM or SIGINT; the environment says which database, keys and mode."""
    folder = Path(tempfile.mkdtemp(prefix="wsp-metrics-"))
    os.environ[MULTIPROCESS] = str(folder)
    master = os.getpid()
    try:
        WebServer(bind=bind, workers=workers, threads=threads).run()
    finally:
        # A worker leaves by this door too, since it was forked inside `run`.
        if os.getpid() == master:
            shutil.rmtree(folder, ignore_errors=True)


def _warm(_worker: Worker) -> None:
    """The worker is ready and answers; beside that it makes the match lists ready."""
    from wsp.shortlists import warming  # noqa: PLC0415 (as in `load`)

    warming.begin()


def _forget(_server: Arbiter, worker: Worker) -> None:
    """A worker that is gone holds no connections any more; what it counted stays."""
    from prometheus_client import multiprocess  # noqa: PLC0415 (as in `load`)

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # the library leaves it untyped
