"""Spreadsheets: every cell has its type, nothing that somebody typed is computed or followed."""

import io
import uuid
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from wsp.web.export import workbook


def _read(*rows: tuple[object, ...]) -> list[list[object]]:
    content, count = workbook("Proef", ["Kop"] * len(rows[0]), rows)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    assert count == len(rows)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]  # type: ignore[return-value]  # the test knows the shape


def test_cells_have_types() -> None:
    key = uuid.uuid4()
    (row,) = _read(
        (1, Decimal("12.50"), date(2026, 11, 24), datetime(2026, 7, 1, 22, 30, tzinfo=UTC), True, None, key, "0592")
    )
    # Moments stand on the Dutch clock: half past ten in the evening UTC is past midnight in summer.
    assert row == [1.0, 12.5, date(2026, 11, 24), datetime(2026, 7, 2, 0, 30), "ja", "", str(key), "0592"]  # noqa: DTZ001 (a cell has no zone)


@pytest.mark.rule("S7")
@pytest.mark.parametrize(
    "text",
    ["=1+1", "+31592123456", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://demo.example")', "https://demo.example",
     "{=1}", "'=1", "00000017", "1e9", "x" * 40_000, "regel 1\nregel 2", "<b>&amp;</b>", "النور"],
)  # fmt: skip
def test_what_somebody_typed_stays_text(text: str) -> None:
    assert _read((text,)) == [[text[:32_000]]]
    content, _ = workbook("Proef", ["Kop"], [(text,)])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
        assert not [name for name in parts.namelist() if "external" in name.lower()]


def test_an_empty_list_is_a_sheet_with_heads_only() -> None:
    content, count = workbook("Een naam die langer is dan een blad mag heten", ["A", "B"], [])
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert (count, book.get_sheet_by_index(0).to_python()) == (0, [["A", "B"]])
