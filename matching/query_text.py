"""What the single record of a ranking says, ready to be compared: its phrases as vectors over their own features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.phrases import CandidatePhrase, Phrase
from matching.tables import Ints
from matching.text import TextSpace
from matching.texts import Floats, experience_worth


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
        features, rows = np.unique(found, return_inverse=True)
        scale, shape = space.scale[features], (len(features), len(said))
        times = np.bincount(rows * len(said) + owners, minlength=shape[0] * shape[1]).reshape(shape)
        counting = np.append(0.0, 1 + np.log(np.arange(1, times.max(initial=0) + 1)))  # most are 0 or 1
        vectors = counting[times] * scale[:, None]
        norms = np.sqrt((vectors * vectors).sum(axis=0))
        vectors /= np.where(norms > 0, norms, 1)
        return cls(
            phrases=said, features=features, vectors=vectors, scale=scale,
            kinds=np.array([p.kind for p in said], dtype=np.int64),
            weight=np.array([p.weight for p in said]), reach=np.array([p.reach for p in said]),
            worth=_worth(said, on_year),
        )  # fmt: skip


def _worth(said: Sequence[Phrase], on_year: float) -> Floats:
    """What each phrase is worth as experience, 0..1."""
    terms = [(p.years, p.ended_year) for p in said]
    if all(years is None and ended is None for years, ended in terms):
        return np.ones(len(said))
    years, ended = np.array(terms, dtype=np.float64).T  # None becomes NaN
    return experience_worth(years, ended, on_year)
