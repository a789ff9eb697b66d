"""A token with every change, so that no other site can make a logged-in browser act (S4).

Logged in: the token of the server-side session. Not logged in (the log-in form): a random token in a signed cookie.
Every POST is checked; htmx sends the token in a header. The one exception declares itself (`public_without_token`).
"""

import hmac
import secrets
from typing import Final

from flask import Flask, g, request, session

from wsp.foundation.errors import DomainError
from wsp.web.access import LogInNeeded, current_login, ran_out, rule_of_endpoint, shown_login

FIELD: Final = "csrf_token"
HEADER: Final = "X-CSRFToken"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class ForgedOrOld(DomainError):
    """The token is missing or of another session."""

    code = "formulier-verlopen"

    def __init__(self) -> None:
        super().__init__(
            "Dit formulier is verlopen. Ga terug, ververs de pagina en probeer het opnieuw. Er is niets opgeslagen."
        )


def token() -> str:
    """The token for forms on this page."""
    # A list has a form in every row: who is logged in is asked once for all of them.
    found: str | None = g.get("form_token")
    if found is None:
        found = g.form_token = _token()
    return found


def _token() -> str:
    login = shown_login()
    if login is not None:
        return login.csrf_token
    if FIELD not in session:
        session[FIELD] = secrets.token_urlsafe(24)
    return str(session[FIELD])


def check() -> None:
    """Refuse a change without the right token."""
    if request.method in _SAFE:
        return
    rule = rule_of_endpoint(request.endpoint)
    if rule is not None and rule.without_token:
        return
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    # Not `shown_login`: a lost database must read as that (503), not as a forged form.
    login = current_login()
    expected = login.csrf_token if login is not None else str(session.get(FIELD, ""))
    if login is None and not _same(given, expected):
        # Sent from a page whose session ran out meanwhile: not forged, only late.
        g.ran_out = ran_out(given)
        if g.ran_out is not None:
            raise LogInNeeded
    if not _same(given, expected):
        raise ForgedOrOld


def _same(given: str, expected: str) -> bool:
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def init_app(app: Flask) -> None:
    """Check before every view; templates get `csrf_token()`."""
    app.before_request(check)
    app.jinja_env.globals["csrf_token"] = token
