"""Where an employer starts."""

from flask import Blueprint, render_template

from wsp.accounts.permissions import Permission
from wsp.employers import queries as employers
from wsp.web.access import current_actor, current_session, requires

blueprint = Blueprint("portal", __name__)


@blueprint.get("/portaal")
@requires(Permission.PORTAL_READ)
def show() -> str:
    """What waits for the employer, and who helps."""
    return render_template("portal/start.html", employers=employers.own_employers(current_session(), current_actor()))
