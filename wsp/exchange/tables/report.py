"""What is wrong with which row, as a workbook to mend the file with."""

import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

from wsp.exchange.models import ImportRow, TableImport
from wsp.exchange.tables.enums import DECISION_LABELS, OUTCOME_LABELS, Decision, RowOutcome

_HEADS: Final = ("Rij", "Uitkomst", "Kolom", "Waarde", "Wat er aan de hand is", "Wat je kunt doen")
_WIDTHS: Final = (8, 20, 26, 30, 55, 60)
SAFE: Final = {
    "in_memory": True,
    # What somebody typed in a file is never computed or followed.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NO_AGREEMENT: Final = ("Geen toestemming om te delen.", "Vraag eerst toestemming. Van deze rij is niets bewaard.")


def row_report(found: TableImport, rows: Sequence[ImportRow]) -> bytes:
    """One line per problem; a row without agreement shows its number only."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    sheet = book.add_worksheet("Verslag")
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    line = 0
    for row in rows:
        for values in _lines(row):
            line += 1
            sheet.write_number(line, 0, row.number)
            for column, value in enumerate(values, start=1):
                sheet.write_string(line, column, value, wrap)
    sheet.freeze_panes(1, 0)
    if line:
        sheet.autofilter(0, 0, line, len(_HEADS) - 1)
    book.set_properties({"title": f"Verslag van {found.filename}"})
    book.close()
    return out.getvalue()


def _lines(row: ImportRow) -> list[tuple[str, str, str, str, str]]:
    outcome = RowOutcome(row.outcome)
    label = OUTCOME_LABELS[outcome]
    if outcome is RowOutcome.NO_AGREEMENT:
        return [(label, "", "", *_NO_AGREEMENT)]
    lines = [(_kind(each, label), each["column"], each["value"], each["what"], each["mend"]) for each in row.problems]
    for twin in row.twins:
        what = f"Lijkt op {twin['label']}: {twin['reasons']}."
        chosen = (
            DECISION_LABELS[Decision(row.decision)]
            if row.decision
            else "Overgeslagen. Lees de rij zo nodig opnieuw in."
        )
        lines.append((OUTCOME_LABELS[RowOutcome.TWIN], "Hele rij", "", what, chosen))
    return lines


def _kind(problem: dict[str, Any], label: str) -> str:
    return "Vraag" if problem["question"] else label
