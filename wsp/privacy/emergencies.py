"""Break-glass accesses as the privacy officer judges them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.audit.models import ReadEvent
from wsp.candidates.models import EmergencyAccess
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, NotFound
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.privacy.enums import VERDICT_LABELS, Verdict
from wsp.worklist import service as worklist


def list_emergencies(session: Session, *, page: int = 1) -> Page[EmergencyAccess]:
    """One page of all accesses of the session's region, newest first."""
    total = session.scalar(select(func.count()).select_from(EmergencyAccess)) or 0
    number = clamp(page, total)
    rows = session.scalars(
        select(EmergencyAccess)
        .order_by(EmergencyAccess.created_at.desc(), EmergencyAccess.id)
        .limit(SIZE)
        .offset((number - 1) * SIZE)
    ).all()
    return Page(rows, total, number)


def emergency(session: Session, actor: Actor, access_id: uuid.UUID, *, lock: bool = False) -> EmergencyAccess:
    """One access.

    Raises:
        NotFound: there is none in this region.

    """
    statement = select(EmergencyAccess).where(
        EmergencyAccess.region_id == actor.region_id, EmergencyAccess.id == access_id
    )
    found = session.scalars(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound("Deze noodtoegang is er niet. Ga terug naar de lijst.")
    return found


def looked(session: Session, row: EmergencyAccess) -> Sequence[ReadEvent]:
    """What was looked at by this access, in order."""
    return session.scalars(
        select(ReadEvent)
        .where(
            ReadEvent.region_id == row.region_id,
            ReadEvent.subject_id == row.candidate_id,
            ReadEvent.user_id == row.user_id,
            ReadEvent.purpose == Purpose.EMERGENCY.value,
            ReadEvent.created_at >= row.created_at,
            ReadEvent.created_at <= row.expires_at,
        )
        .order_by(ReadEvent.created_at)
    ).all()


def review(session: Session, access_id: uuid.UUID, verdict: Verdict, note: str | None, *, actor: Actor) -> None:
    """Judge an access, once.

    Raises:
        Conflict: it was judged already.
        NotFound: there is none.

    """
    row = emergency(session, actor, access_id, lock=True)
    if row.reviewed_at is not None:
        raise Conflict("Deze noodtoegang is al nagekeken. Ververs de pagina.")
    row.reviewed_at = clock.now()
    row.reviewed_by_id = actor.user_id
    row.verdict = verdict.value
    row.review_note = note
    worklist.finish_by_key(session, f"noodtoegang:{row.id}", outcome=VERDICT_LABELS[verdict], actor=actor)
    audit.record(
        session, actor, "privacy.emergency_reviewed", subject=("emergency", row.id), after={"oordeel": verdict}
    )
    session.flush()
