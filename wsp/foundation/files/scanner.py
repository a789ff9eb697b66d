"""Ask a ClamAV daemon whether a file holds a virus: INSTREAM over TCP or a socket (clamd(8))."""

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from wsp.foundation.files.settings import FileSettings

_CHUNK: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
_FOUND: Final = re.compile(r"stream: (.+) FOUND")


class ScannerAway(Exception):
    """No answer that says yes or no: the file stays in quarantine and is tried again."""


@dataclass(frozen=True)
class Verdict:
    """`virus` is the scanner's name for what it found; None: nothing."""

    virus: str | None


def scan(content: bytes, settings: FileSettings) -> Verdict:
    """Return the scanner's verdict about `content`.

    Raises:
        ScannerAway: it cannot be reached, is too slow, or answers something else.

    """
    try:
        with _connection(settings) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                chunk = content[start : start + _CHUNK]
                line.sendall(struct.pack(">I", len(chunk)) + chunk)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except (OSError, ValueError) as error:
        raise ScannerAway from error
    if answer == "stream: OK":
        return Verdict(None)
    found = _FOUND.fullmatch(answer)
    if found is None:
        raise ScannerAway
    return Verdict(found.group(1)[:100])


@contextmanager
def _connection(settings: FileSettings) -> Iterator[socket.socket]:
    address = settings.scanner
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(settings.timeout)
        try:
            line.connect(address.removeprefix("unix:"))
            yield line
        finally:
            line.close()
        return
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=settings.timeout) as line:
        yield line


def _answer(line: socket.socket) -> str:
    """One line that ends in a zero byte, as it was asked with one."""
    got = b""
    while not got.endswith(b"\0"):
        piece = line.recv(_LONGEST_ANSWER)
        if not piece or len(got) > _LONGEST_ANSWER:
            raise ScannerAway
        got += piece
    return got.rstrip(b"\0").decode("utf-8", "replace").strip()
