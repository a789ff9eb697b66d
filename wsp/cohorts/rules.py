"""What must hold for a group."""

from datetime import date
from typing import Final

from wsp.candidates.masking import word_that_tells_why
from wsp.cohorts.enums import MEMBER_STATES, MemberState, StopReason
from wsp.cohorts.errors import CohortFull, CohortOver, UnusableCohort
from wsp.foundation.errors import StaleVersion
from wsp.foundation.workdays import add_months

RESULT_MONTHS: Final = 6
"""Months after the last day in which work still counts as a result of the group."""


def result_until(ends_on: date) -> date:
    """The last day on which work counts as a result."""
    return add_months(ends_on, RESULT_MONTHS)


def check_period(starts_on: date, ends_on: date) -> None:
    """Refuse a group that ends before it begins.

    Raises:
        UnusableCohort: at the last day.

    """
    if ends_on < starts_on:
        raise UnusableCohort("ends_on", "Kies een laatste dag na de eerste dag.")


def check_places(places: int, taken: int) -> None:
    """Refuse fewer places than are taken.

    Raises:
        UnusableCohort: at the number.

    """
    if places < taken:
        raise UnusableCohort("places", f"Er doen al {taken} kandidaten mee. Kies minstens zoveel plaatsen.")


def check_place_free(places: int, taken: int) -> None:
    """Refuse one more than the places.

    Raises:
        CohortFull: says what to do.

    """
    if taken >= places:
        raise CohortFull(places)


def check_runs(ends_on: date, *, on: date) -> None:
    """Refuse to invite for what is over.

    Raises:
        CohortOver: says what to do.

    """
    if ends_on < on:
        raise CohortOver


def check_step(now: MemberState, new: MemberState, reason: StopReason | None) -> None:
    """Refuse a step that is not in the table, and to stop without a reason.

    Raises:
        Conflict: the step is not open.
        UnusableCohort: at the reason.

    """
    MEMBER_STATES.check(now, new)
    if (new is MemberState.STOPPED) is (reason is None):
        sentence = "Kies waarom iemand stopt." if reason is None else "Een reden hoort alleen bij Gestopt."
        raise UnusableCohort("reason", sentence)


def check_no_health(**texts: str | None) -> None:
    """Refuse words that tell of health or of the ground for help: everybody reads a group.

    Raises:
        UnusableCohort: at the field, with the word that must go.

    """
    for field, text in texts.items():
        word = word_that_tells_why(text or "")
        if word is not None:
            raise UnusableCohort(field, f"Haal ‘{word}’ weg. Schrijf over het werk, niet over gezondheid.")


def check_version(what: str, *, now: int, seen: int, label: str, mine: str, theirs: str) -> None:
    """Refuse a save of an old version, with what differs.

    Raises:
        StaleVersion: `mine` and `theirs` by label.

    """
    if now != seen:
        raise StaleVersion(
            f"Iemand anders wijzigde {what} terwijl jij bezig was. Bekijk beide versies en kies.",
            mine={label: mine},
            theirs={label: theirs},
            version=now,
        )
