"""What somebody of an employer hears by mail: once, without a candidate's name, and only what was chosen."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.accounts import factories as accounts
from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.portal.conftest import ClientAs, Portal
from wsp.accounts.permissions import Role
from wsp.employers import service as employers
from wsp.employers.commands import AnswerQuestion, AskQuestion
from wsp.employers.errors import AnsweredAlready
from wsp.foundation.db import Database
from wsp.foundation.errors import Conflict
from wsp.foundation.mailer import Mail
from wsp.placements import letters
from wsp.placements.enums import IntroductionState
from wsp.placements.models import Introduction
from wsp.vacancies import service
from wsp.vacancies.commands import MoveVacancy, SendBack
from wsp.vacancies.enums import VacancySource, VacancyState
from wsp.vacancies.models import Vacancy

SETTINGS = "/portaal/meldingen"
EVERYTHING = {"offer": "direct", "vacancy": "direct", "answer": "direct", "placement": "direct", "obligation": "direct"}
S = IntroductionState


def mails(session: Session, portal: Portal, template: str) -> Sequence[Mail]:
    """What the employer's administrator was sent from this template."""
    return session.scalars(
        select(Mail)
        .where(Mail.recipient == portal.client.user.email, Mail.template == template)
        .options(undefer(Mail.text), undefer(Mail.html))
        .order_by(Mail.created_at)
    ).all()


def waiting(portal: Portal, session: Session) -> Vacancy:
    """A vacancy that the employer posted and that nobody judged."""
    made = vacancies.vacancy(
        session, portal.world.account_manager, employer=portal.world.employer, state=VacancyState.REVIEW
    )
    made.source = VacancySource.PORTAL.value
    session.flush()
    return made


def offered(portal: Portal) -> Introduction:
    return portal.world.move(portal.world.agree(portal.world.introduce()), S.ANONYMOUS)


class TestOffers:
    def test_an_offer_is_told_with_the_vacancy_and_never_a_name(self, portal: Portal, session: Session) -> None:
        introduction = offered(portal)
        (mail,) = mails(session, portal, "placements/offered")
        assert mail.subject == "Wij stellen u een kandidaat voor"
        assert portal.world.vacancy.title in mail.text
        assert f"/portaal/kandidaten/{introduction.id}" in mail.text
        assert SETTINGS in mail.text
        person = portal.world.candidate
        for name in (person.first_name, person.last_name, f"K-{person.number}"):
            assert name not in mail.text + mail.html + mail.subject

    def test_nothing_is_told_before_the_employer_may_see_it(self, portal: Portal, session: Session) -> None:
        portal.world.agree(portal.world.introduce())
        assert mails(session, portal, "placements/offered") == []

    def test_steps_of_the_employer_itself_are_not_told(self, portal: Portal, session: Session) -> None:
        introduction = offered(portal)
        portal.client.post(
            f"/portaal/kandidaten/{introduction.id}/antwoord",
            data={"answer": "uitnodigen", "seen": "anoniem-aangeboden"},
        )
        assert len(mails(session, portal, "placements/offered")) == 1

    def test_a_name_to_be_seen_is_a_second_mail_still_without_it(self, portal: Portal, session: Session) -> None:
        portal.world.named()
        # Both were made at the same moment of the frozen clock.
        told = {mail.subject: mail for mail in mails(session, portal, "placements/offered")}
        assert set(told) == {"Wij stellen u een kandidaat voor", "Een kandidaat wil met u kennismaken"}
        assert all(portal.world.candidate.last_name not in mail.text + mail.html for mail in told.values())


class TestVacancies:
    def test_an_opened_vacancy_is_told_once(self, portal: Portal, session: Session) -> None:
        vacancy = waiting(portal, session)
        service.open_vacancy(session, vacancy.id, actor=portal.world.account_manager)
        with pytest.raises(Conflict):
            service.open_vacancy(session, vacancy.id, actor=portal.world.account_manager)
        (mail,) = mails(session, portal, "vacancies/judged")
        assert mail.subject == "Uw vacature staat open"
        assert f"/portaal/vacatures/{vacancy.id}" in mail.text

    def test_a_question_stands_in_the_mail(self, portal: Portal, session: Session) -> None:
        vacancy = waiting(portal, session)
        service.send_back(session, SendBack(vacancy.id, "Welke werktijden?"), actor=portal.world.account_manager)
        (mail,) = mails(session, portal, "vacancies/judged")
        assert "Onze vraag aan u: Welke werktijden?" in mail.text

    def test_a_refusal_gives_the_reason(self, portal: Portal, session: Session) -> None:
        vacancy = waiting(portal, session)
        step = MoveVacancy(vacancy.id, VacancyState.WITHDRAWN, "Dit werk doen wij niet.")
        service.move_state(session, step, actor=portal.world.account_manager)
        (mail,) = mails(session, portal, "vacancies/judged")
        assert (mail.subject, "De reden: Dit werk doen wij niet." in mail.text) == ("Uw vacature gaat niet door", True)

    def test_who_stops_an_own_vacancy_gets_no_mail_of_it(self, portal: Portal, session: Session) -> None:
        vacancy = waiting(portal, session)
        portal.client.post(f"/portaal/vacatures/{vacancy.id}/stoppen", data={"reason": "Niet meer nodig."})
        assert mails(session, portal, "vacancies/judged") == []

    def test_a_vacancy_of_staff_is_judged_without_a_mail(self, portal: Portal, session: Session) -> None:
        vacancy = vacancies.vacancy(
            session, portal.world.account_manager, employer=portal.world.employer, state=VacancyState.REVIEW
        )
        service.open_vacancy(session, vacancy.id, actor=portal.world.account_manager)
        assert mails(session, portal, "vacancies/judged") == []


