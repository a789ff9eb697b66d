"""No ranking has an effect by itself: somebody decides, and it is on record who (AVG art. 22)."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.placements import world
from wsp.placements.models import Introduction, IntroductionStep
from wsp.shortlists import queries, service
from wsp.shortlists.models import ShortlistDecision
from wsp.shortlists.service import SetAside
from wsp.worklist.models import Task


@pytest.mark.rule("G8")
def test_a_ranking_changes_nothing_for_anybody(session: Session) -> None:
    made = world.build(session)
    before = _state(session, made)
    found = queries.rank_for_vacancy(session, made.account_manager, made.vacancy.id, top=None)
    assert found.ranking.ranked_count >= 1
    assert _state(session, made) == before


@pytest.mark.rule("G8")
def test_every_step_for_a_person_names_who_took_it(session: Session) -> None:
    made = world.build(session)
    run = queries.rank_for_vacancy(session, made.account_manager, made.vacancy.id, top=None).run_id
    made.named()
    second = made.person(name=("Proef", None, "Tweede"))
    command = SetAside(made.vacancy.id, second.id, reason="uren passen niet", run_id=run)
    service.set_aside(session, command, actor=made.account_manager)
    people = {made.account_manager.user_id, made.client_manager.user_id}
    assert set(session.scalars(select(IntroductionStep.user_id))) <= people
    assert set(session.scalars(select(ShortlistDecision.user_id))) <= people
    assert session.scalars(select(Introduction.made_by_id)).one() == made.account_manager.user_id


def _state(session: Session, made: world.World) -> tuple[object, ...]:
    counts = [session.scalar(select(func.count()).select_from(model)) for model in (Introduction, ShortlistDecision)]
    tasks = session.scalar(select(func.count()).select_from(Task))
    session.refresh(made.candidate)
    return (*counts, tasks, made.candidate.stage, made.candidate.version)
