"""Bewaarde zoekopdrachten: keep, rename, look, throw away."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from wsp.accounts.permissions import Permission
from wsp.foundation.errors import DomainError
from wsp.searches import lists, queries, service
from wsp.searches.commands import NameSearch
from wsp.searches.enums import LABELS, NEEDS, ListKind
from wsp.searches.models import SavedSearch
from wsp.searches.schemas import NameSearchSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.searches.panel import address

blueprint = Blueprint("searches", __name__)


@dataclass(frozen=True)
class Line:
    """One search as the page shows it."""

    search: SavedSearch
    filters: str
    """In words."""
    news: str
    """What is new since its owner last looked; empty when nothing is."""


@blueprint.get("/zoekopdrachten")
@requires(Permission.CANDIDATE_READ)
def list_searches() -> str:
    """One's own searches, by list and name."""
    own = queries.mine(current_session(), current_actor())
    return render_template(
        "searches/list.html",
        lines=[_line(each) for each in own],
        labels=LABELS,
        lists=[kind for kind in ListKind if current_actor().may(NEEDS[kind])],
    )


@blueprint.route("/zoekopdrachten/nieuw", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_READ)
def keep() -> Response:
    """Give the filters that stand in the address a name."""
    kind = _kind()
    filters = lists.kept(kind, request.args)
    if not filters:
        raise NotFound
    typed = request.form if request.method == "POST" else None
    told = _told(kind, filters)
    proposed = NameSearch(name=told[0].upper() + told[1:60], tells=True)
    form: Form[NameSearch] = Form(NameSearchSchema(), typed=typed, values=proposed)
    if typed is not None and form.valid():
        try:
            made = service.keep_search(current_session(), kind, filters, form.command, actor=current_actor())
        except DomainError as error:
            form.refuse(error)
        else:
            notify(_kept(made))
            return make_response(redirect(address(made), 303))
    page = render_template(
        "searches/form.html",
        form=form,
        title="Zoekopdracht bewaren",
        meta=f"{LABELS[kind]}: {told}.",
        here=request.full_path,
        back=f"/{kind.value}?{urlencode(filters)}",
        button="Bewaar de zoekopdracht",
    )
    return make_response(page, 200 if typed is None else 400)


@blueprint.get("/zoekopdrachten/<uuid:search_id>")
@requires(Permission.CANDIDATE_READ)
def show(search_id: uuid.UUID) -> Response:
    """Lead to the list, with the filters of this search."""
    found = queries.search(current_session(), current_actor(), search_id)
    return make_response(redirect(address(found), 302))


@blueprint.route("/zoekopdrachten/<uuid:search_id>/wijzigen", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_READ)
def change(search_id: uuid.UUID) -> Response:
    """Another name, or word of what is new."""
    found = queries.search(current_session(), current_actor(), search_id)
    typed = request.form if request.method == "POST" else None
    values = NameSearch(name=found.name, tells=found.tells)
    form: Form[NameSearch] = Form(NameSearchSchema(), typed=typed, values=values)
    if typed is not None and form.valid():
        try:
            service.change_search(current_session(), search_id, form.command, actor=current_actor())
        except DomainError as error:
            form.refuse(error)
        else:
            notify("De zoekopdracht is gewijzigd.")
            return make_response(redirect(url_for("searches.list_searches"), 303))
    kind = ListKind(found.kind)
    page = render_template(
        "searches/form.html",
        form=form,
        title="Zoekopdracht wijzigen",
        meta=f"{LABELS[kind]}: {_told(kind, found.filters)}.",
        here=url_for("searches.change", search_id=search_id),
        back=url_for("searches.list_searches"),
        button="Sla de zoekopdracht op",
    )
    return make_response(page, 200 if typed is None else 400)


@blueprint.post("/zoekopdrachten/<uuid:search_id>/gezien")
@requires(Permission.CANDIDATE_READ)
def mark_seen(search_id: uuid.UUID) -> Response:
    """Nothing in it is news any more."""
    found = service.mark_seen(current_session(), search_id, actor=current_actor())
    notify(f"Alles bij “{found.name}” staat op gezien.")
    return make_response(redirect(address(found), 303))


@blueprint.post("/zoekopdrachten/<uuid:search_id>/verwijderen")
@requires(Permission.CANDIDATE_READ)
def remove(search_id: uuid.UUID) -> Response:
    """Forget it."""
    service.remove_search(current_session(), search_id, actor=current_actor())
    notify("De zoekopdracht is verwijderd.")
    return make_response(redirect(url_for("searches.list_searches"), 303))


def _kind() -> ListKind:
    """The list that the address names; a list that this visitor may not read is none."""
    asked = request.args.get("lijst", "")
    if asked not in set(ListKind) or not current_actor().may(NEEDS[ListKind(asked)]):
        raise NotFound
    return ListKind(asked)


def _told(kind: ListKind, filters: Mapping[str, str]) -> str:
    return ", ".join(lists.told(current_session(), kind, filters, region=current_actor().region_id))


def _line(search: SavedSearch) -> Line:
    kind = ListKind(search.kind)
    new = service.news(kind, len(search.new_ids)) if search.new_ids else ""
    return Line(search, _told(kind, search.filters), new)


def _kept(search: SavedSearch) -> str:
    if search.tells:
        return "De zoekopdracht is bewaard. Komt er iets bij? Dan staat dat de volgende ochtend op Mijn dag."
    return "De zoekopdracht is bewaard."
