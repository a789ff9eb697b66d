"""`make db-new NAME=what_it_does`: a numbered migration with what the models have and the database has not."""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import wsp.models  # noqa: F401 (all tables)
from wsp import migrate
from wsp.foundation.private_server import PrivateServer
from wsp.settings import PROJECT_ROOT


def main() -> None:
    """Compare models with a database migrated to head, and write the next file."""
    if len(sys.argv) != 2 or not re.fullmatch(r"[a-z0-9_]+", sys.argv[1]):  # noqa: PLR2004 (said by the line itself)
        sys.exit("usage: make db-new NAME=small_letters_and_underscores")
    folder = PROJECT_ROOT / "migrations"
    number = f"{int(migrate.head(folder) or 0) + 1:04d}"
    with tempfile.TemporaryDirectory(prefix="wsp-db-new-") as scratch:
        Path(scratch).chmod(0o755)
        server = PrivateServer(Path(scratch) / "data", throwaway=True)
        server.start()
        try:
            urls = server.provision("fresh")
            migrate.upgrade(urls.owner)
            config = Config()
            config.set_main_option("script_location", str(folder))
            config.set_main_option("path_separator", "os")
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            engine = create_engine(urls.owner)
            with engine.connect() as connection:
                config.attributes["connection"] = connection
                command.revision(config, message=sys.argv[1].replace("_", " "), autogenerate=True, rev_id=number)
            engine.dispose()
        finally:
            server.stop()
    sys.stdout.write("Now add the wall and the grants (wsp.foundation.walls) and test it up, down and up.\n")


if __name__ == "__main__":
    main()
