"""The list of introductions and its spreadsheet."""

import uuid
from typing import Final

from flask import Response, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.foundation import clock
from wsp.placements import queries
from wsp.placements.enums import CLOSED, INTRODUCTION_STATES, IntroductionState
from wsp.placements.queries import IntroductionFilter, IntroductionRow
from wsp.placements.queries.introductions import Sort, state_counts
from wsp.vacancies import queries as vacancies
from wsp.vacancies.errors import VacancyNotFound
from wsp.vacancies.rules import vacancy_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import spreadsheet
from wsp.web.ids import id_of
from wsp.web.introductions.blueprint import blueprint
from wsp.web.introductions.words import LOOKS, waits_for
from wsp.web.listing import DESCENDING, PAGE, SORT, ListPage, Sorting, address, page_number, searched, sorting

HEADS: Final = (
    "Kandidaat", "Vacature", "Functie", "Werkgever", "Stand", "Sinds", "Wacht op", "Gesprek op", "Gemaakt door",
)  # fmt: skip
_SORTS: Final = tuple(sort.value for sort in Sort)


@blueprint.get("/voordrachten")
@requires(Permission.INTRODUCTION_READ, limit=Limit.SEARCH)
def list_introductions() -> str:
    """One page of the introductions that the visitor may see."""
    session, actor = current_session(), current_actor()
    order = _order()
    wanted = _wanted(order)
    counts = state_counts(session, actor)
    return render_template(
        "introductions/list.html",
        page=ListPage(queries.list_introductions(session, actor, wanted, page=page_number())),
        wanted=wanted,
        sorting=order,
        filtered=bool(_filters()),
        running=sum(count for state, count in counts.items() if state not in CLOSED | {IntroductionState.HIRED}),
        total=sum(counts.values()),
        states=INTRODUCTION_STATES.labels,
        looks=LOOKS,
        who=_who,
        waits=_waits,
        vacancy=_vacancy(wanted.vacancy_id),
        vacancy_number=vacancy_number,
        export=address().replace(request.path, url_for("introductions.export_introductions"), 1),
        clear=url_for("introductions.list_introductions"),
    )


@blueprint.post("/voordrachten/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_introductions() -> Response:
    """The whole list as a spreadsheet, masked as on the screen."""
    rows = queries.all_introductions(current_session(), current_actor(), _wanted(_order()))
    return spreadsheet(
        "Voordrachten",
        HEADS,
        [
            (
                _who(row),
                vacancy_number(row.vacancy_number),
                row.title,
                row.employer,
                INTRODUCTION_STATES.labels[row.state],
                clock.local(row.state_since).date(),
                _waits(row),
                row.appointment_at,
                row.made_by,
            )
            for row in rows
        ],
        action="introductions.exported",
        # What was searched for may say who is meant: the log says only that somebody searched.
        filters={name: "ingevuld" if name == "q" else value for name, value in _filters().items()},
    )


def _who(row: IntroductionRow) -> str:
    return row.person.label if row.person else "niet meer gedeeld"


def _waits(row: IntroductionRow) -> str | None:
    return waits_for(row.state, agreed=row.agreed)


def _order() -> Sorting:
    """Newest first until somebody asks otherwise."""
    if SORT not in request.args:
        return Sorting(Sort.SINCE.value, descending=True)
    return sorting(Sort.SINCE.value, _SORTS)


def _wanted(order: Sorting) -> IntroductionFilter:
    given = request.args
    state = given.get("stand", "")
    return IntroductionFilter(
        text=searched() or None,
        state=IntroductionState(state) if state in set(IntroductionState) else None,
        running=given.get("ook-klaar") != "1",
        waiting=given.get("wacht") == "1",
        vacancy_id=id_of(given.get("vacature", "")),
        candidate_id=id_of(given.get("kandidaat", "")),
        made_by_id=current_actor().user_id if given.get("van-mij") == "1" else None,
        sort=Sort(order.by),
        descending=order.descending,
    )


def _filters() -> dict[str, str]:
    return {
        name: value for name, value in request.args.items() if value.strip() and name not in {PAGE, SORT, DESCENDING}
    }


def _vacancy(vacancy_id: uuid.UUID | None) -> object | None:
    """The vacancy that the list is narrowed to, for its heading; an unknown one only makes the list empty."""
    if vacancy_id is None or not current_actor().may(Permission.VACANCY_READ):
        return None
    try:
        return vacancies.vacancy(current_session(), current_actor(), vacancy_id)
    except VacancyNotFound:
        return None
