"""One's own second factor: set it up, make new recovery codes, take it away."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from wsp.accounts.commands import Confirm
from wsp.accounts.errors import WrongCode
from wsp.accounts.models import User
from wsp.accounts.schemas import ConfirmByCodeSchema
from wsp.accounts.service import factors
from wsp.foundation.errors import NotAllowed
from wsp.web.access import current_session, required_login, signed_in
from wsp.web.accounts.qr import qr_code
from wsp.web.forms import Form
from wsp.web.login_rules import login_rules
from wsp.web.messages import notify

blueprint = Blueprint("factor", __name__)


@blueprint.post("/mijn-account/tweede-stap")
@signed_in(step_up=True)
def begin() -> Response:
    """Make a secret that waits for its first code."""
    factors.begin(current_session(), _user())
    return make_response(redirect(url_for("factor.show"), 303))


@blueprint.get("/mijn-account/tweede-stap")
@signed_in(step_up=True)
def show() -> Response:
    """What the app must scan."""
    if not _waiting():
        return make_response(redirect(url_for("account.show"), 303))
    return _page(Form(ConfirmByCodeSchema), 200)


@blueprint.post("/mijn-account/tweede-stap/bevestigen")
@signed_in(step_up=True)
def confirm() -> Response:
    """Turn it on with a first code; the recovery codes are shown here and never again."""
    typed = MultiDict(request.form)
    form: Form[Confirm] = Form(ConfirmByCodeSchema, typed=typed)
    if form.valid(origin=request.remote_addr or ""):
        try:
            codes = factors.confirm(
                current_session(), _user(), form.command.code or "", actor=required_login().anywhere
            )
        except WrongCode as error:
            form.refuse(error)
        else:
            return _codes(codes, first=True)
    typed.poplist("code")
    return _page(form, 400)


@blueprint.post("/mijn-account/tweede-stap/herstelcodes")
@signed_in(step_up=True)
def renew_codes() -> Response:
    """New recovery codes; the old ones stop working."""
    login = required_login()
    return _codes(factors.renew_codes(current_session(), login.user_id, actor=login.anywhere), first=False)


@blueprint.post("/mijn-account/tweede-stap/uitzetten")
@signed_in(step_up=True)
def remove() -> Response:
    """Take it away, where the role does not need it."""
    login = required_login()
    if login_rules().needs_factor(login.workplaces):
        raise NotAllowed("Deze rol heeft een tweede stap nodig. Is de telefoon weg? Vraag de beheerder om hulp.")
    factors.remove(current_session(), login.user_id, actor=login.anywhere)
    notify("De tweede stap staat uit.")
    return make_response(redirect(url_for("account.show"), 303))


def _user() -> User:
    return current_session().get_one(User, required_login().user_id)


def _waiting() -> bool:
    return factors.waiting(current_session(), required_login().user_id)


def _page(form: Form[Confirm], status: int) -> Response:
    enrolment = factors.enrolment(current_session(), _user())
    page = render_template(
        "accounts/factor.html",
        form=form,
        enrolment=enrolment,
        qr=qr_code(enrolment.address),
        address=url_for("factor.confirm"),
    )
    return make_response(page, status)


def _codes(codes: tuple[str, ...], *, first: bool) -> Response:
    return make_response(
        render_template("accounts/codes.html", codes=codes, target=url_for("account.show"), first=first)
    )
