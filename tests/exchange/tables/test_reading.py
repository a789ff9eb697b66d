"""Files in every format read the same; every kind of trouble is refused with a sentence that says what to do."""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.exchange.tables import files
from wsp.exchange.errors import FileTooLarge, UnusableFile
from wsp.exchange.tables.reading import Limits, Table, open_table

GRID: list[list[Any]] = [
    ["Naam", "Uren", "Vanaf", "Opmerking"],
    ["Şükrü Łukasz", 12.5, date(2026, 11, 24), 'zegt "ja"; soms'],
    ["Zoë O’Brien-Đặng", 24, date(2026, 1, 2), "twee\nregels"],
    ["王小明", None, None, "=geen formule"],
]
EXPECTED = [
    ("Şükrü Łukasz", "12,5", "24-11-2026", 'zegt "ja"; soms'),
    ("Zoë O’Brien-Đặng", "24", "02-01-2026", "twee\nregels"),
    ("王小明", None, None, None),
]


def opened(content: bytes, **limits: int) -> Table:
    return open_table(io.BytesIO(content), limits=Limits(**limits))


def cells(content: bytes) -> list[tuple[str | None, ...]]:
    return [row.cells for row in opened(content).rows()]


def as_typed(grid: list[list[Any]]) -> list[list[Any]]:
    """The grid as Dutch text."""
    shown = {12.5: "12,5", date(2026, 11, 24): "24-11-2026", date(2026, 1, 2): "2-1-2026"}
    return [[shown.get(value, value) if not isinstance(value, str) else value for value in row] for row in grid]


class TestFormats:
    def test_a_workbook(self) -> None:
        plain = [[*row[:3], row[3].removeprefix("=")] for row in GRID]
        table = opened(files.xlsx(plain, name="Mensen"))
        assert (table.kind, table.sheet, table.headers) == ("XLSX", "Mensen", tuple(GRID[0]))
        assert [row.cells for row in table.rows()][:2] == EXPECTED[:2]
        assert [row.number for row in table.rows()] == [2, 3, 4]

    def test_an_open_document(self) -> None:
        plain = [[*row[:3], row[3].replace("\n", " ")] for row in GRID]
        assert cells(files.ods(plain))[0] == EXPECTED[0]
        assert opened(files.ods(plain)).kind == "ODS"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_text_in_every_encoding_with_every_delimiter(self, encoding: str, delimiter: str) -> None:
        found = cells(files.csv(as_typed(GRID), delimiter=delimiter, encoding=encoding))
        assert found[0] == EXPECTED[0]
        assert found[1] == ("Zoë O’Brien-Đặng", "24", "2-1-2026", "twee\nregels")
        # In a text file nothing is a formula: it stays the text it is.
        assert found[2] == ("王小明", None, None, "=geen formule")

    def test_text_of_an_old_windows_program(self) -> None:
        assert cells("Naam;Plaats\r\nRenée;’s-Gravenhage\r\n".encode("cp1252")) == [("Renée", "’s-Gravenhage")]

    def test_a_line_that_names_the_delimiter(self) -> None:
        assert cells(b"sep=,\r\nNaam,Plaats\r\nA;B,Assen\r\n") == [("A;B", "Assen")]

    def test_rows_and_columns_before_the_table_do_not_shift_the_numbers(self) -> None:
        table = opened(files.xlsx([[], [], [None, "Naam", "Plaats"], [None, "A", "Assen"], [], [None, "B", None]]))
        assert table.headers == ("Naam", "Plaats")
        assert [(row.number, row.cells) for row in table.rows()] == [(4, ("A", "Assen")), (6, ("B", None))]

    def test_only_the_first_visible_sheet_is_read(self) -> None:
        def more(book: Any, sheet: Any) -> None:
            del sheet
            second = book.add_worksheet("Uitleg")
            second.write(0, 0, "uitleg")
            second.activate()
            hidden = book.add_worksheet("Lijsten")
            hidden.write(0, 0, "lijst")
            hidden.hide()

        table = opened(files.xlsx([["Naam"], ["A"]], name="Gegevens", edit=more))
        assert (table.sheet, table.sheets) == ("Gegevens", 2)

    def test_a_formula_counts_by_what_it_showed_and_is_never_computed(self) -> None:
        def formulas(book: Any, sheet: Any) -> None:
            del book
            sheet.write_formula(1, 1, "=6*4", None, 24)
            sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
            sheet.write_formula(3, 1, '=HYPERLINK("http://x.example","klik")', None, "klik")

        found = cells(files.xlsx([["Naam", "Uren"], ["A"], ["B"], ["C"]], edit=formulas))
        assert found == [("A", "24"), ("B", "#FOUT"), ("C", "klik")]

    def test_numbers_stay_exact(self) -> None:
        found = cells(files.xlsx([["Getal"], [12345678], [0.1 + 0.2], [1250.5], [-3], [1e20]]))
        assert found == [("12345678",), ("0,3",), ("1250,5",), ("-3",), ("100000000000000000000",)]

    @given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"))), min_size=1, max_size=5))
    @examples(40)
    def test_whatever_stands_in_a_cell_arrives(self, texts: list[str]) -> None:
        grid = [["Naam", "Tekst"], *(["x", text] for text in texts)]
        expected = [("x", text or None) for text in texts]
        assert cells(files.csv(grid)) == expected
        assert cells(files.xlsx([["Naam", "Tekst"], *(["x", f" {text}"] for text in texts)])) == expected


