"""The loonwaarde of a placement: every measurement with its working, and the form for another."""

import uuid
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.documents import queries as documents
from wsp.foundation import clock
from wsp.foundation.errors import NotFound
from wsp.instruments.loonwaarde import LoonwaardeKind, MainTask, measure
from wsp.law.errors import LawError
from wsp.law.lookup import LawBook
from wsp.law.steps import Step, Working
from wsp.placements import queries, service
from wsp.placements.enums import BASIS_LABELS, LOONWAARDE_LABELS, LoonwaardeBasis, PlacementState
from wsp.placements.queries import Recorded
from wsp.placements.schemas import RecordMeasuredLoonwaardeSchema
from wsp.placements.schemas.loonwaarde import ROWS
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import seen_version
from wsp.web.placements.answering import answer, changeable
from wsp.web.placements.blueprint import blueprint
from wsp.web.placements.card import who
from wsp.worklist.enums import SubjectKind

_LOOKS: Final = {
    LoonwaardeKind.ESTABLISHED: "ok",
    LoonwaardeKind.PRAKTIJKROUTE: "info",
    LoonwaardeKind.INDICATION: "plain",
}


@dataclass(frozen=True)
class Shown:
    """One measurement as the page shows it."""

    recorded: Recorded
    look: tuple[str, str]
    basis: str
    steps: tuple[Step, ...]
    by: str | None
    """Who recorded it; None: it came in with other data."""
    report: str | None
    """Name of the report among the documents."""
    late: bool
    """It is past the day on which to measure again, and nothing newer holds."""


@blueprint.get("/plaatsingen/<uuid:placement_id>/loonwaarden")
@requires(Permission.PLACEMENT_READ)
def show_loonwaardes(placement_id: uuid.UUID) -> str:
    """Every loonwaarde of this job: what holds, how it was reached, and what was corrected."""
    session, actor = current_session(), current_actor()
    card = queries.placement_card(session, actor, placement_id)
    found = queries.loonwaardes(session, placement_id)
    people = accounts.names(session, [each.row.recorded_by for each in found])
    files = _files(placement_id) if any(each.row.report_id for each in found) else {}
    shown = [_shown(each, people, files) for each in found]
    over = PlacementState(card.row.state) is PlacementState.ENDED
    return render_template(
        "placements/loonwaardes.html",
        card=card,
        who=who(card),
        holding=[each for each in shown if each.recorded.holds],
        corrected=[each for each in shown if not each.recorded.holds],
        may_edit=actor.may(Permission.PLACEMENT_EDIT) and not over,
        back=url_for("placements.show", placement_id=placement_id),
    )


@blueprint.route("/plaatsingen/<uuid:placement_id>/loonwaarde", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def record_loonwaarde(placement_id: uuid.UUID) -> Response:
    """A loonwaarde of this job; the address may name the measurement that it corrects."""
    card = changeable(placement_id)
    corrected = _corrected(placement_id)
    schema = RecordMeasuredLoonwaardeSchema(
        placement_id=placement_id,
        version=seen_version(card.row.version),
        corrects=corrected.row.measurement_id if corrected else None,
        options={"report_id": _files(placement_id)},
    )
    values = _values(corrected) if corrected else {"kind": LoonwaardeKind.ESTABLISHED}
    return answer(
        card,
        schema,
        title="Meting verbeteren" if corrected else "Loonwaarde vastleggen",
        button="Verbetering vastleggen" if corrected else "Loonwaarde vastleggen",
        saved="De loonwaarde is vastgelegd. De regelingen zijn opnieuw uitgerekend.",
        save=lambda command: service.record_measured_loonwaarde(current_session(), command, actor=current_actor()),
        values=values,
        template="placements/loonwaarde.html",
        counts=True,
        task_rows=ROWS,
        corrected=corrected,
    )


def _corrected(placement_id: uuid.UUID) -> Recorded | None:
    asked = request.args.get("verbetert", "")
    if not asked:
        return None
    found = queries.loonwaardes(current_session(), placement_id)
    for each in found:
        if each.holds and str(each.row.measurement_id) == asked:
            return each
    raise NotFound("Deze meting is er niet, of is al verbeterd. Ga terug naar de loonwaarde.")


def _values(recorded: Recorded) -> dict[str, Any]:
    row = recorded.row
    values: dict[str, Any] = {
        "kind": recorded.kind,
        "measured_on": row.measured_on,
        "visited_on": row.visited_on,
        "workplace": row.workplace,
        "expert": row.expert,
        "valid_from": recorded.counts_from,
        "percentage": None if recorded.tasks else row.percentage,
        "remeasure_by": row.remeasure_by,
        "report_id": row.report_id,
    }
    for place, task in enumerate(recorded.tasks, start=1):
        values |= {
            f"task_{place}_name": task.name,
            f"task_{place}_share": task.share,
            f"task_{place}_minutes": task.minutes_per_day,
            f"task_{place}_tempo": task.tempo,
            f"task_{place}_quality": task.quality,
            f"task_{place}_net": task.net_time,
        }
    return values


def _shown(recorded: Recorded, people: dict[uuid.UUID, str], files: dict[str, str]) -> Shown:
    row = recorded.row
    by = people.get(row.recorded_by, "een medewerker") if row.recorded_by else None
    again = row.remeasure_by
    return Shown(
        recorded=recorded,
        look=(_LOOKS[recorded.kind], LOONWAARDE_LABELS[recorded.kind]),
        basis=BASIS_LABELS[LoonwaardeBasis(row.basis)],
        steps=_steps(recorded.tasks, recorded),
        by=by,
        report=files.get(str(row.report_id)) if row.report_id else None,
        late=recorded.holds and row.valid_until is None and again is not None and again < clock.today(),
    )


def _steps(tasks: tuple[MainTask, ...], recorded: Recorded) -> tuple[Step, ...]:
    """The working as it was counted; a law that changed since leaves the outcome alone."""
    if not tasks:
        return ()
    working = Working(LawBook.national(), recorded.row.measured_on)
    try:
        measure(tasks, working)
    except LawError:
        return ()
    return tuple(working.steps)


def _files(placement_id: uuid.UUID) -> dict[str, str]:
    """The files of the placement, by id, that the visitor may open."""
    session, actor = current_session(), current_actor()
    if not actor.may(Permission.DOCUMENT_READ):
        return {}
    found = documents.entries(session, actor, [(SubjectKind.PLACEMENT.value, placement_id)])
    return {str(entry.id): entry.title for entry in found if entry.state is not None}
