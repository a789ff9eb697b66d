"""The money of one subsidy: month by month, with its orders and its beschikkingen."""

import uuid
from decimal import Decimal
from typing import Final

from flask import Response, make_response, redirect, render_template, url_for

from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.payments import service
from wsp.payments.enums import (
    BLOCK_LABELS,
    BLOCK_TEXTS,
    DECISION_STATES,
    KIND_LABELS,
    ORDER_STATES,
    Block,
    DecisionKind,
    OrderState,
)
from wsp.payments.queries import cards
from wsp.payments.rules.files import order_label
from wsp.placements.enums import INSTRUMENT_STATES
from wsp.placements.rules import placement_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.messages import notify
from wsp.web.payments.blueprint import blueprint
from wsp.web.payments.words import DECISION_LOOKS, ORDER_LOOKS, month_name

_WRITES: Final = {
    Block.OTHER_BASIS: (DecisionKind.CHANGE.value, "schrijf een wijziging"),
    Block.ENDED: (DecisionKind.END.value, "schrijf een beëindiging"),
}
"""What lets a month that waits go on: the kind of beschikking, and how it is asked."""


@blueprint.get("/betalingen/subsidies/<uuid:instrument_id>")
@requires(Permission.PAYMENT_READ)
def show_subsidy(instrument_id: uuid.UUID) -> str:
    """Every month of a subsidy; the name of who works there is on the page of the placement."""
    card = cards.subsidy_card(current_session(), current_actor(), instrument_id)
    claims = cards.claims(current_session(), card)
    now = clock.today()
    today = now.replace(day=1)
    return render_template(
        "payments/subsidy.html",
        card=card,
        past=[each for each in card.months if each.month <= today],
        coming=[each for each in reversed(card.months) if each.month > today and (each.owed != 0 or each.orders)],
        waits_for=next((_WRITES[each.block] for each in reversed(card.months) if each.block in _WRITES), None),
        claim_until=min((each.until for each in claims if not each.lapsed(now)), default=None),
        lapsed=-sum((each.order.amount for each in claims if each.lapsed(now)), Decimal(0)),
        claimed={
            row.id
            for row in card.decisions
            if row.kind == DecisionKind.RECOVERY
            and any(
                order.recovery_id == row.id and order.state == OrderState.CLAIMED
                for month in card.months
                for order in month.orders
            )
        },
        labels=BLOCK_LABELS,
        texts=BLOCK_TEXTS,
        order_states=ORDER_STATES.labels,
        order_looks=ORDER_LOOKS,
        order_label=order_label,
        decision_kinds=KIND_LABELS,
        decision_states=DECISION_STATES.labels,
        decision_looks=DECISION_LOOKS,
        state=INSTRUMENT_STATES.labels[card.state],
        month_name=month_name,
        number=placement_number(card.placement.number),
    )


@blueprint.post("/betalingen/terugvorderingen/<uuid:decision_id>/ontvangen")
@requires(Permission.PAYMENT_EXPORT)
def receive(decision_id: uuid.UUID) -> Response:
    """The employer paid a terugvordering back."""
    instrument_id = service.receive_recovery(current_session(), decision_id, actor=current_actor())
    notify("Vastgelegd: de werkgever heeft terugbetaald.")
    return make_response(redirect(url_for("payments.show_subsidy", instrument_id=instrument_id), 303))
