"""The work-list, two records next to each other, and old addresses that lead on."""

import io
import zipfile
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.duplicates import world
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.candidates.models import Candidate
from wsp.duplicates import service
from wsp.duplicates.enums import PairState
from wsp.duplicates.models import DuplicatePair
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database

ClientAs = Callable[..., StrictClient]
NIGHT = Actor(user_id=None, region_id="AM01", organisation_id=None, kind="taak")
MOST_STATEMENTS = 12


def _state(session: Session, pair_id: object) -> str:
    session.expire_all()
    return session.scalars(select(DuplicatePair.state).where(DuplicatePair.id == pair_id)).one()


def test_employers_from_list_to_merge_and_back(client_as: ClientAs, session: Session, database: Database) -> None:
    client = client_as(Role.ACCOUNT_MANAGER)
    one, other = world.employer_pair(session, client.actor)
    assert client.get("/dubbelen").page.h1 == "Dubbelen"  # type: ignore[attr-defined]  # the strict client's page
    pair = world.pair_of(session, client.actor, one, other)
    for path in ("/dubbelen", f"/dubbelen/{pair.id}", f"/dubbelen/{pair.id}/samenvoegen?blijft={other.id}"):
        with counted(database) as statements:
            answer = client.get(path)
        assert answer.status_code == 200
        assert len(statements) <= MOST_STATEMENTS, (path, len(statements))
        assert one.name in answer.page.text  # type: ignore[attr-defined]  # the strict client's page
    page = answer.page  # type: ignore[attr-defined]  # the strict client's page
    assert page.h1 == f"{other.name} (W-{other.number}) blijft"
    fields = page.fields()
    assert fields["veld-name"] == "eigen"
    done = client.post(f"/dubbelen/{pair.id}/samenvoegen", data=fields | {"veld-name": "andere", "veld-note": "eigen"})
    assert done.location == f"/werkgevers/{other.id}"
    assert session.scalar(select(Employer.name).where(Employer.id == other.id)) == one.name
    # A bookmark leads on, also of a page below the card; a form that was open is refused.
    assert client.get(f"/werkgevers/{one.id}").location == f"/werkgevers/{other.id}"
    assert client.get(f"/werkgevers/{one.id}/wijzigen").location == f"/werkgevers/{other.id}/wijzigen"
    late = client.post(f"/werkgevers/{one.id}/wijzigen", data={"name": "Te laat", "versie": "1"})
    assert late.status_code == 409
    assert f'href="/werkgevers/{other.id}"' in late.get_data(as_text=True)
    shown = client.get(f"/dubbelen/{pair.id}")
    assert "Draai de samenvoeging terug" in shown.page.text  # type: ignore[attr-defined]  # the strict client's page
    undone = client.post(f"/dubbelen/{pair.id}/terugdraaien")
    assert undone.location == f"/dubbelen/{pair.id}"
    assert _state(session, pair.id) == PairState.OPEN
    assert client.get(f"/werkgevers/{one.id}").status_code == 200


def test_an_old_preview_does_not_merge(client_as: ClientAs, session: Session) -> None:
    client = client_as(Role.ACCOUNT_MANAGER)
    one, other = world.employer_pair(session, client.actor, filled=False)
    pair = world.pair_of(session, client.actor, one, other)
    address = f"/dubbelen/{pair.id}/samenvoegen"
    fields = client.get(f"{address}?blijft={one.id}").page.fields()  # type: ignore[attr-defined]  # the strict client's page
    answer = client.post(address, data=fields | {"versie-ander": "99"})
    assert answer.status_code == 409
    assert "Er is niets samengevoegd" in answer.page.text  # type: ignore[attr-defined]  # the strict client's page
    assert client.post(address, data=fields | {"blijft": str(pair.id)}).status_code == 403
    assert _state(session, pair.id) == PairState.OPEN


def test_what_cannot_go_back_is_told_on_the_page(client_as: ClientAs, session: Session) -> None:
    client = client_as(Role.ACCOUNT_MANAGER)
    one, other = world.employer_pair(session, client.actor, filled=False)
    pair = world.pair_of(session, client.actor, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=client.actor)
    session.get_one(Employer, one.id).phone = "+31592777777"
    session.flush()
    answer = client.post(f"/dubbelen/{pair.id}/terugdraaien")
    assert answer.status_code == 409
    assert "telefoon" in answer.page.text  # type: ignore[attr-defined]  # the strict client's page
    assert _state(session, pair.id) == PairState.MERGED


@pytest.mark.rule("L2", "S6")
def test_candidates_are_shown_to_their_own_client_manager_only(
    client_as: ClientAs, session: Session, database: Database
) -> None:
    client = client_as(Role.CLIENT_MANAGER)
    one, other = world.candidate_pair(session, of=client.organisation)
    service.find_pairs(session, actor=NIGHT)
    pair_id = session.scalars(select(DuplicatePair.id)).one()
    elsewhere = accounts.organisation(session, "Gemeente Ginder")
    addresses = ["/dubbelen", f"/dubbelen/{pair_id}", f"/dubbelen/{pair_id}/samenvoegen"]
    for address in addresses:
        with counted(database) as statements:
            answer = client.get(address)
        assert "Sanne" in answer.get_data(as_text=True), address
        assert "999990019" not in answer.get_data(as_text=True)
        assert len(statements) <= MOST_STATEMENTS, (address, len(statements))
    read = session.scalars(select(ReadEvent.subject_id).where(ReadEvent.user_id == client.user.id)).all()
    assert set(read) == {one.id, other.id}
    for stranger in (client_as(Role.CLIENT_MANAGER, organisation=elsewhere), client_as(Role.ACCOUNT_MANAGER)):
        assert "Sanne" not in stranger.get("/dubbelen").get_data(as_text=True)
        assert stranger.get(addresses[1]).status_code == 404
        assert stranger.get(addresses[2]).status_code == 404
        assert b"Sanne" not in _cells(stranger.post("/dubbelen/exporteren").data)
    assert b"Sanne" in _cells(client.post("/dubbelen/exporteren?q=sanne").data)
    logged = session.scalars(select(AuditEvent).where(AuditEvent.action == "duplicates.exported")).all()
    assert {event.user_id: event.after for event in logged}[client.user.id] == {
        "rows": 1, "filters": {"q": "ingevuld"},
    }  # fmt: skip


