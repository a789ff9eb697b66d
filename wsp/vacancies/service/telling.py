"""What others hear of a vacancy: the employer of the judgement on what it posted, coupled systems of what happened."""

from typing import Final

from sqlalchemy.orm import Session

from wsp.couplings import telling as couplings
from wsp.couplings.enums import Event
from wsp.employers import service as employers
from wsp.employers.enums import PortalNotice
from wsp.foundation.actor import Actor
from wsp.vacancies.enums import CLOSED, SEARCHING, VacancySource, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.vacancies.rules import vacancy_number
from wsp.worklist.enums import SubjectKind

_PAGE: Final = "/portaal/vacatures/"


def happened(session: Session, actor: Actor, vacancy: Vacancy, *, before: VacancyState | None) -> None:
    """Tell coupled systems what became of a vacancy; nothing of one that candidates were never looked for."""
    state = VacancyState(vacancy.state)
    if state in SEARCHING:
        event = Event.VACANCY_CHANGED if before in SEARCHING else Event.VACANCY_POSTED
        couplings.tell(session, actor, event, vacancy.id)
    elif state in CLOSED and before in SEARCHING:
        couplings.tell(session, actor, Event.VACANCY_CLOSED, vacancy.id)


def judged(session: Session, actor: Actor, vacancy: Vacancy, *, before: VacancyState) -> None:
    """Mail the employer what became of a vacancy that waited for a judgement; nothing about any other step.

    The reason is the one that the portal shows: the question it is sent back with, or why it is not opened. Each
    version that the employer sends has its own answer.
    """
    if before is not VacancyState.REVIEW or vacancy.source != VacancySource.PORTAL.value:
        return
    state = VacancyState(vacancy.state)
    employers.tell_employer(
        session,
        vacancy.employer_id,
        PortalNotice.VACANCY,
        template="vacancies/judged",
        path=f"{_PAGE}{vacancy.id}",
        about=(SubjectKind.VACANCY, vacancy.id),
        key=f"beoordeeld:{vacancy.id}:{vacancy.request_key}:{state.value}",
        actor=actor,
        title=vacancy.title,
        number=vacancy_number(vacancy.number),
        opened=state is VacancyState.OPEN,
        sent_back=state is VacancyState.CONCEPT,
        reason=vacancy.review_note if state is VacancyState.CONCEPT else vacancy.closed_reason,
    )
