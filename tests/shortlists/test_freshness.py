"""A committed change is in the next answer, whoever made it and in whatever order transactions commit."""

import threading
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.candidates import factories as candidates
from wsp.candidates.models import Candidate
from wsp.foundation import clock, db
from wsp.settings import Settings
from wsp.shortlists.index import index
from wsp.shortlists.models import IndexChange, IndexVersion

REGION = "AM01"


def _ids(session: Session) -> set[str]:
    store = index().candidates(session, REGION, on=clock.today())
    return set(store.ids)


def _new() -> uuid.UUID:
    with db.unit_of_work(REGION) as session:
        return candidates.matchable(session).id


def test_a_committed_candidate_is_in_the_next_store_and_one_commit_is_one_version(committed: Settings) -> None:
    del committed
    first = _new()
    with db.unit_of_work(REGION) as session:
        assert _ids(session) == {str(first)}
        before = session.scalars(select(IndexVersion.v)).one()
    second = _new()
    with db.unit_of_work(REGION) as session:
        assert session.scalars(select(IndexVersion.v)).one() == before + 1
        assert session.scalars(select(IndexChange.v).where(IndexChange.subject_id == second)).one() == before + 1
        assert _ids(session) == {str(first), str(second)}
    with db.unit_of_work(REGION) as session:
        session.get_one(Candidate, first).automatic_matching = False
    with db.unit_of_work(REGION) as session:
        assert _ids(session) == {str(second)}


def test_a_store_never_holds_what_was_rolled_back(committed: Settings) -> None:
    del committed
    kept = _new()
    try:
        with db.unit_of_work(REGION) as session:
            candidates.matchable(session)
            assert _ids(session) == {str(kept)}
            raise RuntimeError  # noqa: TRY301 (the rollback is the point)
    except RuntimeError:
        pass
    with db.unit_of_work(REGION) as session:
        assert _ids(session) == {str(kept)}


def test_transactions_that_commit_out_of_order_are_both_seen(committed: Settings) -> None:
    del committed
    started, may_end = threading.Event(), threading.Event()
    made: list[uuid.UUID] = []

    def slow() -> None:
        with db.unit_of_work(REGION) as session:
            made.append(candidates.matchable(session).id)
            started.set()
            may_end.wait(10)

    thread = threading.Thread(target=slow)
    thread.start()
    assert started.wait(10)
    quick = _new()  # begins later, commits first
    with db.unit_of_work(REGION) as session:
        assert _ids(session) == {str(quick)}
    may_end.set()
    thread.join(10)
    with db.unit_of_work(REGION) as session:
        assert _ids(session) == {str(quick), str(made[0])}
