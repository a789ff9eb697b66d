"""A bridge: from one total to the next by what came and what went; the correction is always drawn and named."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

from wsp.web.charts.columns import signed
from wsp.web.charts.drawing import Figure, Table, key_mark, picture, tag, ticks
from wsp.web.i18n import number

Kind = Literal["total", "flow", "correction"]

_WIDE, _HIGH, _TOP, _FLOOR = 560, 300, 30, 238
_NARROW, _LINE = 320, 46
_THINNEST: Final = 3
"""A flow of one person must still be seen."""
_BREAK: Final = 0.6
"""When flows are small against the totals, the axis starts above zero, and says so."""


@dataclass(frozen=True)
class Flow:
    """A total, or a change with its sign. `label` may be two lines, split by a newline."""

    label: str
    value: Figure
    kind: Kind = "flow"

    @property
    def name(self) -> str:
        """The label on one line."""
        return " ".join(self.label.split())


@dataclass(frozen=True)
class _Placed:
    flow: Flow
    low: float
    high: float
    end: float


@dataclass(frozen=True)
class Bridge:
    """A figure that shows where a difference comes from. The first and the last row are totals."""

    key: str
    title: str
    summary: str
    rows: Sequence[Flow]
    of: str = "Personen"

    @property
    def start(self) -> float:
        """Where the axis begins: a round number below everything that is drawn, or zero."""
        values = [row for row in self._placed(0) if row.flow.kind != "total"]
        lowest = min((row.low for row in values), default=0.0)
        highest = max((row.high for row in self._placed(0)), default=0.0)
        if lowest < highest * _BREAK:
            return 0.0
        step = ticks(max(highest - lowest, 1.0))[1]
        return max(math.floor(lowest / step - 0.5) * step, 0.0)

    @property
    def drawing(self) -> Markup:
        """The wide and the narrow SVG."""
        return self._wide() + self._narrow()

    @property
    def legend(self) -> Sequence[tuple[Markup, str]]:
        """Only the marks that occur."""
        names = {"c-ok": "erbij", "c-no": "eraf", "c-warn": "correctie"}
        used = {_paint(row) for row in self.rows}
        return [
            (key_mark(tag("rect", class_=paint, width=20, height=12)), name)
            for paint, name in names.items()
            if paint in used
        ]

    @property
    def table(self) -> Table:
        """All lines, the correction too."""
        rows = tuple((row.name, _shown(row)) for row in self.rows)
        return Table(self.title, ("Regel", self.of), rows[:-1], right=frozenset({1}), total=rows[-1] if rows else None)

    def _placed(self, start: float) -> list[_Placed]:
        placed, running = [], start
        for row in self.rows:
            value = float(row.value)
            before, running = (start, value) if row.kind == "total" else (running, running + value)
            placed.append(_Placed(row, min(before, running), max(before, running), running))
        return placed

    def _reach(self) -> tuple[float, float, list[_Placed]]:
        start = self.start
        placed = self._placed(start)
        highest = max((row.high for row in placed), default=start + 1)
        return start, max(highest - start, 1.0), placed

    def _wide(self) -> Markup:
        start, reach, placed = self._reach()
        step = _WIDE / max(len(placed), 1)
        wide = step * 0.62
        scale = (_FLOOR - _TOP) / reach

        def height(value: float) -> float:
            return _FLOOR - (value - start) * scale

        parts: list[Markup] = []
        for index, row in enumerate(placed):
            left = index * step + (step - wide) / 2
            top = height(row.high)
            high = max(height(row.low) - top, _THINNEST)
            parts.append(tag("rect", class_=_paint(row.flow), x=left, y=top, width=wide, height=high))
            if index < len(placed) - 1:
                at = height(row.end)
                parts.append(tag("line", class_="c-link", x1=left + wide, x2=left + step, y1=at, y2=at))
            middle = left + wide / 2
            parts.append(tag("text", _shown(row.flow), class_="t-strong", x=middle, y=top - 7, text_anchor="middle"))
            parts += [
                tag("text", line, class_="t-muted", x=middle, y=_FLOOR + 20 + 17 * number_, text_anchor="middle")
                for number_, line in enumerate(row.flow.label.splitlines())
            ]
            if row.flow.kind == "total" and start:
                half = wide / 2 + 4
                path = f"M{left - 4:.1f} {_FLOOR - 14}l{half:.1f} -6 {half:.1f} 6"
                parts.append(tag("path", class_="c-break", d=path))
        parts.append(tag("line", class_="c-axis", x1=0, x2=_WIDE, y1=_FLOOR, y2=_FLOOR))
        return picture(self.key, "wide", (_WIDE, _HIGH), (self.title, self._described(start)), parts)

    def _narrow(self) -> Markup:
        start, reach, placed = self._reach()
        scale = _NARROW / reach
        parts: list[Markup] = []
        for index, row in enumerate(placed):
            top = index * _LINE
            look = "t-strong" if row.flow.kind == "total" else None
            width = max((row.high - row.low) * scale, _THINNEST)
            left = min((row.low - start) * scale, _NARROW - width)
            parts += [
                tag("text", row.flow.name, class_=look, x=0, y=top + 14),
                tag("text", _shown(row.flow), class_="t-strong", x=_NARROW, y=top + 14, text_anchor="end"),
                tag("rect", class_="c-track", x=0, y=top + 20, width=_NARROW, height=14),
                tag("rect", class_=_paint(row.flow), x=left, y=top + 20, width=width, height=14),
            ]
        box = (_NARROW, len(placed) * _LINE + 4)
        return picture(self.key, "narrow", box, (self.title, self._described(start)), parts)

    def _described(self, start: float) -> str:
        return f"{self.summary} De as begint bij {number(start)}." if start else self.summary


def _paint(row: Flow) -> str:
    if row.kind == "total":
        return "c-data"
    if row.kind == "correction":
        return "c-warn"
    return "c-ok" if row.value >= 0 else "c-no"


def _shown(row: Flow) -> str:
    return number(row.value) if row.kind == "total" else signed(row.value)
