"""The first row of a table must name its columns, each once."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from wsp.exchange.errors import UnusableFile
from wsp.exchange.tables.reading.limits import Limits
from wsp.foundation.sortkey import sort_key

_DATA: Final = re.compile(
    r"[+-]?[\d.,\s]+%?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}|[^@\s]+@[^@\s]+\.[^@\s]+|\d{4}\s?[A-Za-z]{2}"
)
"""A number, a day, an e-mail address, a postcode: what no column is called."""


def check(found: Sequence[str | None], limits: Limits) -> tuple[str, ...]:
    """Return the names of the columns; one without a name is called after its letter.

    Raises:
        UnusableFile: there is no row with names, a name stands there twice, or there are too many columns.

    """
    names = list(found)
    while names and not names[-1]:
        names.pop()
    if not names:
        raise no_table()
    if len(names) > limits.columns:
        raise UnusableFile(
            f"Deze tabel heeft {len(names)} kolommen. Hoogstens {limits.columns} kan. Verwijder wat niet nodig is.",
            code="importbestand-kolommen",
        )
    data = next((name for name in names if name and _DATA.fullmatch(name)), None)
    if data is not None or not any(names):
        raise UnusableFile(
            "De eerste rij bevat gegevens en geen kolomnamen. Zet boven elke kolom een naam.",
            code="importbestand-zonder-kop",
        )
    clean = [" ".join(name.split()) if name else f"Kolom {letter(place)}" for place, name in enumerate(names)]
    twice = [name for name, count in Counter(sort_key(name) for name in clean).items() if count > 1]
    if twice:
        name = next(each for each in clean if sort_key(each) == twice[0])
        raise UnusableFile(
            f"De kolomnaam '{name[:60]}' staat er twee keer. Geef elke kolom een eigen naam.",
            code="importbestand-dubbele-kop",
        )
    return tuple(clean)


def no_table() -> UnusableFile:
    """The refusal of a file in which nothing stands."""
    return UnusableFile(
        "In dit bestand staat geen tabel. Zet de kolomnamen in de eerste rij en de gegevens eronder.",
        code="importbestand-lege-tabel",
    )


def letter(place: int) -> str:
    """The letter of a column: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
