"""Old addresses of records that were merged: they lead on to the survivor."""

import uuid
from typing import Final

from flask import request, url_for

from wsp.duplicates.enums import Kind
from wsp.duplicates.queries import survivor_of
from wsp.foundation import db
from wsp.foundation.actor import Actor

_NAMES: Final = {"employer_id": Kind.EMPLOYER, "candidate_id": Kind.CANDIDATE}


def card(kind: Kind, record_id: uuid.UUID) -> str:
    """The address of an employer or a candidate."""
    if kind is Kind.EMPLOYER:
        return url_for("employers.show", employer_id=record_id)
    return url_for("candidates.show", candidate_id=record_id)


def leads_on(actor: Actor) -> str | None:
    """Where this address went, for a page that was not found; None when it went nowhere that `actor` may see.

    The same page of the survivor; its card for what was sent (a form that was open during the merge). In a transaction
    of its own: the one of the request was rolled back.
    """
    arguments = dict(request.view_args or {})
    for name, kind in _NAMES.items():
        if name not in arguments:
            continue
        with db.unit_of_work(actor.region_id) as session:
            survivor = survivor_of(session, actor, kind, arguments[name])
        if survivor is None:
            continue
        if request.method != "GET":
            return card(kind, survivor)
        # An address is made of its parts, never of what stands behind the question mark.
        return url_for(str(request.endpoint), **(arguments | {name: survivor}))
    return None
