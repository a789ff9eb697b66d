"""Rows to change: inside what the actor may see, locked, fresh."""

import uuid
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from wsp.candidates import policy as candidates
from wsp.candidates.models import Candidate
from wsp.foundation.actor import Actor
from wsp.placements import policy
from wsp.placements.enums import TAKES_PLACE
from wsp.placements.errors import IntroductionNotFound, PlacementNotFound
from wsp.placements.models import Introduction, Placement

INTRODUCTION: Final = "introduction"
PLACEMENT: Final = "placement"
"""Kinds of subject in the audit log."""


def introduction(session: Session, actor: Actor, introduction_id: uuid.UUID) -> Introduction:
    """The introduction, locked until the transaction ends.

    Raises:
        IntroductionNotFound: there is none for this actor.

    """
    found = session.scalars(
        select(Introduction)
        .where(Introduction.id == introduction_id, policy.visible_introductions(actor))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise IntroductionNotFound
    return found


def placement(session: Session, actor: Actor, placement_id: uuid.UUID) -> Placement:
    """The placement, locked until the transaction ends.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    return _placement(session, placement_id, policy.visible_placements(actor))


def own_placement(session: Session, actor: Actor, placement_id: uuid.UUID) -> Placement:
    """As `placement`, at a company of this employer in the portal.

    Raises:
        PlacementNotFound: nobody of the own company.

    """
    return _placement(session, placement_id, policy.at_own_company(actor))


def _placement(session: Session, placement_id: uuid.UUID, seen: ColumnElement[bool]) -> Placement:
    found = session.scalars(
        select(Placement)
        .where(Placement.id == placement_id, seen)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise PlacementNotFound
    return found


def candidate(session: Session, actor: Actor, candidate_id: uuid.UUID) -> Candidate:
    """The candidate, locked: the hours over all jobs are counted once at a time.

    Raises:
        CandidateNotFound: there is none for this actor.

    """
    return candidates.check_may_see(session, actor, candidate_id, lock=True)


def taken_places(session: Session, vacancy_id: uuid.UUID) -> int:
    """How many places of the vacancy are filled; count under the vacancy's lock."""
    return (
        session.scalar(
            select(func.count()).where(Placement.vacancy_id == vacancy_id, Placement.state.in_(sorted(TAKES_PLACE)))
        )
        or 0
    )
