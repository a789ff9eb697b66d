"""The application behind a real socket, in this process: the browser's other end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from wsp.app import create_app
from wsp.settings import Settings


class _Quiet(WSGIRequestHandler):
    """The application logs its requests itself."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        """Say nothing."""


def _whole(app: Flask) -> WSGIApplication:
    """The same application, whose answers are read and closed before they are sent.

    Werkzeug's server does not close an answer when the browser hangs up at the wrong moment: an open file would then
    come to light in whatever test runs next.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        parts = app(environ, start_response)
        try:
            return [b"".join(parts)]
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()

    return answer


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve `app` on a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, _whole(app), threaded=True, request_handler=_Quiet)
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
