"""How many statements every page asks of the database, found by following links as each role.

After a page was changed on purpose: `python -m tests.web.statements.counting` writes the snapshot anew; look at the
difference before you commit it. What a process reads once and keeps (reference lists, stores) is not counted: every
kind of page is asked once before. Answers to lists are kept too (`wsp.foundation.answers`), but only until
somebody changes something: those are forgotten in between, so that they do count.
"""

import os
import tempfile
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import yaml
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text

from tests.e2e.crawling import NO_PAGES, endpoint_of, links_of, signed_in_client
from tests.web.page import Page
from wsp.accounts.demo import ACCOUNTS
from wsp.foundation import answers, clock, db
from wsp.foundation.db import Base

SNAPSHOT: Final = Path(__file__).parent / "counts.yaml"
MOST: Final = 12
REGION: Final = "AM01"
KEPT: Final = (
    "worklist.day", "employers.list_employers", "vacancies.list_vacancies", "candidates.list_candidates",
    "introductions.list_introductions", "placements.list_placements",
)  # fmt: skip
"""Lists whose answers a process keeps until somebody changes something."""
_READ_FOR_LINKS: Final = 4
_THICKEST: Final = 2
_PLAIN: Final = 3
"""Addresses of one endpoint that are counted: the dossiers with most around them, the one with least, and others."""


@dataclass(frozen=True)
class Counted:
    """The page of an endpoint that asked most."""

    statements: tuple[str, ...]
    path: str
    role: str
    again: tuple[str, ...] = ()
    """What it asks when nothing changed since, of those in `KEPT`."""

    def __str__(self) -> str:
        """For who must mend it: what it asked, in order."""
        asked = "\n".join("    " + " ".join(each.split())[:160] for each in self.statements)
        return f"{self.path} as {self.role}: {len(self.statements)} statements\n{asked}"


def count(app: Flask) -> dict[str, Counted]:
    """Endpoint -> the page of it that asked most, over all roles of the region."""
    found: dict[str, Counted] = {}
    thickness = _thickness()
    warm: set[str] = set()
    drawn: set[str] = set()
    """Papers: each takes a second to draw, and one of a kind is counted."""
    for account in ACCOUNTS:
        if account.region_id != REGION:
            continue
        client = signed_in_client(app, account.email)
        for endpoint, path in _addresses(app, client, thickness):
            if endpoint in drawn:
                continue
            if endpoint not in warm:
                warm.add(endpoint)
                with client.get(path) as response:
                    if response.mimetype == "application/pdf":
                        drawn.add(endpoint)
            answers.forget()
            asked = _asked(client, path)
            if endpoint not in found or len(asked) > len(found[endpoint].statements):
                again = _asked(client, path) if endpoint in KEPT else ()
                found[endpoint] = Counted(asked, path, account.role.value, again)
    return found


_ONCE_A_MINUTE: Final = "UPDATE user_sessions SET last_seen_at"
"""Whichever page comes then writes it: on a slow machine another one than on a quick one."""


def _asked(client: FlaskClient, path: str) -> tuple[str, ...]:
    with statements() as seen:
        client.get(path).close()
    return tuple(each for each in seen if not each.startswith(_ONCE_A_MINUTE))


@contextmanager
def statements() -> Iterator[list[str]]:
    """Everything that is executed inside the block, settings of the transaction included."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = db.database().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _addresses(app: Flask, client: FlaskClient, thickness: Counter[str]) -> Iterator[tuple[str, str]]:
    """Every endpoint that links lead to, with the addresses of it that are worth counting."""
    adapter = app.url_map.bind("localhost")
    known: dict[str, list[str]] = defaultdict(list)
    queue, queued, read = deque(["/"]), {"/"}, Counter[str]()
    while queue:
        path = queue.popleft()
        endpoint = endpoint_of(adapter, path)
        if endpoint is None or endpoint in NO_PAGES:
            continue
        known[endpoint].append(path)
        if read[endpoint] >= _READ_FOR_LINKS:
            continue
        read[endpoint] += 1
        links = _links(client, path)
        if links is None:
            read[endpoint] = _READ_FOR_LINKS
            continue
        for link in links:
            if link not in queued:
                queued.add(link)
                queue.append(link)
    for endpoint, paths in sorted(known.items()):
        ordered = sorted(paths, key=lambda path: -_of(path, thickness))
        for path in dict.fromkeys([*ordered[:_THICKEST], ordered[-1], *paths[:_PLAIN]]):
            yield endpoint, path


def _links(client: FlaskClient, path: str) -> list[str] | None:
    """Where a page leads; None when it is no page, and another of its kind will not be one either."""
    with client.get(path) as response:
        if 300 <= response.status_code < 400:
            return [response.headers["Location"]]
        if response.mimetype != "text/html":
            return None
        return links_of(Page(response.get_data(as_text=True), fragment=False), path)


def _of(path: str, thickness: Counter[str]) -> int:
    return sum(thickness[part] for part in urlsplit(path).path.split("/"))


def _thickness() -> Counter[str]:
    """Id -> how many rows point at it: a dossier with many is where a statement per row would show."""
    found: Counter[str] = Counter()
    with db.unit_of_work(REGION) as session:
        for table in Base.metadata.sorted_tables:
            pointing = {key.parent.name for key in table.foreign_keys} | {"subject_id"} & set(table.c.keys())
            for column in sorted(pointing - {"region_id"}):
                rows = session.execute(text(f"select {column}, count(*) from {table.name} group by {column}"))
                for key, number in rows:
                    if isinstance(key, UUID):
                        found[str(key)] += number
    return found


def read() -> dict[str, int]:
    """The snapshot as committed."""
    found: dict[str, int] = yaml.safe_load(SNAPSHOT.read_text(encoding="utf-8"))
    return found


def write(counted: dict[str, Counted]) -> None:
    """Write the snapshot."""
    heading = "# Statements of each page, at most 12. Made by `python -m tests.web.statements.counting`.\n"
    numbers = {endpoint: len(page.statements) for endpoint, page in sorted(counted.items())}
    SNAPSHOT.write_text(heading + yaml.safe_dump(numbers, sort_keys=True), encoding="utf-8")


def _main() -> None:
    from tests import small_demo
    from wsp.app import create_app
    from wsp.runtime import runtime

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        os.environ |= {"WSP_MODE": "demo", "WSP_DATA_DIR": folder, "WSP_LOG_LEVEL": "ERROR"}
        os.environ.pop("DATABASE_URL", None)
        with runtime() as running, clock.moved(small_demo.DAY):
            small_demo.load()
            write(count(create_app(running.settings)))


if __name__ == "__main__":
    _main()
