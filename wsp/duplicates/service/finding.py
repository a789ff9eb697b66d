"""The nightly search: every employer and every dossier of a region compared with those that share a key."""

import re
import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.candidates import policy as candidate_policy
from wsp.candidates.likeness import Likeness, same_person
from wsp.candidates.models import Candidate
from wsp.candidates.twins import likeness_of, recognised_by
from wsp.duplicates import rules
from wsp.duplicates.blocks import candidate_pairs
from wsp.duplicates.enums import POINTED_OUT, Kind, PairState
from wsp.duplicates.models import DuplicatePair
from wsp.employers import policy as employer_policy
from wsp.employers.models import Business, Employer, Establishment
from wsp.employers.rules import match_key
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.phonetic import plain, sound_key

_BATCH: Final = 1000
_SHORTEST: Final = 3
"""Letters of a word that tells a firm's name apart."""


@dataclass(frozen=True)
class Found:
    """How a search ended."""

    compared: int
    pairs: int
    added: int
    gone: int


@dataclass(frozen=True)
class Person:
    """A dossier as it is recognised; only dossiers of one controller are compared."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    likeness: Likeness


@dataclass(frozen=True)
class Firm:
    """An employer as it is recognised."""

    id: uuid.UUID
    facts: rules.EmployerFacts


def find_pairs(session: Session, *, actor: Actor) -> Mapping[Kind, Found]:
    """Look through the region; new pairs are added, pairs that nothing says any more are closed.

    What somebody decided stays: two that are two are not asked about again.
    """
    return {
        Kind.EMPLOYER: _keep(session, actor, Kind.EMPLOYER, firm_pairs(_firms(session, actor))),
        Kind.CANDIDATE: _keep(session, actor, Kind.CANDIDATE, person_pairs(_people(session, actor))),
    }


Likely = tuple[uuid.UUID, uuid.UUID, uuid.UUID | None, tuple[str, ...]]
"""Two ids in order, the controller of both, and the reasons; no reasons: compared, and not alike."""


def person_pairs(people: Sequence[Person]) -> Iterator[Likely]:
    """Every two dossiers that were compared, with why they may be of one person."""
    for one, other in candidate_pairs(people, person_keys):
        first, second = sorted((one.id, other.id))
        yield first, second, one.organisation_id, same_person(one.likeness, other.likeness)


def person_keys(person: Person) -> Iterator[Hashable]:
    """By what two dossiers meet. Whatever `same_person` calls alike shares at least one of these."""
    likeness, keeper = person.likeness, person.organisation_id
    if likeness.birth_date:
        born = likeness.birth_date
        # Day and month in either order, so that a birth date turned round meets the right one.
        yield keeper, "born", born.year, *sorted((born.month, born.day))
    if likeness.postcode:
        # A first name is more often written in full than as an initial; its first sound is in both.
        yield keeper, "home", likeness.postcode, sound_key(likeness.first_name)[:1]
        yield keeper, "letter", likeness.postcode, plain(likeness.first_name)[:1]
    if likeness.email:
        yield keeper, "mail", likeness.email.casefold()
    if likeness.phone:
        yield keeper, "phone", likeness.phone


def firm_pairs(firms: Sequence[Firm]) -> Iterator[Likely]:
    """Every two employers that were compared, with why they may be one."""
    for one, other in candidate_pairs(firms, firm_keys):
        first, second = sorted((one.id, other.id))
        yield first, second, None, rules.same_employer(one.facts, other.facts)


def firm_keys(firm: Firm) -> Iterator[Hashable]:
    """By what two employers meet; `same_employer` calls nothing alike that shares none of these."""
    facts = firm.facts
    if facts.match_key:
        yield "name", facts.match_key
    for address in facts.addresses:
        yield "address", *address
    if facts.phone:
        yield "phone", facts.phone
    if facts.domain:
        yield "site", facts.domain


def _people(session: Session, actor: Actor) -> list[Person]:
    rows = session.execute(
        # Comparing is using: not with data that are only kept (AVG art. 18).
        recognised_by().where(candidate_policy.visible(actor), Candidate.restricted_since.is_(None))
    )
    return [Person(row.id, row.organisation_id, likeness_of(row)) for row in rows]


def _firms(session: Session, actor: Actor) -> list[Firm]:
    sites: dict[uuid.UUID, list[tuple[str, str | None, str | None]]] = defaultdict(list)
    for employer_id, place, postcode, house in session.execute(
        select(
            Establishment.employer_id, Establishment.place, Establishment.postcode, Establishment.house_number
        ).where(Establishment.region_id == actor.region_id)
    ):
        sites[employer_id].append((place, postcode, house))
    rows = session.execute(
        select(Employer.id, Employer.match_key, Employer.phone, Employer.website, Business.kvk_number)
        .outerjoin(Business, Business.id == Employer.business_id)
        .where(employer_policy.here(actor))
        .order_by(Employer.number)
    )
    return [
        Firm(
            row.id,
            rules.EmployerFacts(
                match_key=row.match_key,
                kvk_number=row.kvk_number,
                phone=row.phone,
                website=row.website,
                places=frozenset(match_key(place) for place, _, _ in sites[row.id]),
                addresses=frozenset(
                    (postcode, re.sub(r"\s", "", house).lower())
                    for _, postcode, house in sites[row.id]
                    if postcode and house
                ),
            ),
        )
        for row in rows
    ]


def _keep(session: Session, actor: Actor, kind: Kind, found: Iterator[Likely]) -> Found:
    """Compare what was found with what is on the list."""
    # One search at a time; a second worker waits and then finds nothing new.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"duplicates:{actor.region_id}:{kind}"))))
    listed = {
        (row.one_id, row.other_id): row
        for row in session.execute(
            select(
                DuplicatePair.id, DuplicatePair.one_id, DuplicatePair.other_id, DuplicatePair.state,
                DuplicatePair.reasons,
            ).where(DuplicatePair.region_id == actor.region_id, DuplicatePair.kind == kind.value)
        )
    }  # fmt: skip
    compared, seen, new = 0, set(), list[dict[str, Any]]()
    for one, other, keeper, reasons in found:
        compared += 1
        if not reasons:
            continue
        seen.add((one, other))
        known = listed.get((one, other))
        if known is None:
            new.append(_row(actor, kind, one, other, keeper, reasons))
        elif known.state == PairState.GONE.value or (
            known.state == PairState.OPEN.value and known.reasons != list(reasons) and POINTED_OUT not in known.reasons
        ):
            session.execute(
                update(DuplicatePair)
                .where(DuplicatePair.id == known.id)
                .values(reasons=list(reasons), certain=rules.is_certain(reasons), state=PairState.OPEN.value)
            )
    for start in range(0, len(new), _BATCH):
        session.execute(insert(DuplicatePair).on_conflict_do_nothing(), new[start : start + _BATCH])
    gone = [
        row.id
        for ids, row in listed.items()
        if row.state == PairState.OPEN.value and ids not in seen and POINTED_OUT not in row.reasons
    ]
    for start in range(0, len(gone), _BATCH):
        session.execute(
            update(DuplicatePair)
            .where(DuplicatePair.id.in_(gone[start : start + _BATCH]))
            .values(state=PairState.GONE.value)
        )
    return Found(compared, len(seen), len(new), len(gone))


def _row(
    actor: Actor, kind: Kind, one: uuid.UUID, other: uuid.UUID, keeper: uuid.UUID | None, reasons: Sequence[str]
) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "created_at": clock.now(),
        "region_id": actor.region_id,
        "kind": kind.value,
        "one_id": one,
        "other_id": other,
        "organisation_id": keeper,
        "reasons": list(reasons),
        "certain": rules.is_certain(reasons),
        "state": PairState.OPEN.value,
    }
