"""The virus scanner is asked over a real socket; anything but a clear yes or no leaves a file in quarantine."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.foundation.files.clamd import clamd
from tests.foundation.files.samples import EICAR
from wsp.foundation.files.scanner import ScannerAway, scan
from wsp.foundation.files.settings import FileSettings

HOW = FileSettings(timeout=2)


@pytest.mark.rule("S9")
def test_clean_and_infected_over_tcp() -> None:
    with clamd() as server:
        how = replace(HOW, scanner=server.address)
        assert scan(b"schoon" * 50_000, how).virus is None
        assert scan(b"x" * 100_000 + EICAR, how).virus == "Eicar-Test-Signature"
    assert [len(content) for content in server.seen] == [300_000, 100_000 + len(EICAR)]


@pytest.mark.rule("S9")
def test_clean_and_infected_over_a_socket_file() -> None:
    with tempfile.TemporaryDirectory() as folder, clamd(socket=Path(folder) / "clamd.sock") as server:
        how = replace(HOW, scanner=server.address)
        assert scan(b"schoon", how).virus is None
        assert scan(EICAR, how).virus == "Eicar-Test-Signature"


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK", b"\0", b"x" * 9000])
def test_any_other_answer_is_no_verdict(answer: bytes) -> None:
    with clamd(answer=answer) as server, pytest.raises(ScannerAway):
        scan(b"x", replace(HOW, scanner=server.address))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "unix:/nergens/clamd.sock", "tcp://127.0.0.1:99999"])
def test_a_scanner_that_is_away_gives_no_verdict(address: str) -> None:
    with pytest.raises(ScannerAway):
        scan(b"x", replace(HOW, scanner=address))
