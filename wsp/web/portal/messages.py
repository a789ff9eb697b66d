"""Questions to the WSP, and the answers."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.employers import queries, service
from wsp.employers.schemas import AskQuestionSchema
from wsp.foundation.errors import DomainError, NotFound
from wsp.placements.masking import for_employer
from wsp.placements.shown import Message
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.portal.helper import helper, own_employers
from wsp.web.portal.page import page

blueprint = Blueprint("portal_messages", __name__)


@blueprint.route("/portaal/berichten", methods=["GET", "POST"])
@requires(Permission.PORTAL_READ)
def show() -> Response:
    """What was asked and answered, and a new question."""
    companies = {str(each.id): each.name for each in own_employers()}
    typed = request.form if request.method == "POST" else None
    form: Form[Any] = Form(AskQuestionSchema(options={"employer_id": companies}), typed=typed)
    status = 200
    if typed is not None:
        status = 400
        if form.valid():
            try:
                service.ask_question(current_session(), form.command, actor=current_actor())
            except NotFound:
                raise
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                notify("Uw bericht is verstuurd. Wij antwoorden binnen 2 werkdagen.")
                return make_response(redirect(url_for("portal_messages.show"), 303))
    rows = queries.messages(current_session(), current_actor())
    names = accounts.names(
        current_session(), [each.author_id for each in rows] + [each.answered_by_id for each in rows]
    )
    messages: list[Message] = [for_employer(row, names=names) for row in rows]
    return page("messages", status, form=form, messages=messages, companies=companies, helper=helper())
