"""Logging in through a provider. What must come back is kept by the browser in an encrypted cookie, used once.

Public: whoever comes here is not logged in yet. The log-in starts with a link and not a form, since the browser would
not follow a form to another host (`form-action 'self'`).
"""

import json
from dataclasses import asdict, dataclass
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound as NoPage

from wsp.accounts.errors import LinkUsed
from wsp.accounts.oidc.client import Client, Pending
from wsp.accounts.oidc.errors import LoginElsewhereRefused, ProviderDown, UnknownOrganisation
from wsp.accounts.service import federation
from wsp.foundation import clock, crypto
from wsp.foundation.errors import DomainError
from wsp.foundation.logging import get_logger
from wsp.settings import Settings
from wsp.web import transaction
from wsp.web.access import (
    current_actor,
    current_login,
    current_session,
    public,
    public_without_token,
    required_login,
    signed_in,
)
from wsp.web.accounts.asking import sealed_request
from wsp.web.accounts.steps import begun
from wsp.web.keeping import own_path
from wsp.web.login_rules import providers
from wsp.web.messages import notify
from wsp.web.requests import request_id

blueprint = Blueprint("federation", __name__)

LINK: Final = "koppelen"
CONFIRM: Final = "bevestigen"
_PURPOSES: Final = (LINK, CONFIRM)
_MINUTES: Final = 10
"""How long somebody may take at the provider."""


@dataclass(frozen=True)
class _Journey:
    """What the browser carries to the provider and back."""

    provider: str
    purpose: str
    target: str
    pending: Pending
    until: float


@blueprint.get("/inloggen/met/<name>")
@public
def start(name: str) -> Response:
    """Send the browser to the provider."""
    client = _client(name)
    purpose = request.args.get("doel", "")
    if purpose in _PURPOSES and current_login() is None:
        return _see_other(url_for("session.log_in"))
    try:
        address, pending = client.start(_back(name), max_age=0 if purpose == CONFIRM else None)
    except ProviderDown as error:
        return _refused(error, client)
    target = own_path(request.args.get("next")) or ("/mijn-account" if purpose == LINK else "/")
    until = clock.now().timestamp() + _MINUTES * 60
    journey = _Journey(name, purpose if purpose in _PURPOSES else "", target, pending, until)
    response = _see_other(address)
    settings: Settings = current_app.config["WSP"]
    response.set_cookie(
        _cookie(),
        crypto.keyring().encrypt(json.dumps(asdict(journey))).decode(),
        path="/",
        max_age=_MINUTES * 60,
        secure=settings.https,
        httponly=True,
        samesite="Lax",
    )
    return response


@blueprint.get("/inloggen/met/<name>/terug")
@public
def back(name: str) -> Response:
    """The browser comes back: check everything, then log in, link, or confirm. The journey ends here, either way."""
    client = _client(name)
    try:
        response = _arrive(client, _journey(name))
    except DomainError as error:
        response = _refused(error, client)
    settings: Settings = current_app.config["WSP"]
    response.delete_cookie(_cookie(), path="/", secure=settings.https, httponly=True, samesite="Lax")
    return response


@blueprint.post("/inloggen/met/<name>/afgemeld")
@public_without_token
def logged_out_there(name: str) -> Response:
    """The provider itself tells that somebody logged out (back-channel); its signature stands in for our token."""
    client = _client(name)
    try:
        notice = client.read_logout(request.form.get("logout_token", ""))
        ended = federation.log_out_from(current_session(), client.provider, notice)
    except (LoginElsewhereRefused, LinkUsed) as error:
        get_logger().warning("oidc.logout-refused", provider=name, reason=getattr(error, "reason", error.code))
        return make_response("", 400)
    except ProviderDown:
        return make_response("", 503)
    get_logger().info("oidc.logged-out", provider=name, count=ended)
    return make_response("", 200)


@blueprint.get("/uitgelogd")
@public
def logged_out() -> str:
    """After logging out here and at the provider."""
    return render_template("accounts/logged_out.html")


@blueprint.post("/mijn-account/inlogwijzen/<uuid:external_identity_id>/ontkoppelen")
@signed_in(step_up=True)
def unlink(external_identity_id: UUID) -> Response:
    """Take away one of one's own accounts elsewhere."""
    federation.unlink_identity(current_session(), external_identity_id, actor=current_actor())
    notify("De koppeling is weg. Inloggen kan daar niet meer mee.")
    return _see_other(url_for("account.show"))


def leave_address(provider: str) -> str | None:
    """Where to send the browser to log out at the provider too; None when that cannot be."""
    client = providers().get(provider)
    login = current_login()
    if client is None or login is None:
        return None
    id_token = federation.id_token_of(current_session(), login)
    return client.logout_address(id_token=id_token, back=_absolute(url_for("federation.logged_out")))


def _arrive(client: Client, journey: _Journey) -> Response:
    session = current_session()
    verified = client.finish(journey.pending, _back(client.provider.name), request.args)
    if journey.purpose == LINK:
        federation.link_identity(session, required_login(), client.provider, verified)
        notify(f"Inloggen met {client.provider.label} kan nu ook.")
        return _see_other(journey.target)
    if journey.purpose == CONFIRM:
        federation.confirm_from(session, required_login(), client.provider, verified)
        return _see_other(journey.target)
    new = federation.log_in_from(session, client.provider, verified, request_id=request_id())
    return begun(_see_other(journey.target), new)


def _journey(name: str) -> _Journey:
    """The journey of this browser; LoginElsewhereRefused when it began none, at this provider, or too long ago."""
    sealed = request.cookies.get(_cookie(), "")
    try:
        found = json.loads(crypto.keyring().decrypt(sealed.encode()))
        journey = _Journey(**found | {"pending": Pending(**found["pending"])})
    except (crypto.CannotDecrypt, ValueError, TypeError, KeyError) as error:
        raise LoginElsewhereRefused("no journey") from error
    if journey.provider != name or journey.until < clock.now().timestamp():
        raise LoginElsewhereRefused("another journey")
    return journey


def _refused(error: DomainError, client: Client) -> Response:
    """A page that says what to do; the log gets the reason, which names nobody."""
    get_logger().warning(
        "oidc.refused", provider=client.provider.name, code=error.code, reason=getattr(error, "reason", "")
    )
    transaction.roll_back()
    sealed = sealed_request(error, client.provider.label) if isinstance(error, UnknownOrganisation) else None
    page = render_template("accounts/elsewhere.html", error=error, provider=client.provider, sealed=sealed)
    return make_response(page, error.status)


def _client(name: str) -> Client:
    client = providers().get(name)
    if client is None:
        raise NoPage
    return client


def _back(name: str) -> str:
    return _absolute(url_for("federation.back", name=name))


def _absolute(path: str) -> str:
    """Where the provider sends the browser to: the configured address, never the Host header of a request."""
    settings: Settings = current_app.config["WSP"]
    return settings.mail.link(path) if settings.mode == "production" else request.host_url.rstrip("/") + path


def _cookie() -> str:
    settings: Settings = current_app.config["WSP"]
    return "__Host-wsp-journey" if settings.https else "wsp-journey"


def _see_other(location: str) -> Response:
    return make_response(redirect(location, 303))
