"""Numbers in words: one list for hours a week, hours of the clock and kilos."""

import re
from typing import Final

ONE_TO_TWELVE: Final = (
    "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
SPELLED: Final = {
    **{word: number for number, word in enumerate(ONE_TO_TWELVE, start=1) if word != "een"},
    "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19,
    "twintig": 20, "dertig": 30, "veertig": 40,
    **{
        f"{word}en{tens}": ten + number
        for number, word in enumerate(ONE_TO_TWELVE[:9], start=1) for tens, ten in (("twintig", 20), ("dertig", 30))
    },
}  # fmt: skip
"""Up to forty; without "een", which is mostly an article."""
ANY: Final = rf"(?:{'|'.join(sorted(SPELLED, key=len, reverse=True))})"
_WORD: Final = re.compile(rf"\b{ANY}\b")


def in_figures(low: str) -> str:
    """A text in lower case with its numbers in figures."""
    return _WORD.sub(lambda match: str(SPELLED[match.group()]), low)
