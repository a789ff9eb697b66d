"""What a process keeps in memory is never older than the last commit, and never what was rolled back."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from wsp.accounts.models import Organisation
from wsp.foundation import db, editions
from wsp.foundation.editions import Kind
from wsp.settings import Settings


def _names(session: Session) -> list[str]:
    return editions.kept(
        session,
        Kind.STAFF,
        "names",
        lambda: list(session.scalars(text("select name from organisations order by name"))),
    )


def _add(session: Session, name: str) -> None:
    session.add(Organisation(name=name, kind="gemeente"))
    session.flush()


def test_a_commit_shows_in_the_next_transaction(committed: Settings) -> None:
    with db.unit_of_work() as session:
        assert _names(session) == []
        _add(session, "Eerste")
    with db.unit_of_work() as session:
        assert _names(session) == ["Eerste"]


def test_what_is_kept_is_not_asked_again(committed: Settings) -> None:
    with db.unit_of_work() as session:
        first = _names(session)
    with db.unit_of_work() as session:
        assert _names(session) is first


def test_a_transaction_sees_its_own_change_and_leaves_nothing_when_it_is_rolled_back(committed: Settings) -> None:
    with db.unit_of_work() as session:
        _add(session, "Nooit")
        assert _names(session) == ["Nooit"]
        session.rollback()
    with db.unit_of_work() as session:
        assert _names(session) == []


def test_only_the_kind_that_changed_is_raised_and_once_per_transaction(committed: Settings) -> None:
    def read() -> dict[str, int]:
        with db.unit_of_work() as session:
            return session.scalar(editions.current()) or {}

    before = read()
    with db.unit_of_work() as session:
        _add(session, "Een")
        _add(session, "Twee")
    after = read()
    assert after["staff"] == before["staff"] + 1
    assert {name: v for name, v in after.items() if name != "staff"} == {
        name: v for name, v in before.items() if name != "staff"
    }


def test_the_tables_that_are_watched_are_those_with_a_trigger(session: Session) -> None:
    rows = session.execute(
        text(
            "select c.relname, encode(substring(t.tgargs from 1 for length(t.tgargs) - 1), 'escape') "
            "from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname = 'edition'"
        )
    ).all()
    found = {table: tuple(arguments.split("\\000")) for table, arguments in rows}
    assert found == {table: tuple(kind.value for kind in kinds) for table, kinds in editions.watched().items()}
