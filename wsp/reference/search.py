"""Finds an occupation while somebody types: accents, case and word order do not matter, a typo is forgiven.

The database has no trigram extension everywhere this program runs, so the labels (25,000 with ESCO) are searched in
memory. Linking a whole job title to an occupation is another task: `matching.titles` does that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz import fuzz, process

from wsp.foundation.sortkey import sort_key

_EXACT, _STARTS, _WORD_STARTS, _ALL_WORDS, _CONTAINS = 100.0, 95.0, 90.0, 85.0, 80.0
_SHORTEST_INSIDE = 3
"""Shorter texts are only looked for at the start of a word: inside one they occur everywhere."""
_SHORTEST_TYPO = 4
_FUZZY_LEAST = 78.0
_FUZZY_WEIGHT = 0.79
"""A forgiven typo never outranks a label that has the text as it was typed."""
_FUZZY_MOST = 200


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One name of one occupation.

    `concept` is the ESCO URI where one is known, else the code: the starter set and ESCO meet there.
    """

    code: str
    concept: str
    name: str
    isco: str
    label: str
    preferred: bool
    everyday: bool
    """From the starter set: occurs often in this work, so it comes before an equally good fit."""


@dataclass(frozen=True, slots=True)
class OccupationHit:
    """An occupation to choose from: `label` is the name that fitted, `score` runs from 0 to 100."""

    code: str
    name: str
    isco: str
    label: str
    score: float


class LabelIndex:
    """All labels, folded once. Of one concept the first code given stands for it, so give the starter set first."""

    def __init__(self, rows: Sequence[LabelRow]) -> None:
        self._rows = rows
        self._keys = [folded(row.label) for row in rows]
        self._shown: dict[str, LabelRow] = {}
        for row in rows:
            self._shown.setdefault(row.concept, row)
        self._tails = [(tail, position) for position, key in enumerate(self._keys) for tail in _tails(key)]

    def search(
        self, text: str, *, limit: int = 10, settled: Mapping[str, str] = MappingProxyType({})
    ) -> list[OccupationHit]:
        """Return the best fitting occupations, each once, best first; nothing for a text without letters.

        `settled` holds, per folded title, the code of the occupation that people chose for it: that comes first, under
        the title itself.
        """
        wanted = folded(text)
        if not wanted:
            return []
        hits = self._found(wanted, limit)
        row = next((row for row in self._shown.values() if row.code == settled.get(wanted)), None)
        if row is None:
            return hits
        chosen = OccupationHit(code=row.code, name=row.name, isco=row.isco, label=text, score=_EXACT)
        return [chosen, *(hit for hit in hits if hit.code != row.code)][:limit]

    def shown_code(self, code: str) -> str | None:
        """The code under which the occupation with this code is shown; None for one that is not in the list."""
        concept = next((row.concept for row in self._rows if row.code == code), None)
        return None if concept is None else self._shown[concept].code

    def _found(self, wanted: str, limit: int) -> list[OccupationHit]:
        found = dict(self._literal(wanted))
        if len(wanted) >= _SHORTEST_TYPO and len({self._rows[i].concept for i in found}) < limit:
            for position, score in self._fuzzy(wanted):
                found[position] = max(score, found.get(position, 0.0))
        return self._best(found, limit)

    def _literal(self, wanted: str) -> Iterator[tuple[int, float]]:
        words = wanted.split()
        for position, key in enumerate(self._keys):
            if wanted in key:
                if key == wanted:
                    yield position, _EXACT
                elif key.startswith(wanted):
                    yield position, _STARTS
                elif f" {wanted}" in key:
                    yield position, _WORD_STARTS
                elif len(wanted) >= _SHORTEST_INSIDE:
                    yield position, _CONTAINS
            elif len(words) > 1 and all(f" {word}" in f" {key}" for word in words):
                yield position, _ALL_WORDS

    def _fuzzy(self, wanted: str) -> Iterator[tuple[int, float]]:
        # Whoever types has not finished: compare with equally long beginnings.
        beginnings = [tail[: len(wanted)] for tail, _ in self._tails]
        for _, score, place in process.extract(
            wanted, beginnings, scorer=fuzz.ratio, score_cutoff=_FUZZY_LEAST, limit=_FUZZY_MOST
        ):
            yield self._tails[place][1], score * _FUZZY_WEIGHT

    def _best(self, found: dict[int, float], limit: int) -> list[OccupationHit]:
        order = sorted(
            found,
            key=lambda i: (
                -found[i],
                not self._rows[i].everyday,
                not self._rows[i].preferred,
                len(self._keys[i]),
                self._keys[i],
                i,
            ),
        )
        hits: dict[str, OccupationHit] = {}
        for position in order:
            row = self._rows[position]
            if row.concept in hits:
                continue
            shown = self._shown[row.concept]
            hits[row.concept] = OccupationHit(
                code=shown.code, name=shown.name, isco=shown.isco, label=row.label, score=found[position]
            )
            if len(hits) == limit:
                break
        return list(hits.values())


def folded(text: str) -> str:
    """A name as names are compared."""
    return " ".join(re.sub(r"[^\w]+", " ", sort_key(text)).split())


def _tails(key: str) -> Iterator[str]:
    words = key.split()
    return (" ".join(words[start:]) for start in range(len(words)))
