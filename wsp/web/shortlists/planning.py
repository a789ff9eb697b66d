"""The planner of a possible match: for colleagues only, before anybody was introduced."""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Response, make_response, render_template

from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.foundation.workdays import add_months
from wsp.law.lookup import LawBook
from wsp.placements.planner import PLANNED, FirstMonths, Plan, Window, WorkKind, plan, situation_of
from wsp.placements.planner.changes import Scenario, changed_proposal
from wsp.placements.planner.schemas import MatchSchema
from wsp.placements.queries.possible import PossibleMatch, possible_match
from wsp.placements.service.instruments import law_book
from wsp.web.access import current_actor, current_session, requires
from wsp.web.i18n import day
from wsp.web.planner.asking import MONTHS, Asked, asked, proposal_of, typed
from wsp.web.planner.document import as_document
from wsp.web.shortlists.blueprint import blueprint
from wsp.web.shortlists.opening import LIST, note_opening


@dataclass(frozen=True)
class _Page:
    match: PossibleMatch
    asked: Asked
    known: tuple[tuple[str, str, str], ...]
    """What is known of the person, and since when; it is not asked, and does not stand in the address."""


@blueprint.get("/vacatures/<uuid:vacancy_id>/kandidaten/<uuid:candidate_id>/planner")
@requires(Permission.SHORTLIST_DECIDE)
def plan_match(vacancy_id: uuid.UUID, candidate_id: uuid.UUID) -> Response:
    """What this match would bring whom, in scenarios side by side; nothing is kept."""
    found = _page(vacancy_id, candidate_id)
    note_opening(candidate_id)
    html = render_template("shortlists/planner.html", vacancy=found.match.vacancy, found=found, asked=found.asked)
    return make_response(html, found.asked.status)


@blueprint.get("/vacatures/<uuid:vacancy_id>/kandidaten/<uuid:candidate_id>/planner/pdf")
@requires(Permission.SHORTLIST_DECIDE)
def plan_match_on_paper(vacancy_id: uuid.UUID, candidate_id: uuid.UUID) -> Response:
    """The same on paper, under the candidate's number: a name has no place on it."""
    found = _page(vacancy_id, candidate_id)
    if found.asked.found is None:
        html = render_template("shortlists/planner.html", vacancy=found.match.vacancy, found=found, asked=found.asked)
        return make_response(html, 400)
    about = f"Voor {found.match.candidate.number} en de vacature {found.match.vacancy.title}. Alleen voor collega’s."
    return as_document(found.asked, "Wat brengt deze match?", about, polite=False)


def _page(vacancy_id: uuid.UUID, candidate_id: uuid.UUID) -> _Page:
    session, actor, today = current_session(), current_actor(), clock.today()
    match = possible_match(session, actor, vacancy_id, candidate_id)
    book = law_book(session, match.organisation_id, actor.region_id)
    known = frozenset({"in_register"} if match.register else ())

    def make(given: dict[str, Any], scenario: Scenario) -> Plan:
        person = replace(
            match.person,
            in_doelgroep_lks=given["in_doelgroep_lks"],
            supported_or_school=given["supported_or_school"],
            benefit=given["benefit"],
        )
        if match.register is None:
            person = replace(person, in_register=given["in_register"])
        share = match.loonwaarde.percentage if match.loonwaarde else None
        proposal = changed_proposal(proposal_of(given, share), scenario)
        return plan(situation_of(proposal, person, book), book, Window(given["starts_on"].replace(day=1), MONTHS))

    values = typed(_defaults(match, book, today), whole="first_months", drop=known | {LIST})
    found = asked(MatchSchema(exclude=tuple(known)), values, make, today=today)
    return _Page(match, found, tuple(_known(match)))


def _defaults(match: PossibleMatch, book: LawBook, today: date) -> dict[str, str | list[str]]:
    """What the vacancy says; the law where it says nothing. The page shows all of it, to be changed."""
    vacancy = match.vacancy
    full = vacancy.full_week_hours or book.on("participatiewet.loonkostensubsidie.full_week", today).value
    hours = match.hours or vacancy.hours_min or full
    wage = vacancy.wage_hour or book.on("wml.hour", today).value
    start = max(vacancy.start_date or today, add_months(today.replace(day=1), 1))
    below = (
        match.loonwaarde is not None
        and match.loonwaarde.percentage < book.on("participatiewet.loonwaarde.full", today).value
    )
    return {
        "hours": _dutch(hours),
        "full_week_hours": _dutch(max(full, hours)),
        "wage_hour": _dutch(wage),
        "starts_on": start.isoformat(),
        "months": str(vacancy.contract_months or ""),
        "kind": WorkKind.EMPLOYMENT.value,
        "first_months": FirstMonths.FORFAIT.value,
        "instruments": list(PLANNED),
        # As the match list supposes it; here it can be seen and changed.
        "in_doelgroep_lks": "ja" if below else "",
    }


def _known(match: PossibleMatch) -> list[tuple[str, str, str]]:
    rows = []
    if match.loonwaarde is not None:
        since = match.loonwaarde.measured_on or match.loonwaarde.valid_from
        rows.append(("Loonwaarde", f"{match.loonwaarde.percentage} %", f"indicatie, {day(since)}"))
    if match.register is not None:
        answer = "staat erin" if match.register.in_register else "staat er niet in"
        rows.append(("Doelgroepregister", answer, f"gecontroleerd op {day(match.register.checked_on)}"))
    if match.person.needs_guidance is not None:
        rows.append(("Begeleiding", "nodig" if match.person.needs_guidance else "niet nodig", "uit het profiel"))
    return rows


def _dutch(value: Any) -> str:
    return f"{value.normalize():f}".replace(".", ",")
