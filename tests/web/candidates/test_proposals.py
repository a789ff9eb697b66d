"""What the text about a person says is proposed in the profile, and taken over by the client manager."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.candidates import factories
from tests.web.conftest import StrictClient
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate

ClientAs = Callable[..., StrictClient]
TEXT = "Kan 20 tot 24 uur werken, overdag. Heeft rijbewijs B. Heeft geen diploma's. Zwaar tillen gaat niet."
HEADING = "Dit staat in de tekst"


@pytest.fixture
def manager(client_as: ClientAs) -> StrictClient:
    return client_as(Role.CLIENT_MANAGER)


@pytest.fixture
def candidate(session: Session, manager: StrictClient) -> Candidate:
    return factories.candidate(
        session,
        of=session.get_one(Organisation, manager.actor.organisation_id),
        client_manager_id=manager.actor.user_id,
        profile_text=TEXT,
    )


def address(candidate: Candidate) -> str:
    return f"/kandidaten/{candidate.id}/profiel"


def typed(page: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.fields(page.one("form", class_="wsp-form"))
    return found


def test_the_form_proposes_and_fills_in_nothing(manager: StrictClient, candidate: Candidate) -> None:
    page = manager.get(address(candidate)).page
    assert HEADING in page.text
    for text in (
        "Uren per week: 20 tot 24 uur",
        "Rijbewijs: B auto",
        "Diploma’s en certificaten: geen",
        "zwaar tillen",
    ):
        assert text in page.text
    assert typed(page)["hours_max"] == ""


def test_taking_over_shows_the_form_again_and_saves_only_when_asked(
    session: Session, manager: StrictClient, candidate: Candidate
) -> None:
    sent = typed(manager.get(address(candidate)).page)
    answer = manager.post(address(candidate), data=sent | {"development_wish": "Koken", "doe": "neem-alles"})
    assert answer.status_code == 200
    assert "Overgenomen. Kijk of het klopt. Bewaar daarna." in answer.page.text
    assert HEADING not in answer.page.text
    session.expire_all()
    assert session.get_one(Candidate, candidate.id).hours_max is None
    filled = typed(answer.page)
    assert (filled["hours_min"], filled["diplomas"], filled["development_wish"]) == ("20", "geen", "Koken")
    assert manager.post(address(candidate), data=filled | {"source": "gesprek"}).status_code == 303
    session.expire_all()
    kept = session.get_one(Candidate, candidate.id)
    assert (kept.hours_max, kept.driving_licences, kept.diplomas, kept.cannot) == (24, ["B"], [], ["tillen_zwaar"])


def test_a_text_that_was_just_typed_can_be_looked_at_first(manager: StrictClient, candidate: Candidate) -> None:
    sent = typed(manager.get(address(candidate)).page)
    look = {"doe": "neem-niets"}
    answer = manager.post(address(candidate), data=sent | look | {"profile_text": "Kan 12 uur werken."})
    assert "Uren per week: 12 uur" in answer.page.text
    assert typed(answer.page)["hours_max"] == ""
    answer = manager.post(address(candidate), data=sent | look | {"profile_text": "Is altijd op tijd."})
    assert "In de tekst staat niets wat hier nog niet is ingevuld." in answer.page.text


def test_what_is_filled_in_otherwise_is_shown_beside_it(
    session: Session, manager: StrictClient, candidate: Candidate
) -> None:
    candidate.driving_licences, candidate.hours_max = [], 36
    session.flush()
    page = manager.get(address(candidate)).page
    assert "Ingevuld is: tot 36 uur." in page.text
    assert "Ingevuld is: geen." in page.text


def test_a_colleague_who_may_not_change_the_profile_takes_nothing_over(
    client_as: ClientAs, manager: StrictClient, candidate: Candidate
) -> None:
    del manager
    other = client_as(Role.ACCOUNT_MANAGER)
    assert other.post(address(candidate), data={"doe": "neem-alles"}).status_code in (403, 404)
