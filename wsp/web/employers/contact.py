"""Recording a contact moment: made for a tablet during the visit, and for right after a call."""

import uuid
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.employers import queries, service
from wsp.employers.commands import LogContact
from wsp.employers.enums import ContactKind, EmployerStatus
from wsp.employers.errors import BadField, ContactLeft
from wsp.employers.queries import EmployerFilter, Sort
from wsp.employers.schemas import LogContactSchema
from wsp.foundation import clock
from wsp.web.access import current_actor, current_session, requires
from wsp.web.employers import choices
from wsp.web.employers.blueprint import blueprint
from wsp.web.forms import Form
from wsp.web.listing import searched
from wsp.web.messages import notify
from wsp.worklist import queries as worklist
from wsp.worklist.errors import TaskClosed
from wsp.worklist.models import Task

OFFERED: Final = 12
"""Employers to choose from before somebody searches further."""


@blueprint.get("/werkgevers/contact")
@requires(Permission.EMPLOYER_CONTACT)
def choose_for_contact() -> str:
    """With which employer somebody spoke: one's own first, or what the search finds."""
    actor = current_actor()
    text = searched()
    if text:
        wanted = EmployerFilter(text=text)
    else:
        wanted = EmployerFilter(
            owner_id=actor.user_id, status=EmployerStatus.CLIENT, sort=Sort.LAST_CONTACT, descending=True
        )
    page = queries.list_employers(current_session(), actor, wanted, size=OFFERED)
    return render_template("employers/choose.html", page=page, text=text)


@blueprint.route("/werkgevers/<uuid:employer_id>/contact", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_CONTACT)
def log_contact(employer_id: uuid.UUID) -> Response:
    """The report, the next step, and the task that it settles (`taak` in the address)."""
    session, actor = current_session(), current_actor()
    employer = queries.employer(session, actor, employer_id)
    task = _task()
    people = choices.contacts(employer_id)
    schema = LogContactSchema(
        options={"contact_id": people}, employer_id=employer_id, finishes_task_id=task.id if task else None
    )
    defaults = {
        "kind": ContactKind.TELEPHONE,
        "occurred_at": f"{clock.local(clock.now()):%Y-%m-%dT%H:%M}",
        "contact_id": next(iter(people), None),
        "subject": task.title if task else None,
    }
    form: Form[LogContact] = Form(schema, typed=request.form if request.method == "POST" else None, values=defaults)
    status = 200
    if request.method == "POST":
        status = 400
        if form.valid():
            try:
                service.log_contact(session, form.command, actor=actor)
            except (BadField, ContactLeft, TaskClosed) as error:
                status = error.status
                form.refuse(error)
            else:
                notify("Het contact is vastgelegd.")
                target = url_for("worklist.day") if task else url_for("employers.show", employer_id=employer_id)
                return make_response(redirect(target, 303))
    page = render_template(
        "employers/contact.html",
        form=form,
        employer=employer,
        task=task,
        address=url_for("employers.log_contact", employer_id=employer_id, taak=task.id if task else None),
        back=url_for("employers.show", employer_id=employer_id),
    )
    return make_response(page, status)


def _task() -> Task | None:
    """The task named in the address; None when it names none. One that is not the actor's is not found (404)."""
    text = request.args.get("taak", "")
    try:
        task_id = uuid.UUID(text)
    except ValueError:
        return None
    return worklist.task(current_session(), current_actor(), task_id)
