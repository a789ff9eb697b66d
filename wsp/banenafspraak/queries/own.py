"""How many banen one employer has, by the same rule as the report."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import Treatment
from wsp.banenafspraak.queries.work import classified
from wsp.law.lookup import LawBook


@dataclass(frozen=True)
class OwnCount:
    """The banen of an employer on a day: contract hours of who counts, divided by the hours of one baan."""

    on: date
    jobs: Decimal
    hours_per_job: Decimal


def own_count(session: Session, region: str, employer_ids: Sequence[uuid.UUID], *, on: date, book: LawBook) -> OwnCount:
    """Count the banen at these employers of a region on a day."""
    rows = classified(region, [on], None)
    hours = session.scalar(
        select(func.coalesce(func.sum(rows.c.hours), 0)).where(
            rows.c.employer_id.in_(list(employer_ids)), rows.c.treatment == Treatment.COUNTS.value
        )
    )
    unit = Decimal(book.on("wfsv.banenafspraak.hours_per_job", on).value)
    return OwnCount(on, rules.jobs(Decimal(hours or 0), unit), unit)
