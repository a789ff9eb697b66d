"""What the program reaches out to: servers that an administrator configures, and nothing that a user types."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from wsp.settings import PROJECT_ROOT

NETWORK: Final = frozenset(
    {"aiohttp", "authlib", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "urllib3", "xmlrpc"}
)
"""Libraries that open a connection; of `urllib` only `request` does."""

ALLOWED: Final = {
    "wsp/accounts/oidc/client.py": "the log-in providers of the settings file",
    "wsp/couplings/sending.py": "addresses that an administrator typed: public ones only, looked at while sending",
    "wsp/demo_server.py": "looks whether its own port is free",
    "wsp/foundation/files/scanner.py": "the virus scanner of the settings",
    "wsp/foundation/log_server.py": "the log server of the settings",
    "wsp/foundation/mailer/transport.py": "the mail server of the settings",
}


@pytest.mark.rule("S18")
def test_nothing_fetches_an_address_that_a_user_gave() -> None:
    found = {
        str(path.relative_to(PROJECT_ROOT)): sorted(reached)
        for folder in ("wsp", "matching")
        for path in (PROJECT_ROOT / folder).rglob("*.py")
        if (reached := set(_reaches(path)))
    }
    assert found.keys() == ALLOWED.keys(), f"give the reason, or take it out: {found}"


def _reaches(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            if (name.partition(".")[0] in NETWORK and name not in {"http.HTTPStatus", "http"}) or (
                name.startswith("urllib.request")
            ):
                yield name
