"""What runs when: one lane per arrangement, with today, what is expected, and what has no end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from markupsafe import Markup

from wsp.web.charts.drawing import Table, hatch_mark, hatched, key_mark, picture, tag, text_width
from wsp.web.i18n import day

Kind = Literal["granted", "expected", "past", "planned"]

_WIDE, _NARROW = 1120, 320
_TOP, _BAR = 40, 22
_ROW = 28
"""Height of one more row in a lane, for milestones that would write over each other."""
_DIAMOND, _GAP = 12, 6
"""Half a milestone's width; what lies between two of them at least."""
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_SHORTEST = 12
"""Months that are shown at least; a single month would stretch over the whole page."""


@dataclass(frozen=True)
class Span:
    """A period: `until` is the first day after it, None when no end is known."""

    start: date
    until: date | None
    kind: Kind
    text: str


@dataclass(frozen=True)
class Milestone:
    """A day on which something must be done."""

    on: date
    text: str


@dataclass(frozen=True)
class Lane:
    """One line of the figure."""

    name: str
    marks: Sequence[Span | Milestone]


@dataclass(frozen=True)
class _Months:
    """The window: whole months from `first`, on a line from `left` to `right`."""

    first: date
    count: int
    left: float
    right: float

    def month(self, index: int) -> date:
        return _add_months(self.first, index)

    def at(self, on: date) -> float:
        end = self.month(self.count)
        inside = max(self.first, min(on, end))
        return self.left + (inside - self.first).days / (end - self.first).days * (self.right - self.left)


@dataclass(frozen=True)
class Timeline:
    """A figure of lanes in time. `summary` says in a sentence what is to be seen."""

    key: str
    title: str
    summary: str
    lanes: Sequence[Lane]
    today: date
    expected_name: str = "verwacht"
    """What a hatched stretch means here."""

    @property
    def drawing(self) -> Markup:
        """The wide and the narrow SVG."""
        return self._picture("wide") + self._picture("narrow")

    @property
    def legend(self) -> Sequence[tuple[Markup, str]]:
        """Only the marks that occur."""
        marks = [mark for lane in self.lanes for mark in lane.marks]
        spans = [mark for mark in marks if isinstance(mark, Span)]
        arrow = tag("path", class_="c-data", d="M0 0h14l6 6-6 6H0z")
        past = tag("rect", class_="c-past", x=0.5, y=0.5, width=19, height=11, rx=2)
        known = (
            (
                any(s.kind == "past" for s in spans),
                key_mark(past),
                "voorbij",
            ),
            (
                any(s.kind == "granted" for s in spans),
                key_mark(tag("rect", class_="c-data", width=20, height=12, rx=2)),
                "toegekend",
            ),
            (
                any(s.kind == "planned" for s in spans),
                key_mark(tag("rect", class_="c-data", width=20, height=12, rx=2)),
                "zo gepland",
            ),
            (any(s.kind == "expected" for s in spans), hatch_mark(), self.expected_name),
            (any(s.until is None for s in spans), key_mark(arrow), "geen einddatum"),
            (
                any(isinstance(m, Milestone) for m in marks),
                key_mark(tag("path", class_="c-warn", d="M10 0l6 6-6 6-6-6z")),
                "mijlpaal",
            ),
        )
        return [(mark, name) for occurs, mark, name in known if occurs]

    @property
    def table(self) -> Table:
        """Every mark on a row of its own."""
        names = {"granted": "Toegekend", "expected": "Verwacht", "past": "Voorbij", "planned": "Gepland"}
        rows = []
        for lane in self.lanes:
            for mark in lane.marks:
                if isinstance(mark, Milestone):
                    rows.append((lane.name, day(mark.on, short=True), "", "Mijlpaal", mark.text))
                else:
                    end = day(mark.until, short=True) if mark.until else "geen einddatum"
                    rows.append((lane.name, day(mark.start, short=True), end, names[mark.kind], mark.text))
        return Table(self.title, ("Regeling", "Vanaf", "Tot", "Stand", "Toelichting"), tuple(rows))

    def _days(self) -> list[date]:
        marks = [mark for lane in self.lanes for mark in lane.marks]
        found = [self.today]
        for mark in marks:
            found += [mark.on] if isinstance(mark, Milestone) else [mark.start, mark.until or mark.start]
        return found

    def _window(self, left: float, right: float) -> _Months:
        days = self._days()
        first = min(days).replace(day=1)
        last = max(days)
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return _Months(first, max(count, _SHORTEST), left, right)

    def _picture(self, size: Literal["wide", "narrow"]) -> Markup:
        wide = size == "wide"
        names = max((text_width(lane.name) for lane in self.lanes), default=0)
        left = min(max(names * 1.02 + 16, 120), 330) if wide else 0.0
        width = _WIDE if wide else _NARROW
        pointed = any(isinstance(mark, Milestone) for lane in self.lanes for mark in lane.marks)
        # A milestone on the first or last day of the figure must not fall half outside it.
        months = self._window(max(left, _DIAMOND + 1.0 if pointed else 0.0), width - (14 if pointed else 4))
        line = 40 if wide else 52
        rows = [_rows(lane, months) for lane in self.lanes]
        tops = [_TOP + index * line + sum(_more(row) for row in rows[:index]) for index in range(len(rows))]
        height = _TOP + line * len(self.lanes) + sum(map(_more, rows)) + 8
        parts = self._grid(months, height, every=_label_step(months.count, 15 if wide else 5), wide=wide)
        # Behind the bars: the line must not cut through their texts.
        parts += self._today(months.at(self.today), width, height)
        for index, lane in enumerate(self.lanes):
            top = tops[index]
            parts += [
                tag("line", class_="c-grid", x1=0, x2=months.right, y1=top, y2=top),
                tag("text", lane.name, class_="t-strong t-halo", x=0, y=top + (25 if wide else 17)),
            ]
            bar_top = top + (9 if wide else 24)
            for mark in lane.marks:
                if isinstance(mark, Milestone):
                    parts += _milestone(mark, months, bar_top + _ROW * rows[index][mark])
                else:
                    parts += self._span(mark, months, bar_top, size)
        return picture(self.key, size, (width, height), (self.title, self.summary), parts, full=wide)

    def _today(self, x: float, width: float, height: float) -> list[Markup]:
        label = f"vandaag {self.today.day} {_MONTHS[self.today.month - 1]}"
        half = text_width(label) / 2
        return [
            tag("line", class_="c-today", x1=x, x2=x, y1=_TOP - 6, y2=height - 6),
            tag("text", label, class_="t-today", x=max(half, min(x, width - half)), y=12, text_anchor="middle"),
        ]

    def _grid(self, months: _Months, height: float, *, every: int, wide: bool) -> list[Markup]:
        parts: list[Markup] = []
        for index in range(0, months.count + 1, every):
            first = months.month(index)
            x = months.at(first)
            parts.append(tag("line", class_="c-grid", x1=x, x2=x, y1=_TOP - 8, y2=height - 6))
            name = _MONTHS[first.month - 1]
            if not wide:
                name = f"{name} {first:%y}"
            elif index == 0 or first.month <= every:
                name = f"{name} {first.year}"
            # A name that would be cut at the edge is worse than none; the line is still there.
            if index < months.count and x + 4 + text_width(name) <= months.right:
                parts.append(tag("text", name, class_="t-muted", x=x + 4, y=_TOP - 13))
        return parts

    def _span(self, span: Span, months: _Months, top: float, size: str) -> list[Markup]:
        left, right = months.at(span.start), months.at(span.until) if span.until else months.right
        width = max(right - left - 2, 3)
        room = text_width(span.text) + 14 < width
        text = [tag("text", span.text, class_=_TEXT[span.kind], x=left + 8, y=top + 16)] if room else []
        if span.kind == "expected":
            paper = tag(
                "rect", class_="c-paper", x=left + 1.5, y=top + 1.5, width=text_width(span.text) + 12, height=_BAR - 3
            )
            box = hatched(f"{self.key}-{size}-hatch", left, top, width, _BAR, round_=2)
            return [box, *([paper, *text] if room else [])]
        if span.until is None:
            body = max(width - 11, 1)
            return [
                tag("path", class_=_PAINT[span.kind], d=f"M{left:.1f} {top:g}h{body:.1f}l11 11-11 11h-{body:.1f}z"),
                *text,
            ]
        return [tag("rect", class_=_PAINT[span.kind], x=left, y=top, width=width, height=_BAR, rx=2), *text]


