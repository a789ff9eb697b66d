"""The application behind a real socket, in this process: the browser's other end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from wsp.app import create_app
from wsp.settings import Settings


class _Quiet(WSGIRequestHandler):
    """The application logs its requests itself."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        """Say nothing."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve `app` on a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, name="served for the browser", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def application(settings: Settings) -> Flask:
    """The application as it runs, on plain http; the process's database must be configured already."""
    return create_app(replace(settings, https=False))
