"""One introduction: its card, the answer of the client manager, and each next step."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound as NoSuchPage

from wsp.accounts.permissions import Permission
from wsp.foundation import workdays
from wsp.foundation.clock import local, today
from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.placements import queries
from wsp.placements.commands import AnswerIntroduction
from wsp.placements.enums import CLOSING_LABELS, INTRODUCTION_STATES, STEP_LABELS, ClosingReason, IntroductionState
from wsp.placements.queries import IntroductionCard
from wsp.placements.schemas import AnswerIntroductionSchema, CloseSchema, InviteSchema, PlacementSchema, StepSchema
from wsp.placements.service.introductions import answer_introduction, move_introduction
from wsp.vacancies.rules import vacancy_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.introductions import actions
from wsp.web.introductions.blueprint import blueprint
from wsp.web.introductions.words import ICONS, LOOKS, WAITING_LABELS
from wsp.web.messages import notify

_SCHEMAS: dict[IntroductionState, type[PlacementSchema[Any]]] = {
    IntroductionState.INVITED: InviteSchema,
    IntroductionState.REJECTED: CloseSchema,
    IntroductionState.WITHDRAWN: CloseSchema,
}


@blueprint.get("/voordrachten/<uuid:introduction_id>")
@requires(Permission.INTRODUCTION_READ)
def show(introduction_id: uuid.UUID) -> str:
    """One introduction: where it stands, what must happen now, what happened before."""
    actor = current_actor()
    card = _card(introduction_id)
    closed = card.introduction
    return render_template(
        "introductions/card.html",
        card=card,
        row=card.row,
        now=actions.now(card, actor),
        others=actions.others(card, actor),
        look=LOOKS[card.row.state],
        labels=INTRODUCTION_STATES.labels,
        icons=ICONS,
        waiting=WAITING_LABELS[card.row.waiting] if card.row.waiting else None,
        waited=workdays.working_days_between(local(card.row.since).date(), today()),
        closed_reason=CLOSING_LABELS[ClosingReason(closed.closed_reason)] if closed.closed_reason else None,
        vacancy_number=vacancy_number,
    )


@blueprint.post("/voordrachten/<uuid:introduction_id>/akkoord")
@requires(Permission.INTRODUCTION_DECIDE)
def agree(introduction_id: uuid.UUID) -> Response:
    """The client manager agrees that the candidate is offered without a name."""
    answer_introduction(
        current_session(), AnswerIntroduction(introduction_id, agrees=True), actor=current_actor()
    )
    notify("Je akkoord is vastgelegd. De accountmanager gaat verder.")
    return _to_card(introduction_id)


@blueprint.route("/voordrachten/<uuid:introduction_id>/nu-niet", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_DECIDE)
def not_now(introduction_id: uuid.UUID) -> Response:
    """The client manager says why not now."""
    return _form(
        _card(introduction_id),
        AnswerIntroductionSchema(introduction_id=introduction_id, agrees=False),
        title="Nu niet voordragen",
        button="Antwoord vastleggen",
        saved="Je antwoord is vastgelegd. De accountmanager ziet de reden.",
        save=lambda command: answer_introduction(current_session(), command, actor=current_actor()),
    )


@blueprint.route("/voordrachten/<uuid:introduction_id>/stap/<name>", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_MAKE)
def step(introduction_id: uuid.UUID, name: str) -> Response:
    """A next step, with what it asks for."""
    if name not in set(IntroductionState):
        raise NoSuchPage
    to = IntroductionState(name)
    card = _card(introduction_id)
    if request.method == "GET":
        INTRODUCTION_STATES.check(card.row.state, to)
    schema = _SCHEMAS.get(to, StepSchema)(introduction_id=introduction_id, to=to, version=_version())
    return _form(
        card,
        schema,
        title=STEP_LABELS[to],
        button=STEP_LABELS[to],
        saved=f"De voordracht staat nu op: {INTRODUCTION_STATES.labels[to].lower()}.",
        save=lambda command: move_introduction(current_session(), command, actor=current_actor()),
        values={"appointment_at": None, "appointment_place": card.introduction.appointment_place},
    )


def _form(
    card: IntroductionCard,
    schema: PlacementSchema[Any],
    *,
    title: str,
    button: str,
    saved: str,
    save: Callable[[Any], object],
    values: object | None = None,
) -> Response:
    """Show the form of a step, or take it. What the verb refuses stands on top, with everything that was typed."""
    typed = request.form if request.method == "POST" else None
    form: Form[Any] = Form(schema, typed=typed, values=values, version=card.introduction.version)
    status = 200
    if typed is not None:
        status = 400
        if form.valid():
            try:
                save(form.command)
            except (StaleVersion, NotFound, NotAllowed):
                raise
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                notify(saved)
                return _to_card(card.row.id)
    page = render_template(
        "introductions/step.html", form=form, card=card, row=card.row, title=title, button_text=button,
        back=url_for("introductions.show", introduction_id=card.row.id),
    )  # fmt: skip
    return make_response(page, status)


def _card(introduction_id: uuid.UUID) -> IntroductionCard:
    return queries.introduction(current_session(), current_actor(), introduction_id)


def _version() -> int | None:
    """The version that the visitor saw; nonsense never wins from what is stored."""
    text = request.form.get("versie", "")
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0  # noqa: PLR2004 (fits an integer)


def _to_card(introduction_id: uuid.UUID) -> Response:
    return make_response(redirect(url_for("introductions.show", introduction_id=introduction_id), 303))
