"""What a bound reads of each record, next to each other: comparing many people waits for memory more than it computes.

A record is a run of 32-bit words: those of its columns (`matching.heads`); how many words its whole text has, one over
the length of that vector (as a float, 0 without words), how many phrases there are and how many words in all of those;
the words of the whole and then of every phrase; and per phrase its kind with how many words it has, its term, and one
over the length of its vector. Words lie together and what is said of phrases lies together, so that a loop runs through
each without asking at every phrase where it ends. It follows from `matching.texts`, which keeps the same for exact
comparisons.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.heads import WIDTH, Heads
from matching.tables import Ints, Offsets
from matching.texts import Texts

HEAD: Final = 4
"""Words after those of the columns, before those of the texts."""
PHRASE: Final = 3
"""Words about each phrase."""
KIND_BITS: Final = 8


@dataclass(frozen=True, eq=False)
class LaidOut:
    """Records as runs of words: record n is ``words[starts[n]:starts[n + 1]]``."""

    words: npt.NDArray[np.int32]
    starts: Offsets

    @property
    def plain(self) -> tuple[Offsets, npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """Where records begin, and their words as whole numbers and as floats."""
        return self.starts, self.words, self.words.view(np.float32)

    @classmethod
    def of(cls, texts: Texts, heads: Heads) -> "LaidOut":
        """Lay out these texts, each with what bounds read of its columns before it."""
        said, wholes, phrases = np.diff(texts.offsets), texts.wholes, texts.phrases.take(texts.text)
        in_whole, in_phrases = np.diff(wholes.offsets), np.diff(phrases.offsets[texts.offsets])
        starts = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum(WIDTH + HEAD + in_whole + in_phrases + PHRASE * said, out=starts[1:])
        words = np.empty(starts[-1], dtype=np.int32)
        lengths = words.view(np.float32)
        words[starts[:-1, None] + np.arange(WIDTH)] = heads
        first = starts[:-1] + WIDTH
        words[first], lengths[first + 1], words[first + 2] = in_whole, _one_over(wholes.norms, nothing=0), said
        words[first + 3] = in_phrases
        _spread(words, first + HEAD, wholes.tokens, wholes.offsets)
        first += HEAD + in_whole
        _spread(words, first, phrases.tokens, phrases.offsets[texts.offsets])
        first = np.repeat(first + in_phrases - PHRASE * texts.offsets[:-1], said) + PHRASE * np.arange(len(texts.text))
        words[first] = texts.kind.astype(np.int64) | np.diff(phrases.offsets) << KIND_BITS
        words[first + 1], lengths[first + 2] = texts.term, _one_over(phrases.norms, nothing=1)
        return cls(words, starts)


def _spread(words: npt.NDArray[np.int32], places: Ints, tokens: npt.NDArray[np.int32], offsets: Offsets) -> None:
    """Put the tokens of each text where they belong."""
    words[np.repeat(places - offsets[:-1], np.diff(offsets)) + np.arange(len(tokens))] = tokens


def _one_over(norms: npt.NDArray[np.float64], *, nothing: float) -> npt.NDArray[np.float64]:
    """What a product is to be multiplied with to become a cosine; ``nothing`` where there is nothing to compare."""
    return np.where(norms > 0, 1 / np.where(norms > 0, norms, 1), nothing)
