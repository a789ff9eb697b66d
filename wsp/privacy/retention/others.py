"""Everything with a term that is no dossier of a candidate: logs, sessions, accounts, contacts, drafts, runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Select,
    Table,
    Text,
    and_,
    cast,
    delete,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from wsp.accounts.models import Membership, User
from wsp.employers.models import Contact, ContactMoment
from wsp.foundation import clock
from wsp.foundation.db import Base
from wsp.foundation.workdays import add_months
from wsp.placements.social_return.models import SocialReturnObligation
from wsp.policy.retention import TABLES, Then
from wsp.shortlists.models import ShortlistRun
from wsp.vacancies.models import Vacancy

Condition = Callable[[], ColumnElement[bool]]


@dataclass(frozen=True)
class Moment:
    """From when the term of a row counts, and which rows of the table this rule is about."""

    column: str
    where: Condition = true


def _subject_kinds(table: str, *kinds: str) -> Condition:
    return lambda: Base.metadata.tables[table].c.subject_kind.in_(kinds)


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


MOMENTS: Final[Mapping[str, Moment]] = {
    "audit_events": Moment("created_at"),
    # Who was in it goes along: the database takes those rows with the group.
    "cohorts": Moment("ends_on"),
    "coupling_requests": Moment("created_at"),
    "data_requests": Moment("answered_on"),
    "duplicate_merges": Moment("created_at"),
    "diary_addresses": Moment("ended_at"),
    # What is about a candidate goes with the dossier; this is the rest.
    "documents": Moment("created_at", _subject_kinds("documents", "werkgever", "vacature")),
    "employer_messages": Moment("created_at"),
    "erasure_tombstones": Moment("erased_month"),
    "kept_forms": Moment("created_at"),
    "login_attempts": Moment("created_at"),
    "mails": Moment("created_at"),
    "memberships": Moment("ended_at"),
    "notice_choices": Moment("changed_at"),
    "one_time_links": Moment("expires_at"),
    "recovery_codes": Moment("used_at"),
    "request_counts": Moment("started_at"),
    # Who stands on it goes along: the database takes those rows with the list.
    "own_lists": Moment("updated_at"),
    "read_events": Moment("created_at"),
    "region_exports": Moment("created_at"),
    "retention_runs": Moment("ran_on"),
    "saved_searches": Moment("seen_at"),
    "table_import_chunks": Moment("created_at"),
    "table_import_rows": Moment("created_at"),
    "table_imports": Moment("finished_at"),
    "tasks": Moment("done_at", _subject_kinds("tasks", "werkgever", "vacature", "verzoek")),
    "uploads": Moment("created_at", _subject_kinds("uploads", "werkgever", "vacature")),
    # Without a secret it was taken away; from a colleague who left nothing is asked any more.
    "second_factors": Moment("created_at", lambda: _table("second_factors").c.secret.is_(None)),
    "user_sessions": Moment("expires_at"),
    "external_identities": Moment("last_login_at"),
    "vacancy_drafts": Moment("updated_at"),
    "webhook_deliveries": Moment("created_at"),
}
"""Tables whose rows go one by one, and the column from which their term counts. A new table with a term that is
neither here, nor in `SPECIAL`, nor about a candidate, fails a test."""

_FORMER: Final = "Oud-medewerker"


def cutoff(table: str, on: date) -> date:
    """The first day that is still within the term of `table` on `on`."""
    term = TABLES[table].months
    assert term is not None  # noqa: S101 (for mypy: only tables with a term come here)
    return add_months(on, -term)


def past(table: str, on: date) -> ColumnElement[bool]:
    """Filter: rows of `table` that are past their term on `on`."""
    moment, columns = MOMENTS[table], Base.metadata.tables[table].c
    first = cutoff(table, on)
    column = columns[moment.column]
    before: ColumnElement[bool] = false()
    if isinstance(column.type, DateTime):
        before = column < datetime.combine(first, time(), tzinfo=clock.AMSTERDAM)
    elif isinstance(column.type, Date):
        before = column < first
    return and_(before, moment.where())


def counts(session: Session, on: date) -> dict[str, int]:
    """How many rows of each table a run on `on` would erase or take the person from; one statement."""
    parts = [
        _counted(name, select(func.count()).select_from(Base.metadata.tables[name]).where(past(name, on)))
        for name in MOMENTS
    ]
    region = session.info["region"]
    parts += [_counted(name, special.count(on, region)) for name, special in SPECIAL.items()]
    return {name: count for name, count in sorted(session.execute(union_all(*parts)).all()) if count}


def _counted(name: str, statement: Select[int]) -> Select[str, int]:
    return select(cast(literal(name), Text).label("name"), statement.scalar_subquery().label("rows"))


def erase(session: Session, table: str, on: date) -> int:
    """Erase them; returns how many."""
    result: Any = session.execute(delete(Base.metadata.tables[table]).where(past(table, on)))
    return int(result.rowcount)


def _former_staff(on: date, region: str) -> ColumnElement[bool]:
    first = datetime.combine(cutoff("users", on), time(), tzinfo=clock.AMSTERDAM)
    running = exists().where(
        Membership.user_id == User.id, or_(Membership.ended_at.is_(None), Membership.ended_at >= first)
    )
    return and_(User.home_region_id == region, User.name != _FORMER, ~running, User.created_at < first)


def count_staff(on: date, region: str) -> Select[int]:
    """Accounts of people who left so long ago that the log does not need their names any more."""
    return select(func.count()).select_from(User).where(_former_staff(on, region))


def anonymise_staff(session: Session, on: date) -> int:
    """Take name, address and password from them; the row stays, since old rows refer to it."""
    users = session.scalars(select(User).where(_former_staff(on, session.info["region"]))).all()
    for user in users:
        session.execute(
            update(User)
            .where(User.id == user.id)
            .values(
                name=_FORMER, sort_key="", email=f"{user.id}@gewist.invalid", phone=None, password_hash=None,
                active=False,
            )
        )  # fmt: skip
    return len(users)


def _silent_employers(on: date) -> Any:
    """Employers that nobody spoke to within the term."""
    first = datetime.combine(cutoff("contact_moments", on), time(), tzinfo=clock.AMSTERDAM)
    return (
        select(Contact.employer_id)
        .outerjoin(ContactMoment, ContactMoment.employer_id == Contact.employer_id)
        .group_by(Contact.employer_id)
        .having(func.max(func.greatest(ContactMoment.occurred_at, Contact.created_at)) < first)
    )


def count_contacts(on: date, _region: str) -> Select[int]:
    """Contact persons of employers that nobody spoke to within the term."""
    return select(func.count()).select_from(Contact).where(Contact.employer_id.in_(_silent_employers(on)))


def erase_contacts(session: Session, on: date) -> int:
    """Erase them with what was said to them."""
    employers = session.scalars(_silent_employers(on)).all()
    contacts = select(Contact.id).where(Contact.employer_id.in_(employers))
    session.execute(update(Vacancy).where(Vacancy.contact_id.in_(contacts)).values(contact_id=None))
    obligations = update(SocialReturnObligation).where(SocialReturnObligation.contact_id.in_(contacts))
    session.execute(obligations.values(contact_id=None))
    session.execute(delete(ContactMoment).where(ContactMoment.employer_id.in_(employers)))
    result: Any = session.execute(delete(Contact).where(Contact.employer_id.in_(employers)))
    return int(result.rowcount)


def _old_runs(on: date) -> ColumnElement[bool]:
    first = datetime.combine(cutoff("shortlist_runs", on), time(), tzinfo=clock.AMSTERDAM)
    return and_(
        ShortlistRun.created_at < first, or_(ShortlistRun.user_id.is_not(None), ShortlistRun.candidate_id.is_not(None))
    )


def count_runs(on: date, _region: str) -> Select[int]:
    """Rankings whose person is no longer needed."""
    return select(func.count()).select_from(ShortlistRun).where(_old_runs(on))


def anonymise_runs(session: Session, on: date) -> int:
    """Take out who asked, and of a list for a candidate also whose profile it was."""
    of_candidate = and_(_old_runs(on), ShortlistRun.candidate_id.is_not(None))
    first: Any = session.execute(
        update(ShortlistRun).where(of_candidate).values(candidate_id=None, query={}, user_id=None)
    )
    second: Any = session.execute(update(ShortlistRun).where(_old_runs(on)).values(user_id=None))
    return int(first.rowcount) + int(second.rowcount)


@dataclass(frozen=True)
class Special:
    """A table that asks for more than one statement: how many rows, and the deed."""

    count: Callable[[date, str], Select[int]]
    """How many rows, for a day and a region."""
    act: Callable[[Session, date], int]
    tables: frozenset[str]


SPECIAL: Final[Mapping[str, Special]] = {
    "users": Special(count_staff, anonymise_staff, frozenset({"users"})),
    "contacts": Special(count_contacts, erase_contacts, frozenset({"contacts", "contact_moments"})),
    "shortlist_runs": Special(count_runs, anonymise_runs, frozenset({"shortlist_runs"})),
}
"""Tables whose rows do not go one by one, in the order in which they are done: accounts before their roles."""


def handled() -> frozenset[str]:
    """Every table that this module looks after."""
    return frozenset({*MOMENTS, *(table for special in SPECIAL.values() for table in special.tables)})


def with_a_term() -> frozenset[str]:
    """Every table whose rows do not stay for ever."""
    return frozenset(name for name, rule in TABLES.items() if rule.then is not Then.KEEP)
