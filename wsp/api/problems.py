"""Everything that goes wrong as application/problem+json (RFC 9457), in Dutch, all faults at once, with a reference.

The same statuses as the web, with three of HTTP's own: 401 (token), 412 and 428 (If-Match).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Flask, Response, g, request
from psycopg import OperationalError as DriverError
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from wsp.accounts.errors import TooManyRequests
from wsp.audit import service as audit
from wsp.couplings.errors import TokenRefused
from wsp.couplings.service import SUBJECT
from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.foundation.logging import get_logger

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER: Final = 10
"""Seconds after which to try again while the database is away."""
TITLES: Final = {
    400: "Dit verzoek klopt niet",
    401: "Niet ingelogd",
    403: "Geen toegang",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    409: "Dit kan nu niet",
    410: "Dit is er niet meer",
    412: "Intussen gewijzigd",
    413: "Te groot",
    415: "Dit soort inhoud kan niet",
    428: "If-Match ontbreekt",
    429: "Te veel verzoeken",
    500: "Er ging iets mis bij ons",
    503: "Even niet bereikbaar",
}
_DETAILS: Final = {
    400: "Controleer het adres, de headers en de inhoud van het verzoek.",
    404: "Dit adres bestaat niet. Let op: een adres eindigt niet op een schuine streep.",
    405: "Kijk in de header Allow welke methoden hier kunnen.",
    413: "Maak het verzoek kleiner.",
    415: "Stuur application/json.",
}
_UNIQUE: Final = frozenset({"23505", "23P01"})
_BUSY: Final = frozenset({"40001", "40P01", "55P03"})
_GONE: Final = ("08", "53", "57P")


class Fault(Exception):
    """One thing that is wrong with what was sent. `name` is a parameter, or a pointer into the body."""

    def __init__(self, *, place: str, name: str, detail: str) -> None:
        super().__init__(detail)
        self.place, self.name, self.detail = place, name, detail

    def plain(self) -> dict[str, Any]:
        """As it stands in the answer."""
        location = {"pointer": self.name} if self.place == "body" else {"name": self.name}
        return {"in": self.place, "location": location, "detail": self.detail}


class Faults(Exception):
    """The request cannot be used; all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault], *, code: str = "ongeldige-invoer") -> None:
        super().__init__(code)
        self.faults, self.code = list(faults), code


class Precondition(Exception):
    """412: somebody saved the record in the meantime; 428: the caller did not say which version it read."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


def init_app(app: Flask) -> None:
    """One handler per kind of error."""
    app.logger.disabled = True
    app.register_error_handler(Faults, _faults)
    app.register_error_handler(Precondition, _precondition)
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _raced)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _unavailable)
    app.register_error_handler(DriverError, _unavailable)
    app.register_error_handler(Exception, _unexpected)


def problem(
    status: int,
    detail: str,
    *,
    code: str | None = None,
    errors: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer itself; `instance` is the reference that also stands in our log."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, TITLES[400]),
        "status": status,
        "detail": detail,
        "instance": f"urn:kenmerk:{g.request_id}",
    }
    if code:
        body["code"] = code
    if errors:
        body["errors"] = [each.plain() for each in errors]
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, headers=dict(headers or {}), content_type=MEDIA_TYPE)


def _faults(error: Faults) -> Response:
    return problem(400, "Herstel de fouten bij 'errors' en stuur het opnieuw.", code=error.code, errors=error.faults)


def _precondition(error: Precondition) -> Response:
    return problem(error.status, error.detail)


def _domain(error: DomainError) -> Response:
    caller = g.get("caller")
    operation = g.get("operation", "onbekend")
    if caller is not None and isinstance(error, NotAllowed | NotFound):
        audit.record_refusal(caller.actor, "couplings.call", subject=(SUBJECT, caller.coupling_id), code=error.code)
    get_logger().info("refused", code=error.code, status=error.status, endpoint=f"api.{operation}")
    if isinstance(error, StaleVersion):
        return problem(412, "Een ander wijzigde dit intussen. Lees het opnieuw en stuur de wijziging opnieuw.")
    headers: dict[str, str] = {}
    if isinstance(error, TokenRefused):
        headers["WWW-Authenticate"] = 'Bearer realm="wsp"'
    if isinstance(error, TooManyRequests):
        headers["Retry-After"] = str(error.retry_after)
    faults = [
        Fault(place="body", name=f"#/{name}", detail=text) for name, texts in error.fields.items() for text in texts
    ]
    return problem(error.status, error.message, code=error.code, errors=faults, headers=headers)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status >= 500:  # noqa: PLR2004 (said by the line itself)
        return _unexpected(error)
    headers = {name: value for name, value in error.get_headers(request.environ) if name.lower() == "allow"}
    return problem(status, _DETAILS.get(status, _DETAILS[400]), headers=headers)


def _raced(error: StaleDataError) -> Response:
    get_logger().info("raced", exc_info=error)
    return problem(409, "Iemand anders was net eerder. Lees het opnieuw en probeer het nog eens.")


def _database(error: DBAPIError) -> Response:
    state = getattr(error.orig, "sqlstate", None)
    if (isinstance(error, IntegrityError) and state in _UNIQUE) or state in _BUSY:
        get_logger().warning("raced", code=state, exc_info=error)
        return problem(409, "Iemand anders was net eerder. Lees het opnieuw en probeer het nog eens.")
    lost = isinstance(error, OperationalError | InterfaceError) and state is None
    if error.connection_invalidated or lost or (state or "").startswith(_GONE):
        return _unavailable(error)
    return _unexpected(error)


def _unavailable(error: Exception) -> Response:
    get_logger().error("database.lost", exc_info=error)
    detail = "Er is niets opgeslagen. Probeer het zo opnieuw, met dezelfde Idempotency-Key."
    return problem(503, detail, headers={"Retry-After": str(RETRY_AFTER)})


def _unexpected(error: Exception) -> Response:
    get_logger().error("failed", exc_info=error, endpoint=f"api.{g.get('operation', 'onbekend')}")
    return problem(500, "Er is niets opgeslagen. Geef het kenmerk bij 'instance' door aan de beheerder.")
