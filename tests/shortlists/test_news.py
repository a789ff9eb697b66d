"""New candidates for a vacancy: who counts as new, who is told, when it is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.vacancies import factories as vacancies
from wsp.candidates.enums import SharingPurpose
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.shortlists import news, queries
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy
from wsp.worklist import service as worklist
from wsp.worklist.models import Task

REGION = "AM01"
WORKER = Actor(user_id=None, region_id=REGION, organisation_id=None, kind="taak")


@pytest.fixture
def owner(session: Session) -> Actor:
    return accounts.actor(session)


@pytest.fixture
def vacancy(session: Session, owner: Actor) -> Vacancy:
    """A vacancy whose list the owner looked at."""
    made = vacancies.vacancy(session, owner, owner_id=owner.user_id, driving_licences=["B"])
    candidates.matchable(session, driving_licences=["B"])
    queries.rank_for_vacancy(session, owner, made.id)
    return made


def look(session: Session) -> int:
    return news.look_for_new(session, REGION, actor=WORKER)


def told(session: Session, vacancy: Vacancy) -> list[Task]:
    asked = select(Task).where(Task.subject_id == vacancy.id, Task.kind == "nieuwe-kandidaten", Task.done_at.is_(None))
    return list(session.scalars(asked.execution_options(populate_existing=True)))


def test_who_was_on_a_list_is_no_news_and_who_comes_later_is(session: Session, owner: Actor, vacancy: Vacancy) -> None:
    assert look(session) == 0
    candidates.matchable(session, driving_licences=["B"])
    candidates.matchable(session, driving_licences=[])
    assert look(session) == 1
    (task,) = told(session, vacancy)
    assert task.title == "1 nieuwe kandidaat bij de beste 10: Orderpicker"
    assert task.assigned_to_id == owner.user_id
    # Twice on one morning tells once; more people the next morning are told instead.
    look(session)
    assert len(told(session, vacancy)) == 1
    candidates.matchable(session, driving_licences=["B"])
    look(session)
    (task,) = told(session, vacancy)
    assert task.title.startswith("2 nieuwe kandidaten")


def test_a_finished_task_stays_finished_for_the_same_people(session: Session, owner: Actor, vacancy: Vacancy) -> None:
    candidates.matchable(session, driving_licences=["B"])
    look(session)
    worklist.finish(session, told(session, vacancy)[0].id, outcome="gedaan", actor=owner)
    with clock.frozen(clock.today() + timedelta(days=3)):
        look(session)
        assert told(session, vacancy) == []


def test_looking_at_the_list_ends_it(session: Session, owner: Actor, vacancy: Vacancy) -> None:
    candidates.matchable(session, driving_licences=["B"])
    look(session)
    queries.rank_for_vacancy(session, owner, vacancy.id)
    assert told(session, vacancy) == []
    assert look(session) == 0


def test_who_did_not_fit_before_and_fits_now_is_news(session: Session, owner: Actor, vacancy: Vacancy) -> None:
    learner = candidates.matchable(session, driving_licences=[])
    queries.rank_for_vacancy(session, owner, vacancy.id)
    assert look(session) == 0
    learner.driving_licences = ["B"]
    session.flush()
    assert look(session) == 1


def test_who_withdrew_the_agreement_is_no_news_any_more(session: Session, vacancy: Vacancy) -> None:
    new = candidates.matchable(session, driving_licences=["B"])
    look(session)
    new.automatic_matching = False
    session.flush()
    assert look(session) == 0
    assert told(session, vacancy) == []


def test_a_vacancy_that_nobody_looked_at_or_owns_or_that_is_closed_has_no_news(
    session: Session, owner: Actor, vacancy: Vacancy
) -> None:
    vacancies.vacancy(session, owner, owner_id=owner.user_id)
    candidates.matchable(session, driving_licences=["B"])
    vacancy.owner_id = None
    session.flush()
    assert look(session) == 0
    vacancy.owner_id = owner.user_id
    vacancy.state = VacancyState.FILLED.value
    session.flush()
    assert look(session) == 0


def test_somebody_far_down_the_list_is_no_news(
    session: Session, vacancy: Vacancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "BEST", 1)
    worse = candidates.matchable(session, driving_licences=["B"], hours_min=None, hours_max=None)
    candidates.agreement(session, worse, SharingPurpose.WSP)
    assert look(session) == 0
