"""Log in, log out, choose where you work now."""

from uuid import UUID

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from wsp.accounts import service
from wsp.accounts.commands import LogIn, Login
from wsp.accounts.errors import LogInRefused, TooManyAttempts
from wsp.settings import Settings
from wsp.web.access import LogInNeeded, cookie_name, current_login, current_session, public, signed_in
from wsp.web.errors import own_path
from wsp.web.messages import notify
from wsp.web.requests import request_id

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/inloggen")
@public
def log_in() -> Response:
    """The log-in form."""
    if current_login() is not None:
        return _see_other("/")
    return _form(email="", error=None, status=200)


@blueprint.post("/inloggen")
@public
def start_session() -> Response:
    """Check the password and set the cookie."""
    command = LogIn(
        email=request.form.get("email", ""),
        password=request.form.get("password", ""),
        origin=request.remote_addr or "",
    )
    try:
        new = service.log_in(current_session(), command, request_id=request_id())
    except (LogInRefused, TooManyAttempts) as error:
        response = _form(email=command.email, error=error.message, status=error.status)
        if isinstance(error, TooManyAttempts):
            response.headers["Retry-After"] = str(error.retry_after)
        return response
    response = _see_other(own_path(request.form.get("next")) or "/")
    settings: Settings = current_app.config["WSP"]
    response.set_cookie(
        cookie_name(settings), new.token, path="/", secure=settings.https, httponly=True, samesite="Lax"
    )
    return response


@blueprint.post("/uitloggen")
@signed_in(without_region=True, with_temporary_password=True)
def log_out() -> Response:
    """End this session."""
    service.log_out(current_session(), _login())
    response = _see_other(url_for("accounts.log_in"))
    settings: Settings = current_app.config["WSP"]
    response.delete_cookie(cookie_name(settings), path="/", secure=settings.https, httponly=True, samesite="Lax")
    notify("Je bent uitgelogd.")
    return response


@blueprint.get("/regio")
@signed_in(without_region=True)
def choose_region() -> str:
    """The regions and organisations for which this user works."""
    return render_template("accounts/region.html", login=_login())


@blueprint.post("/regio")
@signed_in(without_region=True)
def enter_region() -> Response:
    """Make one of them the active one."""
    try:
        organisation = UUID(request.form.get("organisatie", ""))
    except ValueError as error:
        raise BadRequest from error
    service.choose_region(current_session(), _login(), request.form.get("regio", ""), organisation)
    return _see_other("/")


def _form(*, email: str, error: str | None, status: int) -> Response:
    target = own_path(request.values.get("next"))
    page = render_template("accounts/log_in.html", email=email, error=error, next=target)
    return make_response(page, status)


def _login() -> Login:
    login = current_login()
    if login is None:
        raise LogInNeeded
    return login


def _see_other(location: str) -> Response:
    return make_response(redirect(location, 303))
