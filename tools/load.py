"""`make load`: two hundred people at work at once on the large region, for five minutes, and no error.

Starts gunicorn on this machine with the settings of the demo, lets every user click, read and now and then write (one
request in ten), and stops by itself together with everything it started. People think between two clicks; how long is
said with the results. Prints p50, p95 and p99 per kind of page and exits 1 when there was any error.
"""

import argparse
import http.client
import random
import secrets
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from sqlalchemy import func, select

from tools import large
from tools.bench import percentile
from wsp.accounts.demo import ACCOUNTS
from wsp.accounts.models import Membership, User, UserSession
from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate
from wsp.employers.models import Employer
from wsp.foundation import clock, crypto, db
from wsp.placements.models import Placement
from wsp.runtime import Runtime, runtime
from wsp.vacancies.models import Vacancy

REGION: Final = "AM01"
WORKERS: Final = 2
THREADS: Final = 12
"""Per worker: fewer than the connections of its pool, so that nobody waits for one."""

_RECORDS: Final = 400
"""So many different employers, vacancies, candidates and placements are looked at."""
_PATIENCE: Final = 30.0
"""Seconds before a user gives up: an error."""

_IDLE: Final = 15.0
"""Seconds after which a quiet connection is opened anew: well before the server ends it."""

Act = tuple[str, str, dict[str, str] | None]
"""Kind of page, address, and what is posted."""


@dataclass
class Records:
    """Ids to look at."""

    employers: Sequence[uuid.UUID]
    vacancies: Sequence[uuid.UUID]
    candidates: Sequence[uuid.UUID]
    own_candidates: Sequence[uuid.UUID]
    placements: Sequence[uuid.UUID]
    coached: Sequence[uuid.UUID]


@dataclass
class Visitor:
    """Somebody who is logged in."""

    role: Role
    cookie: str
    csrf: str


@dataclass
class Results:
    """What was measured, shared by all users."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, taken: float, error: str | None) -> None:
        """Note one request."""
        with self.lock:
            self.milliseconds[kind].append(taken)
            if error:
                self.errors[f"{kind}: {error}"] += 1


def say(line: str) -> None:
    """Say how far it is."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def pick_records() -> Records:
    """Records spread over the region, the same every time."""

    def some(column: Any, *conditions: Any) -> list[uuid.UUID]:
        # In the order of their ids, which are random: from everywhere.
        return list(session.scalars(select(column).where(*conditions).order_by(column).limit(_RECORDS)))

    with db.unit_of_work(REGION) as session:
        keeper, _ = _workplace(session, Role.CLIENT_MANAGER)
        coach = session.scalars(
            select(Placement.job_coach_id)
            .where(Placement.job_coach_id.is_not(None))
            .group_by(Placement.job_coach_id)
            .order_by(func.count().desc())
        ).first()
        placed = select(Placement.candidate_id).where(Placement.state == "lopend")
        return Records(
            employers=some(Employer.id),
            vacancies=some(Vacancy.id, Vacancy.state == "open"),
            candidates=some(Candidate.id, Candidate.id.in_(placed)),
            own_candidates=some(Candidate.id, Candidate.organisation_id == keeper, Candidate.stage != "afgesloten"),
            placements=some(Placement.id),
            coached=some(Placement.id, Placement.job_coach_id == coach),
        )


def _workplace(session: Any, role: Role) -> tuple[uuid.UUID, uuid.UUID]:
    """Organisation and user of the demo account of a role."""
    email = next(each.email for each in ACCOUNTS if each.role is role and each.region_id == REGION)
    row = session.execute(
        select(Membership.organisation_id, User.id).join(User, User.id == Membership.user_id).where(User.email == email)
    ).first()
    return row[0], row[1]


def admit(count: int) -> list[Visitor]:
    """So many colleagues, logged in: six in ten account managers, three client managers, one job coach."""
    now = clock.now()
    visitors = []
    with db.unit_of_work(REGION) as session:
        for number in range(count):
            role = (
                Role.ACCOUNT_MANAGER
                if number % 10 < 6  # noqa: PLR2004 (six in ten)
                else Role.JOB_COACH
                if number % 10 == 9  # noqa: PLR2004 (the tenth)
                else Role.CLIENT_MANAGER
            )
            organisation_id, _ = _workplace(session, role)
            user = User(
                id=uuid.uuid4(),
                email=f"{uuid.uuid4().hex}@load.example",
                name=f"Belasting {number}",
                sort_key=f"belasting {number}",
                home_region_id=REGION,
            )
            session.add(user)
            session.flush()
            session.add(Membership(user_id=user.id, organisation_id=organisation_id, region_id=REGION, role=role.value))
            visitor = Visitor(role, secrets.token_urlsafe(32), secrets.token_urlsafe(32))
            session.add(
                UserSession(
                    token_hash=crypto.keyring().lookup(visitor.cookie, purpose="session"),
                    csrf_token=visitor.csrf,
                    user_id=user.id,
                    region_id=REGION,
                    organisation_id=organisation_id,
                    last_seen_at=now,
                    expires_at=now + timedelta(hours=2),
                )
            )
            visitors.append(visitor)
    return visitors


