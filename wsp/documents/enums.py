"""Kinds of letters."""

from enum import StrEnum
from typing import Final


class LetterKind(StrEnum):
    """What a letter is; the value is also the name of its template in `templates/letters`."""

    PLACEMENT_CONFIRMATION = "plaatsingsbevestiging"


LETTER_TITLES: Final = {
    LetterKind.PLACEMENT_CONFIRMATION: "Bevestiging van de plaatsing",
}
"""Title of the document, for lists and for the reader's program."""
