"""How a kept file leaves the program, at every door."""

from flask import Response

from wsp.foundation.files import names


def as_file(content: bytes, media_type: str, name: str) -> Response:
    """Always saved, never shown: a browser must not run what stands in it under our address."""
    return Response(
        content,
        mimetype=media_type,
        headers={
            "Content-Disposition": names.disposition(name),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
