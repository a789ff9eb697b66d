"""The people who work for this employer: what runs, when it ends, what we ask, what it reports; and the own banen."""

import uuid
from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for

from wsp.accounts.permissions import Permission
from wsp.banenafspraak import queries as banenafspraak
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, NotFound
from wsp.foundation.files import settings
from wsp.foundation.files.sniffing import ALLOWED
from wsp.placements import queries, service
from wsp.placements.commands import HandInContract
from wsp.placements.schemas import ConfirmHoursSchema, ReportHoursSchema
from wsp.placements.shown import Fetched
from wsp.policy.service import law_book
from wsp.web.access import current_actor, current_session, requires
from wsp.web.bodies import takes_file
from wsp.web.documents.answer import as_file
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.portal.helper import helper, own_employers
from wsp.web.portal.page import page

blueprint = Blueprint("portal_employees", __name__)


@blueprint.get("/portaal/medewerkers")
@requires(Permission.PORTAL_EMPLOYEE)
def list_employees() -> Response:
    """Everybody who works here through the WSP, with the first day on which something ends."""
    session, actor = current_session(), current_actor()
    today = clock.today()
    count = banenafspraak.own_count(
        session,
        actor.region_id,
        [each.id for each in own_employers()],
        on=today,
        book=law_book(session, region=actor.region_id, on=today),
    )
    return page(
        "employees",
        employees=queries.employees(session, actor),
        jobs=count.jobs,
        hours_per_job=count.hours_per_job,
        today=today,
        helper=helper(),
    )


@blueprint.get("/portaal/medewerkers/<uuid:placement_id>")
@requires(Permission.PORTAL_EMPLOYEE)
def show(placement_id: uuid.UUID) -> Response:
    """One of them: the contract, what runs, what we ask, who guides."""
    return _card(placement_id)


@blueprint.post("/portaal/medewerkers/<uuid:placement_id>/uren-kloppen")
@requires(Permission.PORTAL_EMPLOYEE)
def confirm_hours(placement_id: uuid.UUID) -> Response:
    """The hours that the page showed are still right."""
    form: Form[Any] = Form(ConfirmHoursSchema(placement_id=placement_id), typed=request.form)
    if form.valid():
        try:
            service.confirm_hours(current_session(), form.command, actor=current_actor())
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
            return _card(placement_id, error.status, refused=form)
        notify("Dank u wel. Wij hebben genoteerd dat de uren kloppen.")
        return _back(placement_id)
    return _card(placement_id, 400, refused=form)


@blueprint.post("/portaal/medewerkers/<uuid:placement_id>/andere-uren")
@requires(Permission.PORTAL_EMPLOYEE)
def report_hours(placement_id: uuid.UUID) -> Response:
    """The hours are not right any more; staff change them."""
    form: Form[Any] = Form(ReportHoursSchema(placement_id=placement_id), typed=request.form)
    if form.valid():
        try:
            service.report_hours(current_session(), form.command, actor=current_actor())
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
            return _card(placement_id, error.status, refused=form, hours_form=form)
        notify("Dank u wel. Uw contactpersoon past de uren aan en laat het u weten.")
        return _back(placement_id)
    return _card(placement_id, 400, refused=form, hours_form=form)


@blueprint.post("/portaal/medewerkers/<uuid:placement_id>/contract")
@requires(Permission.PORTAL_EMPLOYEE)
@takes_file()
def hand_in_contract(placement_id: uuid.UUID) -> Response:
    """Take the signed contract in."""
    given = request.files.get("file")
    if given is None or not given.filename:
        return _card(placement_id, 400, file_refused="Kies eerst een bestand.")
    command = HandInContract(placement_id, given.filename, given.read())
    try:
        service.hand_in_contract(current_session(), command, actor=current_actor())
    except NotFound:
        raise
    except DomainError as error:
        return _card(placement_id, error.status, file_refused=error.message)
    notify("Dank u wel. Wij hebben het contract ontvangen.")
    return _back(placement_id)


@blueprint.get("/portaal/bestanden/<uuid:upload_id>")
@requires(Permission.PORTAL_EMPLOYEE)
def download_file(upload_id: uuid.UUID) -> Response:
    """A file that the own organisation handed in, once the scanner let it out of quarantine."""
    return _handed_out(queries.own_file(current_session(), current_actor(), upload_id))


@blueprint.get("/portaal/brieven/<uuid:document_id>")
@requires(Permission.PORTAL_EMPLOYEE)
def download_letter(document_id: uuid.UUID) -> Response:
    """A letter to the own company."""
    return _handed_out(queries.own_letter(current_session(), current_actor(), document_id))


def _handed_out(file: Fetched) -> Response:
    return as_file(file.content, file.media_type, file.name)


def _card(
    placement_id: uuid.UUID,
    status: int = 200,
    *,
    refused: Form[Any] | None = None,
    hours_form: Form[Any] | None = None,
    file_refused: str | None = None,
) -> Response:
    return page(
        "employee",
        status,
        employee=queries.employee(current_session(), current_actor(), placement_id),
        refused=refused,
        hours_form=hours_form or Form(ReportHoursSchema(placement_id=placement_id)),
        file_refused=file_refused,
        allowed=ALLOWED,
        megabytes=settings.current().megabytes,
        helper=helper(),
    )


def _back(placement_id: uuid.UUID) -> Response:
    return make_response(redirect(url_for("portal_employees.show", placement_id=placement_id), 303))
