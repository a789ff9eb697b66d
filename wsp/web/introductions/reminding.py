"""Remind the employer: first a look at exactly what goes to whom, then a press on the button."""

import uuid

from flask import Response, make_response, redirect, render_template, url_for

from wsp.accounts.permissions import Permission
from wsp.placements import queries
from wsp.placements.service import reminding
from wsp.web.access import current_actor, current_session, requires
from wsp.web.introductions.blueprint import blueprint
from wsp.web.messages import notify


@blueprint.get("/voordrachten/<uuid:introduction_id>/herinneren")
@requires(Permission.INTRODUCTION_MAKE)
def remind(introduction_id: uuid.UUID) -> str:
    """The mail as the employer would get it."""
    session, actor = current_session(), current_actor()
    row = queries.introduction(session, actor, introduction_id)
    return render_template(
        "introductions/remind.html",
        row=row,
        reminder=reminding.reminder(session, introduction_id, actor=actor),
    )


@blueprint.post("/voordrachten/<uuid:introduction_id>/herinneren")
@requires(Permission.INTRODUCTION_MAKE)
def send_reminder(introduction_id: uuid.UUID) -> Response:
    """Send it."""
    reminding.remind_employer(current_session(), introduction_id, actor=current_actor())
    notify("De herinnering gaat nu per mail naar de werkgever.")
    return make_response(redirect(url_for("introductions.show", introduction_id=introduction_id), 303))
