"""Beschikkingen on instruments, payment orders with their batches, and what a municipality fills in for them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from wsp.foundation.walls import walled

revision = "0044"
down_revision = "0043"

TABLES = (
    "beschikkingen",
    "payment_batches",
    "payment_orders",
    "payment_months",
    "payment_runs",
    "payment_statements",
    "creditors",
    "payment_settings",
)
"""In the order in which their references allow them to be made."""


def upgrade() -> None:
    """Eight tables inside the wall. Nobody deletes here: what is wrong is revoked, lapses or is corrected."""
    op.create_table(
        "beschikkingen",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("placement_instrument_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("motivation", sa.Text(), nullable=False),
        sa.Column("amounts", postgresql.JSONB(), nullable=False),
        sa.Column("recovered", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
        sa.Column("revokes_id", sa.Uuid(), nullable=True),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("objection_until", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_reason", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (state <> 'ingetrokken')", name=op.f("ck_beschikkingen_revoked_whole")
        ),
        sa.CheckConstraint("state <> 'verzonden' OR sent_on IS NOT NULL", name=op.f("ck_beschikkingen_sent_whole")),
        sa.CheckConstraint(
            "state NOT IN ('goedgekeurd', 'verzonden') OR approved_at IS NOT NULL",
            name=op.f("ck_beschikkingen_approved_whole"),
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> drafted_by_id", name=op.f("ck_beschikkingen_second_person")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_beschikkingen_ends_after_start")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_beschikkingen_approved_by_id")),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["users.id"], name=op.f("fk_beschikkingen_drafted_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_beschikkingen_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "document_id"],
            ["documents.region_id", "documents.id"],
            name=op.f("fk_beschikkingen_region_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "placement_instrument_id"],
            ["placement_instruments.region_id", "placement_instruments.id"],
            name=op.f("fk_beschikkingen_region_id_placement_instrument_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "revokes_id"],
            ["beschikkingen.region_id", "beschikkingen.id"],
            name=op.f("fk_beschikkingen_region_id_revokes_id"),
        ),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["users.id"], name=op.f("fk_beschikkingen_revoked_by_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["users.id"], name=op.f("fk_beschikkingen_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beschikkingen")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_beschikkingen_region_id_id")),
        sa.UniqueConstraint("region_id", "number", name=op.f("uq_beschikkingen_region_id_number")),
    )
    op.create_index(
        op.f("ix_beschikkingen_placement_instrument_id"), "beschikkingen", ["placement_instrument_id"], unique=False
    )
    op.create_index(
        "ix_beschikkingen_region_id_state", "beschikkingen", ["region_id", "organisation_id", "state"], unique=False
    )
    op.create_table(
        "payment_batches",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("total", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("closed_by_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["users.id"], name=op.f("fk_payment_batches_closed_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_payment_batches_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_batches")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_payment_batches_region_id_id")),
        sa.UniqueConstraint("region_id", "number", name=op.f("uq_payment_batches_region_id_number")),
    )
    op.create_table(
        "payment_orders",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("placement_instrument_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("exported_by_id", sa.Uuid(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("recovery_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(kind = 'maand') = (sequence = 0)", name=op.f("ck_payment_orders_sequence_of_kind")),
        sa.CheckConstraint("kind <> 'maand' OR amount > 0", name=op.f("ck_payment_orders_month_is_paid")),
        sa.CheckConstraint(
            "state NOT IN ('goedgekeurd', 'in-export', 'betaald', 'geweigerd', 'teruggekomen')"
            " OR approved_by_id IS NOT NULL",
            name=op.f("ck_payment_orders_approved_whole"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('in-export', 'betaald') OR batch_id IS NOT NULL",
            name=op.f("ck_payment_orders_exported_whole"),
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id IS DISTINCT FROM planned_by_id",
            name=op.f("ck_payment_orders_second_person"),
        ),
        sa.CheckConstraint(
            "exported_by_id IS NULL OR exported_by_id <> approved_by_id", name=op.f("ck_payment_orders_third_step")
        ),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_payment_orders_month_begins")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_payment_orders_approved_by_id")),
        sa.ForeignKeyConstraint(["exported_by_id"], ["users.id"], name=op.f("fk_payment_orders_exported_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_payment_orders_organisation_id")
        ),
        sa.ForeignKeyConstraint(["planned_by_id"], ["users.id"], name=op.f("fk_payment_orders_planned_by_id")),
        sa.ForeignKeyConstraint(
            ["region_id", "batch_id"],
            ["payment_batches.region_id", "payment_batches.id"],
            name=op.f("fk_payment_orders_region_id_batch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "placement_instrument_id"],
            ["placement_instruments.region_id", "placement_instruments.id"],
            name=op.f("fk_payment_orders_region_id_placement_instrument_id"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "recovery_id"],
            ["beschikkingen.region_id", "beschikkingen.id"],
            name=op.f("fk_payment_orders_region_id_recovery_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_orders")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_payment_orders_region_id_id")),
        sa.UniqueConstraint("region_id", "number", name=op.f("uq_payment_orders_region_id_number")),
        sa.UniqueConstraint(
            "region_id",
            "placement_instrument_id",
            "month",
            "organisation_id",
            "sequence",
            name="uq_payment_orders_once",
        ),
    )
    op.create_index(op.f("ix_payment_orders_batch_id"), "payment_orders", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_payment_orders_placement_instrument_id"), "payment_orders", ["placement_instrument_id"], unique=False
    )
    op.create_index("ix_payment_orders_region_id_month", "payment_orders", ["region_id", "month"], unique=False)
    op.create_index(
        "ix_payment_orders_region_id_state", "payment_orders", ["region_id", "organisation_id", "state"], unique=False
    )
    op.create_index(
        "uq_payment_orders_open",
        "payment_orders",
        ["region_id", "placement_instrument_id", "month", "organisation_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('concept', 'goedgekeurd')"),
    )
    op.create_table(
        "payment_months",
        sa.Column("placement_instrument_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("owed", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("payable", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("calculated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(payable IS NULL) = (block IS NOT NULL)", name=op.f("ck_payment_months_payable_or_block")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_payment_months_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "placement_instrument_id"],
            ["placement_instruments.region_id", "placement_instruments.id"],
            name=op.f("fk_payment_months_region_id_placement_instrument_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_months")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_payment_months_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "placement_instrument_id", "month", "organisation_id", name="uq_payment_months_once"
        ),
    )
    op.create_index(
        "ix_payment_months_region_id_month", "payment_months", ["region_id", "month", "organisation_id"], unique=False
    )
    op.create_table(
        "payment_runs",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Uuid(), nullable=True),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("blocked", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_payment_runs_month_begins")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_payment_runs_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_runs")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_payment_runs_region_id_id")),
    )
    op.create_index(
        "uq_payment_runs_busy",
        "payment_runs",
        ["region_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('wacht', 'loopt')"),
    )
    op.create_table(
        "payment_statements",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("problems", postgresql.JSONB(), nullable=False),
        sa.Column("read_by_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["read_by_id"], ["users.id"], name=op.f("fk_payment_statements_read_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_statements")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_payment_statements_region_id_id")),
    )
    op.create_table(
        "creditors",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f("fk_creditors_entered_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_creditors_organisation_id")),
        sa.ForeignKeyConstraint(
            ["region_id", "employer_id"],
            ["employers.region_id", "employers.id"],
            name=op.f("fk_creditors_region_id_employer_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creditors")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_creditors_region_id_id")),
        sa.UniqueConstraint(
            "region_id",
            "organisation_id",
            "employer_id",
            name=op.f("uq_creditors_region_id_organisation_id_employer_id"),
        ),
    )
    op.create_index(op.f("ix_creditors_employer_id"), "creditors", ["employer_id"], unique=False)
    op.create_table(
        "payment_settings",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        sa.Column("objection_address", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f("fk_payment_settings_entered_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_payment_settings_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_settings")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_payment_settings_region_id_id")),
        sa.UniqueConstraint("region_id", "organisation_id", name=op.f("uq_payment_settings_region_id_organisation_id")),
    )
    for table in TABLES:
        # After an erasure a row without the person stays, so that reports of money still add up.
        kept = table in {"beschikkingen", "payment_orders", "payment_months"}
        walled(table, retention="SELECT, INSERT, UPDATE, DELETE" if kept else "SELECT, UPDATE, DELETE")


def downgrade() -> None:
    """Drop them, children first."""
    for table in reversed(TABLES):
        op.drop_table(table)
