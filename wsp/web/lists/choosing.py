"""From ticked candidates, wherever they were ticked, to a list."""

import uuid
from collections.abc import Sequence
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.candidates import queries as candidates
from wsp.foundation.errors import DomainError, NotFound
from wsp.lists import policy, queries, service
from wsp.lists.commands import PutOnList
from wsp.lists.errors import NobodyChosen
from wsp.lists.models import OwnList
from wsp.lists.rules import MOST_PEOPLE
from wsp.lists.schemas import PutOnListSchema
from wsp.lists.service import Put
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.i18n import plural
from wsp.web.ids import ids_of
from wsp.web.lists.blueprint import blueprint
from wsp.web.messages import notify

MOST_OFFERED: Final = 200
"""Lists to choose from; the own ones come first."""
PICKED: Final = "k"
"""Name in the address of somebody who was ticked."""
FROM: Final = "vacature"
"""Name in the address of the vacancy on whose match list that was."""


@blueprint.post("/lijsten/kiezen")
@requires(Permission.CANDIDATE_READ)
def tick() -> Response:
    """From ticked boxes to the address of the page that asks for the list."""
    ids = ids_of(request.form.getlist("kies"))[:MOST_PEOPLE]
    vacancy_id = _vacancy()
    if not ids:
        return _nobody(vacancy_id)
    return make_response(redirect(_address(ids, vacancy_id), 303))


@blueprint.route("/lijsten/kiezen", methods=["GET"], endpoint="choose")
@blueprint.post("/lijsten/opzetten", endpoint="put")
@requires(Permission.CANDIDATE_READ)
def choose() -> Response:
    """Ask on which list, and put them there."""
    session, actor = current_session(), current_actor()
    ids, vacancy_id = ids_of(request.args.getlist(PICKED))[:MOST_PEOPLE], _vacancy()
    people = queries.listed_ids(session, actor, ids)
    if not people and request.method == "GET":
        return _nobody(vacancy_id)
    if not people:
        raise NobodyChosen
    lists = queries.kept_lists(session, actor, most=MOST_OFFERED)
    schema = PutOnListSchema(options={"list_id": _options(lists)}, candidate_ids=tuple(people))
    typed = request.form if request.method == "POST" else None
    form: Form[PutOnList] = Form(schema, typed=typed)
    if typed is not None and form.valid():
        try:
            put = service.put_on_list(session, form.command, actor=actor)
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            notify(_told(put))
            return make_response(redirect(_onward(put, people, vacancy_id), 303))
    called = candidates.called(session, actor, people, purpose="lijst")
    page = render_template(
        "lists/choose.html",
        form=form,
        people=[called[each] for each in people if each in called],
        offers=bool(lists),
        here=_address(people, vacancy_id, endpoint="lists.put"),
        back=_back(people, vacancy_id),
    )
    return make_response(page, 400 if form.refused else 200)


def _nobody(vacancy_id: uuid.UUID | None) -> Response:
    """Back to where people are ticked."""
    notify("Vink eerst een of meer kandidaten aan. Kies daarna Op een lijst.", "warning")
    return make_response(redirect(_list_of_all(vacancy_id), 303))


def _options(lists: Sequence[OwnList]) -> dict[str, str]:
    actor = current_actor()
    return {str(each.id): each.name if policy.owns(actor, each) else f"{each.name} (van een collega)" for each in lists}


def _told(put: Put) -> str:
    there = f" {plural(put.already, 'kandidaat', 'kandidaten')} stond er al op." if put.already == 1 else ""
    if put.already > 1:
        there = f" {plural(put.already, 'kandidaat', 'kandidaten')} stonden er al op."
    if not put.added:
        return f"Er verandert niets aan de lijst “{put.row.name}”.{there}"
    verb = "staat" if put.added == 1 else "staan"
    return f"{plural(put.added, 'kandidaat', 'kandidaten')} {verb} nu op de lijst “{put.row.name}”.{there}"


def _onward(put: Put, people: Sequence[uuid.UUID], vacancy_id: uuid.UUID | None) -> str:
    """Back to the work: the match list or the dossier; from the list of candidates on to the list itself."""
    if vacancy_id is None and len(people) > 1:
        return url_for("lists.show_people", list_id=put.row.id)
    return _back(people, vacancy_id)


def _back(people: Sequence[uuid.UUID], vacancy_id: uuid.UUID | None) -> str:
    if vacancy_id is None and len(people) == 1:
        return url_for("candidates.show", candidate_id=people[0])
    return _list_of_all(vacancy_id)


def _list_of_all(vacancy_id: uuid.UUID | None) -> str:
    if vacancy_id is not None and current_actor().may(Permission.SHORTLIST_DECIDE):
        return url_for("shortlists.for_vacancy", vacancy_id=vacancy_id)
    return url_for("candidates.list_candidates")


def _address(ids: Sequence[uuid.UUID], vacancy_id: uuid.UUID | None, *, endpoint: str = "lists.choose") -> str:
    more = {FROM: str(vacancy_id)} if vacancy_id is not None else {}
    return url_for(endpoint, **{PICKED: [str(each) for each in ids]}, **more)  # type: ignore[arg-type]  # a list repeats the name


def _vacancy() -> uuid.UUID | None:
    found = ids_of([request.args.get(FROM, "")])
    return found[0] if found else None
