"""The start, health checks, and the pages that every public site must have."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from flask import Blueprint, Response, current_app, jsonify, make_response, redirect, render_template, url_for
from psycopg import OperationalError as DriverError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from wsp import migrate
from wsp.foundation import clock
from wsp.settings import Settings
from wsp.web import speech, transaction
from wsp.web.access import current_login, current_session, public

blueprint = Blueprint("site", __name__)

_STATEMENT: Final = Path(__file__).parent / "statement.yaml"
SECURITY_TXT_DAYS: Final = 180
"""RFC 9116 wants less than a year; made anew with every request, so it never runs out."""


@blueprint.get("/")
@public
def start() -> Response:
    """Mijn dag for a colleague, the portal for somebody of an employer, else the log-in page."""
    home = "/portaal" if speech.portal_mode() else "/mijn-dag"
    target = home if current_login() else url_for("session.log_in")
    return make_response(redirect(target, 303))


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers; asks nothing of the database."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def readyz() -> Response:
    """The process can work: the database answers and has the newest migration. 503 when not."""
    try:
        found = current_session().scalar(text("SELECT version_num FROM alembic_version"))
    except (SQLAlchemyError, DriverError):
        return _not_ready("geen database")
    expected = _head()
    # While an upgrade runs, the database is ahead of the program that is about to go: that one still works, since a
    # migration only adds what the version before does not know (docs/operations/upgrade.md).
    if found != expected and migrate.known(str(found), _settings().migrations_dir):
        return _not_ready(f"database op migratie {found}, nodig is {expected}")
    return jsonify(status="ok", migration=found)


@blueprint.get("/toegankelijkheid")
@public
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("site/accessibility.html", statement=statement(), contact=_settings().contact_email)


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """What happens with personal data here."""
    return render_template("site/privacy.html", contact=_settings().contact_email)


@blueprint.get("/hulp")
@public
def help_page() -> str:
    """Where to ask for help."""
    return render_template("site/help.html", contact=_settings().contact_email)


@blueprint.get("/.well-known/security.txt")
@public
def security_txt() -> Response:
    """How to report a leak (RFC 9116)."""
    expires = (clock.now() + timedelta(days=SECURITY_TXT_DAYS)).replace(microsecond=0)
    lines = (
        f"Contact: mailto:{_settings().contact_email}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {url_for('site.security_txt', _external=True)}",
        f"Policy: {url_for('site.help_page', _external=True)}",
    )
    response = make_response("\n".join(lines) + "\n")
    response.content_type = "text/plain; charset=utf-8"
    return response


@cache
def statement() -> dict[str, Any]:
    """The accessibility statement as data."""
    loaded: dict[str, Any] = yaml.safe_load(_STATEMENT.read_text(encoding="utf-8"))
    return loaded


@cache
def _head() -> str:
    return migrate.head(_settings().migrations_dir)


def _settings() -> Settings:
    settings: Settings = current_app.config["WSP"]
    return settings


def _not_ready(why: str) -> Response:
    transaction.give_up()
    response = jsonify(status="niet gereed", reason=why)
    response.status_code = 503
    response.headers["Retry-After"] = "10"
    return response
