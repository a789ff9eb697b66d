"""XLSX, ODS and old XLS through calamine: values only, no formula is ever computed."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final
from xml.etree import ElementTree as ET

import python_calamine as calamine

from wsp.exchange.errors import UnusableFile
from wsp.exchange.tables.reading import headers
from wsp.exchange.tables.reading.limits import Limits
from wsp.exchange.tables.reading.recognising import Kind
from wsp.exchange.tables.reading.table import BROKEN, Row, Table, as_text

_FORMULA_ERROR: Final = re.compile(rb'<c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?\bt="e"')
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PIECE: Final = 1 << 20
_TAIL: Final = 512
_MOST_ERRORS: Final = 50_000


def open_workbook(stream: BinaryIO, kind: Kind, limits: Limits) -> Table:
    """Read the first visible sheet with content.

    Raises:
        UnusableFile: the workbook cannot be opened, or holds no table.

    """
    sheet, count = _opened(stream, kind)
    if sheet.height > limits.rows + 1:
        raise UnusableFile(
            f"Deze tabel heeft meer dan {limits.rows} rijen. Deel het bestand op in kleinere bestanden.",
            code="importbestand-rijen",
        )
    grid = sheet.iter_rows()
    top, first = _first_row(grid)
    names = headers.check(first, limits)
    # The reader gives every row from the first one of the sheet, but only the columns with content.
    start_column = sheet.start[1] if sheet.start else 0
    broken = _formula_errors(stream, sheet.name) if kind is Kind.XLSX else frozenset()

    def rows() -> Iterator[Row]:
        for offset, values in enumerate(sheet.iter_rows()):
            if offset <= top:
                continue
            number = offset + 1
            cells = [as_text(value) for value in values[: len(names)]]
            for place, cell in enumerate(cells):
                if cell is None and (start_column + place, number) in broken:
                    cells[place] = BROKEN
            if any(cells):
                yield Row(number, tuple(cells))

    return Table(kind.value, sheet.name, count, names, rows)


def _opened(stream: BinaryIO, kind: Kind) -> tuple[calamine.CalamineSheet, int]:
    try:
        found = _first_sheet(calamine.CalamineWorkbook.from_filelike(stream))
    except calamine.PasswordError as error:
        raise UnusableFile(
            "Er staat een wachtwoord op dit bestand. Haal het wachtwoord eraf en kies het bestand opnieuw.",
            code="importbestand-wachtwoord",
        ) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _unreadable(kind) from error
    except BaseException as error:
        # The reader is written in Rust: what it did not foresee arrives as a panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(kind) from error
    if found is None:
        raise headers.no_table()
    return found


def _unreadable(kind: Kind) -> UnusableFile:
    if kind is Kind.XLS:
        return UnusableFile(
            "Dit oude XLS-bestand is niet te lezen. Bewaar het als XLSX en kies het opnieuw.",
            code="importbestand-oud",
        )
    return UnusableFile(
        "Dit bestand is niet te lezen. Open het in je spreadsheetprogramma en bewaar het opnieuw als XLSX.",
        code="importbestand-onleesbaar",
    )


def _first_sheet(workbook: calamine.CalamineWorkbook) -> tuple[calamine.CalamineSheet, int] | None:
    """The first visible sheet with content, and how many of those there are."""
    chosen: calamine.CalamineSheet | None = None
    count = 0
    for place, about in enumerate(workbook.sheets_metadata):
        if about.typ != calamine.SheetTypeEnum.WorkSheet or about.visible != calamine.SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_index(place)
        if sheet.height and sheet.width:
            count += 1
            chosen = chosen or sheet
    return (chosen, count) if chosen is not None else None


def _first_row(grid: Iterator[list[Any]]) -> tuple[int, Sequence[str | None]]:
    """Where the first row with content stands within the sheet, and what it says."""
    for place, values in enumerate(grid):
        cells = [as_text(value) for value in values]
        if any(cells):
            return place, cells
    raise headers.no_table()


def _formula_errors(stream: BinaryIO, sheet: str) -> frozenset[tuple[int, int]]:
    """Column (0 is A) and row of the cells whose formula gave an error; the reader shows them as empty."""
    found: set[tuple[int, int]] = set()
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        part = _part(archive, sheet)
        if part is None:
            return frozenset()
        with archive.open(part) as content:
            tail = b""
            while piece := content.read(_PIECE):
                for hit in _FORMULA_ERROR.finditer(tail + piece):
                    found.add((_column(hit[1].decode()), int(hit[2])))
                if len(found) > _MOST_ERRORS:
                    break
                tail = piece[-_TAIL:]
    return frozenset(found)


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The member that holds a sheet; the archive was looked through before, so this XML has no entities."""
    names = {name.lower(): name for name in archive.namelist()}
    book, links = names.get("xl/workbook.xml"), names.get("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return None
    ids = [
        each.get(_RELATION)
        for each in ET.fromstring(archive.read(book)).iter()  # noqa: S314 (no entities: archives.check)
        if each.tag.endswith("}sheet") and each.get("name") == sheet
    ]
    for link in ET.fromstring(archive.read(links)):  # noqa: S314 (no entities: archives.check)
        if ids and link.get("Id") == ids[0]:
            target = (link.get("Target") or "").lstrip("/")
            return names.get((target if target.startswith("xl/") else f"xl/{target}").lower())
    return None


def _column(letters: str) -> int:
    place = 0
    for each in letters:
        place = place * 26 + ord(each) - ord("A") + 1
    return place - 1
