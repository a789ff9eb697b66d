"""One candidate: what somebody can and wants, with who says so; what is missing; what may be shared."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import render_template
from sqlalchemy import union_all

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.audit import queries as audit
from wsp.candidates import policy, queries, rules, words
from wsp.candidates.enums import (
    BAND_LABELS,
    LOONWAARDE_LABELS,
    PROFILE_LABELS,
    SOURCE_LABELS,
    STAGES,
    ProfileField,
    SharingPurpose,
    Source,
    Stage,
)
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.models import Candidate
from wsp.cohorts import queries as cohorts
from wsp.cohorts.enums import MEMBER_STATES
from wsp.foundation import clock
from wsp.foundation.clock import day_in_words
from wsp.foundation.money import number
from wsp.lists import queries as own_lists
from wsp.placements import queries as placements
from wsp.web.access import current_actor, current_session, requires
from wsp.web.candidates import choices
from wsp.web.candidates.agreements import lines
from wsp.web.candidates.blueprint import blueprint
from wsp.web.candidates.timeline import happenings
from wsp.web.documents.panel import Panel, panel
from wsp.web.ids import id_of
from wsp.web.shortlists.opening import note_opening
from wsp.worklist import queries as worklist
from wsp.worklist.enums import SubjectKind

_F: Final = ProfileField
SECTIONS: Final = (
    ("Kan en wil", (_F.WISHES, _F.EXPERIENCES, _F.SKILLS, _F.DEVELOPMENT)),
    ("Opleiding en taal", (_F.EDUCATION, _F.DIPLOMAS, _F.LANGUAGE)),
    ("Uren en reizen", (_F.HOURS_MAX, _F.SHIFTS, _F.AVAILABLE, _F.TRANSPORT, _F.LICENCES, _F.TRAVEL)),
    ("Werkplek", (_F.CANNOT, _F.GUIDANCE, _F.MOTIVATION)),
)


@dataclass(frozen=True)
class ProfileLine:
    """One field of the profile as the page shows it."""

    field: ProfileField
    label: str
    value: str | None
    """None: not known."""
    told: str | None
    """"Gesprek, 18 november 2026, Anna Proef"."""


@blueprint.get("/kandidaten/<uuid:candidate_id>")
@requires(Permission.CANDIDATE_READ)
def show(candidate_id: uuid.UUID) -> str:
    """The dossier, as this visitor may see it."""
    session, actor = current_session(), current_actor()
    dossier = queries.seen(session, actor, candidate_id, purpose="dossier")
    note_opening(candidate_id)
    candidate, shown, home = dossier.row, dossier.shown, dossier.residence
    today = clock.today()
    keeps = policy.may_edit(actor, candidate)
    loonwaardes = queries.loonwaarde_history(session, candidate_id) if shown.capacity else []
    now = next((row for row in loonwaardes if today in row.valid), None)
    people = accounts.names(session, _people(candidate))
    stage = Stage(candidate.stage)
    if keeps:
        agreements = lines(candidate_id)
        general = (line for line in agreements if line.purpose is SharingPurpose.WSP and line.employer_id is None)
        shared = any(line.holds for line in general)
    else:
        agreements, shared = [], queries.agreement_holds(session, candidate_id, SharingPurpose.WSP)
    return render_template(
        "candidates/show.html",
        candidate=candidate,
        shown=shown,
        keeps=keeps,
        stage=stage,
        stage_label=STAGES.labels[stage],
        sections=_sections(candidate, shown, people),
        text=shown.profile.get(_F.PROFILE_TEXT),
        completeness=rules.completeness(queries.known_fields(candidate)),
        stale=rules.is_stale(candidate.profile_checked_on, on=today),
        loonwaardes=loonwaardes,
        loonwaarde=now,
        band=BAND_LABELS[found] if now and (found := rules.band(now.percentage)) else None,
        kinds={kind.value: text for kind, text in LOONWAARDE_LABELS.items()},
        check=dossier.register if shown.capacity else None,
        municipality=choices.municipality_name(home.municipality_code) if home else None,
        agreements=agreements,
        shared=shared,
        client_manager=people.get(candidate.client_manager_id) if candidate.client_manager_id else None,
        job_coach=people.get(candidate.job_coach_id) if candidate.job_coach_id else None,
        organisation=accounts.organisation_names(session, [candidate.organisation_id]).get(
            candidate.organisation_id, ""
        ),
        personal=queries.personal(session, actor, candidate_id)
        if keeps and actor.may(Permission.CANDIDATE_PERSONAL)
        else None,
        events=happenings(audit.history(session, actor, (queries.SUBJECT, candidate_id), limit=40)) if keeps else [],
        anchors={_F.WISHES: "#wensen", _F.EXPERIENCES: "#ervaring"},
        tasks=worklist.open_about(session, actor, [candidate_id]),
        together=_together(candidate_id),
        group_states=MEMBER_STATES.labels,
        emergency=policy.emergency_of(session, actor, candidate),
        documents=_documents(shown),
    )


def _together(candidate_id: uuid.UUID) -> list[tuple[uuid.UUID, str, str]]:
    """The own lists and groups that this person stands on: id, name, and of a group the state; by name."""
    actor = current_actor()
    asked = union_all(own_lists.lists_with(actor, candidate_id), cohorts.cohorts_with(actor, candidate_id))
    return sorted(
        ((row[0], row[1], row[2]) for row in current_session().execute(asked)), key=lambda row: row[1].lower()
    )


def _documents(shown: MaskedCandidate) -> Panel:
    """The files of this person, and the letters of placements; who may not know the name may open none."""
    ids = placements.ids_of_candidate(current_session(), current_actor(), shown.id)
    return panel(
        (SubjectKind.CANDIDATE, shown.id),
        also=[(SubjectKind.PLACEMENT, placement_id) for placement_id in ids],
        named=shown.name is not None,
    )


def _people(candidate: Candidate) -> list[uuid.UUID | None]:
    told = [id_of(str(source.get("by"))) for source in candidate.field_sources.values()]
    return [candidate.client_manager_id, candidate.job_coach_id, *told]


def _sections(
    candidate: Candidate, shown: MaskedCandidate, people: Mapping[uuid.UUID, str]
) -> list[tuple[str, list[ProfileLine]]]:
    return [
        (title, [_line(candidate, shown, field, people) for field in fields if field in shown.profile])
        for title, fields in SECTIONS
    ]


def _line(
    candidate: Candidate, shown: MaskedCandidate, field: ProfileField, people: Mapping[uuid.UUID, str]
) -> ProfileLine:
    value = shown.profile[field]
    label = PROFILE_LABELS[field]
    text: str | None = None if value is None else words.shown(field, value)
    match field:
        case _F.HOURS_MAX:
            low = shown.profile.get(_F.HOURS_MIN)
            label, text = "Uren per week", None if value is None and low is None else words.hours(low, value)
        case _F.EXPERIENCES if value:
            text = "; ".join(_experience(entry) for entry in value)
        case _F.WISHES if value:
            text = "; ".join(entry.title for entry in value)
    return ProfileLine(field, label, text, _told(candidate.field_sources.get(field.value), people))


def _experience(entry: Any) -> str:
    parts = []
    if entry.years is not None:
        parts.append(f"{number(entry.years)} jaar")
    if entry.ended_year is not None:
        parts.append(f"tot {entry.ended_year}")
    return f"{entry.title} ({', '.join(parts)})" if parts else str(entry.title)


def _told(source: Mapping[str, Any] | None, people: Mapping[uuid.UUID, str]) -> str | None:
    if not source:
        return None
    kind = source.get("source")
    label = SOURCE_LABELS[Source(kind)] if kind in set(Source) else str(kind)
    name = people.get(id_of(str(source.get("by"))) or uuid.UUID(int=0))
    on = day_in_words(date.fromisoformat(source["on"])) if source.get("on") else None
    return ", ".join(part for part in (label, on, name) if part)
