"""A placement's life: loonwaarde by the national method with its main tasks, steps with their day, terms for decisions.

What was recorded before stands in the log: its steps are written from there, on the day of the log.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

from wsp.foundation.walls import no_overlap, walled

revision = "0045"
down_revision = "0044"

_LOCAL_DAY = "(e.created_at AT TIME ZONE 'Europe/Amsterdam')::date"


def upgrade() -> None:
    """Columns and tables; the steps that the log knows."""
    op.add_column(
        "placements", sa.Column("found_by_employer", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.add_column("placement_terms", sa.Column("wage_hour", sa.Numeric(12, 2), nullable=True))
    _loonwaarde()
    _steps()
    _filled_from_the_log()


def _loonwaarde() -> None:
    for column in (
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("exact", sa.Numeric(7, 4), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("workplace", sa.Text(), nullable=True),
        sa.Column("remeasure_by", sa.Date(), nullable=True),
        sa.Column("measurement_id", sa.Uuid(), nullable=True),
        sa.Column("report_id", sa.Uuid(), nullable=True),
    ):
        op.add_column("placement_loonwaardes", column)
    # Until now nothing but a percentage measured in this function could be recorded.
    op.execute("UPDATE placement_loonwaardes SET kind = 'vastgesteld', basis = 'rapport', measurement_id = id")
    for name in ("kind", "basis", "measurement_id"):
        op.alter_column("placement_loonwaardes", name, nullable=False)
    op.create_foreign_key(
        op.f("fk_placement_loonwaardes_region_id_report_id"),
        "placement_loonwaardes",
        "uploads",
        ["region_id", "report_id"],
        ["region_id", "id"],
    )
    op.execute("ALTER TABLE placement_loonwaardes DROP CONSTRAINT ex_placement_loonwaardes_valid")
    no_overlap("placement_loonwaardes", "placement_id", "kind")
    op.create_table(
        "placement_loonwaarde_tasks",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("measurement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("share", sa.Numeric(5, 2), nullable=False),
        sa.Column("minutes_per_day", sa.Numeric(5, 1), nullable=True),
        sa.Column("tempo", sa.Numeric(5, 2), nullable=False),
        sa.Column("quality", sa.Numeric(5, 2), nullable=False),
        sa.Column("net_time", sa.Numeric(5, 2), nullable=False),
        *_own("placement_loonwaarde_tasks", "placement_id", "placements"),
        sa.UniqueConstraint(
            "region_id",
            "measurement_id",
            "position",
            name=op.f("uq_placement_loonwaarde_tasks_region_id_measurement_id_position"),
        ),
        sa.CheckConstraint(
            "share BETWEEN 0 AND 100 AND tempo BETWEEN 0 AND 100 AND quality BETWEEN 0 AND 100 "
            "AND net_time BETWEEN 0 AND 100",
            name=op.f("ck_placement_loonwaarde_tasks_percentages"),
        ),
    )
    _settled("placement_loonwaarde_tasks", "placement_id")


def _steps() -> None:
    for column in (
        sa.Column("state_since", sa.Date(), nullable=True),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
    ):
        op.add_column("placement_instruments", column)
    op.create_table(
        "placement_steps",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        *_step(),
        *_own("placement_steps", "placement_id", "placements"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_placement_steps_user_id")),
    )
    _settled("placement_steps", "placement_id")
    op.create_table(
        "instrument_steps",
        sa.Column("placement_instrument_id", sa.Uuid(), nullable=False),
        *_step(),
        sa.Column("decide_by", sa.Date(), nullable=True),
        *_own("instrument_steps", "placement_instrument_id", "placement_instruments"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_instrument_steps_user_id")),
    )
    _settled("instrument_steps", "placement_instrument_id")


def _step() -> list[sa.Column[object]]:
    return [
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
    ]


def _own(table: str, parent: str, parents: str) -> list[SchemaItem]:
    """Region, key and the row it belongs to."""
    return [
        sa.Column("region_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", parent],
            [f"{parents}.region_id", f"{parents}.id"],
            name=op.f(f"fk_{table}_region_id_{parent}"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("region_id", "id", name=op.f(f"uq_{table}_region_id_id")),
    ]


def _settled(table: str, parent: str) -> None:
    """Its index and its wall; what happened is added to, and never changed."""
    op.create_index(op.f(f"ix_{table}_{parent}"), table, [parent], unique=False)
    walled(table, app="SELECT, INSERT")


def _filled_from_the_log() -> None:
    op.execute(
        "INSERT INTO instrument_steps (id, region_id, created_at, placement_instrument_id, from_state, to_state, "
        "happened_on, reason, user_id) "
        "SELECT gen_random_uuid(), i.region_id, e.created_at, i.id, e.before->>'stap', e.after->>'stap', "
        f"{_LOCAL_DAY}, e.reason, e.user_id FROM audit_events e "
        "JOIN placement_instruments i ON i.region_id = e.region_id "
        "AND i.placement_id = e.subject_id AND i.code = e.after->>'regeling' "
        "WHERE e.action = 'placement.instrument_moved' AND e.result = 'gelukt' AND e.after->>'stap' IS NOT NULL"
    )
    op.execute(
        "INSERT INTO placement_steps (id, region_id, created_at, placement_id, from_state, to_state, happened_on, "
        "reason, user_id) "
        "SELECT gen_random_uuid(), p.region_id, e.created_at, p.id, e.before->>'status', e.after->>'status', "
        f"coalesce((e.after->>'laatste_dag')::date, {_LOCAL_DAY}), e.reason, e.user_id "
        "FROM audit_events e JOIN placements p ON p.region_id = e.region_id AND p.id = e.subject_id "
        "WHERE e.action IN ('placement.state', 'placement.ended') AND e.result = 'gelukt' "
        "AND e.after->>'status' IS NOT NULL"
    )
    last = "(SELECT max(s.happened_on) FROM instrument_steps s WHERE s.placement_instrument_id = i.id AND s.to_state "
    op.execute(
        f"UPDATE placement_instruments i SET state_since = {last} = i.state), "
        f"asked_on = {last} = 'aangevraagd'), decided_on = {last} IN ('toegekend', 'afgewezen'))"
    )


def downgrade() -> None:
    """As it was: one loonwaarde at a time, of one kind."""
    op.drop_table("instrument_steps")
    op.drop_table("placement_steps")
    for name in ("decided_on", "decide_by", "asked_on", "state_reason", "state_since"):
        op.drop_column("placement_instruments", name)
    op.drop_table("placement_loonwaarde_tasks")
    op.execute("DELETE FROM placement_loonwaardes WHERE kind <> 'vastgesteld'")
    op.execute("ALTER TABLE placement_loonwaardes DROP CONSTRAINT ex_placement_loonwaardes_valid")
    no_overlap("placement_loonwaardes", "placement_id")
    for name in ("report_id", "measurement_id", "remeasure_by", "workplace", "visited_on", "exact", "basis", "kind"):
        op.drop_column("placement_loonwaardes", name)
    op.drop_column("placement_terms", "wage_hour")
    op.drop_column("placements", "found_by_employer")
