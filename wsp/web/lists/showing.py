"""All lists, one list, and its spreadsheet."""

import uuid
from dataclasses import replace
from typing import Final

from flask import Response, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.candidates import policy as candidate_policy
from wsp.candidates.enums import STAGES
from wsp.lists import policy, queries
from wsp.lists.enums import SHARING_SHORT, Sharing
from wsp.lists.queries import SORTS
from wsp.web.access import current_actor, current_session, requires
from wsp.web.candidates import choices
from wsp.web.candidates.listing import hours_of, wish_of
from wsp.web.export import spreadsheet
from wsp.web.listing import DESCENDING, SORT, ListPage, Sorting, address, page_number, sorting
from wsp.web.lists.blueprint import blueprint

HEADS: Final = (
    "Nummer", "Kandidaat", "Fase", "Gemeente", "Wil graag", "Uren", "Beschikbaar vanaf", "Op de lijst sinds",
    "Door", "Aantekening",
)  # fmt: skip


@blueprint.get("/lijsten")
@requires(Permission.CANDIDATE_READ)
def list_own_lists() -> str:
    """The own lists and those that colleagues share; or the own archive."""
    archived = request.args.get("archief") == "1"
    page = queries.page_of_lists(current_session(), current_actor(), archived=archived, page=page_number())
    return render_template("lists/list.html", page=ListPage(page), archived=archived, sharing=SHARING_SHORT)


@blueprint.get("/lijsten/<uuid:list_id>")
@requires(Permission.CANDIDATE_READ)
def show_people(list_id: uuid.UUID) -> str:
    """One list: who stands on it, as the list of candidates shows them."""
    session, actor = current_session(), current_actor()
    found = queries.own_list(session, actor, list_id)
    order = _order()
    page = queries.people(
        session, actor, found, sort=order.by, descending=order.descending, page=page_number()
    )  # fmt: skip
    return render_template(
        "lists/show.html",
        row=found,
        page=ListPage(page),
        sorting=order,
        owns=policy.owns(actor, found),
        owner=accounts.names(session, [found.user_id]).get(found.user_id, "een oud-collega"),
        keeps=policy.may_keep(actor, found),
        sharing=SHARING_SHORT[Sharing(found.sharing)],
        names=candidate_policy.knows_all_names(actor),
        stage_labels=STAGES.labels,
        export=address().replace(request.path, url_for("lists.export_people", list_id=list_id), 1),
        wish=wish_of,
        hours=hours_of,
    )


@blueprint.post("/lijsten/<uuid:list_id>/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_people(list_id: uuid.UUID) -> Response:
    """The list as a spreadsheet, masked as on the screen."""
    session, actor, order = current_session(), current_actor(), _order()
    found = queries.own_list(session, actor, list_id)
    rows = queries.all_people(session, actor, found, sort=order.by, descending=order.descending)
    names = choices.municipalities()
    return spreadsheet(
        "Eigen lijst",
        HEADS,
        [
            (
                row.candidate.shown.number,
                row.candidate.shown.short,
                STAGES.labels[row.candidate.stage],
                names.get(row.candidate.municipality_code or "", row.candidate.municipality_code),
                wish_of(row.candidate),
                hours_of(row.candidate),
                row.candidate.available_from,
                row.since,
                row.added_by,
                row.note,
            )
            for row in rows
        ],
        action="lists.exported",
        filters={"lijst": str(list_id)},
    )


def _order() -> Sorting:
    """The last one added stands on top, unless the address says otherwise."""
    asked = sorting(queries.SINCE, tuple(SORTS))
    if SORT not in request.args and DESCENDING not in request.args:
        return replace(asked, descending=True)
    return asked
