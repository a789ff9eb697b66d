"""What stays of an erased person: keyed hashes by which an old file is recognised, and nothing else (AVG art. 17).

An import asks `was_erased` before it makes a dossier. A hash is of no use without the look-up key of the program, and
goes itself after its term (see wsp/policy/retention.py).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from wsp.candidates.models import ErasureTombstone
from wsp.foundation import crypto
from wsp.foundation.sortkey import sort_key


class Trait(StrEnum):
    """By what somebody is recognised."""

    BSN = "bsn"
    NAME_AND_BIRTH = "naam-geboortedatum"
    NAME_AND_POSTCODE = "naam-postcode"
    EXTERNAL = "nummer-elders"


Mark = tuple[Trait, str]
"""A trait with its keyed hash."""


def marks(
    *,
    name: str | None = None,
    birth_date: date | None = None,
    postcode: str | None = None,
    bsn_lookup: str | None = None,
    external: Iterable[tuple[str, str]] = (),
) -> list[Mark]:
    """The marks of a person. `name` is the sort key; `external` holds pairs of system and number."""
    found: list[tuple[Trait, str]] = []
    if bsn_lookup:
        found.append((Trait.BSN, bsn_lookup))
    if name and birth_date:
        found.append((Trait.NAME_AND_BIRTH, f"{name}|{birth_date.isoformat()}"))
    if name and postcode:
        found.append((Trait.NAME_AND_POSTCODE, f"{name}|{postcode.replace(' ', '').upper()}"))
    found += [(Trait.EXTERNAL, f"{system}|{number}") for system, number in external]
    keyring = crypto.keyring()
    return [(trait, keyring.lookup(value, purpose=f"tombstone-{trait}")) for trait, value in found]


def erased_among(session: Session, region: str, wanted: Sequence[Mark]) -> frozenset[Mark]:
    """Which of these marks belong to somebody who was erased in `region`; one statement, for an import of many."""
    if not wanted:
        return frozenset()
    rows = session.execute(
        select(ErasureTombstone.kind, ErasureTombstone.hash).where(
            ErasureTombstone.region_id == region, ErasureTombstone.hash.in_({hash_ for _, hash_ in wanted})
        )
    )
    return frozenset((Trait(kind), hash_) for kind, hash_ in rows) & frozenset(wanted)


def was_erased(
    session: Session,
    region: str,
    *,
    names: tuple[str, str | None, str] | None = None,
    birth_date: date | None = None,
    postcode: str | None = None,
    bsn_lookup: str | None = None,
    external: tuple[str, str] | None = None,
) -> bool:
    """Tell whether somebody with one of these traits was erased in `region`.

    `names` are family name, prefix and first name; `external` is system and number of another system.
    """
    wanted = marks(
        name=sort_key(*names) if names else None,
        birth_date=birth_date,
        postcode=postcode,
        bsn_lookup=bsn_lookup,
        external=[external] if external else [],
    )
    if not wanted:
        return False
    same = [(ErasureTombstone.kind == trait.value) & (ErasureTombstone.hash == hash_) for trait, hash_ in wanted]
    found = session.scalar(select(exists().where(ErasureTombstone.region_id == region, or_(*same))))
    return bool(found)
