"""A region out and back: every table and file, equal byte for byte, and nothing of another region."""

import csv
import hashlib
import io
import json
import shutil
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import copy_template
from tests.duplicates import world
from tests.employers import factories as employers
from tests.security import rows
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.candidates.models import CandidatePersonal
from wsp.duplicates import service as duplicates
from wsp.exchange.region import reading, service
from wsp.exchange.region.command_line import region_commands
from wsp.exchange.region.commands import RequestExport
from wsp.exchange.region.dictionary import rows as dictionary_rows
from wsp.exchange.region.enums import ExportState
from wsp.exchange.region.errors import (
    ExportFetched,
    ExportNotFound,
    ExportRunning,
    NotAnExport,
    NotEmpty,
    PassphraseNeeded,
    WrongPassphrase,
)
from wsp.exchange.region.layout import FILES, LEFT_OUT, OUTSIDE, SECRET, parts
from wsp.exchange.region.models import RegionExport
from wsp.exchange.region.packing import FolderSink, Nowhere, Source, ZipSink
from wsp.exchange.region.seal import Seal
from wsp.exchange.region.writing import Manifest, hashes
from wsp.foundation import clock, crypto, db
from wsp.foundation.db import Database
from wsp.foundation.private_server import PrivateServer
from wsp.models import Base
from wsp.policy.retention import TABLES
from wsp.runtime import Runtime
from wsp.settings import Settings

REGION, ELSEWHERE = "AM01", "AM14"
BSN = "999990019"
PASSPHRASE = "vier woorden om te bewaren"
NASTY = ["=1+1", "+31", "-2", "@som", "\ttab", "", 'aan"haal', "a,b;c", "regel\neen", "Şükrü Łukasz Олена 陈"]


@pytest.fixture
def filled(committed: Settings) -> Settings:
    """A region with a bit of everything, values that break files, and another region beside it."""
    with db.unit_of_work(REGION) as session:
        actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
        one, other = world.employer_pair(session, actor)
        for text_ in NASTY:
            employers.moment(session, actor, one, subject=text_ or "leeg", report=text_)
        pair = world.pair_of(session, actor, one, other)
        duplicates.merge_pair(session, world.merge_of(session, pair, one), actor=actor)
        first, _ = world.candidate_pair(session)
        first.phone = "=HYPERLINK(1)"
        session.add(AuditEvent(region_id=REGION, actor_kind="test", action="test.done", after={"a": [1, None, "é"]}))
    with db.unit_of_work(ELSEWHERE) as session:
        actor = accounts.actor(session, Role.ACCOUNT_MANAGER, region=ELSEWHERE)
        employers.employer(session, actor, "Zebravinkenzaad BV")
        candidates.matchable(session, region=ELSEWHERE, name=("Zoef", None, "Zebravinkenzaad"))
    return committed


@pytest.fixture
def empty(server: PrivateServer, settings: Settings) -> Iterator[Settings]:
    """Another migrated database, with nothing in it."""
    name = f"wsp_{uuid.uuid4().hex[:12]}"
    urls = copy_template(server, name)
    yield settings.with_urls(app=urls.app, owner=urls.owner, retention=urls.retention)
    server.drop(name)


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
    found = list(csv.DictReader(io.StringIO(_read(tmp_path, "tables/candidate_personal.csv"))))
    assert len(found) == out.tables["candidate_personal"].rows == 2
    assert {row["bsn"] for row in found} == {""}


@pytest.mark.rule("S10")
def test_every_value_stands_in_quotes_and_unknown_is_not_empty(filled: Settings, tmp_path: Path) -> None:
    del filled
    export(tmp_path / "regio.zip")
    lines = _read(tmp_path, "tables/candidates.csv").split("\n")
    assert ',"=HYPERLINK(1)",' in "\n".join(lines)
    assert ",," in lines[1]
    assert ',"",' in _read(tmp_path, "tables/contact_moments.csv")


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


def test_a_region_that_has_rows_takes_nothing_in(filled: Settings, tmp_path: Path) -> None:
    export(tmp_path / "regio.zip", Seal.of(PASSPHRASE))
    with pytest.raises(NotEmpty):
        load(filled, tmp_path / "regio.zip")


