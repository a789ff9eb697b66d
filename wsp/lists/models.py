"""Lists that people keep by hand, and who stands on them."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk


class OwnList(RegionOwned, Versioned, Base):
    """A named list of candidates; goes two years after anything about it changed last."""

    __tablename__ = "own_lists"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        Index("ix_own_lists_user", "region_id", "user_id"),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    """The owner."""
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """For whom the owner worked: the same person may see other candidates for another organisation."""
    name: Mapped[str]
    sharing: Mapped[str]
    """Value of `enums.Sharing`."""
    archived_at: Mapped[datetime | None]


class ListMember(RegionOwned, Versioned, Base):
    """Somebody on a list; `created_at` is since when. Goes with the list and with the dossier."""

    __tablename__ = "own_list_members"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "list_id", "candidate_id"),
        region_fk("list_id", "own_lists", ondelete="CASCADE"),
        region_fk("candidate_id", "candidates"),
    )

    list_id: Mapped[uuid.UUID]
    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    note: Mapped[str | None]
    """A short word about work, read by everybody who sees this person on the list."""
    added_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
