"""The planner of a placement, and what a change made different in money."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from flask import Response, make_response, render_template, request

from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_months
from wsp.instruments import catalogue, codes
from wsp.instruments.enums import Benefit
from wsp.instruments.proration import parts_of_month
from wsp.placements import queries
from wsp.placements.enums import InstrumentState
from wsp.placements.planner import PLANNED, Plan, Situation, Window, difference, plan
from wsp.placements.planner.changes import Scenario, changed_situation
from wsp.placements.planner.schemas import PlacementPlanSchema
from wsp.placements.queries import PlacementCard
from wsp.placements.queries.settling import decided
from wsp.placements.rules import Extra, MonthChange, placement_number, settled
from wsp.placements.service.instruments import law_book
from wsp.web.access import current_actor, current_session, requires
from wsp.web.placements.blueprint import blueprint
from wsp.web.placements.card import who
from wsp.web.planner.asking import MONTHS, Asked, asked, coach_of, typed
from wsp.web.planner.document import as_document

_GONE: Final = frozenset({InstrumentState.REFUSED.value, InstrumentState.ENDED.value})
_LOOK_BACK: Final = 6
"""Months before today that the plan of a placement shows, when it began earlier."""
_AHEAD: Final = 12
"""Months after this one in which a difference is shown."""


@blueprint.get("/plaatsingen/<uuid:placement_id>/planner")
@requires(Permission.PLACEMENT_READ)
def planner(placement_id: uuid.UUID) -> Response:
    """What the placement brings whom, beside what it would with other hours, another loonwaarde or less."""
    card, found = _plans(placement_id)
    html = render_template("placements/planner.html", card=card, who=who(card), asked=found)
    return make_response(html, found.status)


@blueprint.get("/plaatsingen/<uuid:placement_id>/planner/pdf")
@requires(Permission.PLACEMENT_READ)
def planner_on_paper(placement_id: uuid.UUID) -> Response:
    """The same on paper, under the number of the placement."""
    card, found = _plans(placement_id)
    if found.found is None:
        return make_response(render_template("placements/planner.html", card=card, who=who(card), asked=found), 400)
    number = placement_number(card.row.number)
    about = f"Voor plaatsing {number}, {card.row.function_title}. Alleen voor collega’s."
    return as_document(found, "Plan van de plaatsing", about, polite=False, filename=f"plan-{number.lower()}.pdf")


def _plans(placement_id: uuid.UUID) -> tuple[PlacementCard, Asked]:
    session, actor, today = current_session(), current_actor(), clock.today()
    card = queries.placement_card(session, actor, placement_id)
    book = law_book(session, card.organisation_id, card.row.region_id)
    history = card.history
    gone = {each.row.code for each in card.instruments if each.row.state in _GONE}
    first = max(history.starts_on, add_months(history.inside(today), -_LOOK_BACK)).replace(day=1)
    extras = _extras(card, actor, gone)

    def make(given: dict[str, Any], scenario: Scenario) -> Plan:
        situation = Situation(
            history=history,
            instruments=frozenset(given["instruments"]) - gone,
            extras=extras,
            benefit=given["benefit"] or _benefit(extras),
            coach=coach_of(given),
        )
        return plan(changed_situation(situation, scenario, given["changes_on"]), book, Window(first, MONTHS))

    defaults: dict[str, str | list[str]] = {
        "changes_on": history.inside(add_months(today.replace(day=1), 1)).isoformat(),
        "instruments": [code for code in PLANNED if code not in gone],
    }
    terms, measured = history.terms_on(history.inside(today)), history.measured_on(today)
    now = (terms.hours if terms else Decimal(0), measured.percentage if measured else None)
    return card, asked(PlacementPlanSchema(), typed(defaults, whole="changes_on"), make, today=today, placement=now)


def _extras(card: PlacementCard, actor: Actor, gone: set[str]) -> tuple[Extra, ...]:
    """What was attached by hand, with its answers for whoever may change the placement: they may tell of health."""
    standard = {each.code for each in catalogue.standard()}
    may = actor.may(Permission.PLACEMENT_EDIT)
    return tuple(
        Extra(each.row.code, each.row.facts if may else {})
        for each in card.instruments
        if each.row.code not in standard and each.row.code not in gone
    )


def _benefit(extras: tuple[Extra, ...]) -> Benefit | None:
    """The benefit that somebody answered for a trial."""
    known = next((extra.facts.get("benefit") for extra in extras if extra.code == codes.PROEFPLAATSING), None)
    return Benefit(known) if known in tuple(Benefit) else None


@dataclass(frozen=True)
class Settling:
    """What is different since a change, in months that passed and in months to come."""

    since: datetime
    past: tuple[tuple[str, MonthChange], ...]
    coming: tuple[tuple[str, MonthChange], ...]
    to_settle: Decimal | None


@blueprint.get("/plaatsingen/<uuid:placement_id>/verschil")
@requires(Permission.PLACEMENT_READ)
def settling(placement_id: uuid.UUID) -> str:
    """What a change, also one with a day in the past, made different: month by month, and in all."""
    session, actor, today = current_session(), current_actor(), clock.today()
    card = queries.placement_card(session, actor, placement_id)
    starts_on = card.history.starts_on
    found = decided(session, placement_id, starts_on)
    since = _since(found.changes)
    shown = None
    if since is not None:
        book = law_book(session, card.organisation_id, card.row.region_id)
        this_month = today.replace(day=1)
        rows = difference(
            found.known(before=since),
            found.known(),
            first=starts_on,
            count=max(1, (this_month.year - starts_on.year) * 12 + this_month.month - starts_on.month + _AHEAD),
            # As the orders count: by the rule of the municipality when the placement began.
            parts_of_month=parts_of_month(book, starts_on),
        )
        shown = _settling(since, rows, this_month)
    return render_template(
        "placements/settling.html", card=card, who=who(card), changes=found.changes, shown=shown, since=since
    )


def _since(changes: tuple[datetime, ...]) -> datetime | None:
    """The change that the address names (by its moment), else the newest."""
    wanted = request.args.get("sinds", "")
    return next((each for each in changes if each.isoformat() == wanted), changes[0] if changes else None)


def _settling(since: datetime, rows: tuple[tuple[str, MonthChange], ...], this_month: date) -> Settling:
    named = [(catalogue.get(code).title, row) for code, row in rows]
    past = tuple((title, row) for title, row in named if row.month < this_month)
    return Settling(
        since=since,
        past=past,
        coming=tuple((title, row) for title, row in named if row.month >= this_month),
        to_settle=settled(row for _, row in past),
    )
