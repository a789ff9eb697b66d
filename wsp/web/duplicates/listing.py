"""The work-list of suspected pairs, its spreadsheet, and pointing out a pair by hand."""

from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.duplicates import policy, queries, service
from wsp.duplicates.enums import KIND_LABELS, KIND_PLURALS, STATE_LABELS, Kind, PairState
from wsp.duplicates.queries import PairFilter
from wsp.duplicates.schemas import PointOutSchema
from wsp.foundation.errors import DomainError, NotAllowed
from wsp.web.access import current_actor, current_session, requires
from wsp.web.duplicates.blueprint import blueprint
from wsp.web.export import spreadsheet
from wsp.web.forms import Form
from wsp.web.listing import ListPage, address, page_number, searched
from wsp.web.messages import notify

HEADS: Final = ("Soort", "Een", "Ander", "Waarom", "Zeker", "Stand", "Gevonden op", "Besloten op")
MOST: Final = 20_000
LOOKS: Final = {
    PairState.OPEN: ("warn", "te beoordelen"),
    PairState.DIFFERENT: ("plain", "geen dubbele"),
    PairState.MERGED: ("ok", "samengevoegd"),
    PairState.GONE: ("plain", "vervallen"),
}


@blueprint.get("/dubbelen")
@requires(Permission.DUPLICATE_READ, limit=Limit.SEARCH)
def list_pairs() -> str:
    """Pairs that may be one, for whoever judges them."""
    session, actor = current_session(), current_actor()
    wanted = _wanted()
    return render_template(
        "duplicates/list.html",
        page=ListPage(queries.list_pairs(session, actor, wanted, page=page_number())),
        wanted=wanted,
        filtered=bool(_filters()),
        kinds={kind.value: KIND_PLURALS[kind] for kind in policy.kinds(actor)},
        kind_labels=KIND_LABELS,
        states=STATE_LABELS,
        looks=LOOKS,
        clear=url_for("duplicates.list_pairs"),
        export=address().replace(request.path, url_for("duplicates.export_pairs"), 1),
    )


@blueprint.post("/dubbelen/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_pairs() -> Response:
    """The whole list as a spreadsheet, with the same names as on the screen."""
    rows = queries.all_pairs(current_session(), current_actor(), _wanted(), limit=MOST)
    return spreadsheet(
        "Dubbelen",
        HEADS,
        [
            (
                KIND_LABELS[row.kind],
                row.one,
                row.other,
                ", ".join(row.reasons),
                row.certain,
                STATE_LABELS[row.state],
                row.found_at,
                row.decided_at,
            )
            for row in rows
        ],
        action="duplicates.exported",
        # What was searched for may be a name: the log says only that it was.
        filters={name: "ingevuld" if name == "q" else value for name, value in _filters().items()},
    )


@blueprint.route("/dubbelen/aanwijzen", methods=["GET", "POST"])
@requires(Permission.DUPLICATE_MERGE)
def point_out() -> Response:
    """Two that no rule found, by their numbers."""
    judged = policy.kinds(current_actor())
    if not judged:
        raise NotAllowed("Met jouw rol kun je deze niet samenvoegen. Vraag het aan een collega.", code="geen-recht")
    asked = request.values.get("soort", "")
    kind = Kind(asked) if asked in {each.value for each in judged} else judged[0]
    form: Form[object] = Form(PointOutSchema(kind=kind), typed=request.form if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.valid():
            try:
                pair = service.point_out(current_session(), form.command, actor=current_actor())  # type: ignore[arg-type]  # the schema makes this command
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                notify("De twee staan op de lijst. Bekijk ze naast elkaar.")
                return make_response(redirect(url_for("duplicates.show", pair_id=pair.id), 303))
    page = render_template(
        "duplicates/point_out.html",
        form=form,
        kind=kind,
        kinds={each: KIND_PLURALS[each] for each in judged},
        address=url_for("duplicates.point_out", soort=kind.value),
    )
    return make_response(page, status)


def _wanted() -> PairFilter:
    args = request.args
    return PairFilter(
        kind=Kind(args["soort"]) if args.get("soort") in set(Kind) else None,
        state=PairState(args["stand"]) if args.get("stand") in set(PairState) else PairState.OPEN,
        certain=args.get("zeker") == "1",
        text=searched() or None,
    )


def _filters() -> dict[str, str]:
    found = {name: request.args.get(name, "").strip()[:100] for name in ("q", "soort", "stand", "zeker")}
    return {name: value for name, value in found.items() if value}
