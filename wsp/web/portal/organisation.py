"""The own organisation: its companies, and who may come in here."""

import uuid
from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug.exceptions import BadRequest

from wsp.accounts import queries as accounts
from wsp.accounts import service
from wsp.accounts.commands import SetPersonRole
from wsp.accounts.permissions import PORTAL_ROLES, Permission, Role
from wsp.accounts.schemas import InvitePersonSchema
from wsp.foundation.errors import DomainError, NotAllowed
from wsp.placements.masking import for_employer
from wsp.placements.shown import Person
from wsp.placements.social_return import telling
from wsp.web.access import current_actor, current_session, may, requires
from wsp.web.documents.answer import as_file
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.portal.helper import helper, own_employers
from wsp.web.portal.page import page

blueprint = Blueprint("portal_organisation", __name__)


@blueprint.get("/portaal/organisatie")
@requires(Permission.PORTAL_READ)
def show() -> Response:
    """Companies and people."""
    return _page(Form(InvitePersonSchema))


@blueprint.get("/portaal/social-return/<uuid:document_id>")
@requires(Permission.PORTAL_READ)
def download_statement(document_id: uuid.UUID) -> Response:
    """A statement of social return that staff let this employer read."""
    file = telling.own_statement(current_session(), current_actor(), document_id)
    return as_file(file.content, file.media_type, file.name)


@blueprint.post("/portaal/organisatie/mensen")
@requires(Permission.PORTAL_PEOPLE)
def invite() -> Response:
    """Give a colleague access."""
    form: Form[Any] = Form(InvitePersonSchema, typed=request.form)
    if not form.valid():
        return _page(form, 400)
    try:
        added = service.invite_person(
            current_session(), form.command, organisation_id=_organisation(), actor=current_actor()
        )
    except NotAllowed:
        raise
    except DomainError as error:
        form.refuse(error)
        return _page(form, error.status)
    if added.password is not None:
        # Shown once, on the answer to this very request: it is stored nowhere and stands in no address.
        return page("temporary", name=added.user.name, email=added.user.email, password=added.password)
    notify("Uw collega krijgt een mail met een link om in te loggen." if added.invited else "Uw collega heeft toegang.")
    return _back()


@blueprint.post("/portaal/organisatie/mensen/<uuid:user_id>")
@requires(Permission.PORTAL_PEOPLE)
def set_role(user_id: uuid.UUID) -> Response:
    """Another role for a colleague, or no access any more."""
    wanted = request.form.get("rol", "")
    if wanted and wanted not in set(PORTAL_ROLES):
        raise BadRequest
    service.set_person_role(
        current_session(),
        SetPersonRole(user_id, Role(wanted) if wanted else None),
        organisation_id=_organisation(),
        actor=current_actor(),
    )
    notify("De rol is gewijzigd." if wanted else "Deze persoon heeft geen toegang meer.")
    return _back()


def _page(form: Form[Any], status: int = 200) -> Response:
    session, actor = current_session(), current_actor()
    rows = accounts.people(session, actor, _organisation())
    people: list[Person] = [for_employer(row, actor=actor) for row in rows]
    return page(
        "organisation",
        status,
        companies=[for_employer(each) for each in own_employers()],
        people=people,
        statements=telling.told(session, actor),
        manages=may(Permission.PORTAL_PEOPLE),
        form=form,
        helper=helper(),
    )


def _organisation() -> uuid.UUID:
    found = current_actor().organisation_id
    if found is None:
        raise BadRequest
    return found


def _back() -> Response:
    return make_response(redirect(url_for("portal_organisation.show"), 303))
