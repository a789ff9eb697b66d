"""`/metrics`: numbers for the machine that watches over us, behind a token of its own."""

import hmac
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, current_app, make_response, request
from psycopg import OperationalError as DriverError
from sqlalchemy.exc import SQLAlchemyError

from wsp.accounts import queries as accounts
from wsp.documents import queries as documents
from wsp.foundation import clock, db, metrics, queue
from wsp.foundation.mailer import outbox
from wsp.web import transaction
from wsp.web.access import current_session, public

blueprint = Blueprint("metrics", __name__)

_TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/metrics")
@public  # no person logs in here: a scraper shows a token, and without one configured there is no such page
def exposition() -> Response:
    """Requests, connections, queue. A missing database is itself a number, so that the alert still comes."""
    token: str = current_app.config["WSP"].metrics_token
    if not token:
        abort(404)
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return make_response(("Dit adres vraagt een sleutel.\n", 401, {"WWW-Authenticate": "Bearer"}))
    response = make_response(metrics.exposition(_asked()))
    response.content_type = _TEXT
    return response


def _asked() -> dict[str, tuple[str, float]]:
    try:
        found = queue.figures(current_session())
        regions = _by_region()
    except (SQLAlchemyError, DriverError):
        transaction.give_up()
        return {"wsp_database_up": ("1 when the database answers.", 0)}
    return {
        "wsp_database_up": ("1 when the database answers.", 1),
        "wsp_queue_jobs_waiting": ("Jobs that could be done now.", found.waiting),
        "wsp_queue_jobs_planned": ("Jobs for a later moment, among them jobs that will be tried again.", found.planned),
        "wsp_queue_jobs_running": ("Jobs that a worker has taken.", found.running),
        "wsp_queue_jobs_failed": ("Jobs that were given up.", found.failed),
        "wsp_queue_oldest_seconds": ("Age of the oldest job that could be done now.", found.oldest_seconds),
        "wsp_queue_workers": ("Workers that gave a sign of life in the last minute.", found.workers),
        "wsp_mails_waiting": ("Mails that still have to go.", sum(each.mails.count for each in regions)),
        "wsp_mails_oldest_seconds": (
            "Age of the oldest of them.",
            max((each.mails.oldest_seconds for each in regions), default=0),
        ),
        "wsp_uploads_oldest_unscanned_seconds": (
            "Age of the oldest file that waits for the virus scanner.",
            max((each.unscanned_seconds for each in regions), default=0),
        ),
    }


@dataclass(frozen=True)
class _Region:
    """What waits in one region."""

    mails: outbox.Waiting
    unscanned_seconds: float


def _by_region() -> list[_Region]:
    """Mails and files stand inside the wall: looked at region by region, and told together."""
    counted = []
    session = current_session()
    for region in accounts.regions_at_work(session):
        db.enter_region(session, region)
        since = documents.oldest_in_quarantine(session, region)
        waits = (clock.now() - since).total_seconds() if since is not None else 0.0
        counted.append(_Region(outbox.waiting(session), max(waits, 0.0)))
    db.enter_region(session, "")
    return counted
