"""From a trial to an employment, and the same job again after its end."""

import uuid
from datetime import timedelta
from typing import Any, Final

from flask import Response

from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.placements import queries, rules, service
from wsp.placements.enums import PlacementKind, PlacementState
from wsp.placements.errors import NothingToResume, NoTrial
from wsp.placements.schemas import BeginEmploymentSchema, ResumePlacementSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import seen_version
from wsp.web.placements.answering import answer, changeable
from wsp.web.placements.blueprint import blueprint

_DAY: Final = timedelta(days=1)


@blueprint.route("/plaatsingen/<uuid:placement_id>/dienstverband", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def employ(placement_id: uuid.UUID) -> Response:
    """The trial goes over into an employment; what is known stands in the form already."""
    card = changeable(placement_id)
    first = rules.first_day_after_trial(card.history, clock.today())
    if first is None:
        raise NoTrial
    terms = max(card.history.terms, key=lambda version: version.start)
    values: dict[str, Any] = {
        "starts_on": first,
        "kind": PlacementKind.EMPLOYMENT,
        "hours_per_week": terms.hours,
        "full_week_hours": terms.full_week,
        "forfaitair": card.row.forfaitair,
    }
    return answer(
        card,
        BeginEmploymentSchema(placement_id=placement_id, version=seen_version(card.row.version)),
        title="Omzetten naar dienstverband",
        button="Dienstverband vastleggen",
        saved="Het dienstverband is vastgelegd. De regelingen zijn uitgerekend.",
        save=lambda command: service.begin_employment(current_session(), command, actor=current_actor()),
        values=values,
        template="placements/employ.html",
        counts=True,
    )


@blueprint.route("/plaatsingen/<uuid:placement_id>/hervatten", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def resume(placement_id: uuid.UUID) -> Response:
    """The same job goes on after its end."""
    card = queries.placement_card(current_session(), current_actor(), placement_id)
    if PlacementState(card.row.state) is not PlacementState.ENDED or card.row.ended_on is None:
        raise NothingToResume("Deze plaatsing is niet beëindigd. Gebruik de knop Contract verlengen.")
    return answer(
        card,
        ResumePlacementSchema(placement_id=placement_id, version=seen_version(card.row.version)),
        title="Plaatsing hervatten",
        button="Plaatsing hervatten",
        saved="De plaatsing gaat verder. De regelingen zijn opnieuw uitgerekend.",
        save=lambda command: service.resume_placement(current_session(), command, actor=current_actor()),
        values={"resumes_on": card.row.ended_on + _DAY},
        template="placements/resume.html",
    )
