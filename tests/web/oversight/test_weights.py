"""The screens of weights: see what changes, put forward, a second person, put back."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.candidates import factories as candidates
from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.foundation.db import Database
from wsp.shortlists.models import WeightVersion

ClientAs = Callable[..., StrictClient]
TRAVEL = {
    "beroep": "10",
    "vaardigheden_taken": "10",
    "reistijd": "80",
    "reason": "De reis weegt hier zwaarder.",
}
NOTHING = dict.fromkeys(
    ("opleidingsfit", "urenfit", "begeleidingsfit", "motivatie", "ontwikkelwens", "wachttijd", "versheid"), "0"
)


@pytest.fixture
def officer(client_as: ClientAs) -> StrictClient:
    return client_as(Role.POLICY_OFFICER)


@pytest.fixture
def colleague(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ADMINISTRATOR)


def propose(client: StrictClient, **other: str) -> str:
    page = client.get("/gewichten/nieuw").page
    done = client.post("/gewichten/nieuw", data=page.fields() | TRAVEL | NOTHING | {"doe": "voorleggen"} | other)
    assert done.status_code == 303
    return str(done.location)


def test_the_form_starts_with_the_weights_in_use(officer: StrictClient) -> None:
    fields = officer.get("/gewichten/nieuw").page.fields()
    assert (fields["beroep"], fields["reistijd"], fields["motivatie"]) == ("40", "6", "0")
    assert "standaard-1" in officer.get("/gewichten").page.text


@pytest.mark.rule("I6")
def test_looking_at_what_changes_keeps_nothing_and_names_nobody(officer: StrictClient, session: Session) -> None:
    vacancy = vacancies.vacancy(session, officer.actor)
    for _ in range(3):
        candidates.matchable(session, name=("Zoetermarkering", None, "Geheimstra"))
    page = officer.get("/gewichten/nieuw").page
    answer = officer.post("/gewichten/nieuw", data=page.fields() | TRAVEL | NOTHING | {"doe": "bekijken"})
    assert answer.status_code == 200
    assert "Wat verandert er vandaag?" in answer.page.text
    assert "Geheimstra" not in answer.text
    assert answer.page.fields()["reistijd"] == "80"
    assert session.scalars(select(WeightVersion)).all() == []
    assert vacancy.title


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"reistijd": "-1"}, "van 0 tot en met 100"),
        ({"reistijd": "NaN"}, "een getal in"),
        ({"reistijd": "veel"}, "een getal in"),
        ({"beroep": "0", "vaardigheden_taken": "0", "reistijd": "0"}, "Alle gewichten zijn 0"),
        ({"reason": ""}, "Vul 'Waarom wil je dit?' in"),
        ({"motivatie": "20"}, "Schrijf dan op welk besluit dat zegt"),
        ({"motivatie": "20", "policy_decision": "Besluit 7"}, "Vul de dag van het besluit in"),
    ],
    ids=str,
)
def test_weights_that_cannot_be_are_refused_with_what_to_do(
    officer: StrictClient, session: Session, typed: dict[str, str], told: str
) -> None:
    page = officer.get("/gewichten/nieuw").page
    answer = officer.post("/gewichten/nieuw", data=page.fields() | TRAVEL | NOTHING | {"doe": "voorleggen"} | typed)
    assert answer.status_code == 400
    assert told in answer.page.text
    assert answer.page.title.startswith("Fout:")
    assert session.scalars(select(WeightVersion)).all() == []


def test_a_second_person_approves_and_every_list_says_so(
    officer: StrictClient, colleague: StrictClient, client_as: ClientAs, session: Session
) -> None:
    here = propose(officer)
    assert "Een collega moet ze goedkeuren" in officer.get(here).page.text
    assert officer.post(f"{here}/goedkeuren").status_code == 409
    assert colleague.post(f"{here}/goedkeuren").status_code == 303
    assert colleague.post(f"{here}/goedkeuren").status_code == 409
    manager = client_as(Role.ACCOUNT_MANAGER)
    vacancy = vacancies.vacancy(session, manager.actor)
    candidates.matchable(session)
    assert "met gewichten regio-1" in manager.get(f"/vacatures/{vacancy.id}/kandidaten").page.text
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.action.like("weights.%"))).all()
    assert sorted(actions) == ["weights.approved", "weights.proposed"]
    assert officer.post("/gewichten/nieuw", data=TRAVEL | NOTHING | {"doe": "voorleggen"}).status_code == 409


def test_an_old_version_is_put_back_by_two_people_as_well(officer: StrictClient, colleague: StrictClient) -> None:
    first = propose(officer)
    colleague.post(f"{first}/goedkeuren")
    second = propose(officer, reistijd="20")
    colleague.post(f"{second}/goedkeuren")
    page = officer.get("/gewichten").page
    assert "Vervangen" in page.text
    back = officer.get(f"/gewichten/nieuw?van={first.rsplit('/', 1)[1]}").page
    assert back.fields()["reistijd"] == "80"
    third = officer.post(
        "/gewichten/nieuw", data=back.fields() | {"reason": "Het werkte beter.", "doe": "voorleggen"}
    ).location
    assert "Teruggezet" in officer.get(third).page.text
    assert colleague.post(f"{third}/goedkeuren").status_code == 303
    assert "In gebruik: regio-3" in officer.get("/gewichten").page.text


def test_rejecting_changes_nothing(officer: StrictClient, colleague: StrictClient) -> None:
    here = propose(officer)
    assert colleague.post(f"{here}/afwijzen", data={"reden": "Te weinig onderbouwd."}).status_code == 303
    assert "Te weinig onderbouwd." in officer.get(here).page.text
    assert "In gebruik: standaard-1" in officer.get("/gewichten").page.text
    assert colleague.post(f"{here}/goedkeuren").status_code == 409


def test_learning_from_too_little_says_how_much_is_needed(officer: StrictClient, session: Session) -> None:
    done = officer.post("/gewichten/leren")
    assert "Nodig: 50 lijsten en 30 voordrachten" in officer.get(done.location).page.text
    assert session.scalars(select(WeightVersion)).all() == []


def test_statements_stay_few(officer: StrictClient, session: Session, database: Database) -> None:
    for _ in range(3):
        vacancies.vacancy(session, officer.actor)
        candidates.matchable(session)
    here = propose(officer)
    for address in ("/gewichten", "/gewichten/nieuw", here):
        officer.get(address)
        with counted(database) as seen:
            officer.get(address)
        # In a rolled-back test the stores are loaded at every request; committed, they are held in memory.
        assert len([each for each in seen if "index_versions" not in each]) <= 30, (address, len(seen))


def test_another_regions_weights_do_not_exist(client_as: ClientAs, officer: StrictClient) -> None:
    here = propose(officer)
    stranger = client_as(Role.POLICY_OFFICER, region="AM02")
    assert stranger.get(here).status_code == 404
    assert stranger.post(f"{here}/goedkeuren").status_code == 404
