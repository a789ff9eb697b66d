"""A new dossier, and the form of the profile."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.candidates import queries, service, words
from wsp.candidates.commands import ExperienceEntry
from wsp.candidates.enums import PROFILE_LABELS, ProfileField
from wsp.candidates.errors import BsnNotUsable, DuplicateCandidate
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.models import Candidate
from wsp.candidates.schemas import EXPERIENCES, WISHES, EditProfileSchema, RegisterCandidateSchema
from wsp.foundation import clock
from wsp.foundation.errors import DomainError
from wsp.shortlists.stated import profile_facts
from wsp.web.access import current_actor, current_session, requires
from wsp.web.candidates import choices, pages
from wsp.web.candidates.blueprint import blueprint
from wsp.web.forms import Form, seen_version
from wsp.web.messages import notify
from wsp.web.proposals import Proposal, Wording, proposals

_WORDING: Final = Wording({field.value: label for field, label in PROFILE_LABELS.items()}, words.shown, words.hours)
SPARE: Final = 2
"""Empty rows that a list of experiences or wishes shows beside what is there."""


@blueprint.route("/kandidaten/nieuw", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_CREATE)
def add_candidate() -> Response:
    """Make a dossier; somebody who looks the same is shown first."""
    schema = RegisterCandidateSchema(options={"municipality_code": choices.municipalities()})
    typed = request.form if request.method == "POST" else None
    form: Form[Any] = Form(schema, typed=typed)
    twins: list[MaskedCandidate] = []
    reasons: Mapping[uuid.UUID, Sequence[str]] = {}
    status = 200
    if typed is not None:
        status = 400
        if form.valid():
            try:
                made = service.register_candidate(current_session(), form.command, actor=current_actor())
            except DuplicateCandidate as error:
                status = error.status
                form.refuse(error)
                found = queries.masked_many(current_session(), current_actor(), error.twins, purpose="lijst")
                twins = [found[twin] for twin in error.twins if twin in found]
                reasons = error.reasons
            except BsnNotUsable as error:
                # The answer tells where the person is known: who asked that must be found again.
                audit.record_refusal(current_actor(), request.endpoint or "none", code=error.code)
                status = error.status
                form.refuse(error)
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                notify("Het dossier is gemaakt. Vul nu het profiel aan.")
                return make_response(redirect(url_for("candidates.show", candidate_id=made.id), 303))
    return make_response(render_template("candidates/new.html", form=form, twins=twins, reasons=reasons), status)


@blueprint.route("/kandidaten/<uuid:candidate_id>/profiel", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_EDIT)
def edit_profile(candidate_id: uuid.UUID) -> Response:
    """What somebody can and wants, in one form."""
    candidate, shown = pages.kept_dossier(candidate_id, details=True)
    seen = seen_version(candidate.version)
    kept = tuple(
        ExperienceEntry(row.title, row.occupation_code, row.years, row.ended_year)
        for row in candidate.experiences[EXPERIENCES:]
    )
    return pages.answer(
        EditProfileSchema(candidate_id=candidate_id, version=seen, kept=kept),
        shown=shown,
        title="Profiel wijzigen",
        button="Profiel bewaren",
        saved="Het profiel is bewaard.",
        save=lambda command: service.edit_profile(current_session(), command, actor=current_actor()),
        values=_values(candidate),
        version=candidate.version,
        template="candidates/profile.html",
        propose=_proposed,
        more={
            "wish_rows": min(WISHES, max(3, len(candidate.wishes) + SPARE)),
            "experience_rows": min(EXPERIENCES, max(3, len(candidate.experiences) + SPARE)),
        },
    )


def _proposed(form: Form[Any]) -> list[Proposal]:
    """What the text about this person says beside the fields, as they stand in the form now."""
    text = form["profile_text"].value
    return proposals(form, profile_facts(text, on=clock.today()), _WORDING) if text.strip() else []


def _values(candidate: Candidate) -> dict[str, Any]:
    """The profile as the form shows it."""
    details = {ProfileField.WISHES, ProfileField.EXPERIENCES}
    values: dict[str, Any] = {
        field.value: getattr(candidate, field.value) for field in ProfileField if field not in details
    }
    for row, wish in enumerate(candidate.wishes[:WISHES], start=1):
        values[f"wish_{row}"] = wish.title
    for row, work in enumerate(candidate.experiences[:EXPERIENCES], start=1):
        values[f"experience_{row}_title"] = work.title
        values[f"experience_{row}_years"] = work.years
        values[f"experience_{row}_ended"] = work.ended_year
    asked = ProfileField.EXPERIENCES.value in candidate.field_sources
    values["experiences_none"] = asked and not candidate.experiences
    return values
