"""Labels as vectors: character n-grams inside words, words and parts of compounds, and both in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

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


@dataclass(slots=True, eq=False)
class Similarities:
    """Similarity 0..1 of one title to every label, in three ways."""

    joint: Floats
    chars: Floats
    words: Floats

    def all(self) -> tuple[Floats, Floats, Floats]:
        """The three ways."""
        return self.joint, self.chars, self.words

    def blank(self, rows: Ints) -> None:
        """Act as if these labels were not there."""
        for part in self.all():
            part[rows] = 0.0


class LabelVectors:
    """Vectors of labels and what it takes to compare titles with them.

    Args:
        texts: normalised labels.
        splitter: takes compounds apart.
    """

    def __init__(self, texts: Sequence[str], splitter: CompoundSplitter) -> None:
        """Weigh the features of the labels by how rare they are."""
        self.splitter = splitter
        self._spaces = [CountVectorizer(analyzer=self.ngrams), CountVectorizer(analyzer=self.parts)]
        counts = [space.fit_transform(texts) for space in self._spaces]
        self.idf = [np.log((1 + len(texts)) / (1 + np.diff(part.tocsc().indptr))) + 1 for part in counts]
        weighed = [self._weigh(part, idf) for part, idf in zip(counts, self.idf, strict=True)]
        self._transposed = [part.T.tocsr() for part in weighed]
        self._norms = self._norms_of(weighed)

    def parts(self, text: str) -> list[str]:
        """Words of a text and the parts of its compounds."""
        found: list[str] = []
        for word in text.split():
            if word not in _EMPTY:
                pieces = self.splitter.split(word)
                found.extend(pieces if len(pieces) == 1 else (word, *pieces))
        return found

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
        return [
            Similarities(*(table[row] / (own[row] * other) for table, own, other in zip(
                (joint, chars, words), norms, self._norms, strict=True
            )))
            for row in range(len(texts))
        ]  # fmt: skip

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
