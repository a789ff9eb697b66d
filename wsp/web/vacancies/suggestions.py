"""What a form proposes while somebody types. Without JavaScript the form asks after it was sent."""

from typing import Final

from flask import Response, jsonify

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.reference import queries as reference
from wsp.web import employer_field
from wsp.web.access import current_session, requires
from wsp.web.listing import searched
from wsp.web.vacancies.blueprint import blueprint

SHOWN: Final = 8


@blueprint.get("/vacatures/beroepen")
@requires(Permission.VACANCY_READ, limit=Limit.SUGGEST)
def suggest_occupations() -> Response:
    """Names of occupations that fit what was typed so far."""
    hits = reference.find_occupations(current_session(), searched(), limit=SHOWN)
    return jsonify(list(dict.fromkeys(hit.name for hit in hits)))


@blueprint.get("/vacatures/werkgevers")
@requires(Permission.EMPLOYER_READ, limit=Limit.SUGGEST)
def suggest_employers() -> Response:
    """Employers that fit what was typed so far: "W-12 Naam"."""
    return jsonify(employer_field.suggest_employers(searched()))
