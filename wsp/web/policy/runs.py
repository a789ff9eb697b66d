"""What a proposed value would do, and runs that count every subsidy again: how far, and which amounts changed."""

import uuid
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for
from sqlalchemy import select

from wsp.accounts.permissions import Permission
from wsp.accounts.queries import names
from wsp.accounts.service.limits import Limit
from wsp.foundation import clock
from wsp.foundation.errors import NotFound
from wsp.instruments import catalogue
from wsp.placements.enums import INSTRUMENT_STATES, InstrumentState
from wsp.placements.reindexing import queries, service
from wsp.placements.reindexing.enums import BUSY, CAUSE_LABELS, STATE_LABELS, Cause, RunState
from wsp.placements.reindexing.models import Reindexing
from wsp.placements.rules import placement_number
from wsp.policy.models import PolicyProposal
from wsp.web.access import current_actor, current_session, is_fragment, requires
from wsp.web.export import spreadsheet
from wsp.web.listing import ListPage, page_number
from wsp.web.messages import notify
from wsp.web.policy.blueprint import blueprint
from wsp.web.policy.words import words

_LOOKS: Final = {RunState.DONE: "ok", RunState.FAILED: "no", RunState.WAITING: "info", RunState.RUNNING: "info"}


@blueprint.get("/beleid/voorstellen/<uuid:proposal_id>")
@requires(Permission.POLICY_MANAGE)
def proposal(proposal_id: uuid.UUID) -> Response:
    """A proposed value with what it would do; asked for again by itself as long as a worker counts."""
    session, actor = current_session(), current_actor()
    row = session.scalars(
        select(PolicyProposal).where(PolicyProposal.region_id == actor.region_id, PolicyProposal.id == proposal_id)
    ).one_or_none()
    if row is None:
        raise NotFound("Dit voorstel is niet gevonden in jouw regio.")
    run = queries.preview_of(session, actor, proposal_id)
    busy = run is not None and RunState(run.state) in BUSY
    if is_fragment():
        if busy:
            return make_response(render_template("policy/run_part.html", run=run, here=request.path))
        response = make_response("")
        response.headers["HX-Redirect"] = request.path
        return response
    total = queries.changed(session, run.id) if run is not None and not busy else 0
    name, value, place = words(row)
    page = render_template(
        "policy/proposal.html",
        row=row,
        name=name,
        value=value,
        place=place,
        run=run,
        busy=busy,
        codes=[catalogue.get(code) for code in service.codes_of(row)],
        others=_others(run) if run is not None else [],
        page=ListPage(queries.amounts(session, actor, run.id, page=page_number(), total=total))
        if total and run
        else None,
        number=placement_number,
        names=names(session, [row.entered_by_id, row.decided_by_id]),
        me=actor.user_id,
        here=request.path,
        title_of=_title,
        step_of=_step,
    )
    return make_response(page)


@blueprint.post("/beleid/voorstellen/<uuid:proposal_id>/voorbeeld")
@requires(Permission.POLICY_MANAGE)
def preview(proposal_id: uuid.UUID) -> Response:
    """Count what the value would do."""
    if service.preview(current_session(), proposal_id, actor=current_actor()) is None:
        notify("Geen enkele regeling kijkt naar deze waarde. Er verandert geen bedrag.", "info")
    return make_response(redirect(url_for("policy.proposal", proposal_id=proposal_id), 303))


@blueprint.get("/beleid/herberekeningen")
@requires(Permission.POLICY_MANAGE)
def reindexings() -> str:
    """The last runs, and the button that starts the one of this year again."""
    session, actor = current_session(), current_actor()
    found = queries.recent(session, actor)
    return render_template(
        "policy/runs.html",
        runs=found,
        running=next((each for each in found if RunState(each.state) in BUSY), None),
        causes={each.value: text for each, text in CAUSE_LABELS.items()},
        states={each.value: (_LOOKS[each], text) for each, text in STATE_LABELS.items()},
        names=names(session, [each.user_id for each in found]),
        year=clock.today().year,
    )


@blueprint.post("/beleid/herberekeningen")
@requires(Permission.POLICY_MANAGE)
def start_reindexing() -> Response:
    """Count every subsidy of this year again."""
    run = service.reindex(current_session(), clock.today(), actor=current_actor())
    return make_response(redirect(url_for("policy.reindexing", reindexing_id=run.id), 303))


@blueprint.get("/beleid/herberekeningen/<uuid:reindexing_id>")
@requires(Permission.POLICY_MANAGE)
def reindexing(reindexing_id: uuid.UUID) -> Response:
    """How far a run is, or every amount that it changed."""
    session, actor = current_session(), current_actor()
    run = queries.run(session, actor, reindexing_id)
    busy = RunState(run.state) in BUSY
    if is_fragment():
        if busy:
            return make_response(render_template("policy/run_part.html", run=run, here=request.path))
        response = make_response("")
        response.headers["HX-Redirect"] = request.path
        return response
    total = queries.changed(session, run.id)
    return make_response(
        render_template(
            "policy/run.html",
            run=run,
            busy=busy,
            failed=RunState(run.state) is RunState.FAILED,
            new_year=Cause(run.cause) is Cause.NEW_YEAR,
            cause=CAUSE_LABELS[Cause(run.cause)],
            page=_amounts(run, total),
            others=_others(run),
            number=placement_number,
            names=names(session, [run.user_id]),
            here=request.path,
            title_of=_title,
            step_of=_step,
            export=url_for("policy.export_reindexing", reindexing_id=run.id),
        )
    )


@blueprint.post("/beleid/herberekeningen/<uuid:reindexing_id>/exporteren")
@requires(Permission.POLICY_MANAGE, step_up=True, limit=Limit.EXPORT)
def export_reindexing(reindexing_id: uuid.UUID) -> Response:
    """Every changed amount as a spreadsheet."""
    session, actor = current_session(), current_actor()
    run = queries.run(session, actor, reindexing_id)
    heads = ("Plaatsing", "Regeling", "Stand", "Was per maand", "Wordt per maand", "Verschil", "Voorlopig", "Uitleg")
    rows = (
        (
            placement_number(each.number), _title(each.code), _step(each.state), each.before, each.after,
            each.difference, each.provisional, each.reason,
        )
        for each in queries.all_amounts(session, actor, run.id)
    )  # fmt: skip
    filters = {"vanaf": run.effective_on.isoformat()}
    return spreadsheet("Gewijzigde bedragen", heads, rows, action="placement.reindexed_exported", filters=filters)


def _amounts(run: Reindexing, total: int) -> ListPage[queries.ChangedAmount]:
    return ListPage(queries.amounts(current_session(), current_actor(), run.id, page=page_number(), total=total))


def _others(run: Reindexing) -> list[tuple[str, int]]:
    """Instruments without an amount per month that the run looked at, and how many."""
    return [(_title(code), run.counts[code]) for code in run.codes if code in run.counts]


def _title(code: str) -> str:
    return catalogue.get(code).title


def _step(state: str) -> str:
    return INSTRUMENT_STATES.labels[InstrumentState(state)]
