"""Run the numbered migrations as the owner role."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from wsp.settings import PROJECT_ROOT


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(owner_url: str, *, revision: str = "head", folder: Path = PROJECT_ROOT / "migrations") -> None:
    """Migrate up to `revision`; does nothing when already there."""
    _run(owner_url, folder, lambda config: command.upgrade(config, revision))


def downgrade(owner_url: str, *, revision: str, folder: Path = PROJECT_ROOT / "migrations") -> None:
    """Migrate down to `revision` ("base": an empty database)."""
    _run(owner_url, folder, lambda config: command.downgrade(config, revision))


def _run(owner_url: str, folder: Path, act) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 (an Alembic command on a config)
    engine = create_engine(owner_url, poolclass=NullPool)
    config = _config(folder)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        act(config)
    engine.dispose()


def head(folder: Path = PROJECT_ROOT / "migrations") -> str:
    """The newest revision in the code."""
    return ScriptDirectory.from_config(_config(folder)).get_current_head() or ""


def known(revision: str, folder: Path = PROJECT_ROOT / "migrations") -> bool:
    """True when the code has this revision; a newer program's it has not."""
    return revision in {each.revision for each in ScriptDirectory.from_config(_config(folder)).walk_revisions()}


def current(owner_url: str) -> str | None:
    """The revision the database is at; None for an empty one."""
    engine = create_engine(owner_url, poolclass=NullPool)
    with engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    engine.dispose()
    return revision
