"""Who works at an employer and who was introduced there: one look at the people, for the employer's card."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known
from wsp.placements.models import Placement, PlacementTerms
from wsp.placements.queries import facts, introductions, placements
from wsp.placements.queries.introductions import IntroductionRow
from wsp.placements.queries.placements import PlacementFilter, PlacementRow


@dataclass(frozen=True)
class AtEmployer:
    """The newest of both; `total` counts all placements."""

    placements: Sequence[PlacementRow]
    total: int
    introductions: Sequence[IntroductionRow]


def at_employer(session: Session, actor: Actor, employer_id: uuid.UUID, *, size: int) -> AtEmployer:
    """The newest `size` placements and introductions that the actor may read; everybody shown is logged once."""
    placed = _newest(session, actor, employer_id, size=size) if actor.may(Permission.PLACEMENT_READ) else []
    introduced = (
        introductions.newest_to(session, actor, employer_id, size=size)
        if actor.may(Permission.INTRODUCTION_READ)
        else []
    )
    ids = (row[0].candidate_id for row in (*placed, *introduced))
    people = candidates.called(session, actor, ids, purpose="lijst")
    return AtEmployer(
        placements=_lines(session, placed, people),
        total=placed[0][-1] if placed else 0,
        introductions=introductions.rows_of(session, introduced, people),
    )


def _newest(session: Session, actor: Actor, employer_id: uuid.UUID, *, size: int) -> Sequence[Any]:
    """The newest placements at an employer: with the employer's name, the terms of the day, and how many there are."""
    wanted = PlacementFilter(employer_id=employer_id)
    until = func.coalesce(Placement.ended_on, Placement.ends_on, clock.today())
    day = func.greatest(Placement.starts_on, func.least(clock.today(), until))
    statement = (
        placements.ordered(wanted)
        .outerjoin(
            PlacementTerms,
            and_(
                PlacementTerms.region_id == Placement.region_id,
                PlacementTerms.placement_id == Placement.id,
                known(PlacementTerms),
                PlacementTerms.valid.contains(day),
            ),
        )
        .add_columns(PlacementTerms, func.count().over())
        .where(*placements.conditions(actor, wanted))
        .limit(size)
    )
    return session.execute(statement).all()


def _lines(session: Session, found: Sequence[Any], people: Mapping[uuid.UUID, MaskedCandidate]) -> list[PlacementRow]:
    """Lines of what `_newest` read."""
    names = accounts.names(session, (row[0].owner_id for row in found))
    today = clock.today()
    return [
        placements.line(row[0], row[1], (facts.terms_version(row[2]),) if row[2] else (), people, names, today)
        for row in found
    ]