def act(chance: random.Random, role: Role, records: Records) -> Act:
    """What somebody does next: one in ten writes."""
    word = chance.choice(("bakker", "magazijn", "jansen", "zorg", "de vries", "techniek", "winkel"))
    day: Act = ("mijn dag", "/mijn-dag", None)
    if chance.random() < 0.1:  # noqa: PLR2004 (one in ten)
        return _write(chance, role, records)
    match role:
        case Role.CLIENT_MANAGER:
            return chance.choice(
                (
                    day,
                    ("kandidaten", "/kandidaten", None),
                    ("kandidaten", f"/kandidaten?pagina={chance.randint(1, 60)}", None),
                    ("kandidaten zoeken", f"/kandidaten?{urlencode({'q': word})}", None),
                    ("kandidaat", f"/kandidaten/{chance.choice(records.own_candidates)}", None),
                    ("kandidaat", f"/kandidaten/{chance.choice(records.own_candidates)}", None),
                    ("voordrachten", "/voordrachten", None),
                )
            )
        case Role.JOB_COACH:
            return chance.choice((day, ("plaatsingen", "/plaatsingen", None), ("kandidaten", "/kandidaten", None)))
        case _:
            return chance.choice(
                (
                    day,
                    ("werkgevers", "/werkgevers", None),
                    ("werkgevers zoeken", f"/werkgevers?{urlencode({'q': word})}", None),
                    ("werkgever", f"/werkgevers/{chance.choice(records.employers)}", None),
                    ("werkgever", f"/werkgevers/{chance.choice(records.employers)}", None),
                    ("vacatures", "/vacatures", None),
                    ("vacature", f"/vacatures/{chance.choice(records.vacancies)}", None),
                    ("matchlijst", f"/vacatures/{chance.choice(records.vacancies)}/kandidaten", None),
                    ("kandidaat", f"/kandidaten/{chance.choice(records.candidates)}", None),
                    ("plaatsingen", "/plaatsingen", None),
                    ("plaatsing", f"/plaatsingen/{chance.choice(records.placements)}", None),
                    ("voordrachten", "/voordrachten", None),
                    ("zoeken", f"/zoeken?{urlencode({'q': word})}", None),
                    ("banenafspraak", "/banenafspraak", None),
                )
            )


def _write(chance: random.Random, role: Role, records: Records) -> Act:
    if role is Role.CLIENT_MANAGER:
        address = f"/kandidaten/{chance.choice(records.own_candidates)}/klopt-dit-nog"
        return "profiel nakijken", address, {"spoken_on": clock.today().isoformat()}
    if role is Role.ACCOUNT_MANAGER:
        return (
            "contact vastleggen",
            f"/werkgevers/{chance.choice(records.employers)}/contact",
            {
                "kind": "telefoon",
                "occurred_at": f"{clock.local(clock.now() - timedelta(minutes=5)):%Y-%m-%dT%H:%M}",
                "subject": "Kennismaking",
                "report": "Wij spraken over taken die anders te verdelen zijn. De werkgever denkt erover na.",
            },
        )
    return "mijn dag", "/mijn-dag", None


