"""Quick search from the header: each kind through its own list and its own rules of access."""

from typing import Final

from flask import Blueprint, render_template

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.candidates import queries as candidates
from wsp.candidates.queries import CandidateFilter
from wsp.employers import queries as employers
from wsp.employers.queries import EmployerFilter
from wsp.vacancies import queries as vacancies
from wsp.vacancies.enums import VACANCY_STATES
from wsp.vacancies.queries import VacancyFilter
from wsp.web.access import current_actor, current_session, requires
from wsp.web.listing import searched

blueprint = Blueprint("search", __name__)

SHOWN: Final = 8
"""Rows per kind; the list of that kind shows the rest."""


@blueprint.get("/zoeken")
@requires(Permission.DAY_READ, limit=Limit.SEARCH)
def search() -> str:
    """What the visitor may see of what the text finds, by kind."""
    text = searched()
    session, actor = current_session(), current_actor()
    found_employers = found_vacancies = found_candidates = None
    if text and actor.may(Permission.EMPLOYER_READ):
        found_employers = employers.list_employers(session, actor, EmployerFilter(text=text), size=SHOWN)
    if text and actor.may(Permission.VACANCY_READ):
        found_vacancies = vacancies.list_vacancies(session, actor, VacancyFilter(text=text), size=SHOWN)
    if text and actor.may(Permission.CANDIDATE_READ):
        # The whole page, since everybody on it goes to the read log.
        found_candidates = candidates.list_candidates(session, actor, CandidateFilter(text=text))
    return render_template(
        "search/results.html",
        text=text,
        employers=found_employers,
        vacancies=found_vacancies,
        candidates=found_candidates,
        states=VACANCY_STATES.labels,
        nothing=not any(found and found.total for found in (found_employers, found_vacancies, found_candidates)),
    )
