"""Answers to what lists ask of the database, kept in the process until a table that was asked changes.

A region of fifty thousand people is counted and sorted again for every page somebody opens, though it is the same as a
moment ago. The question itself is the key, with everything that is filled in: the walls, the day, the page. So two
colleagues with the same rights share an answer, and nothing that decides it can be left out of the key.

What it asks is read off the question too: every table has a kind with an edition (`editions`), which the database
raises with the commit that changes a row. A question about a table that nobody watches is simply asked again.
"""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Select, TableClause
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

from wsp.foundation import db, editions
from wsp.foundation.db import Base
from wsp.foundation.editions import Kind

MOST: Final = 2_000
"""Answers that a process keeps: about four megabytes of pages with 25 ids; the one not asked for longest goes first."""
_MOST_FORMS: Final = 500
_Answer = Sequence[tuple[Any, ...]]


@dataclass(frozen=True)
class _Form:
    """A question without what is filled in."""

    number: int
    kinds: tuple[Kind, ...]
    """What it depends on; empty when its answer cannot be kept."""


@dataclass
class _Shelf:
    """What this process keeps of one database."""

    lock: Lock = field(default_factory=Lock)
    forms: dict[Hashable, _Form] = field(default_factory=dict)
    numbered: int = 0
    answers: OrderedDict[Hashable, tuple[tuple[int, ...], _Answer]] = field(default_factory=OrderedDict)

    def form(self, statement: Select[*tuple[Any, ...]], structure: Hashable) -> _Form:
        """The form of a question; a program asks a few dozen, and people's searches add some."""
        found = self.forms.get(structure)
        if found is None:
            with self.lock:
                if len(self.forms) >= _MOST_FORMS:
                    self.forms.clear()
                self.numbered += 1
                found = self.forms[structure] = _Form(self.numbered, kinds_of(statement))
        return found


_shelves: WeakKeyDictionary[db.Database, _Shelf] = WeakKeyDictionary()


def rows(session: Session, statement: Select[*tuple[Any, ...]]) -> _Answer:
    """The rows of a statement; from memory when nothing that it asks has changed since (`kinds_of`).

    A transaction that changed such a table itself asks the database, and so does a test's transaction.
    """
    database = db.database()
    # The part of the key that SQLAlchemy itself uses to find a statement it has translated before.
    question = None if database.bound else statement._generate_cache_key()  # noqa: SLF001 (shown in its own example of caching)
    if question is None:
        return _ask(session, statement)
    shelf = _shelves.setdefault(database, _Shelf())
    form = shelf.form(statement, question.key)
    if not form.kinds or editions.changed(session, form.kinds):
        return _ask(session, statement)
    filled_in = tuple(_fixed(each.value) for each in question.bindparams)
    key = (form.number, session.info["region"], filled_in)
    v = tuple(editions.of(session, kind) for kind in form.kinds)
    found = shelf.answers.get(key)
    if found is None or found[0] != v:
        found = (v, _ask(session, statement))
    with shelf.lock:
        shelf.answers[key] = found
        shelf.answers.move_to_end(key)
        if len(shelf.answers) > MOST:
            shelf.answers.popitem(last=False)
    return found[1]


def forget() -> None:
    """Keep nothing any more: for who measures what a first answer costs."""
    _shelves.pop(db.database(), None)


def kinds_of(statement: Select[*tuple[Any, ...]]) -> tuple[Kind, ...]:
    """On what an answer depends, by the tables in the question.

    Nothing when one of them is not watched, or when whole objects are asked for: those belong to one session.
    """
    tables = {each.name for each in visitors.iterate(statement) if isinstance(each, TableClause)}
    watched = editions.watched()
    whole = any(
        isinstance(each["type"], type) and issubclass(each["type"], Base) for each in statement.column_descriptions
    )
    if whole or not tables <= watched.keys():
        return ()
    return tuple(sorted({kind for name in tables for kind in watched[name]}))


def _ask(session: Session, statement: Select[*tuple[Any, ...]]) -> _Answer:
    return [tuple(row) for row in session.execute(statement)]


def _fixed(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list | set | frozenset) else value
