"""What a visitor was doing when a log-in came in between: the page asked for, and what was typed."""

import uuid
from typing import Final
from urllib.parse import urlsplit

from flask import request, url_for

from wsp.accounts.service import kept
from wsp.foundation import db

SECRET_FIELDS: Final = frozenset({"bsn", "password", "current", "new", "repeated", "code", "token", "passphrase"})
"""Never written back into a page, never kept."""
_CARRIED: Final = frozenset({"csrf_token"})
"""Of the session that ended; the next one has its own."""


def own_path(target: str | None) -> str | None:
    """`target` when it is a path of this site, else None (S17): no other host, no scheme, no trick with slashes."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(ord(char) < 32 for char in target):  # noqa: PLR2004 (control characters)
        return None
    return target


def typed() -> list[tuple[str, str]]:
    """What the visitor sent, to be sent again; secrets are left out."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS]


def keep(user_id: uuid.UUID, region: str) -> str | None:
    """Keep this request's form for that user, in a transaction of its own; the page that gives it back, if any."""
    fields = [(name, value) for name, value in typed() if name not in _CARRIED]
    path = own_path(request.full_path.rstrip("?"))
    if path is None:
        return None
    with db.unit_of_work(region) as session:
        form_id = kept.keep(
            session, fields, user_id=user_id, region=region, path=path, with_files=any(request.files.values())
        )
    return url_for("proof.go_on", kept_form_id=form_id) if form_id else None
