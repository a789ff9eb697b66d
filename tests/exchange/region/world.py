"""A region with something of everything, another database, and the steps of a test."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from wsp.exchange.region import reading, service
from wsp.exchange.region.packing import Source, ZipSink
from wsp.exchange.region.seal import Seal
from wsp.exchange.region.writing import Manifest
from wsp.foundation import crypto, db
from wsp.foundation.db import Database
from wsp.settings import Settings

REGION, ELSEWHERE = "AM01", "AM14"
BSN = "999990019"

PASSPHRASE = "vier woorden om te bewaren"

NASTY = ["=1+1", "+31", "-2", "@som", "\ttab", "", 'aan"haal', "a,b;c", "regel\neen", "Şükrü Łukasz Олена 陈"]


@contextmanager
def elsewhere(settings: Settings) -> Iterator[None]:
    """The program on another database, with other keys."""
    before, keys = db._Current.database, crypto.keyring()
    own = Database(settings.database_url)
    db.configure(own)
    crypto.configure(crypto.Keyring((crypto.Fernet.generate_key().decode(),), "x" * 40))
    try:
        yield
    finally:
        db.configure(before)
        crypto.configure(keys)
        own.dispose()


def load(settings: Settings, source: Path, **how: object) -> reading.Loaded:
    url = settings.owner_database_url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(url) as connection:
        return reading.load(connection, Source(source), **({"passphrase": PASSPHRASE} | how))  # type: ignore[arg-type]  # keyword arguments of the test


def export(path: Path, seal: Seal | None = None) -> Manifest:
    with ZipSink(path) as sink:
        return service.snapshot(REGION, sink, seal=seal)


def read_part(folder: Path, name: str) -> str:
    with zipfile.ZipFile(folder / "regio.zip") as archive:
        return archive.read(name).decode()
