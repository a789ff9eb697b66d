"""Costs per month: what is drawn, what the table says, and that neither leaves its box."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation.workdays import add_months
from wsp.web.charts import Stack, Stacks

amounts = st.decimals(0, 9000, places=2)


def _chart(rows: list[tuple[Decimal, Decimal | None]]) -> Stacks:
    first = date(2026, 11, 1)
    stacks = [Stack(add_months(first, index), whole, back) for index, (whole, back) in enumerate(rows)]
    return Stacks("s", "Kosten per maand", "Wat u betaalt.", stacks, left_name="u betaalt", back_name="komt terug")


def _pictures(chart: Stacks) -> tuple[Element, Element]:
    wide, narrow = ET.fromstring(f"<both>{chart.drawing}</both>")  # noqa: S314 (our own drawing)
    return wide, narrow


def _rects(picture: Element) -> Iterator[tuple[float, float, float, float, str]]:
    for rect in picture.iter("rect"):
        if rect.get("x") is not None:
            x, y, width, height = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
            yield x, y, width, height, rect.get("class", "")


@given(st.lists(st.tuples(amounts, st.one_of(st.none(), amounts)), min_size=1, max_size=24))
def test_everything_stays_inside_and_the_table_has_every_month(
    rows: list[tuple[Decimal, Decimal | None]],
) -> None:
    chart = _chart(rows)
    for picture in _pictures(chart):
        _, _, wide, high = (float(part) for part in picture.get("viewBox", "").split())
        for x, y, width, height, _ in _rects(picture):
            assert x >= -0.1
            assert y >= -0.1
            assert x + width <= wide + 1.1
            assert y + height <= high + 1.1
    assert len(chart.table.rows) == len(rows)


def test_months_that_are_alike_stand_on_one_line_of_a_phone() -> None:
    chart = _chart([(Decimal(2400), Decimal(1200))] * 3 + [(Decimal(2400), Decimal("800.40"))] * 2)
    _, narrow = _pictures(chart)
    texts = [text.text for text in narrow.iter("text")]
    assert texts == ["nov 2026 tot en met jan 2027", "€\N{NO-BREAK SPACE}1.200", "feb 2027 tot en met mrt 2027",
                     "€\N{NO-BREAK SPACE}1.600"]  # fmt: skip
    assert chart.table.rows[3] == ("feb 2027", "€\N{NO-BREAK SPACE}2.400,00", "€\N{NO-BREAK SPACE}800,40",
                                   "€\N{NO-BREAK SPACE}1.599,60")  # fmt: skip


def test_what_comes_back_is_hatched_and_what_is_not_known_is_said() -> None:
    chart = _chart([(Decimal(2000), Decimal(500)), (Decimal(2000), None)])
    assert [name for _, name in chart.legend] == ["u betaalt", "komt terug"]
    assert chart.table.rows[1][2:] == ("onbekend", "onbekend")
    nothing_back = _chart([(Decimal(2000), Decimal(0))])
    assert [name for _, name in nothing_back.legend] == ["u betaalt"]
