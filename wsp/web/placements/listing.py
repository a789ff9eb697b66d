"""The list of placements and its spreadsheet."""

from typing import Final

from flask import Response, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.instruments import catalogue
from wsp.placements import queries
from wsp.placements.enums import KIND_LABELS, PLACEMENT_STATES, TAKES_PLACE, PlacementKind, PlacementState
from wsp.placements.queries import PlacementFilter, PlacementRow
from wsp.placements.queries.placements import Sort, state_counts
from wsp.placements.rules import placement_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import spreadsheet
from wsp.web.ids import id_of
from wsp.web.listing import DESCENDING, PAGE, SORT, ListPage, Sorting, address, page_number, searched, sorting
from wsp.web.placements.blueprint import blueprint
from wsp.web.placements.words import LOOKS

ENDING_DAYS: Final = 90
HEADS: Final = (
    "Nummer", "Kandidaat", "Werkgever", "Functie", "Status", "Vorm", "Uren per week", "Loon per maand", "Eerste dag",
    "Laatste dag", "Accountmanager",
)  # fmt: skip
_SORTS: Final = tuple(sort.value for sort in Sort)


@blueprint.get("/plaatsingen")
@requires(Permission.PLACEMENT_READ, limit=Limit.SEARCH)
def list_placements() -> str:
    """One page of the placements that the visitor may see."""
    session, actor = current_session(), current_actor()
    order = _order()
    wanted = _wanted(order)
    counts = state_counts(session, actor)
    return render_template(
        "placements/list.html",
        page=ListPage(queries.list_placements(session, actor, wanted, page=page_number(), counts=counts)),
        wanted=wanted,
        sorting=order,
        filtered=bool(_filters()),
        running=sum(counts[state] for state in TAKES_PLACE),
        total=sum(counts.values()),
        states=PLACEMENT_STATES.labels,
        looks=LOOKS,
        kinds=KIND_LABELS,
        instruments={each.code: each.title for each in catalogue.all()},
        number=placement_number,
        export=address().replace(request.path, url_for("placements.export_placements"), 1),
        clear=url_for("placements.list_placements"),
    )


@blueprint.post("/plaatsingen/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_placements() -> Response:
    """The whole list as a spreadsheet, masked as on the screen."""
    rows = queries.all_placements(current_session(), current_actor(), _wanted(_order()))
    return spreadsheet(
        "Plaatsingen",
        HEADS,
        [
            (
                placement_number(row.number),
                who(row),
                row.employer,
                row.function_title,
                PLACEMENT_STATES.labels[row.state],
                KIND_LABELS[row.terms.kind] if row.terms else None,
                row.terms.hours if row.terms else None,
                row.terms.wage if row.terms else None,
                row.starts_on,
                row.ends_on,
                row.owner,
            )
            for row in rows
        ],
        action="placements.exported",
        # What was searched for may say who is meant: the log says only that somebody searched.
        filters={name: "ingevuld" if name == "q" else value for name, value in _filters().items()},
    )


def who(row: PlacementRow) -> str:
    """The candidate as this visitor may know them."""
    return row.person.label if row.person else "niet meer gedeeld"


def _order() -> Sorting:
    """Newest first until somebody asks otherwise."""
    if SORT not in request.args:
        return Sorting(Sort.NUMBER.value, descending=True)
    return sorting(Sort.NUMBER.value, _SORTS)


def _wanted(order: Sorting) -> PlacementFilter:
    given = request.args
    state, kind, instrument = given.get("status", ""), given.get("vorm", ""), given.get("regeling", "")
    return PlacementFilter(
        text=searched() or None,
        state=PlacementState(state) if state in set(PlacementState) else None,
        running=given.get("lopend") == "1",
        kind=PlacementKind(kind) if kind in set(PlacementKind) else None,
        instrument=instrument if instrument in {each.code for each in catalogue.all()} else None,
        employer_id=id_of(given.get("werkgever", "")),
        candidate_id=id_of(given.get("kandidaat", "")),
        vacancy_id=id_of(given.get("vacature", "")),
        owner_id=current_actor().user_id if given.get("van-mij") == "1" else None,
        ends_within_days=ENDING_DAYS if given.get("loopt-af") == "1" else None,
        sort=Sort(order.by),
        descending=order.descending,
    )


def _filters() -> dict[str, str]:
    return {
        name: value for name, value in request.args.items() if value.strip() and name not in {PAGE, SORT, DESCENDING}
    }