_PAINT = {"granted": "c-data", "past": "c-past", "planned": "c-data"}
_TEXT = {"granted": "t-inverse", "past": None, "expected": None, "planned": "t-inverse"}


def _rows(lane: Lane, months: _Months) -> dict[Milestone, int]:
    """Give every milestone of a lane the first row on which nothing stands in its way."""
    taken: list[float] = []
    found: dict[Milestone, int] = {}
    marks = {mark for mark in lane.marks if isinstance(mark, Milestone)}
    for mark in sorted(marks, key=lambda each: _reach(each, months)):
        begin, end = _reach(mark, months)
        row = next((place for place, until in enumerate(taken) if until + _GAP <= begin), len(taken))
        taken[row : row + 1] = [end]
        found[mark] = row
    return found


def _more(rows: dict[Milestone, int]) -> int:
    """How much higher a lane is because of its rows."""
    return _ROW * max(rows.values(), default=0)


def _reach(mark: Milestone, months: _Months) -> tuple[float, float]:
    """Where a milestone begins and ends on the line, with its text."""
    x, words = _middle(mark, months), text_width(mark.text) + 18
    return (x - _DIAMOND, x + words) if _to_the_right(mark, months) else (x - words, x + _DIAMOND)


def _middle(mark: Milestone, months: _Months) -> float:
    """Where a milestone stands: whole, also on the last day of the window."""
    return min(months.at(mark.on), months.right - _DIAMOND)


def _to_the_right(mark: Milestone, months: _Months) -> bool:
    return months.at(mark.on) + 18 + text_width(mark.text) < months.right


def _milestone(mark: Milestone, months: _Months, top: float) -> list[Markup]:
    x = _middle(mark, months)
    fits = _to_the_right(mark, months)
    text = tag(
        "text",
        mark.text,
        class_="t-halo",
        x=x + 18 if fits else x - 18,
        y=top + 16,
        text_anchor="start" if fits else "end",
    )
    return [
        tag(
            "path",
            class_="c-warn",
            d=f"M{x:.1f} {top - 1:g}l{_DIAMOND} {_DIAMOND}-{_DIAMOND} {_DIAMOND}-{_DIAMOND}-{_DIAMOND}z",
        ),
        text,
    ]


def _label_step(months: int, most: int) -> int:
    """Months between two labels: a month, a quarter, half a year or years, so that they never touch."""
    for step in (1, 3, 6, 12):
        if math.ceil(months / step) <= most:
            return step
    return 12 * math.ceil(months / 12 / most)


def _add_months(first: date, months: int) -> date:
    total = first.month - 1 + months
    return date(first.year + total // 12, total % 12 + 1, 1)
