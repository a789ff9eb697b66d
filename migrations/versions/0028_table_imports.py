"""Table files that are being read in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import walled

revision = "0028"
down_revision = "0027"

_JSON = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())


def upgrade() -> None:
    """Tables, walls and grants."""
    op.create_table(
        "table_imports",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_code", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("file_kind", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("headers", _JSON, nullable=False),
        sa.Column("columns", _JSON, nullable=False),
        sa.Column("constants", _JSON, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("checked", _JSON, nullable=False),
        sa.Column("taken", _JSON, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        *_common(),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_table_imports_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_table_imports_created_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_imports")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_table_imports_region_id_id")),
    )
    op.create_index("ix_table_imports_region_id_created_at", "table_imports", ["region_id", "created_at"])
    op.create_table(
        "table_import_chunks",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_common(),
        _of_import("table_import_chunks"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_import_chunks")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_table_import_chunks_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "import_id", "position", name=op.f("uq_table_import_chunks_region_id_import_id_position")
        ),
    )
    op.create_table(
        "table_import_rows",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("problems", _JSON, nullable=False),
        sa.Column("twins", _JSON, nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        *_common(),
        _of_import("table_import_rows"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_import_rows")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_table_import_rows_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "import_id", "number", name=op.f("uq_table_import_rows_region_id_import_id_number")
        ),
    )
    op.create_table(
        "column_mappings",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("headers", _JSON, nullable=False),
        sa.Column("constants", _JSON, nullable=False),
        *_common(),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_column_mappings_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mappings")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_column_mappings_region_id_id")),
        sa.UniqueConstraint(
            "region_id",
            "organisation_id",
            "kind",
            "profile",
            name=op.f("uq_column_mappings_region_id_organisation_id_kind_profile"),
        ),
    )
    # Rows of a file are thrown away as soon as they are read in, and their report some days later.
    for table in ("table_import_chunks", "table_import_rows"):
        walled(table, app="SELECT, INSERT, UPDATE, DELETE")
    for table in ("table_imports", "column_mappings"):
        walled(table)


def _common() -> list[sa.Column[object]]:
    return [
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _of_import(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["region_id", "import_id"],
        ["table_imports.region_id", "table_imports.id"],
        name=op.f(f"fk_{table}_region_id_import_id_table_imports"),
    )


def downgrade() -> None:
    """Drop them: what was read in stays."""
    for table in ("column_mappings", "table_import_rows", "table_import_chunks", "table_imports"):
        op.drop_table(table)
