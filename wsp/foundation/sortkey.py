"""Sort keys for Dutch names: tussenvoegsels after the name, accents and case ignored.

The database sorts by code point (C.UTF-8, the same on every machine), so lists sort on a column made here.
"""

import unicodedata

# Letters that carry no combining mark but that a Dutch reader looks up under the plain letter.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
    }
)


def sort_key(*parts: str | None) -> str:
    """The parts in order, folded: `sort_key("Vries", "de", "Şükrü")` -> "vries de sukru"."""
    joined = " ".join(part for part in parts if part)
    decomposed = unicodedata.normalize("NFKD", joined.translate(_LETTERS))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())
