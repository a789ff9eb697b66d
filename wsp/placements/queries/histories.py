"""The histories of many placements at once: what `queries.facts.history` reads of one, in a few statements for all."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from wsp.candidates.models import Candidate, CandidatePersonal, RegisterCheck
from wsp.foundation import clock
from wsp.foundation.versions import known
from wsp.instruments.loonwaarde import LoonwaardeKind
from wsp.placements.models import Placement, PlacementLoonwaarde
from wsp.placements.queries import facts
from wsp.placements.queries.facts import last_day, terms_versions
from wsp.placements.rules import History, Measured


def histories(session: Session, placements: Sequence[Placement]) -> Mapping[uuid.UUID, History]:
    """Everything the rules need about each of these placements, by id; a test compares with `facts.history`.

    Dates of birth go into the calculation and nowhere else.
    """
    ids = [row.id for row in placements]
    terms = terms_versions(session, ids)
    measured = _measured(session, ids)
    people = _people(session, ids)
    before = _forfait_before(session, placements)
    found: dict[uuid.UUID, History] = {}
    for row in placements:
        born_on, registered = people.get(row.id, (None, None))
        found[row.id] = History(
            starts_on=row.starts_on,
            ends_on=last_day(row),
            terms=terms.get(row.id, ()),
            measured=tuple(measured.get(row.id, ())),
            beschut=row.beschut,
            born_on=born_on,
            in_register=registered,
            in_doelgroep_lks=row.in_doelgroep_lks,
            forfaitair=row.forfaitair,
            forfait_before=row.id in before,
            supported_or_school=row.supported_or_school,
            needs_guidance=row.needs_guidance,
        )
    return found


def _measured(session: Session, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[Measured]]:
    rows = session.scalars(
        select(PlacementLoonwaarde)
        .where(
            PlacementLoonwaarde.placement_id.in_(ids),
            PlacementLoonwaarde.kind == LoonwaardeKind.ESTABLISHED.value,
            known(PlacementLoonwaarde),
        )
        .order_by(PlacementLoonwaarde.placement_id, PlacementLoonwaarde.valid)
    )
    found: dict[uuid.UUID, list[Measured]] = defaultdict(list)
    for row in rows:
        found[row.placement_id].append(facts.measured(row))
    return found


def _forfait_before(session: Session, placements: Sequence[Placement]) -> frozenset[uuid.UUID]:
    """Placements whose job had a forfait before; asked only of who worked at that employer before, which is rare."""
    earlier = aliased(Placement)
    again = session.scalars(
        select(Placement.id).where(
            Placement.id.in_([row.id for row in placements]),
            exists().where(
                earlier.region_id == Placement.region_id,
                earlier.candidate_id == Placement.candidate_id,
                earlier.employer_id == Placement.employer_id,
                earlier.number < Placement.number,
            ),
        )
    ).all()
    by_id = {row.id: row for row in placements}
    found = set()
    for placement_id in again:
        row = by_id[placement_id]
        granted = facts.forfait_granted(row.candidate_id, row.employer_id, row.function_title, before=row.number)
        if session.scalar(select(granted)):
            found.add(placement_id)
    return frozenset(found)


def _people(session: Session, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, tuple[date | None, bool | None]]:
    """Date of birth, and the register on the first day or today when that is later."""
    on = func.greatest(Placement.starts_on, clock.today())
    rows = session.execute(
        select(Placement.id, CandidatePersonal.birth_date, RegisterCheck.in_register)
        .join(Candidate, and_(Candidate.region_id == Placement.region_id, Candidate.id == Placement.candidate_id))
        .outerjoin(
            CandidatePersonal,
            and_(CandidatePersonal.region_id == Candidate.region_id, CandidatePersonal.candidate_id == Candidate.id),
        )
        .outerjoin(
            RegisterCheck,
            and_(
                RegisterCheck.region_id == Candidate.region_id,
                RegisterCheck.candidate_id == Candidate.id,
                known(RegisterCheck),
                RegisterCheck.valid.contains(on),
            ),
        )
        .where(Placement.id.in_(ids))
    )
    return {row[0]: (row[1], row[2]) for row in rows}
