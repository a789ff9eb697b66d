"""On which lists somebody stood, and a letter for that person about one of them."""

import uuid

from flask import render_template

from wsp.accounts.permissions import Permission
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.foundation import clock
from wsp.foundation.errors import NotFound
from wsp.shortlists.oversight import explaining
from wsp.web.access import current_actor, current_session, requires
from wsp.web.oversight.blueprint import blueprint


@blueprint.get("/kandidaten/<uuid:candidate_id>/matchlijsten")
@requires(Permission.SHORTLIST_READ)
def lists_of(candidate_id: uuid.UUID) -> str:
    """The last lists that a candidate stood on."""
    person = _person(candidate_id)
    found = explaining.lists_of(current_session(), current_actor(), candidate_id)
    return render_template("oversight/lists_of.html", person=person, found=found, most=explaining.MOST)


@blueprint.get("/kandidaten/<uuid:candidate_id>/matchlijsten/<uuid:run_id>")
@requires(Permission.SHORTLIST_READ)
def explanation(candidate_id: uuid.UUID, run_id: uuid.UUID) -> str:
    """Why the candidate stood where on one list, in words for the candidate."""
    person = _person(candidate_id)
    found = explaining.explain(current_session(), current_actor(), candidate_id, run_id)
    return render_template("oversight/explanation.html", person=person, found=found, today=clock.today())


def _person(candidate_id: uuid.UUID) -> MaskedCandidate:
    people = candidates.masked_many(
        current_session(), current_actor(), [candidate_id], purpose="matchlijst", details=()
    )
    if candidate_id not in people:
        raise NotFound("Deze kandidaat is er niet, of je mag dit dossier niet zien.")
    return people[candidate_id]
