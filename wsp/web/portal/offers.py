"""Candidates whom the account manager offered: without a name until they agree, and the employer's answer."""

import uuid
from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug.exceptions import NotFound as NoSuchPage

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.employers import queries as employers
from wsp.foundation.errors import DomainError, NotFound
from wsp.placements import queries, service
from wsp.placements.enums import EmployerAnswer, IntroductionState
from wsp.placements.masking import for_employer
from wsp.placements.schemas import AnswerOfferSchema, AskAboutOfferSchema
from wsp.placements.shown import Message
from wsp.web.access import current_actor, current_session, requires
from wsp.web.diary import as_diary_file, talk, title_for_employer
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.portal.helper import helper
from wsp.web.portal.page import page

blueprint = Blueprint("portal_offers", __name__)

_DONE = {
    EmployerAnswer.INVITE: "Dank u wel. Uw contactpersoon gaat ermee verder.",
    EmployerAnswer.DECLINE: "Dank u wel. Uw contactpersoon laat het weten.",
}
_LATER = frozenset({IntroductionState.INTEREST, IntroductionState.CANDIDATE_ASKED})
"""The employer invited; until the candidate agrees it may still change its mind."""


@blueprint.get("/portaal/kandidaten")
@requires(Permission.PORTAL_OFFER)
def list_offers() -> Response:
    """Everybody who was offered, those who wait for an answer first."""
    return page("offers", offers=queries.offers(current_session(), current_actor()), helper=helper())


@blueprint.get("/portaal/kandidaten/<uuid:introduction_id>")
@requires(Permission.PORTAL_OFFER)
def show(introduction_id: uuid.UUID) -> Response:
    """One offered candidate."""
    return _card(introduction_id)


@blueprint.get("/portaal/kandidaten/<uuid:introduction_id>/agenda")
@requires(Permission.PORTAL_OFFER)
def appointment(introduction_id: uuid.UUID) -> Response:
    """The appointment for the employer's own diary."""
    offer = queries.offer(current_session(), current_actor(), introduction_id)
    if offer.appointment_at is None or offer.closed:
        raise NoSuchPage
    return as_diary_file(
        talk(
            introduction_id,
            at=offer.appointment_at,
            title=title_for_employer(offer.vacancy),
            place=offer.appointment_place,
            address=url_for("portal_offers.show", introduction_id=introduction_id, _external=True),
            changed_at=offer.changed_at,
        )
    )


@blueprint.post("/portaal/kandidaten/<uuid:introduction_id>/antwoord")
@requires(Permission.PORTAL_OFFER)
def answer(introduction_id: uuid.UUID) -> Response:
    """Invite, or say that it does not fit."""
    form: Form[Any] = Form(AnswerOfferSchema(introduction_id=introduction_id), typed=request.form)
    status = 400
    if form.valid():
        try:
            service.answer_offer(current_session(), form.command, actor=current_actor())
        except NotFound:
            raise
        except DomainError as error:
            status = error.status
            form.refuse(error)
        else:
            notify(_DONE[form.command.answer])
            return _back(introduction_id)
    return _card(introduction_id, status, answer_form=form)


@blueprint.post("/portaal/kandidaten/<uuid:introduction_id>/vraag")
@requires(Permission.PORTAL_OFFER)
def ask(introduction_id: uuid.UUID) -> Response:
    """Ask something; the answer appears here and under Berichten."""
    form: Form[Any] = Form(AskAboutOfferSchema(introduction_id=introduction_id), typed=request.form)
    if form.valid():
        try:
            service.ask_about_offer(current_session(), form.command, actor=current_actor())
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            notify("Uw vraag is verstuurd. Wij antwoorden binnen 2 werkdagen.")
            return _back(introduction_id)
    return _card(introduction_id, 400, ask_form=form)


def _card(
    introduction_id: uuid.UUID,
    status: int = 200,
    *,
    answer_form: Form[Any] | None = None,
    ask_form: Form[Any] | None = None,
) -> Response:
    session, actor = current_session(), current_actor()
    offer = queries.offer(session, actor, introduction_id)
    rows = employers.messages(session, actor, subject_ids=[introduction_id])
    names = accounts.names(session, [each.author_id for each in rows] + [each.answered_by_id for each in rows])
    messages: list[Message] = [for_employer(row, names=names) for row in rows]
    state = IntroductionState(offer.state)
    refused = next((form for form in (answer_form, ask_form) if form is not None), None)
    return page(
        "offer",
        status,
        offer=offer,
        messages=messages,
        answer_form=answer_form or Form(AnswerOfferSchema(introduction_id=introduction_id)),
        ask_form=ask_form or Form(AskAboutOfferSchema(introduction_id=introduction_id)),
        refused=refused,
        declines=not offer.closed and state is not IntroductionState.HIRED,
        asked=state in _LATER,
        named=state is IntroductionState.NAMED and offer.waiting,
        helper=helper(),
    )


def _back(introduction_id: uuid.UUID) -> Response:
    return make_response(redirect(url_for("portal_offers.show", introduction_id=introduction_id), 303))
