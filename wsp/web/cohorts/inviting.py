"""From ticked candidates, or a whole own list, to invitations for a group."""

import uuid
from collections.abc import Sequence
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.candidates import queries as candidates
from wsp.cohorts import queries, service
from wsp.cohorts.commands import Invite
from wsp.cohorts.errors import NobodyInvited
from wsp.cohorts.schemas import InviteSchema
from wsp.cohorts.service import Invited
from wsp.foundation.errors import DomainError, NotFound
from wsp.lists import queries as own_lists
from wsp.web.access import current_actor, current_session, requires
from wsp.web.cohorts.blueprint import blueprint
from wsp.web.forms import Form
from wsp.web.i18n import plural
from wsp.web.ids import ids_of
from wsp.web.messages import notify

MOST: Final = 200
"""Groups to choose from, and people to invite at once."""
PICKED: Final = "k"
LIST: Final = "van-lijst"
"""Name in the address of the own list whose people are invited."""


@blueprint.post("/groepen/kiezen")
@requires(Permission.CANDIDATE_READ)
def tick() -> Response:
    """From ticked boxes to the address of the page that asks for the group."""
    ids = ids_of(request.form.getlist("kies"))[:MOST]
    if not ids:
        return _nobody()
    return make_response(redirect(url_for("cohorts.choose", **{PICKED: [str(each) for each in ids]}), 303))  # type: ignore[arg-type]  # a list repeats the name


@blueprint.route("/groepen/kiezen", methods=["GET"], endpoint="choose")
@blueprint.post("/groepen/uitnodigen", endpoint="invite")
@requires(Permission.CANDIDATE_READ)
def choose() -> Response:
    """Ask for which group, and invite them."""
    session, actor = current_session(), current_actor()
    called = candidates.called(session, actor, _chosen(), purpose="lijst")
    if not called and request.method == "GET":
        return _nobody()
    if not called:
        raise NobodyInvited
    people = sorted(called.values(), key=lambda each: each.number)
    groups = queries.open_cohorts(session, actor, most=MOST)
    options = {"cohort_id": {str(each.id): each.name for each in groups}}
    typed = request.form if request.method == "POST" else None
    form: Form[Invite] = Form(InviteSchema(options=options, candidate_ids=tuple(called)), typed=typed)
    if typed is not None and form.valid():
        try:
            done = service.invite(session, form.command, actor=actor)
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            notify(_told(done))
            return make_response(redirect(url_for("cohorts.show_members", cohort_id=done.row.id), 303))
    page = render_template(
        "cohorts/choose.html",
        form=form,
        people=people,
        offers=bool(groups),
        here=request.full_path.replace(request.path, url_for("cohorts.invite"), 1),
        back=_back([each.id for each in people]),
    )
    return make_response(page, 400 if form.refused else 200)


def _nobody() -> Response:
    """Back to where people are ticked."""
    notify("Vink eerst een of meer kandidaten aan. Kies daarna Voor een groep.", "warning")
    return make_response(redirect(url_for("candidates.list_candidates"), 303))


def _chosen() -> Sequence[uuid.UUID]:
    """Who the address names; of a list those whom the visitor may see."""
    asked = ids_of([request.args.get(LIST, "")])
    if asked:
        return own_lists.list_with_ids(current_session(), current_actor(), asked[0])[1]
    return ids_of(request.args.getlist(PICKED))[:MOST]


def _told(done: Invited) -> str:
    if not done.invited:
        return "Er verandert niets: deze kandidaten waren al in de groep."
    verb = "is" if done.invited == 1 else "zijn"
    there = "" if not done.already else f" {plural(done.already, 'kandidaat', 'kandidaten')} zat er al in."
    if done.already > 1:
        there = f" {plural(done.already, 'kandidaat', 'kandidaten')} zaten er al in."
    return f"{plural(done.invited, 'kandidaat', 'kandidaten')} {verb} uitgenodigd.{there}"


def _back(people: Sequence[uuid.UUID]) -> str:
    asked = ids_of([request.args.get(LIST, "")])
    if asked:
        return url_for("lists.show_people", list_id=asked[0])
    if len(people) == 1:
        return url_for("candidates.show", candidate_id=people[0])
    return url_for("candidates.list_candidates")
