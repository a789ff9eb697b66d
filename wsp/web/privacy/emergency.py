"""Break-glass: asking for it, and judging it afterwards."""

import uuid

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.candidates import service as candidates
from wsp.candidates.commands import OpenEmergency
from wsp.candidates.errors import CandidateNotFound
from wsp.candidates.service.rights import EMERGENCY_MINUTES
from wsp.foundation.errors import InvalidInput
from wsp.privacy import emergencies, queries
from wsp.privacy.enums import VERDICT_LABELS, Verdict
from wsp.privacy.schemas import AskEmergency, AskEmergencySchema, ReviewEmergency, ReviewEmergencySchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.listing import ListPage, page_number
from wsp.web.messages import notify
from wsp.web.privacy.blueprint import blueprint

_PREFIX = "k-"
_LONGEST = 9
_UNKNOWN = "Er is geen dossier met dit nummer dat je zo kunt openen. Controleer het nummer."


@blueprint.route("/noodtoegang", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_EMERGENCY)
def open_emergency() -> Response:
    """Look in a dossier of another organisation, with a reason, for half an hour."""
    typed = request.form if request.method == "POST" else None
    form: Form[AskEmergency] = Form(AskEmergencySchema(), typed=typed)
    if typed is not None and form.valid():
        try:
            command = OpenEmergency(number=_number(form.command.number), reason=form.command.reason)
            row = candidates.open_emergency(current_session(), command, actor=current_actor())
        except (CandidateNotFound, InvalidInput):
            form.refuse(InvalidInput(_UNKNOWN, fields={"number": [_UNKNOWN]}))
        else:
            notify(f"Je kunt dit dossier {EMERGENCY_MINUTES} minuten bekijken.", "warning")
            return make_response(redirect(url_for("candidates.show", candidate_id=row.candidate_id), 303))
    page = render_template("privacy/emergency_open.html", form=form, minutes=EMERGENCY_MINUTES)
    return make_response(page, 400 if form.refused else 200)


@blueprint.get("/privacy/noodtoegang")
@requires(Permission.PRIVACY_MANAGE)
def list_emergencies() -> str:
    """All accesses, newest first."""
    session = current_session()
    page = emergencies.list_emergencies(session, page=page_number())
    return render_template(
        "privacy/emergencies.html",
        page=ListPage(page),
        numbers=queries.numbers(session, [row.candidate_id for row in page.rows]),
        people=accounts.names(session, [row.user_id for row in page.rows]),
        verdicts={verdict.value: label for verdict, label in VERDICT_LABELS.items()},
    )


@blueprint.route("/privacy/noodtoegang/<uuid:access_id>", methods=["GET", "POST"])
@requires(Permission.PRIVACY_MANAGE)
def show_emergency(access_id: uuid.UUID) -> Response:
    """Who looked, why, at what; and the verdict."""
    session, actor = current_session(), current_actor()
    row = emergencies.emergency(session, actor, access_id)
    typed = request.form if request.method == "POST" else None
    form: Form[ReviewEmergency] = Form(ReviewEmergencySchema(), typed=typed, values={"verdict": Verdict.JUSTIFIED})
    if typed is not None and form.valid():
        emergencies.review(session, access_id, form.command.verdict, form.command.review_note, actor=actor)
        notify("Je oordeel is bewaard.")
        return make_response(redirect(url_for("privacy.show_emergency", access_id=access_id), 303))
    page = render_template(
        "privacy/emergency.html",
        row=row,
        form=form,
        number=queries.numbers(session, [row.candidate_id]).get(row.candidate_id, "gewist"),
        people=accounts.names(session, [row.user_id, row.reviewed_by_id]),
        organisation=accounts.organisation_names(session, [row.organisation_id]),
        looked=emergencies.looked(session, row),
        verdicts={verdict.value: label for verdict, label in VERDICT_LABELS.items()},
    )
    return make_response(page, 400 if form.refused else 200)


def _number(typed: str) -> int:
    digits = typed.strip().lower().removeprefix(_PREFIX).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST):
        raise CandidateNotFound
    return int(digits)
