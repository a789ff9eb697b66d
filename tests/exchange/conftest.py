"""A region with a municipality that keeps dossiers, and a way to write a file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.accounts import factories as accounts
from wsp.accounts.permissions import Role
from wsp.foundation.db import Database

WriteFile = Callable[[Any], Path]


@pytest.fixture
def assen(database: Database) -> Database:
    """AM01 with Gemeente Assen and a client manager there."""
    with database.unit_of_work("AM01") as session:
        organisation = accounts.organisation(session, "Gemeente Assen", municipality_code="GM0106")
        accounts.member(session, Role.CLIENT_MANAGER, of=organisation)
    return database


@pytest.fixture
def written(tmp_path: Path) -> WriteFile:
    """Writes records to a JSON file and gives its path."""

    def write(records: Any) -> Path:
        path = tmp_path / "vum.json"
        path.write_text(json.dumps(records), encoding="utf-8")
        return path

    return write
