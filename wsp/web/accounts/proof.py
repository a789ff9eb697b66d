"""Prove again who you are (step-up), and go on with what was typed before that or before the session ended."""

from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.datastructures import MultiDict

from wsp.accounts import service
from wsp.accounts.commands import Confirm
from wsp.accounts.errors import TooManyAttempts, WrongCode, WrongPassword
from wsp.accounts.schemas import ConfirmByCodeSchema, ConfirmByPasswordSchema
from wsp.accounts.service import factors, kept
from wsp.web.access import current_actor, current_session, required_login, signed_in
from wsp.web.forms import Form
from wsp.web.keeping import own_path
from wsp.web.login_rules import providers

blueprint = Blueprint("proof", __name__)


@blueprint.get("/bevestigen")
@signed_in(without_region=True)
def ask() -> Response:
    """Ask for a code, or for the password of who has no second factor."""
    return _page(Form(_schema()), 200)


@blueprint.post("/bevestigen")
@signed_in(without_region=True)
def confirm() -> Response:
    """Check it and go on."""
    typed = MultiDict(request.form)
    form: Form[Confirm] = Form(_schema(), typed=typed)
    if form.valid(origin=request.remote_addr or ""):
        try:
            service.confirm(current_session(), required_login(), form.command)
        except (WrongCode, WrongPassword, TooManyAttempts) as error:
            form.refuse(error)
            response = _page(_emptied(form, typed), error.status)
            if isinstance(error, TooManyAttempts):
                response.headers["Retry-After"] = str(error.retry_after)
            return response
        return make_response(redirect(own_path(request.args.get("next")) or "/", 303))
    return _page(_emptied(form, typed), 400)


@blueprint.get("/verder/<uuid:kept_form_id>")
@signed_in()
def go_on(kept_form_id: UUID) -> str:
    """The form that was kept, to be sent with one button."""
    return render_template(
        "accounts/go_on.html", kept=kept.kept(current_session(), kept_form_id, actor=current_actor())
    )


def _schema() -> type[ConfirmByCodeSchema | ConfirmByPasswordSchema]:
    active = factors.status(current_session(), required_login().user_id).active
    return ConfirmByCodeSchema if active else ConfirmByPasswordSchema


def _emptied(form: Form[Confirm], typed: MultiDict[str, str]) -> Form[Confirm]:
    for name in ("code", "password"):
        typed.poplist(name)
    return form


def _page(form: Form[Confirm], status: int) -> Response:
    client = providers().get(required_login().method)
    page = render_template(
        "accounts/proof.html",
        form=form,
        provider=client.provider if client else None,
        # Who came in through a provider may have neither a password nor an app here.
        local=client is None or isinstance(form.schema, ConfirmByCodeSchema),
        next=own_path(request.args.get("next")),
    )
    return make_response(page, status)
