"""The second step of a log-in. Public: there is no session yet, only a mark in a cookie that opens nothing else."""

from typing import Final

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from wsp.accounts import service
from wsp.accounts.commands import NewLogin, TakeStep
from wsp.accounts.errors import LinkExpired, LinkUnknown, LinkUsed, NoSecondFactor, TooManyAttempts, WrongCode
from wsp.accounts.rules import HALF_WAY
from wsp.accounts.schemas import RecoverySchema, TakeStepSchema
from wsp.accounts.service.factors import FEW
from wsp.settings import Settings
from wsp.web.access import cookie_name, current_session, public
from wsp.web.accounts.qr import qr_code
from wsp.web.forms import Form
from wsp.web.keeping import own_path
from wsp.web.login_rules import login_rules
from wsp.web.messages import notify
from wsp.web.requests import request_id

blueprint = Blueprint("step", __name__)

_OVER: Final = (LinkExpired, LinkUnknown, LinkUsed, NoSecondFactor)


@blueprint.get("/inloggen/tweede-stap")
@public
def ask() -> Response:
    """Ask for the code; or, the first time, show what the app must scan."""
    return _page(Form(_schema()), 200)


@blueprint.post("/inloggen/tweede-stap")
@public
def take() -> Response:
    """Check the code and begin the session."""
    typed = MultiDict(request.form)
    form: Form[TakeStep] = Form(_schema(), typed=typed)
    mark = request.cookies.get(step_cookie(), "")
    if form.valid(token=mark, origin=request.remote_addr or ""):
        try:
            done = service.take_step(current_session(), form.command, asked=login_rules(), request_id=request_id())
        except _OVER:
            return _again()
        except (WrongCode, TooManyAttempts) as error:
            form.refuse(error)
            typed.poplist("code")
            response = _page(form, error.status)
            if isinstance(error, TooManyAttempts):
                response.headers["Retry-After"] = str(error.retry_after)
            return response
        target = own_path(request.args.get("next")) or "/"
        if done.recovery_codes:
            page = render_template("accounts/codes.html", codes=done.recovery_codes, target=target, first=True)
            return begun(make_response(page), done.new)
        if done.codes_left <= FEW:
            notify("De herstelcodes zijn bijna op. Maak nieuwe bij Mijn account.", "warning")
        return begun(make_response(redirect(target, 303)), done.new)
    typed.poplist("code")
    return _page(form, 400)


def half_way(response: Response, token: str) -> Response:
    """Give the browser the mark of somebody whose second step is still to come."""
    settings: Settings = current_app.config["WSP"]
    response.set_cookie(
        step_cookie(),
        token,
        path="/",
        max_age=int(HALF_WAY.total_seconds()),
        secure=settings.https,
        httponly=True,
        samesite="Lax",
    )
    return response


def begun(response: Response, new: NewLogin) -> Response:
    """Give the browser the secret of its new session, and take away a mark of half-way."""
    settings: Settings = current_app.config["WSP"]
    response.set_cookie(
        cookie_name(settings), new.token, path="/", secure=settings.https, httponly=True, samesite="Lax"
    )
    response.delete_cookie(step_cookie(), path="/", secure=settings.https, httponly=True, samesite="Lax")
    return response


def step_cookie() -> str:
    """Name of the cookie with the mark."""
    settings: Settings = current_app.config["WSP"]
    return "__Host-wsp-step" if settings.https else "wsp-step"


def _recovery() -> bool:
    return "herstelcode" in request.args


def _schema() -> type[TakeStepSchema | RecoverySchema]:
    return RecoverySchema if _recovery() else TakeStepSchema


def _page(form: Form[TakeStep], status: int) -> Response:
    try:
        user, enrolment = service.half_way(current_session(), request.cookies.get(step_cookie(), ""))
    except _OVER:
        return _again()
    next_page = own_path(request.args.get("next"))
    page = render_template(
        "accounts/step.html",
        form=form,
        user=user,
        enrolment=enrolment,
        qr=qr_code(enrolment.address) if enrolment else None,
        recovery=_recovery(),
        next=next_page,
    )
    return make_response(page, status)


def _again() -> Response:
    notify("Het inloggen duurde te lang. Log opnieuw in.", "warning")
    return make_response(redirect(url_for("session.log_in", next=own_path(request.args.get("next"))), 303))
