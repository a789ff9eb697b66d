"""Targets of a region or municipality. What is counted stands in the rooms below; nothing of it is stored twice."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base
from wsp.foundation.versions import DatedVersion

WHOLE_REGION = ""
"""Stands in `municipality_code` of a target of the whole region."""


class BanenafspraakTarget(DatedVersion, Base):
    """A number of banen to be reached in a period, with where it was agreed.

    There is no official table per region: without a row there is no target, never a default (law.md 7.6).
    """

    __tablename__ = "banenafspraak_targets"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        CheckConstraint("jobs >= 0", name="jobs"),
    )

    municipality_code: Mapped[str] = mapped_column(default=WHOLE_REGION)
    """GM code, or empty for the whole region."""
    sector: Mapped[str]
    """Value of `enums.TargetSector`."""
    jobs: Mapped[Decimal] = mapped_column(Numeric(9, 1))
    """Banen at work at the end of the period."""
    source: Mapped[str]
    """Where it was agreed: a council decision, an agreement in the region."""
