"""Alembic environment: one head, numbered by hand, run as the owner role under a lock.

The connection is given by `wsp.migrate` (command line, tests) in `config.attributes["connection"]`.
"""

from alembic import context
from sqlalchemy import text

from wsp.models import Base

connection = context.config.attributes["connection"]
# Two deployments that start at once must not both migrate.
connection.execute(text("SELECT pg_advisory_lock(7315001)"))
connection.execute(text("SET lock_timeout = '10s'"))
connection.commit()
context.configure(
    connection=connection, target_metadata=Base.metadata, compare_type=True, transaction_per_migration=True
)
try:
    context.run_migrations()
finally:
    connection.rollback()
    connection.execute(text("SELECT pg_advisory_unlock(7315001)"))
    connection.commit()
