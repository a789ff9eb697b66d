"""Mijn dag: what must be done, in the order of the day, each with one way on."""

import uuid
from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.banenafspraak.rules import SMALLEST_SHOWN
from wsp.foundation import clock
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.foundation.workdays import add_working_days
from wsp.placements.service import finish_task
from wsp.web.access import current_actor, current_login, current_session, requires
from wsp.web.export import spreadsheet
from wsp.web.forms import Form
from wsp.web.listing import ListPage, page_number
from wsp.web.messages import notify
from wsp.web.worklist import notices, rows, standing
from wsp.web.worklist.blueprint import blueprint
from wsp.worklist import queries, service
from wsp.worklist.commands import FinishTask, HandOverTask, PostponeTask
from wsp.worklist.enums import (
    GROUP_LABELS,
    LABELS,
    OUTCOME_LABELS,
    SUBJECT_LABELS,
    Group,
    Outcome,
    SubjectKind,
    TaskKind,
)
from wsp.worklist.errors import BadDueDay, OwnWork
from wsp.worklist.models import Task
from wsp.worklist.schemas import FinishTaskSchema, HandOverTaskSchema, PostponeTaskSchema

__all__ = ["blueprint", "notices"]

C = TypeVar("C")
HEADS: Final = ("Taak", "Over", "Soort", "Uiterlijk op", "Gepland op")
MOST: Final = 5_000

_MORNING_ENDS: Final = 12
_AFTERNOON_ENDS: Final = 18


@blueprint.get("/mijn-dag")
@requires(Permission.DAY_READ)
def day() -> str:
    """The tasks of the actor, grouped, with counts that lead to their group, and what waits without being a task."""
    session, actor = current_session(), current_actor()
    on = clock.today()
    mine = queries.my_day(session, actor, on)
    return render_template(
        "worklist/day.html",
        mine=mine,
        rows=_grouped(mine),
        labels=GROUP_LABELS,
        greeting=_greeting(),
        caseload=standing.caseload(),
        standing=standing.waiting(on),
        funnel=standing.funnel(on),
        smallest=SMALLEST_SHOWN,
        todo=(Group.OVERDUE, Group.TODAY, Group.THIS_WEEK),
        aside=(Group.REVIEW, Group.UNANSWERED),
        later=(Group.ENDING, Group.LATER),
        on=on,
    )


@blueprint.get("/mijn-dag/<name>")
@requires(Permission.DAY_READ)
def group(name: str) -> str:
    """One whole group, page by page."""
    if name not in set(Group):
        raise NotFound
    chosen = Group(name)
    session, actor, on = current_session(), current_actor(), clock.today()
    total = queries.my_day(session, actor, on, shown=0).count(chosen)
    number = clamp(page_number(), total)
    tasks = queries.in_group(session, actor, on, chosen, limit=SIZE, offset=(number - 1) * SIZE)
    page = ListPage(Page(rows=rows.rows(tasks, on), total=total, number=number))
    return render_template("worklist/group.html", page=page, label=GROUP_LABELS[chosen], group=chosen)


@blueprint.post("/mijn-dag/<name>/exporteren")
@requires(Permission.DAY_READ, step_up=True, limit=Limit.EXPORT)
def export_group(name: str) -> Response:
    """One whole group as a workbook: tasks say nothing of a person that their title does not say."""
    if name not in set(Group):
        raise NotFound
    on = clock.today()
    tasks = queries.in_group(current_session(), current_actor(), on, Group(name), limit=MOST)
    shown = {row.id: row for row in rows.rows(tasks, on)}
    return spreadsheet(
        GROUP_LABELS[Group(name)],
        HEADS,
        [
            (task.title, shown[task.id].about, LABELS[TaskKind(task.kind)], task.due_on, task.planned_on)
            for task in tasks
        ],
        action="task.exported",
        filters={"groep": name},
    )


@blueprint.get("/taken/<uuid:task_id>")
@requires(Permission.TASK_EDIT)
def show(task_id: uuid.UUID) -> str:
    """One task: finish it, move it, or hand it over."""
    return _shown(queries.task(current_session(), current_actor(), task_id))


