"""Labels as vectors: character n-grams inside words, words and parts of compounds, and both in one.

A vectoriser that knows what words mean (`Encoder`) may be added; nothing here needs one.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from matching.text import CompoundSplitter

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WORD_WEIGHT: Final = 3.0
_NGRAMS: Final = (3, 4, 5)
_EMPTY: Final = frozenset(("de", "het", "een", "van", "voor", "in", "op", "en", "of", "bij", "te", "met", "aan"))


class Encoder(Protocol):
    """Turns texts into vectors by meaning, so that titles without a letter in common can be near.

    A model learned with an encoder is only used with the same one. The library brings none along; an extra of the
    program may.
    """

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit vector a row (or zeros), the same for the same text on every call."""


@dataclass(slots=True, eq=False)
class Similarities:
    """Similarity 0..1 of one title to every label, in three ways, and by meaning when there is an encoder."""

    joint: Floats
    chars: Floats
    words: Floats
    meaning: Floats | None = None

    def all(self) -> tuple[Floats, ...]:
        """The ways there are."""
        known = (self.joint, self.chars, self.words)
        return known if self.meaning is None else (*known, self.meaning)

    def blank(self, rows: Ints) -> None:
        """Act as if these labels were not there."""
        for part in self.all():
            part[rows] = 0.0


def words_and_parts(text: str, splitter: CompoundSplitter) -> list[str]:
    """Words of a text and the parts of its compounds."""
    found: list[str] = []
    for word in text.split():
        if word not in _EMPTY:
            pieces = splitter.split(word)
            found.extend(pieces if len(pieces) == 1 else (word, *pieces))
    return found


class LabelVectors:
    """Vectors of labels and what it takes to compare titles with them.

    Args:
        texts: normalised labels.
        splitter: takes compounds apart.
        encoder: compares by meaning too.
    """

    def __init__(self, texts: Sequence[str], splitter: CompoundSplitter, *, encoder: Encoder | None = None) -> None:
        """Weigh the features of the labels by how rare they are."""
        self.splitter = splitter
        self.encoder = encoder
        self.meanings = None if encoder is None else encoder.encode(texts)
        self._spaces = [CountVectorizer(analyzer=self.ngrams), CountVectorizer(analyzer=self.parts)]
        counts = [space.fit_transform(texts) for space in self._spaces]
        self.idf = [np.log((1 + len(texts)) / (1 + np.diff(part.tocsc().indptr))) + 1 for part in counts]
        self.rows = [self._weigh(part, idf) for part, idf in zip(counts, self.idf, strict=True)]
        self.prepare()

    def with_texts(self, texts: Sequence[str], order: Ints) -> "LabelVectors":
        """Vectors of these labels and then more, put in another order; how rare a feature is stays as it was."""
        more = copy(self)
        added = [self._weigh(s.transform(texts), idf) for s, idf in zip(self._spaces, self.idf, strict=True)]
        more.rows = [sparse.vstack(both, format="csr")[order] for both in zip(self.rows, added, strict=True)]
        if self.encoder is not None and self.meanings is not None:
            more.meanings = np.concatenate([self.meanings, self.encoder.encode(texts)])[order]
        more.prepare()
        return more

    def prepare(self) -> None:
        """Work out of the rows what a comparison needs."""
        self._transposed = [part.T.tocsr() for part in self.rows]
        self._norms = self._norms_of(self.rows)

    def parts(self, text: str) -> list[str]:
        """Words of a text and the parts of its compounds."""
        return words_and_parts(text, self.splitter)

    def ngrams(self, text: str) -> list[str]:
        """Character n-grams inside the padded words of a text."""
        padded = [f" {word} " for word in text.split()]
        return [word[at : at + size] for word in padded for size in _NGRAMS for at in range(len(word) - size + 1)]

    def weight_of(self, part: str) -> float:
        """How rare a word or part is among the labels; a part that no label has counts as the rarest."""
        number = self._spaces[1].vocabulary_.get(part)
        return float(self.idf[1].max() if number is None else self.idf[1][number])

    def compare(self, texts: Sequence[str]) -> list[Similarities]:
        """Similarities of normalised titles to all labels."""
        queries = [self._weigh(s.transform(texts), idf) for s, idf in zip(self._spaces, self.idf, strict=True)]
        norms = self._norms_of(queries)
        chars, words = (
            np.asarray((query @ labels).todense()) for query, labels in zip(queries, self._transposed, strict=True)
        )
        joint = chars + WORD_WEIGHT**2 * words
        meanings: Sequence[Floats | None] = [None] * len(texts)
        if self.encoder is not None and self.meanings is not None:
            meanings = list(np.clip(self.encoder.encode(texts) @ self.meanings.T, 0, 1))
        found = []
        for row, meaning in enumerate(meanings):
            ways = zip((joint, chars, words), norms, self._norms, strict=True)
            joint_, chars_, words_ = (table[row] / (own[row] * other) for table, own, other in ways)
            found.append(Similarities(joint_, chars_, words_, meaning))
        return found

    @staticmethod
    def _weigh(counts: sparse.csr_matrix, idf: Floats) -> sparse.csr_matrix:
        weighed = counts.astype(np.float64).tocsr()
        weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
        return weighed

    @staticmethod
    def _norms_of(parts: Sequence[sparse.csr_matrix]) -> tuple[Floats, Floats, Floats]:
        chars, words = (np.asarray(part.multiply(part).sum(axis=1)).ravel() for part in parts)
        squares = (chars + WORD_WEIGHT**2 * words, chars, words)
        joint, chars, words = (np.sqrt(np.where(square > 0, square, 1.0)) for square in squares)
        return joint, chars, words
