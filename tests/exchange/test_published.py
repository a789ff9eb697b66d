"""The published VUM files go through whole, and every imported vacancy can be ranked for. Slow: about a minute."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.accounts import factories as accounts
from wsp.accounts.permissions import GRANTS, Role
from wsp.candidates.models import Candidate
from wsp.exchange.report import Outcome
from wsp.exchange.vum.candidates import import_candidates
from wsp.exchange.vum.vacancies import import_vacancies
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.settings import Settings
from wsp.shortlists import queries as shortlists
from wsp.vacancies.models import Vacancy

VUM = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "vum"

pytestmark = pytest.mark.skipif(
    not (VUM / "werkzoekenden_1000.json").exists(), reason="the published VUM files are not on this machine"
)


@pytest.fixture
def region(committed: Settings) -> Database:
    """AM01 with one municipality, committed: the ranking store reads in transactions of its own."""
    with db.unit_of_work("AM01") as session:
        organisation = accounts.organisation(session, "Gemeente Assen", municipality_code="GM0106")
        accounts.member(session, Role.CLIENT_MANAGER, of=organisation)
    return db.database()


def test_every_published_row_comes_in_and_every_vacancy_is_ranked_for(region: Database, tmp_path: Path) -> None:
    people = import_candidates(VUM / "werkzoekenden_1000.json", region="AM01", municipality="GM0106")
    selection = import_vacancies(VUM / "vacatures_selectie_485.json", region="AM01")
    details = import_vacancies(VUM / "vacatures_detail_100.json", region="AM01")
    assert people.outcomes == {Outcome.ADDED: 1000}
    assert selection.outcomes == {Outcome.ADDED: 485}
    # The details are those of vacancies in the selection, some of them twice.
    assert details.read == 100
    assert not people.refusals + selection.refusals + details.refusals
    some = tmp_path / "some.json"
    some.write_text(json.dumps(json.loads((VUM / "werkzoekenden_1000.json").read_text("utf-8"))[:50]), "utf-8")
    again = import_candidates(some, region="AM01", municipality="GM0106")
    assert again.outcomes == {Outcome.UNCHANGED: 50}

    with region.unit_of_work("AM01") as session:
        assert session.scalar(select(func.count(Candidate.id))) == 1000
        vacancies = session.scalars(select(Vacancy.id)).all()
    assert len(vacancies) == 485
    actor = Actor(
        user_id=None,
        region_id="AM01",
        organisation_id=None,
        permissions=frozenset(permission.value for permission in GRANTS[Role.ACCOUNT_MANAGER]),
        kind="import",
    )
    for vacancy_id in vacancies:
        with region.unit_of_work("AM01") as session:
            shortlists.rank_for_vacancy(session, actor, vacancy_id, top=10, on=clock.today())
