"""A table as every kind of file gives it: headers, and rows of text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

BROKEN: Final = "#FOUT"
"""What a cell holds whose formula could not be computed by the program that saved the file."""
LONGEST_CELL: Final = 32_767
"""Characters; what a cell of a workbook can hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row as the spreadsheet program shows it; cells stand under the headers, None is empty."""

    number: int
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`rows()` may be asked for more than once; empty rows are left out."""

    kind: str
    """What the file is: XLSX, ODS, XLS or CSV."""
    sheet: str | None
    """Name of the work sheet that was read."""
    sheets: int
    """How many sheets with content there are."""
    headers: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


def as_text(value: Any) -> str | None:  # noqa: PLR0911 (one answer per kind of cell)
    """A cell as a Dutch reader sees it: 12,5 and 24-11-2026; None when there is nothing in it."""
    match value:
        case None:
            return None
        case str():
            return value.strip() or None
        case bool():
            return "ja" if value else "nee"
        case int():
            return str(value)
        case float():
            return _number(value)
        case datetime():
            midnight = value.time() == time(0)
            return f"{value:%d-%m-%Y}" if midnight else f"{value:%d-%m-%Y %H:%M}"
        case date():
            return f"{value:%d-%m-%Y}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 (up to here a workbook keeps whole numbers exactly)
        return str(int(value))
    # As a workbook shows it: fifteen digits, so that 0.1 + 0.2 reads 0,3.
    return f"{Decimal(f'{value:.15g}'):f}".replace(".", ",")
