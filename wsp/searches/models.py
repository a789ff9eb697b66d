"""What somebody keeps of a search: the filters, and which records were in it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned


class SavedSearch(RegionOwned, Base):
    """One person's filters of one list, with what was in it when that person last looked.

    Ids and not a moment: somebody may come into a list because a fact changed, long after the record was made. Ids of
    records that left the list are dropped each morning, so a search never holds more than what it finds.
    """

    __tablename__ = "saved_searches"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        Index("ix_saved_searches_user", "region_id", "user_id"),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """For whom this person worked: the same person may see other candidates for another organisation."""
    kind: Mapped[str]
    """Value of `enums.ListKind`."""
    name: Mapped[str]
    filters: Mapped[dict[str, str]] = mapped_column(JSONB)
    """Names and values as in the address of the list; never the text that candidates were searched by."""
    tells: Mapped[bool]
    """A task comes when there is something new."""
    seen_ids: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(Uuid()))
    new_ids: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(Uuid()))
    """What came in after `seen_at`, as of this morning."""
    seen_at: Mapped[datetime]
