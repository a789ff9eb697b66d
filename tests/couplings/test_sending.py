"""A message goes to the internet and nowhere inside, signed, and only to the address that was looked at."""

import base64
import hashlib
import hmac
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from wsp.couplings import sending
from wsp.couplings.sending import NotSent, SendingSettings


@pytest.fixture(autouse=True)
def _strict() -> Iterator[None]:
    before = sending._Current.settings
    sending.configure(SendingSettings())
    yield
    sending.configure(before)


INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "::1", "fc00::1", "fe80::1", "::ffff:10.0.0.1",
]  # fmt: skip


@pytest.mark.rule("S18")
@pytest.mark.parametrize("inside", INSIDE)
def test_a_name_that_leads_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch, inside: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("93.184.216.34", inside)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_args, **_more: pytest.fail("it went there"))
    with pytest.raises(NotSent, match="niet toegestaan"):
        sending.send("https://meldingen.voorbeeld.nl/wsp", b"{}", {})
    host = f"[{inside}]" if ":" in inside else inside
    assert sending.problem(f"https://{host}/wsp") is not None


@pytest.mark.rule("S18")
def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
    asked: list[Any] = []

    def connect(where: Any, **_more: Any) -> Any:
        asked.append(where)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NotSent, match="niet bereikbaar"):
        sending.send("https://meldingen.voorbeeld.nl/wsp", b"{}", {})
    assert asked == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    "address",
    [
        "http://voorbeeld.nl/",
        "ftp://voorbeeld.nl/",
        "https://naam:geheim@voorbeeld.nl/",
        "https:///pad",
        "voorbeeld.nl",
    ],
)
def test_an_address_is_a_plain_https_one(address: str) -> None:
    assert sending.problem(address) is not None
    assert sending.problem("https://meldingen.voorbeeld.nl/wsp?bron=1") is None


def test_the_signature_is_what_the_receiver_computes() -> None:
    made = sending.signature("whsec_x", "m1", 1_700_000_000, b'{"a":1}')
    expected = hmac.new(b"whsec_x", b'm1.1700000000.{"a":1}', hashlib.sha256).digest()
    assert made == "v1," + base64.b64encode(expected).decode()
    assert made != sending.signature("whsec_x", "m1", 1_700_000_001, b'{"a":1}')


@pytest.mark.parametrize("name", ["vacatures.demo.example", "a.invalid", "test"])
def test_nobody_is_asked_about_names_that_never_exist(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: pytest.fail("a name server was asked"))
    with pytest.raises(NotSent, match="naam niet gevonden"):
        sending.send(f"https://{name}/wsp", b"{}", {})
