"""How files from outside are treated. The wiring calls `configure` once per process."""

from dataclasses import dataclass
from typing import Final, Literal

MEGABYTE: Final = 1_000_000

Unscanned = Literal["allow", "block"]


@dataclass(frozen=True)
class FileSettings:
    """The largest upload, and the virus scanner.

    `scanner` is the address of a clamd: "tcp://host:3310" or "unix:/run/clamd.sock"; empty when there is none.
    `unscanned` says what happens to files when there is none: allow (they can be opened and say so), or block.
    """

    largest: int = 20 * MEGABYTE
    """Bytes."""
    scanner: str = ""
    unscanned: Unscanned = "block"
    timeout: float = 60.0
    """Seconds for each step of a scan."""

    @property
    def megabytes(self) -> int:
        """The largest upload, as people say it."""
        return self.largest // MEGABYTE


class _Current:
    settings = FileSettings()


def configure(settings: FileSettings) -> None:
    """Set how this process treats files."""
    _Current.settings = settings


def current() -> FileSettings:
    """How this process treats files."""
    return _Current.settings
