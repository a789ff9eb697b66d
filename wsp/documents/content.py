"""A letter as headings, paragraphs, lists and tables, read from the page that the PDF is drawn from.

There is one text of a letter: its template. The PDF is drawn from that page, the editable document and the preview on
screen are made of what is read here, so the three cannot say different things. The page speaks a small closed
language; an element outside it is an error, since it would be drawn in one and be missing from the other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

Attributes = Mapping[str, str]

_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3}
_LISTS: Final = {"ul": False, "ol": True}
_INLINE: Final = frozenset({"strong", "span", "br"})
_AROUND: Final = frozenset({"html", "head", "meta", "title", "body", "div", "thead", "tbody"})
_KNOWN: Final = frozenset(
    {*_HEADINGS, *_LISTS, *_INLINE, *_AROUND, "p", "li", "table", "caption", "tr", "th", "td"}
)  # fmt: skip
_VOID: Final = frozenset({"meta", "br"})
_TEXT: Final = frozenset({*_HEADINGS, "p", "li", "th", "td", "caption", "title"})
# Spaces fold as on a page; a space that may not break is a sign of its own and stays.
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")


class UnknownElement(Exception):
    """A template uses an element that not every form of a letter can show."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight; the sign for a new line breaks the line."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `look` is the class that the template gives it (address, sender, provisional), or empty."""

    runs: tuple[Run, ...]
    look: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with numbers when the order matters."""

    rows: tuple[tuple[Run, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a header names its row or its column."""

    runs: tuple[Run, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. The first `heads` rows name the columns. `look` is the class of the template."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    caption: str = ""
    look: str = ""


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a letter says, in reading order."""

    title: str
    author: str
    blocks: tuple[Block, ...]


def read(page: str) -> Content:
    """Return what a page says.

    Raises:
        UnknownElement: the page uses an element outside the language of letters.

    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return Content(reader.title, reader.author, tuple(reader.blocks))


def sentences(content: Content) -> Sequence[str]:
    """Every heading, paragraph, item and cell as plain text, in reading order."""
    return [text for block in content.blocks for runs in _runs(block) if (text := plain(runs))]


def plain(runs: Iterable[Run]) -> str:
    """The text without its looks."""
    return "".join(run.text for run in runs)


def _runs(block: Block) -> Iterator[tuple[Run, ...]]:
    match block:
        case Items():
            yield from block.rows
        case Table():
            if block.caption:
                yield (Run(block.caption),)
            for row in block.rows:
                yield from (cell.runs for cell in row)
        case _:
            yield block.runs


@dataclass(slots=True)
class _Table:
    look: str
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    heads: int = 0
    in_head: bool = False
    caption: str = ""


class _Reader(HTMLParser):
    """Builds the blocks while it reads; letters nest no tables or lists in each other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.author = ""
        self.blocks: list[Block] = []
        self._pieces: list[Run] | None = None
        self._look = ""
        self._strong = 0
        self._items: list[tuple[Run, ...]] = []
        self._table: _Table | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, or note how the text inside it looks."""
        if tag not in _KNOWN:
            raise UnknownElement(tag)
        attributes = {name: value or "" for name, value in attrs}
        if tag in _TEXT:
            self._pieces, self._look = [], attributes.get("class", "")
        match tag:
            case "meta" if attributes.get("name") == "author":
                self.author = attributes.get("content", "")
            case "strong":
                self._strong += 1
            case "br":
                self._add("\n")
            case "ul" | "ol":
                self._items = []
            case "table":
                self._table = _Table(attributes.get("class", ""))
            case "thead" if self._table is not None:
                self._table.in_head = True
            case "tr" if self._table is not None:
                self._table.row = []

    def handle_endtag(self, tag: str) -> None:
        """Close a block and keep it."""
        if tag in _VOID:
            return
        if tag == "strong":
            self._strong -= 1
        elif tag in _TEXT:
            self._close(tag, _tidy(self._pieces or ()))
            self._pieces = None
        elif tag in _LISTS:
            self.blocks.append(Items(tuple(self._items), numbered=_LISTS[tag]))
        elif self._table is not None:
            self._close_table(tag, self._table)

    def handle_data(self, data: str) -> None:
        """Text counts inside a block only; between blocks stands nothing but white space."""
        if self._pieces is not None:
            self._add(_SPACES.sub(" ", data))
        elif data.strip():
            raise UnknownElement(data.strip()[:40])

    def _add(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(Run(text, strong=self._strong > 0))

    def _close(self, tag: str, runs: tuple[Run, ...]) -> None:
        if tag == "title":
            self.title = plain(runs)
        elif tag == "caption" and self._table is not None:
            self._table.caption = plain(runs)
        elif tag in ("th", "td") and self._table is not None:
            self._table.row.append(Cell(runs, header=tag == "th"))
        elif tag == "li":
            self._items.append(runs)
        elif tag in _HEADINGS:
            self.blocks.append(Heading(_HEADINGS[tag], runs))
        else:
            self.blocks.append(Paragraph(runs, self._look))

    def _close_table(self, tag: str, table: _Table) -> None:
        if tag == "tr":
            table.rows.append(tuple(table.row))
            table.heads += table.in_head
        elif tag == "thead":
            table.in_head = False
        elif tag == "table":
            self.blocks.append(Table(tuple(table.rows), table.heads, table.caption, table.look))
            self._table = None


def _tidy(pieces: Iterable[Run]) -> tuple[Run, ...]:
    """Fold white space over the pieces, drop it around breaks and at both ends, and join what looks the same."""
    found: list[Run] = []
    for piece in pieces:
        text = piece.text
        before = found[-1].text if found else "\n"
        if text != "\n" and before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text == "\n" and found:
            found[-1] = Run(before.rstrip(" "), found[-1].strong)
        if not text:
            continue
        if found and found[-1].strong == piece.strong:
            found[-1] = Run(found[-1].text + text, piece.strong)
        else:
            found.append(Run(text, piece.strong))
    if found:
        found[-1] = Run(found[-1].text.rstrip(" "), found[-1].strong)
    return tuple(run for run in found if run.text)
