"""Reads CSV files as they come: compressed or not, checked for encoding and columns before anything is used."""

import csv
import gzip
import io
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from wsp.reference.errors import UnusableFile

csv.field_size_limit(1_000_000)

_DELIMITERS = (";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its number (the header is row 1, as in a spreadsheet) and its values by column, trimmed."""

    number: int
    values: dict[str, str]
    too_long: bool

    def __getitem__(self, column: str) -> str:
        """The value; empty when the record stops before this column."""
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file in memory: the largest of them has 125,000 short rows."""

    name: str
    columns: frozenset[str]
    rows: tuple[Row, ...]


def read_table(path: Path, *, required: Collection[str]) -> Table:
    """Read a CSV file with commas, UTF-8 (with or without BOM), `.gz` allowed.

    Raises UnusableFile when it cannot be read, lacks a required column or has no rows. Records that end early are
    filled up with empty values: the official files leave out trailing empty columns.
    """
    text = _decode(path)
    try:
        return _parse(path.name, text, required)
    except csv.Error as error:
        raise UnusableFile(f"{path.name} is geen geldig CSV-bestand ({error}). Haal het bestand opnieuw op.") from error


def _decode(path: Path) -> str:
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
    except FileNotFoundError as error:
        raise UnusableFile(f"{path.name} is er niet. Controleer de map en de bestandsnaam.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnusableFile(f"{path.name} is beschadigd of niet compleet. Haal het opnieuw op.") from error
    except OSError as error:
        raise UnusableFile(f"{path.name} kan niet worden gelezen ({error.strerror}).") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableFile(
            f"{path.name} is niet opgeslagen als UTF-8. Sla het op als 'CSV UTF-8' en probeer het opnieuw."
        ) from error


def _parse(name: str, text: str, required: Collection[str]) -> Table:
    if "\x00" in text:
        raise UnusableFile(f"{name} is geen tekstbestand. Kies het CSV-bestand zelf.")
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = [column.strip() for column in next(records, [])]
    missing = [column for column in required if column not in header]
    if missing:
        hint = (
            " Sla het op met komma's tussen de kolommen."
            if len(header) == 1 and any(sign in header[0] for sign in _DELIMITERS)
            else ""
        )
        raise UnusableFile(f"{name} mist de kolom {', '.join(missing)}.{hint}")
    rows = tuple(_rows(header, records))
    if not rows:
        raise UnusableFile(f"{name} heeft geen rijen. Haal het bestand opnieuw op.")
    return Table(name=name, columns=frozenset(header), rows=rows)


def _rows(header: list[str], records: Iterator[list[str]]) -> Iterator[Row]:
    for number, record in enumerate(records, start=2):
        if not any(record):
            continue
        yield Row(
            number=number,
            values={column: value.strip() for column, value in zip(header, record, strict=False)},
            too_long=len(record) > len(header),
        )
