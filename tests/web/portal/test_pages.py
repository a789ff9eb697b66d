"""Offered candidates, own employees, messages, organisation and costs: what the employer does there."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.statements import counted
from tests.web.conftest import StrictClient
from tests.web.portal.conftest import Portal
from wsp.accounts import queries as accounts
from wsp.accounts.models import User
from wsp.accounts.permissions import Role
from wsp.employers.models import EmployerMessage
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.placements.commands import BeginEmployment, EndPlacement
from wsp.placements.enums import EndReason, IntroductionState, PlacementKind
from wsp.placements.models import Introduction
from wsp.placements.service import begin_employment, end_placement
from wsp.web.i18n import day
from wsp.web.portal.page import NotMasked, page

ClientAs = Callable[..., StrictClient]
S = IntroductionState


def offered(portal: Portal) -> Introduction:
    """An introduction that the employer was offered without a name."""
    world = portal.world
    return world.move(world.agree(world.introduce()), S.ANONYMOUS)


class TestOffers:
    def test_an_offer_is_answered_from_its_card(self, portal: Portal, session: Session) -> None:
        introduction = offered(portal)
        where = f"/portaal/kandidaten/{introduction.id}"
        assert "Kandidaat A" in portal.client.get("/portaal/kandidaten").page.text
        sent = portal.client.post(f"{where}/antwoord", data={"answer": "uitnodigen", "seen": "anoniem-aangeboden"})
        assert sent.status_code == 303
        session.refresh(introduction)
        assert introduction.state == S.INTEREST
        assert "Wij vragen de kandidaat om akkoord" in portal.client.get(where).page.text

    def test_the_talk_goes_into_the_diary_of_the_employer(self, portal: Portal) -> None:
        introduction = portal.world.named()
        where = f"/portaal/kandidaten/{introduction.id}"
        assert portal.client.get(f"{where}/agenda").status_code == 404
        when = clock.now() + timedelta(days=2)
        portal.world.move(introduction, S.INVITED, appointment_at=when)
        assert f"{where}/agenda" in [link.get("href") for link in portal.client.get(where).page.all("a")]
        answer = portal.client.get(f"{where}/agenda")
        assert answer.mimetype == "text/calendar"
        text = answer.get_data(as_text=True).replace("\r\n ", "")
        assert portal.world.vacancy.title in text
        assert portal.world.candidate.last_name not in text

    @pytest.mark.rule("R3")
    def test_a_second_answer_says_that_it_was_answered(self, portal: Portal) -> None:
        where = f"/portaal/kandidaten/{offered(portal).id}/antwoord"
        data = {"answer": "uitnodigen", "seen": "anoniem-aangeboden"}
        assert portal.client.post(where, data=data).status_code == 303
        again = portal.client.post(where, data=data)
        assert again.status_code == 409
        assert "er is iets veranderd" in again.page.text

    def test_declining_asks_for_a_reason(self, portal: Portal) -> None:
        where = f"/portaal/kandidaten/{offered(portal).id}/antwoord"
        refused = portal.client.post(where, data={"answer": "niet-passend", "seen": "anoniem-aangeboden"})
        assert refused.status_code == 400
        assert "Kies waarom de voordracht stopt." in refused.page.text
        data = {"answer": "niet-passend", "seen": "anoniem-aangeboden", "reason": "uren"}
        assert portal.client.post(where, data=data).status_code == 303

    def test_a_question_gets_an_answer(self, portal: Portal, session: Session, client_as: ClientAs) -> None:
        where = f"/portaal/kandidaten/{offered(portal).id}"
        assert portal.client.post(f"{where}/vraag", data={"question": ""}).status_code == 400
        assert portal.client.post(f"{where}/vraag", data={"question": "Kan hij tillen?"}).status_code == 303
        message = session.scalars(select(EmployerMessage)).one()
        manager = client_as(Role.ACCOUNT_MANAGER)
        box = f"/werkgevers/{portal.world.employer.id}/berichten"
        assert "Kan hij tillen?" in manager.get(box).page.text
        assert manager.post(f"{box}/{message.id}", data={"answer": ""}).status_code == 400
        assert manager.post(f"{box}/{message.id}", data={"answer": "Ja, tot 15 kilo."}).status_code == 303
        assert manager.post(f"{box}/{message.id}", data={"answer": "Nog een keer."}).status_code == 409
        assert "Ja, tot 15 kilo." in portal.client.get(where).page.text
        assert "Ja, tot 15 kilo." in portal.client.get("/portaal/berichten").page.text

    @pytest.mark.rule("S6")
    def test_the_offer_of_another_employer_does_not_exist(self, portal: Portal, stranger: StrictClient) -> None:
        for known in (offered(portal).id, uuid.uuid4()):
            where = f"/portaal/kandidaten/{known}"
            assert stranger.get(where).status_code == 404
            assert stranger.post(f"{where}/vraag", data={"question": "Wie?"}).status_code == 404
            answer = {"answer": "uitnodigen", "seen": "anoniem-aangeboden"}
            assert stranger.post(f"{where}/antwoord", data=answer).status_code == 404


class TestEmployees:
    def test_an_own_employee_with_contract_and_what_we_ask(self, portal: Portal) -> None:
        placed = portal.world.place(portal.world.named())
        listed = portal.client.get("/portaal/medewerkers").page.text
        assert "Proef Plaatsing" in listed
        assert "Stuur ons het getekende contract" in listed
        card = portal.client.get(f"/portaal/medewerkers/{placed.id}").page.text
        assert "28" in card
        assert "€ 1.868,00" in card
        assert "oonwaarde" not in card

    def test_a_trial_is_called_so_and_ends_on_its_own_day(self, portal: Portal) -> None:
        last = clock.today() + timedelta(days=60)
        placed = portal.world.place(
            portal.world.named(), kind=PlacementKind.TRIAL, wage_month=None, forfaitair=None,
            starts_on=clock.today(), ends_on=last,
        )  # fmt: skip
        job = BeginEmployment(
            placement_id=placed.id, starts_on=last + timedelta(days=1), ends_on=None, kind=PlacementKind.EMPLOYMENT,
            hours_per_week=Decimal(28), full_week_hours=Decimal(38), wage_month=Decimal(1868), forfaitair=True,
        )  # fmt: skip
        begin_employment(portal.world.session, job, actor=portal.world.account_manager)

        listed = portal.client.get("/portaal/medewerkers").page.text
        assert "proefplaatsing" in listed
        assert "alleen het contract" not in listed
        card = portal.client.get(f"/portaal/medewerkers/{placed.id}").page.text
        assert f"Laatste dag{day(last)}" in card

    def test_of_whom_has_left_stands_when_and_not_what_runs(self, portal: Portal) -> None:
        today = clock.today()
        placed = portal.world.place(portal.world.named(), starts_on=today - timedelta(days=90), ends_on=None)
        left = EndPlacement(placed.id, today - timedelta(days=10), EndReason.OTHER_WORK)
        end_placement(portal.world.session, left, actor=portal.world.account_manager)
        listed = portal.client.get("/portaal/medewerkers").page.text

        assert "Het afgelopen jaar gestopt" in listed
        assert day(today - timedelta(days=10), short=True).replace("\N{NO-BREAK SPACE}", " ") in listed
        assert "Wat loopt er" not in listed
        assert "alleen het contract" not in listed

    def test_own_banen_are_counted_by_the_rule_of_the_report(self, portal: Portal) -> None:
        portal.world.place(portal.world.named(), starts_on=clock.today() - timedelta(days=1))
        assert "1,10 banen" in portal.client.get("/portaal/medewerkers").page.text

    @pytest.mark.rule("S6")
    def test_somebody_elses_employee_does_not_exist(self, portal: Portal, stranger: StrictClient) -> None:
        placed = portal.world.place(portal.world.named())
        for known in (placed.id, uuid.uuid4()):
            assert stranger.get(f"/portaal/medewerkers/{known}").status_code == 404
        assert "Proef Plaatsing" not in stranger.get("/portaal/medewerkers").page.text
        assert "0,00 banen" in stranger.get("/portaal/medewerkers").page.text


class TestOrganisation:
    def test_an_administrator_gives_a_colleague_access_and_ends_it(self, portal: Portal, session: Session) -> None:
        new = {"name": "Nieuwe Collega", "email": "nieuw@demo.example", "role": "werkgever"}
        assert portal.client.post("/portaal/organisatie/mensen", data=new | {"name": ""}).status_code == 400
        assert portal.client.post("/portaal/organisatie/mensen", data=new).status_code in (200, 303)
        assert "Nieuwe Collega" in portal.client.get("/portaal/organisatie").page.text
        user = session.scalars(select(User).where(User.email == "nieuw@demo.example")).one()
        where = f"/portaal/organisatie/mensen/{user.id}"
        assert portal.client.post(where, data={"rol": "accountmanager"}).status_code == 400
        assert portal.client.post(where, data={"rol": "werkgever-beheer"}).status_code == 303
        assert portal.client.post(where, data={"rol": ""}).status_code == 303
        assert accounts.workplaces(session, user.id) == ()

    @pytest.mark.rule("S6")
    def test_who_is_no_administrator_reads_only(self, portal: Portal, client_as: ClientAs) -> None:
        colleague = client_as(Role.EMPLOYER_STAFF, organisation=portal.organisation)
        shown = colleague.get("/portaal/organisatie")
        assert shown.status_code == 200
        assert "Toegang geven" not in shown.page.text
        assert colleague.post("/portaal/organisatie/mensen", data={}).status_code == 403

    @pytest.mark.rule("S6")
    def test_people_of_another_employer_cannot_be_touched(self, portal: Portal, stranger: StrictClient) -> None:
        where = f"/portaal/organisatie/mensen/{portal.client.user.id}"
        assert stranger.post(where, data={"rol": ""}).status_code == 404

    def test_an_account_manager_lets_an_employer_in_and_out(self, portal: Portal, client_as: ClientAs) -> None:
        manager = client_as(Role.ACCOUNT_MANAGER)
        where = f"/werkgevers/{portal.world.employer.id}/portaal"
        new = {"name": "Eerste Contact", "email": "eerste@demo.example", "role": "werkgever-beheer"}
        assert "Toegang tot het portaal" in manager.get(f"/werkgevers/{portal.world.employer.id}").page.text
        assert manager.post(where, data=new | {"email": "geen adres"}).status_code == 400
        assert manager.post(where, data=new).status_code in (200, 303)
        assert "Eerste Contact" in manager.get(where).page.text
        assert manager.post(f"{where}/sluiten").status_code == 303
        assert portal.client.get("/portaal").status_code == 303, "the session ended at once"


class TestTheRest:
    def test_costs_are_calculated_with_the_instruments_and_name_their_date(self, portal: Portal) -> None:
        shown = portal.client.get("/portaal/wat-levert-het-op").page.text
        assert "Loonkostensubsidie" in shown
        assert "met regels die gelden vanaf" in shown
        asked = {"hours": "28", "full_week_hours": "38", "wage_hour": "x", "share": "60"}
        assert portal.client.get("/portaal/wat-levert-het-op", query_string=asked).status_code == 400

    def test_a_message_becomes_a_task(self, portal: Portal, session: Session) -> None:
        data = {"employer_id": str(portal.world.employer.id), "body": "Ons nummer verandert."}
        assert portal.client.post("/portaal/berichten", data=data | {"body": " "}).status_code == 400
        assert portal.client.post("/portaal/berichten", data=data).status_code == 303
        assert "Ons nummer verandert." in portal.client.get("/portaal/berichten").page.text
        assert session.scalars(select(EmployerMessage)).one().from_employer

    @pytest.mark.rule("S6")
    def test_a_message_about_another_employer_is_refused(self, portal: Portal, stranger: StrictClient) -> None:
        data = {"employer_id": str(portal.world.employer.id), "body": "Hallo"}
        assert stranger.post("/portaal/berichten", data=data).status_code == 400

    @pytest.mark.rule("S6")
    def test_a_page_refuses_what_was_not_masked(self, portal: Portal) -> None:
        for leak in (portal.world.candidate, [portal.world.employer], {"x": portal.world.vacancy}):
            with pytest.raises(NotMasked):
                page("start", leak=leak)

    @pytest.mark.rule("R14")
    def test_pages_ask_little_of_the_database(self, portal: Portal, worker_database: Database) -> None:
        world = portal.world
        world.vacancy.places = 9
        for _ in range(3):
            person = world.person()
            world.place(world.named(person))
        introduction = world.named(world.person())
        placed = world.place(introduction)
        offer = world.move(world.agree(world.introduce(world.person())), S.ANONYMOUS)
        for path in (
            "/portaal",
            "/portaal/kandidaten",
            f"/portaal/kandidaten/{offer.id}",
            "/portaal/medewerkers",
            f"/portaal/medewerkers/{placed.id}",
            "/portaal/berichten",
            "/portaal/organisatie",
            "/portaal/wat-levert-het-op",
        ):
            with counted(worker_database) as seen:
                assert portal.client.get(path).status_code == 200
            assert len(seen) <= 12, f"{path}: {len(seen)}\n" + "\n".join(line[:110] for line in seen)
