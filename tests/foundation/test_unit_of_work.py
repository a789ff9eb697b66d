"""What happens after a commit, and what does not after a rollback."""

import uuid

import pytest

from wsp.accounts.models import Organisation
from wsp.foundation.db import Database, on_commit


def test_functions_run_after_the_commit_in_their_order(database: Database) -> None:
    done: list[str] = []
    with database.unit_of_work("AM01") as session:
        on_commit(session, done.append, "first")
        on_commit(session, done.append, "second")
        assert done == []
    assert done == ["first", "second"]


def test_after_a_rollback_nothing_runs(database: Database) -> None:
    done: list[str] = []

    def fail() -> None:
        with database.unit_of_work("AM01") as session:
            on_commit(session, done.append, "never")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert done == []


def test_a_model_instance_is_refused(database: Database) -> None:
    row = Organisation(id=uuid.uuid4(), name="Proef", kind="gemeente")
    with database.unit_of_work("AM01") as session, pytest.raises(TypeError, match="takes ids, not Organisation"):
        on_commit(session, print, row)  # type: ignore[arg-type]  # the mistake under test
