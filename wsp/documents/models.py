"""Documents kept with a dossier."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned


class Document(RegionOwned, Base):
    """One file of a letter as it was made. Never changed: a new version is new rows, and the old ones stay readable.

    A version is one row per form: the PDF that is sent, and the document that can be edited.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint(
            "region_id", "subject_kind", "subject_id", "kind", "matter", "edition", "media_type",
            name="uq_documents_one_form",
        ),
        Index("ix_documents_subject", "region_id", "subject_kind", "subject_id"),
    )  # fmt: skip

    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    """Template code: plaatsingsbevestiging."""
    matter: Mapped[str] = mapped_column(default="", server_default="")
    """Which one of its kind in the dossier: the day of an evaluation, the number of a decision. Empty: there is one."""
    edition: Mapped[int]
    reason: Mapped[str | None]
    """Why this version took the place of the one before; None for the first."""
    filled: Mapped[dict[str, Any] | None]
    """What somebody typed for it, by field, so that a next version begins with it; with the PDF only."""
    title: Mapped[str]
    filename: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
    """In the database: letter and business row commit together, and one backup holds both."""
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))


class Upload(RegionOwned, Base):
    """A file that somebody handed in for a dossier. Its id is random, its name only a label."""

    __tablename__ = "uploads"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        Index("ix_uploads_subject", "region_id", "subject_kind", "subject_id"),
        # Pressing the button twice hands in one file.
        Index(
            "uq_uploads_same", "region_id", "subject_kind", "subject_id", "sha256", unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index("ix_uploads_waiting", "region_id", "created_at", postgresql_where=text("state = 'quarantaine'")),
    )  # fmt: skip

    subject_kind: Mapped[str]
    """werkgever, kandidaat, vacature, plaatsing."""
    subject_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    """Value of `enums.UploadKind`."""
    name: Mapped[str]
    """As shown and as saved by whoever downloads it; cleaned, in its own script."""
    media_type: Mapped[str]
    """Found in the content, never taken from the browser."""
    size: Mapped[int]
    """Bytes."""
    sha256: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary(), deferred=True)
    """None once a virus was found in it."""
    state: Mapped[str]
    """Value of `enums.UploadState`."""
    scanned_at: Mapped[datetime | None]
    scan_attempts: Mapped[int] = mapped_column(default=0)
    virus: Mapped[str | None]
    """The scanner's name for what it found."""
    origin: Mapped[str]
    """Value of `enums.Origin`."""
    uploaded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    """For whom the person who handed it in works."""
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
