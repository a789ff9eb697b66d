"""A page that somebody reached from a match list: the address names the list, which keeps that the row was opened."""

import uuid
from typing import Final

from flask import request

from wsp.accounts.permissions import Permission
from wsp.shortlists import service
from wsp.web.access import current_actor, current_session
from wsp.web.ids import id_of

LIST: Final = "lijst"
"""Name in the address."""


def note_opening(subject_id: uuid.UUID) -> None:
    """Keep that a row was opened, when the address names a list and the visitor decides on lists."""
    run = id_of(request.args.get(LIST, ""))
    if run is not None and current_actor().may(Permission.SHORTLIST_DECIDE):
        service.opened(current_session(), run, subject_id, actor=current_actor())
