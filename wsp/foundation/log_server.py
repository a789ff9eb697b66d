"""Hands records to a log server elsewhere, as OTLP/JSON over HTTPS. The wiring calls `configure` once per process."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import requests

_TIMEOUT: Final = 30
_TAKEN: Final = 200


@dataclass(frozen=True)
class LogServer:
    """Where records go, and with what they are let in."""

    url: str
    """https only: records tell of people, also under a pseudonym."""
    token: str = field(default="", repr=False)
    """Shown as a bearer token; empty when the line itself says who we are."""
    ca_file: Path | None = None
    """The certificate authority of the log server, where it is not a public one."""


class LogServerAway(Exception):
    """The records were not taken; the message is a word for the log, never what the server said."""


class _Current:
    server: LogServer | None = None


def configure(server: LogServer | None) -> None:
    """Set where this process hands records to; None: nowhere."""
    _Current.server = server


def current() -> LogServer | None:
    """Where this process hands records to."""
    return _Current.server


def deliver(document: dict[str, Any], server: LogServer) -> None:
    """Give one OTLP document; when this returns, the server has taken all of it.

    Raises:
        LogServerAway: it has not, or not all of it.

    """
    headers = {"Authorization": f"Bearer {server.token}"} if server.token else {}
    try:
        answer = requests.post(
            server.url,
            json=document,
            headers=headers,
            timeout=_TIMEOUT,
            verify=str(server.ca_file) if server.ca_file else True,
            # An answer that sends us elsewhere is no confirmation, and elsewhere may be anybody.
            allow_redirects=False,
        )
        taken = answer.status_code == _TAKEN and not _rejected(answer)
    except (requests.RequestException, ValueError) as error:
        raise LogServerAway(type(error).__name__) from None
    if not taken:
        raise LogServerAway(str(answer.status_code))


def _rejected(answer: requests.Response) -> int:
    """How many records the server says that it did not take (OTLP: partial success); an empty answer says none."""
    if not answer.content:
        return 0
    said = answer.json()
    partial = said.get("partialSuccess") if isinstance(said, dict) else None
    return int((partial or {}).get("rejectedSpans") or 0)
