"""Beschikkingen: the list, one of them with its steps, and the forms that write and revoke."""

import uuid
from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.documents import pdf
from wsp.documents.enums import LetterKind
from wsp.documents.service import letters as papers
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.instruments import catalogue
from wsp.payments import letters, service
from wsp.payments.enums import DECISION_STATES, GIVES_RIGHT, KIND_LABELS, DecisionKind, DecisionState
from wsp.payments.errors import SettingsMissing
from wsp.payments.queries import decisions, starting
from wsp.payments.queries.decisions import DecisionFilter, DecisionRow
from wsp.payments.schemas import DraftDecisionSchema, RevokeDecisionSchema, RewriteDecisionSchema
from wsp.placements import queries as placements
from wsp.placements.models import PlacementInstrument
from wsp.placements.rules import placement_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.documents.answer import as_file
from wsp.web.export import spreadsheet
from wsp.web.forms import Form, seen_version
from wsp.web.listing import ListPage, address, page_number
from wsp.web.messages import notify
from wsp.web.payments.words import DECISION_LOOKS, month_name

blueprint = Blueprint("decisions", __name__)
HEADS: Final = (
    "Nummer", "Soort", "Regeling", "Kandidaat", "Werkgever", "Plaatsing", "Stand", "Vanaf", "Tot en met", "Verzonden",
    "Bezwaar tot en met",
)  # fmt: skip
_RECOVERY_GROUND: Final = "Algemene wet bestuursrecht art. 4:57"
_WITHDRAWAL_GROUND: Final = "Algemene wet bestuursrecht art. 4:48"


@blueprint.get("/beschikkingen")
@requires(Permission.DECISION_READ)
def list_decisions() -> str:
    """One page of the beschikkingen of the own municipality."""
    session, actor = current_session(), current_actor()
    wanted = _wanted()
    return render_template(
        "decisions/list.html",
        page=ListPage(decisions.list_decisions(session, actor, wanted, page=page_number())),
        wanted=wanted,
        counts=decisions.state_counts(session, actor),
        states=DECISION_STATES.labels,
        looks=DECISION_LOOKS,
        kinds=KIND_LABELS,
        number=placement_number,
        filtered=bool(_filters()),
        export=address().replace(request.path, url_for("decisions.export_decisions"), 1),
    )


@blueprint.post("/beschikkingen/exporteren")
@requires(Permission.DECISION_READ, step_up=True, limit=Limit.EXPORT)
def export_decisions() -> Response:
    """The whole list as a spreadsheet."""
    actor = current_actor()
    if not actor.may(Permission.EXPORT):
        raise NotAllowed("Jouw rol mag niet exporteren. Vraag je functioneel beheerder om hulp.")
    return spreadsheet(
        "Beschikkingen",
        HEADS,
        [
            (
                each.label, KIND_LABELS[each.kind], each.title, who(each), each.employer,
                placement_number(each.placement_number), DECISION_STATES.labels[each.state], each.row.starts_on,
                each.row.ends_on, each.row.sent_on, each.row.objection_until,
            )
            for each in decisions.all_decisions(current_session(), actor, _wanted())
        ],
        action="beschikkingen.exported",
        filters=_filters(),
    )  # fmt: skip


@blueprint.get("/beschikkingen/<uuid:decision_id>")
@requires(Permission.DECISION_READ)
def show(decision_id: uuid.UUID) -> str:
    """One beschikking: what it says, who wrote and approved it, and the next step."""
    session, actor = current_session(), current_actor()
    found = decisions.decision(session, actor, decision_id)
    row = found.row
    try:
        letters.settings_of(session, row)
        missing = ""
    except SettingsMissing as error:
        missing = error.message
    return render_template(
        "decisions/show.html",
        found=found,
        row=row,
        who=who(found),
        kind=KIND_LABELS[found.kind],
        look=DECISION_LOOKS[found.state],
        state=DECISION_STATES.labels[found.state],
        draft=found.state is DecisionState.DRAFT,
        approved=found.state is DecisionState.APPROVED,
        gives_right=found.kind in GIVES_RIGHT,
        ends=found.kind in (DecisionKind.END, DecisionKind.WITHDRAWAL),
        missing=missing,
        amounts=letters.decided_amounts(row),
        recovered=letters.claimed_amounts(row),
        month_name=month_name,
        names=accounts.names(session, [row.drafted_by_id, row.approved_by_id, row.sent_by_id, row.revoked_by_id]),
        mine=row.drafted_by_id == actor.user_id,
        number=placement_number(found.placement_number),
    )


@blueprint.get("/beschikkingen/<uuid:decision_id>/brief")
@requires(Permission.DECISION_READ)
def preview(decision_id: uuid.UUID) -> Response:
    """The letter as it would go out today; nothing is kept."""
    session, actor = current_session(), current_actor()
    found = decisions.decision(session, actor, decision_id)
    instrument = session.get_one(PlacementInstrument, found.row.placement_instrument_id)
    context = letters.letter(session, found.row, instrument, actor=actor)
    content = pdf.render(papers.write(LetterKind.DECISION, context))
    return as_file(content, "application/pdf", f"{found.label} voorbeeld.pdf")


