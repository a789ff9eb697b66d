"""How much of a file is read at most."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bytes as sent, bytes once unpacked, and the size of the table."""

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    rows: int = 100_000
    columns: int = 200

    @property
    def megabytes(self) -> int:
        """The largest file, as people say it."""
        return self.file_bytes // MEGABYTE
