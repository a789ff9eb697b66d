"""Pure checks and calculations about employers: no database, no clock."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from rapidfuzz import fuzz

from wsp.employers.errors import BadField, LooksLikeAnother, Twin
from wsp.foundation.sortkey import sort_key
from wsp.foundation.workdays import add_months

# Endings that say what kind of legal person it is, not who it is. They are compared without dots and spaces.
_LEGAL_FORMS: Final = frozenset(
    {"bv", "nv", "vof", "cv", "ua", "ba", "eenmanszaak", "maatschap", "stichting", "vereniging", "cooperatie"}
)
_DOTTED: Final = re.compile(r"\b(?:\w\.){2,}|\b(?:\w\.)+\w\b")
_SIMILAR: Final = 88
"""Above this (0-100) two names at one address are taken for spellings of the same name."""

OLDEST_MONTHS: Final = 24
"""A contact longer ago is history that somebody types over, and most often a wrong year."""
NEXT_ACTION_MONTHS: Final = 24

# First two digits of an SBI 2008 code -> section (CBS, Standaard Bedrijfsindeling; same as NACE rev. 2).
_SECTIONS: Final = (
    (1, 3, "A"), (5, 9, "B"), (10, 33, "C"), (35, 35, "D"), (36, 39, "E"), (41, 43, "F"), (45, 47, "G"),
    (49, 53, "H"), (55, 56, "I"), (58, 63, "J"), (64, 66, "K"), (68, 68, "L"), (69, 75, "M"), (77, 82, "N"),
    (84, 84, "O"), (85, 85, "P"), (86, 88, "Q"), (90, 93, "R"), (94, 96, "S"), (97, 98, "T"), (99, 99, "U"),
)  # fmt: skip


def section(sbi_code: str | None) -> str | None:
    """Return the letter of the SBI section of a code of two to five digits; None when it lies in none."""
    if sbi_code is None or not re.fullmatch(r"[0-9]{2,5}", sbi_code, re.ASCII):
        return None
    division = int(sbi_code[:2])
    return next((letter for first, last, letter in _SECTIONS if first <= division <= last), None)


def match_key(name: str) -> str:
    """Return what is left of a name for finding it twice: no case, accents, punctuation or legal form.

    Letters and digits of every script stay, so that two names in Arabic or Chinese are not "equal" because nothing
    of them is left. A name of punctuation only gives "", which equals nothing (see `same_name`).
    """
    folded = sort_key(_DOTTED.sub(lambda found: found.group().replace(".", ""), name))
    words = "".join(char if _counts(char) else " " for char in folded).split()
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(kept or words)


def _counts(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def same_name(one: str, other: str) -> bool:
    """Tell whether two match keys say the same name."""
    return bool(one) and one == other


def similar_name(one: str, other: str) -> bool:
    """Tell whether two match keys may be spellings of one name (Logistiek, Logistics)."""
    return bool(one) and bool(other) and fuzz.token_sort_ratio(one, other) >= _SIMILAR


def same_place(one: str | None, other: str | None) -> bool:
    """Tell whether two places are written the same apart from case and accents."""
    return bool(one) and bool(other) and match_key(one or "") == match_key(other or "")


def check_no_twin(twins: Collection[Twin], *, another: bool) -> None:
    """Refuse an employer that is there already; one that may be there only until somebody looked (`another`).

    Raises:
        LooksLikeAnother: with the twins and why they look alike.

    """
    certain = [twin for twin in twins if twin.certain]
    if certain or (twins and not another):
        raise LooksLikeAnother(certain or list(twins))


def check_moment(occurred_at: datetime, *, now: datetime) -> None:
    """Refuse a contact in the future or longer ago than two years.

    Raises:
        BadField: at `occurred_at`.

    """
    # A clock on a tablet may run a few minutes ahead.
    if occurred_at > now + timedelta(minutes=10):
        raise BadField(
            "occurred_at", "Dit moment moet nog komen. Vul in wanneer het contact was, of plan een volgende stap."
        )
    if occurred_at.date() < add_months(now.date(), -OLDEST_MONTHS):
        raise BadField("occurred_at", "Dit is langer dan 2 jaar geleden. Controleer het jaar.")


def check_next_action(action: str | None, on: date | None, *, today: date) -> None:
    """Refuse a next step without a day, a day without a step, and a day that is past or far away.

    Raises:
        BadField: at `next_action` or `next_action_on`.

    """
    if action and on is None:
        raise BadField("next_action_on", "Vul in op welke dag je dit doet.")
    if on is None:
        return
    if not action:
        raise BadField("next_action", "Vul in wat je op die dag gaat doen.")
    if on < today:
        raise BadField("next_action_on", "Deze dag is al voorbij. Kies vandaag of een latere dag.")
    if on > add_months(today, NEXT_ACTION_MONTHS):
        raise BadField("next_action_on", "Deze dag ligt meer dan 2 jaar vooruit. Kies een eerdere dag.")


EARLIEST: Final = date(2015, 1, 1)
"""The Participatiewet and the banenafspraak start here; no sector of an employer matters before it."""


def check_sector_from(valid_from: date, *, today: date) -> None:
    """Refuse a sector that starts before 2015 or more than a year ahead.

    Raises:
        BadField: at `valid_from`.

    """
    if valid_from < EARLIEST:
        raise BadField("valid_from", "Kies een dag vanaf 1 januari 2015. Eerder telde de banenafspraak niet.")
    if valid_from > add_months(today, 12):
        raise BadField("valid_from", "Deze dag ligt meer dan een jaar vooruit. Kies een eerdere dag.")


def check_last_day(field: str, day: date | None, *, today: date) -> None:
    """Refuse a closing or leaving day more than a year ahead or before 2015.

    Raises:
        BadField: at `field`.

    """
    if day is not None and not EARLIEST <= day <= add_months(today, 12):
        raise BadField(field, "Kies een dag vanaf 2015 en hooguit een jaar vooruit.")


def differences(
    labels: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what two versions show differently, each keyed by label, in the order of `labels`."""
    names = [name for name in labels if mine.get(name, "") != theirs.get(name, "")]
    return (
        {labels[name]: mine.get(name, "") for name in names},
        {labels[name]: theirs.get(name, "") for name in names},
    )


def shown(values: Mapping[str, object], names: Mapping[str, str]) -> dict[str, str]:
    """Return values as a person reads them; `names` gives the words for ids and codes."""
    return {field: _shown(value, names) for field, value in values.items()}


def _shown(value: object, names: Mapping[str, str]) -> str:
    match value:
        case None | "":
            return "(leeg)"
        case bool():
            return "ja" if value else "nee"
        case date():
            return f"{value:%d-%m-%Y}"
        case _:
            return names.get(str(value), str(value))
