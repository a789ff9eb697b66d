"""The people who work for this employer: what runs, when it ends, what we ask; and the own banen."""

import uuid

from flask import Blueprint, Response

from wsp.accounts.permissions import Permission
from wsp.banenafspraak import queries as banenafspraak
from wsp.foundation import clock
from wsp.placements import queries
from wsp.policy.service import law_book
from wsp.web.access import current_actor, current_session, requires
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
    return page(
        "employee", employee=queries.employee(current_session(), current_actor(), placement_id), helper=helper()
    )
