"""`make bench`: p95 of every page on a region of the largest size, of the engine and of the rules.

Uses the large region (`tools.large`, made when it is not there) or, with `--demo`, the demo region. Machines differ and
are noisy: beside its own milliseconds every page has its throughput as a share of that of a plain page, asked in turns
with it, and that is what can be compared between runs. Prints a table and writes bench/results.json.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from matching.ranking import Ranker
from tools import large
from wsp.accounts.demo import ACCOUNTS, PASSWORD
from wsp.accounts.models import RequestCount
from wsp.accounts.permissions import Role
from wsp.app import create_app
from wsp.candidates.models import Candidate
from wsp.employers.models import Employer
from wsp.foundation import answers, clock, db
from wsp.instruments import catalogue
from wsp.instruments.facts import PlacementFacts
from wsp.law.lookup import LawBook
from wsp.placements.models import Introduction, Placement
from wsp.runtime import runtime
from wsp.settings import PROJECT_ROOT
from wsp.shortlists.index import index
from wsp.shortlists.profiles import vacancy_queries
from wsp.vacancies.models import Vacancy

REGION: Final = "AM01"
ROUNDS: Final = 20
LIMIT_MS: Final = 300.0
LEAST_SHARE: Final = 0.3
PLAIN: Final = "/mijn-account"
"""The simplest page behind a log-in: finds the session, renders the layout."""


@dataclass
class Measured:
    """Milliseconds of one thing; `share` of the plain page's throughput; `queries` where that means something."""

    name: str
    median_ms: float
    p95_ms: float
    share: float | None = None
    queries: int | None = None
    first_ms: float | None = None
    """Median when somebody just changed something, so that no list's answer is kept any more (`answers`)."""
    first_p95_ms: float | None = None

    @property
    def slow(self) -> bool:
        """True for a page over its limit, also right after a change."""
        return self.queries is not None and max(self.p95_ms, self.first_p95_ms or 0) > LIMIT_MS


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def percentile(times: list[float], percent: int) -> float:
    """A percentile, by nearest rank."""
    ordered = sorted(times)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def measure(name: str, act: Callable[[], object], rounds: int = ROUNDS) -> Measured:
    """One thing by itself, after one call to warm up."""
    act()
    times = [timed(act) for _ in range(rounds)]
    return Measured(name, statistics.median(times), percentile(times, 95))


class Counter:
    """Counts statements on the configured database."""

    def __init__(self) -> None:
        self.count = 0
        event.listen(db.database().engine, "before_cursor_execute", self._seen)

    def _seen(self, *_arguments: object) -> None:
        self.count += 1

    def during(self, act: Callable[[], object]) -> int:
        """Statements of one call."""
        before = self.count
        act()
        return self.count - before


def log_in(app: Flask, role: Role) -> FlaskClient:
    """A client logged in with the demo account of a role."""
    account = next(each for each in ACCOUNTS if each.role is role and each.region_id == REGION)
    client = app.test_client()
    page = client.get("/inloggen").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post("/inloggen", data={"email": account.email, "password": PASSWORD, "csrf_token": token})
    if answer.status_code != 303:  # noqa: PLR2004 (see other: logged in)
        sys.exit(f"bench: the demo account {account.email} cannot log in; start with `make demo RESET=1`")
    return client


