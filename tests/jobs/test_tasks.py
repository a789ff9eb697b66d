"""Jobs: written in the transaction of the change, done by a real worker, never done when that was rolled back."""

import ast
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

import wsp
import wsp.jobs.tasks
from tests.accounts import factories as accounts
from tests.placements import factories
from tests.vacancies import factories as vacancies
from wsp.accounts.permissions import Role
from wsp.documents.models import Document
from wsp.foundation import clock, db, queue
from wsp.placements.models import Placement
from wsp.reference.service import load_starter
from wsp.settings import Settings
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy

REGION = "AM01"


def made_placement(session: Session) -> uuid.UUID:
    actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
    return factories.placement(session, actor).id


def work(settings: Settings) -> None:
    """Run the worker of `wsp worker` until its queue is empty."""
    app = queue.worker_app(settings.database_url)
    with app.open():
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)


def letters(placement_id: uuid.UUID) -> int:
    with db.unit_of_work(REGION) as session:
        return session.scalar(select(func.count()).where(Document.subject_id == placement_id)) or 0


def states(settings: Settings) -> list[str]:
    del settings
    with db.unit_of_work(None) as session:
        return list(session.scalars(text("select status::text from procrastinate_jobs order by id")))


@pytest.mark.rule("R8")
def test_a_worker_does_what_a_committed_transaction_asked(committed: Settings) -> None:
    with db.unit_of_work(REGION) as session:
        load_starter(session)
        placement = made_placement(session)
        queue.defer(session, "placements.send_confirmation", region=REGION, placement_id=placement)
    assert letters(placement) == 0
    work(committed)
    assert states(committed) == ["succeeded"]
    assert letters(placement) == 1


@pytest.mark.rule("R8")
def test_what_was_rolled_back_is_never_done(committed: Settings) -> None:
    with db.unit_of_work(REGION) as session:
        load_starter(session)
        placement = made_placement(session)
    with pytest.raises(ZeroDivisionError), db.unit_of_work(REGION) as session:
        _defer_and_fail(session, placement)
    work(committed)
    assert states(committed) == []
    assert letters(placement) == 0


def _defer_and_fail(session: Session, placement: uuid.UUID) -> None:
    queue.defer(session, "placements.send_confirmation", region=REGION, placement_id=placement)
    raise ZeroDivisionError


def test_a_job_that_runs_twice_writes_one_letter(committed: Settings) -> None:
    with db.unit_of_work(REGION) as session:
        load_starter(session)
        placement = made_placement(session)
        for _ in range(2):
            queue.defer(session, "placements.send_confirmation", region=REGION, placement_id=placement)
    work(committed)
    assert states(committed) == ["succeeded", "succeeded"]
    assert letters(placement) == 1


def test_a_job_of_another_region_does_not_find_the_placement(committed: Settings) -> None:
    with db.unit_of_work(REGION) as session:
        load_starter(session)
        placement = made_placement(session)
        queue.defer(session, "placements.send_confirmation", region="AM14", placement_id=placement)
    work(committed)
    assert letters(placement) == 0
    with db.unit_of_work(REGION) as session:
        assert session.get_one(Placement, placement)


def test_vacancies_past_their_last_day_expire(committed: Settings) -> None:
    with db.unit_of_work(REGION) as session:
        actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
        over = vacancies.vacancy(session, actor, closes_on=clock.today() - timedelta(days=1)).id
        running = vacancies.vacancy(session, actor, closes_on=clock.today()).id
        queue.defer(session, "vacancies.expire", region=REGION)
    work(committed)
    with db.unit_of_work(REGION) as session:
        assert session.get_one(Vacancy, over).state == VacancyState.EXPIRED
        assert session.get_one(Vacancy, running).state == VacancyState.OPEN


def test_every_job_that_code_defers_is_registered() -> None:
    deferred = set()
    for path in Path(wsp.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "defer" and len(node.args) > 1:
                name = node.args[1]
                assert isinstance(name, ast.Constant), f"{path.name}:{node.lineno} names a job by a variable"
                deferred.add(name.value)
    assert deferred <= queue.names()


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
