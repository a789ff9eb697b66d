"""What must hold for a list."""

from collections.abc import Iterable
from typing import Final

from wsp.candidates.masking import name_in, word_that_tells_why
from wsp.foundation.errors import StaleVersion
from wsp.lists.errors import ListFull, NamesSomebody, NameTaken, TellsOfHealth, TooManyLists

MOST_LISTS: Final = 50
"""Lists in use of one person, in one region for one organisation."""
LONGEST_NAME: Final = 60
MOST_PEOPLE: Final = 200
"""People on one list: as many as are ranked for a vacancy while somebody waits."""


def check_room_for_list(own: int) -> None:
    """Refuse one list too many.

    Raises:
        TooManyLists: says to put one into the archive.

    """
    if own >= MOST_LISTS:
        raise TooManyLists(MOST_LISTS)


def check_room_on_list(there: int, more: int) -> None:
    """Refuse more people than a list holds.

    Raises:
        ListFull: says what to do.

    """
    if there + more > MOST_PEOPLE:
        raise ListFull(MOST_PEOPLE)


def check_name_free(name: str, others: Iterable[str]) -> None:
    """Refuse the name of another list of the same owner, capitals aside.

    Raises:
        NameTaken: says to choose another.

    """
    if name.casefold() in {each.casefold() for each in others}:
        raise NameTaken


def check_no_health(**texts: str | None) -> None:
    """Refuse words that tell of health or of the ground for help: others read a list too.

    Raises:
        TellsOfHealth: at the field, with the word that must go.

    """
    for field, text in texts.items():
        word = word_that_tells_why(text or "")
        if word is not None:
            raise TellsOfHealth(field, word)


def check_no_name(note: str | None, names: Iterable[str | None]) -> None:
    """Refuse a note that says the name: a colleague who reads the list may not know it.

    `names` are those that the writer may know, None for the others.

    Raises:
        NamesSomebody: at the note, with the word that must go.

    """
    for name in names:
        word = name_in(note or "", name)
        if word is not None:
            raise NamesSomebody(word)


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
