"""A real server that speaks clamd's INSTREAM on a socket of this machine; it calls the EICAR text a virus."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.foundation.files.samples import EICAR


class _Handler(socketserver.StreamRequestHandler):
    """Reads one command as clamd does, and answers it."""

    server: "_Scanner"

    def handle(self) -> None:
        if self._until_zero() != b"zINSTREAM":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(content)
        self.wfile.write(self._verdict(content))

    def _verdict(self, content: bytes) -> bytes:
        if self.server.answer is not None:
            return self.server.answer
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"

    def _until_zero(self) -> bytes:
        got = b""
        while (byte := self.rfile.read(1)) not in (b"\0", b""):
            got += byte
        return got


class _Scanner(socketserver.ThreadingMixIn):
    daemon_threads = True
    seen: list[bytes]
    answer: bytes | None = None
    """Says this, whatever it is sent."""
    address: str


class _Tcp(_Scanner, socketserver.TCPServer):
    allow_reuse_address = True


class _Unix(_Scanner, socketserver.UnixStreamServer):
    pass


@contextmanager
def clamd(*, socket: Path | None = None, answer: bytes | None = None) -> Iterator[_Scanner]:
    """Serve until the block ends; `address` is what WSP_CLAMAV would hold."""
    server: _Tcp | _Unix = _Tcp(("127.0.0.1", 0), _Handler) if socket is None else _Unix(str(socket), _Handler)
    server.seen, server.answer = [], answer
    server.address = f"tcp://127.0.0.1:{server.server_address[1]}" if socket is None else f"unix:{socket}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
