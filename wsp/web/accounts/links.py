"""The pages behind mailed links that choose a password. Public, since the link itself says who comes.

Opening a link shows what will happen and changes nothing: mail scanners open every link. The POST decides.
"""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from wsp.accounts import service
from wsp.accounts.commands import AskReset, ChoosePassword
from wsp.accounts.errors import TooManyAttempts
from wsp.accounts.schemas import AskResetSchema, ChoosePasswordSchema
from wsp.accounts.service import links
from wsp.foundation.errors import InvalidInput
from wsp.settings import Settings
from wsp.web.access import current_session, public
from wsp.web.forms import Form
from wsp.web.login_rules import login_rules
from wsp.web.messages import notify

blueprint = Blueprint("link", __name__)


@blueprint.get("/wachtwoord-vergeten")
@public
def forgot() -> str:
    """Ask for which address."""
    return render_template("accounts/forgot.html", form=Form(AskResetSchema))


@blueprint.post("/wachtwoord-vergeten")
@public
def ask_reset() -> Response:
    """Mail a link, if somebody has this address; the answer is the same for everybody."""
    form: Form[AskReset] = Form(AskResetSchema, typed=request.form)
    if form.valid(origin=request.remote_addr or ""):
        asked = form.command
        try:
            service.ask_reset(current_session(), asked.email, origin=asked.origin, asked=login_rules())
        except TooManyAttempts as error:
            form.refuse(error)
            page = render_template("accounts/forgot.html", form=form)
            return make_response(page, error.status, {"Retry-After": str(error.retry_after)})
        return make_response(render_template("accounts/forgot_sent.html", contact=_contact()))
    return make_response(render_template("accounts/forgot.html", form=form), 400)


@blueprint.get("/uitnodiging/<token>")
@public
def invitation(token: str) -> Response:
    """A new colleague: choose a password."""
    return _ask(token, links.INVITATION)


@blueprint.post("/uitnodiging/<token>")
@public
def accept(token: str) -> Response:
    """Set the first password."""
    return _choose(token, links.INVITATION)


@blueprint.get("/wachtwoord-kiezen/<token>")
@public
def reset(token: str) -> Response:
    """Somebody who forgot the password: choose a new one."""
    return _ask(token, links.RESET)


@blueprint.post("/wachtwoord-kiezen/<token>")
@public
def choose(token: str) -> Response:
    """Set the new password."""
    return _choose(token, links.RESET)


def _contact() -> str:
    settings: Settings = current_app.config["WSP"]
    return settings.contact_email


def _ask(token: str, purpose: str) -> Response:
    return _page(Form(ChoosePasswordSchema), token, purpose, 200)


def _choose(token: str, purpose: str) -> Response:
    typed = MultiDict(request.form)
    # Carried for password managers only, which want to know whose password it is.
    typed.poplist("email")
    form: Form[ChoosePassword] = Form(ChoosePasswordSchema, typed=typed)
    if form.valid(token=token):
        try:
            service.choose_password(current_session(), form.command, purpose)
        except InvalidInput as error:
            form.refuse(error)
        else:
            notify("Het wachtwoord is opgeslagen. Log nu in.")
            return make_response(redirect(url_for("session.log_in"), 303))
    typed.poplist("new")
    typed.poplist("repeated")
    return _page(form, token, purpose, 400)


def _page(form: Form[ChoosePassword], token: str, purpose: str, status: int) -> Response:
    user = service.owner_of(current_session(), token, purpose)
    response = make_response(
        render_template("accounts/by_link.html", form=form, user=user, invited=purpose == links.INVITATION), status
    )
    # The address holds the secret: nothing on this page may tell it on.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
