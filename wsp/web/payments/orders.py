"""The list of payment orders: approve them, offer a refused one again."""

import uuid
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput
from wsp.payments import service
from wsp.payments.commands import ApproveOrders
from wsp.payments.enums import ORDER_KIND_LABELS, ORDER_STATES, OrderState
from wsp.payments.queries import orders
from wsp.payments.queries.orders import OrderFilter
from wsp.payments.rules.files import order_label
from wsp.payments.service.ordering import MOST_AT_ONCE
from wsp.placements.rules import placement_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import spreadsheet
from wsp.web.listing import ListPage, address, page_number
from wsp.web.messages import notify
from wsp.web.payments.blueprint import blueprint
from wsp.web.payments.words import ORDER_LOOKS, month_name, month_value, months_around, payers, read_id, read_month

HEADS: Final = (
    "Opdracht", "Maand", "Soort", "Bedrag", "Status", "Plaatsing", "Werkgever", "Regeling", "Gemeente", "Datum",
    "Antwoord",
)  # fmt: skip
_MONTHS: Final = 24


@blueprint.get("/betalingen/opdrachten")
@requires(Permission.PAYMENT_READ)
def list_orders() -> str:
    """One page of orders; drafts can be approved here by somebody who did not ask for them."""
    session, actor = current_session(), current_actor()
    wanted = _wanted()
    page = orders.list_orders(session, actor, wanted, page=page_number())
    return render_template(
        "payments/orders.html",
        page=ListPage(page),
        wanted=wanted,
        counts=orders.state_counts(session, actor),
        states=ORDER_STATES.labels,
        looks=ORDER_LOOKS,
        kinds=ORDER_KIND_LABELS,
        draft=OrderState.DRAFT,
        again=(OrderState.REJECTED, OrderState.RETURNED),
        names=accounts.names(session, [row.order.approved_by_id for row in page.rows]),
        payers=payers(),
        choices=[(month_value(each), month_name(each)) for each in reversed(months_around(clock.today(), _MONTHS, 0))],
        month_name=month_name,
        month_value=month_value,
        number=placement_number,
        me=actor.user_id,
        filtered=bool(_filters()),
        export=address().replace(request.path, url_for("payments.export_orders"), 1),
    )


@blueprint.post("/betalingen/opdrachten/exporteren")
@requires(Permission.PAYMENT_READ, step_up=True, limit=Limit.EXPORT)
def export_orders() -> Response:
    """The whole list as a spreadsheet."""
    names = payers()
    return spreadsheet(
        "Betaalopdrachten",
        HEADS,
        (
            (
                row.label, month_value(row.order.month), ORDER_KIND_LABELS[row.kind], row.order.amount,
                ORDER_STATES.labels[row.state], placement_number(row.placement_number), row.employer, row.title,
                names.get(row.order.organisation_id), row.order.settled_on, row.order.answer,
            )
            for row in orders.all_orders(current_session(), current_actor(), _wanted())
        ),
        action="payment_orders.exported",
        filters=_filters(),
    )  # fmt: skip


@blueprint.post("/betalingen/opdrachten/goedkeuren")
@requires(Permission.PAYMENT_APPROVE)
def approve_orders() -> Response:
    """Approve the orders that were ticked, with the amounts that the page showed."""
    chosen = request.form.getlist("opdracht")
    if not chosen:
        raise InvalidInput("Vink eerst een opdracht aan. Ga terug naar de lijst.")
    if len(chosen) > MOST_AT_ONCE:
        raise InvalidInput(f"Keur hoogstens {MOST_AT_ONCE} opdrachten tegelijk goed.")
    count = service.approve_orders(
        current_session(), ApproveOrders(tuple(_shown(each) for each in chosen)), actor=current_actor()
    )
    notify("1 opdracht is goedgekeurd." if count == 1 else f"{count} opdrachten zijn goedgekeurd.")
    return make_response(redirect(url_for("payments.list_orders", status=OrderState.DRAFT.value), 303))


@blueprint.post("/betalingen/opdrachten/<uuid:order_id>/opnieuw")
@requires(Permission.PAYMENT_EXPORT)
def offer_again(order_id: uuid.UUID) -> Response:
    """Put a refused order in the next batch."""
    order = service.offer_again(current_session(), order_id, actor=current_actor())
    notify(f"Opdracht {order_label(order.number)} gaat mee met de volgende batch.")
    return make_response(redirect(url_for("payments.list_orders", status=OrderState.APPROVED.value), 303))


def _shown(text: str) -> tuple[uuid.UUID, int]:
    """An order with the amount in cents, as the page sent them along."""
    order_id, _, cents = text.partition(":")
    try:
        return uuid.UUID(order_id), int(cents)
    except ValueError:
        raise InvalidInput("Deze keuze is onleesbaar. Ga terug naar de lijst en kies opnieuw.") from None


def _wanted() -> OrderFilter:
    state = request.args.get("status", "")
    return OrderFilter(
        state=OrderState(state) if state in set(OrderState) else None,
        month=read_month(request.args.get("maand", "")),
        organisation_id=read_id("gemeente"),
        batch_id=read_id("batch"),
    )


def _filters() -> dict[str, str]:
    return {
        name: value
        for name, value in request.args.items()
        if value.strip() and name in {"status", "maand", "gemeente", "batch"}
    }
