"""Sort keys for Dutch names: tussenvoegsels after the name, accents and case ignored.

The database sorts by code point (C.UTF-8, the same on every machine), so lists sort on a column made here.
"""

import unicodedata

# Letters that carry no combining mark but that a Dutch reader looks up under the plain letter.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def sort_key(*parts: str | None) -> str:
    """The parts in order, folded: `sort_key("Vries", "de", "Şükrü")` -> "vries de sukru"."""
    joined = " ".join(part for part in parts if part)
    decomposed = unicodedata.normalize("NFKD", joined.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    # Decomposing may bring capitals back (℡ is TEL), and letters of the table out of their accents (ǿ).
    return " ".join(plain.casefold().translate(_LETTERS).split())
