"""Meldingen: of what somebody of an employer wants a mail."""

from flask import Blueprint, Response, make_response, redirect, request, url_for

from wsp.accounts.permissions import Permission
from wsp.employers import service
from wsp.employers.commands import ChoosePortalNotices
from wsp.employers.schemas import ChoosePortalNoticesSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.portal.page import page

blueprint = Blueprint("portal_notices", __name__)


@blueprint.route("/portaal/meldingen", methods=["GET", "POST"])
@requires(Permission.PORTAL_READ)
def choose() -> Response:
    """The choices, and their change. Every mail to an employer leads here."""
    session, actor = current_session(), current_actor()
    typed = request.form if request.method == "POST" else None
    chosen = service.chosen_notices(session, actor)
    form: Form[ChoosePortalNotices] = Form(ChoosePortalNoticesSchema(), typed=typed, values=chosen)
    if typed is not None and form.valid():
        service.choose_notices(session, form.command, actor=actor)
        notify("Uw keuzes voor meldingen zijn opgeslagen.")
        return make_response(redirect(url_for("portal_notices.choose"), 303))
    return page("notices", 200 if typed is None else 400, form=form)
