"""Ask for access: for somebody who proved who they are, of an organisation that has no place here yet.

Shows and keeps nothing: one mail goes to whoever answers for this portal. What the provider said about the
organisation travels sealed in the form, so that nobody can ask in another's name.
"""

import json
from typing import Final

from flask import Blueprint, Response, current_app, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from wsp.accounts.commands import AskAccess
from wsp.accounts.errors import TooManyAttempts
from wsp.accounts.oidc.errors import UnknownOrganisation
from wsp.accounts.schemas import AskAccessSchema
from wsp.accounts.service import throttle
from wsp.foundation import clock, crypto, mailer
from wsp.settings import Settings
from wsp.web.access import current_session, public
from wsp.web.forms import Form

blueprint = Blueprint("asking", __name__)

_MINUTES: Final = 60


def sealed_request(error: UnknownOrganisation, label: str) -> str:
    """What the provider said of the organisation, for the form that asks for access."""
    told = {"kvk": error.kvk_number, "label": label, "until": clock.now().timestamp() + _MINUTES * 60}
    return crypto.keyring().encrypt(json.dumps(told)).decode()


@blueprint.post("/toegang-aanvragen")
@public
def ask() -> Response:
    """Mail the request to whoever answers for this portal."""
    sealed = request.form.get("sealed", "")
    told = _told(sealed)
    if told is None:
        return make_response(render_template("accounts/ask_access.html", form=None, sealed="", kvk=None), 400)
    typed = MultiDict(request.form)
    typed.poplist("sealed")
    form: Form[AskAccess] = Form(AskAccessSchema, typed=typed)
    if "name" not in typed:
        # The first time: from the page that refused the log-in.
        return _page(Form(AskAccessSchema), sealed, told, 200)
    if form.valid():
        guess = throttle.Guess(throttle.ACCESS, str(told["kvk"]), request.remote_addr or "")
        try:
            throttle.check(current_session(), guess)
        except TooManyAttempts as error:
            form.refuse(error)
            response = _page(form, sealed, told, error.status)
            response.headers["Retry-After"] = str(error.retry_after)
            return response
        throttle.counted(current_session(), guess)
        _mail(form.command, told)
        return make_response(render_template("accounts/asked.html"))
    return _page(form, sealed, told, 400)


def _page(form: Form[AskAccess], sealed: str, told: dict[str, object], status: int) -> Response:
    return make_response(render_template("accounts/ask_access.html", form=form, sealed=sealed, kvk=told["kvk"]), status)


def _mail(asked: AskAccess, told: dict[str, object]) -> None:
    settings: Settings = current_app.config["WSP"]
    mailer.send(
        current_session(),
        region=asked.region,
        to=settings.contact_email,
        template="accounts/access_asked",
        reply_to=asked.email,
        name=asked.name,
        email=asked.email,
        phone=asked.phone or "niet gegeven",
        organisation=asked.organisation,
        kvk=told["kvk"] or "niet bekend",
        provider=told["label"],
    )


def _told(sealed: str) -> dict[str, object] | None:
    try:
        told: dict[str, object] = json.loads(crypto.keyring().decrypt(sealed.encode()))
    except (crypto.CannotDecrypt, ValueError):
        return None
    until = told.get("until")
    return told if isinstance(until, float | int) and until >= clock.now().timestamp() else None
