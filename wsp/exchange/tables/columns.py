"""Which column of a file is which field: by saved choice, by name, by likeness, or by place (Sonar)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz

from wsp.exchange.errors import UnusableFile
from wsp.foundation.fields import Asked, Bsn, Choice
from wsp.foundation.sortkey import sort_key

_ALIKE: Final = 88
"""Above this (0-100) a header is taken for a spelling of a name."""
_PUNCTUATION: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Target:
    """A field that a column can fill. Label, hint and list come from the room's own schema.

    `part` and `name` say which field of which schema; `key` is both. `words` are further words for values of a closed
    list: what is written -> the code. `place` is the column in an export of Sonar, counted from 0.
    """

    part: str
    name: str
    asked: Asked
    label: str
    required: bool = False
    synonyms: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    place: int | None = None
    constant: bool = False
    """May hold for all rows at once when the file has no column for it."""

    @property
    def key(self) -> str:
        """As it stands in forms and in what is kept."""
        return f"{self.part}.{self.name}"

    @property
    def secret(self) -> bool:
        """Its values are never shown, also not in a report."""
        return isinstance(self.asked, Bsn)

    @property
    def hint(self) -> str:
        """What to fill in."""
        return str(self.asked.metadata.get("hint") or "")

    @property
    def options(self) -> Mapping[str, str]:
        """Code -> label of a closed list; empty for any other field."""
        if isinstance(self.asked, Choice):
            return self.asked.options()
        given: Mapping[str, str] = self.asked.metadata.get("options") or {}
        return {code: label for code, label in given.items() if code}

    @cached_property
    def codes(self) -> dict[str, str]:
        """Every way to write a value of the list, folded -> its code."""
        codes = {folded(word): code for word, code in self.words.items()}
        for code, label in self.options.items():
            codes[folded(label)] = code
            # A bare number may be of another scale: it is no answer.
            if any(char.isalpha() for char in code):
                codes[folded(code)] = code
        return codes


def target(part: str, name: str, asked: Asked, *synonyms: str, **more: object) -> Target:
    """A target with the label of its field, unless another label is given."""
    label = str(more.pop("label", asked.label))
    required = bool(more.pop("required", asked.required))
    return Target(part, name, asked, label, required, synonyms, **more)  # type: ignore[arg-type]  # named at each call


def folded(text: str) -> str:
    """Without case, accents and punctuation; "E-mail adres" and "emailadres" are one."""
    return _PUNCTUATION.sub("", sort_key(text))


def guess(
    headers: Sequence[str], targets: Iterable[Target], *, saved: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Target key -> place of its column, each column once; what nothing resembles is left out."""
    places = {folded(header): place for place, header in enumerate(headers)}
    found: dict[str, int] = {}
    free = set(range(len(headers)))
    wanted = list(targets)

    def take(target: Target, place: int | None) -> None:
        if place is not None and place in free and target.key not in found:
            found[target.key] = place
            free.discard(place)

    for each in wanted:
        take(each, places.get(folded((saved or {}).get(each.key, "-"))))
    for each in wanted:
        for name in (each.label, *each.synonyms):
            take(each, places.get(folded(name)))
    for each in wanted:
        take(each, each.place)
    likely = sorted(
        (
            (-fuzz.ratio(folded(headers[place]), folded(name)), order, place)
            for order, each in enumerate(wanted)
            for name in (each.label, *each.synonyms)
            for place in free
        ),
    )
    for unlike, order, place in likely:
        if -unlike >= _ALIKE:
            take(wanted[order], place)
    return found


def check(columns: Mapping[str, int], constants: Mapping[str, str], targets: Iterable[Target]) -> None:
    """Refuse a choice of columns with which no row can be read.

    Raises:
        UnusableFile: names the fields that have no column; one column twice.

    """
    missing = [each for each in targets if each.required and each.key not in columns and each.key not in constants]
    if missing:
        names = ", ".join(f"'{each.label}'" for each in missing)
        raise UnusableFile(
            f"Wijs nog een kolom aan voor: {names}.",
            code="importkolommen-ontbreken",
            fields={each.key: [f"Wijs een kolom aan voor '{each.label}'."] for each in missing},
        )
    if len(set(columns.values())) < len(columns):
        raise UnusableFile(
            "Eén kolom kan niet twee velden vullen. Kies elke kolom één keer.", code="importkolommen-dubbel"
        )
