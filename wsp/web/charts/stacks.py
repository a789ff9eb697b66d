"""What something costs per month, and which part of it comes back: a column per month in two parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from wsp.web.charts.drawing import Table, hatch_mark, hatched, key_mark, picture, tag, text_width, ticks
from wsp.web.i18n import money, number

_WIDE, _HIGH, _LEFT, _TOP, _FLOOR = 700, 296, 48, 28, 246
_NARROW, _LINE = 320, 56
_THINNEST = 1.5
"""The edge of a hatched box needs this much; less is not to be seen."""
_ROOM_FOR_YEAR = 10
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True)
class Stack:
    """One month: what it costs in all, and what comes back of it; None while that is not known."""

    month: date
    whole: Decimal
    back: Decimal | None

    @property
    def left(self) -> Decimal:
        """What is left to pay; no less than nothing, since a picture has no place below the floor."""
        return max(self.whole - (self.back or Decimal(0)), Decimal(0))


@dataclass(frozen=True)
class Stacks:
    """A figure of months. `key` makes its ids unique on the page; `left_name` and `back_name` are the parts."""

    key: str
    title: str
    summary: str
    rows: Sequence[Stack]
    left_name: str
    back_name: str

    @property
    def drawing(self) -> Markup:
        """The wide and the narrow SVG."""
        return self._wide() + self._narrow()

    @property
    def legend(self) -> Sequence[tuple[Markup, str]]:
        """Only the parts that occur."""
        marks = [(key_mark(tag("rect", class_="c-data", width=20, height=12)), self.left_name)]
        if any(row.back for row in self.rows):
            marks.append((hatch_mark(), self.back_name))
        return marks

    @property
    def table(self) -> Table:
        """The same figures."""
        rows = tuple(
            (
                _month(row.month),
                money(row.whole),
                "onbekend" if row.back is None else money(row.back),
                "onbekend" if row.back is None else money(row.whole - row.back),
            )
            for row in self.rows
        )
        heads = ("Maand", "Loon en lasten", self.back_name.capitalize(), self.left_name.capitalize())
        return Table(self.title, heads, rows, right=frozenset({1, 2, 3}))

    def _wide(self) -> Markup:
        marks = ticks(max((float(row.whole) for row in self.rows), default=0))
        scale = (_FLOOR - _TOP) / marks[-1]
        parts = [
            tag("line", class_="c-grid", x1=_LEFT, x2=_WIDE, y1=_FLOOR - mark * scale, y2=_FLOOR - mark * scale)
            + tag("text", number(mark), class_="t-muted", x=_LEFT - 8, y=_FLOOR - mark * scale + 4, text_anchor="end")
            for mark in marks
        ]
        step = (_WIDE - _LEFT) / max(len(self.rows), 1)
        wide = min(step * 0.78, 72)
        for index, row in enumerate(self.rows):
            middle = _LEFT + (index + 0.5) * step
            parts += self._column(row, middle - wide / 2, wide, scale)
            if text_width(_MONTHS[0]) < step or row.month.month % 3 == 1:
                parts.append(_named(_MONTHS[row.month.month - 1], middle, _FLOOR + 18, muted=True))
            # A year that has only a month or two here has no room for its number.
            if row.month.month == 1 or (index == 0 and row.month.month <= _ROOM_FOR_YEAR):
                parts.append(_named(str(row.month.year), middle, _FLOOR + 36, muted=False))
        taken = 0.0
        for first, _ in _alike(self.rows):
            # What is paid stands once for the months that are alike, where it begins.
            x = _LEFT + self.rows.index(first) * step + (step - wide) / 2
            top = _FLOOR - float(first.left) * scale
            text = money(first.left, whole=True)
            if first.left and taken <= x and x + text_width(text) <= _WIDE:
                parts.append(tag("text", text, class_="t-strong t-halo", x=x, y=top - 6))
                taken = x + text_width(text)
        parts.append(tag("line", class_="c-axis", x1=_LEFT, x2=_WIDE, y1=_FLOOR, y2=_FLOOR))
        return picture(self.key, "wide", (_WIDE, _HIGH), (self.title, self.summary), parts)

    def _column(self, row: Stack, left: float, wide: float, scale: float) -> Iterator[Markup]:
        paid, whole = float(row.left) * scale, float(row.whole) * scale
        if whole - paid >= _THINNEST:
            yield hatched(f"{self.key}-wide-hatch", left, _FLOOR - whole, wide, whole - paid)
        if paid > 0:
            yield tag("rect", class_="c-data", x=left, y=_FLOOR - paid, width=wide, height=paid)

    def _narrow(self) -> Markup:
        """Months that are alike stand on one line, so that two years fit on a phone."""
        highest = max((float(row.whole) for row in self.rows), default=0) or 1
        parts: list[Markup] = []
        groups = list(_alike(self.rows))
        for index, (first, last) in enumerate(groups):
            top = index * _LINE
            name = _month(first.month) if first is last else f"{_month(first.month)} tot en met {_month(last.month)}"
            paid, whole = (float(each) / highest * _NARROW for each in (first.left, first.whole))
            parts.append(tag("text", name, class_="t-muted", x=0, y=top + 14))
            parts.append(
                tag("text", money(first.left, whole=True), class_="t-strong", x=_NARROW, y=top + 14, text_anchor="end")
            )
            if whole - paid >= _THINNEST:
                parts.append(hatched(f"{self.key}-narrow-hatch", paid, top + 22, whole - paid, 18))
            if paid > 0:
                parts.append(tag("rect", class_="c-data", x=0, y=top + 22, width=paid, height=18))
        box = (_NARROW, max(len(groups), 1) * _LINE)
        return picture(self.key, "narrow", box, (self.title, self.summary), parts)


def _alike(rows: Sequence[Stack]) -> Iterator[tuple[Stack, Stack]]:
    """Runs of months with the same amounts in whole euros: the first and the last of each."""
    first = last = None
    for row in rows:
        if first is not None and last is not None and _rounded(first) != _rounded(row):
            yield first, last
            first = None
        first, last = first or row, row
    if first is not None and last is not None:
        yield first, last


def _rounded(row: Stack) -> tuple[Decimal, Decimal | None]:
    return row.whole.quantize(Decimal(1)), None if row.back is None else row.back.quantize(Decimal(1))


def _named(text: str, x: float, y: float, *, muted: bool) -> Markup:
    return tag("text", text, class_="t-muted" if muted else "t-strong", x=x, y=y, text_anchor="middle")


def _month(month: date) -> str:
    return f"{_MONTHS[month.month - 1]} {month.year}"
