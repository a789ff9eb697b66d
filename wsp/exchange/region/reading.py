"""A region back in: checked file by file, loaded in one transaction, and compared again before it is committed."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import psycopg
from psycopg import sql

from wsp.exchange.region.errors import NotAnExport, NotEmpty, PassphraseNeeded
from wsp.exchange.region.layout import FILES, Part, parts
from wsp.exchange.region.packing import Nowhere, Source
from wsp.exchange.region.seal import Seal
from wsp.exchange.region.writing import FILE_LIST, FORMAT, MANIFEST, table_file, write_table
from wsp.foundation import crypto

_PIECE: Final = 256 * 1024
_REGION: Final = re.compile(r"AM\d{2}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_CELL: Final = re.compile(r'(?:"((?:[^"]|"")*)"|)(,|$)')
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Checked:
    """A manifest of which every file was found as it says."""

    region: str
    salt: str | None
    tables: Mapping[str, tuple[int, str]]
    """Table -> rows and hash."""
    files: Sequence[tuple[str, str, str]]
    """Table, id and path of every file."""


@dataclass(frozen=True)
class Loaded:
    """What came in."""

    region: str
    tables: int
    rows: int
    files: int


def check(source: Source) -> Checked:
    """Look through the whole export before anything is loaded.

    Raises:
        NotAnExport: another kind of file, another version, or a file that was changed.

    """
    manifest = _manifest(source)
    tables: dict[str, tuple[int, str]] = {}
    for part in parts():
        said = manifest["tables"].get(part.name)
        if not isinstance(said, dict) or not _HASH.fullmatch(str(said.get("sha256"))):
            raise NotAnExport(f"De tabel {part.name} ontbreekt. Gebruik dezelfde versie van het programma.")
        with source.open(table_file(part.name)) as found:
            header = found.readline().decode("utf-8", "replace").rstrip("\n")
            if header != ",".join(column.name for column in part.columns):
                raise NotAnExport(f"De tabel {part.name} heeft andere kolommen. Gebruik dezelfde versie.")
        if _sha256(source, table_file(part.name)) != said["sha256"]:
            raise NotAnExport(f"De tabel {part.name} is onderweg veranderd. Vraag het bestand opnieuw.")
        tables[part.name] = (int(said["rows"]), said["sha256"])
    if _sha256(source, FILE_LIST) != manifest["files"]["sha256"]:
        raise NotAnExport("De lijst met bestanden is onderweg veranderd. Vraag het bestand opnieuw.")
    salt = (manifest["bsn"] or {}).get("salt")
    return Checked(manifest["region"], salt, tables, list(_files(source)))


def load(
    connection: "psycopg.Connection[Any]", source: Source, *, passphrase: str | None, without_bsn: bool = False
) -> Loaded:
    """Load an export in the transaction of `connection` (the owner's); the caller commits.

    Raises:
        NotAnExport, WrongPassphrase, PassphraseNeeded: the file cannot be used like this.
        NotEmpty: the region has rows already.

    """
    found = check(source)
    if found.salt and passphrase is None and not without_bsn:
        raise PassphraseNeeded
    seal = Seal.of(passphrase, salt=found.salt) if found.salt and passphrase and not without_bsn else None
    wanted = parts()
    connection.execute("SELECT set_config('wsp.region', %s, true)", (found.region,))
    for part in wanted:
        if not part.shared and _filled(connection, part, found.region):
            raise NotEmpty(part.name)
    for part in wanted:
        # What the program does when a row is added (counting, refusing) was done when these rows were made.
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(part.name)))
    for part in wanted:
        _load_table(connection, source, part, found, seal)
    for part in wanted:
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(part.name)))
    _compare(connection, found, seal, without_bsn=without_bsn)
    return Loaded(found.region, len(wanted), sum(rows for rows, _ in found.tables.values()), len(found.files))


def _manifest(source: Source) -> dict[str, Any]:
    with source.open(MANIFEST) as entry:
        try:
            manifest = json.loads(entry.read(_PIECE))
            usable = (
                manifest["format"] == FORMAT
                and isinstance(manifest["tables"], dict)
                and isinstance(manifest["files"], dict)
                and (manifest["bsn"] is None or re.fullmatch(r"[0-9a-f]{32}", manifest["bsn"]["salt"]))
            )
        except (ValueError, KeyError, TypeError) as error:
            raise NotAnExport("Dit is geen export van een regio. Kies het bestand van de export.") from error
    if not usable or not _REGION.fullmatch(str(manifest.get("region"))):
        raise NotAnExport("Deze export is van een andere versie. Gebruik de versie die hem maakte.")
    return dict(manifest)


def _files(source: Source) -> Iterator[tuple[str, str, str]]:
    with source.open(FILE_LIST) as entry:
        lines = list(_rows(entry))
    for path, table, row_id, _name, _size, sha256 in lines[1:]:
        known = table in FILES and row_id and _ID.fullmatch(row_id) and path == f"files/{table}/{row_id}"
        if not known or _sha256(source, str(path)) != sha256:
            raise NotAnExport("Een bestand is onderweg veranderd. Vraag de export opnieuw.")
        yield str(table), str(row_id), str(path)


def _sha256(source: Source, name: str) -> str:
    digest = hashlib.sha256()
    with source.open(name) as entry:
        while piece := entry.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _filled(connection: "psycopg.Connection[Any]", part: Part, region: str) -> bool:
    statement = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE region_id = %s)").format(sql.Identifier(part.name))
    row = connection.execute(statement, (region,)).fetchone()
    return bool(row and row[0])


def _load_table(
    connection: "psycopg.Connection[Any]", source: Source, part: Part, found: Checked, seal: Seal | None
) -> None:
    table, columns = sql.Identifier(part.name), _names(column.name for column in part.columns)
    with source.open(table_file(part.name)) as entry:
        if part.encrypted() is not None:
            _load_encrypted(connection, part, entry, seal)
        elif part.shared:
            _copy(connection, part, entry, aside=True)
            # Another region may have brought the same organisation, colleague or business.
            connection.execute(
                sql.SQL("INSERT INTO {table} ({columns}) SELECT {columns} FROM aside ON CONFLICT DO NOTHING").format(
                    table=table, columns=columns
                )
            )
            connection.execute("DROP TABLE aside")
        elif part.name in FILES:
            _copy(connection, part, entry, aside=True)
            _load_files(connection, source, part, found)
            connection.execute("DROP TABLE aside")
        else:
            _copy(connection, part, entry, aside=False)


def _copy(connection: "psycopg.Connection[Any]", part: Part, entry: BinaryIO, *, aside: bool) -> None:
    columns, target = _names(column.name for column in part.columns), sql.Identifier(part.name)
    if aside:
        connection.execute(
            sql.SQL("CREATE TEMP TABLE aside ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA").format(
                columns=columns, table=target
            )
        )
        target = sql.Identifier("aside")
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER true)").format(target, columns)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        while piece := entry.read(_PIECE):
            copy.write(piece)


def _load_files(connection: "psycopg.Connection[Any]", source: Source, part: Part, found: Checked) -> None:
    columns = _names(column.name for column in part.columns)
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}, {content}) SELECT {columns}, %s FROM aside WHERE id = %s"
    ).format(table=sql.Identifier(part.name), columns=columns, content=sql.Identifier(FILES[part.name][0]))
    for table, row_id, path in found.files:
        if table == part.name:
            with source.open(path) as entry:
                connection.execute(statement, (entry.read(), row_id))
    # A row whose file was taken away (a virus) comes in without one.
    connection.execute(
        sql.SQL("INSERT INTO {table} ({columns}) SELECT {columns} FROM aside WHERE NOT (id = ANY(%s))").format(
            table=sql.Identifier(part.name), columns=columns
        ),
        ([row_id for table, row_id, _ in found.files if table == part.name],),
    )


def _load_encrypted(connection: "psycopg.Connection[Any]", part: Part, entry: BinaryIO, seal: Seal | None) -> None:
    """Rows with a BSN: opened with the passphrase, closed with this program's key, and findable by its look-up key."""
    encrypted = part.encrypted() or ""
    names = [column.name for column in part.columns]
    at, keyring = names.index(encrypted), crypto.keyring()
    lookup = [f"{encrypted}_lookup"] if f"{encrypted}_lookup" in part.table.c else []
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(part.name), _names([*names, *lookup]))
    entry.readline()
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in _rows(entry):
            values: list[Any] = list(row)
            token = values[at]
            value = seal.open(token) if seal and token is not None else None
            values[at] = None if value is None else keyring.encrypt(value)
            found = None if value is None else keyring.lookup(value, purpose=encrypted)
            copy.write_row([*values, found] if lookup else values)


