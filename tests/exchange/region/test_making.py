"""An export is one moment, is made by a job, fetched once and gone."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from tests.accounts import factories as accounts
from tests.employers import factories as employers
from tests.exchange.region.world import ELSEWHERE, PASSPHRASE, REGION, elsewhere
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.exchange.region import service
from wsp.exchange.region.command_line import region_commands
from wsp.exchange.region.commands import RequestExport
from wsp.exchange.region.enums import ExportState
from wsp.exchange.region.errors import (
    ExportFetched,
    ExportNotFound,
    ExportRunning,
    NotAnExport,
)
from wsp.exchange.region.models import RegionExport
from wsp.exchange.region.packing import ZipSink
from wsp.foundation import clock, db
from wsp.runtime import Runtime
from wsp.settings import Settings


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
