"""Loonwaarde, register check, stage, "klopt dit nog?", objection, and the questions to ask."""

import uuid

from flask import Response, make_response, redirect, request, url_for
from werkzeug.exceptions import BadRequest

from wsp.accounts.permissions import Permission
from wsp.candidates import queries, service
from wsp.candidates.commands import AskField
from wsp.candidates.enums import LOONWAARDE_LABELS, REASON_NEEDED, STAGES, ProfileField, Stage
from wsp.candidates.schemas import (
    ConfirmProfileSchema,
    MoveStageSchema,
    RecordLoonwaardeSchema,
    RecordRegisterCheckSchema,
    SetObjectionSchema,
)
from wsp.foundation import clock
from wsp.web.access import current_actor, current_session, requires
from wsp.web.candidates import pages
from wsp.web.candidates.blueprint import blueprint
from wsp.web.messages import notify


@blueprint.route("/kandidaten/<uuid:candidate_id>/loonwaarde", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_LOONWAARDE)
def record_loonwaarde(candidate_id: uuid.UUID) -> Response:
    """A loonwaarde from before the present job, under the ones that are known."""
    _candidate, shown = pages.kept_dossier(candidate_id)
    history = queries.loonwaarde_history(current_session(), candidate_id)
    return pages.answer(
        RecordLoonwaardeSchema(candidate_id=candidate_id),
        shown=shown,
        title="Loonwaarde vastleggen",
        button="Loonwaarde vastleggen",
        saved="De loonwaarde is vastgelegd.",
        save=lambda command: service.record_loonwaarde(current_session(), command, actor=current_actor()),
        values={"measured_on": clock.today()},
        template="candidates/loonwaarde.html",
        more={"history": history, "kinds": {kind.value: text for kind, text in LOONWAARDE_LABELS.items()}},
    )


@blueprint.route("/kandidaten/<uuid:candidate_id>/register", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_LOONWAARDE)
def record_register_check(candidate_id: uuid.UUID) -> Response:
    """UWV's yes or no."""
    _candidate, shown = pages.kept_dossier(candidate_id)
    return pages.answer(
        RecordRegisterCheckSchema(candidate_id=candidate_id),
        shown=shown,
        title="Antwoord van UWV vastleggen",
        button="Antwoord vastleggen",
        saved="Het antwoord is vastgelegd.",
        save=lambda command: service.record_register_check(current_session(), command, actor=current_actor()),
        values={"checked_on": clock.today()},
    )


@blueprint.route("/kandidaten/<uuid:candidate_id>/fase", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_EDIT)
def move_stage(candidate_id: uuid.UUID) -> Response:
    """The steps that may follow now; what matchbaar still misses is said."""
    candidate, shown = pages.kept_dossier(candidate_id)
    current = Stage(candidate.stage)
    follow = {stage.value: STAGES.labels[stage] for stage in Stage if stage in STAGES.transitions[current]}
    return pages.answer(
        MoveStageSchema(options={"stage": follow}, candidate_id=candidate_id),
        shown=shown,
        title="Fase wijzigen",
        button="Fase wijzigen",
        saved="De fase is gewijzigd.",
        save=lambda command: service.move_stage(current_session(), command, actor=current_actor()),
        values={"stage": request.args.get("naar", "")},
        template="candidates/stage.html",
        more={
            "current": STAGES.labels[current],
            "with_reason": [STAGES.labels[s] for s in Stage if s in REASON_NEEDED],
        },
    )


@blueprint.route("/kandidaten/<uuid:candidate_id>/klopt-dit-nog", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_EDIT)
def confirm_profile(candidate_id: uuid.UUID) -> Response:
    """Read the profile to the candidate and say that it is right."""
    candidate, shown = pages.kept_dossier(candidate_id, details=True)
    return pages.answer(
        ConfirmProfileSchema(candidate_id=candidate_id),
        shown=shown,
        title="Klopt dit nog?",
        button="Ja, dit klopt",
        saved="Het profiel is nagekeken.",
        save=lambda command: service.confirm_profile(current_session(), command, actor=current_actor()),
        values={"spoken_on": clock.today()},
        template="candidates/confirm.html",
        more={"candidate": candidate},
    )


@blueprint.route("/kandidaten/<uuid:candidate_id>/bezwaar", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_EDIT)
def set_objection(candidate_id: uuid.UUID) -> Response:
    """Objection to automatic matching, or its end."""
    candidate, shown = pages.kept_dossier(candidate_id)
    automatic = candidate.automatic_matching
    return pages.answer(
        SetObjectionSchema(candidate_id=candidate_id, automatic_matching=not automatic),
        shown=shown,
        title="Bezwaar vastleggen" if automatic else "Bezwaar intrekken",
        button="Bezwaar vastleggen" if automatic else "Bezwaar intrekken",
        saved="Het bezwaar is vastgelegd." if automatic else "Het bezwaar is ingetrokken.",
        save=lambda command: service.set_objection(current_session(), command, actor=current_actor()),
        template="candidates/objection.html",
        more={"automatic": automatic},
    )


@blueprint.post("/kandidaten/<uuid:candidate_id>/vraag")
@requires(Permission.CANDIDATE_READ)
def ask_field(candidate_id: uuid.UUID) -> Response:
    """Put the question on the list of the client manager."""
    field = request.form.get("veld", "")
    if field not in set(ProfileField):
        raise BadRequest
    service.ask_field(current_session(), AskField(candidate_id, field), actor=current_actor())
    notify("De vraag staat op de lijst van de klantmanager.")
    return make_response(redirect(url_for("candidates.show", candidate_id=candidate_id), 303))
