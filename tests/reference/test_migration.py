"""The reference migration goes up and down on filled tables and agrees with the mappings."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from wsp import migrate
from wsp.foundation import db
from wsp.models import Base
from wsp.reference import models as reference
from wsp.reference.service import load_starter
from wsp.settings import Settings

TABLES = {
    mapper.local_table.name  # type: ignore[attr-defined]  # put there by the library or the strict client
    for mapper in Base.registry.mappers
    if mapper.class_.__module__ == reference.__name__
}


def test_down_and_up_again_on_filled_tables(committed: Settings) -> None:
    with db.unit_of_work(None) as session:
        load_starter(session)
    migrate.downgrade(committed.owner_database_url, revision="0008")
    engine = create_engine(committed.owner_database_url, poolclass=NullPool)
    assert not TABLES & set(inspect(engine).get_table_names())
    migrate.upgrade(committed.owner_database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM occupations")) == 0
        differences = [
            found
            for found in compare_metadata(MigrationContext.configure(connection), Base.metadata)
            if any(name in str(found) for name in TABLES)
        ]
    engine.dispose()
    assert differences == []
