"""Changes of the profile: every changed field remembers who says so, and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import policy, queries, rules, words
from wsp.candidates.commands import ConfirmProfile, EditIdentity, EditProfile, ExperienceEntry, WishEntry
from wsp.candidates.enums import PROFILE_LABELS, ProfileField, Source
from wsp.candidates.models import Candidate, Experience, Wish
from wsp.candidates.queries import SUBJECT
from wsp.candidates.service.questions import question_key
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import StaleVersion
from wsp.foundation.sortkey import sort_key
from wsp.reference import queries as reference
from wsp.worklist import service as worklist

_DETAILS = (ProfileField.WISHES, ProfileField.EXPERIENCES)
STALE = (
    "Iemand anders wijzigde dit dossier terwijl jij bezig was. Je wijziging is nog niet bewaard. "
    "Vergelijk beide versies en bewaar opnieuw."
)


def edit_profile(session: Session, command: EditProfile, *, actor: Actor) -> Candidate:
    """Save the changed fields of a profile with their source.

    Raises:
        StaleVersion: somebody saved the dossier in the meantime; nothing was changed.
        InvalidProfile: a value that no profile can have.

    """
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    candidate = queries.dossier(session, actor, candidate.id)
    changes = {str(name): value for name, value in command.changes.items()}
    rules.check_changes(changes)
    changes |= _linked_before(candidate, changes)
    source_on = command.source_on or clock.today()
    rules.check_not_future(source_on, on=clock.today(), field="source_on")
    before = {name: _value(candidate, name) for name in changes}
    changed = {name: value for name, value in changes.items() if not _same(name, before[name], value)}
    if command.version is not None and command.version != candidate.version:
        raise StaleVersion(
            STALE,
            mine={PROFILE_LABELS[ProfileField(name)]: words.shown(name, changes[name]) for name in changed},
            theirs={PROFILE_LABELS[ProfileField(name)]: words.shown(name, before[name]) for name in changed},
            version=candidate.version,
        )
    rules.check_hours(changes.get("hours_min", candidate.hours_min), changes.get("hours_max", candidate.hours_max))
    if not changed:
        return candidate
    changed |= link_titles(session, changed, {})
    for name, value in changed.items():
        if name not in _DETAILS:
            setattr(candidate, name, value)
    said = told(command.source, source_on, actor)
    candidate.field_sources = {
        **{name: found for name, found in candidate.field_sources.items() if name not in changed},
        **{name: said for name, value in changed.items() if value is not None},
    }
    # Detail rows alone would leave the dossier's version as it was.
    candidate.updated_at = clock.now()
    _replace_details(session, candidate, changed)
    audit.record(
        session,
        actor,
        "candidates.profile",
        subject=(SUBJECT, candidate.id),
        before={name: plain_value(before[name]) for name in changed},
        after={name: plain_value(value) for name, value in changed.items()},
        reason=command.source.value,
    )
    answered = [question_key(candidate.id, name) for name, value in changed.items() if value is not None]
    worklist.drop_all(session, answered, why="Het profiel is aangevuld.", actor=actor)
    session.flush()
    session.expire(candidate, [detail.value for detail in _DETAILS])
    return candidate


def edit_identity(session: Session, command: EditIdentity, *, actor: Actor) -> Candidate:
    """Change name and contact data.

    Raises:
        StaleVersion: somebody saved the dossier in the meantime.

    """
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    labels = {
        "first_name": "Voornaam",
        "name_prefix": "Tussenvoegsel",
        "last_name": "Achternaam",
        "email": "E-mailadres",
        "phone": "Telefoon",
    }
    before = {name: getattr(candidate, name) for name in labels}
    changed = {name: getattr(command, name) for name in labels if getattr(command, name) != before[name]}
    if command.version != candidate.version:
        raise StaleVersion(
            STALE,
            mine={labels[name]: value or words.NONE for name, value in changed.items()},
            theirs={labels[name]: before[name] or words.NONE for name in changed},
            version=candidate.version,
        )
    if not changed:
        return candidate
    for name, value in changed.items():
        setattr(candidate, name, value)
    candidate.sort_key = sort_key(candidate.last_name, candidate.name_prefix, candidate.first_name)
    # Which fields, not their contents: the log must not keep a name after the dossier is erased (N4).
    audit.record(
        session, actor, "candidates.identity", subject=(SUBJECT, candidate.id), after={"velden": sorted(changed)}
    )
    session.flush()
    return candidate


def confirm_profile(session: Session, command: ConfirmProfile, *, actor: Actor) -> Candidate:
    """Record that the profile was read out to the candidate and is right ("klopt dit nog?")."""
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    rules.check_not_future(command.spoken_on, on=clock.today(), field="spoken_on")
    before = candidate.profile_checked_on
    candidate.profile_checked_on = command.spoken_on
    candidate.last_spoken_on = max(command.spoken_on, candidate.last_spoken_on or command.spoken_on)
    audit.record(
        session,
        actor,
        "candidates.confirm",
        subject=(SUBJECT, candidate.id),
        before={"nagekeken": before},
        after={"nagekeken": command.spoken_on},
    )
    session.flush()
    return candidate


def _linked_before(candidate: Candidate, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Wishes and experiences that were there already, with the occupation they were linked to."""
    linked: dict[str, Any] = {}
    for name in _DETAILS:
        if changes.get(name):
            codes = {row.title: row.occupation_code for row in getattr(candidate, name.value)}
            linked[name.value] = [
                replace(entry, occupation_code=entry.occupation_code or codes.get(entry.title))
                for entry in changes[name]
            ]
    return linked


