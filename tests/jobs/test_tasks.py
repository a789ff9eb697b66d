"""Jobs: written in the transaction of the change, done by a real worker, never done when that was rolled back."""

import ast
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

import wsp
from tests.accounts import factories as accounts
from tests.foundation.mailer.server import smtp_server
from tests.placements import world as worlds
from tests.vacancies import factories as vacancies
from wsp.documents.models import Document
from wsp.foundation import clock, db, mailer, queue
from wsp.foundation.mailer.settings import MailSettings
from wsp.jobs import tasks
from wsp.placements.enums import IntroductionState, PlacementState
from wsp.placements.models import Introduction, Placement
from wsp.placements.service.advancing import SILENT
from wsp.settings import Settings
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy

REGION = "AM01"


@pytest.fixture
def work(committed: Settings) -> Callable[[], None]:
    """Run the worker of `wsp worker` until its queue is empty."""

    def run() -> None:
        app = queue.worker_app(committed.database_url)
        with app.open():
            app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)

    return run


def place() -> uuid.UUID:
    with db.unit_of_work(REGION) as session:
        return worlds.build(session).place().id


def letters(placement_id: uuid.UUID) -> int:
    """How many letters there are; each is there as a PDF and as a document that can be edited."""
    with db.unit_of_work(REGION) as session:
        pdf = Document.media_type == "application/pdf"
        return session.scalar(select(func.count()).where(Document.subject_id == placement_id, pdf)) or 0


def outcomes(name: str = "placements.send_confirmation") -> list[str]:
    statement = text("select status::text from procrastinate_jobs where task_name = :name order by id")
    with db.unit_of_work(None) as session:
        return list(session.scalars(statement, {"name": name}))


@pytest.mark.rule("R8")
def test_a_worker_does_what_a_committed_transaction_asked(work: Callable[[], None]) -> None:
    placement = place()
    assert (letters(placement), outcomes()) == (0, ["todo"])
    work()
    assert (letters(placement), outcomes()) == (1, ["succeeded"])


@pytest.mark.rule("R8")
def test_what_was_rolled_back_is_never_done(work: Callable[[], None]) -> None:
    with pytest.raises(ZeroDivisionError), db.unit_of_work(REGION) as session:
        _place_and_fail(session)
    work()
    assert outcomes() == []


def _place_and_fail(session: Session) -> None:
    worlds.build(session).place()
    raise ZeroDivisionError


def test_a_job_that_runs_twice_writes_one_letter(work: Callable[[], None]) -> None:
    placement = place()
    with db.unit_of_work(REGION) as session:
        queue.defer(session, "placements.send_confirmation", region=REGION, placement_id=placement)
    work()
    assert (letters(placement), outcomes()) == (1, ["succeeded", "succeeded"])


def test_a_job_of_another_region_does_not_find_the_placement(work: Callable[[], None]) -> None:
    placement = place()
    work()
    with db.unit_of_work("AM14") as session:
        queue.defer(session, "placements.send_confirmation", region="AM14", placement_id=placement)
    work()
    assert letters(placement) == 1
    assert outcomes() == ["succeeded", "todo"]  # put back, to be tried again later


def test_the_daily_work_reaches_every_region_and_may_be_done_twice(work: Callable[[], None]) -> None:
    today = clock.today()
    with db.unit_of_work(REGION) as session:
        world = worlds.build(session)
        over = vacancies.vacancy(session, world.account_manager, closes_on=today - timedelta(days=1)).id
        silent = world.move(world.agree(world.introduce()), IntroductionState.ANONYMOUS).id
        session.get_one(Introduction, silent).state_since = clock.now() - SILENT - timedelta(days=1)
        other = world.person()
        due = world.place(candidate_id=other.id, starts_on=today + timedelta(days=1)).id
        open_vacancy = world.vacancy.id
    for _ in range(2):
        with clock.frozen(today + timedelta(days=1)):
            tasks.daily(timestamp=0)
            work()
    with db.unit_of_work(REGION) as session:
        assert session.get_one(Vacancy, over).state == VacancyState.EXPIRED
        assert session.get_one(Vacancy, open_vacancy).state == VacancyState.IN_PROGRESS
        assert session.get_one(Introduction, silent).state == IntroductionState.EXPIRED
        assert session.get_one(Placement, due).state == PlacementState.RUNNING
    for name in ("placements.advance", "introductions.expire", "vacancies.expire"):
        found = outcomes(name)
        # A worker makes up for a morning that it just missed: around half past four there is one more.
        assert len(found) >= 2
        assert set(found) == {"succeeded"}


@pytest.mark.rule("R8")
def test_the_worker_hands_a_mail_to_a_real_mail_server(work: Callable[[], None], mail_settings: MailSettings) -> None:
    with db.unit_of_work(REGION) as session:
        actor = accounts.actor(session)
        mailer.send(session, region=REGION, to="a@demo.example", template="probe/tasks", name="x", count=1)
    assert actor.region_id == REGION
    with smtp_server() as box:
        mailer.configure(replace(mail_settings, server=replace(box.server, port=1)))
        work()
        assert outcomes("mail.deliver") == ["succeeded"], "a server that is away is no failed job"
        mailer.configure(replace(mail_settings, server=box.server))
        with clock.frozen(clock.now() + timedelta(minutes=5)):
            tasks.deliver_waiting_mail(timestamp=0)
    assert box.recipients == ["a@demo.example"]


def test_every_job_that_code_defers_is_registered() -> None:
    deferred = set()
    for path in Path(wsp.__file__).parent.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "defer(" not in source:
            continue
        nodes = list(ast.walk(ast.parse(source)))
        constants = {
            target.id: node.value.value
            for node in nodes
            if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Constant)
            for target in [node.target]
            if isinstance(target, ast.Name)
        }
        for node in nodes:
            if isinstance(node, ast.Call) and _name(node.func) == "defer" and len(node.args) > 1:
                name = node.args[1]
                deferred.add(name.value if isinstance(name, ast.Constant) else constants[_name(name)])
    assert "placements.send_confirmation" in deferred
    assert deferred <= queue.names()


def _name(expression: ast.expr) -> str:
    return expression.attr if isinstance(expression, ast.Attribute) else getattr(expression, "id", "")
