"""Who may enter a page: one line above every view, and a gate in front of all of them (S5).

    @blueprint.get("/werkgevers")
    @requires(Permission.EMPLOYER_READ)
    def list_employers() -> str: ...

The application does not start when an endpoint has no such line. The gate knows who is logged in, refuses, runs the
view inside the request's transaction, and commits it: the only place where a request commits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, TypeVar, cast

import flask_login
from flask import Flask, Request, Response, current_app, g, make_response, request, url_for
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from wsp.accounts import rules
from wsp.accounts import service as accounts
from wsp.accounts.commands import Login
from wsp.accounts.permissions import Permission
from wsp.accounts.service import limits, sessions
from wsp.accounts.service.limits import Limit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed
from wsp.settings import Settings
from wsp.web import messages, transaction
from wsp.web.transaction import current_session

__all__ = [
    "current_actor",
    "current_login",
    "current_session",
    "init_app",
    "public",
    "public_without_session",
    "public_without_token",
    "required_login",
    "requires",
    "signed_in",
]

View = TypeVar("View", bound=Callable[..., Any])

_RULE: Final = "wsp_access"
_FAILED: Final = 400
"""From this status on, a response tells of a failure and commits nothing."""


@dataclass(frozen=True)
class Rule:
    """What an endpoint asks of who comes: nothing (public), to be logged in, or also a permission in a region."""

    public: bool = False
    permission: Permission | None = None
    without_region: bool = False
    with_temporary_password: bool = False
    step_up: bool = False
    """True: also a fresh proof of who it is (`rules.FRESH`)."""
    limit: Limit | None = None
    """What this counts as, for who asks too often."""
    without_token: bool = False
    """True: a POST without our CSRF token; only for another server that proves itself in another way."""
    untouched: bool = False
    """True: looking at this is no use of the session, which goes on running out."""


class UndeclaredAccess(Exception):
    """An endpoint says nothing about who may enter; the program refuses to start."""


class LogInNeeded(Exception):
    """Nobody is logged in, or the session ended; the door sends the visitor to the log-in page."""


class FreshProofNeeded(Exception):
    """The user is known, but must prove it again for this; the door keeps what was typed."""


class StepNeeded(Exception):
    """The user must first do something else: choose a region, or replace a temporary password."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


class SignedIn(flask_login.UserMixin):  # type: ignore[misc]  # the library has no types
    """What Flask-Login carries for us: our own login, found anew in every request."""

    def __init__(self, login: Login) -> None:
        self.login = login

    def get_id(self) -> str:
        """The user's id; Flask-Login stores it nowhere, since our own cookie names the session."""
        return str(self.login.user_id)


def requires(permission: Permission, *, step_up: bool = False, limit: Limit | None = None) -> Callable[[View], View]:
    """Only users whose roles in the active region grant `permission`.

    `step_up` asks for a second factor (or the password, or the provider) again when the last proof is older than
    fifteen minutes: for what takes personal data out of the program. `limit` counts a request (a GET only when it
    searches: `?q=`), and answers 429 to who asks too often.
    """
    return _declare(Rule(permission=permission, step_up=step_up, limit=limit))


def public(view: View) -> View:
    """Anybody, also without logging in. The view may look at `current_login()`."""
    return _declare(Rule(public=True))(view)


def public_without_token(view: View) -> View:
    """As `public`, and a POST needs no CSRF token: for another server, whose message proves itself (a signed token)."""
    return _declare(Rule(public=True, without_token=True))(view)


def public_without_session(view: View) -> View:
    """As `public`, and no session is looked at or kept alive: for a program that brings its key in the address."""
    return _declare(Rule(public=True, untouched=True))(view)


def signed_in(
    *,
    without_region: bool = False,
    with_temporary_password: bool = False,
    step_up: bool = False,
    untouched: bool = False,
) -> Callable[[View], View]:
    """Any user who is logged in: one's own account, logging out, choosing a region."""
    return _declare(
        Rule(
            without_region=without_region,
            with_temporary_password=with_temporary_password,
            step_up=step_up,
            untouched=untouched,
        )
    )


def _declare(rule: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _RULE, rule)
        return view

    return mark


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """The rule declared for a view, if any."""
    return cast("Rule | None", getattr(view, _RULE, None))


def init_app(app: Flask) -> None:
    """Connect Flask-Login and put the gate before every endpoint; call this after all blueprints are registered."""
    manager = flask_login.LoginManager()
    # Our sessions live on the server; Flask-Login's own cookie data, protection and redirect are not used.
    manager.session_protection = None
    manager.request_loader(_load)
    manager.init_app(app, add_context_processor=False)
    undeclared = sorted(name for name, view in app.view_functions.items() if rule_of(view) is None)
    if undeclared:
        message = "endpoints without a declared permission: " + ", ".join(undeclared)
        raise UndeclaredAccess(message)
    for name, view in app.view_functions.items():
        app.view_functions[name] = _gate(view, cast("Rule", rule_of(view)))
    app.jinja_env.globals.update(current_login=shown_login, may=may, session_seconds=session_seconds)


