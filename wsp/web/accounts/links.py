"""The pages behind mailed links that choose a password. Public, since the link itself says who comes.

Opening a link shows what will happen and changes nothing: mail scanners open every link. The POST decides.
"""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from wsp.accounts import service
from wsp.accounts.commands import ChoosePassword
from wsp.accounts.schemas import ChoosePasswordSchema
from wsp.accounts.service import links
from wsp.foundation.errors import InvalidInput
from wsp.web.access import current_session, public
from wsp.web.forms import Form
from wsp.web.messages import notify

blueprint = Blueprint("link", __name__)


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
            notify("Je wachtwoord is opgeslagen. Log nu in.")
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
