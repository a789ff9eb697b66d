"""Changing what a vacancy says, in one form."""

import uuid
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.vacancies import queries, service
from wsp.vacancies.commands import TaskEntry
from wsp.vacancies.schemas import TASKS, EditVacancySchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.employers import choices
from wsp.web.forms import Form, seen_version
from wsp.web.messages import notify
from wsp.web.proposals import Proposal, pressed, taken_over
from wsp.web.vacancies import stored
from wsp.web.vacancies.blueprint import blueprint
from wsp.web.vacancies.described import described
from wsp.web.vacancies.occupation import occupations


@blueprint.route("/vacatures/<uuid:vacancy_id>/wijzigen", methods=["GET", "POST"])
@requires(Permission.VACANCY_EDIT)
def edit(vacancy_id: uuid.UUID) -> Response:
    """All four steps under each other; two versions of one vacancy go to the page that lays them side by side."""
    vacancy = queries.vacancy(current_session(), current_actor(), vacancy_id)
    sent = request.form if request.method == "POST" else None
    found = occupations(sent, stored_title=vacancy.title, stored_code=vacancy.occupation_code)
    typed = None
    if sent is not None:
        typed = sent.copy()
        typed["occupation_code"] = found.chosen
        typed.poplist("gevraagd")
    schema = EditVacancySchema(
        options={
            "occupation_code": found.options,
            "establishment_id": choices.establishments(vacancy.employer_id, with_id=vacancy.establishment_id),
            "contact_id": choices.contacts(vacancy.employer_id),
        },
        vacancy_id=vacancy_id,
        version=seen_version(vacancy.version),
        kept=tuple(TaskEntry(task.name, task.hours_per_week) for task in vacancy.tasks[TASKS:]),
    )
    form: Form[Any] = Form(schema, typed=typed, values=stored.values(vacancy), version=vacancy.version)
    status, note = 200, ""
    chosen = pressed(request.form)
    if typed is not None and chosen:
        typed, note = taken_over(typed, _proposed(form), chosen)
        form = Form(schema, typed=typed)
    elif typed is not None:
        valid = form.valid()
        status = 200 if valid and found.ask else 400
        if valid and not found.ask:
            try:
                service.edit_vacancy(current_session(), form.command, actor=current_actor())
            except (StaleVersion, NotFound, NotAllowed):
                raise
            except DomainError as error:
                status = error.status
                error.fields = {stored.form_field(name): texts for name, texts in error.fields.items()}
                form.refuse(error)
                # The verb read the row anew to lock it; the page shows its parts.
                vacancy = queries.vacancy(current_session(), current_actor(), vacancy_id)
            else:
                notify("De vacature is bewaard.")
                return make_response(redirect(url_for("vacancies.show", vacancy_id=vacancy_id), 303))
    filled = sum(1 for row in range(1, TASKS + 1) if form[f"task_{row}_name"].value)
    page = render_template(
        "vacancies/edit.html",
        form=form,
        vacancy=vacancy,
        occupation=found,
        proposed=_proposed(form),
        note=note,
        asked=found.asked,
        task_rows=min(TASKS, max(3, filled + 1)),
    )
    return make_response(page, status)


def _proposed(form: Form[Any]) -> list[Proposal]:
    """What the description states beside the fields, as they stand in the form now."""
    return described(form, description=form["description"].value, working_times=form["working_times"].value)
