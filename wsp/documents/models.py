"""Documents kept with a dossier."""

import uuid

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned


class Document(RegionOwned, Base):
    """A letter as it was sent. Never changed: a new version is a new row."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "subject_kind", "subject_id", "kind", "edition"),
        Index("ix_documents_subject", "region_id", "subject_kind", "subject_id"),
    )

    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    """Template code: plaatsingsbevestiging."""
    edition: Mapped[int]
    title: Mapped[str]
    filename: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
    """In the database: letter and business row commit together, and one backup holds both."""
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
