"""An employer's access to the portal, and what it asks there."""

import uuid
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from wsp.accounts import queries as accounts
from wsp.accounts.commands import SetPersonRole
from wsp.accounts.permissions import PORTAL_ROLES, ROLE_LABELS, Permission, Role
from wsp.employers import queries, service
from wsp.employers.schemas import AnswerQuestionSchema, InviteContactSchema
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, NotAllowed, NotFound
from wsp.web.access import current_actor, current_session, requires
from wsp.web.employers.blueprint import blueprint
from wsp.web.forms import Form
from wsp.web.messages import notify


@blueprint.get("/werkgevers/<uuid:employer_id>/portaal")
@requires(Permission.EMPLOYER_INVITE)
def portal(employer_id: uuid.UUID) -> Response:
    """Who of this employer may come in."""
    return _portal_page(employer_id)


@blueprint.post("/werkgevers/<uuid:employer_id>/portaal")
@requires(Permission.EMPLOYER_INVITE)
def invite(employer_id: uuid.UUID) -> Response:
    """Invite somebody; the first one lets the employer in."""
    form: Form[Any] = Form(InviteContactSchema(employer_id=employer_id), typed=request.form)
    if not form.valid():
        return _portal_page(employer_id, form, 400)
    try:
        added = service.invite_contact(current_session(), form.command, actor=current_actor())
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        form.refuse(error)
        return _portal_page(employer_id, form, error.status)
    if added.password is not None:
        # Shown once, on the answer to this very request: it is stored nowhere and stands in no address.
        employer = queries.employer(current_session(), current_actor(), employer_id)
        page = render_template("employers/temporary.html", employer=employer, user=added.user, password=added.password)
        return make_response(page)
    notify("De uitnodiging is verstuurd." if added.invited else "Deze persoon heeft nu toegang.")
    return _back(employer_id)


@blueprint.post("/werkgevers/<uuid:employer_id>/portaal/mensen/<uuid:user_id>")
@requires(Permission.EMPLOYER_INVITE)
def set_portal_role(employer_id: uuid.UUID, user_id: uuid.UUID) -> Response:
    """Another role in the portal, or no access any more."""
    wanted = request.form.get("rol", "")
    if wanted and wanted not in set(PORTAL_ROLES):
        raise BadRequest
    command = SetPersonRole(user_id, Role(wanted) if wanted else None)
    service.set_contact_role(current_session(), employer_id, command, actor=current_actor())
    notify("De rol is gewijzigd." if wanted else "Deze persoon heeft geen toegang meer.")
    return _back(employer_id)


@blueprint.post("/werkgevers/<uuid:employer_id>/portaal/sluiten")
@requires(Permission.EMPLOYER_INVITE)
def close_portal(employer_id: uuid.UUID) -> Response:
    """End the access of everybody of this employer."""
    service.close_portal(current_session(), employer_id, actor=current_actor())
    notify("Deze werkgever heeft geen toegang meer tot het portaal.")
    return _back(employer_id)


@blueprint.get("/werkgevers/<uuid:employer_id>/berichten")
@requires(Permission.EMPLOYER_CONTACT)
def messages(employer_id: uuid.UUID) -> Response:
    """What this employer asked in the portal, with the answers."""
    return _messages_page(employer_id)


@blueprint.post("/werkgevers/<uuid:employer_id>/berichten/<uuid:message_id>")
@requires(Permission.EMPLOYER_CONTACT)
def answer(employer_id: uuid.UUID, message_id: uuid.UUID) -> Response:
    """Answer one question; the employer reads it in the portal."""
    form: Form[Any] = Form(AnswerQuestionSchema(message_id=message_id), typed=request.form)
    if form.valid():
        try:
            service.answer_question(current_session(), form.command, actor=current_actor())
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            form.refuse(error)
            return _messages_page(employer_id, error.status, refused=(message_id, form))
        notify("Je antwoord staat in het portaal.")
        return make_response(redirect(url_for("employers.messages", employer_id=employer_id), 303))
    return _messages_page(employer_id, 400, refused=(message_id, form))


def _portal_page(employer_id: uuid.UUID, form: Form[Any] | None = None, status: int = 200) -> Response:
    session, actor = current_session(), current_actor()
    employer = queries.employer(session, actor, employer_id)
    organisation_id = queries.organisation_of(session, actor, employer_id)
    people = accounts.people(session, actor, organisation_id) if organisation_id else []
    page = render_template(
        "employers/portal.html",
        employer=employer,
        form=form or Form(InviteContactSchema(employer_id=employer_id), values=None if people else _first(employer_id)),
        open=organisation_id is not None,
        people=people,
        labels=ROLE_LABELS,
    )
    return make_response(page, status)


def _first(employer_id: uuid.UUID) -> dict[str, object]:
    """Who is invited first is mostly the person we already speak to, and lets colleagues in (A11)."""
    known = queries.contacts(current_session(), current_actor(), employer_id, present_on=clock.today())
    person = {} if not known else {"name": known[0].name, "email": known[0].email, "phone": known[0].phone}
    return {**person, "role": Role.EMPLOYER_ADMIN}


def _messages_page(
    employer_id: uuid.UUID, status: int = 200, *, refused: tuple[uuid.UUID, Form[Any]] | None = None
) -> Response:
    session, actor = current_session(), current_actor()
    employer = queries.employer(session, actor, employer_id)
    rows = queries.messages(session, actor, employer_id=employer_id)
    names = accounts.names(session, [each.author_id for each in rows] + [each.answered_by_id for each in rows])
    forms: dict[uuid.UUID, Form[Any]] = {
        row.id: Form(AnswerQuestionSchema(message_id=row.id)) for row in rows if row.answered_at is None
    }
    if refused is not None:
        forms[refused[0]] = refused[1]
    page = render_template(
        "employers/messages.html",
        employer=employer,
        messages=rows,
        names=names,
        forms=forms,
        refused=refused[1] if refused else None,
    )
    return make_response(page, status)


def _back(employer_id: uuid.UUID) -> Response:
    return make_response(redirect(url_for("employers.portal", employer_id=employer_id), 303))
