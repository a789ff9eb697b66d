"""Remind employers by mail of what they must do, before the day and once more when it is past.

The mail names the work, the number of the placement and the day; never who works there. Colleagues are told of their
tasks by `worklist.notices`. What was told stands with the obligation, in the same transaction as the mail.
"""

import uuid
from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from wsp.employers import service as employers
from wsp.employers.enums import PortalNotice
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements.masking import for_employer
from wsp.placements.models import Placement
from wsp.placements.obligations.enums import ObligationState, Party
from wsp.placements.obligations.models import Obligation
from wsp.placements.shown import Ask
from wsp.worklist.enums import SubjectKind

TEMPLATE: Final = "placements/duties"
PAGE: Final = "/portaal/inleveren"
OLDEST: Final = timedelta(days=60)
"""What was due longer ago is no news: it stands in the portal, and a colleague calls."""
SHOWN: Final = 10
"""Duties in one mail; the rest is counted."""


def remind_employers(session: Session, *, actor: Actor) -> int:
    """Mail every employer what is due soon or has become late; returns how many mails. Run daily; repeatable.

    An employer hears of a duty once from its first day on, and once more when its last day is past. Whoever turned
    these mails off gets none, and what an employer may not read is not in them.
    """
    today = clock.today()
    sent = 0
    for employer_id, rows in _due(session, actor.region_id, today).items():
        found = [(row, for_employer(row, placement=placement, today=today)) for row, placement in rows]
        told: list[tuple[Obligation, Ask]] = [(row, ask) for row, ask in found if ask is not None]
        if told:
            sent += _mail(session, employer_id, [ask for _, ask in told], today, actor)
        now = clock.now()
        for row, _ in found:
            row.told_at = now
    session.flush()
    return sent


def _mail(session: Session, employer_id: uuid.UUID, asks: list[Ask], today: date, actor: Actor) -> int:
    return employers.tell_employer(
        session,
        employer_id,
        PortalNotice.OBLIGATION,
        template=TEMPLATE,
        path=PAGE,
        about=(SubjectKind.EMPLOYER, employer_id),
        key=f"inleveren:{employer_id}:{today.isoformat()}",
        actor=actor,
        count=len(asks),
        more=max(0, len(asks) - SHOWN),
        late=sum(1 for ask in asks if ask.late),
        duties=[(ask.text, ask.about.split(",", maxsplit=1)[0], ask.by, ask.late) for ask in asks[:SHOWN]],
    )


def _due(session: Session, region: str, today: date) -> dict[uuid.UUID, list[tuple[Obligation, Placement]]]:
    """What every employer was not told yet, or only before it became late; locked, so that two workers tell once."""
    told_on = func.date(func.timezone("Europe/Amsterdam", Obligation.told_at))
    rows = session.execute(
        select(Obligation, Placement)
        .join(Placement, and_(Placement.region_id == Obligation.region_id, Placement.id == Obligation.placement_id))
        .where(
            Obligation.region_id == region,
            Obligation.state == ObligationState.OPEN.value,
            Obligation.party == Party.EMPLOYER.value,
            Obligation.start_on <= today,
            Obligation.due_on >= today - OLDEST,
            or_(Obligation.told_at.is_(None), and_(Obligation.due_on < today, told_on <= Obligation.due_on)),
        )
        .order_by(Obligation.due_on, Obligation.id)
        .with_for_update(of=Obligation, skip_locked=True)
    ).all()
    found: dict[uuid.UUID, list[tuple[Obligation, Placement]]] = defaultdict(list)
    for row, placement in rows:
        found[placement.employer_id].append((row, placement))
    return found
