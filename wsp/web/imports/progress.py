"""Checking, how far it is, what came of it, and reading in."""

import uuid
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.exchange.models import TableImport
from wsp.exchange.tables import queries, service
from wsp.exchange.tables.commands import TakeRows
from wsp.exchange.tables.enums import (
    KIND_LABELS,
    OUTCOME_LABELS,
    RUNNING,
    STATES,
    ImportKind,
    ImportState,
    RowOutcome,
)
from wsp.foundation.errors import InvalidInput
from wsp.web.access import current_actor, current_session, is_fragment, requires
from wsp.web.imports.blueprint import blueprint
from wsp.web.messages import notify

_SHOWN: Final = 10
_LISTS: Final = {
    ImportKind.EMPLOYERS: "/werkgevers",
    ImportKind.CONTACTS: "/werkgevers",
    ImportKind.VACANCIES: "/vacatures",
    ImportKind.CANDIDATES: "/kandidaten",
}
GOOD_ROWS: Final = "goede-rijen"
NOTHING: Final = "niets"


@blueprint.post("/importeren/<uuid:import_id>/controleren")
@requires(Permission.IMPORT)
def check(import_id: uuid.UUID) -> Response:
    """Let a worker try all rows."""
    service.start_check(current_session(), import_id, actor=current_actor())
    return make_response(redirect(url_for("imports.progress", import_id=import_id), 303))


@blueprint.get("/importeren/<uuid:import_id>/stand")
@requires(Permission.IMPORT)
def progress(import_id: uuid.UUID) -> Response:
    """How far it is, or what came of it. Asked for again by itself as long as a worker is busy."""
    session, actor = current_session(), current_actor()
    found = queries.one(session, actor, import_id)
    state = ImportState(found.state)
    if state is ImportState.COLUMNS:
        return make_response(redirect(url_for("imports.columns", import_id=import_id), 303))
    if state in RUNNING:
        template = "imports/running_part.html" if is_fragment() else "imports/running.html"
        return make_response(render_template(template, found=found, label=_label(found), state=state))
    if is_fragment():
        # Done: the whole page is another one now.
        response = make_response("")
        response.headers["HX-Redirect"] = url_for("imports.progress", import_id=import_id)
        return response
    return _result(found, 200)


@blueprint.post("/importeren/<uuid:import_id>/inlezen")
@requires(Permission.IMPORT)
def take(import_id: uuid.UUID) -> Response:
    """Read in, after somebody said what to do about refused rows."""
    session, actor = current_session(), current_actor()
    chosen = request.form.get("keuze", "")
    if chosen == NOTHING:
        service.stop(session, import_id, actor=actor)
        notify("Er is niets ingelezen. Verbeter het bestand en kies het opnieuw.", "info")
        return make_response(redirect(url_for("imports.list_imports"), 303))
    try:
        service.start_taking(session, TakeRows(import_id=import_id, good_rows=chosen == GOOD_ROWS), actor=actor)
    except InvalidInput as error:
        return _result(queries.one(session, actor, import_id), 400, error.message)
    return make_response(redirect(url_for("imports.progress", import_id=import_id), 303))


@blueprint.post("/importeren/<uuid:import_id>/stoppen")
@requires(Permission.IMPORT)
def stop(import_id: uuid.UUID) -> Response:
    """Stop with this file; its rows are thrown away."""
    found = service.stop(current_session(), import_id, actor=current_actor())
    inside = bool(found.taken)
    notify("De import is gestopt. Wat al was ingelezen, blijft staan." if inside else "De import is gestopt.", "info")
    return make_response(redirect(url_for("imports.list_imports"), 303))


def _result(found: TableImport, status: int, problem: str | None = None) -> Response:
    session, actor = current_session(), current_actor()
    state = ImportState(found.state)
    counts = found.checked if state is ImportState.CHECKED else found.taken
    told = queries.some_rows(session, actor, found.id, _SHOWN)
    good = sum(counts.get(each, 0) for each in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.SAME))
    page = render_template(
        "imports/checked.html" if state is ImportState.CHECKED else "imports/done.html",
        found=found,
        label=_label(found),
        state=state,
        state_label=STATES.labels[state],
        counts=[(outcome, text, counts.get(outcome, 0)) for outcome, text in OUTCOME_LABELS.items()],
        questions=counts.get("met-vraag", 0),
        refused=counts.get(RowOutcome.REFUSED, 0),
        twins=counts.get(RowOutcome.TWIN, 0),
        without=counts.get(RowOutcome.NO_AGREEMENT, 0),
        good=good,
        rows=told,
        problem=problem,
        choices=(GOOD_ROWS, NOTHING),
        list_address=_LISTS[ImportKind(found.kind)],
    )
    return make_response(page, status)


def _label(found: TableImport) -> str:
    return KIND_LABELS[ImportKind(found.kind)]
