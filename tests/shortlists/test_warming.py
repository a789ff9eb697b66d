"""What is made ready beforehand is not made by who asks."""

import time
from threading import Event, Thread

import pytest
from sqlalchemy.exc import OperationalError

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.statements import counted
from wsp.accounts.permissions import Role
from wsp.foundation import clock, db
from wsp.settings import Settings
from wsp.shortlists import warming
from wsp.shortlists.index import index

REGION = "AM01"


def test_who_asks_after_warming_reads_only_whether_something_changed(committed: Settings) -> None:
    del committed
    with db.unit_of_work(REGION) as session:
        accounts.member(session, Role.ACCOUNT_MANAGER)
        person = candidates.matchable(session).id
    assert warming.warm() == [REGION]
    with db.unit_of_work(REGION) as session, counted(db.database()) as statements:
        assert index().candidates(session, REGION, on=clock.today()).ids == {str(person)}
        assert len(index().vacancies(session, REGION, on=clock.today())) == 0
    assert len([each for each in statements if "index_versions" in each]) == len(statements) == 1


def test_a_database_that_is_away_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, tried = Event(), []

    def away() -> None:
        tried.append(time.monotonic())
        if len(tried) == 3:
            stop.set()
        raise OperationalError("select 1", {}, Exception("away"))

    monkeypatch.setattr(warming, "warm", away)
    monkeypatch.setattr(warming, "EVERY", warming.EVERY / 1_000_000)
    thread = Thread(target=warming.keep_warm, args=(stop,))
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    assert len(tried) == 3
