"""Exports of the whole region that somebody asked for; the file itself stands in the data folder, for a day."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.crypto import EncryptedText
from wsp.foundation.db import Base, RegionOwned


class RegionExport(RegionOwned, Base):
    """One export, its progress and who fetched it."""

    __tablename__ = "region_exports"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        # Two at once would only make each other slow, and nobody knows which file is the right one.
        Index(
            "uq_region_exports_busy", "region_id", unique=True,
            postgresql_where=text("state IN ('wacht', 'loopt')"),
        ),
    )  # fmt: skip

    state: Mapped[str]
    """Value of `enums.ExportState`."""
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str]
    """Why, in the administrator's words."""
    with_bsn: Mapped[bool]
    seal: Mapped[str | None] = mapped_column(EncryptedText(), deferred=True)
    """Key made of the passphrase; gone as soon as the file is there."""
    tables_done: Mapped[int] = mapped_column(default=0)
    tables_total: Mapped[int] = mapped_column(default=0)
    rows: Mapped[int | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    """Bytes."""
    sha256: Mapped[str | None]
    """Of the zip file."""
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
