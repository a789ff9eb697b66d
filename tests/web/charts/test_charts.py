"""Figures: the drawing and the table say the same, are well formed, and stay inside their box."""

import itertools
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.web.charts import Bridge, Chart, Column, Columns, Flow, Lane, Milestone, Span, Timeline
from wsp.web.charts.columns import signed
from wsp.web.charts.drawing import tag, text_width, ticks
from wsp.web.i18n import number

TODAY = date(2026, 11, 24)


def pictures(chart: Chart) -> tuple[Element, Element]:
    wide, narrow = ET.fromstring(f"<both>{chart.drawing}</both>")  # noqa: S314 (our own drawing)
    return wide, narrow


def boxes(picture: Element) -> Iterator[tuple[float, float, float, float]]:
    for rect in picture.iter("rect"):
        if rect.get("x") is not None:
            yield tuple(float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))  # type: ignore[misc]  # a tuple of known length


def texts(picture: Element) -> list[str]:
    return [(text.text or "") for text in picture.iter("text")]


def columns(*rows: Column) -> Columns:
    return Columns(key="c", title="Extra banen", summary="Onder het doel.", rows=rows)


def national_bridge() -> Bridge:
    """Region Amersfoort 2023-Q3 as published: the flows do not close, the correction is -21."""
    return Bridge(
        key="b",
        title="Stroombrug",
        summary="Van 2.240 naar 2.275.",
        rows=(
            Flow("Aan het\nwerk 30 jun", 2240, "total"),
            Flow("Vindt\nwerk", 124),
            Flow("Verliest\nwerk", -106),
            Flow("Komt erbij,\nwerkt al", 7),
            Flow("Valt af,\nwerkt nog", -11),
            Flow("Correctie", 21, "correction"),
            Flow("Aan het\nwerk 30 sep", 2275, "total"),
        ),
    )


def timeline() -> Timeline:
    return Timeline(
        key="t",
        title="Regelingen",
        summary="Wat loopt er.",
        today=TODAY,
        lanes=(
            Lane("Proefplaatsing", [Span(date(2026, 6, 1), date(2026, 8, 1), "past", "2 maanden")]),
            Lane("Loonwaardemeting", [Milestone(date(2027, 1, 14), "uiterlijk 2 feb 2027")]),
            Lane("LKS", [Span(date(2027, 2, 3), date(2027, 8, 3), "expected", "verwacht")]),
            Lane("No-riskpolis", [Span(date(2026, 8, 3), None, "granted", "zolang het duurt")]),
        ),
    )


@pytest.mark.parametrize(
    "chart",
    [columns(Column("2024", 1838, 2090), Column("2025", 1997, 2275, provisional=True)), national_bridge(), timeline()],
    ids=["columns", "bridge", "timeline"],
)
def test_each_picture_has_a_name_a_description_and_ids_of_its_own(chart: Chart) -> None:
    seen: list[str] = []
    for picture in pictures(chart):
        assert picture.get("role") == "img"
        named = (picture.get("aria-labelledby") or "").split()
        assert next(picture.find(f"*[@id='{each}']").text for each in named) == chart.table.caption  # type: ignore[union-attr]  # there in this test; None would fail it loudly
        assert all(picture.find(f"*[@id='{each}']").text for each in named)  # type: ignore[union-attr]  # there in this test; None would fail it loudly
        seen += [element.get("id", "") for element in picture.iter() if element.get("id")]
    assert len(seen) == len(set(seen))


@pytest.mark.rule("A17")
def test_what_is_not_official_is_hatched_in_both_pictures() -> None:
    chart = columns(Column("2024", 1838), Column("2025", 1997, provisional=True))
    for size, picture in zip(("wide", "narrow"), pictures(chart), strict=True):
        filled = [rect for rect in picture.iter("rect") if rect.get("fill") == f"url(#c-{size}-hatch)"]
        assert len(filled) == 1
    assert [name for _mark, name in chart.legend] == ["vastgesteld", "voorlopig"]
    assert "2025 (voorlopig)" in [row[0] for row in chart.table.rows]


