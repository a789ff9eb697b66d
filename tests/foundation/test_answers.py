"""What a list asked is kept, and never a moment longer than it is true."""

from threading import Thread
from time import monotonic

import pytest
from sqlalchemy import Select, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.employers import factories
from tests.statements import counted
from wsp.employers.models import Business, Employer
from wsp.foundation import answers, db
from wsp.foundation.actor import Actor
from wsp.foundation.editions import Kind
from wsp.settings import Settings
from wsp.worklist.models import Task

REGION = "AM01"
ACTOR = Actor(user_id=None, region_id=REGION, organisation_id=None, kind="seed")


def _names(prefix: str = "") -> Select[str]:
    return select(Employer.name).where(Employer.name.startswith(prefix)).order_by(Employer.name)


def _ask(session: Session, prefix: str = "") -> list[str]:
    return [row[0] for row in answers.rows(session, _names(prefix))]


def _read(prefix: str = "", region: str = REGION) -> list[str]:
    with db.unit_of_work(region) as session:
        return _ask(session, prefix)


def _add(*names: str) -> None:
    with db.unit_of_work(REGION) as session:
        for name in names:
            factories.employer(session, ACTOR, name)


def test_a_question_is_asked_once_until_a_commit_changes_what_it_asks(committed: Settings) -> None:
    _add("Aa", "Bb")
    assert _read() == ["Aa", "Bb"]
    with counted(db.database()) as asked:
        assert _read() == ["Aa", "Bb"]
    assert not [each for each in asked if "employers" in each]
    _add("Cc")
    assert _read() == ["Aa", "Bb", "Cc"]


def test_what_is_filled_in_and_the_region_are_part_of_the_question(committed: Settings) -> None:
    _add("Aa", "Bb")
    assert [_read("A"), _read("B"), _read("A")] == [["Aa"], ["Bb"], ["Aa"]]
    assert _read("A", region="AM02") == []


def test_a_transaction_sees_its_own_change_and_leaves_nothing_when_it_is_rolled_back(committed: Settings) -> None:
    _add("Aa")
    assert _read() == ["Aa"]
    with db.unit_of_work(REGION) as session:
        factories.employer(session, ACTOR, "Nooit")
        session.flush()
        assert _ask(session) == ["Aa", "Nooit"]
        session.rollback()
    assert _read() == ["Aa"]


def test_a_change_that_the_program_cannot_see_counts_as_well(committed: Settings) -> None:
    """The edition is raised by the database, so a hand in the database is seen like any other."""
    _add("Aa")
    assert _read() == ["Aa"]
    with db.unit_of_work(REGION) as session:
        session.execute(text("update employers set name = 'Zz'"))
    assert _read() == ["Zz"]


def test_what_depends_on_a_table_is_read_off_the_question(session: Session) -> None:
    late = select(Task.id).where(Task.subject_id == Employer.id).exists()
    assert answers.kinds_of(select(func.count()).select_from(Employer).where(late)) == (Kind.TASKS, Kind.EMPLOYERS)
    # Nobody watches the trade register, and an object belongs to one session.
    assert answers.kinds_of(select(Employer.id).join(Business, Business.id == Employer.business_id)) == ()
    assert answers.kinds_of(select(Employer)) == ()


def test_the_answer_that_was_not_asked_for_longest_makes_place(
    committed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add("Aa", "Bb", "Cc")
    monkeypatch.setattr(answers, "MOST", 2)
    for prefix in ("A", "B", "A", "C"):
        _read(prefix)
    with counted(db.database()) as asked:
        _read("A")
        _read("C")
    assert not [each for each in asked if "employers" in each]
    with counted(db.database()) as asked:
        _read("B")
    assert [each for each in asked if "employers" in each]


def test_two_commits_that_raise_the_same_counters_in_another_order_wait_in_a_row(committed: Settings) -> None:
    """Without one order each would hold what the other needs, and the database would refuse one of them."""
    _add("Aa", "Bb")
    failed: list[Exception] = []

    def sector_first() -> None:
        try:
            with db.unit_of_work(REGION) as other:
                _touch(other, "employer_sectors", "Bb")
                _touch(other, "employers", "Bb")
        except DBAPIError as error:
            failed.append(error)

    waiting = Thread(target=sector_first)
    with db.unit_of_work(REGION) as session:
        _touch(session, "employers", "Aa")
        waiting.start()
        with db.unit_of_work() as looking:
            until = monotonic() + 30
            while not looking.scalar(text("select count(*) from pg_locks where not granted")) and monotonic() < until:
                pass
        _touch(session, "employer_sectors", "Aa")
    waiting.join(timeout=30)
    assert not waiting.is_alive()
    assert failed == []


def _touch(session: Session, table: str, employer: str) -> None:
    """Change a row and raise its counters at once, as a commit would."""
    which = {
        "employers": "name = :name",
        "employer_sectors": "employer_id = (select id from employers where name = :name)",
    }
    session.execute(text(f"update {table} set region_id = region_id where {which[table]}"), {"name": employer})
    session.execute(text("set constraints all immediate"))
