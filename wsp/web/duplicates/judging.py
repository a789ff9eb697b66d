"""Two records next to each other, and what a person decides about them."""

import uuid
from collections.abc import Mapping
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.duplicates import queries, service
from wsp.duplicates.commands import MergePair, Take
from wsp.duplicates.enums import AUDITED_AS, KIND_LABELS, KIND_PLURALS, STATE_LABELS, Kind, PairState
from wsp.duplicates.errors import CannotUndo, PairNotFound
from wsp.duplicates.fields import FIELDS
from wsp.duplicates.models import DuplicatePair
from wsp.duplicates.references import REFERENCES, How
from wsp.foundation.errors import NotAllowed
from wsp.web.access import current_actor, current_session, requires
from wsp.web.duplicates.blueprint import blueprint
from wsp.web.duplicates.listing import LOOKS
from wsp.web.messages import notify
from wsp.web.moved import card

_FIELD: Final = "veld-"


@blueprint.get("/dubbelen/<uuid:pair_id>")
@requires(Permission.DUPLICATE_READ)
def show(pair_id: uuid.UUID) -> str:
    """Both records, field by field, with what hangs on each."""
    return _shown(_pair(pair_id))


@blueprint.post("/dubbelen/<uuid:pair_id>/geen-dubbele")
@requires(Permission.DUPLICATE_MERGE)
def keep_apart(pair_id: uuid.UUID) -> Response:
    """They are two; remembered."""
    note = request.form.get("notitie", "").strip()[:500] or None
    service.keep_apart(current_session(), pair_id, actor=current_actor(), note=note)
    notify("Onthouden: dit zijn er twee. Ze komen niet meer op de lijst.")
    return make_response(redirect(url_for("duplicates.list_pairs"), 303))


@blueprint.post("/dubbelen/<uuid:pair_id>/opnieuw")
@requires(Permission.DUPLICATE_MERGE)
def look_again(pair_id: uuid.UUID) -> Response:
    """Take back that they are two."""
    service.look_again(current_session(), pair_id, actor=current_actor())
    notify("De twee staan weer op de lijst.")
    return make_response(redirect(url_for("duplicates.show", pair_id=pair_id), 303))


@blueprint.route("/dubbelen/<uuid:pair_id>/samenvoegen", methods=["GET", "POST"])
@requires(Permission.DUPLICATE_MERGE)
def merge(pair_id: uuid.UUID) -> Response:
    """What a merge would do; the button does it."""
    pair = _pair(pair_id)
    survivor_id = _survivor(pair)
    if request.method == "POST":
        command = MergePair(
            pair_id=pair_id,
            survivor_id=survivor_id,
            survivor_version=_number("versie"),
            absorbed_version=_number("versie-ander"),
            takes=_takes(request.form),
        )
        service.merge_pair(current_session(), command, actor=current_actor())
        notify("De twee zijn samengevoegd. Je kunt dit terugdraaien bij Dubbelen, onder ‘Samengevoegd’.")
        return make_response(redirect(card(Kind(pair.kind), survivor_id), 303))
    _log(pair)
    kind = Kind(pair.kind)
    shown = service.preview(current_session(), pair, survivor_id, _takes(request.args))
    page = render_template(
        "duplicates/merge.html",
        pair=pair,
        kind=kind,
        shown=shown,
        fields=FIELDS[kind],
        takes=Take,
        prefix=_FIELD,
        crumb=KIND_PLURALS[kind],
        turned=url_for("duplicates.merge", pair_id=pair_id, blijft=shown.absorbed.id),
    )
    return make_response(page)


@blueprint.post("/dubbelen/<uuid:pair_id>/terugdraaien")
@requires(Permission.DUPLICATE_MERGE)
def undo(pair_id: uuid.UUID) -> Response:
    """Everything as it was before, or the reasons why not."""
    try:
        service.undo_merge(current_session(), pair_id, actor=current_actor())
    except CannotUndo as error:
        return make_response(_shown(_pair(pair_id), refused=error), error.status)
    notify("De samenvoeging is teruggedraaid. Alles staat weer zoals het was.")
    return make_response(redirect(url_for("duplicates.show", pair_id=pair_id), 303))


def _pair(pair_id: uuid.UUID) -> DuplicatePair:
    return queries.pair(current_session(), current_actor(), pair_id)


def _shown(pair: DuplicatePair, *, refused: CannotUndo | None = None) -> str:
    kind = Kind(pair.kind)
    _log(pair)
    sides = queries.load(current_session(), kind, [pair.one_id, pair.other_id])
    if len(sides) < 2:  # noqa: PLR2004 (two sides)
        raise PairNotFound
    state = PairState(pair.state)
    merged = queries.last_merge(current_session(), pair.id) if state is PairState.MERGED else None
    # The older one first: it is more often the one that people know.
    one, other = sorted(sides.values(), key=lambda side: int(side.row["number"]))
    return render_template(
        "duplicates/pair.html",
        pair=pair,
        kind=kind,
        kind_label=KIND_LABELS[kind],
        crumb=KIND_PLURALS[kind],
        state=state,
        state_label=STATE_LABELS[state],
        look=LOOKS[state],
        one=one,
        other=other,
        card={side.id: card(kind, side.id) for side in (one, other)},
        fields=FIELDS[kind],
        counted=[
            each
            for each in REFERENCES[kind]
            if each.how is How.MOVES and (one.counts.get(each.table) or other.counts.get(each.table))
        ],
        merged=merged,
        survivor=sides[merged.survivor_id] if merged else None,
        refused=refused,
    )


def _log(pair: DuplicatePair) -> None:
    """Looking at two dossiers is looking at two people."""
    if pair.kind == Kind.CANDIDATE.value:
        audit.record_reads(
            current_session(),
            current_actor(),
            AUDITED_AS[Kind.CANDIDATE],
            [pair.one_id, pair.other_id],
            purpose="dossier",
        )


def _survivor(pair: DuplicatePair) -> uuid.UUID:
    """Which of the two stays, as the address or the form says."""
    try:
        chosen = uuid.UUID(request.values.get("blijft", ""))
    except ValueError:
        return pair.one_id
    if chosen not in (pair.one_id, pair.other_id):
        raise NotAllowed("Kies een van deze twee. Ga terug naar de lijst.", code="geen-van-beide")
    return chosen


def _takes(given: Mapping[str, str]) -> dict[str, Take]:
    """The choice per field; a field that does not exist is not looked at."""
    found = {name.removeprefix(_FIELD): value for name, value in given.items() if name.startswith(_FIELD)}
    return {name: Take(value) for name, value in found.items() if value in set(Take)}


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0  # noqa: PLR2004 (fits an integer)
