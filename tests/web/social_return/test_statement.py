"""The statement for the employer on the screen, and its contact person."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents import reading
from tests.employers import factories as employers
from tests.placements import world as worlds
from tests.placements.social_return import factories
from tests.placements.world import World
from tests.web.conftest import StrictClient
from wsp.audit.models import ReadEvent
from wsp.documents.enums import PDF
from wsp.documents.models import Document
from wsp.foundation import clock
from wsp.placements.social_return.models import SocialReturnObligation

ClientAs = Callable[..., StrictClient]
LINE = {"kind": "inkoop", "done_on": "2026-03-01", "amount": "400", "description": "Bloemen", "proof": "F-12"}


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as("accountmanager")


@pytest.fixture
def world(client: StrictClient, session: Session) -> World:
    return worlds.build(session)


@pytest.fixture
def row(session: Session, world: World) -> SocialReturnObligation:
    return factories.obligation(session, world)


def test_it_is_read_made_and_fetched_in_two_forms(
    client: StrictClient, session: Session, row: SocialReturnObligation
) -> None:
    address = f"/social-return/{row.id}"
    client.post(f"{address}/activiteit", data=LINE)
    assert "nog niet gemaakt" in client.get(address).page.text
    page = client.get(f"{address}/overzicht").page
    assert "Inkoop bij een sociale onderneming" in page.text
    assert "reason" not in page.fields()
    assert session.scalars(select(Document)).all() == [], "reading keeps nothing"
    made = client.post(f"{address}/overzicht", data={})
    assert made.location == f"{address}#overzicht"
    both = {each.media_type: each for each in session.scalars(select(Document))}
    links = [each.get("href") for each in client.get(address).page.all("a")]
    assert {f"/documenten/{each.id}" for each in both.values()} <= set(links)
    assert len(both) == 2
    pdf = client.get(f"/documenten/{both[PDF].id}")
    assert "Groen in de wijken" in reading.text(pdf.data)
    assert "€ 400,00" in reading.text(pdf.data).replace("\xa0", " ")
    [word] = [each for each in both.values() if each.media_type != PDF]
    assert client.get(f"/documenten/{word.id}").data.startswith(b"PK")
    read = session.execute(select(ReadEvent.subject_id, ReadEvent.purpose).where(ReadEvent.purpose == "brief")).all()
    assert {each[0] for each in read} == {each.id for each in both.values()}


def test_a_new_version_asks_why(client: StrictClient, row: SocialReturnObligation) -> None:
    address = f"/social-return/{row.id}/overzicht"
    client.post(address, data={})
    refused = client.post(address, data={"reason": " "})
    assert refused.status_code == 400
    assert "Fout: " in refused.page.title
    assert "Waarom een nieuwe versie?" in refused.page.text
    assert client.post(address, data={"reason": "Een inkoop erbij"}).status_code == 303
    assert "versie 2" in client.get(f"/social-return/{row.id}").page.text


def test_a_contact_person_is_chosen_and_named(
    client: StrictClient, session: Session, world: World, row: SocialReturnObligation
) -> None:
    address = f"/social-return/{row.id}"
    person = employers.contact(session, world.account_manager, world.employer, role="Inkoper")
    form = client.get(f"{address}/contactpersoon").page
    assert f"{person.name}, Inkoper" in form.text
    stale = client.post(f"{address}/contactpersoon", data={"contact_id": str(person.id), "versie": "99"})
    assert stale.status_code == 409
    chosen = client.post(
        f"{address}/contactpersoon", data={"contact_id": str(person.id), "versie": form.fields()["versie"]}
    )
    assert chosen.location == address
    assert person.name in client.get(address).page.text
    letter = client.get(f"{address}/overzicht").page
    assert f"Beste {person.name}," in letter.text
    assert "Contact bij u" in letter.texts("th")
    person.left_on = clock.today() - timedelta(days=1)
    session.flush()
    assert "vertrokken op" in client.get(address).page.text
    again = client.get(f"{address}/contactpersoon").page
    assert person.name not in again.text
    refused = client.post(
        f"{address}/contactpersoon", data={"contact_id": str(person.id), "versie": again.fields()["versie"]}
    )
    assert refused.status_code == 400
    assert "Kies " in refused.page.text


def test_a_contact_person_of_another_employer_is_refused(
    client: StrictClient, session: Session, world: World, row: SocialReturnObligation
) -> None:
    stranger = employers.contact(session, world.account_manager, employers.employer(session, world.account_manager))
    data = {
        "contract": "Groen", "organisation_id": str(world.organisation.id), "amount": "500",
        "starts_on": "2026-01-01", "ends_on": "2026-12-31", "contact_id": str(stranger.id),
    }  # fmt: skip
    assert client.post(f"/werkgevers/{world.employer.id}/social-return", data=data).status_code == 400
    own = employers.contact(session, world.account_manager, world.employer)
    entered = client.post(f"/werkgevers/{world.employer.id}/social-return", data=data | {"contact_id": str(own.id)})
    assert own.name in client.get(entered.location).page.text


@pytest.mark.rule("S6")
def test_other_roles_and_another_region_do_not_get_there(client_as: ClientAs, row: SocialReturnObligation) -> None:
    for role, region, status in (
        ("klantmanager", "AM01", 403), ("jobcoach", "AM01", 403), ("accountmanager", "AM14", 404),
    ):  # fmt: skip
        other = client_as(role, region=region)
        for deed in (other.get, other.post):
            assert deed(f"/social-return/{row.id}/overzicht").status_code == status
    for role, region, status in (("jobcoach", "AM01", 403), ("accountmanager", "AM14", 404)):
        other = client_as(role, region=region)
        for deed in (other.get, other.post):
            assert deed(f"/social-return/{row.id}/contactpersoon").status_code == status


@pytest.mark.rule("S6")
def test_a_statement_of_another_region_is_not_fetched(
    client: StrictClient, client_as: ClientAs, session: Session, row: SocialReturnObligation
) -> None:
    client.post(f"/social-return/{row.id}/overzicht", data={})
    made = session.scalars(select(Document.id)).all()
    assert len(made) == 2
    for each in made:
        assert client_as("accountmanager", region="AM14").get(f"/documenten/{each}").status_code == 404