@given(
    st.lists(
        st.tuples(st.integers(0, 2_000_000), st.one_of(st.none(), st.integers(0, 2_000_000)), st.booleans()),
        max_size=12,
    )
)
def test_columns_stay_in_their_box_and_drawing_and_table_agree(rows: list[tuple[int, int | None, bool]]) -> None:
    chart = columns(*(Column(str(2000 + i), value, target, rough) for i, (value, target, rough) in enumerate(rows)))
    for picture in pictures(chart):
        _, _, width, height = (float(part) for part in (picture.get("viewBox") or "").split())
        for x, y, w, h in boxes(picture):
            assert x >= -0.1
            assert y >= -0.1
            assert x + w <= width + 0.2
            assert y + h <= height + 0.2
    wide, narrow = pictures(chart)
    for index, (value, _target, _rough) in enumerate(rows):
        assert number(value, 0) in texts(wide)
        assert any(text.startswith(number(value, 0)) for text in texts(narrow))
        assert chart.table.rows[index][1] == number(value, 0)


def test_column_heights_are_in_proportion() -> None:
    wide, _ = pictures(columns(Column("a", 100), Column("b", 50)))
    tall, short = [rect for rect in wide.iter("rect") if rect.get("class") == "c-data"]
    assert float(tall.get("height", "0")) == pytest.approx(2 * float(short.get("height", "0")), abs=0.2)


def test_without_rows_there_is_still_a_picture() -> None:
    assert pictures(columns())[0].tag == "svg"
    assert columns().table.rows == ()


def test_the_bridge_closes_and_shows_its_correction() -> None:
    chart = national_bridge()
    first, *flows, last = chart.rows
    assert sum(flow.value for flow in flows) + first.value == last.value
    assert chart.table.total == ("Aan het werk 30 sep", "2.275")
    assert ("Correctie", "+ 21") in chart.table.rows
    wide, narrow = pictures(chart)
    assert "+ 21" in texts(wide)
    assert "+ 21" in texts(narrow)
    assert [name for _mark, name in chart.legend] == ["erbij", "eraf", "correctie"]


def test_a_bridge_with_a_broken_axis_says_where_it_begins() -> None:
    chart = national_bridge()
    assert 0 < chart.start < 2240
    described = pictures(chart)[0].find("desc")
    assert described is not None
    assert f"De as begint bij {number(chart.start)}." in (described.text or "")
    assert [path for path in pictures(chart)[0].iter("path") if path.get("class") == "c-break"]


def test_a_bridge_with_large_flows_begins_at_zero() -> None:
    chart = Bridge("z", "Brug", "Klein.", (Flow("Was", 10, "total"), Flow("Erbij", 40), Flow("Is", 50, "total")))
    assert chart.start == 0
    assert not [path for path in pictures(chart)[0].iter("path") if path.get("class") == "c-break"]


def test_the_time_line_runs_from_the_first_to_the_last_month_and_marks_today() -> None:
    wide, narrow = pictures(timeline())
    assert "jun 2026" in texts(wide)
    assert "jun 26" in texts(narrow)
    assert "vandaag 24 nov" in texts(wide)
    line = next(each for each in wide.iter("line") if each.get("class") == "c-today")
    past = next(each for each in wide.iter("rect") if each.get("class") == "c-past")
    assert float(past.get("x", "0")) + float(past.get("width", "0")) < float(line.get("x1", "0"))


