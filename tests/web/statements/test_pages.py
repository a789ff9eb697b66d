"""No page asks more than a dozen statements, however much there is to show, and none asks more than it did (R14)."""

from collections.abc import Iterator

import pytest

from tests.small_demo import DAY, small_demo
from tests.web.statements import counting
from tests.web.statements.counting import MOST, Counted
from wsp.app import create_app
from wsp.foundation import clock, db
from wsp.foundation.db import Database
from wsp.foundation.private_server import PrivateServer
from wsp.settings import Settings


@pytest.fixture(scope="module")
def counted(server: PrivateServer, settings: Settings) -> Iterator[dict[str, Counted]]:
    """Every page of every role on a region with more than one page of everything."""
    with small_demo(server, settings) as made:
        own = Database(made.database_url)
        db.configure(own)
        with clock.moved(DAY):
            yield counting.count(create_app(made))
        db.configure(None)
        own.dispose()


@pytest.mark.rule("R14")
def test_no_page_asks_more_than_a_dozen(counted: dict[str, Counted]) -> None:
    too_many = [str(page) for page in counted.values() if len(page.statements) > MOST]
    assert not too_many, "\n\n".join(too_many)


@pytest.mark.rule("R14")
def test_no_page_asks_more_than_it_did(counted: dict[str, Counted]) -> None:
    kept = counting.read()
    grown = [
        f"{endpoint} asked {kept[endpoint]}: now {page}"
        for endpoint, page in counted.items()
        if len(page.statements) > kept.get(endpoint, MOST)
    ]
    assert not grown, "\n\n".join(grown)


def test_the_pages_that_matter_were_counted(counted: dict[str, Counted]) -> None:
    missing = {
        "worklist.day", "employers.show", "vacancies.show", "candidates.list_candidates", "candidates.show",
        "shortlists.for_vacancy", "shortlists.for_candidate", "placements.show", "banenafspraak.show",
    } - counted.keys()  # fmt: skip
    assert not missing


@pytest.mark.parametrize("endpoint", counting.KEPT)
def test_nothing_is_counted_twice_when_nothing_changed(counted: dict[str, Counted], endpoint: str) -> None:
    """A list that asks about a table that nobody watches would be slow for ever, and nobody would notice."""
    page = counted[endpoint]
    assert [each for each in page.statements if "count(" in each], "the first time there is something to count"
    assert not [each for each in page.again if "count(" in each], str(page)
