"""The main job in a browser, from log-in to a placement that counts.

Log in, vacancy, match list, introduction, placement with loonkostensubsidie, letter, banenafspraak. Every page on the
way is watched: no script error, no blocked request, axe 0.
"""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.e2e.watching import Watched
from tests.employers import factories as employers
from tests.vacancies import factories as vacancies
from wsp.accounts.permissions import Role
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import CandidatePersonal
from wsp.foundation import clock, db

Visit = Callable[..., Watched]
ACCOUNT_MANAGER = "anne.wandeling@demo.example"
CLIENT_MANAGER = "karim.wandeling@demo.example"


@dataclass(frozen=True)
class Town:
    """What stands ready before the walk."""

    vacancy_id: uuid.UUID
    candidate_number: int
    started_on: date
    counted_on: date


def _quarter_before(day: date) -> date:
    """The last day of the last whole quarter."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first - timedelta(days=1)


@pytest.fixture
def town(site: str) -> Town:
    """One employer with one open vacancy, and one candidate who fits it and agreed to be named there."""
    del site
    counted_on = _quarter_before(clock.today())
    started_on = counted_on - timedelta(days=30)
    with db.unit_of_work("AM01") as session:
        of = accounts.organisation(session, "Gemeente Wandelstad", municipality_code="GM0106")
        manager = accounts.member(
            session, of=of, name="Anne Wandeling", email=ACCOUNT_MANAGER, password=accounts.PASSWORD
        )
        accounts.member(
            session,
            Role.CLIENT_MANAGER,
            of=of,
            name="Karim Wandeling",
            email=CLIENT_MANAGER,
            password=accounts.PASSWORD,
        )
        actor = accounts.actor(session, of=of)
        employer = employers.employer(
            session, actor, "Wandelmagazijn Proef B.V.", client=True, owner_id=manager.id, postcode="9403 AB",
            place="Assen", municipality_code="GM0106",
        )  # fmt: skip
        vacancy = vacancies.vacancy(
            session, actor, employer=employer, title="Orderpicker", hours_min=Decimal(24), hours_max=Decimal(32),
            wage_hour=Decimal("16.00"), garantiebaan=True, owner_id=manager.id,
        )  # fmt: skip
        person = candidates.matchable(session, of=of, wishes=("Orderpicker",))
        session.add(CandidatePersonal(region_id="AM01", candidate_id=person.id, birth_date=date(1990, 5, 17)))
        check = candidates.register_check(session, person)
        check.valid = check.valid.__class__(date(2020, 1, 1), None, bounds="[)")
        candidates.agreement(session, person, SharingPurpose.ANONYMOUS)
        candidates.agreement(session, person, SharingPurpose.NAMED, employer_id=employer.id)
        return Town(vacancy.id, person.number, started_on, counted_on)


def _look(watched: Watched) -> None:
    """Every page of the walk is without findings."""
    found = watched.axe().violations
    assert not found, f"{watched.page.url}: {'; '.join(map(str, found))}"


def _sign_in(watched: Watched, email: str) -> None:
    watched.sign_in(email, accounts.PASSWORD)


def _press(watched: Watched, text: str) -> None:
    """Press the button or link with this text, in the page's main part, and wait for the next page."""
    target = watched.page.locator("main").get_by_text(text, exact=True).first
    with watched.page.expect_navigation():
        target.click()


def _submit(watched: Watched) -> None:
    with watched.page.expect_navigation():
        watched.page.locator("main form .utrecht-button--primary-action").first.click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.rule("A1", "A5")
def test_from_log_in_to_a_placement_that_counts(visit: Visit, town: Town, javascript: bool) -> None:  # noqa: FBT001, PLR0915 (one walk)
    manager = visit(javascript=javascript)
    page = manager.page
    _sign_in(manager, ACCOUNT_MANAGER)
    manager.open("/vacatures")
    _press(manager, "Orderpicker")
    _press(manager, "Kandidaten bekijken")
    number = f"K-{town.candidate_number}"
    assert number in page.inner_text("main")
    if javascript:
        _look(manager)

    # Introduce; the client manager agrees.
    with page.expect_navigation():
        page.locator(f"li[id='{number}']").get_by_text("Voordragen").click()
    introduction = page.locator("main a[href^='/voordrachten/']").first.get_attribute("href")
    assert introduction is not None
    client = visit(javascript=javascript)
    _sign_in(client, CLIENT_MANAGER)
    client.open(introduction)
    _press(client, "Akkoord geven")

    # Offer without a name, interest, ask, name: the agreements were given.
    for step in (
        "anoniem-aangeboden",
        "belangstelling-werkgever",
        "akkoord-kandidaat-gevraagd",
        "met-naam-voorgesteld",
    ):
        assert manager.open(f"{introduction}/stap/{step}") == 200
        _submit(manager)
        assert page.url.endswith(introduction), page.inner_text("main")[:400]
    if javascript:
        _look(manager)

    # Place: the form, the page to check, and only then it is stored.
    _press(manager, "Plaatsen")
    page.fill("[name=function_title]", "Orderpicker")
    page.select_option("[name=kind]", index=1)
    page.fill("[name=starts_on]", town.started_on.isoformat())
    page.fill("[name=ends_on]", (town.started_on + timedelta(days=364)).isoformat())
    page.fill("[name=hours_per_week]", "32")
    page.fill("[name=full_week_hours]", "36")
    page.fill("[name=wage_month]", "2300,00")
    page.check("[name=in_doelgroep_lks][value=ja]")
    page.check("[name=forfaitair][value=ja]")
    page.check("[name=needs_guidance][value=ja]")
    _submit(manager)
    assert "Controleer de plaatsing" in page.inner_text("h1"), page.inner_text("main")[:600]
    assert "Loonkostensubsidie" in page.inner_text("main")
    if javascript:
        _look(manager)
    _press(manager, "Plaatsing vastleggen")
    assert re.search(r"/plaatsingen/[0-9a-f-]{36}$", page.url), page.inner_text("main")[:600]
    placement = page.inner_text("main")
    assert "Loonkostensubsidie" in placement
    assert re.search(r"€\s1\.\d{3},\d\d", placement), placement[:800]
    if javascript:
        _look(manager)

    # The letter.
    _press(manager, "Brief maken")
    page.locator("main a[href$='/brieven/plaatsingsbevestiging']").first.click()
    page.wait_for_url("**/brieven/plaatsingsbevestiging")
    if javascript:
        _look(manager)
    _press(manager, "Maak de brief")
    with page.expect_download() as started:
        page.locator("main a[href^='/documenten/']").first.click()
    assert started.value.path().read_bytes().startswith(b"%PDF")

    # It counts on the last quarter's day: 32 hours of 25.5.
    manager.open(f"/banenafspraak?peildatum={town.counted_on.isoformat()}")
    assert "1,3" in page.inner_text("main")
    if javascript:
        _look(manager)
