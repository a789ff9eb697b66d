"""The lists behind the searches: what each is asked, what it finds, how it is said."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from wsp.candidates import queries as candidates
from wsp.foundation.actor import Actor
from wsp.reference import queries as reference
from wsp.searches.enums import ListKind
from wsp.vacancies import queries as vacancies

_ASKED: Final = {ListKind.VACANCIES: vacancies.ASKED, ListKind.CANDIDATES: candidates.ASKED}
_LONGEST: Final = 100
"""Characters of one value in an address."""


def kept(kind: ListKind, given: Mapping[str, str]) -> dict[str, str]:
    """What of an address is kept: filters of this list that do something, in their own order."""
    found = {name: given[name].strip()[:_LONGEST] for name in _ASKED[kind] if given.get(name, "").strip()}
    # A value that the list does not know does nothing; kept, it would look as if it did.
    return {name: value for name, value in found.items() if _words(kind, {name: value}, {})}


def told(session: Session, kind: ListKind, filters: Mapping[str, str], *, region: str) -> list[str]:
    """Return the filters in Dutch words."""
    names = {row.code: row.name for row in reference.municipalities(session, region)} if "gemeente" in filters else {}
    return _words(kind, filters, names)


def found_ids(
    session: Session, actor: Actor, kind: ListKind, filters: Mapping[str, str], *, limit: int
) -> Sequence[uuid.UUID]:
    """Which records `actor` would find now, at most `limit`."""
    if kind is ListKind.VACANCIES:
        return vacancies.found_ids(session, actor, vacancies.asked(filters, actor), limit=limit)
    return candidates.found_ids(session, actor, candidates.asked(filters), limit=limit)


def _words(kind: ListKind, filters: Mapping[str, str], municipalities: Mapping[str, str]) -> list[str]:
    if kind is ListKind.VACANCIES:
        return vacancies.told(filters, municipalities)
    return candidates.told(filters, municipalities)
