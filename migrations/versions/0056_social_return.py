"""Obligations of social return, the placements that count for them, and other activities."""

import sqlalchemy as sa
from alembic import op

from wsp.foundation.walls import walled

revision = "0056"
down_revision = "0055"
_O, _P, _A = "social_return_obligations", "social_return_placements", "social_return_activities"


def upgrade() -> None:
    """Three tables inside the wall; a day of a placement counts once."""
    op.create_table(
        _O,
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("contract_sum", sa.Numeric(12, 2), nullable=True),
        sa.Column("percentage", sa.Numeric(5, 2), nullable=True),
        sa.Column("amount", sa.Numeric(12, 2), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("settled_amount", sa.Numeric(12, 2), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f(f"ck_{_O}_ends_after_start")),
        sa.CheckConstraint("amount > 0", name=op.f(f"ck_{_O}_amount")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f(f"fk_{_O}_organisation_id")),
        _to(_O, "employer_id", "employers"),
        *_of_region(_O),
    )
    op.create_index(op.f(f"ix_{_O}_employer_id"), _O, ["employer_id"])
    op.create_table(
        _P,
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("settled_amount", sa.Numeric(12, 2), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f(f"ck_{_P}_ends_after_start")),
        _to(_P, "obligation_id", _O),
        _to(_P, "placement_id", "placements"),
        *_of_region(_P),
    )
    op.create_index(op.f(f"ix_{_P}_obligation_id"), _P, ["obligation_id"])
    op.create_index(op.f(f"ix_{_P}_placement_id"), _P, ["placement_id"])
    op.execute(
        f"ALTER TABLE {_P} ADD CONSTRAINT ex_{_P}_once EXCLUDE USING gist "
        "(int4range(hashtext(region_id), hashtext(region_id), '[]') WITH &&, "
        "uuidrange(placement_id, placement_id, '[]') WITH &&, "
        "daterange(starts_on, ends_on, '[]') WITH &&) "
        "WHERE (withdrawn_at IS NULL)"
    )
    op.create_table(
        _A,
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(12, 2), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        _to(_A, "obligation_id", _O),
        *_of_region(_A),
    )
    op.create_index(op.f(f"ix_{_A}_obligation_id"), _A, ["obligation_id"])
    for table in (_O, _P, _A):
        walled(table)


def downgrade() -> None:
    """Nobody keeps social return any more."""
    for table in (_A, _P, _O):
        op.drop_table(table)


def _to(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    """A key within the region."""
    return sa.ForeignKeyConstraint(
        ["region_id", column],
        [f"{parent}.region_id", f"{parent}.id"],
        name=op.f(f"fk_{table}_region_id_{column}"),
    )


def _of_region(table: str) -> list[sa.schema.SchemaItem]:
    """The columns and keys of every versioned row of a region."""
    return [
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("region_id", "id", name=op.f(f"uq_{table}_region_id_id")),
    ]
