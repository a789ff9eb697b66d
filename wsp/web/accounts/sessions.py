"""Log in, log out, choose where you work now."""

from uuid import UUID

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from wsp.accounts import demo, service
from wsp.accounts.commands import HalfWay, LogIn
from wsp.accounts.errors import LogInRefused, TooManyAttempts
from wsp.accounts.schemas import LogInSchema
from wsp.settings import Settings
from wsp.web.access import cookie_name, current_login, current_session, public, required_login, signed_in
from wsp.web.accounts.federation import leave_address
from wsp.web.accounts.steps import begun, half_way
from wsp.web.forms import Form
from wsp.web.keeping import own_path
from wsp.web.login_rules import login_rules
from wsp.web.messages import notify
from wsp.web.requests import request_id

blueprint = Blueprint("session", __name__)


@blueprint.get("/inloggen")
@public
def log_in() -> Response:
    """The log-in form."""
    if current_login() is not None:
        return _see_other(own_path(request.args.get("next")) or "/")
    return _page(Form(LogInSchema), 200)


@blueprint.post("/inloggen")
@public
def start() -> Response:
    """Check the password and set the cookie."""
    typed = MultiDict(request.form)
    form: Form[LogIn] = Form(LogInSchema, typed=typed)
    if not form.valid(origin=request.remote_addr or ""):
        typed.poplist("password")
        return _page(form, 400)
    try:
        new = service.log_in(current_session(), form.command, asked=login_rules(), request_id=request_id())
    except (LogInRefused, TooManyAttempts) as error:
        typed.poplist("password")
        form.refuse(error)
        response = _page(form, error.status)
        if isinstance(error, TooManyAttempts):
            response.headers["Retry-After"] = str(error.retry_after)
        return response
    target = own_path(request.args.get("next"))
    if isinstance(new, HalfWay):
        return half_way(_see_other(url_for("step.ask", next=target)), new.token)
    return begun(_see_other(target or "/"), new)


@blueprint.post("/uitloggen")
@signed_in(without_region=True, with_temporary_password=True)
def log_out() -> Response:
    """End this session; who came in through a provider is logged out there as well."""
    login = required_login()
    elsewhere = leave_address(login.method)
    service.log_out(current_session(), login)
    response = _see_other(url_for("session.log_in"))
    if elsewhere is not None:
        response = make_response(render_template("accounts/leaving.html", address=elsewhere))
        # Not a redirect: the browser would not follow a form to another host.
        response.headers["Refresh"] = f"0; url={elsewhere}"
    settings: Settings = current_app.config["WSP"]
    response.delete_cookie(cookie_name(settings), path="/", secure=settings.https, httponly=True, samesite="Lax")
    if elsewhere is None:
        notify("Het uitloggen is gelukt.")
    return response


@blueprint.get("/regio")
@signed_in(without_region=True)
def choose_region() -> str:
    """The regions and organisations for which this user works."""
    return render_template("accounts/region.html", login=required_login())


@blueprint.post("/regio")
@signed_in(without_region=True)
def enter_region() -> Response:
    """Make one of them the active one."""
    try:
        organisation = UUID(request.form.get("organisatie", ""))
    except ValueError as error:
        raise BadRequest from error
    place = service.choose_region(current_session(), required_login(), request.form.get("regio", ""), organisation)
    notify(f"Gekozen: {place.organisation_name} in {place.region_name}.")
    return _see_other(own_path(request.args.get("next")) or "/")


def _page(form: Form[LogIn], status: int) -> Response:
    settings: Settings = current_app.config["WSP"]
    page = render_template(
        "accounts/log_in.html",
        form=form,
        next=own_path(request.args.get("next")),
        local=login_rules().local_accounts or "noodtoegang" in request.args,
        demo_accounts=demo.ACCOUNTS if settings.demo else (),
        demo_password=demo.PASSWORD if settings.demo else "",
    )
    return make_response(page, status)


def _see_other(location: str) -> Response:
    return make_response(redirect(location, 303))