def test_a_wrong_or_missing_passphrase_loads_nothing(filled: Settings, empty: Settings, tmp_path: Path) -> None:
    del filled
    export(tmp_path / "regio.zip", Seal.of(PASSPHRASE))
    with elsewhere(empty):
        with pytest.raises(WrongPassphrase):
            load(empty, tmp_path / "regio.zip", passphrase="een andere wachtzin dan die")
        with pytest.raises(PassphraseNeeded):
            load(empty, tmp_path / "regio.zip", passphrase=None)
        with db.unit_of_work(REGION) as session:
            assert session.scalar(text("select count(*) from employers")) == 0
        loaded = load(empty, tmp_path / "regio.zip", passphrase=None, without_bsn=True)
        assert loaded.region == REGION
        with db.unit_of_work(REGION) as session:
            assert session.scalar(text("select count(bsn) from candidate_personal")) == 0


DAMAGE = {
    "a changed row": ("tables/employers.csv", lambda content: content.replace(b"Proefkorst", b"Andersheid")),
    "another column": ("tables/employers.csv", lambda content: content.replace(b"sort_key", b"sort_kex", 1)),
    "a changed letter": ("files.csv", lambda content: content.replace(b"proefbrief", b"iets-anders")),
    "no manifest": ("manifest.json", lambda _content: b"{}"),
    "a newer format": ("manifest.json", lambda content: content.replace(b'"format": 1', b'"format": 2')),
    "a region that climbs": ("manifest.json", lambda content: content.replace(b'"AM01"', b'"../x"')),
    "not json": ("manifest.json", lambda _content: b"\xff\xfe"),
}


@pytest.mark.parametrize("damage", list(DAMAGE))
def test_a_file_that_was_changed_is_refused_as_a_whole(
    filled: Settings, empty: Settings, tmp_path: Path, damage: str
) -> None:
    del filled
    service.snapshot(REGION, FolderSink(tmp_path / "regio"), seal=None)
    name, change = DAMAGE[damage]
    path = tmp_path / "regio" / name
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    with elsewhere(empty):
        with pytest.raises(NotAnExport):
            load(empty, tmp_path / "regio", passphrase=None)
        with db.unit_of_work(REGION) as session:
            assert session.scalar(text("select count(*) from employers")) == 0


def test_a_missing_file_and_something_else_are_refused(filled: Settings, empty: Settings, tmp_path: Path) -> None:
    del filled
    service.snapshot(REGION, FolderSink(tmp_path / "regio"), seal=None)
    next((tmp_path / "regio" / "files" / "documents").iterdir()).unlink()
    (tmp_path / "tekst.zip").write_text("geen zip")
    with elsewhere(empty):
        for name in ("regio", "tekst.zip", "bestaat-niet"):
            with pytest.raises(NotAnExport):
                load(empty, tmp_path / name, passphrase=None)


def test_writers_go_on_and_the_export_sees_one_moment(filled: Settings, tmp_path: Path) -> None:
    """Rows that are added while the export runs are in none of its tables."""
    del filled
    added: list[str] = []

    def write_meanwhile(_done: int, _total: int, name: str) -> None:
        if name and len(added) < 3:
            with db.unit_of_work(REGION) as session:
                made = employers.employer(session, accounts.actor(session, Role.ACCOUNT_MANAGER), f"Tijdens {name}")
                added.append(str(made.id))

    with ZipSink(tmp_path / "regio.zip") as sink:
        service.snapshot(REGION, sink, seal=None, progress=write_meanwhile)
    assert len(added) == 3
    whole = zipfile.ZipFile(tmp_path / "regio.zip")
    assert not any(key.encode() in whole.read(name) for name in whole.namelist() for key in added)


