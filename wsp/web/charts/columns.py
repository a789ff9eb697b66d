"""Columns beside a target: realised, not yet official (hatched), and the target as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from wsp.web.charts.drawing import Figure, Table, hatch_mark, hatched, key_mark, picture, tag, text_width, ticks
from wsp.web.i18n import number

_WIDE, _HIGH, _LEFT, _TOP, _FLOOR = 560, 316, 48, 28, 276
_NARROW, _LINE = 320, 44


@dataclass(frozen=True)
class Column:
    """One value; `provisional` is drawn hatched, `target` is None where there is none."""

    label: str
    value: Figure
    target: Figure | None = None
    provisional: bool = False


@dataclass(frozen=True)
class Columns:
    """A figure of columns. `key` makes its ids unique on the page; `summary` says in a sentence what is to be seen."""

    key: str
    title: str
    summary: str
    rows: Sequence[Column]
    of: str = "Waarde"
    period: str = "Jaar"
    decimals: int = 0
    final_name: str = "vastgesteld"
    provisional_name: str = "voorlopig"
    target_name: str = "doelstelling"

    @property
    def drawing(self) -> Markup:
        """The wide and the narrow SVG."""
        return self._wide() + self._narrow()

    @property
    def legend(self) -> Sequence[tuple[Markup, str]]:
        """Only the marks that occur."""
        marks = []
        if any(not row.provisional for row in self.rows):
            marks.append((key_mark(tag("rect", class_="c-data", width=20, height=12)), self.final_name))
        if any(row.provisional for row in self.rows):
            marks.append((hatch_mark(), self.provisional_name))
        if any(row.target is not None for row in self.rows):
            marks.append((key_mark(tag("path", class_="c-target", d="M0 6h20")), self.target_name))
        return marks

    @property
    def table(self) -> Table:
        """The same figures, with the difference to the target."""
        with_target = any(row.target is not None for row in self.rows)
        rows = []
        for row in self.rows:
            name = f"{row.label} ({self.provisional_name})" if row.provisional else row.label
            cells = [name, self._number(row.value)]
            if with_target:
                cells += (
                    ["", ""]
                    if row.target is None
                    else [self._number(row.target), signed(float(row.value) - float(row.target), self.decimals)]
                )
            rows.append(tuple(cells))
        heads = (self.period, self.of, "Doel", "Verschil") if with_target else (self.period, self.of)
        return Table(self.title, heads, tuple(rows), right=frozenset(range(1, len(heads))))

    def _number(self, value: Figure) -> str:
        return number(value, self.decimals)

    def _highest(self) -> float:
        return max([float(row.value) for row in self.rows] + [float(row.target or 0) for row in self.rows] + [0])

    def _wide(self) -> Markup:
        marks = ticks(self._highest())
        scale = (_FLOOR - _TOP) / marks[-1]

        def height(value: Figure) -> float:
            return _FLOOR - float(value) * scale

        parts = [
            tag("line", class_="c-grid", x1=_LEFT, x2=_WIDE, y1=height(mark), y2=height(mark))
            + tag("text", number(mark), class_="t-muted", x=_LEFT - 8, y=height(mark) + 4, text_anchor="end")
            for mark in marks
        ]
        step = (_WIDE - _LEFT) / max(len(self.rows), 1)
        wide = min(step * 0.72, 72)
        for index, row in enumerate(self.rows):
            middle = _LEFT + (index + 0.5) * step
            parts.extend(self._column(row, middle, wide, height(row.value)))
            if row.target is not None:
                at = height(row.target)
                parts.append(
                    tag("line", class_="c-target", x1=middle - step / 2 + 3, x2=middle + step / 2 - 3, y1=at, y2=at)
                )
            parts += _label(row, middle, step)
        parts.append(tag("line", class_="c-axis", x1=_LEFT, x2=_WIDE, y1=_FLOOR, y2=_FLOOR))
        last = self.rows[-1].target if self.rows else None
        if last is not None:
            label = f"doel {self._number(last)}"
            parts.append(
                tag("text", label, class_="t-strong t-halo", x=_WIDE - 3, y=height(last) - 8, text_anchor="end")
            )
        lines = max((len(row.label.split()) for row in self.rows if text_width(row.label) >= step), default=1)
        high = _HIGH + 16 * (lines - 1)
        return picture(self.key, "wide", (_WIDE, high), (self.title, self.summary), parts)

    def _column(self, row: Column, middle: float, wide: float, top: float) -> list[Markup]:
        left, high = middle - wide / 2, _FLOOR - top
        shown = self._number(row.value)
        inside = high > 26 and text_width(shown) < wide  # noqa: PLR2004 (room for one line of text)
        drawn = (
            hatched(f"{self.key}-wide-hatch", left, top, wide, max(high, 1))
            if row.provisional
            else tag("rect", class_="c-data", x=left, y=top, width=wide, height=max(high, 1))
        )
        parts = [drawn]
        if inside and row.provisional:
            parts.append(tag("rect", class_="c-paper", x=left + 4, y=_FLOOR - 22, width=wide - 8, height=18))
        look = ("t-strong" if row.provisional else "t-inverse") if inside else "t-strong t-halo"
        parts.append(
            tag("text", shown, class_=look, x=middle, y=_FLOOR - 8 if inside else top - 6, text_anchor="middle")
        )
        return parts

    def _narrow(self) -> Markup:
        highest = self._highest() * 1.04 or 1
        parts: list[Markup] = []
        for index, row in enumerate(self.rows):
            top = index * _LINE
            length = max(float(row.value) / highest * _NARROW, 1)
            shown = self._number(row.value)
            if row.target is not None:
                shown = f"{shown} van {self._number(row.target)}"
            look = "t-strong" if row.provisional else "t-muted"
            parts += [
                tag("text", row.label, class_=look, x=0, y=top + 14),
                tag("text", shown, class_="t-strong", x=_NARROW, y=top + 14, text_anchor="end"),
                tag("rect", class_="c-track", x=0, y=top + 20, width=_NARROW, height=14),
                hatched(f"{self.key}-narrow-hatch", 0, top + 20, length, 14)
                if row.provisional
                else tag("rect", class_="c-data", x=0, y=top + 20, width=length, height=14),
            ]
            if row.target is not None:
                at = float(row.target) / highest * _NARROW
                parts.append(tag("line", class_="c-target", x1=at, x2=at, y1=top + 16, y2=top + 38))
        box = (_NARROW, len(self.rows) * _LINE + 4)
        return picture(self.key, "narrow", box, (self.title, self.summary), parts)


def _label(row: Column, middle: float, room: float) -> list[Markup]:
    """The name under a column, on as many lines as its words need."""
    look = "t-strong" if row.provisional else "t-muted"
    lines = [row.label] if text_width(row.label) < room else row.label.split()
    return [
        tag("text", line, class_=look, x=middle, y=_FLOOR + 19 + 16 * index, text_anchor="middle")
        for index, line in enumerate(lines)
    ]


def signed(value: Figure, decimals: int = 0) -> str:
    """A difference with its sign before it: + 1.901, − 287, 0."""
    if round(float(value), decimals) == 0:
        return number(0, decimals)
    return f"{'+' if value > 0 else '−'} {number(-value if value < 0 else value, decimals)}"
