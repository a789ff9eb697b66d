"""Headers that every answer carries (S1, S2): nothing from elsewhere, nothing inline, nothing kept."""

from typing import Final

from flask import Flask, Response, request

from wsp.settings import Settings

POLICY: Final = "; ".join(  # noqa: FLY002 (one directive per item reads better than one long line)
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'",
    )
)  # fmt: skip
"""No unsafe-*, no nonce: there is no inline style or script to allow."""

_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_YEAR: Final = 31_536_000
_KEPT: Final = frozenset({"statics.file", "theme.stylesheet"})
"""Endpoints that say themselves how long a browser may keep their answer: nothing of anybody is in it."""

_KEPT_BY_ONE: Final = frozenset({"diary.feed"})
"""A diary keeps what it got and asks whether it changed; nobody in between may. The address is the key: tell nobody."""


def init_app(app: Flask, settings: Settings) -> None:
    """Set the headers after every request."""

    @app.after_request
    def guard(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}; includeSubDomains")
        if request.endpoint in _KEPT_BY_ONE:
            response.headers["Cache-Control"] = "private, no-cache"
            response.headers["Referrer-Policy"] = "no-referrer"
        elif request.endpoint not in _KEPT:
            # Pages hold personal data: no browser or proxy keeps them, and a part never shows as a whole.
            response.headers["Cache-Control"] = "no-store"
            response.vary.add("HX-Request")
            response.vary.add("Cookie")
        return response
