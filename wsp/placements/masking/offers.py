"""A candidate who was offered: what somebody can do, and the name only after the agreement."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from wsp.candidates.enums import ProfileField
from wsp.candidates.masking import MaskedCandidate, Viewer, tells_of_circumstances
from wsp.candidates.words import hours as hours_in_words
from wsp.candidates.words import shown as in_words
from wsp.foundation.clock import day_in_words
from wsp.foundation.money import number
from wsp.placements.enums import (
    CLOSED,
    CLOSING_LABELS,
    EMPLOYER_REASONS,
    NAMED_STATES,
    ClosingReason,
    IntroductionState,
)
from wsp.placements.masking.dispatch import for_employer
from wsp.placements.models import Introduction
from wsp.placements.shown import Offer

_TOLD: Final[Mapping[IntroductionState, str]] = {
    IntroductionState.ANONYMOUS: "Wacht op uw antwoord",
    IntroductionState.INTEREST: "Wij vragen de kandidaat om akkoord",
    IntroductionState.CANDIDATE_ASKED: "Wij vragen de kandidaat om akkoord",
    IntroductionState.NAMED: "Met naam voorgesteld",
    IntroductionState.INVITED: "Gesprek gepland",
    IntroductionState.INTERVIEW: "Gesprek geweest",
    IntroductionState.HIRED: "Aangenomen",
    IntroductionState.REJECTED: "Niet passend",
    IntroductionState.WITHDRAWN: "Niet meer beschikbaar",
    IntroductionState.EXPIRED: "Verlopen",
}


@for_employer.register
def _offer(
    row: Introduction,
    /,
    *,
    vacancy: str,
    place: int,
    offered_at: datetime,
    person: MaskedCandidate | None,
) -> Offer:
    """An introduction that was offered. `person` is masked for an employer already; None: no longer to be shown."""
    state = IntroductionState(row.state)
    closed = state in CLOSED
    if person is not None and person.viewer not in (Viewer.EMPLOYER_ANONYMOUS, Viewer.EMPLOYER_NAMED):
        message = f"masked for {person.viewer}, not for an employer"
        raise TypeError(message)
    name = person.name if person is not None and state in NAMED_STATES else None
    told = "Niet meer beschikbaar" if person is None and not closed else _TOLD[state]
    reason = ClosingReason(row.closed_reason) if row.closed_reason else None
    return Offer(
        id=row.id,
        vacancy_id=row.vacancy_id,
        vacancy=vacancy,
        label=name or f"Kandidaat {letter(place)}",
        name=name,
        state=state.value,
        told=told,
        offered_at=offered_at,
        changed_at=row.updated_at,
        waiting=person is not None and state in (IntroductionState.ANONYMOUS, IntroductionState.NAMED),
        closed=closed or person is None,
        can=_can(person.profile) if person is not None else (),
        facts=_facts(person.profile) if person is not None else (),
        text=person.profile.get(ProfileField.PROFILE_TEXT) if person is not None else None,
        appointment_at=row.appointment_at if name else None,
        appointment_place=row.appointment_place if name else None,
        reason=CLOSING_LABELS[reason] if reason in EMPLOYER_REASONS and state is IntroductionState.REJECTED else None,
    )


def letter(place: int) -> str:
    """How an offer without a name is called within its vacancy: A to Z, then AA, AB."""
    text = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _can(profile: Mapping[ProfileField, Any]) -> tuple[str, ...]:
    """What somebody can and did, each as a short line."""
    found: list[str] = []
    for work in profile.get(ProfileField.EXPERIENCES) or []:
        # People write an occupation or what they did ("poetsen"): both must read well.
        years = f", {number(work.years)} jaar" if work.years else ""
        found.append(f"Ervaring: {work.title[:1].lower()}{work.title[1:]}{years}")
    found += [f"Kan {skill[:1].lower()}{skill[1:]}" for skill in profile.get(ProfileField.SKILLS) or []]
    found += [f"Heeft {diploma}" for diploma in profile.get(ProfileField.DIPLOMAS) or []]
    if licences := profile.get(ProfileField.LICENCES):
        found.append(f"Rijbewijs {in_words(ProfileField.LICENCES, licences)}")
    return tuple(found)


def _facts(profile: Mapping[ProfileField, Any]) -> tuple[tuple[str, str], ...]:
    low, high = profile.get(ProfileField.HOURS_MIN), profile.get(ProfileField.HOURS_MAX)
    found = [("Uren per week", hours_in_words(low, high))]
    for label, field in (
        ("Wanneer", ProfileField.SHIFTS),
        ("Nederlands", ProfileField.LANGUAGE),
        ("Opleiding", ProfileField.EDUCATION),
        ("Wil graag leren", ProfileField.DEVELOPMENT),
    ):
        value = profile.get(field)
        # Praktijkonderwijs and vso are grounds of the register: such a level is not said.
        if value not in (None, [], "") and not tells_of_circumstances(text := in_words(field, value)):
            found.append((label, text))
    available = profile.get(ProfileField.AVAILABLE)
    found.append(("Kan beginnen", day_in_words(available) if available else "in overleg"))
    found.append(("Begeleiding", "wij bespreken het met u"))
    return tuple(found)