def cookie_name(settings: Settings) -> str:
    """With https the browser itself guards the cookie (`__Host-`: secure, this host only, whole site)."""
    return "__Host-wsp" if settings.https else "wsp"


def current_login() -> Login | None:
    """Who is logged in, or None; asks the database at most once per request, and never after it was lost."""
    if g.get("database_lost", False):
        return None
    user = flask_login.current_user
    return user.login if isinstance(getattr(user, "login", None), Login) else None


def shown_login() -> Login | None:
    """As `current_login`, for headers and error pages: a lost database means nobody is shown, not a second error."""
    try:
        return current_login()
    except (DBAPIError, PoolTimeout):
        g.database_lost = True
        return None


def current_actor() -> Actor:
    """The acting user in the active region: pass it to every verb and query."""
    login = current_login()
    if login is None:
        raise LogInNeeded
    if login.actor is None:
        raise StepNeeded(url_for("session.choose_region"))
    return login.actor


def required_login() -> Login:
    """Who is logged in, for a view behind `signed_in`."""
    login = current_login()
    if login is None:
        raise LogInNeeded
    return login


def may(permission: str) -> bool:
    """For templates: show a link or button only to who may use it."""
    login = shown_login()
    return login is not None and login.actor is not None and login.actor.may(permission)


def ran_out(csrf_token: str) -> sessions.Ended | None:
    """Whose session just ran out, when this request's form came from it."""
    token = request.cookies.get(cookie_name(current_app.config["WSP"]))
    return sessions.run_out(current_session(), token, csrf_token) if token else None


def rule_of_endpoint(name: str | None) -> Rule | None:
    """The rule of an endpoint by its name; None for an address that does not exist."""
    view = current_app.view_functions.get(name or "")
    return rule_of(view) if view is not None else None


def session_seconds() -> int:
    """Seconds until this session runs out when nobody uses it; a page that is shown has just used it.

    One minute short of the truth, since a use is written once a minute.
    """
    login = shown_login()
    if login is None:
        return 0
    now = clock.now()
    used = login.last_seen_at if not used_by_this_request() else max(login.last_seen_at, now - rules.TOUCH_EVERY)
    return max(0, int((min(used + rules.IDLE, login.expires_at) - now).total_seconds()))


def used_by_this_request() -> bool:
    """False on the one page that only asks how long the session still runs."""
    rule = rule_of_endpoint(request.endpoint)
    return rule is None or not rule.untouched


def _load(incoming: Request) -> SignedIn | None:
    token = incoming.cookies.get(cookie_name(current_app.config["WSP"]))
    if not token:
        return None
    login = accounts.resume(current_session(), token, request_id=g.get("request_id"))
    return None if login is None else SignedIn(login)


def _gate(view: Callable[..., Any], rule: Rule) -> Callable[..., Response]:
    @wraps(view)
    def enter(**arguments: Any) -> Response:
        _check(rule)
        response = make_response(view(**arguments))
        if response.status_code >= _FAILED:
            # A view may show a form again with what is wrong; half of a change must not slip in with it.
            transaction.roll_back()
            messages.drop()
            return response
        login = current_login() if "transaction" in g and not rule.untouched else None
        if login is not None:
            accounts.touch(current_session(), login)
        transaction.commit()
        messages.release()
        return response

    return enter


def _check(rule: Rule) -> None:
    if rule.public:
        return
    login = current_login()
    if login is None:
        raise LogInNeeded
    if login.must_change_password and not rule.with_temporary_password:
        raise StepNeeded(url_for("account.password"))
    if login.actor is None and not rule.without_region:
        raise StepNeeded(url_for("session.choose_region"))
    if rule.permission is not None and (login.actor is None or not login.actor.may(rule.permission)):
        raise NotAllowed(
            "Deze rol geeft geen toegang tot deze pagina. Vraag de beheerder om hulp.",
            code="geen-recht",
        )
    if rule.limit is not None and (request.method != "GET" or request.args.get("q")):
        limits.count(current_session(), login.user_id, rule.limit)
    if rule.step_up and not rules.is_fresh(now=clock.now(), verified_at=login.verified_at):
        raise FreshProofNeeded


def describe(app: Flask) -> dict[str, Rule]:
    """Endpoint -> rule, for the route list and the authorisation matrix."""
    return {name: cast("Rule", rule_of(view)) for name, view in app.view_functions.items()}


def is_fragment() -> bool:
    """True when htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"
