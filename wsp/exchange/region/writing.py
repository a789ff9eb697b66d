"""A region out: one consistent moment, streamed table by table, with a hash for every file.

The connection sees one snapshot (REPEATABLE READ), so writers are not held up and nothing is half in. PostgreSQL writes
the CSV itself (COPY): every value stands in quotes, an unknown one is nothing at all, so that empty and unknown stay
apart and a value that starts with = + - or @ is read as text. Memory does not grow with the region.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Final

import psycopg
from psycopg import sql

from wsp.exchange.region import dictionary, guide
from wsp.exchange.region.layout import FILES, Part, parts
from wsp.exchange.region.packing import Sink
from wsp.exchange.region.seal import Seal
from wsp.foundation import clock, crypto

FORMAT: Final = 1
"""Raised when a reader of the old form would not understand the new one."""
MANIFEST: Final = "manifest.json"
DICTIONARY: Final = "data-dictionary.csv"
GUIDE: Final = "README.md"
FILE_LIST: Final = "files.csv"
_ROWS: Final = 500
"""Rows held in memory at once, where Python must look at them."""

Progress = Callable[[int, int, str], None]
"""Tables done, tables in all, name of the next one."""


@dataclass(frozen=True)
class Written:
    """One file of the export."""

    rows: int
    sha256: str


@dataclass
class Manifest:
    """What the export holds; the first thing that a reader looks at."""

    region: str
    taken_at: datetime
    salt: str | None
    """Of the passphrase that closes the BSNs; None: they were left out."""
    tables: dict[str, Written] = field(default_factory=dict)
    files: int = 0
    files_sha256: str = ""

    def as_json(self) -> str:
        """The manifest as it stands in the export."""
        return json.dumps(
            {
                "format": FORMAT,
                "program": "wsp",
                "region": self.region,
                "taken_at": self.taken_at.isoformat(),
                "bsn": {"cipher": "AES-SIV, key by scrypt", "salt": self.salt} if self.salt else None,
                "files": {"count": self.files, "sha256": self.files_sha256},
                "tables": {
                    name: {"file": table_file(name), "rows": written.rows, "sha256": written.sha256}
                    for name, written in self.tables.items()
                },
            },
            indent=2,
            ensure_ascii=False,
        )


def table_file(name: str) -> str:
    """Where a table stands in the export."""
    return f"tables/{name}.csv"


def write(
    connection: "psycopg.Connection[Any]",
    region: str,
    sink: Sink,
    *,
    seal: Seal | None,
    progress: Progress = lambda _done, _total, _name: None,
) -> Manifest:
    """Write everything of `region` as `connection` sees it now; the manifest comes last.

    `connection` stands in a transaction of its own, inside the region's wall. Without `seal` no BSN goes out.
    """
    wanted = parts()
    manifest = Manifest(region, clock.now(), seal.salt if seal else None)
    for done, part in enumerate(wanted):
        progress(done, len(wanted), part.name)
        with sink.open(table_file(part.name)) as out:
            manifest.tables[part.name] = write_table(connection, region, part, out, seal=seal)
    listed: list[Sequence[str]] = []
    for part in wanted:
        if part.name in FILES:
            listed += _write_files(connection, region, part, sink)
    content = csv_text([("path", "table", "id", "name", "bytes", "sha256"), *listed])
    manifest.files, manifest.files_sha256 = len(listed), hashlib.sha256(content).hexdigest()
    described = csv_text([dictionary.HEADS, *dictionary.rows(wanted)])
    for name, text in (
        (FILE_LIST, content),
        (DICTIONARY, described),
        (GUIDE, guide.text(region).encode()),
        (MANIFEST, manifest.as_json().encode()),
    ):
        with sink.open(name) as out:
            out.write(text)
    progress(len(wanted), len(wanted), "")
    return manifest


def write_table(
    connection: "psycopg.Connection[Any]", region: str, part: Part, out: BinaryIO, *, seal: Seal | None
) -> Written:
    """Write one table, ordered by its key, and return how many rows and the hash of the file."""
    digest = hashlib.sha256()
    encrypted = part.encrypted()
    if encrypted is not None:
        rows = 0
        for piece in _opened(connection, region, part, encrypted, seal):
            rows += 1
            digest.update(piece)
            out.write(piece)
        return Written(rows - 1, digest.hexdigest())
    statement = sql.SQL("COPY ({query}) TO STDOUT (FORMAT csv, HEADER true, FORCE_QUOTE *)").format(
        query=query(part, region)
    )
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for data in copy:
                digest.update(data)
                out.write(data)
        return Written(cursor.rowcount, digest.hexdigest())


def query(part: Part, region: str) -> sql.Composed:
    """The rows of a table that go, in the order of its key."""
    return sql.SQL("SELECT {columns} FROM {table} WHERE {condition} ORDER BY {key}").format(
        columns=sql.SQL(", ").join(sql.Identifier(column.name) for column in part.columns),
        table=sql.Identifier(part.name),
        condition=_condition(part, region),
        key=sql.SQL(", ").join(sql.Identifier(name) for name in part.key),
    )


def csv_line(values: Iterable[str | None]) -> bytes:
    """One line as PostgreSQL writes it: every value in quotes, an unknown one is nothing."""
    cells = ("" if value is None else '"' + value.replace('"', '""') + '"' for value in values)
    return (",".join(cells) + "\n").encode()


def csv_text(rows: Iterable[Sequence[str | None]]) -> bytes:
    """Some lines of CSV."""
    return b"".join(csv_line(row) for row in rows)


def _condition(part: Part, region: str) -> sql.Composed:
    first, *rest = part.condition.split(":region")
    whole: list[sql.Composable] = [_code(first)]
    for piece in rest:
        whole += [sql.Literal(region), _code(piece)]
    return sql.Composed(whole)


def _code(text: Any) -> sql.SQL:
    """A piece of a condition of `layout`: it stands in the source, nobody typed it."""
    return sql.SQL(text)


def _opened(
    connection: "psycopg.Connection[Any]", region: str, part: Part, encrypted: str, seal: Seal | None
) -> Iterator[bytes]:
    """The lines of a table with an encrypted column: opened with the program's key, closed with the passphrase's."""
    names = [column.name for column in part.columns]
    yield (",".join(names) + "\n").encode()
    text = sql.SQL(", ").join(
        sql.Identifier(name) if name == encrypted else sql.SQL("{}::text").format(sql.Identifier(name))
        for name in names
    )
    with connection.cursor(name=f"export_{part.name}") as cursor:
        cursor.itersize = _ROWS
        cursor.execute(sql.SQL("SELECT {columns} FROM ({query}) q").format(columns=text, query=query(part, region)))
        at = names.index(encrypted)
        for row in cursor:
            values = list(row)
            values[at] = None if seal is None or row[at] is None else seal.close(crypto.keyring().decrypt(row[at]))
            yield csv_line(values)


def _write_files(connection: "psycopg.Connection[Any]", region: str, part: Part, sink: Sink) -> list[Sequence[str]]:
    """Write the files of a table one by one; each is a name, its size and its hash in the list."""
    content, named = FILES[part.name]
    statement = sql.SQL("SELECT id::text, {named}, {content} FROM {table} WHERE {condition} ORDER BY id").format(
        named=sql.Identifier(named),
        content=sql.Identifier(content),
        table=sql.Identifier(part.name),
        condition=_condition(part, region),
    )
    listed: list[Sequence[str]] = []
    with connection.cursor(name=f"files_{part.name}") as cursor:
        cursor.itersize = 1
        cursor.execute(statement)
        for row_id, name, data in cursor:
            if data is None:
                continue
            # The id is the name: what somebody called a file never becomes a path.
            path = f"files/{part.name}/{row_id}"
            with sink.open(path) as out:
                out.write(data)
            listed.append((path, part.name, row_id, name, str(len(data)), hashlib.sha256(data).hexdigest()))
    return listed


def hashes(manifest: Manifest) -> Mapping[str, str]:
    """Table -> hash of its file: equal for equal data."""
    return {name: written.sha256 for name, written in manifest.tables.items()}
