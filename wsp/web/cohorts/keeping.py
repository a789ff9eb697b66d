"""Make and change a group; move somebody on, take an invitation back."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.candidates import queries as candidates
from wsp.cohorts import policy, queries, service
from wsp.cohorts.enums import MEMBER_STATES, MemberState
from wsp.cohorts.schemas import DescribeCohortSchema, MoveMemberSchema
from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.web.access import current_actor, current_session, requires
from wsp.web.cohorts.blueprint import blueprint
from wsp.web.forms import Form, seen_version
from wsp.web.messages import notify


@blueprint.route("/groepen/nieuw", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_READ)
def make() -> Response:
    """Begin a group."""
    form: Form[Any] = Form(DescribeCohortSchema(version=0), typed=_typed())

    def save() -> uuid.UUID:
        return service.make_cohort(current_session(), form.command, actor=current_actor()).id

    made = _saved(form, save, "De groep is gemaakt. Nodig nu kandidaten uit.")
    back = url_for("cohorts.list_cohorts")
    return made or _form(form, "Nieuwe groep", "Maak de groep", url_for("cohorts.make"), back)


@blueprint.route("/groepen/<uuid:cohort_id>/wijzigen", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_READ)
def describe(cohort_id: uuid.UUID) -> Response:
    """Change what a group is."""
    session, actor = current_session(), current_actor()
    found = queries.cohort(session, actor, cohort_id)
    policy.check_keeps(actor, found)
    schema = DescribeCohortSchema(version=seen_version(found.version))
    form: Form[Any] = Form(schema, typed=_typed(), values=found, version=found.version)

    def save() -> uuid.UUID:
        return service.describe_cohort(session, cohort_id, form.command, actor=actor).id

    here, back = url_for("cohorts.describe", cohort_id=cohort_id), _page(cohort_id)
    saved = _saved(form, save, "De groep is gewijzigd.")
    return saved or _form(form, "Groep wijzigen", "Sla de groep op", here, back, trail=(found.name, back))


@blueprint.route("/groepen/<uuid:cohort_id>/kandidaten/<uuid:candidate_id>/stand", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_READ)
def move(cohort_id: uuid.UUID, candidate_id: uuid.UUID) -> Response:
    """Where somebody stands now."""
    session, actor = current_session(), current_actor()
    found = queries.cohort(session, actor, cohort_id)
    member = queries.member(session, actor, cohort_id, candidate_id)
    now = MemberState(member.state)
    steps = {each.value: text for each, text in MEMBER_STATES.labels.items() if MEMBER_STATES.allowed(now, each)}
    seen = seen_version(member.version)
    # Who saw an older state saw other steps: the verb lays both versions side by side.
    offered = steps if seen == member.version else {each.value: text for each, text in MEMBER_STATES.labels.items()}
    schema = MoveMemberSchema(options={"state": offered}, version=seen)
    form: Form[Any] = Form(schema, typed=_typed(), version=member.version)

    def save() -> uuid.UUID:
        service.move_member(session, cohort_id, candidate_id, form.command, actor=actor)
        return cohort_id

    saved = _saved(form, save, "De stand is opgeslagen.")
    if saved is not None:
        return saved
    shown = candidates.called(session, actor, [candidate_id], purpose="lijst")[candidate_id]
    here, back = url_for("cohorts.move", cohort_id=cohort_id, candidate_id=candidate_id), _page(cohort_id)
    meta = f"Nu: {MEMBER_STATES.labels[now].lower()}."
    return _form(
        form, f"Stand van {shown.label}", "Sla de stand op", here, back, trail=(found.name, back), meta=meta
    )  # fmt: skip


@blueprint.post("/groepen/<uuid:cohort_id>/kandidaten/<uuid:candidate_id>/intrekken")
@requires(Permission.CANDIDATE_READ)
def take_back(cohort_id: uuid.UUID, candidate_id: uuid.UUID) -> Response:
    """Take an invitation back."""
    service.take_back(current_session(), cohort_id, candidate_id, actor=current_actor())
    notify("De uitnodiging is ingetrokken.")
    return make_response(redirect(_page(cohort_id), 303))


def _typed() -> Any:
    return request.form if request.method == "POST" else None


def _saved(form: Form[Any], save: Callable[[], uuid.UUID], said: str) -> Response | None:
    """Do what was typed and go to the group; None when there is something to mend, or nothing was typed."""
    if form.typed is None or not form.valid():
        return None
    try:
        cohort_id = save()
    except (StaleVersion, NotFound, NotAllowed):
        raise
    except DomainError as error:
        form.refuse(error)
        return None
    notify(said)
    return make_response(redirect(_page(cohort_id), 303))


def _form(
    form: Form[Any],
    title: str,
    button: str,
    here: str,
    back: str,
    *,
    trail: tuple[str, str] | None = None,
    meta: str = "",
) -> Response:
    page = render_template(
        "cohorts/form.html", form=form, title=title, button=button, here=here, back=back, trail=trail, meta=meta
    )  # fmt: skip
    return make_response(page, 400 if form.refused else 200)


def _page(cohort_id: uuid.UUID) -> str:
    return url_for("cohorts.show_members", cohort_id=cohort_id)
