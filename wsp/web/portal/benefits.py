"""What it yields to take somebody on: costs and arrangements for a made-up colleague, never for a real one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, request

from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.foundation.money import cents, number
from wsp.instruments import catalogue, jobcoaching, loonkostensubsidie, no_risk
from wsp.instruments.assessment import Assessment, Status
from wsp.instruments.facts import PlacementFacts
from wsp.placements.enums import PlacementKind
from wsp.placements.rules import EmployerCosts, TermsVersion, employer_costs, monthly_wage
from wsp.placements.schemas import BenefitsSchema
from wsp.placements.shown import Shown
from wsp.policy.service import law_book
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.portal.helper import helper
from wsp.web.portal.page import page

blueprint = Blueprint("portal_benefits", __name__)

ADULT_AGE = "wml.adult_age"
EXAMPLE = {"hours": "28", "full_week_hours": "38", "share": "60"}
"""What the page starts with; the wage is the minimum of the day."""


@dataclass(frozen=True)
class Benefit(Shown):
    """One arrangement in words for an employer, with the amount for the example."""

    title: str
    summary: str
    article: str
    possible: bool
    amount_month: Decimal | None
    provisional: bool
    who: str
    where: str
    lines: tuple[str, ...]


@blueprint.get("/portaal/wat-levert-het-op")
@requires(Permission.PORTAL_READ)
def show() -> Response:
    """Fill in hours, wage and pace of work; see what you pay and what you get back."""
    session, actor = current_session(), current_actor()
    today = clock.today()
    book = law_book(session, region=actor.region_id, on=today)
    minimum = Decimal(book.on("wml.hour", today).value)
    typed = request.args.copy()
    if not typed:
        for name, value in (EXAMPLE | {"wage_hour": str(minimum).replace(".", ",")}).items():
            typed[name] = value
    form: Form[Any] = Form(BenefitsSchema, typed=typed)
    if not form.valid():
        return _page(form, 400)
    asked = form.command
    wage = cents(monthly_wage(asked["wage_hour"], asked["hours"]))
    facts = PlacementFacts(
        age=int(book.on(ADULT_AGE, today).value),
        in_doelgroep_lks=True,
        doelgroepregister=True,
        wajong=False,
        beschut=False,
        wsw_employment=False,
        starts_on=today,
        permanent=True,
        hours_per_week=asked["hours"],
        full_week_hours=asked["full_week_hours"],
        wage_per_month=wage,
        bbl=False,
        loonwaarde=asked["share"],
        measured_on=today,
        forfaitair=False,
        needs_guidance=True,
        supported_or_school=True,
    )
    answers = {each.code: each.assess(facts, book, today) for each in catalogue.standard()}
    benefits = [_benefit(code, answers[code]) for code in (loonkostensubsidie.CODE, no_risk.CODE, jobcoaching.CODE)]
    terms = TermsVersion(today, None, PlacementKind.EMPLOYMENT, asked["hours"], asked["full_week_hours"], wage)
    subsidy = answers[loonkostensubsidie.CODE]
    costs = employer_costs(terms, subsidy.amount_per_month, book, today, subsidy_provisional=subsidy.provisional)
    newest = max((source.valid_from for answer in answers.values() for source in answer.sources), default=None)
    return _page(form, 200, benefits=benefits, costs=costs, newest=newest)


def _page(
    form: Form[Any],
    status: int,
    *,
    benefits: Sequence[Benefit] = (),
    costs: EmployerCosts | None = None,
    newest: date | None = None,
) -> Response:
    lines: list[tuple[str, Decimal]] = []
    total: tuple[str, Decimal] | None = None
    if costs is not None:
        lines = [
            ("Bruto loon", costs.wage),
            (f"Vakantiegeld ({number(costs.holiday_percentage)} %)", costs.holiday),
            (f"Lasten van de werkgever ({number(costs.charges_percentage)} %, geschat)", costs.charges),
        ]
        if costs.subsidy is not None:
            lines.append(("Subsidie op loonkosten", -costs.subsidy))
        total = ("Kosten voor u", costs.net if costs.net is not None else costs.gross)
    return page(
        "benefits",
        status,
        form=form,
        benefits=benefits,
        costs=lines,
        total=total,
        provisional=costs is not None and costs.provisional,
        today=clock.today(),
        newest=newest,
        helper=helper(),
    )


def _benefit(code: str, answer: Assessment) -> Benefit:
    instrument = catalogue.get(code)
    return Benefit(
        title=instrument.title,
        summary=instrument.summary,
        article=instrument.article,
        possible=answer.status is Status.ELIGIBLE,
        amount_month=answer.amount_per_month,
        provisional=answer.provisional,
        who=answer.apply_who,
        where=answer.apply_where,
        lines=tuple(step.sentence for step in answer.steps),
    )
