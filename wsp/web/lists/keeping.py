"""Make a list, name and share it, archive it; take somebody off, write a note."""

import uuid
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.candidates import queries as candidates
from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.lists import policy, queries, service
from wsp.lists.commands import DescribeList
from wsp.lists.enums import Sharing
from wsp.lists.errors import ListNotYours
from wsp.lists.schemas import DescribeListSchema, WriteNoteSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form, seen_version
from wsp.web.lists.blueprint import blueprint
from wsp.web.messages import notify


@blueprint.route("/lijsten/nieuw", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_READ)
def make() -> Response:
    """Begin a list."""
    typed = request.form if request.method == "POST" else None
    values = DescribeList(name="", sharing=Sharing.NOBODY)
    form: Form[DescribeList] = Form(DescribeListSchema(version=0), typed=typed, values=values)
    if typed is not None and form.valid():
        try:
            made = service.make_list(current_session(), form.command, actor=current_actor())
        except DomainError as error:
            form.refuse(error)
        else:
            notify("De lijst is gemaakt. Zet er nu kandidaten op.")
            return _to(made.id)
    return _form(form, "Nieuwe lijst", "Maak de lijst", url_for("lists.make"), url_for("lists.list_own_lists"))


@blueprint.route("/lijsten/<uuid:list_id>/wijzigen", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_READ)
def describe(list_id: uuid.UUID) -> Response:
    """Another name, or shared otherwise."""
    session, actor = current_session(), current_actor()
    found = queries.own_list(session, actor, list_id)
    policy.check_owns(actor, found)
    typed = request.form if request.method == "POST" else None
    schema = DescribeListSchema(version=seen_version(found.version))
    form: Form[DescribeList] = Form(schema, typed=typed, values=found, version=found.version)
    if typed is not None and form.valid():
        try:
            service.describe_list(session, list_id, form.command, actor=actor)
        except (StaleVersion, NotFound, NotAllowed):
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            notify("De lijst is gewijzigd.")
            return _to(list_id)
    here, back = url_for("lists.describe", list_id=list_id), url_for("lists.show_people", list_id=list_id)
    return _form(form, "Lijst wijzigen", "Sla de lijst op", here, back, trail=(found.name, back))


@blueprint.post("/lijsten/<uuid:list_id>/archiveren")
@requires(Permission.CANDIDATE_READ)
def archive(list_id: uuid.UUID) -> Response:
    """Put a list away."""
    service.archive_list(current_session(), list_id, actor=current_actor())
    notify("De lijst staat in het archief. Daar kun je hem terughalen.")
    return make_response(redirect(url_for("lists.list_own_lists"), 303))


@blueprint.post("/lijsten/<uuid:list_id>/terughalen")
@requires(Permission.CANDIDATE_READ)
def bring_back(list_id: uuid.UUID) -> Response:
    """Use it again."""
    service.bring_back(current_session(), list_id, actor=current_actor())
    notify("De lijst staat weer bij je lijsten.")
    return _to(list_id)


@blueprint.post("/lijsten/<uuid:list_id>/kandidaten/<uuid:candidate_id>/verwijderen")
@requires(Permission.CANDIDATE_READ)
def take_off(list_id: uuid.UUID, candidate_id: uuid.UUID) -> Response:
    """Take somebody off."""
    service.take_off_list(current_session(), list_id, candidate_id, actor=current_actor())
    notify("De kandidaat staat niet meer op de lijst.")
    return _to(list_id)


@blueprint.route("/lijsten/<uuid:list_id>/kandidaten/<uuid:candidate_id>/aantekening", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_READ)
def write_note(list_id: uuid.UUID, candidate_id: uuid.UUID) -> Response:
    """A short word about somebody on the list."""
    session, actor = current_session(), current_actor()
    found = queries.own_list(session, actor, list_id)
    if not policy.may_keep(actor, found):
        raise ListNotYours
    member = queries.member(session, actor, list_id, candidate_id)
    typed = request.form if request.method == "POST" else None
    schema = WriteNoteSchema(version=seen_version(member.version))
    form: Form[Any] = Form(schema, typed=typed, values=member, version=member.version)
    if typed is not None and form.valid():
        try:
            service.write_note(session, list_id, candidate_id, form.command, actor=actor)
        except (StaleVersion, NotFound, NotAllowed):
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            notify("De aantekening is opgeslagen.")
            return _to(list_id)
    shown = candidates.called(session, actor, [candidate_id], purpose="lijst")[candidate_id]
    here = url_for("lists.write_note", list_id=list_id, candidate_id=candidate_id)
    back = url_for("lists.show_people", list_id=list_id)
    title = f"Aantekening bij {shown.label}"
    return _form(form, title, "Sla de aantekening op", here, back, trail=(found.name, back))


def _form(
    form: Form[Any], title: str, button: str, here: str, back: str, *, trail: tuple[str, str] | None = None
) -> Response:
    page = render_template(
        "lists/form.html", form=form, title=title, button=button, here=here, back=back, trail=trail
    )  # fmt: skip
    return make_response(page, 400 if form.refused else 200)


def _to(list_id: uuid.UUID) -> Response:
    return make_response(redirect(url_for("lists.show_people", list_id=list_id), 303))
