"""The list of vacancies and its spreadsheet."""

from dataclasses import replace
from typing import Final

from flask import Response, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.reference import queries as reference
from wsp.searches.enums import ListKind
from wsp.vacancies import queries, words
from wsp.vacancies.enums import VACANCY_STATES
from wsp.vacancies.queries import Sort, VacancyFilter, VacancyRow
from wsp.vacancies.rules import vacancy_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import Cell, spreadsheet
from wsp.web.listing import DESCENDING, PAGE, SORT, ListPage, Sorting, address, page_number, searched, sorting
from wsp.web.searches import panel
from wsp.web.vacancies.blueprint import blueprint

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
        saved=panel(ListKind.VACANCIES),
        page=ListPage(page),
        wanted=wanted,
        filtered=bool(_filters()),
        sorting=_sorting(),
        counts=queries.state_counts(session, actor),
        draft=queries.draft(session, actor),
        state_labels=VACANCY_STATES.labels,
        municipalities={row.code: row.name for row in reference.municipalities(session, actor.region_id)},
        closing=queries.CLOSING,
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
    """What the address asks for, in the order that it asks for."""
    order = _sorting()
    return replace(
        queries.asked({**request.args, "q": searched()}, current_actor()),
        sort=Sort(order.by),
        # Newest first, unless somebody chose an order.
        descending=order.descending if SORT in request.args else True,
    )


def _filters() -> dict[str, str]:
    return {
        name: value for name, value in request.args.items() if value.strip() and name not in {PAGE, SORT, DESCENDING}
    }
