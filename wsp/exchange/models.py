"""Which record of another system became which record here, so that the same file twice changes nothing."""

import uuid
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation import clock
from wsp.foundation.db import Base, RegionOwned


class ExternalId(RegionOwned, Base):
    """The id that another system gave to a candidate, vacancy or employer of this region."""

    __tablename__ = "external_ids"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "system", "kind", "external_id"),
    )

    system: Mapped[str]
    """vum."""
    kind: Mapped[str]
    """kandidaat, vacature or werkgever."""
    external_id: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    """No foreign key: it may be one of three tables, and an erased person leaves no row here."""
    fingerprint: Mapped[str]
    """Of what was taken over last time; the same again means nothing to do."""
    imported_at: Mapped[datetime] = mapped_column(default=clock.now)
