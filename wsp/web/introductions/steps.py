"""One introduction: its card, the answer of the client manager, and each next step."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound as NoSuchPage

from wsp.accounts.permissions import Permission
from wsp.foundation import workdays
from wsp.foundation.clock import local, today
from wsp.foundation.errors import DomainError, NotAllowed, NotFound
from wsp.placements import policy, queries, service
from wsp.placements.commands import AgreeIntroduction
from wsp.placements.enums import CLOSING_LABELS, INTRODUCTION_STATES, ClosingReason, IntroductionState
from wsp.placements.queries import IntroductionCard
from wsp.placements.schemas import CloseSchema, InviteSchema, NotNowSchema, PlacementSchema, StepSchema
from wsp.vacancies.rules import vacancy_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.diary import as_diary_file, talk, title_for_colleague
from wsp.web.forms import Form
from wsp.web.introductions import actions
from wsp.web.introductions.blueprint import blueprint
from wsp.web.introductions.words import LOOKS, STEP_LABELS, waits_for
from wsp.web.messages import notify

_I = IntroductionState
_SCHEMAS: Final[Mapping[IntroductionState, type[PlacementSchema[Any]]]] = {
    _I.INVITED: InviteSchema,
    _I.REJECTED: CloseSchema,
    _I.WITHDRAWN: CloseSchema,
}


@blueprint.get("/voordrachten/<uuid:introduction_id>")
@requires(Permission.INTRODUCTION_READ)
def show(introduction_id: uuid.UUID) -> str:
    """One introduction: where it stands, what must happen now, what happened before."""
    actor = current_actor()
    card = _card(introduction_id)
    row = card.row
    state = _I(row.state)
    return render_template(
        "introductions/card.html",
        card=card,
        row=row,
        who=_who(card),
        now=actions.now(card, actor),
        others=actions.others(card, actor),
        look=LOOKS[state],
        looks=LOOKS,
        waiting=waits_for(state, agreed=row.agreed_at is not None),
        waited=workdays.working_days_between(local(row.state_since).date(), today()),
        closed_reason=CLOSING_LABELS[ClosingReason(row.closed_reason)] if row.closed_reason else None,
        vacancy_number=vacancy_number(card.vacancy.number),
    )


@blueprint.get("/voordrachten/<uuid:introduction_id>/agenda")
@requires(Permission.INTRODUCTION_READ)
def appointment(introduction_id: uuid.UUID) -> Response:
    """The appointment for the reader's own diary."""
    card = _card(introduction_id)
    if card.row.appointment_at is None:
        raise NoSuchPage
    return as_diary_file(
        talk(
            introduction_id,
            at=card.row.appointment_at,
            title=title_for_colleague(card.employer.name, card.vacancy.title),
            place=card.row.appointment_place,
            address=url_for("introductions.show", introduction_id=introduction_id, _external=True),
            changed_at=card.row.updated_at,
        )
    )


@blueprint.post("/voordrachten/<uuid:introduction_id>/akkoord")
@requires(Permission.INTRODUCTION_DECIDE)
def agree(introduction_id: uuid.UUID) -> Response:
    """The client manager agrees that the candidate is offered without a name."""
    service.agree_introduction(current_session(), AgreeIntroduction(introduction_id), actor=current_actor())
    notify("Je akkoord is vastgelegd. De accountmanager gaat verder.")
    return _to_card(introduction_id)


@blueprint.route("/voordrachten/<uuid:introduction_id>/nu-niet", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_DECIDE)
def not_now(introduction_id: uuid.UUID) -> Response:
    """The client manager says why not now."""
    card = _card(introduction_id)
    return _form(
        card,
        NotNowSchema(
            introduction_id=introduction_id,
            state=_I.WITHDRAWN,
            reason=ClosingReason.CLIENT_MANAGER_NOT_NOW,
        ),
        title="Nu niet voordragen",
        button="Antwoord vastleggen",
        saved="Je antwoord is vastgelegd. De accountmanager ziet de reden.",
        save=_move,
    )


@blueprint.route("/voordrachten/<uuid:introduction_id>/stap/<name>", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_READ)
def step(introduction_id: uuid.UUID, name: str) -> Response:
    """A next step, with what it asks for; who may take which step is the room's rule."""
    if name not in STEP_LABELS:
        raise NoSuchPage
    to = _I(name)
    policy.check_may_move(current_actor(), to)
    card = _card(introduction_id)
    if request.method == "GET":
        INTRODUCTION_STATES.check(_I(card.row.state), to)
    return _form(
        card,
        _SCHEMAS.get(to, StepSchema)(introduction_id=introduction_id, state=to),
        title=STEP_LABELS[to],
        button=STEP_LABELS[to],
        saved=f"De voordracht staat nu op: {INTRODUCTION_STATES.labels[to].lower()}.",
        save=_move,
        values={"appointment_place": card.row.appointment_place},
    )


def _move(command: Any) -> object:
    return service.move_introduction(current_session(), command, actor=current_actor())


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
    form: Form[Any] = Form(schema, typed=typed, values=values)
    status = 200
    if typed is not None:
        status = 400
        if form.valid():
            try:
                save(form.command)
            except (NotFound, NotAllowed):
                raise
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                notify(saved)
                return _to_card(card.row.id)
    page = render_template(
        "introductions/step.html", form=form, card=card, who=_who(card), title=title, button_text=button,
        back=url_for("introductions.show", introduction_id=card.row.id),
    )  # fmt: skip
    return make_response(page, status)


def _card(introduction_id: uuid.UUID) -> IntroductionCard:
    return queries.introduction_card(current_session(), current_actor(), introduction_id)


def _who(card: IntroductionCard) -> str:
    """The candidate as this visitor may know them; without a number when the dossier is closed to them by now."""
    return card.person.label if card.person else "Kandidaat"


def _to_card(introduction_id: uuid.UUID) -> Response:
    return make_response(redirect(url_for("introductions.show", introduction_id=introduction_id), 303))
