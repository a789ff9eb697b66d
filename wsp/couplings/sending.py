"""One signed message to an address that an administrator typed, and to nowhere inside our own network (SSRF).

The name is resolved at the moment of sending, every answer must be a public address, and the connection is made to that
very address: a name that says something else a moment later leads nowhere. Redirects are not followed.
"""

import base64
import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

_TIMEOUT: Final = 10
_NO_NAMES: Final = frozenset({"example", "invalid", "test"})
"""Names that never exist (RFC 6761), as those of the demo: nobody is asked where they are."""
_TAKEN: Final = range(200, 300)


@dataclass(frozen=True)
class SendingSettings:
    """Where messages may go. `anywhere`: also plain http and addresses inside, for the demo and tests only."""

    anywhere: bool = False


class _Current:
    settings = SendingSettings()


def configure(settings: SendingSettings) -> None:
    """Set where this process may send messages to."""
    _Current.settings = settings


class NotSent(Exception):
    """It was not taken; the message is a status or a word for the screen, never what the receiver said."""


def problem(address: str) -> str | None:
    """Why an address cannot be used, as a sentence; None when it can. Says nothing of what its name resolves to."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (_Current.settings.anywhere and parts.scheme == "http"):
        return "Gebruik een adres dat begint met https://."
    if not parts.hostname or parts.username or parts.fragment:
        return "Gebruik een gewoon webadres, zonder naam of wachtwoord erin."
    try:
        literal = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return None
    return None if _allowed(literal) else "Dit adres ligt in een eigen netwerk. Gebruik een adres op internet."


def signature(secret: str, message_id: str, moment: int, body: bytes) -> str:
    """What proves that a message is ours: HMAC-SHA256 over id, time stamp and body (Standard Webhooks)."""
    content = f"{message_id}.{moment}.".encode() + body
    digest = hmac.new(secret.encode(), content, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def send(address: str, body: bytes, headers: dict[str, str]) -> int:
    """Hand the message over; gives the status of the answer.

    Raises:
        NotSent: the receiver did not take it, or must not be asked.

    """
    if problem(address) is not None:
        raise NotSent("adres niet toegestaan")
    parts = urlsplit(address)
    connection = _connection(parts)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, headers | {"Content-Type": "application/json"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotSent("geen antwoord" if isinstance(error, TimeoutError) else "niet bereikbaar") from None
    finally:
        connection.close()
    if status not in _TAKEN:
        raise NotSent(str(status))
    return status


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    """A connection to the one address that was looked at; the certificate is checked against the name."""
    host = parts.hostname or ""
    if host.rpartition(".")[2] in _NO_NAMES:
        raise NotSent("naam niet gevonden")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise NotSent("naam niet gevonden") from None
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(_allowed(ipaddress.ip_address(each.partition("%")[0])) for each in addresses):
        raise NotSent("adres niet toegestaan")
    made = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
    try:
        plain = socket.create_connection((addresses[0], port), timeout=_TIMEOUT)
        made.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) if parts.scheme == "https" else plain
        )
    except OSError:
        raise NotSent("niet bereikbaar") from None
    return made


def _allowed(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if _Current.settings.anywhere:
        return True
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast
