"""What is damaged, in the way or locked is refused as a whole."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.exchange.region.world import PASSPHRASE, REGION, elsewhere, export, load
from wsp.exchange.region import service
from wsp.exchange.region.errors import (
    NotAnExport,
    NotEmpty,
    PassphraseNeeded,
    WrongPassphrase,
)
from wsp.exchange.region.packing import FolderSink
from wsp.exchange.region.seal import Seal
from wsp.foundation import db
from wsp.settings import Settings


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
