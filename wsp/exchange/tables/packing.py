"""Rows of a file as they wait in the database: packed here, encrypted by the column."""

import json
import zlib
from collections.abc import Iterable

from wsp.exchange.tables.reading import Row


def pack(rows: Iterable[Row]) -> bytes:
    """Number and cells of each row."""
    plain = [[row.number, list(row.cells)] for row in rows]
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(content: bytes) -> list[Row]:
    """What `pack` packed."""
    return [Row(number, tuple(cells)) for number, cells in json.loads(zlib.decompress(content))]
