"""Meldingen: how often one wants to be mailed about one's own work."""

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.worklist.blueprint import blueprint
from wsp.worklist import notices
from wsp.worklist.commands import ChooseNotices
from wsp.worklist.schemas import ChooseNoticesSchema


@blueprint.route("/mijn-account/meldingen", methods=["GET", "POST"])
@requires(Permission.DAY_READ)
def choose_notices() -> Response:
    """The choices, and their change."""
    session, actor = current_session(), current_actor()
    typed = request.form if request.method == "POST" else None
    form: Form[ChooseNotices] = Form(ChooseNoticesSchema(), typed=typed, values=notices.choices(session, actor))
    if typed is not None and form.valid():
        notices.choose(session, form.command, actor=actor)
        notify("Je keuzes voor meldingen zijn opgeslagen.")
        return make_response(redirect(url_for("worklist.choose_notices"), 303))
    return make_response(render_template("worklist/notices.html", form=form), 200 if typed is None else 400)
