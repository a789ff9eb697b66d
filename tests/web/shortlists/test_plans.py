"""The pages of a verdeelplan: asking, watching, and taking or leaving pairs."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.candidates import factories as candidates
from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.placements.models import Introduction
from wsp.shortlists.allocation.building import plain
from wsp.shortlists.allocation.commands import RequestPlan
from wsp.shortlists.models import AllocationPair, AllocationPlan

ClientAs = Callable[..., StrictClient]
FORM = {"benefit": "20000", "effort": "500"}


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER)


def ready(session: Session, client: StrictClient, people: int = 2) -> list[AllocationPair]:
    plan = AllocationPlan(
        region_id="AM01", state="klaar", user_id=client.user.id, planned_on=clock.today(), engine_version="1",
        weights_version="standaard-1", choices=plain(RequestPlan(benefit=Decimal(20_000), effort=Decimal(500))),
        done=100, total=100,
        outcome={
            "pairs": people, "considered": 9, "places": 3, "people": 5, "value": 9000, "bound": 10000,
            "limits": [{"code": "subsidie", "most": 2, "used": 2, "price": 812.4}],
            "floors": [{"code": "doelgroepregister", "least": 3, "used": 1, "price": 0, "reachable": 2}],
        },
    )  # fmt: skip
    session.add(plan)
    session.flush()
    pairs = [
        AllocationPair(
            region_id="AM01", plan_id=plan.id, vacancy_id=vacancies.vacancy(session, client.actor).id,
            candidate_id=candidates.matchable(session, name=("Zoetermarkering", None, f"Geheimstra{n}")).id,
            position=n + 1, score=0.7, chance=0.45, subsidy=4000, value=6000 - n, otherwise=150, decision="voorstel",
        )
        for n in range(people)
    ]  # fmt: skip
    session.add_all(pairs)
    session.flush()
    return pairs


def test_asking_for_a_plan(client: StrictClient, session: Session) -> None:
    page = client.get("/verdeelplannen").page
    assert page.h1 == "Verdeelplan"
    refused = client.post("/verdeelplannen", data=page.fields() | {"benefit": "", "per_employer": "veel"})
    assert refused.status_code == 400
    assert session.scalars(select(AllocationPlan)).all() == []
    done = client.post("/verdeelplannen", data=page.fields() | FORM | {"budget": "90.000", "per_employer": "2"})
    assert done.status_code == 303
    plan = session.scalars(select(AllocationPlan)).one()
    assert plan.choices["budget"] == "90000"
    assert plan.choices["per_employer"] == 2
    assert "Het verdeelplan wordt gemaakt." in client.get(done.location).page.text
    assert client.post("/verdeelplannen", data=page.fields() | FORM).status_code == 409
    part = client.get(done.location, headers={"HX-Request": "true"})
    assert "0 van 100 klaar" in part.text
    assert "<html" not in part.text
    plan.state = "mislukt"
    session.flush()
    assert "mislukt" in client.get(done.location).page.text


def test_the_proposal_shows_prices_and_what_was_not_reached_without_names(
    client: StrictClient, session: Session
) -> None:
    pairs = ready(session, client)
    response = client.get(f"/verdeelplannen/{pairs[0].plan_id}")
    text = response.page.text
    assert "90,0 %" in text
    assert "Eén erbij is hoogstens € 812 waard" in text.replace("\xa0", " ")
    assert "Niet gehaald: uit het doelgroepregister. Gevraagd 3, gehaald 1. Meer dan 2 kan nooit." in text
    assert "kost minstens € 150" in text.replace("\xa0", " ")
    assert "Geheimstra" not in response.text
    swapped = client.get(f"/verdeelplannen/{pairs[0].plan_id}", headers={"HX-Request": "true"})
    assert swapped.headers["HX-Redirect"] == f"/verdeelplannen/{pairs[0].plan_id}"


def test_taking_and_leaving_by_the_forms_of_the_page(client: StrictClient, session: Session) -> None:
    first, second = ready(session, client)
    here = f"/verdeelplannen/{first.plan_id}"
    page = client.get(here).page
    take = page.one("form", action=f"{here}/{first.id}/voordragen?pagina=1")
    assert client.post(take.get("action"), data=page.fields(take)).status_code == 303
    assert session.scalars(select(Introduction.candidate_id)).all() == [first.candidate_id]
    assert client.post(take.get("action"), data=page.fields(take)).status_code == 409
    leave = page.one("form", action=f"{here}/{second.id}/niet?pagina=1")
    assert client.post(leave.get("action"), data=page.fields(leave) | {"reden": ""}).status_code == 400
    assert client.post(leave.get("action"), data=page.fields(leave) | {"reden": "te ver reizen"}).status_code == 303
    shown = client.get(here).page.text
    assert "te ver reizen" in shown
    assert "1 voorgedragen, 1 niet gekozen" in shown


def test_a_longer_plan_asks_no_more_statements(client: StrictClient, session: Session, database: Database) -> None:
    def asked(people: int) -> int:
        plan = ready(session, client, people)[0].plan_id
        client.get(f"/verdeelplannen/{plan}")
        with counted(database) as seen:
            client.get(f"/verdeelplannen/{plan}")
        return len(seen)

    few = asked(2)
    assert few <= 12
    assert asked(12) == few
