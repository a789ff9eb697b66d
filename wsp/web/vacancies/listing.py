"""The list of vacancies and its spreadsheet."""

import re
from typing import Final

from flask import Response, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.reference import queries as reference
from wsp.vacancies import queries, words
from wsp.vacancies.enums import VACANCY_STATES, VacancyState
from wsp.vacancies.queries import Sort, VacancyFilter, VacancyRow
from wsp.vacancies.rules import vacancy_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import Cell, spreadsheet
from wsp.web.listing import DESCENDING, PAGE, SORT, ListPage, Sorting, address, page_number, searched, sorting
from wsp.web.vacancies.blueprint import blueprint

SEARCHING: Final = "zoekt"
"""Value of the state filter for everything for which candidates are looked for."""
CLOSING: Final = {"7": "binnen een week", "14": "binnen 2 weken", "30": "binnen een maand"}
_MUNICIPALITY: Final = re.compile(r"GM\d{4}", re.ASCII)
HEADS: Final = (
    "Nummer", "Titel", "Werkgever", "Plaats", "Status", "Plaatsen", "Garantiebaan", "Uren vanaf", "Uren tot", "Start",
    "Sluit op", "Accountmanager",
)  # fmt: skip


@blueprint.get("/vacatures")
@requires(Permission.VACANCY_READ, limit=Limit.SEARCH)
def list_vacancies() -> str:
    """The vacancies of the region, filtered and sorted as the address says."""
    session, actor = current_session(), current_actor()
    wanted = _wanted()
    page = queries.list_vacancies(session, actor, wanted, page=page_number())
    return render_template(
        "vacancies/list.html",
        page=ListPage(page),
        wanted=wanted,
        filtered=bool(_filters()),
        sorting=_sorting(),
        counts=queries.state_counts(session, actor),
        draft=queries.draft(session, actor),
        state_labels=VACANCY_STATES.labels,
        municipalities={row.code: row.name for row in reference.municipalities(session, actor.region_id)},
        closing=CLOSING,
        number=vacancy_number,
        hours=words.hours,
        clear=url_for("vacancies.list_vacancies"),
        export=address().replace(request.path, url_for("vacancies.export_vacancies"), 1),
    )


@blueprint.post("/vacatures/exporteren")
@requires(Permission.EXPORT, limit=Limit.EXPORT)
def export_vacancies() -> Response:
    """Everything that the list shows over all its pages, as a workbook."""
    rows = queries.all_vacancies(current_session(), current_actor(), _wanted())
    return spreadsheet("Vacatures", HEADS, map(_cells, rows), action="vacancies.exported", filters=_filters())


def _cells(row: VacancyRow) -> tuple[Cell, ...]:
    return (
        vacancy_number(row.number),
        row.title,
        row.employer,
        row.place,
        VACANCY_STATES.labels[row.state],
        row.places,
        row.garantiebaan,
        row.hours_min,
        row.hours_max,
        row.start_date,
        row.closes_on,
        row.owner,
    )


def _sorting() -> Sorting:
    return sorting(Sort.NUMBER.value, list(Sort))


def _wanted() -> VacancyFilter:
    """What the address asks for; a value that cannot be is as if it was not there, so that old bookmarks work."""
    given = request.args
    order = _sorting()
    state, closing = given.get("status", ""), given.get("sluit", "")
    return VacancyFilter(
        text=searched() or None,
        state=VacancyState(state) if state in set(VacancyState) else None,
        searching=state == SEARCHING,
        municipality=code if _MUNICIPALITY.fullmatch(code := given.get("gemeente", "")) else None,
        owner_id=current_actor().user_id if given.get("van") == "mij" else None,
        garantiebaan=given.get("garantiebaan") == "1",
        closing_within_days=int(closing) if closing in CLOSING else None,
        sort=Sort(order.by),
        # Newest first, unless somebody chose an order.
        descending=order.descending if SORT in given else True,
    )


def _filters() -> dict[str, str]:
    return {
        name: value for name, value in request.args.items() if value.strip() and name not in {PAGE, SORT, DESCENDING}
    }
