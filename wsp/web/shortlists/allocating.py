"""The verdeelplan: ask for one, watch it being made, and take or leave its pairs one by one."""

import uuid
from decimal import Decimal
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.foundation.errors import DomainError
from wsp.shortlists.allocation import building, queries, service
from wsp.shortlists.allocation.commands import RefusePair, RequestPlan
from wsp.shortlists.allocation.enums import BUSY, STATE_LABELS, PairDecision, PlanState
from wsp.shortlists.allocation.schemas import RequestPlanSchema
from wsp.shortlists.enums import AsideReason
from wsp.web.access import current_actor, current_session, is_fragment, requires
from wsp.web.forms import Form
from wsp.web.listing import ListPage, page_number
from wsp.web.messages import notify
from wsp.web.shortlists.blueprint import blueprint

EXAMPLE: Final = RequestPlan(benefit=Decimal(20_000), effort=Decimal(1_500))
"""What the form starts with, so that nobody faces empty fields; the page says that these are examples."""
_LOOKS: Final = {PlanState.READY: "ok", PlanState.FAILED: "no"}


@blueprint.route("/verdeelplannen", methods=["GET", "POST"])
@requires(Permission.SHORTLIST_DECIDE)
def plans() -> Response:
    """The last plans, and the form that asks for a new one."""
    session, actor = current_session(), current_actor()
    typed = request.form if request.method == "POST" else None
    form: Form[RequestPlan] = Form(RequestPlanSchema, typed=typed, values=EXAMPLE)
    status = 200
    if request.method == "POST":
        status = 400
        if form.valid():
            try:
                made = service.request_plan(session, form.command, actor=actor)
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                return make_response(redirect(url_for("shortlists.plan", plan_id=made.id), 303))
    found = queries.recent(session, actor)
    page = render_template(
        "shortlists/plans.html",
        form=form,
        plans=found,
        running=next((each for each in found if PlanState(each.state) in BUSY), None),
        labels={state.value: label for state, label in STATE_LABELS.items()},
        looks={state.value: _LOOKS.get(state, "info") for state in PlanState},
        names=accounts.names(session, [each.user_id for each in found]),
        lowest=building.LOWEST_CHANCE,
        highest=building.HIGHEST_CHANCE,
        nearest=building.NEAREST,
    )
    return make_response(page, status)


@blueprint.get("/verdeelplannen/<uuid:plan_id>")
@requires(Permission.SHORTLIST_DECIDE)
def plan(plan_id: uuid.UUID) -> Response:
    """The proposal, or how far it is. Asked for again by itself as long as a worker is busy."""
    session, actor = current_session(), current_actor()
    found = queries.plan(session, actor, plan_id)
    state = PlanState(found.state)
    if state in BUSY or state is PlanState.FAILED:
        if is_fragment() and state in BUSY:
            return make_response(render_template("shortlists/plan_part.html", plan=found))
        if not is_fragment():
            return make_response(render_template("shortlists/plan_running.html", plan=found, busy=state in BUSY))
    if is_fragment():
        # Ready: the whole page is another one now.
        response = make_response("")
        response.headers["HX-Redirect"] = url_for("shortlists.plan", plan_id=plan_id)
        return response
    counts = queries.decisions(session, actor, plan_id)
    limits, floors = queries.bounds(session, found)
    rows = queries.pairs(session, actor, plan_id, page=page_number(), total=sum(counts.values()))
    return make_response(
        render_template(
            "shortlists/plan.html",
            plan=found,
            outcome=found.outcome,
            choices=building.parse(found.choices),
            counts=counts,
            decision=PairDecision,
            limits=limits,
            floors=floors,
            page=ListPage(rows),
            reasons=list(AsideReason),
            names=accounts.names(session, [found.user_id]),
        )
    )


@blueprint.post("/verdeelplannen/<uuid:plan_id>/<uuid:proposed_id>/voordragen")
@requires(Permission.INTRODUCTION_MAKE)
def introduce_pair(plan_id: uuid.UUID, proposed_id: uuid.UUID) -> Response:
    """Take a pair: it becomes an introduction."""
    service.introduce_pair(current_session(), plan_id, proposed_id, actor=current_actor())
    notify("De voordracht is gemaakt. De klantmanager krijgt de vraag om akkoord.")
    return _back(plan_id)


@blueprint.post("/verdeelplannen/<uuid:plan_id>/<uuid:proposed_id>/niet")
@requires(Permission.SHORTLIST_DECIDE)
def refuse_pair(plan_id: uuid.UUID, proposed_id: uuid.UUID) -> Response:
    """Leave a pair, with the reason."""
    command = RefusePair(
        plan_id=plan_id,
        pair_id=proposed_id,
        reason=request.form.get("reden", ""),
        note=request.form.get("toelichting", "").strip()[:500] or None,
    )
    service.refuse_pair(current_session(), command, actor=current_actor())
    notify("Het voorstel is niet gekozen. De reden is bewaard.")
    return _back(plan_id)


def _back(plan_id: uuid.UUID) -> Response:
    page = page_number()
    return make_response(redirect(url_for("shortlists.plan", plan_id=plan_id, pagina=page if page > 1 else None), 303))
