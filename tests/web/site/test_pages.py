"""The pages that every public site must have."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.web.conftest import StrictClient
from wsp.foundation import clock
from wsp.settings import Settings, SettingsError, load_settings
from wsp.web.site.views import statement


@pytest.mark.rule("A20")
def test_the_accessibility_statement_is_complete(visitor: StrictClient) -> None:
    said = statement()
    assert said["made_on"] <= clock.today(), "how old it may be is for the doctor to say"
    assert said["status"] in "ABCDE"
    text = visitor.get("/toegankelijkheid").page.text
    for key in ("name", "scope", "standard", "signed_by", "answer_within"):
        assert said[key] in text
    for failed in said["failed"]:
        for key in ("criterion", "cause", "effect", "measure"):
            assert failed[key] in text
        assert isinstance(failed["planned_on"], date)


@pytest.mark.rule("S20")
def test_security_txt_says_whom_to_tell_and_is_not_out_of_date(visitor: StrictClient, settings: Settings) -> None:
    answer = visitor.get("/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    assert fields["Contact"] == f"mailto:{settings.contact_email}"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=30) < expires - clock.now() < timedelta(days=365)
    assert fields["Preferred-Languages"] == "nl, en"
    assert fields["Canonical"].endswith("/.well-known/security.txt")


@pytest.mark.parametrize("path", ["/privacy", "/hulp", "/toegankelijkheid"])
def test_public_pages_tell_whom_to_ask(visitor: StrictClient, settings: Settings, path: str) -> None:
    assert settings.contact_email in visitor.get(path).page.text


def test_the_start_leads_to_the_day_or_to_logging_in(
    visitor: StrictClient, client_as: Callable[..., StrictClient]
) -> None:
    assert visitor.get("/").location == "/inloggen"
    assert client_as("jobcoach").get("/").location == "/mijn-dag"


def test_links_in_the_footer_lead_somewhere(visitor: StrictClient) -> None:
    page = visitor.get("/inloggen").page
    links = {a.get("href") or "" for footer in page.all("footer") for a in footer.iter("a")}
    assert links
    for link in links:
        assert re.match(r"/", link)
        assert visitor.get(link).status_code == 200


@pytest.mark.rule("S14")
def test_production_needs_an_address_for_reports() -> None:
    with pytest.raises(SettingsError, match="WSP_CONTACT_EMAIL"):
        load_settings(
            {
                "WSP_MODE": "production",
                "DATABASE_URL": "postgresql://x",
                "OWNER_DATABASE_URL": "postgresql://x",
                "RETENTION_DATABASE_URL": "postgresql://x",
                "WSP_SECRET_KEY": "k" * 32,
                "WSP_LOOKUP_KEY": "k" * 32,
                "WSP_ENCRYPTION_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            }
        )
