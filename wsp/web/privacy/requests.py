"""Requests: the list, filing one, and the page of one."""

import uuid

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.audit import queries as audit
from wsp.foundation import clock
from wsp.foundation.errors import DomainError
from wsp.privacy import queries, service
from wsp.privacy.commands import FileRequest
from wsp.privacy.enums import (
    ARTICLES,
    KIND_LABELS,
    KIND_MEANING,
    REQUEST_STATES,
    RequestKind,
    RequestState,
)
from wsp.privacy.queries.requests import is_open
from wsp.privacy.schemas import FileRequestSchema, NumberedRequest, NumberedRequestSchema
from wsp.privacy.service.requests import SUBJECT
from wsp.web.access import current_actor, current_session, requires
from wsp.web.candidates import pages
from wsp.web.forms import Form
from wsp.web.listing import ListPage, page_number
from wsp.web.messages import notify
from wsp.web.privacy import words
from wsp.web.privacy.blueprint import blueprint


@blueprint.get("/privacy/verzoeken")
@requires(Permission.PRIVACY_MANAGE)
def list_requests() -> str:
    """Requests by their last day; those that were answered when asked for."""
    kind = request.args.get("soort", "")
    wanted = queries.RequestFilter(
        open_only=request.args.get("ook-klaar") != "1",
        kind=RequestKind(kind) if kind in set(RequestKind) else None,
    )
    page = queries.list_requests(current_session(), wanted, page=page_number())
    return render_template(
        "privacy/requests.html",
        page=ListPage(page),
        wanted=wanted,
        kinds=KIND_LABELS,
        states=REQUEST_STATES.labels,
        chip_of=words.chip,
    )


@blueprint.route("/privacy/verzoeken/nieuw", methods=["GET", "POST"])
@requires(Permission.PRIVACY_MANAGE)
def file_request() -> Response:
    """A request that came in by letter or mail: the number of the dossier is typed."""
    typed = request.form if request.method == "POST" else None
    form: Form[NumberedRequest] = Form(
        NumberedRequestSchema(), typed=typed, values={"received_on": clock.today(), "number": request.args.get("van")}
    )
    if typed is not None and form.valid():
        session, actor = current_session(), current_actor()
        try:
            given = form.command
            person = queries.by_number(session, actor, given.number)
            command = FileRequest(
                candidate_id=person.id,
                kind=given.kind,
                received_on=given.received_on,
                asked=given.asked,
                identity_checked=given.identity_checked,
            )
            row = service.file_request(session, command, actor=actor)
        except DomainError as error:
            form.refuse(error)
        else:
            notify(f"Het verzoek is vastgelegd. Antwoord uiterlijk op {clock.day_in_words(row.due_on)}.")
            return make_response(redirect(url_for("privacy.show_request", request_id=row.id), 303))
    page = render_template("privacy/request_new.html", form=form, shown=None, meanings=_meanings())
    return make_response(page, 400 if form.refused else 200)


@blueprint.route("/kandidaten/<uuid:candidate_id>/privacyverzoek", methods=["GET", "POST"])
@requires(Permission.PRIVACY_FILE)
def file_for_candidate(candidate_id: uuid.UUID) -> Response:
    """A request that somebody made to the own client manager; the privacy officer answers."""
    session, actor = current_session(), current_actor()
    _candidate, shown = pages.kept_dossier(candidate_id)
    typed = request.form if request.method == "POST" else None
    schema = FileRequestSchema(candidate_id=candidate_id)
    form: Form[FileRequest] = Form(schema, typed=typed, values={"received_on": clock.today()})
    if typed is not None and form.valid():
        try:
            row = service.file_request(session, form.command, actor=actor)
        except DomainError as error:
            form.refuse(error)
        else:
            notify(f"Het verzoek staat bij de functionaris als AVG-{row.number}.")
            return make_response(redirect(url_for("candidates.show", candidate_id=candidate_id), 303))
    page = render_template("privacy/request_new.html", form=form, shown=shown, meanings=_meanings())
    return make_response(page, 400 if form.refused else 200)


@blueprint.get("/privacy/verzoeken/<uuid:request_id>")
@requires(Permission.PRIVACY_MANAGE)
def show_request(request_id: uuid.UUID) -> str:
    """One request: what was asked, by when, what stands in the way, who must be told, what was answered."""
    session, actor = current_session(), current_actor()
    row = queries.request(session, actor, request_id)
    kind = RequestKind(row.kind)
    person = words.person(session, actor, row.subject_id)
    history = audit.history(session, actor, (SUBJECT, row.id), limit=30)
    people = accounts.names(session, [row.filed_by_id, row.handled_by_id, *(event.user_id for event in history)])
    informs = kind in {RequestKind.RECTIFICATION, RequestKind.ERASURE, RequestKind.RESTRICTION}
    receivers = queries.receivers(session, row.subject_id) if informs and row.subject_id is not None else []
    return render_template(
        "privacy/request.html",
        row=row,
        kind=kind,
        label=KIND_LABELS[kind],
        meaning=KIND_MEANING[kind],
        article=ARTICLES[kind],
        state=RequestState(row.state),
        state_label=REQUEST_STATES.labels[RequestState(row.state)],
        chip_of=words.chip,
        open=is_open(row),
        person=person,
        obstacles=queries.obstacles(session, row.subject_id)
        if kind is RequestKind.ERASURE and row.subject_id is not None and row.carried_out_at is None
        else [],
        receivers=receivers,
        others=queries.requests_about(session, row.subject_id, but=row.id) if row.subject_id else [],
        kinds=KIND_LABELS,
        people=people,
        happenings=[
            (event.created_at, words.happening(event), people.get(event.user_id) if event.user_id else None)
            for event in history
        ],
        receivers_in_words=[
            f"{receiver.name}, {'met naam' if receiver.named else 'zonder naam'}" for receiver in receivers
        ],
        restricted=person is not None and person.restricted,
    )


@blueprint.post("/privacy/verzoeken/<uuid:request_id>/oppakken")
@requires(Permission.PRIVACY_MANAGE)
def start_request(request_id: uuid.UUID) -> Response:
    """Take it up."""
    service.start_request(current_session(), request_id, actor=current_actor())
    notify("Het verzoek staat op jouw naam.")
    return _back(request_id)


@blueprint.post("/privacy/verzoeken/<uuid:request_id>/beperking-opheffen")
@requires(Permission.PRIVACY_MANAGE)
def lift_restriction(request_id: uuid.UUID) -> Response:
    """Use the data again."""
    service.lift_restriction(current_session(), request_id, actor=current_actor())
    notify("De gegevens mogen weer gebruikt worden. Vertel dit ook aan de persoon.")
    return _back(request_id)


def _meanings() -> list[tuple[str, str]]:
    return [(KIND_LABELS[kind], KIND_MEANING[kind]) for kind in RequestKind]


def _back(request_id: uuid.UUID) -> Response:
    return make_response(redirect(url_for("privacy.show_request", request_id=request_id), 303))
