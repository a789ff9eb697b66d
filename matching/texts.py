"""The texts of many records: every distinct phrase once, and who has which in what role.

Similarity is computed per distinct phrase and then gathered, never per person. The whole of what somebody wrote
differs for nearly everybody, so it is kept as a list of words and put together only for who may still win.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matching.phrases import Phrase
from matching.tables import ByteTable, Ints, Offsets, segments, smallest, stacked_offsets
from matching.text import TextSpace, words_of

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.signedinteger[Any]]

_LONG_AGO_YEARS: Final = 20.0
_LONG_AGO_WORTH: Final = 0.6
_FULL_YEARS: Final = 3.0
_SHORT_WORTH: Final = 0.75
_AT_ONCE: Final = 50_000
NOT_LINKED: Final = -1


@dataclass(frozen=True, eq=False)
class Postings:
    """A table turned over: per feature that occurs (ascending) the rows that have it."""

    features: npt.NDArray[np.int32]
    rows: sparse.csr_matrix

    @classmethod
    def of(cls, table: sparse.csr_matrix) -> "Postings":
        """Postings of a table with a row per phrase or word and a column per feature."""
        features, columns = np.unique(table.indices, return_inverse=True)
        narrow = sparse.csr_matrix(
            (table.data, columns.ravel(), table.indptr), shape=(table.shape[0], len(features))
        )  # fmt: skip
        return cls(features.astype(np.int32), narrow.T.tocsr())

    def among(self, asked: npt.NDArray[np.int32]) -> tuple[Ints, sparse.csr_matrix]:
        """Which of the asked features (ascending) occur here, and the rows that have them."""
        at = np.searchsorted(self.features, asked)
        found = np.flatnonzero(at < len(self.features))
        found = found[self.features[at[found]] == asked[found]]
        return found, self.rows[at[found]]


@dataclass(frozen=True, eq=False)
class Wholes:
    """Everything that each record says, as words: record n has ``words[bag[offsets[n]:offsets[n + 1]]]``.

    ``counts`` says per distinct word how often it holds each feature of the text space; ``norms`` is the length of
    each whole vector before it is brought to one, zero for who said nothing.
    """

    words: ByteTable
    counts: sparse.csr_matrix
    bag: npt.NDArray[np.int32]
    offsets: Offsets
    norms: Floats

    @classmethod
    def of(cls, texts: Iterable[str], space: TextSpace) -> "Wholes":
        """Wholes of these texts."""
        known: dict[str, int] = {}
        bag: list[npt.NDArray[np.int32]] = []
        ends = [0]
        for text in texts:
            numbers = [known.setdefault(word, len(known)) for word in words_of(text)]
            bag.append(np.array(numbers, dtype=np.int32))
            ends.append(ends[-1] + len(numbers))
        counts = space.word_counts(tuple(known))
        every = np.concatenate(bag) if bag else np.zeros(0, dtype=np.int32)
        offsets = np.array(ends, dtype=np.int64)
        return cls(ByteTable.of_texts(known), counts, every, offsets, _norms(counts, every, offsets, space.scale))

    def take(self, rows: Ints) -> "Wholes":
        """The chosen records; words that nobody uses any more are dropped."""
        at, begins = segments(self.offsets, rows)
        used, bag = np.unique(self.bag[at], return_inverse=True)
        return Wholes(
            self.words.take(used.astype(np.int64)), self.counts[used], bag.ravel().astype(np.int32), begins,
            self.norms[rows],
        )  # fmt: skip

    @classmethod
    def stacked(cls, parts: "Sequence[Wholes]") -> "Wholes":
        """The records of all parts below each other."""
        known: dict[bytes, int] = {}
        new, bags = [], []
        for part in parts:
            words = [part.words[row] for row in range(len(part.words))]
            new.append(part.counts[[row for row, word in enumerate(words) if word not in known]])
            moved = np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int32)
            bags.append(moved[part.bag])
        return cls(
            ByteTable.of(known), sparse.vstack(new, format="csr"), np.concatenate(bags),
            stacked_offsets([part.offsets for part in parts]), np.concatenate([part.norms for part in parts]),
        )  # fmt: skip

    @cached_property
    def postings(self) -> "Postings":
        """Per feature the words that have it, and how often."""
        return Postings.of(self.counts)


@dataclass(frozen=True, eq=False)
class Texts:
    """The phrases of many records.

    A distinct phrase is a text with the occupation it was linked to: ``vectors`` and ``uri`` have a row for each.
    ``offsets`` cuts the occurrences ``text`` (which distinct phrase), ``kind`` and ``term`` into records; every record
    has at least one (the empty phrase). ``terms`` holds the distinct (weight, reach, years, ended year) of occurrences.
    ``has`` has a bit per kind that a record holds.
    """

    strings: ByteTable
    vectors: sparse.csr_matrix
    uris: tuple[str, ...]
    uri: Ints
    text: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int8]
    term: Numbers
    terms: Floats
    has: npt.NDArray[np.int16]
    offsets: Offsets
    wholes: Wholes

    @classmethod
    def of(cls, records: Iterable[Sequence[Phrase]], space: TextSpace, *, whole: int) -> "Texts":
        """Texts of the records, in their order; ``whole`` is the kind of the phrase that holds everything."""
        distinct: dict[tuple[str, str | None], int] = {}
        terms: dict[tuple[float, float, float | None, float | None], int] = {}
        columns: tuple[list[int], list[int], list[int]] = ([], [], [])
        pieces: list[npt.NDArray[np.int32]] = []
        everything: list[str] = []
        ends, has = [0], []
        for record in records:
            total, bits = "", 0
            for phrase in record:
                bits |= 1 << phrase.kind
                if phrase.kind == whole:
                    total = phrase.text
                    continue
                term = (phrase.weight, phrase.reach, phrase.years, phrase.ended_year)
                columns[0].append(distinct.setdefault((phrase.text, phrase.uri), len(distinct)))
                columns[1].append(phrase.kind)
                columns[2].append(terms.setdefault(term, len(terms)))
            everything.append(total)
            has.append(bits)
            ends.append(ends[-1] + len(record) - (bits >> whole & 1))
            if len(columns[0]) >= _AT_ONCE:
                pieces.append(np.array(columns, dtype=np.int32))
                columns = ([], [], [])
        table = np.concatenate([*pieces, np.array(columns, dtype=np.int32)], axis=1)
        uris: dict[str, int] = {}
        linked = [NOT_LINKED if uri is None else uris.setdefault(uri, len(uris)) for _, uri in distinct]
        texts = [text for text, _ in distinct]
        return cls(
            strings=ByteTable.of_texts(texts), vectors=space.encode(texts), uris=tuple(uris),
            uri=np.array(linked, dtype=np.int64), text=table[0], kind=table[1].astype(np.int8),
            term=smallest(table[2].astype(np.int64)), terms=np.array(list(terms), dtype=np.float64).reshape(-1, 4),
            has=np.array(has, dtype=np.int16), offsets=np.array(ends, dtype=np.int64),
            wholes=Wholes.of(everything, space),
        )  # fmt: skip

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.offsets) - 1

    def take(self, rows: Ints) -> "Texts":
        """The chosen records; phrases that nobody uses any more are dropped."""
        at, begins = segments(self.offsets, rows)
        used, text = np.unique(self.text[at], return_inverse=True)
        return Texts(
            strings=self.strings.take(used.astype(np.int64)), vectors=self.vectors[used], uris=self.uris,
            uri=self.uri[used], text=text.ravel().astype(np.int32), kind=self.kind[at], term=self.term[at],
            terms=self.terms, has=self.has[rows], offsets=begins, wholes=self.wholes.take(rows),
        )  # fmt: skip

    @classmethod
    def stacked(cls, parts: "Sequence[Texts]") -> "Texts":
        """The records of all parts below each other."""
        known: dict[tuple[bytes, str | None], int] = {}
        uris: dict[str, int] = {}
        new, moved, linked = [], [], []
        for part in parts:
            of_part = (*part.uris, None)
            keys = [(part.strings[row], of_part[part.uri[row]]) for row in range(len(part.strings))]
            fresh = [row for row, key in enumerate(keys) if key not in known]
            new.append(part.vectors[fresh])
            linked += [_numbered(uris, keys[row][1]) for row in fresh]
            moved.append(np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int32)[part.text])
        first = np.cumsum([0, *(len(part.terms) for part in parts)])
        term = [part.term.astype(np.int64) + start for part, start in zip(parts, first, strict=False)]
        return cls(
            strings=ByteTable.of(text for text, _ in known), vectors=sparse.vstack(new, format="csr"),
            uris=tuple(uris), uri=np.array(linked, dtype=np.int64), text=np.concatenate(moved),
            kind=np.concatenate([part.kind for part in parts]), term=smallest(np.concatenate(term)),
            terms=np.concatenate([part.terms for part in parts]), has=np.concatenate([part.has for part in parts]),
            offsets=stacked_offsets([part.offsets for part in parts]),
            wholes=Wholes.stacked([part.wholes for part in parts]),
        )  # fmt: skip

    @cached_property
    def postings(self) -> "Postings":
        """Per feature the phrases that have it."""
        return Postings.of(self.vectors)

    @property
    def weight(self) -> Floats:
        """Per term the part of its kind in a vacancy."""
        return self.terms[:, 0]

    @property
    def reach(self) -> Floats:
        """Per term how strongly it stands for the whole vacancy."""
        return self.terms[:, 1]

    def worth(self, on_year: float) -> Floats:
        """Per term what experience so long and so long ago is worth, 0..1."""
        return experience_worth(self.terms[:, 2], self.terms[:, 3], on_year)


def experience_worth(years: Floats, ended: Floats, on_year: float) -> Floats:
    """Worth of experience, 0..1: three years is full, twenty years ago is 0.6; what is not known costs nothing."""
    length = _SHORT_WORTH + (1 - _SHORT_WORTH) * np.clip(years / _FULL_YEARS, 0, 1)
    ago = 1 - (1 - _LONG_AGO_WORTH) * np.clip((on_year - ended) / _LONG_AGO_YEARS, 0, 1)
    return np.asarray(np.where(np.isnan(length), 1.0, length) * np.where(np.isnan(ago), 1.0, ago))


def _numbered(known: dict[str, int], uri: str | None) -> int:
    return NOT_LINKED if uri is None else known.setdefault(uri, len(known))


def _norms(counts: sparse.csr_matrix, bag: npt.NDArray[np.int32], offsets: Offsets, scale: Floats) -> Floats:
    """Length of each whole vector, some records at a time."""
    norms = np.zeros(len(offsets) - 1)
    features, columns = np.unique(counts.indices, return_inverse=True)
    narrow = sparse.csr_matrix((counts.data, columns.ravel(), counts.indptr), shape=(counts.shape[0], len(features)))
    scale = scale[features]
    for first in range(0, len(norms), _AT_ONCE):
        last = min(first + _AT_ONCE, len(norms))
        part = slice(offsets[first], offsets[last])
        begins = offsets[first : last + 1] - offsets[first]
        chosen = sparse.csr_matrix((np.ones(begins[-1]), bag[part], begins), shape=(last - first, counts.shape[0]))
        total = chosen @ narrow
        weights = (1 + np.log(total.data)) * scale[total.indices]
        norms[first:last] = np.sqrt(row_sums(weights * weights, total.indptr))
    return norms


def row_sums(values: npt.NDArray[np.floating[Any]], begins: npt.NDArray[Any]) -> Floats:
    """Sum of each row of a table that may have empty rows."""
    sums = np.zeros(len(begins) - 1)
    filled = np.flatnonzero(np.diff(begins))
    if len(filled):
        sums[filled] = np.add.reduceat(values, begins[:-1][filled])
    return sums
