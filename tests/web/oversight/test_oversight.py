"""The pages of oversight: replay, exposure, never shown, what moves the top."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.candidates import factories as candidates
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.shortlists import queries
from wsp.shortlists.models import ShortlistRow, ShortlistRun

ClientAs = Callable[..., StrictClient]


@pytest.fixture
def manager(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER)


@pytest.fixture
def officer(client_as: ClientAs) -> StrictClient:
    return client_as(Role.PRIVACY_OFFICER)


@pytest.fixture
def run(session: Session, manager: StrictClient) -> ShortlistRun:
    vacancy = vacancies.vacancy(session, manager.actor)
    for n in range(6):
        candidates.matchable(session, name=("Zoetermarkering", None, f"Geheimstra{n}"))
    found = queries.rank_for_vacancy(session, manager.actor, vacancy.id)
    return session.get_one(ShortlistRun, found.run_id)


@pytest.mark.rule("I4")
def test_an_old_list_is_counted_again(run: ShortlistRun, manager: StrictClient) -> None:
    earlier = manager.get(f"/vacatures/{run.vacancy_id}/kandidaten/eerder").page
    assert f"/toezicht/lijsten/{run.id}" in [link.get("href") for link in earlier.all("a")]
    page = manager.get(f"/toezicht/lijsten/{run.id}").page
    assert page.h1.startswith("Zo kwam deze lijst tot stand op ")
    assert "elke score en elke plek komt precies hetzelfde uit" in page.text
    assert "Geheimstra" not in page.text


def test_the_privacy_officer_sees_how_but_not_who(run: ShortlistRun, officer: StrictClient) -> None:
    text = officer.get(f"/toezicht/lijsten/{run.id}").page.text
    assert "niet met jou gedeeld" in text
    assert "K-" not in text


def copied(session: Session, run: ShortlistRun, *, leave_out: int = 0, wrong: int = 0, **other: Any) -> ShortlistRun:
    """The same list once more with something different: what was kept cannot be changed, not even by a test."""
    values = {column.key: getattr(run, column.key) for column in ShortlistRun.__table__.columns}
    other_id = uuid.uuid4()
    made = ShortlistRun(**(values | {"id": other_id, "fingerprint": str(other_id)} | other))
    session.add(made)
    session.flush()
    for row in session.scalars(select(ShortlistRow).where(ShortlistRow.run_id == run.id)).all():
        if row.position != leave_out:
            score = row.score + (0.001 if row.position == wrong else 0)
            session.add(
                ShortlistRow(
                    region_id=row.region_id, run_id=other_id, subject_id=row.subject_id, position=row.position,
                    score=score, excluded=row.excluded, features=row.features,
                )
            )  # fmt: skip
    session.flush()
    return made


def test_a_list_of_another_version_says_so(run: ShortlistRun, officer: StrictClient, session: Session) -> None:
    other = copied(session, run, settings=run.settings | {"recipe": 99}, engine_version="99.0")
    text = officer.get(f"/toezicht/lijsten/{other.id}").page.text
    assert "bewaard door een andere versie van het portaal" in text
    assert "Deze lijst is gemaakt met versie 99.0" in text


def test_a_changed_row_is_told(run: ShortlistRun, officer: StrictClient, session: Session) -> None:
    other = copied(session, run, wrong=2)
    text = officer.get(f"/toezicht/lijsten/{other.id}").page.text
    assert "niet elke regel komt hetzelfde uit" in text
    assert "wijkt af" in text


@pytest.mark.parametrize("position", [1, 6])
def test_an_erased_row_says_gewist(run: ShortlistRun, officer: StrictClient, session: Session, position: int) -> None:
    other = copied(session, run, leave_out=position)
    text = officer.get(f"/toezicht/lijsten/{other.id}").page.text
    assert "1 regel is gewist en doet niet mee" in text
    assert "precies hetzelfde" in text


@pytest.mark.rule("I2")
def test_exposure_hides_small_groups_on_screen_and_in_the_export(run: ShortlistRun, client_as: ClientAs) -> None:
    officer = client_as(Role.POLICY_OFFICER)
    page = officer.get("/toezicht").page
    assert "Toezicht op de ranglijst" in page.h1
    assert "1" in page.text
    done = officer.post("/toezicht/exporteren?maanden=6")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(done.data)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Indeling", "Groep", "Kandidaten"]
    assert {row[0] for row in rows[1:]} == {"Gemeente", "Loonwaarde", "Begeleiding op het werk", "Wacht op werk"}
    for row in rows[1:]:
        assert row[2] == "te klein om te tonen" or row[2] >= 5
    assert run.id


def test_who_was_never_shown_and_why(manager: StrictClient, session: Session, run: ShortlistRun) -> None:
    no_licence = candidates.matchable(session, driving_licences=[])
    no_licence.created_at = clock.now() - timedelta(days=400)
    vacancies.vacancy(session, manager.actor, driving_licences=["B"])
    session.flush()
    page = manager.get("/toezicht/nooit-getoond").page
    assert f"K-{no_licence.number}" in page.text
    assert "Rijbewijs: 1" in page.text
    helping = [link.get("href") for link in page.all("a") if "/wat-helpt" in link.get("href", "")]
    assert len(helping) == 1
    assert manager.get(helping[0]).status_code == 200
    assert run.id


def test_the_flip_test_proves_what_may_not_matter(officer: StrictClient, run: ShortlistRun) -> None:
    text = officer.get("/toezicht/proef").page.text
    assert "Wat niet mag meetellen, verandert geen enkele plek." in text
    assert "Geslacht" in text
    assert run.id


def test_another_regions_list_does_not_exist(client_as: ClientAs, run: ShortlistRun) -> None:
    assert client_as(Role.PRIVACY_OFFICER, region="AM02").get(f"/toezicht/lijsten/{run.id}").status_code == 404