def test_what_has_no_end_is_an_arrow_to_the_edge_and_says_so_in_the_table() -> None:
    chart = timeline()
    wide, _ = pictures(chart)
    assert [path for path in wide.iter("path") if path.get("class") == "c-data"]
    assert (
        "No-riskpolis",
        "3\u00a0aug\u00a02026",
        "geen einddatum",
        "Toegekend",
        "zolang het duurt",
    ) in chart.table.rows
    assert "geen einddatum" in [name for _mark, name in chart.legend]


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.integers(1, 4000), st.text(min_size=1, max_size=60))
def test_any_time_line_stays_in_its_box(start: date, days: int, text: str) -> None:
    clean = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff￾￿]", "", text)
    until = date.fromordinal(start.toordinal() + days)
    lane = Lane(clean, [Span(start, until, "granted", clean), Milestone(until, clean)])
    for picture in pictures(Timeline("t", "Tijd", "Balken.", [lane], TODAY)):
        width = float((picture.get("viewBox") or "").split()[2])
        for x, _y, w, _h in boxes(picture):
            assert -0.1 <= x <= x + w <= width + 0.2
        labels = [each for each in picture.iter("text") if each.get("class") == "t-muted"]
        places = [float(each.get("x", "0")) for each in labels]
        assert all(b - a > 40 for a, b in itertools.pairwise(places))


def milestone_boxes(picture: Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every milestone with its words."""
    found = []
    parts = list(picture.iter())
    for path, text in itertools.pairwise(parts):
        if path.get("class") != "c-warn":
            continue
        x, y = map(float, re.match(r"M(\S+) (\S+?)l", path.get("d") or "").groups())  # type: ignore[union-attr]  # ours
        edge, length = float(text.get("x", "0")), text_width(text.text or "")
        left, right = (edge, edge + length) if text.get("text-anchor") == "start" else (edge - length, edge)
        found.append((min(left, x - 12), y, max(right, x + 12), y + 24))
    return found


@given(st.lists(st.integers(0, 700), min_size=1, max_size=8, unique=True))
def test_milestones_of_one_lane_never_write_over_each_other(days: list[int]) -> None:
    marks = [Milestone(date.fromordinal(TODAY.toordinal() + each), f"uiterlijk dag {each}") for each in days]
    for picture in pictures(
        Timeline("t", "Tijd", "Punten.", [Lane("Aanvragen", marks), Lane("Meten", marks[:1])], TODAY)
    ):
        found = milestone_boxes(picture)
        assert len(found) == len(marks) + 1
        width, height = map(float, (picture.get("viewBox") or "").split()[2:])
        for left, top, right, bottom in found:
            assert 0 <= left <= right <= width + 0.2
            assert 0 <= top <= bottom <= height
        for one, other in itertools.combinations(found, 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (
                "two milestones share a place"
            )


def test_milestones_far_apart_keep_one_row() -> None:
    near = [
        Milestone(date(2026, 12, 1), "uiterlijk 1 dec 2026"),
        Milestone(date(2026, 12, 20), "uiterlijk 20 dec 2026"),
    ]
    far = [near[0], Milestone(date(2027, 10, 1), "uiterlijk 1 okt 2027")]
    heights = [
        float(
            (pictures(Timeline("t", "Tijd", "Punten.", [Lane("Meten", marks)], TODAY))[0].get("viewBox") or "").split()[
                3
            ]
        )
        for marks in (far, near)
    ]
    assert heights[0] < heights[1]


@given(st.floats(0.5, 1e9))
def test_ticks_are_few_and_reach_the_highest_value(highest: float) -> None:
    marks = ticks(highest)
    assert marks[0] == 0
    assert marks[-1] >= highest * 0.999999
    assert 2 <= len(marks) <= 7


def test_text_in_a_drawing_is_escaped() -> None:
    drawn = tag("text", "<b>&", x=1, data_name='"x"')
    assert str(drawn) == '<text x="1" data-name="&#34;x&#34;">&lt;b&gt;&amp;</text>'


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(1901, 0, "+ 1.901"), (-287, 0, "− 287"), (0, 0, "0"), (Decimal("-37.5"), 1, "− 37,5"), (0.04, 1, "0,0")],
)
def test_a_difference_carries_its_sign(value: float, decimals: int, shown: str) -> None:
    assert signed(value, decimals) == shown
