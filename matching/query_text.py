"""What the single record of a ranking says, ready to be compared: its phrases as vectors over their own features."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.compiled import ROWS, WIDE, compiled, types
from matching.phrases import CandidatePhrase, Phrase
from matching.tables import Ints
from matching.text import TextSpace
from matching.texts import Floats, experience_worth

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class QueryText:
    """The phrases of one record; ``vectors`` has a row per feature of the text space and a column per phrase."""

    phrases: tuple[Phrase, ...]
    features: npt.NDArray[np.int32]
    vectors: Floats
    scale: Floats
    kinds: Ints
    weight: Floats
    reach: Floats
    worth: Floats

    @classmethod
    def of(cls, phrases: Sequence[Phrase], space: TextSpace, *, on_year: float) -> "QueryText":
        """The phrases of one record; `on_year` is the year that counts as now."""
        said = tuple(phrase for phrase in phrases if phrase.kind != CandidatePhrase.NONE)
        found, owners = space.occurrences([phrase.text for phrase in said])
        counting = np.append(0.0, 1 + np.log(np.arange(1, len(found) + 1)))
        features, vectors = _vectors(np.sort(found * np.int64(len(said)) + owners), len(said), counting, space.scale)
        return cls(
            phrases=said, features=features, vectors=vectors, scale=space.scale[features],
            kinds=np.array([p.kind for p in said], dtype=np.int64),
            weight=np.array([p.weight for p in said]), reach=np.array([p.reach for p in said]),
            worth=_worth(said, on_year),
        )  # fmt: skip


@compiled(ROWS, types.int64, WIDE, WIDE)
def _vectors(keys: Array, phrases: int, counting: Array, scale: Array) -> tuple[Array, Array]:
    """The features that occur, ascending, and a unit vector per phrase (columns) over them.

    Args:
        keys: feature x phrases + phrase of every occurrence, ascending.
        phrases: how many there are.
        counting: what occurring so many times counts for.
        scale: what each feature counts for.
    """
    features, count = np.empty(len(keys), dtype=np.int32), 0
    for key in keys:
        feature = key // phrases
        if count == 0 or features[count - 1] != feature:
            features[count] = feature
            count += 1
    vectors, norms = np.zeros((count, phrases)), np.zeros(phrases)
    at = 0
    for row in range(count):
        while at < len(keys) and keys[at] // phrases == features[row]:
            times, first = 0, at
            while at < len(keys) and keys[at] == keys[first]:
                times, at = times + 1, at + 1
            phrase = keys[first] % phrases
            vectors[row, phrase] = counting[times] * scale[features[row]]
            norms[phrase] += vectors[row, phrase] * vectors[row, phrase]
    for phrase in range(phrases):
        norm = np.sqrt(norms[phrase])
        for row in range(count if norm > 0 else 0):
            vectors[row, phrase] /= norm
    return features[:count], vectors


def _worth(said: Sequence[Phrase], on_year: float) -> Floats:
    """What each phrase is worth as experience, 0..1."""
    terms = [(p.years, p.ended_year) for p in said]
    if all(years is None and ended is None for years, ended in terms):
        return np.ones(len(said))
    years, ended = np.array(terms, dtype=np.float64).T  # None becomes NaN
    return experience_worth(years, ended, on_year)
