"""A colleague's choice for a title is the next proposal, in every process and region."""

import pytest
from sqlalchemy.orm import Session

from wsp.foundation import db
from wsp.reference import queries, rules, service
from wsp.settings import Settings

CODE = "wsp:hondentrimmer"


@pytest.fixture
def loaded(session: Session) -> Session:
    service.load_starter(session)
    return session


def _first(session: Session, title: str) -> str | None:
    hits = queries.find_occupations(session, title, limit=1)
    return hits[0].code if hits else None


def test_a_choice_is_proposed_first_from_then_on(loaded: Session) -> None:
    assert _first(loaded, "vachtfriseur") is None
    assert service.settle_title(loaded, "Vachtfriseur", CODE)
    hit = queries.find_occupations(loaded, "vachtfriseur")[0]
    assert (hit.code, hit.label, hit.score) == (CODE, "vachtfriseur", 100.0)


def test_the_last_choice_counts(loaded: Session) -> None:
    assert service.settle_title(loaded, "vachtfriseur", "wsp:lasser")
    assert service.settle_title(loaded, "Vachtfriseur", CODE)
    assert not service.settle_title(loaded, "vachtfriseur", CODE)
    assert _first(loaded, "vachtfriseur") == CODE


def test_what_was_proposed_already_is_not_kept(loaded: Session) -> None:
    assert not service.settle_title(loaded, "lasser", "wsp:lasser")
    assert queries.settled_titles(loaded) == {}


def test_an_occupation_that_is_not_in_the_list_is_not_kept(loaded: Session) -> None:
    assert not service.settle_title(loaded, "ruimtevaarder", "wsp:astronaut")


@pytest.mark.parametrize(
    "title", ["vachtfriseur", "Medewerker hondenbad", "hulp vacht- en nagelsalon", "café/bar hulp"]
)
def test_plain_titles_may_be_kept(title: str) -> None:
    assert rules.is_plain_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "bel 06 12345678",
        "hulp bij Jansen",
        "iemand@voorbeeld.example",
        "a" * 61,
        "een twee drie vier vijf zes zeven",
    ],
)
def test_what_may_say_something_about_somebody_is_not_kept(title: str) -> None:
    assert not rules.is_plain_title(title)


def test_other_processes_see_it_after_the_commit(committed: Settings) -> None:
    with db.unit_of_work() as session:
        service.load_starter(session)
    with db.unit_of_work() as session:
        assert _first(session, "vachtfriseur") is None
    with db.unit_of_work() as session:
        service.settle_title(session, "vachtfriseur", CODE)
    with db.unit_of_work() as session:
        assert _first(session, "vachtfriseur") == CODE
