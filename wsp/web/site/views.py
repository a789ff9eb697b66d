"""The start, health checks, and the pages that every public site must have."""

from flask import Blueprint, Response, jsonify, redirect, url_for

from wsp.web.access import current_login, public

blueprint = Blueprint("site", __name__)


@blueprint.get("/")
@public
def start() -> Response:
    """Mijn dag for who is logged in, else the log-in page."""
    target = "/mijn-dag" if current_login() else url_for("session.log_in")
    return redirect(target, 303)  # type: ignore[return-value]  # Flask's own response class


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers; asks nothing of the database."""
    return jsonify(status="ok")
