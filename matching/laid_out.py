"""What a bound reads of each record, next to each other: comparing many people waits for memory more than it computes.

A record is a run of 32-bit words: those of its columns (`matching.heads`), how many words its whole text has, the
length of that vector (as a float), how many phrases there are and the words of the whole; then per phrase its kind and
how many words it has, its term, the length of its vector and its words. It follows from `matching.texts`, which keeps
the same for exact comparisons.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.heads import WIDTH, Heads
from matching.tables import Ints, Offsets
from matching.texts import Texts

HEAD: Final = 3
"""Words before those of a text, both of a record and of a phrase."""
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
        in_whole, in_phrase = np.diff(wholes.offsets), np.diff(phrases.offsets)
        ends = np.concatenate([[0], np.cumsum(HEAD + in_phrase)])
        starts = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum(WIDTH + HEAD + in_whole + np.diff(ends[texts.offsets]), out=starts[1:])
        words = np.empty(starts[-1], dtype=np.int32)
        lengths = words.view(np.float32)
        words[starts[:-1, None] + np.arange(WIDTH)] = heads
        first = starts[:-1] + WIDTH
        words[first], lengths[first + 1], words[first + 2] = in_whole, wholes.norms, said
        _spread(words, first + HEAD, wholes.tokens, wholes.offsets)
        first = np.repeat(first + HEAD + in_whole - ends[texts.offsets[:-1]], said) + ends[:-1]
        words[first] = texts.kind.astype(np.int64) | in_phrase << KIND_BITS
        words[first + 1], lengths[first + 2] = texts.term, phrases.norms
        _spread(words, first + HEAD, phrases.tokens, phrases.offsets)
        return cls(words, starts)


def _spread(words: npt.NDArray[np.int32], places: Ints, tokens: npt.NDArray[np.int32], offsets: Offsets) -> None:
    """Put the tokens of each text where they belong."""
    words[np.repeat(places - offsets[:-1], np.diff(offsets)) + np.arange(len(tokens))] = tokens
