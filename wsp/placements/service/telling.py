"""What an employer hears by mail of introductions and placements: that there is news, never about whom."""

from typing import Final

from sqlalchemy.orm import Session

from wsp.employers import service as employers
from wsp.employers.enums import PortalNotice
from wsp.foundation.actor import Actor
from wsp.placements.enums import WAITING_FOR_EMPLOYER, IntroductionState
from wsp.placements.models import Introduction, Placement
from wsp.placements.rules import placement_number
from wsp.vacancies.models import Vacancy
from wsp.vacancies.rules import vacancy_number
from wsp.worklist.enums import SubjectKind

_OFFER_PAGE: Final = "/portaal/kandidaten/"
_EMPLOYEE_PAGE: Final = "/portaal/medewerkers/"


def offered(session: Session, actor: Actor, introduction: Introduction) -> None:
    """Mail the employer that a candidate waits for its answer; nothing about a step in which it has no part."""
    state = IntroductionState(introduction.state)
    if state not in WAITING_FOR_EMPLOYER:
        return
    vacancy = session.get_one(Vacancy, introduction.vacancy_id)
    employers.tell_employer(
        session,
        vacancy.employer_id,
        PortalNotice.OFFER,
        template="placements/offered",
        path=f"{_OFFER_PAGE}{introduction.id}",
        about=(SubjectKind.INTRODUCTION, introduction.id),
        key=f"aangeboden:{introduction.id}:{state.value}",
        actor=actor,
        title=vacancy.title,
        number=vacancy_number(vacancy.number),
        named=state is IntroductionState.NAMED,
    )


def confirmed(session: Session, actor: Actor, placement: Placement) -> None:
    """Mail the employer that a placement is confirmed: the letter is made and the portal shows what was agreed."""
    employers.tell_employer(
        session,
        placement.employer_id,
        PortalNotice.PLACEMENT,
        template="placements/confirmed",
        path=f"{_EMPLOYEE_PAGE}{placement.id}",
        about=(SubjectKind.PLACEMENT, placement.id),
        key=f"bevestigd:{placement.id}",
        actor=actor,
        number=placement_number(placement.number),
        function=placement.function_title,
        starts_on=placement.starts_on,
    )