def addresses(session: Session) -> Iterator[tuple[Role, str, str]]:
    """Role, name and address of every page: lists as they open, searched, filtered, sorted and at their end; cards."""
    for role, plain in (
        (Role.ACCOUNT_MANAGER, "/mijn-dag"),
        (Role.ACCOUNT_MANAGER, "/werkgevers"),
        (Role.ACCOUNT_MANAGER, "/werkgevers?q=bakkerij"),
        (Role.ACCOUNT_MANAGER, "/werkgevers?sorteer=plaats&aflopend=1"),
        (Role.ACCOUNT_MANAGER, "/werkgevers?pagina=700"),
        (Role.ACCOUNT_MANAGER, "/vacatures"),
        (Role.ACCOUNT_MANAGER, "/vacatures?q=magazijn"),
        (Role.ACCOUNT_MANAGER, "/kandidaten"),
        (Role.ACCOUNT_MANAGER, "/kandidaten?q=jansen"),
        (Role.ACCOUNT_MANAGER, "/kandidaten?gemeente=GM0106&loonwaarde=30-50"),
        (Role.ACCOUNT_MANAGER, "/kandidaten?pagina=500"),
        (Role.CLIENT_MANAGER, "/kandidaten"),
        (Role.CLIENT_MANAGER, "/kandidaten?q=jansen"),
        (Role.CLIENT_MANAGER, "/kandidaten?verouderd=1"),
        (Role.JOB_COACH, "/kandidaten"),
        (Role.ACCOUNT_MANAGER, "/voordrachten"),
        (Role.ACCOUNT_MANAGER, "/voordrachten?q=magazijn"),
        (Role.ACCOUNT_MANAGER, "/plaatsingen"),
        (Role.ACCOUNT_MANAGER, "/plaatsingen?q=magazijn"),
        (Role.JOB_COACH, "/plaatsingen"),
        (Role.ACCOUNT_MANAGER, "/banenafspraak"),
        (Role.ACCOUNT_MANAGER, "/zoeken?q=bakker"),
        (Role.CLIENT_MANAGER, "/mijn-dag"),
        (Role.ADMINISTRATOR, "/gebruikers"),
    ):
        yield role, f"{plain} ({role.value})" if role is not Role.ACCOUNT_MANAGER else plain, plain
    for name, address, found in (
        ("/werkgevers/<id>", "/werkgevers/{}", busiest(session, Placement.employer_id, Employer)),
        (
            "/vacatures/<id>",
            "/vacatures/{}",
            busiest(session, Introduction.vacancy_id, Vacancy, Vacancy.state == "open"),
        ),
        ("/plaatsingen/<id>", "/plaatsingen/{}", session.scalar(select(Placement.id).order_by(Placement.number))),
        ("/voordrachten/<id>", "/voordrachten/{}", session.scalar(select(Introduction.id).order_by(Introduction.id))),
        ("/kandidaten/<id>", "/kandidaten/{}", visible_candidate(session)),
        ("match list", "/vacatures/{}/kandidaten", open_vacancy(session)),
        ("match list, narrowed", "/vacatures/{}/kandidaten?gemeente=GM0106&band=30-50", open_vacancy(session)),
        ("vacancies for a candidate", "/kandidaten/{}/vacatures", visible_candidate(session)),
    ):
        if found is not None:
            yield Role.ACCOUNT_MANAGER, name, address.format(found)


def busiest(session: Session, column: Any, model: Any, *conditions: Any) -> Any:
    """The record that most rows point at: where a card has most to show."""
    statement = select(column).join(model, model.id == column).where(*conditions)
    return session.scalar(statement.group_by(column).order_by(func.count().desc(), column).limit(1))


def open_vacancy(session: Session) -> Any:
    """The open vacancy with the lowest number."""
    return session.scalar(select(Vacancy.id).where(Vacancy.state == "open").order_by(Vacancy.number).limit(1))


def visible_candidate(session: Session) -> Any:
    """Somebody whom the account manager sees: who was introduced."""
    return session.scalar(
        select(Candidate.id)
        .join(Introduction, Introduction.candidate_id == Candidate.id)
        .where(Introduction.state == "longlist", Candidate.stage == "matchbaar")
        .order_by(Candidate.number)
        .limit(1)
    )


