"""The name of somebody who asked to be erased, in texts about others: found, and decided one by one."""

import uuid
from typing import Final

from flask import Response, abort, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.candidates import queries as candidates
from wsp.foundation.errors import DomainError, NotFound
from wsp.privacy import mentions, queries
from wsp.privacy.commands import DecideMention
from wsp.privacy.enums import MENTION_DECISIONS, MentionDecision, RequestKind
from wsp.privacy.models import DataRequest
from wsp.web.access import current_actor, current_session, requires
from wsp.web.messages import notify
from wsp.web.privacy.blueprint import blueprint

_MOST: Final = 100
"""Places on one page; those without a decision come first."""


@blueprint.get("/privacy/verzoeken/<uuid:request_id>/vermeldingen")
@requires(Permission.PRIVACY_MANAGE)
def show_mentions(request_id: uuid.UUID) -> Response:
    """Places where the name may stand."""
    return _page(*_asked(request_id))


@blueprint.post("/privacy/verzoeken/<uuid:request_id>/vermeldingen/zoeken")
@requires(Permission.PRIVACY_MANAGE)
def find_mentions(request_id: uuid.UUID) -> Response:
    """Look in the free text of all other records."""
    row, person = _asked(request_id)
    new = mentions.find_mentions(current_session(), person, actor=current_actor())
    notify(f"{new} nieuwe plekken gevonden." if new != 1 else "1 nieuwe plek gevonden.")
    return _back(row.id)


@blueprint.post("/privacy/verzoeken/<uuid:request_id>/vermeldingen")
@requires(Permission.PRIVACY_MANAGE)
def decide_mention(request_id: uuid.UUID) -> Response:
    """Keep or replace at one place."""
    row, person = _asked(request_id)
    decision = request.form.get("decision", "")
    try:
        mention_id = uuid.UUID(request.form.get("mention", ""))
    except ValueError:
        abort(400)
    if decision not in set(MentionDecision):
        abort(400)
    command = DecideMention(mention_id, MentionDecision(decision), request.form.get("reason", "")[:300])
    try:
        mentions.decide(current_session(), person, command, actor=current_actor())
    except NotFound:
        raise
    except DomainError as error:
        return _page(row, person, status=error.status, refused=error.message, refused_id=mention_id)
    notify("Je besluit is bewaard.")
    return _back(row.id)


def _asked(request_id: uuid.UUID) -> tuple[DataRequest, uuid.UUID]:
    """The request and its person; a page of this kind is there for an erasure only."""
    row = queries.request(current_session(), current_actor(), request_id)
    if row.kind != RequestKind.ERASURE or row.subject_id is None:
        abort(404)
    return row, row.subject_id


def _page(
    row: DataRequest,
    person: uuid.UUID,
    *,
    status: int = 200,
    refused: str | None = None,
    refused_id: uuid.UUID | None = None,
) -> Response:
    session = current_session()
    shown = mentions.listed(session, person, limit=_MOST)
    audit.record_reads(session, current_actor(), candidates.SUBJECT, [person], purpose=Purpose.ACCESS_REQUEST)
    page = render_template(
        "privacy/mentions.html",
        row=row,
        shown=shown,
        waiting=mentions.undecided(session, person),
        decisions={decision.value: label for decision, label in MENTION_DECISIONS.items()},
        refused=refused,
        refused_id=refused_id,
    )
    return make_response(page, status)


def _back(request_id: uuid.UUID) -> Response:
    return make_response(redirect(url_for("privacy.show_mentions", request_id=request_id), 303))
