"""The KVK number of an employer's organisation: by it people of the employer are known who log in with eHerkenning."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Column, and the numbers that are known; an organisation that speaks for several firms gets none."""
    op.add_column("organisations", sa.Column("kvk_number", sa.Text(), nullable=True))
    op.create_index(op.f("ix_organisations_kvk_number"), "organisations", ["kvk_number"])
    op.execute(
        "UPDATE organisations SET kvk_number = known.kvk_number FROM ("
        "SELECT l.organisation_id, min(b.kvk_number) AS kvk_number FROM employer_portal_links l "
        "JOIN employers e ON (e.region_id, e.id) = (l.region_id, l.employer_id) "
        "JOIN businesses b ON b.id = e.business_id WHERE l.ended_at IS NULL "
        "GROUP BY l.organisation_id HAVING count(DISTINCT b.kvk_number) = 1) AS known "
        "WHERE organisations.id = known.organisation_id"
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f("ix_organisations_kvk_number"), "organisations")
    op.drop_column("organisations", "kvk_number")
