"""Taken herverdelen: choose vacancies of one employer, see which functions people could do, and what is left."""

import re
import uuid
from typing import Final

from flask import Response, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.shortlists import carving
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import spreadsheet
from wsp.web.ids import id_of
from wsp.web.listing import address
from wsp.web.shortlists.blueprint import blueprint

_TASK: Final = re.compile(r"[0-9a-f-]{36}:\d{1,3}")
HEADS: Final = ("Voor", "Taak", "Uit vacature", "Uren per week")


@blueprint.get("/werkgevers/<uuid:employer_id>/taken-herverdelen")
@requires(Permission.SHORTLIST_DECIDE)
def carving_bench(employer_id: uuid.UUID) -> str:
    """The bench; with vacancies chosen also the proposal. Nothing is changed by it."""
    found = _bench(employer_id)
    return render_template(
        "shortlists/carving.html",
        bench=found,
        least=carving.LEAST_HOURS,
        most=carving.MOST_VACANCIES,
        export=address().replace(request.path, url_for("shortlists.export_carving", employer_id=employer_id), 1),
    )


@blueprint.post("/werkgevers/<uuid:employer_id>/taken-herverdelen/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_carving(employer_id: uuid.UUID) -> Response:
    """The proposal as a spreadsheet; people stand in it by number only."""
    found = _bench(employer_id)
    rows = [(each.person.number, piece) for each in found.functions for piece in each.pieces]
    rows += [("Vakkracht", piece) for piece in found.rest]
    return spreadsheet(
        "Taken herverdelen",
        HEADS,
        [(who, piece.task, piece.vacancy, piece.hours) for who, piece in rows],
        action="carving.exported",
        filters={"werkgever": str(employer_id)},
    )


def _bench(employer_id: uuid.UUID) -> carving.Bench:
    chosen = {found for text in request.args.getlist("v") if (found := id_of(text)) is not None}
    stay = {text for text in request.args.getlist("blijft") if _TASK.fullmatch(text)}
    return carving.bench(current_session(), current_actor(), employer_id, chosen=chosen, stay=stay)
