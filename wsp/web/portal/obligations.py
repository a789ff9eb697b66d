"""What the employer must do or hand in, with the day; what it did, with what. By number of the placement, no name."""

import uuid

from flask import Blueprint, Response, make_response, redirect, url_for

from wsp.accounts.permissions import Permission
from wsp.foundation.errors import Conflict
from wsp.placements import queries
from wsp.placements.obligations import settling
from wsp.placements.obligations.commands import ReportObligation
from wsp.web.access import current_actor, current_session, requires
from wsp.web.messages import notify
from wsp.web.portal.helper import helper
from wsp.web.portal.page import page

blueprint = Blueprint("portal_obligations", __name__)


@blueprint.get("/portaal/inleveren")
@requires(Permission.PORTAL_EMPLOYEE)
def show() -> Response:
    """Late first, then what comes, then what was done in the last year."""
    return _page()


@blueprint.post("/portaal/inleveren/<uuid:obligation_id>/gedaan")
@requires(Permission.PORTAL_EMPLOYEE)
def report(obligation_id: uuid.UUID) -> Response:
    """The employer did its part; the contact person checks it."""
    command = ReportObligation(obligation_id=obligation_id)
    try:
        settling.report(current_session(), command, actor=current_actor())
    except Conflict as error:
        return _page(error.status, refused="Dit was al klaar of is niet meer nodig. U hoeft niets te doen.")
    notify("Dank u wel. Uw contactpersoon kijkt het na.")
    return make_response(redirect(url_for("portal_obligations.show"), 303))


def _page(status: int = 200, *, refused: str | None = None) -> Response:
    asks = queries.asks(current_session(), current_actor())
    return page(
        "obligations",
        status,
        open=[ask for ask in asks if not ask.done],
        done=sorted((ask for ask in asks if ask.done), key=lambda ask: (ask.done_on or ask.by, ask.text), reverse=True),
        refused=refused,
        helper=helper(),
    )
