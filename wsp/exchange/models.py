"""Which record of another system became which record here, and the table files that are being read in."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation import clock
from wsp.foundation.crypto import EncryptedBytes
from wsp.foundation.db import Base, RegionOwned, region_fk


class ExternalId(RegionOwned, Base):
    """The id that another system gave to a record of this region, so that the same file twice changes nothing."""

    __tablename__ = "external_ids"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "system", "kind", "external_id"),
    )

    system: Mapped[str]
    """vum, or the profile of a table and the organisation whose system it is."""
    kind: Mapped[str]
    """kandidaat, vacature, werkgever or contactpersoon."""
    external_id: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    """No foreign key: it may be one of three tables, and an erased person leaves no row here."""
    fingerprint: Mapped[str]
    """Of what was taken over last time; the same again means nothing to do."""
    imported_at: Mapped[datetime] = mapped_column(default=clock.now)


class TableImport(RegionOwned, Base):
    """One table file on its way in: what it is, how its columns are read, how far it is and what came of it."""

    __tablename__ = "table_imports"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        Index("ix_table_imports_region_id_created_at", "region_id", "created_at"),
    )

    kind: Mapped[str]
    """Value of `tables.enums.ImportKind`."""
    profile: Mapped[str]
    """Value of `tables.enums.Profile`."""
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """Whose system the file comes from; for candidates the controller that keeps the dossiers."""
    municipality_code: Mapped[str | None]
    """Where candidates live when their row does not say it."""
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """Who sees rows of it; None: the command line."""
    filename: Mapped[str]
    """As the sender called it, shortened and without a folder; only shown."""
    file_kind: Mapped[str]
    sheet: Mapped[str | None]
    sheets: Mapped[int]
    headers: Mapped[list[Any]]
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Field -> place of its column."""
    constants: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Field -> the text that holds for every row, because the file has no column for it."""
    state: Mapped[str]
    rows_total: Mapped[int]
    rows_done: Mapped[int] = mapped_column(default=0)
    checked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Outcome -> rows, as the check of all rows found."""
    taken: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Outcome -> rows, as it went."""
    failures: Mapped[int] = mapped_column(default=0)
    touched_at: Mapped[datetime] = mapped_column(default=clock.now)
    """When a batch was last done: a running import that stands still is taken up again."""
    finished_at: Mapped[datetime | None]


class ImportChunk(RegionOwned, Base):
    """Some rows of a file, packed and encrypted. Thrown away in the transaction that reads them in."""

    __tablename__ = "table_import_chunks"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "import_id", "position"),
        region_fk("import_id", "table_imports"),
    )

    import_id: Mapped[uuid.UUID]
    position: Mapped[int]
    rows: Mapped[int]
    checked: Mapped[bool] = mapped_column(default=False)
    content: Mapped[bytes] = mapped_column(EncryptedBytes(), deferred=True)


class ImportRow(RegionOwned, Base):
    """A row that somebody must know about: refused, possibly a duplicate, without agreement, or with a question."""

    __tablename__ = "table_import_rows"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "import_id", "number"),
        region_fk("import_id", "table_imports"),
    )

    import_id: Mapped[uuid.UUID]
    number: Mapped[int]
    """As the spreadsheet program shows it."""
    outcome: Mapped[str]
    """Value of `tables.enums.RowOutcome`."""
    problems: Mapped[list[Any]] = mapped_column(default=list)
    """Of column, value, what, mend and question. Without agreement: nothing of the person."""
    twins: Mapped[list[Any]] = mapped_column(default=list)
    """Of id, label and reasons."""
    decision: Mapped[str | None]
    """What somebody chose for a possible duplicate; None: left out."""


class ColumnMapping(RegionOwned, Base):
    """Which header stands for which field in the files of an organisation: proposed the next time."""

    __tablename__ = "column_mappings"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "organisation_id", "kind", "profile"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str]
    profile: Mapped[str]
    headers: Mapped[dict[str, Any]]
    """Field -> header."""
    constants: Mapped[dict[str, Any]] = mapped_column(default=dict)