def work(
    port: int, visitor: Visitor, records: Records, results: Results, *, seed: int, until: float, think: float
) -> None:
    """One user: click, read, think, until the end."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    time.sleep(chance.uniform(0, min(think, max(0.0, until - time.monotonic()))))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    headers = {"Cookie": f"wsp={visitor.cookie}"}
    answered = time.monotonic()
    while time.monotonic() < until:
        if time.monotonic() - answered > _IDLE:
            # As a browser does: a connection that the server may be closing at this moment is not used again.
            connection.close()
        kind, address, data = act(chance, visitor.role, records)
        began = time.perf_counter()
        error = None
        try:
            if data is None:
                connection.request("GET", address, headers=headers)
            else:
                body = urlencode(data | {"csrf_token": visitor.csrf})
                form = headers | {"Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", address, body, form)
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (200, 303):
                error = str(answer.status)
        except (OSError, http.client.HTTPException) as problem:
            error = type(problem).__name__
            connection.close()
        answered = time.monotonic()
        results.add(kind, (time.perf_counter() - began) * 1000, error)
        time.sleep(chance.expovariate(1 / think))
    connection.close()


def serve(running: Runtime, urls: Any, port: int) -> subprocess.Popen[bytes]:
    """Gunicorn on the large region."""
    environment = running.environment() | {
        "DATABASE_URL": urls.app,
        "OWNER_DATABASE_URL": urls.owner,
        "RETENTION_DATABASE_URL": urls.retention,
        "WSP_HOSTS": f"127.0.0.1,127.0.0.1:{port}",
        "WSP_LOG_LEVEL": "ERROR",
    }
    command = [
        sys.executable, "-m", "gunicorn", "wsp.app:create_app()", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS), "--timeout", "60",
        "--keep-alive", "30", "--backlog", "512", "--graceful-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip
    return subprocess.Popen(command, env=environment)


def wait_for(port: int, child: subprocess.Popen[bytes]) -> None:
    """Until it answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if child.poll() is not None:
            sys.exit("load: the web server stopped at its start")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=0.5):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("load: the web server does not answer within 60 seconds")


def warm_up(port: int, visitor: Visitor, records: Records) -> None:
    """What each worker reads once and keeps (the candidates to rank) is there before the clock starts."""
    for _ in range(WORKERS * 4):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        connection.request(
            "GET", f"/vacatures/{records.vacancies[0]}/kandidaten", headers={"Cookie": f"wsp={visitor.cookie}"}
        )
        connection.getresponse().read()
        connection.close()


def report(results: Results, seconds: float, users: int, think: float) -> str:
    """The table, as it goes into docs/benchmarks.md."""
    total = [each for times in results.milliseconds.values() for each in times]
    head = [
        f"{users} users for {seconds:.0f} s, {think:.0f} s between two clicks on average",
        f"{len(total)} requests, {len(total) / seconds:.1f} a second, {sum(results.errors.values())} errors",
        f"gunicorn: {WORKERS} workers of {THREADS} threads, timeout 60 s, keep-alive 30 s",
        "",
        "| page | requests | p50 ms | p95 ms | p99 ms |",
        "|---|---|---|---|---|",
    ]
    rows = [
        f"| {kind} | {len(times)} | " + " | ".join(f"{percentile(times, each):.0f}" for each in (50, 95, 99)) + " |"
        for kind, times in [*sorted(results.milliseconds.items()), ("all", total)]
        if times
    ]
    return "\n".join([*head, *rows, *(f"error: {text} ({number})" for text, number in results.errors.items())])


def run(port: int, visitors: Sequence[Visitor], records: Records, *, seconds: float, think: float) -> Results:
    """Everybody at work at once."""
    results = Results()
    until = time.monotonic() + seconds
    users = [
        threading.Thread(
            target=work,
            args=(port, visitor, records, results),
            kwargs={"seed": number, "until": until, "think": think},
            daemon=True,
        )
        for number, visitor in enumerate(visitors)
    ]
    for user in users:
        user.start()
    for user in users:
        user.join(timeout=max(0.0, until - time.monotonic()) + _PATIENCE + think * 10)
    return results


def main() -> None:
    """Run it and print the table; exit 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="load", description=__doc__)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--think", type=float, default=10, help="seconds between two clicks of a user, on average")
    options = parser.parse_args()
    with runtime() as running:
        if running.server is None:
            sys.exit("load: needs the private server; unset DATABASE_URL")
        urls = large.provide(running.server, say)
        before, own = db.database(), db.Database(urls.app)
        db.configure(own)
        try:
            records, visitors = pick_records(), admit(options.users)
        finally:
            db.configure(before)
            own.dispose()
        port = free_port()
        child = serve(running, urls, port)
        try:
            wait_for(port, child)
            warm_up(port, visitors[0], records)
            say(f"load: {options.users} users, {options.seconds:.0f} s ...")
            results = run(port, visitors, records, seconds=options.seconds, think=options.think)
        finally:
            stop(child)
    say(report(results, options.seconds, options.users, options.think))
    if results.errors:
        sys.exit(1)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop(child: subprocess.Popen[bytes]) -> None:
    """End the web server that was started here."""
    child.terminate()
    try:
        child.wait(timeout=20)
    except subprocess.TimeoutExpired:
        child.kill()


if __name__ == "__main__":
    main()
