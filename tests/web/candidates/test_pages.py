"""Pages of candidates, as each role gets them."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories
from tests.employers import factories as employers
from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.candidates import queries
from wsp.candidates.enums import SharingPurpose, Stage
from wsp.candidates.models import Candidate, CandidatePersonal
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.foundation.numbers import sample_bsn
from wsp.worklist.models import Task

ClientAs = Callable[..., StrictClient]
BSN = sample_bsn(77)
NASTY = "=1+1\"><script>alert(1)</script> 🚴‍♀️ '; --"


@pytest.fixture
def manager(client_as: ClientAs) -> StrictClient:
    return client_as(Role.CLIENT_MANAGER)


def address(candidate: Candidate, *rest: str) -> str:
    return "/".join(["/kandidaten", str(candidate.id), *rest])


def fresh(session: Session, candidate: Candidate) -> Candidate:
    session.expire_all()
    return session.get_one(Candidate, candidate.id)


def test_the_list_shows_names_to_the_own_client_manager(session: Session, manager: StrictClient) -> None:
    made = factories.matchable(session, name=("Sanne", "de", "Proef"))
    factories.loonwaarde(session, made, 55)
    page = manager.get("/kandidaten").page
    assert page.h1 == "Kandidaten"
    assert "Sanne de Proef" in page.text
    assert "55" in page.text
    logged = session.scalars(select(ReadEvent.subject_id)).all()
    assert made.id in logged


@pytest.mark.rule("S7")
def test_an_account_manager_sees_no_name_on_any_page(session: Session, client_as: ClientAs) -> None:
    made = factories.matchable(
        session, name=("Sanneke", "de", "Proefnaam"), email="sanneke@demo.example", phone="+31612345678"
    )
    made.profile_text = "Sanneke Proefnaam werkt graag buiten."
    session.flush()
    client = client_as(Role.ACCOUNT_MANAGER)
    for path in ("/kandidaten", address(made)):
        text = client.get(path).get_data(as_text=True)
        for secret in ("Sanneke", "Proefnaam", "sanneke@", "612345678", "9401 AB"):
            assert secret not in text
        assert f"K-{made.number}" in text
    assert "S. de P." in client.get(address(made)).page.h1


@pytest.mark.parametrize("path", ["", "profiel", "loonwaarde", "akkoord", "persoonsgegevens", "fase", "naam"])
@pytest.mark.rule("S6")
def test_another_organisations_candidate_is_not_found(session: Session, client_as: ClientAs, path: str) -> None:
    made = factories.matchable(session)
    stranger = client_as(Role.CLIENT_MANAGER, organisation=accounts.organisation(session, "Gemeente Ginder"))
    target = address(made, path) if path else address(made)
    assert stranger.get(target).status_code == 404
    assert stranger.post(target, data={}).status_code in {404, 405}


@pytest.mark.parametrize("role", [Role.ACCOUNT_MANAGER, Role.JOB_COACH])
def test_who_does_not_keep_the_dossier_changes_nothing(session: Session, client_as: ClientAs, role: Role) -> None:
    client = client_as(role)
    made = factories.matchable(session, job_coach_id=client.user.id)
    assert client.get(address(made)).status_code == 200
    for path in ("profiel", "loonwaarde", "akkoord", "persoonsgegevens", "fase"):
        assert client.get(address(made, path)).status_code == 403


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_other_roles_have_no_candidates(client_as: ClientAs, role: Role) -> None:
    assert client_as(role).get("/kandidaten").status_code == 403


def test_a_dossier_is_made_and_goes_on_with_the_profile(session: Session, manager: StrictClient) -> None:
    form = manager.get("/kandidaten/nieuw").page.fields()
    form |= {
        "first_name": "Proef",
        "last_name": "Nieuw",
        "postcode": "9401ab",
        "municipality_code": "GM0106",
        "bsn": BSN,
    }
    response = manager.post("/kandidaten/nieuw", data=form)
    assert response.status_code == 303
    made = session.scalars(select(Candidate)).one()
    assert response.location.endswith(str(made.id))
    page = manager.get(address(made)).page
    assert page.h1 == f"Proef Nieuw (K-{made.number})"
    assert "9401 AB" in page.text
    assert session.scalars(select(CandidatePersonal.bsn_lookup)).one()


@pytest.mark.rule("A10", "G14")
def test_a_failed_form_keeps_what_was_typed_except_the_bsn(manager: StrictClient) -> None:
    data = {"first_name": NASTY, "last_name": "", "postcode": "94", "municipality_code": "GM0106", "bsn": BSN}
    response = manager.post("/kandidaten/nieuw", data=data)
    assert response.status_code == 400
    page = response.page
    assert page.title.startswith("Fout:")
    assert page.one("input", name="first_name").get("value") == NASTY
    assert page.one("input", name="postcode").get("value") == "94"
    assert BSN not in response.get_data(as_text=True)
    assert "Vul 'Achternaam' in." in page.text
    assert "Schrijf de postcode als 1234 AB." in page.text


def test_somebody_who_looks_alike_is_shown_first(session: Session, manager: StrictClient) -> None:
    factories.candidate(session, name=("Proef", None, "Dubbel"))
    data = {"first_name": "Proef", "last_name": "Dubbel", "postcode": "9401 AB", "municipality_code": "GM0106"}
    response = manager.post("/kandidaten/nieuw", data=data)
    assert response.status_code == 409
    assert "Is het deze persoon?" in response.page.text
    assert len(session.scalars(select(Candidate)).all()) == 1
    assert manager.post("/kandidaten/nieuw", data=data | {"confirmed_new": "on"}).status_code == 303


@pytest.mark.rule("G14")
def test_no_page_ever_shows_a_bsn(session: Session, manager: StrictClient) -> None:
    made = factories.candidate(session)
    saved = manager.post(address(made, "persoonsgegevens"), data={"bsn": BSN, "sex": "man", "birth_date": "1-2-1990"})
    assert saved.status_code == 303
    other = factories.candidate(session)
    refused = manager.post(address(other, "persoonsgegevens"), data={"bsn": BSN})
    assert refused.status_code == 409
    wrong = manager.post(address(other, "persoonsgegevens"), data={"bsn": BSN, "birth_date": "31-2-1990"})
    assert wrong.status_code == 400
    pages = [
        refused,
        wrong,
        *(manager.get(path) for path in ("/kandidaten", address(made), address(made, "persoonsgegevens"))),
    ]
    for page in pages:
        assert BSN not in page.get_data(as_text=True)
    assert "1 februari 1990" in manager.get(address(made)).page.text


def test_the_profile_form_shows_what_is_known_and_keeps_its_source(session: Session, manager: StrictClient) -> None:
    made = factories.candidate(session, full=True, wishes=("Orderpicker",), experiences=("Kok",))
    page = manager.get(address(made, "profiel")).page
    form = page.fields(page.one("form", class_="wsp-form"))
    assert form["wish_1"] == "Orderpicker"
    assert form["diplomas"].strip() == "geen"
    assert form["hours_max"] == "32"
    form |= {"hours_max": "28,5", "skills": "scannen\ninpakken\nheftruck", "source": "gesprek", "wish_2": "Tuinman"}
    form |= {"transport": ["fiets", "ov"], "shifts": ["dag"], "driving_licences": ["geen"], "cannot": ["hoogte"]}
    assert manager.post(address(made, "profiel"), data=form).status_code == 303
    after = fresh(session, made)
    assert after.hours_max == 28.5
    assert set(after.field_sources) == {"hours_max", "skills", "wishes"}
    shown = manager.get(address(made)).page.text
    assert "24 tot 28,5 uur" in shown
    assert "Gesprek" in shown
    assert "Profiel bijgewerkt" in shown


def test_an_empty_list_and_an_unknown_one_stay_apart(session: Session, manager: StrictClient) -> None:
    made = factories.candidate(session)
    data = {"versie": str(made.version), "source": "cv", "skills": "Geen", "driving_licences": ["geen"]}
    assert manager.post(address(made, "profiel"), data=data).status_code == 303
    after = fresh(session, made)
    assert (after.skills, after.driving_licences, after.diplomas, after.transport) == ([], [], None, None)
    both = data | {"versie": str(after.version), "transport": ["geen", "fiets"]}
    refused = manager.post(address(made, "profiel"), data=both)
    assert refused.status_code == 400
    assert "Niet allebei" in refused.page.text


@pytest.mark.parametrize(
    "field", ["profile_text", "wish_1", "skills", "development_wish", "experience_1_title", "diplomas"]
)
def test_markup_and_formulas_are_only_text(session: Session, manager: StrictClient, field: str) -> None:
    made = factories.candidate(session)
    data = {"versie": str(made.version), "source": "cv", field: NASTY}
    assert manager.post(address(made, "profiel"), data=data).status_code == 303
    response = manager.get(address(made))
    assert "<script>alert" not in response.get_data(as_text=True)
    assert NASTY in response.page.text


@pytest.mark.rule("R8")
def test_a_stale_profile_shows_both_versions(session: Session, manager: StrictClient) -> None:
    made = factories.candidate(session, language_nl=2)
    stale = {"versie": str(made.version), "source": "gesprek", "language_nl": "4"}
    assert manager.post(address(made, "profiel"), data=stale | {"language_nl": "3"}).status_code == 303
    refused = manager.post(address(made, "profiel"), data=stale)
    assert refused.status_code == 409
    assert "Nederlands spreken" in refused.page.text
    assert fresh(session, made).language_nl == 3


def test_loonwaarde_register_stage_and_confirmation(session: Session, manager: StrictClient) -> None:
    made = factories.candidate(session, full=True, stage=Stage.DIAGNOSIS)
    today = clock.today().isoformat()
    for path, data in (
        ("loonwaarde", {"kind": "indicatie", "percentage": "62", "measured_on": today}),
        ("register", {"in_register": "ja", "checked_on": today}),
        ("fase", {"stage": "matchbaar"}),
        ("klopt-dit-nog", {"spoken_on": today}),
        ("bezwaar", {"reason": "Wil dit niet."}),
        ("woonplaats", {"municipality_code": "GM1680", "since": today, "place": "Gieten"}),
        ("begeleiders", {"client_manager_id": str(manager.user.id)}),
    ):
        assert manager.get(address(made, path)).status_code == 200
        assert manager.post(address(made, path), data=data).status_code == 303, path
    page = manager.get(address(made)).page
    for text in ("62", "Ja", "Matchbaar", "Gieten", "bezwaar", manager.user.name):
        assert text in page.text
    assert "Klopt dit nog?" not in page.text


def test_what_matchable_misses_is_said(session: Session, manager: StrictClient) -> None:
    made = factories.candidate(session, stage=Stage.DIAGNOSIS)
    refused = manager.post(address(made, "fase"), data={"stage": "matchbaar"})
    assert refused.status_code == 409
    assert "wil graag, uren tot, kan werken" in refused.page.text
    unreal = manager.post(address(made, "fase"), data={"stage": "aangemeld"})
    assert unreal.status_code == 400


def test_agreement_shows_exactly_what_an_employer_sees(session: Session, manager: StrictClient) -> None:
    made = factories.candidate(session, name=("Sanneke", None, "Proefnaam"), full=True, phone="+31612345678")
    made.profile_text = "Sanneke pakt graag in."
    session.flush()
    employer = employers.employer(session, accounts.actor(session, Role.ACCOUNT_MANAGER), "Proefbedrijf Noord")
    response = manager.get(address(made, "akkoord"))
    page = response.page
    panels = {panel.get("aria-labelledby"): panel for panel in page.all("section", class_="wsp-panel")}
    anonymous = "".join(panels["h-zonder"].itertext())
    assert "Sanneke" not in anonymous
    assert "… pakt graag in." in anonymous
    assert f"K-{made.number}" in anonymous
    assert "hoogte" not in anonymous
    assert "Sanneke Proefnaam" in "".join(panels["h-met"].itertext())
    today = clock.today().isoformat()
    data = {"purpose": "met-naam-voorstellen", "evidence": "gesprek", "given_on": today}
    refused = manager.post(address(made, "akkoord"), data=data)
    assert refused.status_code == 400
    assert "Kies de werkgever" in refused.page.text
    unknown = manager.post(address(made, "akkoord"), data=data | {"employer": "Bestaat Niet"})
    assert "staat niet in de lijst" in unknown.page.text
    given = manager.post(address(made, "akkoord"), data=data | {"employer": f"W-{employer.number} Proefbedrijf Noord"})
    assert given.status_code == 303
    assert queries.agreement_holds(session, made.id, SharingPurpose.NAMED, employer_id=employer.id)
    row = queries.agreements(session, made.id)[0]
    path = address(made, "akkoord", str(row.id), "intrekken")
    assert manager.get(path).status_code == 200
    assert manager.post(path, data={"evidence": "telefoon", "withdrawn_on": today}).status_code == 303
    assert not queries.agreement_holds(session, made.id, SharingPurpose.NAMED, employer_id=employer.id)
    assert manager.get(path).status_code == 404
    assert "Akkoord ingetrokken" in manager.get(address(made)).page.text


def test_a_question_becomes_a_task_and_the_answer_takes_it_away(
    session: Session, manager: StrictClient, client_as: ClientAs
) -> None:
    made = factories.matchable(session, client_manager_id=manager.user.id, guidance=None)
    asker = client_as(Role.ACCOUNT_MANAGER)
    assert asker.post(address(made, "vraag"), data={"veld": "guidance"}).status_code == 303
    assert asker.post(address(made, "vraag"), data={"veld": "guidance"}).status_code == 303
    assert asker.post(address(made, "vraag"), data={"veld": "last_name"}).status_code == 400
    task = session.scalars(select(Task)).one()
    assert task.assigned_to_id == manager.user.id
    assert made.last_name not in task.title
    data = {"versie": str(made.version), "source": "gesprek", "guidance": "licht", "wish_1": "Orderpicker"}
    assert manager.post(address(made, "profiel"), data=data).status_code == 303
    session.expire_all()
    assert session.scalars(select(Task)).one().done_at is not None


def test_filters_stand_in_the_address(session: Session, manager: StrictClient) -> None:
    old = clock.today() - timedelta(days=120)
    factories.matchable(session, name=("Aaf", None, "Oud"), profile_checked_on=old)
    factories.matchable(session, name=("Bo", None, "Vers"), profile_checked_on=clock.today())
    page = manager.get("/kandidaten?verouderd=1&fase=matchbaar&q=aaf&sorteer=naam&aflopend=1&pagina=9").page
    assert "Aaf Oud" in page.text
    assert "Bo Vers" not in page.text
    odd = manager.get(
        "/kandidaten?fase=raar&loonwaarde=x&beschikbaar=gisteren&pagina=-3&sorteer=bsn&gemeente=%00&q=%00a%25"
    ).page
    assert "Niets gevonden" in odd.text
    assert "Niets gevonden" in manager.get("/kandidaten?q=zzz").page.text


def test_an_empty_list_says_the_first_step(manager: StrictClient, client_as: ClientAs) -> None:
    assert "Maak het eerste dossier" in manager.get("/kandidaten").page.text
    assert "nog niemand met jou gedeeld" in client_as(Role.ACCOUNT_MANAGER).get("/kandidaten").page.text


@pytest.mark.rule("S10")
def test_the_spreadsheet_is_masked_typed_and_logged(session: Session, client_as: ClientAs) -> None:
    made = factories.matchable(session, name=("Sanneke", None, "Proefnaam"), wishes=(NASTY,))
    factories.loonwaarde(session, made, 55)
    client = client_as(Role.ACCOUNT_MANAGER)
    response = client.post("/kandidaten/exporteren?fase=matchbaar")
    assert response.status_code == 200
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.data)).get_sheet_by_index(0).to_python()
    assert len(sheet) == 2
    row = dict(zip(sheet[0], sheet[1], strict=True))
    assert row["Kandidaat"] == "S. P."
    assert row["Wil graag"] == NASTY
    assert row["Loonwaarde"] == 55
    assert row["Beschikbaar vanaf"] == date(2026, 1, 5)
    assert "Sanneke" not in repr(sheet)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "candidates.exported")).one()
    assert event.after == {"rows": 1, "filters": {"fase": "matchbaar"}}


def test_the_list_asks_no_more_for_more_rows(session: Session, manager: StrictClient, database: Database) -> None:
    def more(number: int) -> None:
        for _ in range(number):
            made = factories.matchable(session, experiences=("Kok", "Bakker"))
            factories.loonwaarde(session, made)
            factories.register_check(session, made)

    more(2)
    with counted(database) as few:
        manager.get("/kandidaten")
    more(23)
    with counted(database) as many:
        manager.get("/kandidaten")
    assert len(many) == len(few)
    assert len(few) <= 12