def test_an_answer_is_told_once_without_its_words(portal: Portal, session: Session) -> None:
    message = employers.ask_question(session, AskQuestion(portal.world.employer.id, "Hoe laat?"), actor=portal.actor)
    answer = AnswerQuestion(message.id, "Proef Plaatsing komt om negen uur.")
    employers.answer_question(session, answer, actor=portal.world.account_manager)
    with pytest.raises(AnsweredAlready):
        employers.answer_question(session, answer, actor=portal.world.account_manager)
    (mail,) = mails(session, portal, "employers/answered")
    assert "/portaal/berichten" in mail.text
    assert "Plaatsing" not in mail.text + mail.html


def test_a_confirmed_placement_is_told_once_without_a_name(portal: Portal, session: Session) -> None:
    placement = portal.world.place(portal.world.named())
    for _ in range(2):
        letters.send_confirmation(session, placement.id, actor=portal.world.account_manager)
    (mail,) = mails(session, portal, "placements/confirmed")
    assert f"P-{placement.number}" in mail.text
    assert f"/portaal/medewerkers/{placement.id}" in mail.text
    assert portal.world.candidate.last_name not in mail.text + mail.html


class TestWho:
    def test_everybody_with_access_gets_one_and_nobody_else(
        self, portal: Portal, session: Session, client_as: ClientAs, stranger: object
    ) -> None:
        del stranger
        colleague = client_as(Role.EMPLOYER_STAFF, organisation=portal.organisation)
        left = accounts.member(session, Role.EMPLOYER_STAFF, of=portal.organisation, email="weg@demo.example")
        left.active = False
        session.flush()
        offered(portal)
        told = session.scalars(select(Mail.recipient).where(Mail.template == "placements/offered")).all()
        assert sorted(told) == sorted([portal.client.user.email, colleague.user.email])

    def test_who_chose_never_gets_none_and_the_others_go_on(self, portal: Portal, session: Session) -> None:
        assert portal.client.post(SETTINGS, data=EVERYTHING | {"offer": "niet"}).status_code == 303
        offered(portal)
        assert mails(session, portal, "placements/offered") == []
        service.open_vacancy(session, waiting(portal, session).id, actor=portal.world.account_manager)
        assert len(mails(session, portal, "vacancies/judged")) == 1

    def test_an_employer_outside_the_portal_is_not_mailed(self, portal: Portal, session: Session) -> None:
        employers.close_portal(session, portal.world.employer.id, actor=portal.world.account_manager)
        offered(portal)
        assert session.scalars(select(Mail).where(Mail.template == "placements/offered")).all() == []


class TestSettings:
    def test_the_page_shows_what_was_chosen(self, portal: Portal) -> None:
        assert portal.client.post(SETTINGS, data=EVERYTHING | {"answer": "niet"}).status_code == 303
        shown = portal.client.get(SETTINGS).page
        chosen = {each.get("name"): each.get("value") for each in shown.all("input") if each.get("checked") is not None}
        assert chosen == EVERYTHING | {"answer": "niet"}
        assert SETTINGS in {link.get("href") for link in portal.client.get("/mijn-account").page.all("a")}

    def test_an_unknown_choice_is_refused(self, portal: Portal) -> None:
        assert portal.client.post(SETTINGS, data=EVERYTHING | {"offer": "wekelijks"}).status_code == 400

    @pytest.mark.rule("R14")
    def test_it_asks_little_of_the_database(self, portal: Portal, worker_database: Database) -> None:
        with counted(worker_database) as seen:
            assert portal.client.get(SETTINGS).status_code == 200
        assert len(seen) <= 12, "\n".join(line[:110] for line in seen)