def _encrypted_office() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def _bomb() -> bytes:
    return files.repacked(files.xlsx([["Naam"], ["A"]]), add={"xl/media/image1.bin": b"\0" * 60_000_000})


def _with_entity(content: bytes) -> bytes:
    declaration = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return files.repacked(
        content,
        change={"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"?>", b"?>" + declaration, 1)},
    )


def _macro_book() -> bytes:
    return files.repacked(files.xlsx([["Naam"], ["A"]]), add={"xl/vbaProject.bin": b"macro"})


def _macro_type() -> bytes:
    return files.repacked(
        files.xlsx([["Naam"], ["A"]]),
        change={
            "[Content_Types].xml": lambda xml: xml.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main", 1)
        },
    )


BOOK = files.xlsx([["Naam"], ["A"]])
TROUBLE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty file": (lambda: b"", "importbestand-leeg", "leeg"),
    "empty sheet": (lambda: files.xlsx([]), "importbestand-lege-tabel", "geen tabel"),
    "empty text": (lambda: b"\r\n;;\r\n", "importbestand-lege-tabel", "geen tabel"),
    "no header": (lambda: files.csv([["Jan", "9401 AB"], ["Piet", "9402 CD"]]), "importbestand-zonder-kop", "naam"),
    "numbers as header": (lambda: files.xlsx([[1, 2], [3, 4]]), "importbestand-zonder-kop", "kolomnamen"),
    "duplicate headers": (lambda: files.csv([["Naam", "naam "], ["a", "b"]]), "importbestand-dubbele-kop", "twee keer"),
    "macros": (_macro_book, "importbestand-macros", "macro"),
    "macros by type only": (_macro_type, "importbestand-macros", "macro"),
    "macros in open document": (
        lambda: files.repacked(files.ods([["Naam"], ["A"]]), add={"Basic/Standard/Module1.xml": b"<x/>"}),
        "importbestand-macros",
        "macro",
    ),
    "password": (_encrypted_office, "importbestand-wachtwoord", "wachtwoord"),
    "password in open document": (
        lambda: files.repacked(
            files.ods([["Naam"], ["A"]]),
            change={"META-INF/manifest.xml": lambda xml: xml + b"<manifest:encryption-data/>"},
        ),
        "importbestand-wachtwoord",
        "wachtwoord",
    ),
    "old workbook": (
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000,
        "importbestand-oud",
        "XLSX",
    ),
    "zip bomb": (_bomb, "importbestand-zipbom", "te groot"),
    "entity expansion": (lambda: _with_entity(BOOK), "importbestand-entiteiten", "verwijzingen"),
    "entity in UTF-16": (
        lambda: files.repacked(BOOK, add={"customXml/item1.xml": "<!DOCTYPE a>".encode("utf-16-le")}),
        "importbestand-entiteiten",
        "verwijzingen",
    ),
    "web page behind": (lambda: BOOK + b"<script>alert(1)</script>", "importbestand-dubbel", "twee soorten"),
    "picture before": (lambda: b"GIF89a" + BOOK, "importbestand-onbruikbaar", "gif"),
    "web page": (lambda: b"<html><table><tr><td>Naam</td></tr></table></html>", "importbestand-webpagina", "webpagina"),
    "PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "importbestand-onbruikbaar", "pdf"),
    "program": (lambda: b"MZ\x90\0\x03" + b"\0" * 100, "importbestand-onbruikbaar", ""),
    "damaged": (lambda: BOOK[: len(BOOK) // 2], "importbestand-beschadigd", "beschadigd"),
    "text document": (
        lambda: files.repacked(BOOK, change={}).replace(b"xl/workbook.xml", b"wd/document.xml"),
        "importbestand-geen-tabel",
        "geen werkmap",
    ),
    "mixed encodings": (
        lambda: "Naam;Plaats\r\nRenée;Assen\r\n".encode() + "Zoë;Assen\r\n".encode("cp1252"),
        "importbestand-codering",
        "Regel 3",
    ),
    "no known encoding": (lambda: b"Naam;Plaats\r\nRen\x81e;Assen\r\n", "importbestand-codering", "regel 2"),
    "half a letter": (lambda: "Naam\r\nRenée".encode("utf-16")[:-1], "importbestand-codering", "regel"),
    "binary": (lambda: b"Naam;Plaats\r\n\x00\x01\x02\x03;Assen\r\n", "importbestand-onbruikbaar", "tekst"),
    "a quote too much": (lambda: b'Naam;Plaats\r\n"Jan;Assen\r\n', "importbestand-aanhaling", "aanhalingsteken"),
    "a row that is too wide": (lambda: b"Naam;Plaats\r\nJan;Assen;x\r\n", "importbestand-scheef", "Rij 2"),
    "too many columns": (lambda: files.csv([[f"k{i}" for i in range(201)]]), "importbestand-kolommen", "201"),
}


@pytest.mark.rule("S9", "S19")
@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_is_refused_with_what_to_do(trouble: str) -> None:
    make, code, says = TROUBLE[trouble]
    with pytest.raises(UnusableFile) as refused:
        list(opened(make()).rows())
    assert refused.value.code == code
    assert says in refused.value.message
    for sentence in re.split(r"(?<=[.?]) ", refused.value.message):
        assert len(sentence.split()) <= 20


@pytest.mark.rule("S9")
def test_a_file_of_200_megabytes_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    class Unread(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            pytest.fail(f"{size} bytes were read")

    path = tmp_path / "groot.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with Unread(path) as stream, pytest.raises(FileTooLarge, match="Hoogstens 20 MB"):
        open_table(stream)  # type: ignore[arg-type]  # a raw file has what is asked of it


@pytest.mark.rule("S9")
def test_a_directory_that_lies_about_sizes_does_not_help() -> None:
    bomb = bytearray(_bomb())
    place = bomb.rfind(b"PK\x01\x02")
    bomb[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises(UnusableFile) as refused:
        opened(bytes(bomb))
    assert refused.value.code in {"importbestand-zipbom", "importbestand-beschadigd"}


def test_too_many_rows_are_refused() -> None:
    grid = [["Naam"], *[["A"]] * 11]
    for content in (files.csv(grid), files.xlsx(grid)):
        with pytest.raises(UnusableFile, match="meer dan 10 rijen"):
            list(opened(content, rows=10).rows())
