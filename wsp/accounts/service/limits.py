"""The brake on searching and exporting (S11): what a person needs in a day, less than a copy of the file."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from sqlalchemy import case
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.accounts.errors import TooManyRequests
from wsp.accounts.models import RequestCount
from wsp.foundation import clock


@dataclass(frozen=True)
class _Terms:
    kind: str
    most: int
    window: timedelta
    sentence: str


class Limit(Enum):
    """What is limited, per user."""

    SEARCH = _Terms(
        "zoeken", 120, timedelta(minutes=5), "Je zoekt te vaak na elkaar. Wacht even en probeer het dan opnieuw."
    )
    SUGGEST = _Terms(
        "suggesties", 600, timedelta(minutes=5), "Je typt te snel na elkaar. Wacht even en probeer het dan opnieuw."
    )
    EXPORT = _Terms(
        "exporteren",
        20,
        timedelta(minutes=10),
        "Je exporteert te vaak na elkaar. Wacht even en probeer het dan opnieuw.",
    )


def count(session: Session, user_id: uuid.UUID, limit: Limit) -> None:
    """Count one request of this user, in its own transaction; raises TooManyRequests above the limit.

    The row stays locked until the request ends, so that one user's exports come one after the other.
    """
    terms, now = limit.value, clock.now()
    over = RequestCount.started_at <= now - terms.window
    made = insert(RequestCount).values(
        id=uuid.uuid4(), created_at=now, user_id=user_id, kind=terms.kind, started_at=now, count=1
    )
    statement = made.on_conflict_do_update(
        index_elements=[RequestCount.user_id, RequestCount.kind],
        set_={
            "count": case((over, 1), else_=RequestCount.count + 1),
            "started_at": case((over, now), else_=RequestCount.started_at),
        },
    ).returning(RequestCount.count, RequestCount.started_at)
    counted, started_at = session.execute(statement).one()
    if counted > terms.most:
        wait = (started_at + terms.window - now).total_seconds()
        raise TooManyRequests(terms.sentence, retry_after=max(1, int(wait) + 1))
