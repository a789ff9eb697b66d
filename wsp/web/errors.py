"""From an error to a page: the right status, what happened, what to do, and the reference id.

Nothing of a failed request is kept. A refusal is recorded in a second transaction. No page shows a stack trace, and
no log line holds a message of the database, which may quote a row.
"""

from dataclasses import dataclass, replace
from typing import Final

from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from psycopg import OperationalError as DriverError
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from wsp.accounts.errors import TooManyAttempts, TooManyRequests
from wsp.audit import service as audit
from wsp.duplicates.errors import Merged
from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.foundation.logging import get_logger
from wsp.web import access, bodies, keeping, messages, moved, transaction
from wsp.web.access import FreshProofNeeded, LogInNeeded, StepNeeded
from wsp.web.keeping import own_path, typed
from wsp.web.requests import request_id

RETRY_AFTER: Final = 10
"""Seconds after which a browser or proxy may try again while the database is away."""

_UNIQUE: Final = frozenset({"23505", "23P01"})
_BUSY: Final = frozenset({"40001", "40P01", "55P03"})
_GONE: Final = ("08", "53", "57P")


@dataclass(frozen=True)
class Page:
    """What an error page says: what happened, and what to do now."""

    title: str
    text: str
    symbol: str = "info"
    action: str = "Ga naar het begin"
    location: str = "/"


_PAGES: Final = {
    400: Page("Dit verzoek klopt niet", "Ga terug naar de vorige pagina en probeer het opnieuw."),
    404: Page("Deze pagina is er niet", "Controleer het adres. Misschien is de pagina verplaatst of verwijderd."),
    405: Page("Dit kan hier niet", "Ga terug naar de vorige pagina en gebruik de knop die daar staat."),
    413: Page("Dit is te groot", "Maak het bestand of de tekst kleiner en probeer het opnieuw."),
    415: Page("Dit soort bestand kan niet", "Gebruik een ander soort bestand en probeer het opnieuw."),
    429: Page("Dit ging te snel na elkaar", "Wacht een minuut en probeer het opnieuw."),
}
_REFUSALS: Final = {
    403: ("Geen toegang", "lock"),
    404: ("Dit is niet gevonden", "search"),
    409: ("Dit kan nu niet meer", "warning"),
    410: ("Deze link werkt niet meer", "clock"),
    429: ("Even wachten", "clock"),
}
_OTHER: Final = Page("Er ging iets mis", "Ga terug naar de vorige pagina en probeer het opnieuw.")


def init_app(app: Flask) -> None:
    """Register one handler per kind of error."""
    # Flask's own logger writes messages and traces, which may quote a row; ours writes type and place.
    app.logger.disabled = True
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(LogInNeeded, _log_in)
    app.register_error_handler(StepNeeded, _step)
    app.register_error_handler(FreshProofNeeded, _fresh_proof)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _raced)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _unavailable)
    app.register_error_handler(DriverError, _unavailable)
    app.register_error_handler(Exception, _unexpected)


def _domain(error: DomainError) -> Response:
    _undo()
    login = access.shown_login()
    went = moved.leads_on(login.actor) if isinstance(error, NotFound) and login and login.actor else None
    if went is not None and request.method == "GET":
        return _see_other(went)
    if went is not None:
        error = Merged()
    if isinstance(error, NotAllowed | NotFound) and login is not None and login.actor is not None:
        audit.record_refusal(login.actor, request.endpoint or "none", code=error.code)
    get_logger().info("refused", code=error.code, status=error.status, endpoint=request.endpoint)
    if isinstance(error, StaleVersion):
        return _page("site/stale.html", error.status, error=error, typed=typed())
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooManyAttempts | TooManyRequests) else {}
    title, symbol = _REFUSALS.get(error.status, ("Dit kan niet", "warning"))
    page = Page(title, error.message, symbol)
    if went is not None:
        page = replace(page, action="Open waar het nu staat", location=went)
    return _page("site/error.html", error.status, page=page, typed=None, headers=headers)


