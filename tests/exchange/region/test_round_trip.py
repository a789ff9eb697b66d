"""A region out and back: every table and file, equal byte for byte, and nothing of another region."""

import csv
import hashlib
import io
import json
import shutil
import uuid
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select, text

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import copy_template
from tests.employers import factories as employers
from tests.exchange.region.world import BSN, NASTY, PASSPHRASE, REGION, elsewhere, export, load, read_part
from tests.security import rows
from wsp.accounts.permissions import Role
from wsp.candidates.models import CandidatePersonal
from wsp.exchange.region import service
from wsp.exchange.region.dictionary import rows as dictionary_rows
from wsp.exchange.region.layout import FILES, LEFT_OUT, OUTSIDE, SECRET, parts
from wsp.exchange.region.packing import FolderSink, Nowhere
from wsp.exchange.region.seal import Seal
from wsp.exchange.region.writing import hashes
from wsp.foundation import crypto, db
from wsp.foundation.db import Database
from wsp.foundation.private_server import PrivateServer
from wsp.models import Base
from wsp.policy.retention import TABLES
from wsp.settings import Settings


@pytest.mark.rule("S7")
def test_everything_comes_back_equal_byte_for_byte(filled: Settings, empty: Settings, tmp_path: Path) -> None:
    del filled
    seal = Seal.of(PASSPHRASE)
    out = export(tmp_path / "regio.zip", seal)
    with elsewhere(empty):
        loaded = load(empty, tmp_path / "regio.zip")
        assert (loaded.region, loaded.files) == (REGION, 2)
        assert loaded.rows == sum(each.rows for each in out.tables.values()) > 50
        again = service.snapshot(REGION, Nowhere(), seal=seal)
        assert hashes(again) == hashes(out)
        assert again.files_sha256 == out.files_sha256
        with db.unit_of_work(REGION) as session:
            # Under the new keys: readable, and found again.
            row = session.scalars(select(CandidatePersonal).where(CandidatePersonal.bsn_lookup.is_not(None))).one()
            assert row.bsn == BSN
            assert row.bsn_lookup == crypto.keyring().lookup(BSN, purpose="bsn")
            assert session.scalar(text("select content from documents limit 1")) == b"%PDF-"
            assert set(NASTY) <= set(session.scalars(text("select report from contact_moments")))
        with db.unit_of_work(REGION) as session:  # what the program does by itself works again
            actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
            before = session.scalar(text("select coalesce(max(v), 0) from index_versions"))
            made = candidates.matchable(session)
            employers.employer(session, actor)
        with db.unit_of_work(REGION) as session:
            assert session.scalar(text("select max(v) from index_versions")) == before + 1
            assert made.id


@pytest.mark.rule("S6")
def test_nothing_of_another_region_and_no_secret_goes_along(filled: Settings, tmp_path: Path) -> None:
    del filled
    export(tmp_path / "regio.zip", Seal.of(PASSPHRASE))
    with zipfile.ZipFile(tmp_path / "regio.zip") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    joined = b"\n".join(content.values())
    assert b"Zebravinkenzaad" not in joined
    assert BSN.encode() not in joined
    for table, names in SECRET.items():
        header = content[f"tables/{table}.csv"].split(b"\n", 1)[0].decode().split(",")
        assert not set(header) & names
    with db.unit_of_work(REGION) as session:
        secrets = session.scalars(text("select password_hash from users where password_hash is not null")).all()
        lookups = session.scalars(text("select bsn_lookup from candidate_personal where bsn_lookup is not null")).all()
    for secret in (*secrets, *lookups, PASSPHRASE):
        assert secret.encode() not in joined


def test_without_a_passphrase_no_bsn_goes_out(filled: Settings, tmp_path: Path) -> None:
    del filled
    out = export(tmp_path / "regio.zip")
    assert json.loads(zipfile.ZipFile(tmp_path / "regio.zip").read("manifest.json"))["bsn"] is None
    found = list(csv.DictReader(io.StringIO(read_part(tmp_path, "tables/candidate_personal.csv"))))
    assert len(found) == out.tables["candidate_personal"].rows == 2
    assert {row["bsn"] for row in found} == {""}


@pytest.mark.rule("S10")
def test_every_value_stands_in_quotes_and_unknown_is_not_empty(filled: Settings, tmp_path: Path) -> None:
    del filled
    export(tmp_path / "regio.zip")
    lines = read_part(tmp_path, "tables/candidates.csv").split("\n")
    assert ',"=HYPERLINK(1)",' in "\n".join(lines)
    assert ",," in lines[1]
    assert ',"",' in read_part(tmp_path, "tables/contact_moments.csv")


def test_the_manifest_says_what_is_in_it(filled: Settings, tmp_path: Path) -> None:
    del filled
    export(tmp_path / "regio.zip")
    with zipfile.ZipFile(tmp_path / "regio.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for name, said in manifest["tables"].items():
            content = archive.read(said["file"])
            assert hashlib.sha256(content).hexdigest() == said["sha256"], name
            assert len(list(csv.reader(io.StringIO(content.decode(), newline="")))) - 1 == said["rows"], name
        listed = list(csv.DictReader(io.StringIO(archive.read("files.csv").decode())))
        for row in listed:
            assert hashlib.sha256(archive.read(row["path"])).hexdigest() == row["sha256"]
        assert "scrypt" in archive.read("README.md").decode()


def test_the_dictionary_describes_every_column_that_goes() -> None:
    described = {(table, column): meaning for table, column, *_, meaning in dictionary_rows(parts())}
    for part in parts():
        assert described[part.name, ""], f"{part.name}: give the mapping a docstring"
        for column in part.columns:
            assert (part.name, column.name) in described
    assert described["candidates", "organisation_id"].startswith("The controller")
    assert "DatedVersion" not in str(described)


def test_every_table_goes_or_has_a_reason() -> None:
    gone = {part.name for part in parts()}
    inside = {name for name in Base.metadata.tables if not TABLES[name].outside_wall}
    assert inside - gone == set(LEFT_OUT)
    assert gone - inside == set(OUTSIDE)
    for part in parts():
        content = FILES.get(part.name, ("",))[0]
        # What a row must have is in the file, or made again on the way in.
        for column in part.table.columns:
            if column not in part.columns and column.name != content and column.computed is None:
                assert column.nullable, f"{part.name}.{column.name}"


def test_every_table_can_go_even_with_one_row_made_from_the_schema(
    server: PrivateServer, settings: Settings, empty: Settings
) -> None:
    """Also tables that no factory fills: whatever is added to the schema must go out and come back."""
    name = f"wsp_{uuid.uuid4().hex[:12]}"
    urls = copy_template(server, name)
    source = settings.with_urls(app=urls.app, owner=urls.owner, retention=urls.retention)
    folder = Path(settings.data_dir) / name
    try:
        own = Database(source.owner_database_url)
        with own.engine.begin() as connection:
            rows.fill(connection, REGION)
            connection.execute(text("update candidate_personal set bsn = null, bsn_lookup = null"))
        own.dispose()
        with elsewhere(source):
            out = service.snapshot(REGION, FolderSink(folder), seal=None)
        empty_ones = {name for name, each in out.tables.items() if each.rows == 0}
        assert empty_ones == {"businesses"}  # the employer made from the schema has none
        with elsewhere(empty):
            target = Database(empty.owner_database_url)
            with target.engine.begin() as connection:
                connection.execute(text(rows.DROP_CHECKS))
            target.dispose()
            load(empty, folder, passphrase=None)
            assert hashes(service.snapshot(REGION, Nowhere(), seal=None)) == hashes(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        server.drop(name)
