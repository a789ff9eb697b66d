"""Ask for a run: on 1 January, for a value that is approved, or to see what a proposed value would do."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock, queue
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotFound
from wsp.instruments import loonkostensubsidie
from wsp.instruments.uses import instruments_that_use
from wsp.placements.reindexing import running
from wsp.placements.reindexing.enums import BUSY, Cause, RunState
from wsp.placements.reindexing.errors import RunBusy
from wsp.placements.reindexing.models import Reindexing
from wsp.policy import service as policies
from wsp.policy.enums import ValueKind
from wsp.policy.models import PolicyProposal, PolicyValue

JOB: Final = "placements.reindex"
SUBJECT: Final = running.SUBJECT
_JANUARY: Final = 1


def reindex_new_year(session: Session, region: str, *, actor: Actor) -> Reindexing | None:
    """Ask for the run of 1 January, once, on the first day of January that the work of the day is done.

    None outside January, and when it was asked for already.
    """
    today = clock.today()
    if today.month != _JANUARY:
        return None
    first = today.replace(day=1)
    asked = session.scalars(
        select(Reindexing.id).where(
            Reindexing.region_id == region,
            Reindexing.cause == Cause.NEW_YEAR.value,
            Reindexing.effective_on == first,
            Reindexing.state != RunState.FAILED.value,
        )
    ).first()
    if asked is not None or _busy(session, region):
        return None
    return _request(session, Cause.NEW_YEAR, first, (loonkostensubsidie.CODE,), actor=actor)


def reindex(session: Session, on: date, *, actor: Actor) -> Reindexing:
    """Ask for the run of 1 January of a year again: amounts that are right already stay what they are.

    Raises:
        RunBusy: there is one on its way.

    """
    return _request(session, Cause.NEW_YEAR, date(on.year, 1, 1), (loonkostensubsidie.CODE,), actor=actor)


def preview(session: Session, proposal_id: uuid.UUID, *, actor: Actor) -> Reindexing | None:
    """Count what a proposed value would do, and keep nothing but the count; None when no instrument uses it.

    Raises:
        NotFound: there is no such proposal in the region.

    """
    proposal = _proposal(session, proposal_id, actor)
    codes = codes_of(proposal)
    return _request(session, Cause.PREVIEW, proposal.valid_from, codes, proposal, actor=actor) if codes else None


def approve(session: Session, proposal_id: uuid.UUID, *, actor: Actor) -> tuple[PolicyValue, Reindexing | None]:
    """Approve a value as the second person, and ask for the run that lets every subsidy follow it.

    Raises:
        SecondPersonNeeded, AlreadyDecided, NotFound: as `policy.service.approve`.
        RunBusy: a run is on its way; it would go on with the old value.

    """
    proposal = _proposal(session, proposal_id, actor)
    codes = codes_of(proposal)
    value = policies.approve(session, proposal_id, actor=actor)
    if not codes:
        return value, None
    return value, _request(session, Cause.VALUE, proposal.valid_from, codes, proposal, actor=actor)


def codes_of(proposal: PolicyProposal) -> tuple[str, ...]:
    """The instruments that look at a proposed value; a choice or a term of keeping changes none."""
    if proposal.kind not in (ValueKind.LAW, ValueKind.LOCAL):
        return ()
    return instruments_that_use(proposal.code)


def _request(
    session: Session,
    cause: Cause,
    effective_on: date,
    codes: Sequence[str],
    proposal: PolicyProposal | None = None,
    *,
    actor: Actor,
) -> Reindexing:
    made = Reindexing(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        cause=cause.value,
        effective_on=effective_on,
        proposal_id=proposal.id if proposal else None,
        codes=list(codes),
        state=RunState.WAITING.value,
        user_id=actor.user_id,
        total=running.total(session, actor.region_id, codes, effective_on),
        counts={},
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:
        raise RunBusy from error
    if cause is not Cause.PREVIEW:
        audit.record(
            session, actor, "placement.reindexing_requested", subject=(SUBJECT, made.id),
            after={"reden": cause, "vanaf": effective_on, "aantal": made.total},
        )  # fmt: skip
    queue.defer(session, JOB, region=actor.region_id, run_id=made.id, lock=f"reindex-{actor.region_id}")
    return made


def _busy(session: Session, region: str) -> bool:
    found = session.scalars(
        select(Reindexing.id).where(
            Reindexing.region_id == region,
            Reindexing.cause != Cause.PREVIEW.value,
            Reindexing.state.in_([state.value for state in BUSY]),
        )
    ).first()
    return found is not None


def _proposal(session: Session, proposal_id: uuid.UUID, actor: Actor) -> PolicyProposal:
    found = session.scalars(
        select(PolicyProposal).where(PolicyProposal.region_id == actor.region_id, PolicyProposal.id == proposal_id)
    ).one_or_none()
    if found is None:
        raise NotFound("Dit voorstel is niet gevonden in jouw regio.")
    return found