def _cells(content: bytes) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.rule("S6")
def test_an_old_address_leads_on_only_for_who_may_see_the_survivor(client_as: ClientAs, session: Session) -> None:
    client = client_as(Role.CLIENT_MANAGER)
    one, other = world.candidate_pair(session, of=client.organisation)
    pair = world.pair_of(session, client.actor, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=client.actor)
    assert client.get(f"/kandidaten/{other.id}").location == f"/kandidaten/{one.id}"
    assert client.post(f"/kandidaten/{other.id}/profiel", data={"versie": "1"}).status_code == 409
    stranger = client_as(Role.CLIENT_MANAGER, organisation=accounts.organisation(session, "Gemeente Ginder"))
    assert stranger.get(f"/kandidaten/{other.id}").status_code == 404
    assert stranger.post(f"/kandidaten/{other.id}/profiel", data={"versie": "1"}).status_code == 404


def test_two_that_are_two_leave_the_list(client_as: ClientAs, session: Session) -> None:
    client = client_as(Role.CLIENT_MANAGER)
    world.candidate_pair(session, of=client.organisation)
    service.find_pairs(session, actor=NIGHT)
    pair_id = session.scalars(select(DuplicatePair.id)).one()
    assert client.post(f"/dubbelen/{pair_id}/geen-dubbele", data={"notitie": "Zussen"}).location == "/dubbelen"
    assert "Sanne" not in client.get("/dubbelen").get_data(as_text=True)
    assert "Sanne" in client.get("/dubbelen?stand=geen-dubbele").get_data(as_text=True)
    assert "Zussen" in client.get(f"/dubbelen/{pair_id}").get_data(as_text=True)
    assert client.post(f"/dubbelen/{pair_id}/geen-dubbele").status_code == 409
    assert client.post(f"/dubbelen/{pair_id}/opnieuw").location == f"/dubbelen/{pair_id}"
    assert _state(session, pair_id) == PairState.OPEN


def test_two_numbers_are_pointed_out(client_as: ClientAs, session: Session) -> None:
    client = client_as(Role.ACCOUNT_MANAGER)
    one, other = world.employer_pair(session, client.actor, filled=False)
    form = client.get("/dubbelen/aanwijzen").page.fields()  # type: ignore[attr-defined]  # the strict client's page
    wrong = client.post("/dubbelen/aanwijzen", data=form | {"one": "W-999999", "other": "iets"})
    assert wrong.status_code == 400
    missing = client.post("/dubbelen/aanwijzen", data=form | {"one": "W-999999", "other": str(one.number)})
    assert "Dit nummer is er niet" in missing.page.text  # type: ignore[attr-defined]  # the strict client's page
    done = client.post("/dubbelen/aanwijzen", data=form | {"one": f"w-{one.number}", "other": str(other.number)})
    assert done.status_code == 303
    assert "aangewezen" in client.get(done.location or "").get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.ACCOUNT_MANAGER, Role.CLIENT_MANAGER])
def test_the_new_dossier_shows_who_it_may_be_before_it_is_made(
    client_as: ClientAs, session: Session, role: Role
) -> None:
    client = client_as(role)
    if role is Role.CLIENT_MANAGER:
        one, _ = world.candidate_pair(session, of=client.organisation)
        before = session.scalar(select(func.count()).select_from(Candidate))
        page = client.get("/kandidaten/nieuw").page  # type: ignore[attr-defined]  # the strict client's page
        sent = page.fields() | {
            "first_name": "Sanna", "last_name": "Prooff", "municipality_code": "GM0106", "birth_date": "1990-03-14",
        }  # fmt: skip
        answer = client.post("/kandidaten/nieuw", data=sent)
        assert f"/kandidaten/{one.id}" in answer.get_data(as_text=True)
        assert "dezelfde naam en geboortedatum" in answer.page.text  # type: ignore[attr-defined]  # the strict client's page
        assert session.scalar(select(func.count()).select_from(Candidate)) == before
        again = client.post("/kandidaten/nieuw", data=sent | {"confirmed_new": "on"})
        assert again.status_code == 303
    else:
        one, _ = world.employer_pair(session, client.actor, filled=False)
        page = client.get("/werkgevers/nieuw").page  # type: ignore[attr-defined]  # the strict client's page
        sent = page.fields() | {"name": one.name.upper(), "place": "Assen"}
        answer = client.post("/werkgevers/nieuw", data=sent)
        assert answer.status_code == 409
        assert f"/werkgevers/{one.id}" in answer.get_data(as_text=True)
