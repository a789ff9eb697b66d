"""People at work: threads that record contact moments over HTTP and remember what was acknowledged."""

import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psycopg

from tests.drills.stack import Stack, until
from wsp.operations.clients import libpq

THREADS = 3
MADE = 303


@dataclass
class Ledger:
    """What was sent and what came back."""

    acknowledged: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    latest: list[int] = field(default_factory=list)
    """Statuses since the last `mark`."""

    def mark(self) -> None:
        """From here on `latest` starts anew."""
        self.latest = []


@dataclass(frozen=True)
class Desk:
    """Somebody who is logged in, and an employer to write about."""

    employer: uuid.UUID
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What the browser sends along."""
        return {"Cookie": f"__Host-wsp={self.token}"}

    def post(self, stack: Stack, subject: str, headers: dict[str, str] | None = None) -> int:
        """Record one contact moment; 303 means: it is kept."""
        body = urlencode(
            {
                "csrf_token": f"csrf-of-{self.token}",
                "kind": "telefoon",
                "occurred_at": "2026-01-05T10:00",
                "subject": subject,
                "report": "Goed gesprek.",
            }
        )
        path = f"/werkgevers/{self.employer}/contact"
        return stack.status(path, method="POST", body=body, headers=self.headers | (headers or {}))


@contextmanager
def at_work(stack: Stack, desk: Desk) -> Iterator[Ledger]:
    """Keep writing for the length of the block, and stop before its end is judged."""
    ledger = Ledger()
    stop = threading.Event()
    lock = threading.Lock()

    def work() -> None:
        while not stop.is_set():
            subject = f"drill-{uuid.uuid4().hex}"
            status = desk.post(stack, subject)
            with lock:
                ledger.statuses[status] += 1
                ledger.latest.append(status)
                if status == MADE:
                    ledger.acknowledged.append(subject)
            # People think between two letters; and what is being drilled needs some of the machine too.
            stop.wait(0.02 if status == MADE else 0.05)

    threads = [threading.Thread(target=work, name=f"desk {number}") for number in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        until("something was written", lambda: len(ledger.acknowledged) >= THREADS)
        yield ledger
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def judge(url: str, ledger: Ledger) -> None:
    """No acknowledged write is lost, and a row and its audit row are both there or neither."""
    with psycopg.connect(libpq(url)) as connection:
        rows = connection.execute(
            "select id::text, subject from contact_moments where subject like 'drill-%'"
        ).fetchall()
        logged = connection.execute(
            "select after->>'contact_moment_id' from audit_events where action = 'employer.contact_logged'"
        ).fetchall()
    kept = {subject for _, subject in rows}
    lost = [subject for subject in ledger.acknowledged if subject not in kept]
    assert lost == [], f"{len(lost)} of {len(ledger.acknowledged)} acknowledged writes are gone"
    of_log = Counter(row for (row,) in logged)
    of_rows = Counter(row for row, _ in rows)
    assert of_rows <= of_log, "a row without its line in the log"
    assert all(number == 1 for number in of_log.values())
    assert set(of_log) == set(of_rows), "a line in the log without its row"
