"""Texts as lists of words: what is needed to compare millions of them, exactly or by a quick upper bound.

The vector of a text follows from how often each feature of the text space occurs in it, and that is the sum over its
words. So words are looked up once per ranking, and a text costs as much as it has words. A *token* is a word with how
often one text says it; two texts that say it equally often share the token.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matching.tables import ByteTable, Ints, Offsets, Whole, spans, stacked_offsets
from matching.text import TextSpace, words_of

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The tokens of many texts.

    ``features`` are those of the text space that occur, ascending; ``counts`` says how often each token (rows) holds
    each of them (columns), ``by_feature`` is the same turned over with 1 + log(count).
    """

    tokens: ByteTable
    features: npt.NDArray[np.int32]
    counts: sparse.csr_matrix
    by_feature: sparse.csr_matrix

    @classmethod
    def of(cls, tokens: Sequence[str], space: TextSpace) -> "Vocabulary":
        """Vocabulary of tokens, written as `token` does."""
        parts = [token.partition(" ") for token in tokens]
        counts = space.word_counts([word for word, _, _ in parts])
        times = np.array([int(often or 1) for _, _, often in parts], dtype=np.float64)
        counts.data *= np.repeat(times, np.diff(counts.indptr))
        return cls.with_counts(ByteTable.of_texts(tokens), counts, np.arange(counts.shape[1], dtype=np.int32))

    @classmethod
    def with_counts(cls, tokens: ByteTable, counts: sparse.csr_matrix, features: npt.NDArray[np.int32]) -> "Vocabulary":
        """Vocabulary with these counts; ``features`` numbers their columns."""
        used, columns = np.unique(counts.indices, return_inverse=True)
        narrow = sparse.csr_matrix((counts.data, columns.ravel(), counts.indptr), shape=(counts.shape[0], len(used)))
        narrow.sort_indices()
        turned = narrow.T.tocsr()
        turned.data = 1 + np.log(turned.data)
        return cls(tokens, features[used].astype(np.int32), narrow, turned)

    def take(self, tokens: Ints) -> "Vocabulary":
        """The chosen tokens."""
        return self.with_counts(self.tokens.take(tokens), self.counts[tokens], self.features)

    @classmethod
    def stacked(cls, many: "Sequence[Vocabulary]") -> "tuple[Vocabulary, list[npt.NDArray[np.int32]]]":
        """One vocabulary for all, and per old one the new numbers of its tokens."""
        known: dict[bytes, int] = {}
        new, moved = [], []
        features = np.unique(np.concatenate([each.features for each in many]))
        for each in many:
            keys = [each.tokens[row] for row in range(len(each.tokens))]
            some = each.counts[[row for row, key in enumerate(keys) if key not in known]]
            columns = np.searchsorted(features, each.features)[some.indices]
            new.append(sparse.csr_matrix((some.data, columns, some.indptr), shape=(some.shape[0], len(features))))
            moved.append(np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int32))
        return cls.with_counts(ByteTable.of(known), sparse.vstack(new, format="csr"), features), moved

    def among(self, asked: npt.NDArray[np.int32]) -> tuple[Ints, Ints]:
        """Which of the asked features (ascending) occur here, and where."""
        at = np.searchsorted(self.features, asked)
        found = np.flatnonzero(at < len(self.features))
        found = found[self.features[at[found]] == asked[found]]
        return found, at[found]


@dataclass(frozen=True, eq=False)
class Bags:
    """Texts as tokens of a vocabulary: text n has ``tokens[offsets[n]:offsets[n + 1]]``.

    ``norms`` is the length of each vector before it is brought to one, zero for a text without words.
    """

    tokens: npt.NDArray[np.int32]
    offsets: Offsets
    norms: Floats

    def take(self, rows: Whole) -> "Bags":
        """The chosen texts."""
        at, begins = spans(self.offsets, rows)
        return Bags(self.tokens.take(at), begins, self.norms.take(rows))

    def renumbered(self, numbers: npt.NDArray[np.int32]) -> "Bags":
        """The same texts with other numbers for the tokens."""
        return Bags(numbers[self.tokens], self.offsets, self.norms)

    @classmethod
    def stacked(cls, many: "Sequence[Bags]") -> "Bags":
        """The texts below each other."""
        return cls(
            np.concatenate([each.tokens for each in many]),
            stacked_offsets([each.offsets for each in many]), np.concatenate([each.norms for each in many]),
        )  # fmt: skip


def token(word: str, times: int) -> str:
    """How a token is written: the word, and how often it is said when more than once."""
    return word if times == 1 else f"{word} {times}"


class BagBuilder:
    """Collects texts as tokens that are numbered in the order in which they come."""

    def __init__(self, known: dict[str, int]) -> None:
        """Share ``known``, the numbers of tokens, with other builders."""
        self._known = known
        self._pieces: list[npt.NDArray[np.int32]] = []
        self._ends = [0]

    def add(self, text: str) -> None:
        """One text more."""
        said = Counter(words_of(text))
        numbers = [self._known.setdefault(token(*each), len(self._known)) for each in said.items()]
        self._pieces.append(np.array(numbers, dtype=np.int32))
        self._ends.append(self._ends[-1] + len(numbers))

    def bags(self, vocabulary: Vocabulary, scale: Floats) -> Bags:
        """All texts, when the vocabulary is complete."""
        every = np.concatenate(self._pieces) if self._pieces else np.zeros(0, dtype=np.int32)
        made = Bags(every, np.array(self._ends, dtype=np.int64), np.zeros(0))
        return Bags(made.tokens, made.offsets, _norms(made, vocabulary, scale[vocabulary.features]))


_AT_ONCE = 50_000


def _norms(bags: Bags, vocabulary: Vocabulary, scale: Floats) -> Floats:
    """Length of each vector, some texts at a time."""
    norms = np.zeros(len(bags.offsets) - 1)
    for first in range(0, len(norms), _AT_ONCE):
        last = min(first + _AT_ONCE, len(norms))
        begins = bags.offsets[first : last + 1] - bags.offsets[first]
        tokens = bags.tokens[bags.offsets[first] : bags.offsets[last]]
        chosen = sparse.csr_matrix(
            (np.ones(len(tokens)), tokens.astype(np.int64), begins), shape=(last - first, len(vocabulary.tokens))
        )  # fmt: skip
        total = (chosen @ vocabulary.counts).tocsr()
        total.sort_indices()
        weights = (1 + np.log(total.data)) * scale[total.indices]
        norms[first:last] = np.sqrt(row_sums(weights * weights, total.indptr))
    return norms


def row_sums(values: npt.NDArray[np.floating[npt.NBitBase]], begins: Iterable[int] | Offsets) -> Floats:
    """Sum of each row of a table that may have empty rows."""
    starts = np.asarray(begins)
    sums = np.zeros(len(starts) - 1)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        sums[filled] = np.add.reduceat(values, starts[:-1][filled])
    return sums
