"""Row-level security and grants, as the migrations apply them.

Closed by default: a new table is visible to nobody but its owner until its migration names what each role may do.
"""

from alembic import op


def walled(table: str, *, app: str = "SELECT, INSERT, UPDATE", retention: str = "SELECT, UPDATE, DELETE") -> None:
    """Put `table` inside the region wall and grant the two roles what they may do.

    Without a region the comparison is with NULL: nothing is seen, and nothing can be written either.
    `app` gets DELETE only where a migration says so and why (detail rows without a history of their own).
    """
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY region_wall ON {table} "
        "USING (region_id = nullif(current_setting('wsp.region', true), '')) "
        "WITH CHECK (region_id = nullif(current_setting('wsp.region', true), ''))"
    )
    granted(table, app=app, retention=retention)


def granted(table: str, *, app: str = "SELECT", retention: str = "SELECT") -> None:
    """Grants for a table outside the wall (reference data, accounts); the migration says why it has no region."""
    if app:
        op.execute(f"GRANT {app} ON {table} TO wsp_app")
    if retention:
        op.execute(f"GRANT {retention} ON {table} TO wsp_retention")


def no_overlap(table: str, subject: str, *also: str) -> None:
    """Current versions of one subject may not overlap in time.

    `uuidrange` makes equality of ids indexable by GiST without the btree_gist extension, which the wheel has not.
    `also` are text columns that belong to the subject.
    """
    parts = [f"uuidrange({subject}, {subject}, '[]') WITH &&"]
    parts += [f"textrange({column}, {column}, '[]') WITH &&" for column in also]
    op.execute(
        f"ALTER TABLE {table} ADD CONSTRAINT ex_{table}_valid "
        f"EXCLUDE USING gist ({', '.join(parts)}, valid WITH &&) WHERE (superseded_at IS NULL)"
    )
