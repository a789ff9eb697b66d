"""Two people at one placement: who saved last must have seen what the other did.

Terms, measurements and answers stand in rows of their own, so a change there does not touch the placement's row by
itself; `changed` does, and every verb that changes what a form showed calls it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from wsp.foundation import clock
from wsp.foundation.errors import StaleVersion
from wsp.foundation.money import number
from wsp.placements.enums import END_LABELS, KIND_LABELS
from wsp.placements.models import Placement

Shown = date | Decimal | int | bool | StrEnum | str | None

_WORDS: Final[dict[str, str]] = {each.value: text for each, text in (*KIND_LABELS.items(), *END_LABELS.items())}


def check_seen(
    placement: Placement, seen: int | None, *, mine: Mapping[str, Shown], theirs: Mapping[str, Shown]
) -> None:
    """Refuse a save by somebody who saw an older version; None comes from a process, which showed nothing.

    `mine` and `theirs` map the words of the form to what was typed and what is stored.

    Raises:
        StaleVersion: with both versions, and the one to save over after a look.

    """
    if seen is None or seen == placement.version:
        return
    raise StaleVersion(
        "Iemand anders wijzigde deze plaatsing terwijl jij bezig was. Bekijk beide versies en kies.",
        mine={label: _shown(value) for label, value in mine.items()},
        theirs={label: _shown(value) for label, value in theirs.items()},
        version=placement.version,
    )


def changed(placement: Placement) -> None:
    """Give the placement a new version: a form that was opened before this is old from now on."""
    placement.updated_at = clock.now()


def _shown(value: Shown) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case date():
            return clock.day_in_words(value)
        case Decimal() | int():
            return number(value)
        case _:
            return _WORDS.get(str(value), str(value))
