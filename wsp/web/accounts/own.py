"""One's own account: where you work, your password, your sessions."""

from uuid import UUID

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from wsp.accounts import queries, service
from wsp.accounts.commands import ChangePassword
from wsp.accounts.schemas import ChangePasswordSchema
from wsp.accounts.service import factors, federation
from wsp.foundation.errors import InvalidInput
from wsp.web.access import current_actor, current_session, required_login, session_seconds, signed_in
from wsp.web.forms import Form
from wsp.web.login_rules import login_rules
from wsp.web.messages import notify
from wsp.web.speech import addressed

blueprint = Blueprint("account", __name__)


@blueprint.get("/mijn-account")
@signed_in()
def show() -> str:
    """Where you work, how you log in, and where you are logged in."""
    login = required_login()
    return render_template(
        "accounts/own.html",
        login=login,
        sessions=queries.sessions(current_session(), login.user_id),
        factor=factors.status(current_session(), login.user_id),
        few=factors.FEW,
        identities=federation.identities(current_session(), login.user_id),
        must=login_rules().needs_factor(login.workplaces),
    )


@blueprint.get("/mijn-account/wachtwoord")
@signed_in(without_region=True, with_temporary_password=True)
def password() -> str:
    """The form for a new password."""
    return render_template("accounts/password.html", form=Form(ChangePasswordSchema), login=required_login())


@blueprint.post("/mijn-account/wachtwoord")
@signed_in(without_region=True, with_temporary_password=True)
def change_password() -> Response:
    """Change the password; other sessions end."""
    login = required_login()
    typed = MultiDict(request.form)
    form: Form[ChangePassword] = Form(ChangePasswordSchema, typed=typed)
    if form.valid():
        try:
            service.change_password(current_session(), form.command, actor=login.anywhere, keep=login.session_id)
        except InvalidInput as error:
            form.refuse(error)
        else:
            notify(
                addressed(
                    "Je wachtwoord is gewijzigd. Op andere apparaten ben je uitgelogd.",
                    "Uw wachtwoord is gewijzigd. Op andere apparaten bent u uitgelogd.",
                )
            )
            return make_response(redirect(url_for("site.start"), 303))
    for name in ("current", "new", "repeated"):
        typed.poplist(name)
    return make_response(render_template("accounts/password.html", form=form, login=login), 400)


@blueprint.post("/mijn-account/sessies/<uuid:session_id>/beeindigen")
@signed_in()
def end_session(session_id: UUID) -> Response:
    """End one of your own sessions."""
    service.end_session(current_session(), session_id, actor=current_actor())
    notify("De sessie is beëindigd.")
    return make_response(redirect(url_for("account.show"), 303))


@blueprint.get("/sessie")
@signed_in(without_region=True, untouched=True)
def session_left() -> Response:
    """How long the session still runs; asking is no use of it."""
    return jsonify(seconds=session_seconds())


@blueprint.post("/sessie")
@signed_in(without_region=True)
def keep_session() -> Response:
    """Use the session, so that it goes on."""
    return jsonify(seconds=session_seconds())