@blueprint.post("/taken/<uuid:task_id>/afronden")
@requires(Permission.TASK_EDIT)
def finish(task_id: uuid.UUID) -> Response:
    """Finish a task with what came of it."""
    form: Form[FinishTask] = Form(FinishTaskSchema(), typed=request.form)

    def act(command: FinishTask) -> None:
        outcome = OUTCOME_LABELS[command.outcome]
        text = f"{outcome}: {command.note}" if command.note else outcome
        finish_task(current_session(), task_id, outcome=text, actor=current_actor())

    return _changed(task_id, form, act, "finish", "De taak is afgerond.")


@blueprint.post("/taken/<uuid:task_id>/verzetten")
@requires(Permission.TASK_EDIT)
def postpone(task_id: uuid.UUID) -> Response:
    """Move a task to another day."""
    form: Form[PostponeTask] = Form(PostponeTaskSchema(), typed=request.form)

    def act(command: PostponeTask) -> None:
        service.postpone(current_session(), task_id, due_on=command.due_on, actor=current_actor())

    return _changed(task_id, form, act, "postpone", "De taak is verzet.")


@blueprint.post("/taken/<uuid:task_id>/doorgeven")
@requires(Permission.TASK_EDIT)
def hand_over(task_id: uuid.UUID) -> Response:
    """Give a task to a colleague."""
    form: Form[HandOverTask] = Form(HandOverTaskSchema(options=_colleagues()), typed=request.form)

    def act(command: HandOverTask) -> None:
        service.reassign(current_session(), task_id, to=command.to, actor=current_actor())

    return _changed(task_id, form, act, "hand_over", "De taak is doorgegeven.")


def _changed(task_id: uuid.UUID, form: Form[C], act: Callable[[C], None], name: str, told: str) -> Response:
    """Do what a form of the task's page asks and go back to Mijn dag; else show the page with what is wrong."""
    task = queries.task(current_session(), current_actor(), task_id)
    if form.valid():
        try:
            act(form.command)
        except (BadDueDay, OwnWork) as error:
            form.refuse(error)
        else:
            notify(told)
            return make_response(redirect(url_for("worklist.day"), 303))
    return make_response(_shown(task, **{name: form}), 400)


def _shown(task: Task, **typed: Form[Any]) -> str:
    on = clock.today()
    forms: dict[str, Form[Any]] = {
        "finish": Form(FinishTaskSchema(), values={"outcome": Outcome.DONE}),
        "postpone": Form(PostponeTaskSchema(), values={"due_on": add_working_days(max(on, task.due_on), 1)}),
        "hand_over": Form(HandOverTaskSchema(options=_colleagues()), values={"to": None}),
    }
    people = accounts.names(current_session(), [task.assigned_to_id, task.done_by_id])
    return render_template(
        "worklist/task.html", task=task, row=rows.row(task, on), people=people, forms=forms | typed, **_texts(task)
    )


def _texts(task: Task) -> dict[str, str]:
    return {"kind": LABELS[TaskKind(task.kind)], "about": SUBJECT_LABELS[SubjectKind(task.subject_kind)]}


def _colleagues() -> dict[str, str]:
    people = accounts.staff(current_session(), current_actor().region_id)
    return {str(person.user_id): f"{person.name}, {person.organisation_name}" for person in people}


def _grouped(mine: queries.MyDay) -> dict[Group, list[rows.Row]]:
    """The lines of every group, with one look-up for all of them."""
    lines = {line.id: line for line in rows.rows([task for group in Group for task in mine.tasks(group)], mine.on)}
    return {group: [lines[task.id] for task in mine.tasks(group)] for group in Group}


def _greeting() -> str:
    login = current_login()
    hour = clock.local(clock.now()).hour
    words = "Goedemorgen" if hour < _MORNING_ENDS else "Goedemiddag" if hour < _AFTERNOON_ENDS else "Goedenavond"
    first_name = login.name.split()[0] if login is not None and login.name.split() else ""
    return f"{words}, {first_name}" if first_name else words
