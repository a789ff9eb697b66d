"""Guidance on the job: the own people, and the file of one of them with goals, time and the granted hours."""

import uuid
from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.queries import names
from wsp.documents.enums import LetterKind
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, InvalidInput, NotAllowed, NotFound
from wsp.placements.coaching import queries, service
from wsp.placements.coaching.commands import MoveGoal
from wsp.placements.coaching.enums import GOAL_LABELS, GRANTOR_LABELS, HOUR_LABELS, GoalState
from wsp.placements.coaching.errors import EntryNotFound
from wsp.placements.coaching.queries import CoachFile
from wsp.placements.coaching.schemas import AddGoalSchema, LogTimeSchema, SetBlockSchema, TellOfRiskSchema, today_first
from wsp.placements.rules import placement_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify

blueprint = Blueprint("coaching", __name__)
_SHOWN: Final = 12
"""Times that the page shows at once; the rest opens."""


@blueprint.get("/begeleiding")
@requires(Permission.COACHING_WRITE)
def list_coached() -> str:
    """The own people at work, with how their granted hours stand; what needs attention first."""
    today = clock.today()
    found = queries.coached(current_session(), current_actor(), today=today)
    return render_template("coaching/list.html", coached=found, number=placement_number, today=today)


@blueprint.get("/plaatsingen/<uuid:placement_id>/begeleiding")
@requires(Permission.COACHING_READ)
def show(placement_id: uuid.UUID) -> Response:
    """The file of one placement."""
    return _page(placement_id)


@blueprint.post("/plaatsingen/<uuid:placement_id>/begeleiding/tijd")
@requires(Permission.COACHING_WRITE)
def log_time(placement_id: uuid.UUID) -> Response:
    """Write down time."""
    file = _file(placement_id)
    form: Form[Any] = Form(_time_schema(file), typed=request.form)
    return _saved(file, form, "time", service.log_time, "De tijd is opgeschreven.", "tijd")


@blueprint.post("/plaatsingen/<uuid:placement_id>/begeleiding/tijd-weghalen")
@requires(Permission.COACHING_WRITE)
def withdraw_time(placement_id: uuid.UUID) -> Response:
    """Take out what was written by mistake."""
    service.withdraw_time(current_session(), placement_id, _id("regel"), actor=current_actor())
    notify("De regel is weggehaald en telt niet meer mee.")
    return _back(placement_id, "tijd")


@blueprint.post("/plaatsingen/<uuid:placement_id>/begeleiding/doel")
@requires(Permission.COACHING_WRITE)
def add_goal(placement_id: uuid.UUID) -> Response:
    """One more goal."""
    file = _file(placement_id)
    form: Form[Any] = Form(AddGoalSchema, typed=request.form)
    return _saved(file, form, "goal", service.add_goal, "Het doel staat erbij.", "doelen")


@blueprint.post("/plaatsingen/<uuid:placement_id>/begeleiding/doel-stand")
@requires(Permission.COACHING_WRITE)
def move_goal(placement_id: uuid.UUID) -> Response:
    """Where a goal stands."""
    _file(placement_id)
    state = request.form.get("stand", "")
    if state not in set(GoalState):
        raise InvalidInput("Kies waar het doel staat.")
    command = MoveGoal(goal_id=_id("regel"), state=GoalState(state))
    service.move_goal(current_session(), placement_id, command, actor=current_actor())
    notify(f"Het doel staat nu op: {GOAL_LABELS[command.state].lower()}.")
    return _back(placement_id, "doelen")


@blueprint.route("/plaatsingen/<uuid:placement_id>/begeleiding/uren", methods=["GET", "POST"])
@requires(Permission.COACHING_WRITE)
def set_block(placement_id: uuid.UUID) -> Response:
    """The hours that were granted, with the plan."""
    file = _file(placement_id)
    typed = request.form if request.method == "POST" else None
    form: Form[Any] = Form(SetBlockSchema, typed=typed, values=file.block)
    if typed is not None and form.valid():
        try:
            service.set_block(current_session(), placement_id, form.command, actor=current_actor())
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            notify("De toegekende uren zijn opgeslagen. Acht weken voor het einde komt er een taak.")
            return _back(placement_id, "uren")
    page = render_template("coaching/block.html", file=file, form=form, who=_who(file))
    return make_response(page, 400 if form.refused else 200)


@blueprint.post("/plaatsingen/<uuid:placement_id>/begeleiding/dreigende-uitval")
@requires(Permission.COACHING_WRITE)
def tell_of_risk(placement_id: uuid.UUID) -> Response:
    """Tell the account manager and the client manager."""
    file = _file(placement_id)
    form: Form[Any] = Form(TellOfRiskSchema, typed=request.form)
    said = "De accountmanager en de klantmanager zien dit vandaag op Mijn dag."
    return _saved(file, form, "risk", service.tell_of_risk, said, "uitval")


def _saved(
    file: CoachFile, form: Form[Any], name: str, verb: Callable[..., object], said: str, anchor: str
) -> Response:
    """Do what was typed and go back, or show the page with what is wrong."""
    placement_id = file.placement.id
    if form.valid():
        try:
            verb(current_session(), placement_id, form.command, actor=current_actor())
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            notify(said)
            return _back(placement_id, anchor)
    return _page(placement_id, file=file, **{name: form})


def _page(placement_id: uuid.UUID, *, file: CoachFile | None = None, **forms: Form[Any]) -> Response:
    session, actor = current_session(), current_actor()
    file = file or _file(placement_id)
    time = forms.get("time") or Form(_time_schema(file), values=today_first())
    refused = next((each for each in forms.values() if each.refused), None)
    page = render_template(
        "coaching/show.html",
        file=file,
        row=file.placement,
        who=_who(file),
        number=placement_number(file.placement.number),
        coach=next(iter(names(session, [file.placement.job_coach_id]).values()), None),
        may_write=actor.may(Permission.COACHING_WRITE),
        goals=GOAL_LABELS,
        kinds=HOUR_LABELS,
        grantors=GRANTOR_LABELS,
        titles={each.id: each.title for each in file.goals},
        shown=_SHOWN,
        time=time,
        goal=forms.get("goal") or Form(AddGoalSchema),
        risk=forms.get("risk") or Form(TellOfRiskSchema),
        refused=refused,
        ask=url_for("placements.begin_letter", placement_id=placement_id, kind=LetterKind.COACH_EVALUATION.value),
        today=clock.today(),
    )
    return make_response(page, 400 if refused else 200)


def _file(placement_id: uuid.UUID) -> CoachFile:
    return queries.coach_file(current_session(), current_actor(), placement_id, today=clock.today())


def _who(file: CoachFile) -> str:
    """The employee as this visitor may know them."""
    return file.person.label if file.person else placement_number(file.placement.number)


def _time_schema(file: CoachFile) -> LogTimeSchema:
    return LogTimeSchema({str(each.id): each.title for each in file.goals if each.state == GoalState.BUSY.value})


def _id(name: str) -> uuid.UUID:
    try:
        return uuid.UUID(request.form.get(name, ""))
    except ValueError:
        raise EntryNotFound from None


def _back(placement_id: uuid.UUID, anchor: str) -> Response:
    return make_response(redirect(url_for("coaching.show", placement_id=placement_id) + f"#{anchor}", 303))
