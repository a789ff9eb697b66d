"""The aansluiting per month, with what lies under each; and the calculation that fills it."""

import uuid
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput
from wsp.foundation.workdays import add_months
from wsp.payments import policy, service
from wsp.payments.enums import BLOCK_LABELS, BLOCK_TEXTS, BUSY, RunState
from wsp.payments.queries import orders as order_queries
from wsp.payments.queries import reconciliation
from wsp.payments.queries.reconciliation import Wanted
from wsp.payments.service import settling
from wsp.placements.rules import placement_number
from wsp.web.access import current_actor, current_session, is_fragment, requires
from wsp.web.export import spreadsheet
from wsp.web.listing import ListPage, address, page_number
from wsp.web.messages import notify
from wsp.web.payments.blueprint import blueprint
from wsp.web.payments.words import asked_month, month_name, month_value, months_around, payers, read_id, read_month

_BEFORE: Final = 5
_AHEAD: Final = 6
_MOST: Final = 24
HEADS: Final = (
    "Maand", "Subsidies", "Verschuldigd", "Betaalopdrachten", "Geëxporteerd", "Betaald", "Verschil", "Wacht op iets",
)  # fmt: skip
LINE_HEADS: Final = (
    "Plaatsing", "Werkgever", "Regeling", "Gemeente", "Verschuldigd", "Betaalopdrachten", "Geëxporteerd", "Betaald",
    "Verschil", "Wacht op",
)  # fmt: skip


@blueprint.get("/betalingen")
@requires(Permission.PAYMENT_TOTALS)
def show() -> str:
    """What was owed, ordered, exported and paid per month, and what the coming months will ask."""
    session, actor = current_session(), current_actor()
    wanted = _wanted()
    today = clock.today()
    single = policy.sees_subsidies(actor)
    return render_template(
        "payments/show.html",
        found=reconciliation.months(session, actor, wanted),
        wanted=wanted,
        counts=order_queries.state_counts(session, actor) if single else {},
        busy=order_queries.busy_run(session, actor) if single else None,
        payers=payers(),
        employers=reconciliation.employers(session, actor) if single else (),
        choices=[(month_value(each), month_name(each)) for each in months_around(today, _MOST, _AHEAD)],
        calculable=[(month_value(each), month_name(each)) for each in reversed(months_around(today, 2, 0))],
        month_name=month_name,
        month_value=month_value,
        this_month=today.replace(day=1),
        ordered_through=settling.ordered_through(today),
        single=single,
        filtered=bool(request.args),
        export=address().replace(request.path, url_for("payments.export_months"), 1),
    )


@blueprint.post("/betalingen/exporteren")
@requires(Permission.PAYMENT_TOTALS, limit=Limit.EXPORT)
def export_months() -> Response:
    """The months of the page as a spreadsheet; totals, so nobody's amount is in it."""
    wanted = _wanted()
    found = reconciliation.months(current_session(), current_actor(), wanted)
    return spreadsheet(
        "Aansluiting",
        HEADS,
        [
            (
                month_value(row.month), row.subsidies, row.owed, row.ordered, row.exported, row.paid, row.difference,
                row.blocked,
            )
            for row in found.rows
        ],
        action="payments.exported",
        filters=_filters(),
    )  # fmt: skip


@blueprint.get("/betalingen/maanden/<month>")
@requires(Permission.PAYMENT_READ)
def show_month(month: str) -> str:
    """The subsidies of one month: those that wait for something first."""
    session, actor = current_session(), current_actor()
    day, wanted = asked_month(month), _wanted()
    return render_template(
        "payments/month.html",
        page=ListPage(reconciliation.lines(session, actor, day, wanted, page=page_number())),
        day=day,
        title=month_name(day),
        earlier=month_value(add_months(day, -1)),
        later=month_value(add_months(day, 1)),
        payers=payers(),
        labels=BLOCK_LABELS,
        texts=BLOCK_TEXTS,
        number=placement_number,
        filtered=bool(_filters()),
        export=address().replace(request.path, url_for("payments.export_month", month=month), 1),
    )


@blueprint.post("/betalingen/maanden/<month>/exporteren")
@requires(Permission.PAYMENT_READ, step_up=True, limit=Limit.EXPORT)
def export_month(month: str) -> Response:
    """The same as a spreadsheet."""
    day, names = asked_month(month), payers()
    rows = reconciliation.all_lines(current_session(), current_actor(), day, _wanted())
    return spreadsheet(
        f"Aansluiting {month_value(day)}",
        LINE_HEADS,
        (
            (
                placement_number(row.placement_number), row.employer, row.title, names.get(row.organisation_id),
                row.owed, row.ordered, row.exported, row.paid, row.difference,
                None if row.block is None else BLOCK_LABELS[row.block],
            )
            for row in rows
        ),
        action="payments.month_exported",
        filters={"maand": month_value(day)} | _filters(),
    )  # fmt: skip


@blueprint.post("/betalingen/berekenen")
@requires(Permission.PAYMENT_APPROVE)
def calculate() -> Response:
    """Ask for a calculation; a job does it."""
    month = read_month(request.form.get("maand", ""))
    if month is None:
        raise InvalidInput("Kies een maand uit de lijst. Ga terug naar Betalingen.")
    run = service.request_run(current_session(), month, actor=current_actor())
    notify("De berekening is gestart. Je kunt deze pagina sluiten.")
    return make_response(redirect(url_for("payments.show_run", calculation_id=run.id), 303))


@blueprint.get("/betalingen/berekeningen/<uuid:calculation_id>")
@requires(Permission.PAYMENT_READ)
def show_run(calculation_id: uuid.UUID) -> str:
    """How far a calculation is, and what came of it."""
    run = order_queries.run(current_session(), current_actor(), calculation_id)
    busy = RunState(run.state) in BUSY
    template = "payments/run_part.html" if is_fragment() and busy else "payments/run.html"
    return render_template(template, run=run, busy=busy, title=month_name(run.month))


def _wanted() -> Wanted:
    given = request.args
    today = clock.today()
    first = read_month(given.get("vanaf", "")) or add_months(today.replace(day=1), -_BEFORE)
    asked = given.get("maanden", "")
    count = int(asked) if asked.isdecimal() and 0 < int(asked[:4]) <= _MOST else _BEFORE + 1 + _AHEAD
    single = policy.sees_subsidies(current_actor())
    return Wanted(
        first=first,
        count=count,
        organisation_id=read_id("gemeente"),
        employer_id=read_id("werkgever") if single else None,
    )


def _filters() -> dict[str, str]:
    return {
        name: value
        for name, value in request.args.items()
        if value.strip() and name in {"vanaf", "maanden", "gemeente", "werkgever"}
    }
