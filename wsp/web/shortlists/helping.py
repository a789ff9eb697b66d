"""What helps: changes that bring a vacancy more people, and what would make one match."""

import uuid

from flask import render_template

from wsp.accounts.permissions import Permission
from wsp.shortlists import whatif
from wsp.web.access import current_actor, current_session, requires
from wsp.web.shortlists.blueprint import blueprint
from wsp.web.shortlists.opening import note_opening


@blueprint.get("/vacatures/<uuid:vacancy_id>/kandidaten/wat-helpt")
@requires(Permission.SHORTLIST_DECIDE)
def what_helps(vacancy_id: uuid.UUID) -> str:
    """Which change brings how many people more; nothing is changed by looking."""
    found = whatif.outlook(current_session(), current_actor(), vacancy_id)
    return render_template("shortlists/what_helps.html", vacancy=found.row, found=found)


@blueprint.get("/vacatures/<uuid:vacancy_id>/kandidaten/<uuid:candidate_id>/wat-helpt")
@requires(Permission.SHORTLIST_DECIDE)
def what_helps_one(vacancy_id: uuid.UUID, candidate_id: uuid.UUID) -> str:
    """Which change makes or improves the match of one person."""
    vacancy, person, costs = whatif.for_person(current_session(), current_actor(), vacancy_id, candidate_id)
    note_opening(candidate_id)
    return render_template("shortlists/what_helps_one.html", vacancy=vacancy, found=person, costs=costs)
