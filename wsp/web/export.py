"""Spreadsheets of what a list shows: typed cells, no formulas, and a line in the audit log.

An export is a POST although it only reads: it leaves a line in the log, and a link would be followed by browsers that
look ahead.
"""

import io
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from flask import Response
from xlsxwriter.worksheet import Worksheet

from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.web.access import current_actor, current_session

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | Decimal | date | datetime | bool | uuid.UUID | None

_OPTIONS: Final = {
    "in_memory": True,
    # A text that starts with = + - or @ is a text. Nothing that somebody typed is ever computed or followed.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_WIDEST: Final = 60
_LONGEST: Final = 32_000
"""A cell holds 32,767 characters."""


def spreadsheet(
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    action: str,
    filters: Mapping[str, str] | None = None,
) -> Response:
    """Answer with a workbook of one sheet `name`, and record who exported how much with which filters.

    `action` is the audit log's word for it ("employer.exported"). Days and moments become date cells (moments on the
    Dutch clock), numbers become numbers, everything else is text.
    """
    content, count = workbook(name, heads, rows)
    audit.record(
        current_session(),
        current_actor(),
        action,
        subject=None,
        after={"rows": count, "filters": dict(filters or {})},
    )
    filename = f"{name.lower().replace(' ', '-')}-{clock.today().isoformat()}.xlsx"
    return Response(
        content,
        mimetype=MEDIA_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "no-store",
        },
    )


def workbook(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> tuple[bytes, int]:
    """Return the file and the number of rows in it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True})
    formats = {
        "day": book.add_format({"num_format": "dd-mm-yyyy"}),
        "moment": book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
    }
    widths = [len(head) for head in heads]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _write(sheet, count, column, value, formats))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, _WIDEST) + 2)
    sheet.freeze_panes(1, 0)
    if count:
        sheet.autofilter(0, 0, count, len(heads) - 1)
    book.close()
    return out.getvalue(), count


def _write(sheet: Worksheet, row: int, column: int, value: Cell, formats: Mapping[str, Any]) -> int:
    """Write one cell by its type and return how wide it reads."""
    match value:
        case None:
            return 0
        case bool():
            sheet.write_string(row, column, "ja" if value else "nee")
            return 3
        case int() | float() | Decimal():
            sheet.write_number(row, column, float(value))
            return len(str(value))
        case datetime():
            sheet.write_datetime(row, column, clock.local(value).replace(tzinfo=None), formats["moment"])
            return 16
        case date():
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["day"])  # noqa: DTZ001 (a cell has no zone)
            return 10
        case _:
            text = str(value)[:_LONGEST]
            sheet.write_string(row, column, text)
            return max((len(line) for line in text.splitlines()), default=0)
