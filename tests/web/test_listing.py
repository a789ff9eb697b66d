"""Addresses of lists: what is in them stays, and nothing in them is taken for more than a filter."""

import pytest
from flask import Flask

from wsp.foundation.paging import Page, clamp
from wsp.web import listing


@pytest.fixture
def bare() -> Flask:
    """Only a request is needed."""
    return Flask("proef")


@pytest.mark.parametrize(
    "query",
    ["_external=1", "_scheme=javascript", "_anchor=x", "endpoint=x", "_method=POST", "q=%22%3E%3Cscript%3E"],
)
def test_what_stands_in_the_address_is_only_a_filter(bare: Flask, query: str) -> None:
    with bare.test_request_context(f"/werkgevers?{query}&leeg="):
        assert listing.address(pagina="2") == f"/werkgevers?{query}&pagina=2"
        assert listing.address() == f"/werkgevers?{query}"


def test_a_change_replaces_and_none_takes_away(bare: Flask) -> None:
    with bare.test_request_context("/lijst?status=klant&status=prospect&pagina=3"):
        assert listing.address(status="gestopt", pagina=None) == "/lijst?status=gestopt"
        page = listing.ListPage(Page(rows=[1], total=60, number=3))
        assert page.url(1) == "/lijst?status=klant&status=prospect"
        assert page.url(2).endswith("&pagina=2")


def test_a_column_sorts_and_then_turns(bare: Flask) -> None:
    with bare.test_request_context("/lijst?sorteer=plaats&pagina=3&q=x"):
        order = listing.sorting("naam", ["naam", "plaats"])
        assert (order.by, order.descending, order.direction("plaats")) == ("plaats", False, "ascending")
        assert order.url("plaats") == "/lijst?q=x&sorteer=plaats&aflopend=1"
        assert order.url("naam") == "/lijst?q=x&sorteer=naam"
        assert order.direction("naam") is None
    with bare.test_request_context("/lijst?sorteer=plaats&aflopend=1"):
        assert listing.sorting("naam", ["plaats"]).direction("plaats") == "descending"
    with bare.test_request_context("/lijst?sorteer=onzin"):
        assert listing.sorting("naam", ["naam"]).by == "naam"


@pytest.mark.parametrize(
    ("asked", "number"), [("", 1), ("2", 2), ("-1", 1), ("1e3", 1), ("x", 1), ("9999999", 1), ("٣", 3)]
)
def test_a_page_number_is_a_number(bare: Flask, asked: str, number: int) -> None:
    with bare.test_request_context("/lijst", query_string={"pagina": asked}):
        assert listing.page_number() == number


@pytest.mark.parametrize(("typed", "text"), [("  a  ", "a"), ("a\x00b", "a b"), ("\n", ""), ("x" * 200, "x" * 100)])
def test_a_search_is_what_somebody_can_type(bare: Flask, typed: str, text: str) -> None:
    with bare.test_request_context("/lijst", query_string={"q": typed}):
        assert listing.searched() == text


@pytest.mark.parametrize(("number", "total", "shown"), [(0, 0, 1), (5, 0, 1), (2, 26, 2), (3, 26, 2), (-4, 99, 1)])
def test_a_page_that_is_not_there_becomes_the_nearest(number: int, total: int, shown: int) -> None:
    assert clamp(number, total) == shown
