"""Who works at an employer and who was introduced there: one look at the people, for the employer's card."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from wsp.accounts.permissions import Permission
from wsp.candidates import queries as candidates
from wsp.foundation.actor import Actor
from wsp.placements.queries import introductions, placements
from wsp.placements.queries.introductions import IntroductionRow
from wsp.placements.queries.placements import PlacementRow


@dataclass(frozen=True)
class AtEmployer:
    """The newest of both; `total` counts all placements."""

    placements: Sequence[PlacementRow]
    total: int
    introductions: Sequence[IntroductionRow]


def at_employer(session: Session, actor: Actor, employer_id: uuid.UUID, *, size: int) -> AtEmployer:
    """The newest `size` placements and introductions that the actor may read; everybody shown is logged once."""
    placed = (
        placements.newest_at(session, actor, employer_id, size=size) if actor.may(Permission.PLACEMENT_READ) else []
    )
    introduced = (
        introductions.newest_to(session, actor, employer_id, size=size)
        if actor.may(Permission.INTRODUCTION_READ)
        else []
    )
    ids = (row[0].candidate_id for row in (*placed, *introduced))
    people = candidates.masked_many(session, actor, ids, purpose="lijst", details=())
    return AtEmployer(
        placements=placements.rows_of(session, placed, people),
        total=placed[0][-1] if placed else 0,
        introductions=introductions.rows_of(session, introduced, people),
    )
