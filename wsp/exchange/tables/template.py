"""An empty workbook to fill in, and one with made-up rows to try: columns, help and lists come from the schemas."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import xlsxwriter
import yaml

from wsp.exchange.tables.columns import Target
from wsp.exchange.tables.enums import KIND_LABELS, ImportKind, Profile
from wsp.exchange.tables.kinds import KINDS
from wsp.exchange.tables.report import SAFE
from wsp.foundation.fields import Choices, Date, Decimal, Integer, Yes, YesNo

_SAMPLES: Final = Path(__file__).parent / "samples.yaml"
_LIST_ROWS: Final = 1000
"""Rows of the template that offer the list while somebody fills in."""
_LONGEST_OFFER: Final = 255
"""Characters of a list that a cell can offer."""


def template(kind: ImportKind, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A workbook with three sheets: the rows, the help per column, the closed lists."""
    targets = KINDS[kind].targets(Profile.GENERIC)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    bold = book.add_format({"bold": True, "bottom": 1})
    needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E6E6F5"})
    text = book.add_format({"num_format": "@"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(KIND_LABELS[kind])
    for column, target in enumerate(targets):
        sheet.write_string(0, column, target.label, needed if target.required else bold)
        # As text, so that no zero in front of a number is lost and no day turns into another.
        sheet.set_column(column, column, max(14, len(target.label) + 2), text)
        offered = list(target.options.values())
        single = offered and not isinstance(target.asked, Choices)
        if isinstance(target.asked, Yes | YesNo):
            offered, single = ["ja", "nee"], True
        if single and len(",".join(offered)) < _LONGEST_OFFER and not any("," in each for each in offered):
            sheet.data_validation(
                1, column, _LIST_ROWS, column, {"validate": "list", "source": offered, "error_type": "warning"}
            )
    for line, values in enumerate(rows, start=1):
        for column, value in enumerate(values):
            if value:
                sheet.write_string(line, column, value, text)
    sheet.freeze_panes(1, 1)
    _help(book.add_worksheet("Uitleg"), targets, bold, wrap)
    _lists(book.add_worksheet("Lijsten"), targets, bold)
    book.close()
    return out.getvalue()


def sample(kind: ImportKind) -> bytes:
    """The template with made-up rows."""
    targets = KINDS[kind].targets(Profile.GENERIC)
    rows = [[str(row.get(target.label, "")) for target in targets] for row in _samples()[kind.value]]
    return template(kind, rows)


@cache
def _samples() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(_SAMPLES.read_text(encoding="utf-8"))
    return found


def _help(sheet: Any, targets: Sequence[Target], bold: Any, wrap: Any) -> None:
    heads = (("Kolom", 34), ("Nodig", 8), ("Wat je invult", 60), ("Vorm", 40))
    for column, (head, width) in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    for line, target in enumerate(targets, start=1):
        values = (target.label, "ja" if target.required else "", target.hint, _form(target))
        for column, value in enumerate(values):
            sheet.write_string(line, column, value, wrap)
    sheet.freeze_panes(1, 0)


def _form(target: Target) -> str:  # noqa: PLR0911 (one answer per kind of field)
    match target.asked:
        case Choices():
            return "Een of meer uit de lijst, met een puntkomma ertussen."
        case Date():
            return "Een datum, zoals 24-11-2026."
        case Integer():
            return "Een heel getal."
        case Decimal():
            return "Een getal, met een komma."
        case Yes() | YesNo():
            return "ja of nee"
        case _ if target.options:
            return "Iets uit de lijst."
        case _:
            longest = target.asked.metadata.get("max_length")
            return f"Tekst, hoogstens {longest} tekens." if longest else "Tekst."


def _lists(sheet: Any, targets: Sequence[Target], bold: Any) -> None:
    column = 0
    for target in targets:
        offered = list(target.options.values())
        if not offered or isinstance(target.asked, YesNo):
            continue
        sheet.write_string(0, column, target.label, bold)
        sheet.set_column(column, column, max(18, *(len(each) + 2 for each in offered)))
        for line, value in enumerate(offered, start=1):
            sheet.write_string(line, column, value)
        column += 1
    sheet.freeze_panes(1, 0)
