"""Name and contact data, personal data, residence, and who guides somebody."""

import uuid

from flask import Response

from wsp.accounts.permissions import Permission
from wsp.candidates import queries, service
from wsp.candidates.schemas import (
    AssignPeopleSchema,
    EditIdentitySchema,
    SetPersonalSchema,
    SetResidenceSchema,
)
from wsp.foundation import clock
from wsp.web.access import current_actor, current_session, requires
from wsp.web.candidates import choices, pages
from wsp.web.candidates.blueprint import blueprint
from wsp.web.forms import seen_version


@blueprint.route("/kandidaten/<uuid:candidate_id>/naam", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_EDIT)
def edit_identity(candidate_id: uuid.UUID) -> Response:
    """Name, e-mail address, telephone."""
    candidate, shown = pages.kept_dossier(candidate_id)
    return pages.answer(
        EditIdentitySchema(candidate_id=candidate_id, version=seen_version(candidate.version)),
        shown=shown,
        title="Naam en contact wijzigen",
        button="Gegevens bewaren",
        saved="De gegevens zijn bewaard.",
        save=lambda command: service.edit_identity(current_session(), command, actor=current_actor()),
        values=candidate,
        version=candidate.version,
    )


@blueprint.route("/kandidaten/<uuid:candidate_id>/persoonsgegevens", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_PERSONAL)
def set_personal(candidate_id: uuid.UUID) -> Response:
    """Birth date, sex and BSN: the BSN goes in and never comes out."""
    _candidate, shown = pages.kept_dossier(candidate_id)
    known = queries.personal(current_session(), current_actor(), candidate_id)
    return pages.answer(
        SetPersonalSchema(candidate_id=candidate_id),
        shown=shown,
        title="Afgeschermde gegevens",
        button="Gegevens bewaren",
        saved="De gegevens zijn bewaard.",
        save=lambda command: service.set_personal(current_session(), command, actor=current_actor()),
        values={"birth_date": known.birth_date, "sex": known.sex},
        template="candidates/personal.html",
        more={"has_bsn": known.has_bsn},
    )


@blueprint.route("/kandidaten/<uuid:candidate_id>/woonplaats", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_EDIT)
def set_residence(candidate_id: uuid.UUID) -> Response:
    """A move, or a correction."""
    dossier = pages.kept(candidate_id)
    session, home = current_session(), dossier.residence
    code = home.municipality_code if home else None
    return pages.answer(
        SetResidenceSchema(
            options={"municipality_code": choices.municipalities(with_code=code)}, candidate_id=candidate_id
        ),
        shown=dossier.shown,
        title="Woonplaats wijzigen",
        button="Woonplaats bewaren",
        saved="De woonplaats is bewaard.",
        save=lambda command: service.set_residence(session, command, actor=current_actor()),
        values={
            "postcode": home.postcode if home else None,
            "place": home.place if home else None,
            "municipality_code": code,
            "since": clock.today(),
        },
    )


@blueprint.route("/kandidaten/<uuid:candidate_id>/begeleiders", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_EDIT)
def assign_people(candidate_id: uuid.UUID) -> Response:
    """Client manager and job coach."""
    candidate, shown = pages.kept_dossier(candidate_id)
    managers = choices.client_managers(candidate.organisation_id, with_id=candidate.client_manager_id)
    return pages.answer(
        AssignPeopleSchema(
            options={
                "client_manager_id": managers,
                "job_coach_id": choices.job_coaches(with_id=candidate.job_coach_id),
            },
            candidate_id=candidate_id,
        ),
        shown=shown,
        title="Begeleiders wijzigen",
        button="Begeleiders bewaren",
        saved="De begeleiders zijn bewaard.",
        save=lambda command: service.assign_people(current_session(), command, actor=current_actor()),
        values=candidate,
    )