def _rows(entry: BinaryIO) -> Iterator[list[str | None]]:
    """The rows of a CSV file as this program writes it: unknown is None, empty is empty."""
    text = ""
    for line in entry:
        text += line.decode("utf-8")
        if text.count('"') % 2:
            # A line end inside quotes: the row goes on.
            continue
        cells: list[str | None] = []
        place, row = 0, text.removesuffix("\n")
        while True:
            cell = _CELL.match(row, place)
            if cell is None:
                raise NotAnExport("Een regel in het bestand is beschadigd. Vraag de export opnieuw.")
            cells.append(None if cell.group(1) is None else cell.group(1).replace('""', '"'))
            place = cell.end()
            if cell.group(2) == "":
                break
        yield cells
        text = ""


def _compare(connection: "psycopg.Connection[Any]", found: Checked, seal: Seal | None, *, without_bsn: bool) -> None:
    """What is in the database now gives the same files, byte for byte."""
    for part in parts():
        if part.encrypted() and without_bsn:
            continue
        with Nowhere().open(part.name) as out:
            written = write_table(connection, found.region, part, out, seal=seal)
        if (written.rows, written.sha256) != found.tables[part.name]:
            raise NotAnExport(f"De tabel {part.name} kwam anders binnen dan hij in het bestand staat.")


def _names(names: Any) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)
