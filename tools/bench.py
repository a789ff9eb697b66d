"""`make bench`: medians of pages, of the engine and of the rules, as ratios to a reference in the same run.

Uses the demo region (loaded when there is none). Machines differ and are noisy: the ratio to a page without a database,
measured between the others, is what can be compared between runs. Results go to bench/ as JSON.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from matching.ranking import Ranker
from wsp.accounts.demo import ACCOUNTS, PASSWORD
from wsp.accounts.permissions import Role
from wsp.app import create_app
from wsp.foundation import clock, db
from wsp.instruments import catalogue
from wsp.instruments.facts import PlacementFacts
from wsp.law.lookup import LawBook
from wsp.runtime import runtime
from wsp.settings import PROJECT_ROOT
from wsp.shortlists.index import index
from wsp.shortlists.profiles import vacancy_queries
from wsp.vacancies.models import Vacancy

REGION = "AM01"
ROUNDS = 15
LIMIT_MS = 300.0


@dataclass
class Measured:
    """Milliseconds of one thing; `ratio` to the reference page; `queries` per call where that means something."""

    name: str
    median_ms: float
    p95_ms: float
    ratio: float
    queries: int | None = None


def measure(act: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after one call to warm up."""
    act()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.95))]


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


def pages(client: FlaskClient, vacancy: Vacancy, reference: float) -> list[Measured]:
    """The list pages and the match list."""
    counter = Counter()
    found = []
    for address in (
        "/mijn-dag", "/werkgevers", "/vacatures", "/kandidaten", "/voordrachten", "/plaatsingen", "/banenafspraak",
        f"/vacatures/{vacancy.id}/kandidaten",
    ):  # fmt: skip

        def get(address: str = address) -> None:
            answer = client.get(address)
            if answer.status_code != 200:  # noqa: PLR2004 (said by the line itself)
                sys.exit(f"bench: {address} answers {answer.status_code}")

        median, p95 = measure(get)
        name = address if len(address) < 20 else "/vacatures/<id>/kandidaten"  # noqa: PLR2004 (said by the line itself)
        found.append(Measured(name, median, p95, median / reference, counter.during(get)))
    return found


def engine(vacancy: Vacancy, reference: float) -> list[Measured]:
    """One vacancy against everybody who may be ranked."""
    with db.unit_of_work(REGION) as session:
        query = vacancy_queries(session, Vacancy.id == vacancy.id, on=clock.today())[0]
        store = index().candidates(session, REGION, on=clock.today())
    ranker = Ranker()
    median, p95 = measure(lambda: ranker.candidates_for(query, store, on=clock.today(), top=10))
    return [Measured(f"engine: top 10 of {len(store)}", median, p95, median / reference)]


def rules(reference: float) -> list[Measured]:
    """One assessment of the loonkostensubsidie."""
    facts = PlacementFacts(
        age=30, in_doelgroep_lks=True, loonwaarde=60, hours_per_week=Decimal(32), starts_on=date(2026, 2, 1)
    )
    law = LawBook.national()
    instrument = catalogue.get("loonkostensubsidie")

    def hundred() -> None:
        for _ in range(100):
            instrument.assess(facts, law, date(2026, 2, 1))

    median, p95 = measure(hundred)
    return [Measured("rules: 100 assessments", median, p95, median / reference)]


def main() -> None:
    """Measure, print a table, write bench/results.json; exit 1 when a list page is over its limit."""
    with runtime() as running:
        app = create_app(running.settings)
        client = log_in(app, Role.ACCOUNT_MANAGER)
        with db.unit_of_work(REGION) as session:
            vacancy = session.scalars(select(Vacancy).where(Vacancy.state == "open").order_by(Vacancy.number)).first()
        if vacancy is None:
            sys.exit("bench: there is no open vacancy; load the demo region with `make demo RESET=1`")
        reference = measure(lambda: client.get("/healthz"))[0]
        found = [*pages(client, vacancy, reference), *engine(vacancy, reference), *rules(reference)]
    lines = [
        f"reference: /healthz, median {reference:.2f} ms",
        f"{'what':40} {'median':>9} {'p95':>9} {'ratio':>7} queries",
    ]
    lines += [
        f"{each.name:40} {each.median_ms:7.1f}ms {each.p95_ms:7.1f}ms {each.ratio:7.1f} "
        f"{'' if each.queries is None else each.queries}"
        for each in found
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    folder = PROJECT_ROOT / "bench"
    folder.mkdir(exist_ok=True)
    content = {"on": clock.now().isoformat(), "reference_ms": reference, "measured": [asdict(each) for each in found]}
    (folder / "results.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    slow = [each.name for each in found if each.name.startswith("/") and each.median_ms > LIMIT_MS]
    if slow:
        sys.exit(f"bench: over {LIMIT_MS:.0f} ms: {', '.join(slow)}")


if __name__ == "__main__":
    main()
