"""Judging what an employer sent from the portal: open it, or ask something first."""

import uuid
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.foundation.errors import DomainError, NotAllowed, NotFound
from wsp.vacancies import queries, service
from wsp.vacancies.schemas import SendBackSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.vacancies.blueprint import blueprint


@blueprint.route("/vacatures/<uuid:vacancy_id>/vraag-aan-werkgever", methods=["GET", "POST"])
@requires(Permission.VACANCY_EDIT)
def send_back(vacancy_id: uuid.UUID) -> Response:
    """Ask the employer something; the vacancy is a concept until the employer sends it again."""
    vacancy = queries.vacancy(current_session(), current_actor(), vacancy_id)
    typed = request.form if request.method == "POST" else None
    form: Form[Any] = Form(SendBackSchema(vacancy_id=vacancy_id), typed=typed)
    status = 200
    if typed is not None:
        status = 400
        if form.valid():
            try:
                service.send_back(current_session(), form.command, actor=current_actor())
            except (NotFound, NotAllowed):
                raise
            except DomainError as error:
                status = error.status
                form.refuse(error)
                # The verb read the row anew to lock it; the page shows its parts.
                vacancy = queries.vacancy(current_session(), current_actor(), vacancy_id)
            else:
                notify("Je vraag staat in het portaal. De vacature is weer een concept.")
                return make_response(redirect(url_for("vacancies.show", vacancy_id=vacancy_id), 303))
    return make_response(render_template("vacancies/send_back.html", form=form, vacancy=vacancy), status)
