"""Letters on screen: choose one, fill in what is missing, look, make; two versions, two forms, and who may what."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.documents import reading
from tests.placements.conftest import TODAY
from tests.placements.world import World
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.documents.enums import PDF
from wsp.documents.models import Document

AsRole = Callable[..., StrictClient]
AGREEMENT = {
    "signs_for_employer": "Dirk Proef",
    "supervisor": "Karin Proef",
    "workplace": "Proefstraat 1\n9401 AB Assen",
    "schedule": "maandag tot en met donderdag",
    "tasks": "Orders verzamelen\nDozen inpakken",
    "guidance": "",
    "report_days": "7",
    "evaluation_1": (TODAY + timedelta(days=40)).isoformat(),
    "evaluation_2": "",
    "evaluation_3": "",
}


def test_a_letter_is_chosen_filled_in_looked_at_and_made(session: Session, world: World, client: StrictClient) -> None:
    placement = world.place()
    base = f"/plaatsingen/{placement.id}"
    assert f"{base}/brieven" in [link.get("href") for link in client.get(base).page.all("a")]
    choose = client.get(f"{base}/brieven").page
    assert "Dit is geen proefplaatsing." in choose.text
    form = client.get(f"{base}/brieven/plaatsingsovereenkomst").page
    assert form.fields()["report_days"] == "7"
    assert "reason" not in form.fields()
    looked = client.post(f"{base}/brieven/plaatsingsovereenkomst", data=AGREEMENT | {"doe": "bekijk"})
    assert looked.status_code == 200
    assert "Artikel 3. Begeleiding op het werk" in looked.page.text
    assert looked.page.fields()["tasks"].split() == ["Orders", "verzamelen", "Dozen", "inpakken"]
    assert session.scalars(select(Document)).all() == [], "looking keeps nothing"
    made = client.post(f"{base}/brieven/plaatsingsovereenkomst", data=AGREEMENT | {"doe": "maak"})
    assert made.location == f"{base}#documenten"
    both = {row.media_type: row for row in session.scalars(select(Document))}
    assert len(both) == 2
    pdf = client.get(f"/documenten/{both[PDF].id}")
    assert "Dozen inpakken" in reading.text(pdf.data)
    [word] = [row for row in both.values() if row.media_type != PDF]
    fetched = client.get(f"/documenten/{word.id}")
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert fetched.data.startswith(b"PK")
    assert f"/documenten/{word.id}" in [link.get("href") for link in client.get(base).page.all("a")]


def test_a_new_version_asks_why_and_the_old_one_stays(session: Session, world: World, client: StrictClient) -> None:
    address = f"/plaatsingen/{world.place().id}/brieven/plaatsingsovereenkomst"
    client.post(address, data=AGREEMENT)
    again = client.get(address).page
    assert again.fields()["schedule"] == AGREEMENT["schedule"]
    refused = client.post(address, data=AGREEMENT)
    assert refused.status_code == 400
    assert "waarom je een nieuwe versie maakt" in refused.page.text
    assert client.post(address, data=AGREEMENT | {"reason": "Andere taken"}).status_code == 303
    card = client.get(address.partition("/brieven")[0]).page.text
    assert "vervangen" in card
    assert "nieuwe versie: Andere taken" in card


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(world: World, client: StrictClient) -> None:
    address = f"/plaatsingen/{world.place().id}/brieven/plaatsingsovereenkomst"
    typed = AGREEMENT | {"tasks": "Licht werk door ziekte", "evaluation_1": "2020-01-01"}
    answer = client.post(address, data=typed)
    assert answer.status_code == 400
    assert "Haal ‘ziek’ weg." in answer.page.text
    assert "Kies een dag tijdens de plaatsing" in answer.page.text
    assert answer.page.fields()["schedule"] == AGREEMENT["schedule"]


@pytest.mark.rule("S6")
def test_who_may_not_see_the_placement_makes_no_letter(session: Session, world: World, as_role: AsRole) -> None:
    placement = world.place()
    address = f"/plaatsingen/{placement.id}/brieven"
    assert as_role(Role.CLIENT_MANAGER).get(address).status_code == 403
    assert as_role(Role.JOB_COACH).get(address).status_code == 404
    assert as_role(Role.ACCOUNT_MANAGER, region="AM14").get(address).status_code == 404
    client = as_role(Role.ACCOUNT_MANAGER)
    assert client.get(f"{address}/geen-brief").status_code == 404
    assert client.get(f"{address}/beschikking").status_code == 404
    assert client.get(f"/plaatsingen/{uuid4()}/brieven").status_code == 404


def test_a_job_coach_writes_the_evaluation_of_somebody_they_coach(
    session: Session, world: World, as_role: AsRole
) -> None:
    coach = as_role(Role.JOB_COACH, organisation=accounts.organisation(session, "Gemeente Assen"))
    placement = world.place(starts_on=TODAY - timedelta(days=40), job_coach_id=coach.user.id)
    base = f"/plaatsingen/{placement.id}/brieven"
    page = coach.get(base).page
    assert "Evaluatie van de jobcoach" in page.text
    assert "Plaatsingsovereenkomst" not in page.text
    assert coach.get(f"{base}/plaatsingsovereenkomst").status_code == 403
    data = {
        "first_day": (TODAY - timedelta(days=40)).isoformat(), "last_day": TODAY.isoformat(), "hours_given": "12,5",
        "goals": "Zelf de dag plannen", "goes_well": "Het tempo stijgt.", "attention": "Vragen stellen blijft lastig.",
        "agreed": "Elke dag kort overleg.", "advice": "Nog drie maanden begeleiden.", "hours_next": "6",
    }  # fmt: skip
    assert coach.post(f"{base}/evaluatie-jobcoach", data=data).status_code == 303
    assert {row.kind for row in session.scalars(select(Document))} == {"evaluatie-jobcoach"}
