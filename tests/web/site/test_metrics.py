"""`/metrics`: closed without its token, true, and without personal data."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.web.conftest import StrictClient
from wsp.app import create_app
from wsp.foundation import queue
from wsp.foundation.db import Database
from wsp.settings import Settings, SettingsError, load_settings

TOKEN = "t" * 32


@pytest.fixture
def scraper(settings: Settings, database: Database) -> FlaskClient:
    """A client of an application that has a token."""
    del database
    return create_app(replace(settings, metrics_token=TOKEN)).test_client()


def scrape(client: FlaskClient, token: str = TOKEN) -> dict[str, float]:
    """Series -> value."""
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    lines = [line for line in answer.get_data(as_text=True).splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


@pytest.mark.rule("S5")
def test_without_the_token_there_is_nothing_to_see(scraper: FlaskClient, visitor: StrictClient) -> None:
    assert visitor.get("/metrics").status_code == 404
    for headers in ({}, {"Authorization": "Bearer verkeerd"}, {"Authorization": f"Basic {TOKEN}"}):
        answer = scraper.get("/metrics", headers=headers)
        assert answer.status_code == 401
        assert b"wsp_" not in answer.data


@pytest.mark.rule("R11")
def test_requests_are_counted_by_endpoint_and_never_by_address(scraper: FlaskClient) -> None:
    before = scrape(scraper)
    for _ in range(3):
        scraper.get("/kandidaten/6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
    scraper.get("/bestaat-niet?naam=Zebravinkenzaad")
    scraper.open("/healthz", method="VERZONNEN")
    after = scrape(scraper)
    counted = 'wsp_requests_total{endpoint="candidates.show",method="GET",status="3xx"}'
    assert after[counted] - before.get(counted, 0) == 3
    assert 'wsp_request_seconds_bucket{endpoint="candidates.show",le="0.3"}' in after
    text = "\n".join(after)
    assert not re.search(r"6f9619ff|bestaat|Zebra|VERZONNEN|/", text)


@pytest.mark.rule("R11")
def test_the_queue_is_counted(scraper: FlaskClient, session: Session) -> None:
    before = scrape(scraper)
    queue.defer(session, "placements.advance", region="AM01")
    session.flush()
    after = scrape(scraper)
    assert after["wsp_database_up"] == 1
    assert after["wsp_queue_jobs_waiting"] == before["wsp_queue_jobs_waiting"] + 1
    assert after["wsp_queue_oldest_seconds"] >= 0


@pytest.mark.rule("S14")
@pytest.mark.parametrize("token", ["kort", "example-" + "x" * 40])
def test_an_example_token_stops_the_start(token: str) -> None:
    with pytest.raises(SettingsError, match="WSP_METRICS_TOKEN"):
        load_settings({"WSP_MODE": "test", "WSP_METRICS_TOKEN": token} | dict.fromkeys(_URLS, "postgresql://x"))


_URLS = ("DATABASE_URL", "OWNER_DATABASE_URL", "RETENTION_DATABASE_URL")