@blueprint.route("/plaatsingen/<uuid:placement_id>/regelingen/<code>/beschikking", methods=["GET", "POST"])
@requires(Permission.DECISION_DRAFT)
def draft(placement_id: uuid.UUID, code: str) -> Response:
    """Write a beschikking on an instrument at a placement."""
    session, actor = current_session(), current_actor()
    placement = placements.placement(session, actor, placement_id)
    instrument = catalogue.get(code)
    kind = request.args.get("soort", "")
    today = clock.today()
    chosen = DecisionKind(kind) if kind in set(DecisionKind) else DecisionKind.GRANT
    attached = next((each.row for each in placements.attached(session, placement_id) if each.row.code == code), None)
    values: dict[str, Any] = {
        "starts_on": starting.first_day(session, attached, chosen, today) if attached else today,
        "ground": instrument.article,
    }
    if kind in set(DecisionKind):
        values["kind"] = kind
        if kind == DecisionKind.RECOVERY:
            values["ground"] = _RECOVERY_GROUND
        elif kind == DecisionKind.WITHDRAWAL:
            values["ground"] = _WITHDRAWAL_GROUND
    back = url_for("placements.show", placement_id=placement_id, _anchor=f"r-{code}")
    return _form(
        DraftDecisionSchema(placement_id=placement_id, code=code),
        lambda command: service.draft_decision(session, command, actor=actor),
        values=values,
        title=f"Beschikking {instrument.title.lower()}",
        meta=f"Plaatsing {placement_number(placement.number)} bij {placement.employer.name}",
        button="Beschikking schrijven",
        back=(f"Plaatsing {placement_number(placement.number)}", back),
        saved="De beschikking is geschreven. Vraag een collega om haar goed te keuren.",
    )


@blueprint.route("/beschikkingen/<uuid:decision_id>/wijzigen", methods=["GET", "POST"])
@requires(Permission.DECISION_DRAFT)
def rewrite(decision_id: uuid.UUID) -> Response:
    """Another text or period; the amounts are calculated anew and must be approved."""
    session, actor = current_session(), current_actor()
    found = decisions.decision(session, actor, decision_id)
    return _form(
        RewriteDecisionSchema(decision_id=decision_id, version=seen_version(found.row.version)),
        lambda command: service.rewrite_decision(session, command, actor=actor),
        values=found.row,
        version=found.row.version,
        title=f"Beschikking {found.label} wijzigen",
        meta=f"{KIND_LABELS[found.kind]} {found.title.lower()}",
        button="Opnieuw uitrekenen",
        back=(f"Beschikking {found.label}", url_for("decisions.show", decision_id=decision_id)),
        saved="De beschikking is opnieuw uitgerekend. Een collega moet haar goedkeuren.",
    )


@blueprint.route("/beschikkingen/<uuid:decision_id>/intrekken", methods=["GET", "POST"])
@requires(Permission.DECISION_DRAFT)
def revoke(decision_id: uuid.UUID) -> Response:
    """Take back a beschikking that was not made known yet."""
    session, actor = current_session(), current_actor()
    found = decisions.decision(session, actor, decision_id)
    return _form(
        RevokeDecisionSchema(decision_id=decision_id, version=seen_version(found.row.version)),
        lambda command: service.revoke_decision(session, command, actor=actor),
        version=found.row.version,
        title=f"Beschikking {found.label} intrekken",
        meta=f"{KIND_LABELS[found.kind]} {found.title.lower()}",
        button="Beschikking intrekken",
        back=(f"Beschikking {found.label}", url_for("decisions.show", decision_id=decision_id)),
        saved="De beschikking is ingetrokken. Ze blijft leesbaar, met jouw reden.",
    )


@blueprint.post("/beschikkingen/<uuid:decision_id>/goedkeuren")
@requires(Permission.DECISION_APPROVE)
def approve(decision_id: uuid.UUID) -> Response:
    """The second pair of eyes."""
    row = service.approve_decision(current_session(), decision_id, actor=current_actor(), version=_version())
    notify(f"Beschikking B-{row.number} is goedgekeurd. Ze kan nu verzonden worden.")
    return make_response(redirect(url_for("decisions.show", decision_id=decision_id), 303))


@blueprint.post("/beschikkingen/<uuid:decision_id>/verzenden")
@requires(Permission.DECISION_DRAFT)
def send(decision_id: uuid.UUID) -> Response:
    """Make it known: the letter is written and the terms begin."""
    row = service.send_decision(current_session(), decision_id, actor=current_actor(), version=_version())
    notify(f"Beschikking B-{row.number} is vastgelegd als verzonden. Stuur de brief vandaag naar de werkgever.")
    return make_response(redirect(url_for("decisions.show", decision_id=decision_id), 303))


def who(found: DecisionRow) -> str:
    """The candidate as this visitor may know them."""
    return found.person.label if found.person else "niet meer gedeeld"


def _form(
    schema: Any,
    save: Callable[[Any], Any],
    *,
    back: tuple[str, str],
    saved: str,
    values: Any = None,
    version: int | None = None,
    **shown: str,
) -> Response:
    """Show a form, or save what was typed and go to the beschikking."""
    typed = request.form if request.method == "POST" else None
    form: Form[Any] = Form(schema, typed=typed, values=values, version=version)
    status = 200
    if typed is not None:
        status = 400
        if form.valid():
            try:
                row = save(form.command)
            except (NotFound, NotAllowed, StaleVersion):
                raise
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                notify(saved)
                return make_response(redirect(url_for("decisions.show", decision_id=row.id), 303))
    return make_response(render_template("payments/form.html", form=form, back=back, **shown), status)


def _version() -> int:
    """The version that the page showed; a page without one is old."""
    return seen_version(0)


def _wanted() -> DecisionFilter:
    state, kind = request.args.get("stand", ""), request.args.get("soort", "")
    return DecisionFilter(
        state=DecisionState(state) if state in set(DecisionState) else None,
        kind=DecisionKind(kind) if kind in set(DecisionKind) else None,
    )


def _filters() -> dict[str, str]:
    return {name: value for name, value in request.args.items() if value.strip() and name in {"stand", "soort"}}
