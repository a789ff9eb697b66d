"""Weights of the ranking: the versions, a preview on the vacancies of today, and the second person."""

import uuid
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.foundation.errors import Conflict, DomainError
from wsp.shortlists.enums import CRITERION_LABELS
from wsp.shortlists.weighing import decisions, queries, rules, service
from wsp.shortlists.weighing.commands import ProposeWeights
from wsp.shortlists.weighing.enums import ORIGIN_LABELS, STATE_LABELS, USED, Origin, WeightState
from wsp.shortlists.weighing.preview import Preview, preview
from wsp.shortlists.weighing.schemas import form_schema, form_values
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.ids import id_of
from wsp.web.messages import notify
from wsp.web.oversight.blueprint import blueprint

_LOOKS: Final = {
    WeightState.ACTIVE: "ok", WeightState.PROPOSED: "warn", WeightState.LEARNED: "info", WeightState.REJECTED: "no",
    WeightState.REPLACED: "plain",
}  # fmt: skip
_NOTE_LENGTH: Final = 300


@blueprint.get("/gewichten")
@requires(Permission.ALGORITHM_WEIGH)
def weights() -> str:
    """The weights in use and every earlier version."""
    session, actor = current_session(), current_actor()
    found = queries.versions(session, actor)
    active = queries.active(session, actor.region_id)
    return render_template(
        "oversight/weights.html",
        active=active,
        shares=_shown(active.values),
        versions=found,
        name=queries.name,
        names=accounts.names(session, [who for row in found for who in (row.entered_by_id, row.decided_by_id)]),
        lists=decisions.lists_shown(session, actor.region_id, since=clock.now() - decisions.PERIOD),
        me=actor.user_id,
        **_words(),
    )


@blueprint.get("/gewichten/nieuw")
@requires(Permission.ALGORITHM_WEIGH)
def new_weights() -> str:
    """The form, filled with the weights in use or with a version that was named."""
    session, actor = current_session(), current_actor()
    source = _source()
    row = None if source is None else queries.version(session, actor, source)
    start = queries.active(session, actor.region_id).values if row is None else row.values
    form: Form[ProposeWeights] = Form(
        form_schema(clock.today()), values=form_values(start, based_on=str(source) if source else None)
    )
    return _form_page(form)


@blueprint.post("/gewichten/nieuw")
@requires(Permission.ALGORITHM_WEIGH)
def propose_weights() -> Response:
    """Show what these weights would change, or put them forward."""
    session, actor = current_session(), current_actor()
    form: Form[ProposeWeights] = Form(form_schema(clock.today()), typed=request.form)
    seen = None
    if form.valid():
        try:
            if request.form.get("doe") != "voorleggen":
                seen = preview(session, actor, service.as_weights(form.command))
                return make_response(_form_page(form, seen))
            made = service.propose(session, form.command, actor=actor)
        except DomainError as error:
            form.refuse(error)
            return make_response(_form_page(form), error.status)
        notify("Je voorstel staat klaar. Vraag een collega om het te beoordelen.")
        return _see_other(url_for("oversight.weights_version", version_id=made.id))
    return make_response(_form_page(form), 400)


@blueprint.get("/gewichten/<uuid:version_id>")
@requires(Permission.ALGORITHM_WEIGH)
def weights_version(version_id: uuid.UUID) -> str:
    """One version: who, why, and what it would change today."""
    session, actor = current_session(), current_actor()
    row = queries.version(session, actor, version_id)
    active = queries.active(session, actor.region_id)
    other = WeightState(row.state) is not WeightState.ACTIVE
    return render_template(
        "oversight/weights_version.html",
        row=row,
        title=queries.name(row),
        active=active,
        shares=_shown(row.values),
        now=rules.shares(active.values),
        seen=preview(session, actor, queries.weights(row)) if other else None,
        names=accounts.names(session, [row.entered_by_id, row.decided_by_id]),
        me=actor.user_id,
        **_words(),
    )


@blueprint.post("/gewichten/<uuid:version_id>/goedkeuren")
@requires(Permission.ALGORITHM_WEIGH)
def approve_weights(version_id: uuid.UUID) -> Response:
    """Approve as the second person: from now on lists are ordered with these."""
    row = service.approve(current_session(), version_id, actor=current_actor())
    notify(f"De gewichten {queries.name(row)} zijn nu in gebruik.")
    return _see_other(url_for("oversight.weights"))


@blueprint.post("/gewichten/<uuid:version_id>/afwijzen")
@requires(Permission.ALGORITHM_WEIGH)
def reject_weights(version_id: uuid.UUID) -> Response:
    """Reject, or withdraw one's own."""
    note = request.form.get("reden", "").strip()[:_NOTE_LENGTH]
    service.reject(current_session(), version_id, note, actor=current_actor())
    notify("Het voorstel is afgewezen. Er verandert niets aan de lijsten.")
    return _see_other(url_for("oversight.weights"))


@blueprint.post("/gewichten/leren")
@requires(Permission.ALGORITHM_WEIGH)
def learn_weights() -> Response:
    """Let the computer learn from decisions; what comes out is only a suggestion."""
    try:
        made = service.learn(current_session(), actor=current_actor())
    except Conflict as error:
        notify(error.message, "warning")
        return _see_other(url_for("oversight.weights"))
    notify("De computer heeft gewichten geleerd. Bekijk ze, en leg ze voor als je ze goed vindt.")
    return _see_other(url_for("oversight.weights_version", version_id=made.id))


def _form_page(form: Form[ProposeWeights], seen: Preview | None = None) -> str:
    return render_template("oversight/weights_form.html", form=form, seen=seen)


def _shown(values: Any) -> dict[str, float]:
    """Parts of a hundred of what weighs something, the heaviest first."""
    found = {code: 100 * share for code, share in rules.shares(values).items() if share > 0}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _words() -> dict[str, Any]:
    return {
        "labels": CRITERION_LABELS,
        "states": {state.value: text for state, text in STATE_LABELS.items()},
        "looks": {state.value: look for state, look in _LOOKS.items()},
        "origins": {origin.value: text for origin, text in ORIGIN_LABELS.items()},
        "State": WeightState,
        "Origin": Origin,
        "used": USED,
    }


def _source() -> uuid.UUID | None:
    return id_of(request.args.get("van", ""))


def _see_other(address: str) -> Response:
    return make_response(redirect(address, 303))