def test_asked_for_made_fetched_once_and_gone(
    filled: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del filled
    with db.unit_of_work(REGION) as session:
        actor = accounts.actor(session, Role.ADMINISTRATOR)
        asked = service.request_export(session, RequestExport("Overstap", PASSPHRASE), actor=actor)
    with db.unit_of_work(REGION) as session, pytest.raises(ExportRunning):
        service.request_export(session, RequestExport("Nog een"), actor=actor)
    with db.unit_of_work(REGION) as session, pytest.raises(ExportNotFound):
        service.fetch_export(session, asked.id, actor=actor, folder=tmp_path)
    service.make_export(REGION, asked.id, folder=tmp_path)
    with db.unit_of_work(REGION) as session:
        row = session.scalars(select(RegionExport)).one()
        assert (row.state, row.seal, row.tables_done) == (ExportState.READY, None, row.tables_total)
        assert row.sha256 == hashlib.sha256(service.file_of(tmp_path, row.id).read_bytes()).hexdigest()
        assert [path.name for path in tmp_path.iterdir()] == [f"{row.id}.zip"]
    service.make_export(REGION, asked.id, folder=tmp_path)  # a second run of the job does nothing
    with db.unit_of_work(ELSEWHERE) as session:
        stranger = accounts.actor(session, Role.ADMINISTRATOR, region=ELSEWHERE)
    with db.unit_of_work(ELSEWHERE) as session, pytest.raises(ExportNotFound):
        service.fetch_export(session, asked.id, actor=stranger, folder=tmp_path)
    with db.unit_of_work(REGION) as session:
        path = service.fetch_export(session, asked.id, actor=actor, folder=tmp_path)
        assert zipfile.is_zipfile(path)
    with db.unit_of_work(REGION) as session, pytest.raises(ExportFetched):
        service.fetch_export(session, asked.id, actor=actor, folder=tmp_path)
    with db.unit_of_work(REGION) as session:
        told = session.scalars(select(AuditEvent.action).where(AuditEvent.subject_id == asked.id)).all()
        assert set(told) == {"region.export_requested", "region.export_fetched"}
    assert service.clear_exports(REGION, folder=tmp_path) == 0
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert service.clear_exports(REGION, folder=tmp_path) == 1
    assert list(tmp_path.iterdir()) == []
    with db.unit_of_work(REGION) as session, pytest.raises(ExportNotFound):
        service.fetch_export(session, asked.id, actor=actor, folder=tmp_path)


def test_an_interrupted_export_starts_again_and_a_failed_one_leaves_nothing(filled: Settings, tmp_path: Path) -> None:
    del filled
    with db.unit_of_work(REGION) as session:
        actor = accounts.actor(session, Role.ADMINISTRATOR)
        asked = service.request_export(session, RequestExport("Overstap"), actor=actor)
    with db.unit_of_work(REGION) as session:  # as a worker left it that was killed
        session.execute(text("update region_exports set state = 'loopt', tables_done = 3"))
    (tmp_path / f"{asked.id}.part").write_bytes(b"half")
    service.make_export(REGION, asked.id, folder=tmp_path)
    assert zipfile.is_zipfile(service.file_of(tmp_path, asked.id))
    with db.unit_of_work(REGION) as session:
        again = service.request_export(session, RequestExport("Nog een"), actor=actor)
    blocked = tmp_path / "geen-map"
    blocked.write_text("een bestand waar een map moet staan")
    with pytest.raises(OSError, match="geen-map"):
        service.make_export(REGION, again.id, folder=blocked)
    with db.unit_of_work(REGION) as session:
        assert session.get_one(RegionExport, again.id).state == ExportState.FAILED


def _cli(settings: Settings, *arguments: str) -> Result:
    @contextmanager
    def running() -> Iterator[Runtime]:
        yield Runtime(settings)

    return CliRunner().invoke(region_commands(running), list(arguments))


def test_the_commands(filled: Settings, empty: Settings, tmp_path: Path) -> None:
    secret = tmp_path / "wachtzin"
    secret.write_text(PASSPHRASE + "\n")
    target = str(tmp_path / "regio.zip")
    done = _cli(filled, "export", REGION, target, "--passphrase-file", str(secret))
    assert done.exit_code == 0, done.output
    assert "De BSN's zijn versleuteld." in done.output
    assert isinstance(_cli(filled, "export", REGION, target).exception, NotAnExport)
    assert _cli(filled, "export", "AM99", str(tmp_path / "x")).exit_code == 1
    assert _cli(filled, "export", REGION, str(tmp_path / "map")).exit_code == 0
    assert isinstance(_cli(filled, "export", REGION, str(tmp_path / "map")).exception, NotAnExport)
    with elsewhere(empty):
        back = _cli(empty, "import", target, "--passphrase-file", str(secret))
    assert back.exit_code == 0, back.output
    assert "Alle controlegetallen kloppen." in back.output


def _read(folder: Path, name: str) -> str:
    with zipfile.ZipFile(folder / "regio.zip") as archive:
        return archive.read(name).decode()
