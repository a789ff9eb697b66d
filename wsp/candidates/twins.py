"""Finding a dossier that is there already. The person decides; nothing is merged by itself.

Only dossiers whose name the actor may know are shown: a warning about another one would tell that it exists.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from wsp.candidates import policy
from wsp.candidates.likeness import SAME_BSN, Likeness, same_person, swapped
from wsp.candidates.models import Candidate, CandidatePersonal, Residence
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known


@dataclass(frozen=True)
class Twin:
    """A dossier that looks like the one being made, and why."""

    id: uuid.UUID
    number: int
    reasons: tuple[str, ...]
    certain: bool
    """True: the same BSN, so it is the same person."""


def find_twins(
    session: Session, actor: Actor, likeness: Likeness, *, other_than: uuid.UUID | None = None
) -> Sequence[Twin]:
    """Return dossiers that may be of the same person and whose name `actor` may know, certain ones first.

    One statement. The same BSN is certain. A name that sounds the same together with the same birth date, postcode,
    e-mail address or telephone number is a reason to look (`likeness.same_person`).
    """
    marks = alike([likeness])
    if not marks:
        return ()
    conditions = [policy.visible(actor), policy.named(actor), or_(*marks)]
    if other_than is not None:
        conditions.append(Candidate.id != other_than)
    rows = session.execute(recognised_by().where(*conditions)).all()
    reasons = {row.id: same_person(likeness, likeness_of(row)) for row in rows}
    twins = [
        Twin(row.id, row.number, reasons[row.id], certain=SAME_BSN in reasons[row.id])
        for row in rows
        if reasons[row.id]
    ]
    return sorted(twins, key=lambda twin: (not twin.certain, twin.number))


def recognised_by() -> Select[*tuple[Any, ...]]:
    """Everything by which candidates are recognised today, one row per candidate; `likeness_of` reads a row."""
    return (
        select(
            Candidate.id,
            Candidate.organisation_id,
            Candidate.number,
            Candidate.first_name,
            Candidate.name_prefix,
            Candidate.last_name,
            Candidate.email,
            Candidate.phone,
            CandidatePersonal.birth_date,
            CandidatePersonal.bsn_lookup,
            Residence.postcode,
        )
        .outerjoin(
            CandidatePersonal,
            and_(CandidatePersonal.region_id == Candidate.region_id, CandidatePersonal.candidate_id == Candidate.id),
        )
        .outerjoin(
            Residence,
            and_(
                Residence.region_id == Candidate.region_id,
                Residence.candidate_id == Candidate.id,
                known(Residence, on=clock.today()),
            ),
        )
        .order_by(Candidate.number)
    )


def likeness_of(row: Row[*tuple[object, ...]]) -> Likeness:
    """What a row of `recognised_by` says."""
    return Likeness(
        first_name=row.first_name,
        last_name=row.last_name,
        name_prefix=row.name_prefix,
        birth_date=row.birth_date,
        postcode=row.postcode,
        email=row.email,
        phone=row.phone,
        bsn_lookup=row.bsn_lookup,
    )


def alike(people: Sequence[Likeness]) -> list[ColumnElement[bool]]:
    """Few rows by an index each; whether the names sound the same is judged in Python."""
    lookups = {one.bsn_lookup for one in people if one.bsn_lookup}
    days = {day for one in people if one.birth_date for day in (one.birth_date, *swapped(one.birth_date))}
    postcodes = {one.postcode for one in people if one.postcode}
    emails = {one.email for one in people if one.email}
    phones = {one.phone for one in people if one.phone}
    found: list[ColumnElement[bool]] = []
    if lookups:
        found.append(Candidate.id.in_(_keepers(CandidatePersonal.bsn_lookup.in_(lookups))))
    if days:
        found.append(Candidate.id.in_(_keepers(CandidatePersonal.birth_date.in_(days))))
    if postcodes:
        living = select(Residence.candidate_id).where(
            Residence.postcode.in_(postcodes), known(Residence, on=clock.today())
        )
        found.append(Candidate.id.in_(living))
    if emails:
        found.append(Candidate.email.in_(emails))
    if phones:
        found.append(Candidate.phone.in_(phones))
    return found


def _keepers(condition: ColumnElement[bool]) -> Select[uuid.UUID]:
    return select(CandidatePersonal.candidate_id).where(condition)
