"""From a file that somebody chose to headers and rows of text, or one Dutch sentence that says why not.

    table = open_table(stream, limits=Limits())
    table.headers        ("Naam", "Plaats")
    for row in table.rows(): row.number, row.cells

Nothing in the file is ever computed, followed or executed; what a file claims to be by its name does not count.
"""

from typing import BinaryIO

from wsp.exchange.tables.reading import delimited, recognising, workbooks
from wsp.exchange.tables.reading.limits import Limits
from wsp.exchange.tables.reading.table import Row, Table

__all__ = ["Limits", "Row", "Table", "open_table"]


def open_table(stream: BinaryIO, *, limits: Limits | None = None) -> Table:
    """Recognise the file by its content and read its headers; rows follow as they are asked for.

    `stream` must be seekable and stay open while rows are read.

    Raises:
        UnusableFile: the file cannot be read at all. The message says what to do.
        FileTooLarge: it is larger than this program reads; nothing of it was read.

    """
    limits = limits or Limits()
    kind = recognising.recognise(stream, limits)
    if kind is recognising.Kind.TEXT:
        return delimited.open_text(stream, limits)
    return workbooks.open_workbook(stream, kind, limits)
