"""One text, three forms: the PDF, the document that can be edited, and what the preview shows."""

import io
import re
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import reading
from tests.documents.letters import CONFIRMATION, confirmation
from wsp.documents import content, pdf, service, word
from wsp.documents.content import Cell, Heading, Items, Paragraph, Run, Table, UnknownElement
from wsp.documents.enums import LetterKind
from wsp.documents.service.letters import preview

KIND = LetterKind.PLACEMENT_CONFIRMATION
_ANY_SPACE = re.compile(r"\s+")


def opened(made: bytes) -> Any:
    return docx.Document(io.BytesIO(made))


def words_of(document: Any) -> list[str]:
    """Everything that a document says, in reading order, one text per paragraph and cell."""
    found = []
    for element in document.element.body.iter(qn("w:p")):
        text = "".join(
            "\n" if each.tag == qn("w:br") else each.text or "" for each in element.iter(qn("w:t"), qn("w:br"))
        )
        if text:
            found.append(text)
    return found


def drawn(letter: Any = CONFIRMATION, kind: LetterKind = KIND) -> bytes:
    return word.render(preview(kind, letter), reference=letter.reference, dated=letter.dated)


def flat(text: str) -> str:
    return _ANY_SPACE.sub("", text)


def test_the_document_says_what_the_pdf_says_in_the_same_order() -> None:
    page = service.write(KIND, CONFIRMATION)
    said = words_of(opened(drawn()))
    assert said == list(content.sentences(content.read(page)))
    in_pdf = flat(reading.text(pdf.render(page)))
    place = 0
    for text in said:
        found = in_pdf.find(flat(text), place)
        assert found >= 0, text
        place = found


@pytest.mark.rule("A19")
def test_the_document_has_a_title_a_language_headings_and_header_rows() -> None:
    made = opened(drawn())
    about = made.core_properties
    assert (about.title, about.language) == ("Bevestiging van de plaatsing", "nl-NL")
    assert about.author == "Werkgeversservicepunt Proefregio"
    assert {each.get(qn("w:val")) for each in made.styles.element.iter(qn("w:lang"))} == {"nl-NL"}
    styles = [line.style.name for line in made.paragraphs]
    assert styles.count("Heading 1") == 1
    assert {"Heading 2", "Heading 3", "Afzender", "Adres", "Voorlopig"} <= set(styles)
    todo = made.tables[-1]
    assert [cell.text for cell in todo.rows[0].cells] == ["Wat", "Uiterlijk"]
    assert todo.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert todo.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert todo._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    facts = made.tables[1]
    assert facts._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
    assert "P-88" in made.sections[0].footer.paragraphs[0].text


@given(st.text(max_size=60))
def test_any_name_is_the_same_in_the_page_and_in_the_document(name: str) -> None:
    letter = confirmation(worker_name=f"Naam {name} einde", worker="X")
    said = words_of(opened(drawn(letter)))
    assert said == list(content.sentences(preview(KIND, letter)))
    [line] = [text for text in said if "einde" in text]
    kept = "".join(sign for sign in name if sign.isprintable() and not sign.isspace() and ord(sign) != 0xAD)
    assert [sign for sign in kept if sign in line] == list(kept)


def test_a_page_is_read_as_it_is_seen() -> None:
    page = """<html><head><title>T</title><meta name="author" content="A"></head><body>
      <p class="address">Een&amp;  twee<br> drie </p><div><h2>Kop</h2></div>
      <ol><li>eerst <strong>dit</strong> en dat</li><li>dan</li></ol>
      <table class="facts"><caption>Feiten</caption><thead><tr><th scope="col">Wat</th></tr></thead>
      <tbody><tr><th scope="row">Uren</th><td>\N{EURO SIGN}\N{NO-BREAK SPACE}1</td></tr></tbody></table>
      </body></html>"""
    found = content.read(page)
    assert (found.title, found.author) == ("T", "A")
    assert found.blocks == (
        Paragraph((Run("Een& twee\ndrie"),), "address"),
        Heading(2, (Run("Kop"),)),
        Items(((Run("eerst "), Run("dit", strong=True), Run(" en dat")), (Run("dan"),)), numbered=True),
        Table(
            (
                (Cell((Run("Wat"),), header=True),),
                (Cell((Run("Uren"),), header=True), Cell((Run("€\N{NO-BREAK SPACE}1"),))),
            ),
            heads=1,
            caption="Feiten",
            look="facts",
        ),
    )


@pytest.mark.parametrize("page", ["<p>x <em>y</em></p>", "<img src='x'>", "los", "<script>1</script>"])
def test_what_one_form_would_lose_is_refused(page: str) -> None:
    with pytest.raises(UnknownElement):
        content.read(page)


def test_every_numbered_list_begins_at_one() -> None:
    page = "<ol><li>a</li></ol><p>x</p><ol><li>b</li><li>c</li></ol>"
    made = opened(word.render(content.read(page), reference="P-1", dated=date(2026, 11, 24)))
    numbers = [
        line._p.pPr.numPr.numId.val
        for line in made.paragraphs
        if line._p.pPr is not None and line._p.pPr.numPr is not None
    ]
    assert len(set(numbers)) == 2
