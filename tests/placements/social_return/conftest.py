"""A day on which tests of social return stand, and what the municipality settled."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tests.placements import world as worlds
from tests.placements.social_return.factories import TODAY
from tests.placements.world import World
from wsp.foundation.clock import frozen
from wsp.law.lookup import LawBook, Parameters
from wsp.law.values import LocalChoice
from wsp.policy import service as laws


@pytest.fixture
def on_a_day() -> Iterator[None]:
    with frozen(TODAY):
        yield


@pytest.fixture
def bbl_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The municipality settled 36.500 for bbl and nothing for the others."""
    choice = LocalChoice("social_return.waarde_jaar_bbl", date(2026, 1, 1), Decimal(36500), "test")
    book = LawBook(Parameters.load(), {choice.code: (choice,)})
    monkeypatch.setattr(laws, "law_book", lambda *_args, **_given: book)


@pytest.fixture
def world(session: Session) -> World:
    return worlds.build(session)
