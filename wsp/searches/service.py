"""Keep a search, look at it again each morning, and say what is new in it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts import service as log_in
from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.searches import lists, queries
from wsp.searches.commands import NameSearch
from wsp.searches.enums import MANY, NEEDS, ONE, ListKind
from wsp.searches.errors import NameTaken, NothingAsked, TooMany, TooWide
from wsp.searches.models import SavedSearch
from wsp.worklist import service as worklist
from wsp.worklist.enums import Outcome, SubjectKind, TaskKind

MOST: Final = 20
"""Searches of one person in one region for one organisation."""
WIDEST: Final = 1_000
"""Records in a search of which word is given."""
SUBJECT: Final = "zoekopdracht"


def keep_search(
    session: Session, kind: ListKind, filters: Mapping[str, str], command: NameSearch, *, actor: Actor
) -> SavedSearch:
    """Keep these filters of a list; all that they find now counts as seen.

    Raises:
        NothingAsked: if no filter does anything.
        NameTaken: if this person has a search with that name.
        TooMany: if this person has twenty.
        TooWide: if word is wanted of more than a thousand records.

    """
    kept = lists.kept(kind, filters)
    if not kept or actor.user_id is None or actor.organisation_id is None:
        raise NothingAsked
    own = queries.mine(session, actor)
    if len(own) >= MOST:
        raise TooMany(MOST)
    _check_name(command.name, own)
    made = SavedSearch(
        region_id=actor.region_id,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        kind=kind.value,
        name=command.name,
        filters=kept,
        tells=command.tells,
        seen_ids=_found(session, actor, kind, kept) if command.tells else [],
        new_ids=[],
        seen_at=clock.now(),
    )
    session.add(made)
    session.flush()
    audit.record(session, actor, "search.kept", subject=(SUBJECT, made.id), after={"list": kind.value})
    return made


def change_search(session: Session, search_id: uuid.UUID, command: NameSearch, *, actor: Actor) -> SavedSearch:
    """Give a search another name, or begin or stop to give word of it.

    Raises:
        SearchNotFound: if it is not this person's.
        NameTaken, TooWide: as `keep_search`.

    """
    found = queries.search(session, actor, search_id, lock=True)
    _check_name(command.name, [each for each in queries.mine(session, actor) if each.id != found.id])
    if command.tells and not found.tells:
        found.seen_ids = _found(session, actor, ListKind(found.kind), found.filters)
        found.seen_at = clock.now()
    if found.tells and not command.tells:
        found.seen_ids, found.new_ids = [], []
        worklist.drop(session, _key(found.id), why="melding uitgezet", actor=actor)
    found.name, found.tells = command.name, command.tells
    session.flush()
    audit.record(session, actor, "search.changed", subject=(SUBJECT, found.id), after={"tells": found.tells})
    return found


def remove_search(session: Session, search_id: uuid.UUID, *, actor: Actor) -> None:
    """Forget a search and the task about it.

    Raises:
        SearchNotFound: if it is not this person's.

    """
    found = queries.search(session, actor, search_id, lock=True)
    worklist.drop(session, _key(found.id), why="zoekopdracht verwijderd", actor=actor)
    session.delete(found)
    session.flush()
    audit.record(session, actor, "search.removed", subject=(SUBJECT, search_id))


def mark_seen(session: Session, search_id: uuid.UUID, *, actor: Actor) -> SavedSearch:
    """All that the search finds now is no news any more; the task about it is done.

    Raises:
        SearchNotFound: if it is not this person's.

    """
    found = queries.search(session, actor, search_id, lock=True)
    if found.tells:
        found.seen_ids = _found(session, actor, ListKind(found.kind), found.filters, cut=True)
    found.new_ids = []
    found.seen_at = clock.now()
    session.flush()
    worklist.finish_by_key(session, _key(found.id), outcome=Outcome.DONE.value, actor=actor)
    return found


@dataclass(frozen=True)
class Look:
    """What one morning's look did."""

    searches: int
    tasks: int


def look_again(session: Session, region: str, *, actor: Actor) -> Look:
    """See for everybody in this region what is new in their searches, and plan a task where there is more of it.

    Each search is looked at with the rights that its owner has today: who lost a right gets no word, and a search of
    somebody who left waits for the retention. May run twice: the second time nothing is new.
    """
    asked = select(SavedSearch).where(SavedSearch.region_id == region, SavedSearch.tells.is_(True))
    searches = session.scalars(asked.order_by(SavedSearch.id).with_for_update(skip_locked=True)).all()
    looked = tasks = 0
    places = accounts.places(session, {each.user_id for each in searches}, region)
    for each in searches:
        place = next(
            (place for place in places.get(each.user_id, ()) if place.organisation_id == each.organisation_id), None
        )
        if place is None:
            continue
        owner = log_in.actor_at(each.user_id, place, actor.request_id)
        if owner.may(NEEDS[ListKind(each.kind)]):
            looked += 1
            tasks += _look(session, each, owner, actor)
    return Look(looked, tasks)


def _look(session: Session, search: SavedSearch, owner: Actor, actor: Actor) -> bool:
    """True when there is news that no task told yet."""
    kind = ListKind(search.kind)
    now = _found(session, owner, kind, search.filters, cut=True)
    still, before = set(now), set(search.new_ids)
    search.seen_ids = [each for each in search.seen_ids if each in still]
    search.new_ids = [each for each in now if each not in set(search.seen_ids)]
    session.flush()
    if not search.new_ids:
        worklist.drop(session, _key(search.id), why="er is niets nieuws meer", actor=actor)
        return False
    if set(search.new_ids) <= before:
        return False
    worklist.plan(
        session,
        actor,
        kind=TaskKind.SEARCH_FOUND,
        subject=(SubjectKind.SEARCH, search.id),
        due_on=clock.today(),
        title=f"{news(kind, len(search.new_ids))}: {search.name}",
        assigned_to_id=search.user_id,
        key=_key(search.id),
    )
    return True


def news(kind: ListKind, count: int) -> str:
    """Return how much is new, in words: "1 nieuwe vacature", "3 nieuwe kandidaten"."""
    return f"{count} nieuwe {ONE[kind] if count == 1 else MANY[kind]}"


def _found(
    session: Session, actor: Actor, kind: ListKind, filters: Mapping[str, str], *, cut: bool = False
) -> list[uuid.UUID]:
    """What is found now. With `cut` only the first thousand count, for a search that grew since it was kept."""
    found = lists.found_ids(session, actor, kind, filters, limit=WIDEST + 1)
    if len(found) > WIDEST and not cut:
        raise TooWide(WIDEST)
    return list(found[:WIDEST])


def _check_name(name: str, others: Collection[SavedSearch] | Sequence[SavedSearch]) -> None:
    if name.casefold() in {each.name.casefold() for each in others}:
        raise NameTaken


def _key(search_id: uuid.UUID) -> str:
    return f"zoekopdracht:{search_id}"
