"""Batches for the payment administration, and the status files that come back."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.foundation.errors import InvalidInput
from wsp.payments import service
from wsp.payments.enums import OrderState
from wsp.payments.errors import UnreadableFile
from wsp.payments.queries import orders
from wsp.payments.rules.files import STATUS_HEADS
from wsp.payments.service import exporting
from wsp.web.access import current_actor, current_session, requires
from wsp.web.bodies import takes_file
from wsp.web.documents.answer import as_file
from wsp.web.i18n import moment
from wsp.web.messages import notify
from wsp.web.payments.blueprint import blueprint
from wsp.web.payments.words import payer_names, payers

_MOST_SHOWN: Final = 50
"""Damaged rows that the page lists; whoever has more looks at the whole file."""


@blueprint.get("/betalingen/batches")
@requires(Permission.PAYMENT_EXPORT)
def list_batches() -> str:
    """What is ready to go per municipality, and the last batches."""
    session, actor = current_session(), current_actor()
    names = payers()
    waiting = []
    for organisation_id, name in names.items():
        found = exporting.ready(session, organisation_id)
        if found:
            waiting.append(
                {
                    "id": organisation_id,
                    "name": name,
                    "count": len(found),
                    "total": sum((each.order.amount for each in found), Decimal(0)),
                    "without": sum(each.creditor is None for each in found),
                    "own": sum(each.order.approved_by_id == actor.user_id for each in found),
                }
            )
    batches = orders.batches(session, actor)
    return render_template(
        "payments/batches.html",
        waiting=waiting,
        batches=batches,
        payers=payer_names({each.organisation_id for each in batches}),
        names=accounts.names(session, [each.closed_by_id for each in batches]),
    )


@blueprint.post("/betalingen/batches")
@requires(Permission.PAYMENT_EXPORT, step_up=True)
def close_batch() -> Response:
    """Close a batch of a municipality; its file never changes any more."""
    try:
        organisation_id = uuid.UUID(request.form.get("gemeente", ""))
    except ValueError:
        raise InvalidInput("Kies een gemeente uit de lijst. Ga terug naar de batches.") from None
    batch = service.close_batch(current_session(), organisation_id, actor=current_actor())
    notify(f"Batch BB-{batch.number} is gesloten. Haal nu het bestand op.")
    return make_response(redirect(url_for("payments.show_batch", batch_id=batch.id), 303))


@blueprint.get("/betalingen/batches/<uuid:batch_id>")
@requires(Permission.PAYMENT_EXPORT)
def show_batch(batch_id: uuid.UUID) -> str:
    """Count, total and hash of a batch, and its file."""
    session, actor = current_session(), current_actor()
    batch = orders.batch(session, actor, batch_id)
    return render_template(
        "payments/batch.html",
        batch=batch,
        payer=payer_names({batch.organisation_id}).get(batch.organisation_id, ""),
        by=accounts.names(session, [batch.closed_by_id]).get(batch.closed_by_id, ""),
    )


@blueprint.post("/betalingen/batches/<uuid:batch_id>/ophalen")
@requires(Permission.PAYMENT_EXPORT, step_up=True, limit=Limit.EXPORT)
def fetch_batch(batch_id: uuid.UUID) -> Response:
    """The file, the same bytes every time; who fetched it is in the log."""
    batch = service.batch_file(current_session(), batch_id, actor=current_actor())
    return as_file(batch.content, "text/csv", batch.filename)


@blueprint.get("/betalingen/statusbestand")
@requires(Permission.PAYMENT_EXPORT)
def ask_statement() -> str:
    """Where a status file is read back."""
    return _asking()


@blueprint.post("/betalingen/statusbestand")
@requires(Permission.PAYMENT_EXPORT)
@takes_file()
def read_statement() -> Response:
    """Take the answers that fit their orders, and report on the differences; a damaged file changes nothing."""
    given = request.files.get("file")
    if given is None or not given.filename:
        return make_response(_asking("Kies eerst een bestand."), 400)
    try:
        made = service.read_statement(current_session(), given.read(), actor=current_actor())
    except UnreadableFile as error:
        return make_response(_asking(error.message, error.rows), 400)
    before = orders.earlier_reading(current_session(), current_actor(), made)
    notify(
        f"{made.taken} van {made.rows} rijen zijn verwerkt."
        if before is None
        else f"Dit bestand is al gelezen op {moment(before)}. Wat toen is verwerkt, is niet veranderd."
    )
    return make_response(redirect(url_for("payments.show_statement", statement_id=made.id), 303))


@blueprint.get("/betalingen/statusbestanden/<uuid:statement_id>")
@requires(Permission.PAYMENT_EXPORT)
def show_statement(statement_id: uuid.UUID) -> str:
    """The report on a file, row by row."""
    session, actor = current_session(), current_actor()
    found = orders.statement(session, actor, statement_id)
    return render_template(
        "payments/statement.html",
        found=found,
        before=orders.earlier_reading(session, actor, found),
        refused=orders.state_counts(session, actor)[OrderState.REJECTED].count,
    )


def _asking(refused: str = "", rows: Sequence[tuple[int, str, str]] = ()) -> str:
    return render_template(
        "payments/ask_statement.html",
        refused=refused,
        rows_refused=rows[:_MOST_SHOWN],
        more_refused=len(rows) - _MOST_SHOWN,
        heads=STATUS_HEADS,
        earlier=orders.statements(current_session(), current_actor()),
    )
