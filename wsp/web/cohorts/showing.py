"""All groups, one group with its results, and its spreadsheet."""

import uuid
from typing import Final

from flask import Response, render_template, request

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.cohorts import policy, queries
from wsp.cohorts.enums import KIND_LABELS, MEMBER_STATES, STOP_LABELS, MemberState, StopReason
from wsp.cohorts.queries import NOTHING
from wsp.foundation import clock
from wsp.web.access import current_actor, current_session, requires
from wsp.web.cohorts.blueprint import blueprint
from wsp.web.export import spreadsheet
from wsp.web.listing import ListPage, page_number

HEADS: Final = (
    "Nummer", "Kandidaat", "Stand", "Sinds", "Reden", "Uitgenodigd op", "Door", "Deed mee vanaf",
)  # fmt: skip


@blueprint.get("/groepen")
@requires(Permission.CANDIDATE_READ)
def list_cohorts() -> str:
    """Groups that run or come; or those that are over."""
    over = request.args.get("voorbij") == "1"
    page = queries.page_of_cohorts(current_session(), current_actor(), over=over, page=page_number())
    return render_template(
        "cohorts/list.html", page=ListPage(page), over=over, kinds=KIND_LABELS, S=MemberState
    )  # fmt: skip


@blueprint.get("/groepen/<uuid:cohort_id>")
@requires(Permission.CANDIDATE_READ)
def show_members(cohort_id: uuid.UUID) -> str:
    """One group: what it is, who is in it, and what came of it."""
    session, actor = current_session(), current_actor()
    found = queries.cohort(session, actor, cohort_id)
    page = queries.people(session, actor, found, page=page_number())
    return render_template(
        "cohorts/show.html",
        row=found,
        page=ListPage(page),
        result=queries.results(session, actor, [cohort_id]).get(cohort_id, NOTHING),
        until=queries.until(found),
        today=clock.today(),
        keeps=policy.may_keep(actor, found),
        organisation=accounts.organisation_names(session, [found.organisation_id]).get(found.organisation_id, ""),
        kinds=KIND_LABELS,
        states=MEMBER_STATES.labels,
        reasons=STOP_LABELS,
        S=MemberState,
    )


@blueprint.post("/groepen/<uuid:cohort_id>/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_members(cohort_id: uuid.UUID) -> Response:
    """The group as a spreadsheet, masked as on the screen."""
    session, actor = current_session(), current_actor()
    found = queries.cohort(session, actor, cohort_id)
    return spreadsheet(
        "Groep",
        HEADS,
        [
            (
                line.candidate.shown.number,
                line.candidate.shown.short,
                MEMBER_STATES.labels[MemberState(line.member.state)],
                line.member.state_since,
                STOP_LABELS[StopReason(line.member.stop_reason)] if line.member.stop_reason else None,
                line.member.invited_on,
                line.invited_by,
                line.member.joined_on,
            )
            for line in queries.all_people(session, actor, found)
        ],
        action="cohorts.exported",
        filters={"groep": str(cohort_id)},
    )
