"""A statement of social return: the account manager shows it, the employer reads it under Organisatie."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.placements.social_return import factories
from tests.web.conftest import StrictClient
from tests.web.portal.conftest import Portal
from wsp.documents.enums import PDF
from wsp.documents.models import Document
from wsp.placements.social_return.models import SocialReturnObligation

ClientAs = Callable[..., StrictClient]
HERE = "/portaal/organisatie"


@pytest.fixture
def row(portal: Portal, session: Session) -> SocialReturnObligation:
    return factories.obligation(session, portal.world)


@pytest.fixture
def manager(portal: Portal, client_as: ClientAs) -> StrictClient:
    del portal
    return client_as("accountmanager")


def links(client: StrictClient) -> list[str]:
    found = (each.get("href") or "" for each in client.get(HERE).page.all("a"))
    return [address for address in found if address.startswith("/portaal/social-return/")]


def test_what_is_shown_is_read_and_what_is_taken_back_is_gone(
    portal: Portal, manager: StrictClient, row: SocialReturnObligation, session: Session
) -> None:
    address = f"/social-return/{row.id}"
    assert "Toon in het portaal" not in manager.get(address).page.text
    manager.post(f"{address}/overzicht", data={})
    page = manager.get(address).page
    assert "niet te lezen" in page.text
    assert "Toon in het portaal versie 1" in page.text
    assert links(portal.client) == []
    assert "Social return" not in portal.client.get(HERE).page.text

    assert manager.post(f"{address}/tonen", data={"versie": "1"}).location == f"{address}#overzicht"
    assert "Toon in het portaal versie 1" not in manager.get(address).page.text
    (link,) = links(portal.client)
    assert "Groen in de wijken (2026-14)" in portal.client.get(HERE).page.text
    answer = portal.client.get(link)
    assert (answer.status_code, answer.mimetype) == (200, PDF)

    assert manager.post(f"{address}/niet-tonen").location == f"{address}#overzicht"
    assert links(portal.client) == []
    assert portal.client.get(link).status_code == 404
    assert session.scalar(select(Document.id).where(Document.media_type == PDF)) is not None, "it stays with staff"


def test_a_stranger_and_staff_do_not_read_it_there(
    portal: Portal, stranger: StrictClient, manager: StrictClient, row: SocialReturnObligation
) -> None:
    manager.post(f"/social-return/{row.id}/overzicht", data={})
    manager.post(f"/social-return/{row.id}/tonen", data={"versie": "1"})
    (link,) = links(portal.client)
    assert links(stranger) == []
    assert stranger.get(link).status_code == 404
    assert manager.get(link).status_code == 403


@pytest.mark.parametrize("sent", [{}, {"versie": "x"}, {"versie": "2"}])
def test_a_version_that_nobody_read_is_not_shown(
    portal: Portal, manager: StrictClient, row: SocialReturnObligation, sent: dict[str, str]
) -> None:
    empty = manager.post(f"/social-return/{row.id}/tonen", data=sent)
    assert empty.status_code == 409
    assert "Maak eerst een overzicht." in empty.page.text
    manager.post(f"/social-return/{row.id}/overzicht", data={})
    answer = manager.post(f"/social-return/{row.id}/tonen", data=sent)
    assert answer.status_code == 409
    assert "Er is een nieuwer overzicht." in answer.page.text
    assert links(portal.client) == []
