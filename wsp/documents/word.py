"""A letter as a document that can be edited (DOCX): real styles, headings, header rows, language and title.

Made of the same content as the PDF (`documents.content`), so both say the same.
"""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from wsp.documents.content import Block, Content, Heading, Items, Paragraph, Run, Table, plain

LANGUAGE: Final = "nl-NL"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT: Final = "Arial"
_INK: Final = RGBColor(0x00, 0x1B, 0x47)
_PROVISIONAL: Final = "Voorlopig"
_LOOKS: Final = {
    "sender": "Afzender",
    "sender-region": "Afzender regio",
    "address": "Adres",
    "amount": "Bedrag",
    "provisional": _PROVISIONAL,
}
"""Class in a template -> name of the style, as somebody reads it in a word processor."""
_HEADING_SIZES: Final = {1: Pt(17), 2: Pt(12.5), 3: Pt(10.5)}


def render(content: Content, *, reference: str, dated: date) -> bytes:
    """Return the letter as a DOCX; `reference` stands at the foot of every page."""
    document = docx.Document()
    _settle(document, content, dated)
    _styles(document)
    _foot(document, reference)
    for block, following in zip(content.blocks, [*content.blocks[1:], None], strict=True):
        _write(document, block)
        if isinstance(block, Table) and (following is None or isinstance(following, Table)):
            # Two tables that touch would become one, and a page cannot end with a table.
            document.add_paragraph().paragraph_format.space_after = Pt(0)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _settle(document: Document, content: Content, dated: date) -> None:
    """Paper, and what a reader's program wants to know before it reads."""
    about = document.core_properties
    about.title, about.author, about.language = content.title, content.author, LANGUAGE
    about.subject = about.comments = about.keywords = about.last_modified_by = ""
    about.created = about.modified = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(24)
    section.bottom_margin = Mm(26)


def _styles(document: Document) -> None:
    styles: Any = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.widow_control = True
    for element in styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), LANGUAGE)
    for level, size in _HEADING_SIZES.items():
        style = styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = _FONT, size, True, _INK
        # The theme's font would win from the one that is named.
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{name}"), None)
        style.paragraph_format.space_before = Pt(0 if level == 1 else 14)
        style.paragraph_format.space_after = Pt(6)
    for name in _LOOKS.values():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
    styles["Afzender"].font.bold = styles["Bedrag"].font.bold = True
    styles["Afzender"].paragraph_format.space_after = Pt(0)
    styles["Afzender regio"].paragraph_format.space_after = styles["Adres"].paragraph_format.space_after = Pt(28)
    styles[_PROVISIONAL].paragraph_format.left_indent = Mm(5)


def _foot(document: Document, reference: str) -> None:
    """The reference and the number of the page, as at the foot of the PDF."""
    line = document.sections[0].footer.paragraphs[0]
    line.add_run(f"{reference}\t\tBladzijde ")
    _field(line, "PAGE")
    line.add_run(" van ")
    _field(line, "NUMPAGES")


def _field(line: WordParagraph, instruction: str) -> None:
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), instruction)
    made.append(line.add_run("1")._r)  # noqa: SLF001 (the library has no fields of its own)
    line._p.append(made)  # noqa: SLF001 (idem)


def _write(document: Document, block: Block) -> None:
    match block:
        case Heading():
            _fill(document.add_paragraph(style=f"Heading {block.level}"), block.runs)
        case Paragraph():
            _fill(document.add_paragraph(style=_LOOKS.get(block.look)), block.runs)
        case Items():
            style = "List Number" if block.numbered else "List Bullet"
            for number, runs in enumerate(block.rows):
                line = document.add_paragraph(style=style)
                if block.numbered and number == 0:
                    _count_anew(document, line)
                _fill(line, runs)
        case Table():
            _table(document, block)


def _fill(line: WordParagraph, runs: Iterable[Run]) -> None:
    for run in runs:
        # A "\n" inside the text becomes a break of the line.
        line.add_run(run.text).bold = True if run.strong else None


def _table(document: Document, block: Table) -> None:
    if not block.rows:
        return
    columns = max(len(row) for row in block.rows)
    made = document.add_table(rows=len(block.rows), cols=columns)
    made.style = "Table Grid" if "ruled" in block.look or block.heads else None
    _describe(made, block)
    for position, row in enumerate(block.rows):
        for column, cell in enumerate(row):
            line = made.cell(position, column).paragraphs[0]
            line.paragraph_format.space_after = Pt(2)
            _fill(line, (Run(run.text, strong=run.strong or cell.header) for run in cell.runs))
    for position in range(block.heads):
        repeated: Any = made.rows[position]._tr.get_or_add_trPr()  # noqa: SLF001 (the library knows no header rows)
        repeated.append(OxmlElement("w:tblHeader"))
    for row_ in made.rows:
        whole: Any = row_._tr.get_or_add_trPr()  # noqa: SLF001 (idem)
        whole.append(OxmlElement("w:cantSplit"))


def _describe(made: WordTable, block: Table) -> None:
    """Say which cells name the others, and what the table is about, for who hears it read."""
    properties: Any = made._tbl.tblPr  # noqa: SLF001 (idem)
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    for name in list(look.attrib):
        del look.attrib[name]
    first_column = all(row[0].header for row in block.rows if row)
    look.set(qn("w:firstRow"), str(int(block.heads > 0)))
    look.set(qn("w:firstColumn"), str(int(first_column)))
    look.set(qn("w:noVBand"), "1")
    look.set(qn("w:noHBand"), "1")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), block.caption or plain(block.rows[0][0].runs))
    properties.append(caption)


def _count_anew(document: Document, line: WordParagraph) -> None:
    """Begin at one: every numbered list of a letter is a list of its own."""
    numbering: Any = document.part.numbering_part.element
    style: Any = document.styles["List Number"]
    of_style = style.element.pPr.numPr.numId.val
    abstract = next(each for each in numbering.num_lst if each.numId == of_style).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    properties: Any = line._p.get_or_add_pPr()  # noqa: SLF001 (the library continues every list)
    number = properties.get_or_add_numPr()
    number.get_or_add_numId().val = made.numId
    number.get_or_add_ilvl().val = 0
