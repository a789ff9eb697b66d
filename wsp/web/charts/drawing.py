"""Elements, scales and text widths that the figures share."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup, escape

Figure = Decimal | int | float

_CHARACTER = 7.4
"""Width in units of an average character at 13 px semi-bold; a little generous, so that text never leaves its bar."""


@dataclass(frozen=True)
class Table:
    """The same figures in words and numbers. `right` are the columns (from 0) that hold figures."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    total: tuple[str, ...] | None = None


class Chart(Protocol):
    """What `macros/chart.html` needs of a figure."""

    @property
    def drawing(self) -> Markup:
        """The wide and the narrow SVG."""
        ...

    @property
    def legend(self) -> Sequence[tuple[Markup, str]]:
        """A small drawing and its meaning, for each kind of mark that occurs."""
        ...

    @property
    def table(self) -> Table:
        """The same figures."""
        ...


def tag(name: str, *content: str, **attributes: Figure | str | None) -> Markup:
    """An element. `class_` is class, other underscores are hyphens; numbers get one decimal, None is left out."""
    written = [
        f' {key.rstrip("_").replace("_", "-")}="{escape(_written(value))}"'
        for key, value in attributes.items()
        if value is not None
    ]
    inside = "".join(str(escape(part)) for part in content)
    return Markup(f"<{name}{''.join(written)}>{inside}</{name}>")  # noqa: S704 (every part was escaped above)


def _written(value: Figure | str) -> str:
    return value if isinstance(value, str) else f"{round(float(value), 1):.10g}"


def picture(
    key: str, size: str, box: tuple[float, float], texts: tuple[str, str], parts: Sequence[str], *, full: bool = False
) -> Markup:
    """One SVG with its title and description; `size` is wide or narrow, `texts` are title and summary.

    `full` needs the width of the page; other pictures also stand side by side.
    """
    own = f"{key}-{size}"
    return tag(
        "svg",
        tag("title", texts[0], id=f"{own}-title"),
        tag("desc", texts[1], id=f"{own}-desc"),
        tag("defs", hatch(f"{own}-hatch")),
        *parts,
        class_=f"wsp-chart__{size} wsp-chart__{size}--full" if full else f"wsp-chart__{size}",
        viewBox=f"0 0 {_written(box[0])} {_written(box[1])}",
        role="img",
        aria_labelledby=f"{own}-title {own}-desc",
    )


def hatch(name: str) -> Markup:
    """The pattern of everything that is expected or not official."""
    return tag(
        "pattern",
        tag("rect", class_="c-hatchbg", width=7, height=7),
        tag("line", class_="c-hatch", x1=0, y1=0, x2=0, y2=7),
        id=name,
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def hatched(pattern: str, x: float, y: float, width: float, height: float, *, round_: float = 0) -> Markup:
    """A hatched box with its edge, so that it also reads without colour."""
    area = tag("rect", x=x, y=y, width=width, height=height, rx=round_ or None, fill=f"url(#{pattern})")
    edge = tag(
        "rect",
        class_="c-outline",
        x=x + 0.75,
        y=y + 0.75,
        width=max(width - 1.5, 0.5),
        height=max(height - 1.5, 0.5),
        rx=round_ or None,
    )
    return area + edge


def key_mark(*parts: str) -> Markup:
    """A small drawing for the legend."""
    return tag("svg", *parts, viewBox="0 0 20 12", aria_hidden="true", focusable="false")


def hatch_mark() -> Markup:
    """The legend's mark for what is expected or not official.

    Drawn with lines of its own: a pattern inside a picture that the stylesheet hides paints nothing elsewhere.
    """
    return key_mark(
        tag("rect", class_="c-hatchbg", width=20, height=12),
        tag("path", class_="c-hatch", d="M-2 8 8-2M1 15 16 0M9 17 24 2"),
        tag("rect", class_="c-outline", x=0.75, y=0.75, width=18.5, height=10.5),
    )


def text_width(text: str) -> float:
    """About how wide `text` is, in units of the drawing."""
    return len(text) * _CHARACTER


def ticks(highest: float, wanted: int = 4) -> list[float]:
    """Round values from zero to at least `highest`, about `wanted` steps: 0, 600, 1200, 1800, 2400."""
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / wanted
    magnitude: float = 10.0 ** math.floor(math.log10(rough))
    step = next(magnitude * factor for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if magnitude * factor >= rough)
    return [round(step * count, 10) for count in range(math.ceil(round(highest / step, 6)) + 1)]
