"""Table files made in the test: good ones in every format, and every kind of trouble."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Grid = Iterable[Sequence[Any]]


def xlsx(grid: Grid, *, name: str = "Blad1", edit: Callable[[xlsxwriter.Workbook, Any], None] | None = None) -> bytes:
    """A workbook with one sheet; a text that starts with = becomes a formula, `edit` may do more."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet(name)
    for row, values in enumerate(grid):
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 (a sheet knows no time zones)
            elif isinstance(value, str) and not value.startswith("="):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write(row, column, value)
    if edit:
        edit(book, sheet)
    book.close()
    return out.getvalue()


def ods(grid: Grid, *, name: str = "Blad1") -> bytes:
    """An OpenDocument spreadsheet; numbers and days are typed cells."""
    book = OpenDocumentSpreadsheet()
    table = Table(name=name)
    for values in grid:
        row = TableRow()
        for value in values:
            row.addElement(_ods_cell(value))
        table.addElement(row)
    book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def _ods_cell(value: Any) -> Any:
    if value is None:
        return TableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=value)
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


def csv(grid: Grid, *, delimiter: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """A text file as a spreadsheet program writes it."""
    return "".join(delimiter.join(_quoted(value, delimiter) for value in row) + end for row in grid).encode(encoding)


def _quoted(value: Any, delimiter: str) -> str:
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in (delimiter, '"', "\n")) else text


def repacked(
    content: bytes, *, add: dict[str, bytes] | None = None, change: dict[str, Callable[[bytes], bytes]] | None = None
) -> bytes:
    """The same archive with members added or changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member.filename, (change or {}).get(member.filename, lambda same: same)(data))
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return out.getvalue()
