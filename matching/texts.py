"""The texts of many records: every distinct phrase once, and who has which in what role.

Similarity is computed per distinct phrase and then gathered, never per person. The whole of what somebody wrote
differs for nearly everybody, so it is kept as a list of words and put together only for who may still win.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.phrases import Phrase
from matching.tables import ByteTable, Ints, Offsets, spans, stacked_offsets
from matching.text import TextSpace
from matching.vocabulary import BagBuilder, Bags, Vocabulary

Floats = npt.NDArray[np.float64]

_LONG_AGO_YEARS: Final = 20.0
_LONG_AGO_WORTH: Final = 0.6
_FULL_YEARS: Final = 3.0
_SHORT_WORTH: Final = 0.75
_AT_ONCE: Final = 50_000
NOT_LINKED: Final = -1


@dataclass(frozen=True, eq=False)
class Texts:
    """The phrases of many records.

    A distinct phrase is a text with the occupation it was linked to: a row of ``strings``, ``phrases`` and ``uri``.
    ``offsets`` cuts the occurrences ``text`` (which distinct phrase), ``kind`` and ``term`` into records; every record
    has at least one (the empty phrase). ``terms`` holds the distinct (weight, reach, years, ended year) of occurrences.
    ``has`` has a bit per kind that a record holds. ``wholes`` has a row per record: everything it says together.
    """

    vocabulary: Vocabulary
    strings: ByteTable
    phrases: Bags
    uris: tuple[str, ...]
    uri: Ints
    text: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int8]
    term: npt.NDArray[np.int32]
    terms: Floats
    has: npt.NDArray[np.int16]
    offsets: Offsets
    wholes: Bags
    worths: dict[float, Floats] = field(default_factory=dict)
    """What `worth` answered for the year that was asked last."""

    @classmethod
    def of(cls, records: Iterable[Sequence[Phrase]], space: TextSpace, *, whole: int) -> "Texts":
        """Texts of the records, in their order; ``whole`` is the kind of the phrase that holds everything."""
        distinct: dict[tuple[str, str | None], int] = {}
        terms: dict[tuple[float, float, float | None, float | None], int] = {}
        columns: tuple[list[int], list[int], list[int]] = ([], [], [])
        pieces: list[npt.NDArray[np.int32]] = []
        tokens: dict[str, int] = {}
        everything = BagBuilder(tokens)
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
            everything.add(total)
            has.append(bits)
            ends.append(ends[-1] + len(record) - (bits >> whole & 1))
            if len(columns[0]) >= _AT_ONCE:
                pieces.append(np.array(columns, dtype=np.int32))
                columns = ([], [], [])
        table = np.concatenate([*pieces, np.array(columns, dtype=np.int32)], axis=1)
        uris: dict[str, int] = {}
        linked = [NOT_LINKED if uri is None else uris.setdefault(uri, len(uris)) for _, uri in distinct]
        phrases = BagBuilder(tokens)
        for text, _ in distinct:
            phrases.add(text)
        vocabulary = Vocabulary.of(tuple(tokens), space)
        return cls(
            vocabulary=vocabulary, strings=ByteTable.of_texts(text for text, _ in distinct),
            phrases=phrases.bags(vocabulary, space.scale), uris=tuple(uris),
            uri=np.array(linked, dtype=np.int64), text=table[0], kind=table[1].astype(np.int8),
            term=table[2], terms=np.array(list(terms), dtype=np.float64).reshape(-1, 4),
            has=np.array(has, dtype=np.int16), offsets=np.array(ends, dtype=np.int64),
            wholes=everything.bags(vocabulary, space.scale),
        )  # fmt: skip

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.offsets) - 1

    def take(self, rows: Ints) -> "Texts":
        """The chosen records; phrases and words that nobody uses any more are dropped."""
        at, begins = spans(self.offsets, rows)
        used, text = np.unique(self.text[at], return_inverse=True)
        phrases, wholes = self.phrases.take(used.astype(np.int64)), self.wholes.take(rows)
        said = np.unique(np.concatenate([phrases.tokens, wholes.tokens])).astype(np.int64)
        numbers = np.zeros(len(self.vocabulary.tokens), dtype=np.int32)
        numbers[said] = np.arange(len(said))
        return Texts(
            vocabulary=self.vocabulary.take(said), strings=self.strings.take(used.astype(np.int64)),
            phrases=phrases.renumbered(numbers), uris=self.uris, uri=self.uri[used],
            text=text.ravel().astype(np.int32), kind=self.kind[at], term=self.term[at], terms=self.terms,
            has=self.has[rows], offsets=begins, wholes=wholes.renumbered(numbers),
        )  # fmt: skip

    @classmethod
    def stacked(cls, parts: "Sequence[Texts]") -> "Texts":
        """The records of all parts below each other."""
        known: dict[tuple[bytes, str | None], int] = {}
        uris: dict[str, int] = {}
        new, moved, linked = [], [], []
        vocabulary, numbers = Vocabulary.stacked([part.vocabulary for part in parts])
        for part, tokens in zip(parts, numbers, strict=True):
            of_part = (*part.uris, None)
            keys = [(part.strings[row], of_part[part.uri[row]]) for row in range(len(part.strings))]
            fresh = [row for row, key in enumerate(keys) if key not in known]
            new.append(part.phrases.take(np.array(fresh, dtype=np.int64)).renumbered(tokens))
            linked += [_numbered(uris, keys[row][1]) for row in fresh]
            moved.append(np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int32)[part.text])
        first = np.cumsum([0, *(len(part.terms) for part in parts)])
        term = [(part.term + start).astype(np.int32) for part, start in zip(parts, first, strict=False)]
        return cls(
            vocabulary=vocabulary, strings=ByteTable.of(text for text, _ in known), phrases=Bags.stacked(new),
            uris=tuple(uris), uri=np.array(linked, dtype=np.int64), text=np.concatenate(moved),
            kind=np.concatenate([part.kind for part in parts]), term=np.concatenate(term),
            terms=np.concatenate([part.terms for part in parts]), has=np.concatenate([part.has for part in parts]),
            offsets=stacked_offsets([part.offsets for part in parts]),
            wholes=Bags.stacked([
                part.wholes.renumbered(tokens) for part, tokens in zip(parts, numbers, strict=True)
            ]),
        )  # fmt: skip

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
        found = self.worths.get(on_year)
        if found is None:
            found = experience_worth(self.terms[:, 2], self.terms[:, 3], on_year)
            self.worths.clear()  # another day: hardly anybody asks for the one before any more
            self.worths[on_year] = found
        return found


def experience_worth(years: Floats, ended: Floats, on_year: float) -> Floats:
    """Worth of experience, 0..1: three years is full, twenty years ago is 0.6; what is not known costs nothing."""
    length = _SHORT_WORTH + (1 - _SHORT_WORTH) * np.clip(years / _FULL_YEARS, 0, 1)
    ago = 1 - (1 - _LONG_AGO_WORTH) * np.clip((on_year - ended) / _LONG_AGO_YEARS, 0, 1)
    return np.asarray(np.where(np.isnan(length), 1.0, length) * np.where(np.isnan(ago), 1.0, ago))


def _numbered(known: dict[str, int], uri: str | None) -> int:
    return NOT_LINKED if uri is None else known.setdefault(uri, len(known))
