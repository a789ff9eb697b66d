"""Nothing that an employer is mailed tells who somebody is."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.security.portal.columns import MARK
from tests.security.portal.planting import Planted, S
from tests.vacancies import factories as vacancies
from wsp.employers import service as employer_verbs
from wsp.employers.commands import AnswerQuestion
from wsp.employers.models import EmployerMessage
from wsp.foundation.mailer import Mail
from wsp.placements import letters
from wsp.placements.models import Introduction, Placement
from wsp.vacancies import service as vacancy_verbs
from wsp.vacancies.commands import SendBack
from wsp.vacancies.enums import VacancySource, VacancyState


@pytest.mark.rule("S6", "S7")
def test_no_mail_to_an_employer_holds_a_marker(planted: Planted, session: Session) -> None:
    """Everything that an employer is mailed about, made from rows that are full of markers."""
    world = planted.world
    introduction = next(
        each
        for each in session.scalars(select(Introduction).where(Introduction.vacancy_id == world.vacancy.id))
        if each.state == S.INTEREST
    )
    world.move(introduction, S.CANDIDATE_ASKED, S.NAMED)
    world.move(world.agree(world.introduce(world.person(name=("Zzvoor998", None, "Zzachter998")))), S.ANONYMOUS)
    asked = session.scalars(select(EmployerMessage).where(EmployerMessage.employer_id == world.employer.id)).first()
    assert asked is not None
    employer_verbs.answer_question(
        session, AnswerQuestion(asked.id, "Zzvoor001 komt om tien."), actor=world.account_manager
    )
    posted = [vacancies.vacancy(session, world.account_manager, employer=world.employer) for _ in range(2)]
    for each in posted:
        each.state, each.source = VacancyState.REVIEW.value, VacancySource.PORTAL.value
    session.flush()
    vacancy_verbs.open_vacancy(session, posted[0].id, actor=world.account_manager)
    vacancy_verbs.send_back(session, SendBack(posted[1].id, "Welke tijden?"), actor=world.account_manager)
    placement = session.scalars(select(Placement).where(Placement.employer_id == world.employer.id)).first()
    assert placement is not None
    letters.send_confirmation(session, placement.id, actor=world.account_manager)
    sent = session.scalars(
        select(Mail)
        .where(Mail.recipient == planted.client.user.email, ~Mail.template.startswith("zz"))
        .options(undefer(Mail.text), undefer(Mail.html))
    ).all()
    kinds = {mail.template for mail in sent}
    assert kinds >= {"placements/offered", "placements/confirmed", "vacancies/judged", "employers/answered"}
    for mail in sent:
        body = f"{mail.subject} {mail.text} {mail.html}"
        # Not even a name that this employer may know: a colleague reads over the shoulder.
        assert MARK.findall(body) == [], mail.template
        assert "K-" not in body