def link_titles(session: Session, changed: Mapping[str, Any], codes: dict[str, str | None]) -> dict[str, Any]:
    """New wishes and experiences, linked where the title is a known name of an occupation.

    `codes` remembers what was looked up: an import meets the same titles thousands of times.
    """

    def code(title: str) -> str | None:
        if title not in codes:
            codes[title] = _code(session, title)
        return codes[title]

    return {
        name.value: [
            replace(entry, occupation_code=entry.occupation_code or code(entry.title)) for entry in changed[name]
        ]
        for name in _DETAILS
        if changed.get(name)
    }


def _code(session: Session, title: str) -> str | None:
    hits = reference.find_occupations(session, title, limit=1)
    return hits[0].code if hits and sort_key(hits[0].label) == sort_key(title) else None


def _value(candidate: Candidate, name: str) -> Any:
    if name == ProfileField.WISHES:
        found: Sequence[Any] = [WishEntry(row.title, row.occupation_code) for row in candidate.wishes]
        return found or (found if name in candidate.field_sources else None)
    if name == ProfileField.EXPERIENCES:
        found = [
            ExperienceEntry(row.title, row.occupation_code, row.years, row.ended_year) for row in candidate.experiences
        ]
        return found or (found if name in candidate.field_sources else None)
    return getattr(candidate, name)


def _same(name: str, before: Any, after: Any) -> bool:
    if before is None or after is None:
        return before is after
    if name == ProfileField.EXPERIENCES:  # shown by year, so the order in which it was typed says nothing
        return sorted(before, key=repr) == sorted(after, key=repr)
    return bool(list(before) == list(after)) if isinstance(before, list) else bool(before == after)


def _replace_details(session: Session, candidate: Candidate, changed: Mapping[str, Any]) -> None:
    if ProfileField.WISHES in changed:
        session.execute(delete(Wish).where(Wish.candidate_id == candidate.id))
        session.add_all(
            Wish(
                region_id=candidate.region_id,
                candidate_id=candidate.id,
                position=position,
                title=entry.title,
                occupation_code=entry.occupation_code,
            )
            for position, entry in enumerate(changed[ProfileField.WISHES] or (), start=1)
        )
    if ProfileField.EXPERIENCES in changed:
        session.execute(delete(Experience).where(Experience.candidate_id == candidate.id))
        session.add_all(
            Experience(
                region_id=candidate.region_id,
                candidate_id=candidate.id,
                title=entry.title,
                occupation_code=entry.occupation_code,
                years=entry.years,
                ended_year=entry.ended_year,
            )
            for entry in changed[ProfileField.EXPERIENCES] or ()
        )


def plain_value(value: Any) -> Any:
    """A value as the audit log holds it: of wishes and experiences the titles."""
    if not isinstance(value, list | tuple):
        return value
    return [entry.title if isinstance(entry, WishEntry | ExperienceEntry) else entry for entry in value]


def told(source: Source, on: date, actor: Actor) -> dict[str, str]:
    """What a dossier remembers of a field: who or what says so, since when, and who recorded it."""
    return {
        "source": source.value,
        "on": on.isoformat(),
        "by": str(actor.user_id) if actor.user_id else actor.kind,
    }