def _log_in(_error: LogInNeeded) -> Response:
    _undo()
    ended = g.get("ran_out")
    if ended is not None:
        return _elsewhere(url_for("session.log_in", next=keeping.keep(ended.user_id, ended.region_id)))
    if access.is_fragment():
        return _elsewhere(url_for("session.log_in"))
    return _see_other(url_for("session.log_in", next=_asked()))


def _fresh_proof(_error: FreshProofNeeded) -> Response:
    login = access.shown_login()
    _undo()
    target = _asked()
    if request.method != "GET" and login is not None and login.actor is not None:
        target = keeping.keep(login.user_id, login.actor.region_id)
    return _elsewhere(url_for("proof.ask", next=target))


def _asked() -> str | None:
    """The page that was asked for; nothing when it was no page."""
    return own_path(request.full_path.rstrip("?")) if request.method == "GET" else None


def _elsewhere(location: str) -> Response:
    """Send the browser on as a whole: such a page must not be swapped into a corner of another."""
    if access.is_fragment():
        response = make_response("", 401)
        response.headers["HX-Redirect"] = location
        return response
    return _see_other(location)


def _step(error: StepNeeded) -> Response:
    _undo()
    return _see_other(error.location)


def _http(error: HTTPException) -> Response:
    _undo()
    status = error.code or 500
    if isinstance(error, SecurityError):
        # A host that is not ours: no page, since a page makes links and links need a host.
        return make_response(
            "Dit adres hoort niet bij dit portaal.\n", 400, {"Content-Type": "text/plain; charset=utf-8"}
        )
    if isinstance(error, RequestEntityTooLarge):
        bodies.read_away()
    if error.response is not None or status < 400:  # noqa: PLR2004 (a redirect is no error)
        return make_response(error.get_response())
    if status >= 500:  # noqa: PLR2004 (said by the line itself)
        return _unexpected(error)
    response = _page("site/error.html", status, page=_PAGES.get(status, _OTHER), typed=None)
    for name, value in error.get_headers(request.environ):
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def _raced(error: StaleDataError) -> Response:
    get_logger().info("raced", exc_info=error)
    return _conflict()


def _conflict() -> Response:
    _undo()
    page = Page("Iemand anders was net eerder", "Open de pagina opnieuw en kijk wat er is veranderd.")
    return _page("site/error.html", 409, page=page, typed=None)


def _database(error: DBAPIError) -> Response:
    state = getattr(error.orig, "sqlstate", None)
    if (isinstance(error, IntegrityError) and state in _UNIQUE) or state in _BUSY:
        get_logger().warning("raced", code=state, exc_info=error)
        return _conflict()
    lost = isinstance(error, OperationalError | InterfaceError) and state is None
    if error.connection_invalidated or lost or (state or "").startswith(_GONE):
        return _unavailable(error)
    return _unexpected(error)


def _unavailable(error: Exception) -> Response:
    """The database is away: a page that needs no database and no session, and that offers to send again."""
    g.database_lost = True
    get_logger().error("database.lost", exc_info=error, endpoint=request.endpoint)
    _undo()
    again = typed() if request.method == "POST" else None
    headers = {"Retry-After": str(RETRY_AFTER)}
    return _page("site/unavailable.html", 503, typed=again, location=own_path(request.path) or "/", headers=headers)


def _unexpected(error: Exception) -> Response:
    get_logger().error("failed", exc_info=error, endpoint=request.endpoint)
    _undo()
    page = Page(
        "Er ging iets mis bij ons",
        "Er is niets opgeslagen. Probeer het opnieuw. Blijft het misgaan? Geef dan het kenmerk door.",
        "warning",
    )
    return _page("site/error.html", 500, page=page, typed=None)


def _undo() -> None:
    """The refused request leaves nothing behind, also no message that it was saved."""
    transaction.give_up()
    messages.drop()


def _see_other(location: str) -> Response:
    return make_response(redirect(location, 303))


def _page(template: str, status: int, /, *, headers: dict[str, str] | None = None, **context: object) -> Response:
    response = make_response(render_template(template, reference=request_id(), status=status, **context), status)
    response.headers.update(headers or {})
    response.headers["Cache-Control"] = "no-store"
    return response
