"""CSV: which encoding, which delimiter, and then rows as the csv module reads them."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final

from wsp.exchange.errors import UnusableFile
from wsp.exchange.tables.reading import headers
from wsp.exchange.tables.reading.limits import Limits
from wsp.exchange.tables.reading.table import LONGEST_CELL, Row, Table, as_text

_DELIMITERS: Final = (";", ",", "\t")
_PIECE: Final = 1 << 18
_SAMPLE_ROWS: Final = 50
_ZERO_SHARE: Final = 0.2
"""Of the bytes in Latin text as UTF-16 about half are zero; in any other text none is."""


def open_text(stream: BinaryIO, limits: Limits) -> Table:
    """Find out how the text is written and read its headers.

    Raises:
        UnusableFile: no known encoding, no table, or a quote that never ends.

    """
    encoding = _encoding(stream)
    delimiter, skipped = _delimiter(stream, encoding)
    records = _records(stream, encoding, delimiter, limits)
    names: tuple[str, ...] | None = None
    for number, cells in records:
        if number > skipped and any(cells):
            names = headers.check(cells, limits)
            top = number
            break
    if names is None:
        raise headers.no_table()
    width = len(names)

    def rows() -> Iterator[Row]:
        count = 0
        for number, cells in _records(stream, encoding, delimiter, limits):
            if number <= top or not any(cells):
                continue
            count += 1
            if count > limits.rows:
                raise UnusableFile(
                    f"Deze tabel heeft meer dan {limits.rows} rijen. Deel het bestand op in kleinere bestanden.",
                    code="importbestand-rijen",
                )
            if any(cells[width:]):
                raise UnusableFile(
                    f"Rij {number} heeft meer cellen dan er kolomnamen zijn. Zet een tekst met '{_shown(delimiter)}' "
                    "tussen aanhalingstekens.",
                    code="importbestand-scheef",
                )
            yield Row(number, tuple(cells[:width]) + (None,) * (width - len(cells)))

    return Table("CSV", None, 1, names, rows)


def _shown(delimiter: str) -> str:
    return "tab" if delimiter == "\t" else delimiter


def _encoding(stream: BinaryIO) -> str:
    """UTF-8 (with or without mark), UTF-16, or else Windows-1252, the old one of Western Europe."""
    stream.seek(0)
    head = stream.read(_PIECE)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(stream, "utf-16")
    if head.startswith(codecs.BOM_UTF8):
        return _checked(stream, "utf-8-sig")
    if head.count(0) > _ZERO_SHARE * len(head):
        return _checked(stream, "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be")
    if 0 in head:
        raise UnusableFile("Dit is geen tekst en geen werkmap. Kies een XLSX-, ODS- of CSV-bestand.")
    wrong = _first_wrong(stream, "utf-8")
    if wrong is None:
        return "utf-8"
    if wrong.after_other_letters:
        raise UnusableFile(
            f"Regel {wrong.line} is anders opgeslagen dan de rest. Bewaar het hele bestand als CSV UTF-8.",
            code="importbestand-codering",
        )
    return _checked(stream, "cp1252")


class _Wrong:
    """Where a text stopped being what it seemed: the line, and whether letters of that encoding came before."""

    def __init__(self, line: int, *, after_other_letters: bool) -> None:
        self.line = line
        self.after_other_letters = after_other_letters


def _checked(stream: BinaryIO, encoding: str) -> str:
    wrong = _first_wrong(stream, encoding)
    if wrong is not None:
        raise UnusableFile(
            f"De letters in regel {wrong.line} zijn niet te lezen. Bewaar het bestand als CSV UTF-8 of als XLSX.",
            code="importbestand-codering",
        )
    return encoding


def _first_wrong(stream: BinaryIO, encoding: str) -> _Wrong | None:
    """Read the whole text once, in pieces."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line, others = 1, False
    try:
        while piece := stream.read(_PIECE):
            text = decoder.decode(piece)
            line += text.count("\n")
            others = others or not text.isascii()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        given = error.object if isinstance(error.object, bytes) else b""
        before = given[: error.start]
        return _Wrong(line + before.count(b"\n"), after_other_letters=others or not before.isascii())
    return None


def _delimiter(stream: BinaryIO, encoding: str) -> tuple[str, int]:
    """The delimiter with which the first rows are as wide as the headers, and how many rows say nothing but that."""
    best, widest = ";", (0, 0)
    first = _first_line(stream, encoding)
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        return first[-1], 1
    for delimiter in _DELIMITERS:
        try:
            found = [len(row) for row in islice(_reader(stream, encoding, delimiter), _SAMPLE_ROWS) if any(row)]
        except csv.Error:
            continue
        if found and found[0] > 1:
            even = sum(width == found[0] for width in found)
            if (even, found[0]) > widest:
                best, widest = delimiter, (even, found[0])
    return best, 0


def _first_line(stream: BinaryIO, encoding: str) -> str:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        return text.readline(_PIECE).strip()
    finally:
        text.detach()


def _reader(stream: BinaryIO, encoding: str, delimiter: str) -> Iterator[list[str]]:
    stream.seek(0)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL * 4))
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield from csv.reader(text, delimiter=delimiter, strict=True)
    finally:
        # A wrapper that is thrown away would close the file with it.
        if not stream.closed:
            text.detach()


def _records(stream: BinaryIO, encoding: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str | None]]]:
    """Numbered records; the number is the row as a spreadsheet program would show it."""
    number = 0
    try:
        for number, values in enumerate(_reader(stream, encoding, delimiter), start=1):
            if any(len(value) > LONGEST_CELL for value in values):
                raise UnusableFile(
                    f"Rij {number} heeft een veel te lange cel. Kijk of er ergens een aanhalingsteken te veel staat.",
                    code="importbestand-cel",
                )
            yield number, [as_text(value) for value in values[: limits.columns + 1]]
    except csv.Error as error:
        raise UnusableFile(
            f"Na rij {number} klopt een aanhalingsteken niet. Herstel het, of bewaar het bestand als XLSX.",
            code="importbestand-aanhaling",
        ) from error