def pages(app: Flask, only: str) -> Iterator[Measured]:
    """Every page, each in turns with the plain one."""
    counter = Counter()
    clients: dict[Role, FlaskClient] = {}
    with db.unit_of_work(REGION) as session:
        wanted = [each for each in addresses(session) if only in each[1]]
    for role, name, address in wanted:
        client = clients.setdefault(role, log_in(app, role)) if role not in clients else clients[role]

        def get(address: str = address, client: FlaskClient = client) -> None:
            answer = client.get(address)
            if answer.status_code != 200:  # noqa: PLR2004 (said by the line itself)
                sys.exit(f"bench: {address} answers {answer.status_code}")

        def plain(client: FlaskClient = client) -> None:
            client.get(PLAIN)

        _forget_counts()
        get()
        plain()
        both = [(timed(plain), timed(get)) for _ in range(ROUNDS)]
        own = [mine for _, mine in both]
        share = statistics.median(reference for reference, _ in both) / statistics.median(own)
        first = [timed(get) for _ in range(ROUNDS) if answers.forget() is None]
        answers.forget()
        yield Measured(
            name,
            statistics.median(own),
            percentile(own, 95),
            share,
            counter.during(get),
            statistics.median(first),
            percentile(first, 95),
        )


def _forget_counts() -> None:
    """Everybody starts anew with searching: the brake on searches is not what is measured."""
    with db.unit_of_work(None) as session:
        session.execute(update(RequestCount).values(count=0))


def engine() -> Measured:
    """One vacancy against everybody who may be ranked."""
    with db.unit_of_work(REGION) as session:
        query = vacancy_queries(session, Vacancy.id == open_vacancy(session), on=clock.today())[0]
        store = index().candidates(session, REGION, on=clock.today())
    ranker = Ranker()
    return measure(
        f"engine: top 10 of {len(store)}", lambda: ranker.candidates_for(query, store, on=clock.today(), top=10)
    )


def rules() -> Measured:
    """Assessments of the loonkostensubsidie."""
    facts = PlacementFacts(
        age=30, in_doelgroep_lks=True, loonwaarde=60, hours_per_week=Decimal(32), starts_on=date(2026, 2, 1)
    )
    law = LawBook.national()
    instrument = catalogue.get("loonkostensubsidie")

    def hundred() -> None:
        for _ in range(100):
            instrument.assess(facts, law, date(2026, 2, 1))

    return measure("rules: 100 assessments", hundred)


@contextmanager
def region(*, demo: bool) -> Iterator[Flask]:
    """The application on the large region, or on the demo region."""
    with runtime() as running:
        if demo:
            yield create_app(running.settings)
            return
        if running.server is None:
            sys.exit("bench: the large region needs the private server; unset DATABASE_URL or give --demo")
        urls = large.provide(running.server, print_line)
        before = db.database()
        own = db.Database(urls.app)
        db.configure(own)
        try:
            yield create_app(running.settings.with_urls(app=urls.app, owner=urls.owner, retention=urls.retention))
        finally:
            db.configure(before)
            own.dispose()


def print_line(line: str) -> None:
    """Say how far it is."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def line_of(each: Measured) -> str:
    """One row of the table."""
    share = "" if each.share is None else f"{each.share:6.2f}"
    queries = "" if each.queries is None else str(each.queries)
    first = "" if each.first_ms is None else f"{each.first_ms:7.1f}ms {each.first_p95_ms:7.1f}ms"
    return f"{each.name:52} {each.median_ms:7.1f}ms {each.p95_ms:7.1f}ms {share:>6} {first:>19} {queries:>7}"


def main() -> None:
    """Measure, print a table, write bench/results.json; exit 1 when a page is over its limit."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--demo", action="store_true", help="measure the demo region, not the large one")
    parser.add_argument("--only", default="", help="only pages whose name holds this text")
    options = parser.parse_args()
    found = []
    with region(demo=options.demo) as app:
        print_line(f"{'page':52} {'median':>9} {'p95':>9} {'share':>6} {'first':>9} {'p95':>9} queries")
        for each in pages(app, options.only):
            print_line(line_of(each))
            found.append(each)
        for other in (engine(), rules()) if not options.only else ():
            print_line(line_of(other))
            found.append(other)
    folder = PROJECT_ROOT / "bench"
    folder.mkdir(exist_ok=True)
    content = {"on": clock.now().isoformat(), "plain": PLAIN, "measured": [asdict(each) for each in found]}
    (folder / "results.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    slow = [each.name for each in found if each.slow]
    if slow:
        sys.exit(f"bench: p95 over {LIMIT_MS:.0f} ms: {', '.join(slow)}")


if __name__ == "__main__":
    main()
