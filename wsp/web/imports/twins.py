"""Rows that may be here already: somebody says what to do with each."""

import uuid
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.exchange.tables import queries, service
from wsp.exchange.tables.commands import DecideTwins
from wsp.exchange.tables.enums import DECISION_LABELS, KIND_LABELS, Decision, ImportKind, ImportState
from wsp.web.access import current_actor, current_session, requires
from wsp.web.imports.blueprint import blueprint
from wsp.web.listing import ListPage, page_number
from wsp.web.messages import notify

ROW: Final = "rij-"
_LONGEST_NUMBER: Final = 8


@blueprint.route("/importeren/<uuid:import_id>/dubbelen", methods=["GET", "POST"])
@requires(Permission.IMPORT)
def twins(import_id: uuid.UUID) -> Response:
    """A page of possible duplicates."""
    session, actor = current_session(), current_actor()
    found = queries.one(session, actor, import_id)
    if request.method == "POST":
        changed = service.decide(session, DecideTwins(import_id=import_id, decisions=_decisions()), actor=actor)
        notify(f"Je keuze voor {changed} rijen is bewaard." if changed != 1 else "Je keuze voor 1 rij is bewaard.")
        return make_response(redirect(url_for("imports.progress", import_id=import_id), 303))
    page = queries.twins(session, actor, import_id, page=page_number())
    return make_response(
        render_template(
            "imports/twins.html",
            found=found,
            label=KIND_LABELS[ImportKind(found.kind)],
            page=ListPage(page),
            decisions=DECISION_LABELS,
            row_name=ROW,
            open=ImportState(found.state) is ImportState.CHECKED,
            skip=Decision.SKIP,
            new=Decision.NEW,
        )
    )


def _decisions() -> dict[int, Decision]:
    found = {}
    for name, value in request.form.items():
        number = name.removeprefix(ROW)
        chosen = value in set(Decision) and name.startswith(ROW)
        if chosen and number.isdecimal() and len(number) <= _LONGEST_NUMBER:
            found[int(number)] = Decision(value)
    return found
