"""Which dossiers of candidates are at the end of their term.

The term counts from the day on which the dossier was closed, or from the last day of work when that came later: a
placement belongs to the dossier. A dossier that was opened again has no term until it is closed again.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from wsp.accounts.models import Organisation
from wsp.candidates.enums import Stage
from wsp.candidates.models import Candidate
from wsp.foundation.workdays import add_months
from wsp.placements.models import Placement
from wsp.policy.queries import dossier_terms
from wsp.privacy.models import RetentionHold, RetentionWarning

WARN_DAYS: Final = 60
"""So many days before the end of the term the keepers of a dossier are told."""
GRACE_DAYS: Final = 30
"""At least so many days lie between the warning and the erasure, also when the warning came late."""


@dataclass(frozen=True)
class Due:
    """A dossier whose term ends, or ended."""

    candidate_id: uuid.UUID
    number: int
    organisation_id: uuid.UUID
    client_manager_id: uuid.UUID | None
    closed_on: date
    term_ends_on: date
    """First day on which nothing asks for it any more."""
    erase_from: date | None
    """First day on which it may go; None while nobody was warned about this term."""
    hold: RetentionHold | None

    def goes(self, on: date) -> bool:
        """Tell whether it is erased by a run on this day."""
        return self.hold is None and self.erase_from is not None and self.erase_from <= on


def last_day_of(closed_on: date, last_worked_on: date | None) -> date:
    """The day from which the term counts."""
    return max(closed_on, last_worked_on or closed_on)


def term_end(closed_on: date, last_worked_on: date | None, *, months: int) -> date:
    """The first day after a term of `months`."""
    return add_months(last_day_of(closed_on, last_worked_on), months) + timedelta(days=1)


def due_dossiers(session: Session, *, until: date, on: date, only: uuid.UUID | None = None) -> Sequence[Due]:
    """Dossiers of the session's region whose term ends by `until`, earliest first, as they stand on `on`.

    The term is that of the municipality that keeps the dossier, as decided for `on`; a shorter term that starts today
    still waits for its warning. `only` looks at one dossier.
    """
    terms = dossier_terms(session, session.info["region"], on=on)
    worked = (
        select(
            Placement.candidate_id,
            func.max(func.coalesce(Placement.ended_on, Placement.ends_on)).label("last"),
            func.bool_or(Placement.ended_on.is_(None) & Placement.ends_on.is_(None)).label("goes_on"),
        )
        .group_by(Placement.candidate_id)
        .subquery("worked")
    )
    # Roughly in SQL, exactly below: the last day of a month is a rule of its own (`add_months`).
    roughly = add_months(until, -terms.shortest) + timedelta(days=3)
    statement = (
        select(Candidate, worked.c.last, RetentionWarning.erase_from, Organisation.municipality_code)
        .join(Organisation, Organisation.id == Candidate.organisation_id)
        .outerjoin(worked, worked.c.candidate_id == Candidate.id)
        .outerjoin(RetentionWarning, RetentionWarning.candidate_id == Candidate.id)
        .where(
            Candidate.stage == Stage.CLOSED.value,
            Candidate.erased_month.is_(None),
            Candidate.closed_on <= roughly,
            or_(worked.c.last.is_(None), worked.c.last <= roughly),
            or_(worked.c.goes_on.is_(None), worked.c.goes_on.is_(False)),
        )
        .order_by(Candidate.closed_on, Candidate.number)
    )
    if only is not None:
        statement = statement.where(Candidate.id == only)
    rows = session.execute(statement).all()
    holds = active_holds(session, [row[0].id for row in rows], on=on)
    found = []
    for candidate, last, erase_from, municipality in rows:
        ends = term_end(candidate.closed_on, last, months=terms.of(municipality))
        if ends <= until:
            found.append(
                Due(
                    candidate_id=candidate.id,
                    number=candidate.number,
                    organisation_id=candidate.organisation_id,
                    client_manager_id=candidate.client_manager_id,
                    closed_on=candidate.closed_on,
                    term_ends_on=ends,
                    # A warning about an earlier term, before the dossier was opened again, warns of nothing now.
                    erase_from=erase_from if erase_from and erase_from >= ends else None,
                    hold=holds.get(candidate.id),
                )
            )
    return found


def active_holds(session: Session, ids: Sequence[uuid.UUID], *, on: date) -> Mapping[uuid.UUID, RetentionHold]:
    """The holds of these candidates that stand in the way on a day; the one that lasts longest of each."""
    rows = session.scalars(
        select(RetentionHold)
        .where(
            RetentionHold.candidate_id.in_(ids),
            RetentionHold.since <= on,
            RetentionHold.until >= on,
            RetentionHold.ended_on.is_(None),
        )
        .order_by(RetentionHold.until)
    )
    return {row.candidate_id: row for row in rows}


def holds(session: Session) -> Sequence[RetentionHold]:
    """Holds of the session's region that nobody ended, the earliest last day first; also those that ran out."""
    return session.scalars(
        select(RetentionHold).where(RetentionHold.ended_on.is_(None)).order_by(RetentionHold.until, RetentionHold.id)
    ).all()
