"""A filled database, an empty one beside it, and what both hold."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from tests.placements import world as worlds
from wsp.candidates.models import CandidatePersonal
from wsp.foundation import db
from wsp.foundation.private_server import PrivateServer
from wsp.operations import clients
from wsp.operations.fingerprints import Fingerprint, fingerprints
from wsp.settings import Settings

REGION = "AM01"


@pytest.fixture
def filled(committed: Settings, tmp_path: Path) -> Settings:
    """Committed rows of a placement and everything it needs, a BSN among them, and one file beside the database."""
    with db.unit_of_work(REGION) as session:
        worlds.build(session).place()
        session.scalars(select(CandidatePersonal)).one().bsn = "912345678"
    data = tmp_path / "data"
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / "ab" / "abcd").write_bytes(b"een ander bestand".ljust(3000, b"."))
    (data / "keys").write_text("nooit in een back-up", encoding="utf-8")
    return replace(committed, data_dir=data)


@pytest.fixture
def empty(server: PrivateServer, settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    """An empty database on the same server, with a data folder of its own."""
    name = f"wsp_{uuid.uuid4().hex[:12]}"
    urls = server.provision(name)
    own = settings.with_urls(app=urls.app, owner=urls.owner, retention=urls.retention)
    yield replace(own, data_dir=tmp_path / "elsewhere")
    server.drop(name)


def contents(settings: Settings) -> dict[str, Fingerprint]:
    """What is in a database now."""
    with psycopg.connect(clients.libpq(settings.owner_database_url)) as connection:
        return fingerprints(connection)
