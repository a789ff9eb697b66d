"""Figures as SVG: drawn on the server, painted by classes, repeated as a table from the same rows (ui.md 2.2, rule 8).

A chart is a frozen dataclass. `macros/chart.html` shows it:

    {% from "macros/chart.html" import figure %}
    {{ figure(Columns(key="doel", title="Extra banen", summary="...", rows=[...])) }}

`drawing` holds a wide and a narrow SVG, of which the stylesheet shows one; `legend` explains the marks that occur;
`table` gives caption, heads and rows. Drawing and table read the same fields, so they cannot differ.
"""

from wsp.web.charts.bridge import Bridge, Flow
from wsp.web.charts.columns import Column, Columns
from wsp.web.charts.drawing import Chart, Table
from wsp.web.charts.stacks import Stack, Stacks
from wsp.web.charts.timeline import Lane, Milestone, Span, Timeline

__all__ = [
    "Bridge", "Chart", "Column", "Columns", "Flow", "Lane", "Milestone", "Span", "Stack", "Stacks", "Table",
    "Timeline",
]  # fmt: skip
