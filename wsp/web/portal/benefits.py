"""What it yields to take somebody on: costs and arrangements over two years, for nobody in particular."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from flask import Blueprint, Response

from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.foundation.workdays import add_months
from wsp.instruments.enums import Benefit
from wsp.law.lookup import LawBook
from wsp.placements.planner import PLANNED, FirstMonths, Person, Plan, Window, WorkKind, plan, situation_of
from wsp.placements.planner.changes import Scenario, changed_proposal
from wsp.placements.planner.schemas import CalculatorSchema
from wsp.policy.service import law_book
from wsp.web.access import current_actor, current_session, requires
from wsp.web.planner.asking import MONTHS, Asked, asked, proposal_of, typed
from wsp.web.planner.document import as_document
from wsp.web.portal.helper import helper
from wsp.web.portal.page import page

blueprint = Blueprint("portal_benefits", __name__)

EXAMPLE: Final = {"hours": "28", "full_week_hours": "38", "share": "60"}
"""What the page starts with; the wage is the minimum of the day, the work begins next month."""
MADE_UP: Final = Person(
    in_register=True, in_doelgroep_lks=True, supported_or_school=True, needs_guidance=True, benefit=Benefit.BIJSTAND
)
"""Somebody for whom every arrangement is possible."""


@blueprint.get("/portaal/wat-levert-het-op")
@requires(Permission.PORTAL_READ)
def show() -> Response:
    """Fill in work and pace; see month by month what you pay and what you get back, in scenarios side by side."""
    today = clock.today()
    found = _asked(today)
    return page("benefits", found.status, asked=found, form=found.form, today=today, helper=helper())


@blueprint.get("/portaal/wat-levert-het-op/pdf")
@requires(Permission.PORTAL_READ)
def download() -> Response:
    """The same on paper."""
    found = _asked(clock.today())
    if found.found is None:
        return page("benefits", 400, asked=found, form=found.form, today=clock.today(), helper=helper())
    return as_document(
        found, "Wat levert het op?", "Een voorbeeld. Het gaat niet over een echte kandidaat.", polite=True
    )


def _asked(today: date) -> Asked:
    actor = current_actor()
    book = law_book(current_session(), region=actor.region_id)

    def make(given: dict[str, Any], scenario: Scenario) -> Plan:
        proposal = changed_proposal(proposal_of(given), scenario)
        window = Window(given["starts_on"].replace(day=1), MONTHS)
        return plan(replace(situation_of(proposal, MADE_UP, book), with_benefit=False), book, window)

    return asked(
        CalculatorSchema(), typed(_defaults(book, today), whole="first_months"), make, today=today, employer=True
    )


def _defaults(book: LawBook, today: date) -> dict[str, str | list[str]]:
    minimum = Decimal(book.on("wml.hour", today).value)
    return {
        **EXAMPLE,
        "wage_hour": str(minimum).replace(".", ","),
        "starts_on": add_months(today.replace(day=1), 1).isoformat(),
        "kind": WorkKind.EMPLOYMENT.value,
        "first_months": FirstMonths.FORFAIT.value,
        "instruments": list(PLANNED),
    }
