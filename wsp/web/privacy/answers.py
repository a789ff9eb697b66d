"""Answering a request: more time, the letter, and the overview of everything that is known about somebody."""

import json
import uuid

from flask import Response, abort, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, StaleVersion
from wsp.privacy import access, letters, queries, service
from wsp.privacy.commands import AnswerRequest, ExtendRequest
from wsp.privacy.enums import ARTICLES, KIND_LABELS, RequestKind, RequestState
from wsp.privacy.schemas import AnswerRequestSchema, ExtendRequestSchema
from wsp.privacy.service.requests import SUBJECT
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.privacy import words
from wsp.web.privacy.blueprint import blueprint


@blueprint.route("/privacy/verzoeken/<uuid:request_id>/verlengen", methods=["GET", "POST"])
@requires(Permission.PRIVACY_MANAGE)
def extend_request(request_id: uuid.UUID) -> Response:
    """Two months more, with a reason."""
    session, actor = current_session(), current_actor()
    row = queries.request(session, actor, request_id)
    typed = request.form if request.method == "POST" else None
    schema = ExtendRequestSchema(request_id=request_id, version=_version(row.version))
    form: Form[ExtendRequest] = Form(schema, typed=typed, version=row.version)
    if typed is not None and form.valid():
        try:
            changed = service.extend_request(session, form.command, actor=actor)
        except StaleVersion:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            notify(f"De termijn loopt nu tot {clock.day_in_words(changed.due_on)}. Vertel dit aan de persoon.")
            return _back(request_id)
    page = render_template("privacy/request_extend.html", form=form, row=row)
    return make_response(page, 400 if form.refused else 200)


@blueprint.route("/privacy/verzoeken/<uuid:request_id>/beantwoorden", methods=["GET", "POST"])
@requires(Permission.PRIVACY_MANAGE)
def answer_request(request_id: uuid.UUID) -> Response:
    """Decide and write the answer; the address may name the decision, which chooses the first text."""
    session, actor = current_session(), current_actor()
    row = queries.request(session, actor, request_id)
    kind = RequestKind(row.kind)
    asked = request.args.get("besluit", "")
    outcome = RequestState(asked) if asked in set(RequestState) else RequestState.GRANTED
    typed = request.form if request.method == "POST" else None
    schema = AnswerRequestSchema(request_id=request_id, version=_version(row.version))
    values = {
        "outcome": outcome,
        "identity_checked": row.identity_checked,
        "answer": letters.proposed(kind, outcome, received_on=row.received_on),
    }
    form: Form[AnswerRequest] = Form(schema, typed=typed, values=values, version=row.version)
    if typed is not None and form.valid():
        try:
            service.answer_request(session, form.command, actor=actor)
        except StaleVersion:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            erasing = kind is RequestKind.ERASURE and form.command.outcome in {
                RequestState.GRANTED,
                RequestState.PARTLY,
            }
            notify("Het antwoord is bewaard. Het wissen begint nu." if erasing else "Het antwoord is bewaard.")
            return _back(request_id)
    page = render_template(
        "privacy/request_answer.html",
        form=form,
        row=row,
        label=KIND_LABELS[kind],
        article=ARTICLES[kind],
        outcome=outcome,
        person=words.person(session, actor, row.subject_id),
        obstacles=queries.obstacles(session, row.subject_id) if kind is RequestKind.ERASURE and row.subject_id else [],
    )
    return make_response(page, 400 if form.refused else 200)


@blueprint.post("/privacy/verzoeken/<uuid:request_id>/overzicht-als-gegevens")
@requires(Permission.PRIVACY_MANAGE)
def access_record(request_id: uuid.UUID) -> Response:
    """Everything about the person, for a machine."""
    made = _package(request_id)
    content = json.dumps(access.as_record(made), ensure_ascii=False, indent=1)
    return _download(content, "application/json", request_id, "json")


@blueprint.post("/privacy/verzoeken/<uuid:request_id>/overzicht-als-pagina")
@requires(Permission.PRIVACY_MANAGE)
def access_page(request_id: uuid.UUID) -> Response:
    """Everything about the person, to be read: one file without anything from elsewhere."""
    made = _package(request_id)
    content = render_template("privacy/access.html", made=made, activities=access.used_activities(made))
    return _download(content, "text/html; charset=utf-8", request_id, "html")


def _package(request_id: uuid.UUID) -> access.Package:
    session, actor = current_session(), current_actor()
    row = queries.request(session, actor, request_id)
    if row.subject_id is None:
        abort(404)
    audit.record(session, actor, "privacy.access_exported", subject=(SUBJECT, row.id))
    return access.package(session, row.subject_id, actor=actor)


def _download(content: str, media_type: str, request_id: uuid.UUID, ending: str) -> Response:
    row = queries.request(current_session(), current_actor(), request_id)
    return Response(
        content,
        content_type=media_type,
        headers={
            # Named after the request: a file name is shown where a person's name should not be.
            "Content-Disposition": f'attachment; filename="avg-{row.number}.{ending}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
        },
    )


def _version(now: int) -> int:
    if request.method != "POST":
        return now
    text = request.form.get("versie", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0  # noqa: PLR2004 (fits an integer)


def _back(request_id: uuid.UUID) -> Response:
    return make_response(redirect(url_for("privacy.show_request", request_id=request_id), 303))
