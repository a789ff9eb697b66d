"""Rows of different lengths in flat arrays: texts as bytes, and lists as one array cut by offsets.

Flat arrays can be saved and memory-mapped as they are, and cost no Python object per row.
"""

import mmap
import os
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Offsets = npt.NDArray[np.int64]
Whole = npt.NDArray[np.signedinteger[Any]]
"""Whole numbers in whatever width holds them."""


class FileBytes:
    """The bytes of an array in a file (``.npy``), read where they are asked for and not mapped.

    Of records a ranking reads a few far apart; of a mapped file each would bring its whole neighbourhood into memory. A
    file that is removed stays readable as long as this is there.
    """

    def __init__(self, path: Path) -> None:
        """Open the file."""
        whole = np.load(path, mmap_mode="r", allow_pickle=False)
        self._begin, self._length, self._kind = whole.offset, len(whole), whole.dtype
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        """Return the number of bytes."""
        return self._length

    def __getitem__(self, which: Any) -> npt.NDArray[np.uint8]:
        """Some bytes: next to each other, or chosen ones."""
        if not isinstance(which, slice):
            return cast("npt.NDArray[np.uint8]", np.asarray(self)[which])
        first, end, _ = which.indices(self._length)
        read = os.pread(self._file, max(end - first, 0), self._begin + first)
        return np.frombuffer(read, dtype=self._kind)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[Any]:  # noqa: FBT001 (numpy asks it so)
        """All of it, mapped."""
        del copy
        whole = mmap.mmap(self._file, 0, access=mmap.ACCESS_READ)
        return np.asarray(np.frombuffer(whole, self._kind, self._length, self._begin), dtype=dtype)


@dataclass(frozen=True, slots=True, eq=False)
class ByteTable:
    """Texts or records as bytes, one a row: row n is ``data[offsets[n]:offsets[n + 1]]``."""

    data: npt.NDArray[np.uint8] | FileBytes
    offsets: Offsets

    @classmethod
    def of(cls, rows: Iterable[bytes]) -> "ByteTable":
        """Table of these rows."""
        kept = bytearray()
        ends = [0]
        for row in rows:
            kept += row
            ends.append(len(kept))
        return cls(np.frombuffer(bytes(kept), dtype=np.uint8), np.array(ends, dtype=np.int64))

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> "ByteTable":
        """Table of these texts; half an emoji (a lone surrogate) is kept as it is."""
        return cls.of(text.encode("utf-8", "surrogatepass") for text in texts)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> bytes:
        """One row."""
        return self.data[self.offsets[row] : self.offsets[row + 1]].tobytes()

    def text(self, row: int) -> str:
        """One row as text."""
        return self[row].decode("utf-8", "surrogatepass")

    def texts(self) -> list[str]:
        """All rows as texts."""
        whole = self.data[:].tobytes()
        ends = self.offsets.tolist()
        return [whole[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(ends)]

    def take(self, rows: Ints) -> "ByteTable":
        """The chosen rows, in the order of ``rows``."""
        at, begins = spans(self.offsets, rows)
        return ByteTable(self.data[at], begins)

    @classmethod
    def stacked(cls, tables: "Sequence[ByteTable]") -> "ByteTable":
        """The tables below each other."""
        return cls(np.concatenate([table.data for table in tables]), stacked_offsets([t.offsets for t in tables]))


def spans(offsets: Offsets, rows: Whole) -> tuple[Ints, Offsets]:
    """Positions of everything that belongs to the chosen rows, and where each row begins (and the last ends)."""
    first = offsets.take(rows)
    lengths = offsets[1:].take(rows) - first  # rows + 1 would run out of a narrow type at its last number
    begins = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(lengths, out=begins[1:])
    at = np.arange(begins[-1])
    at += np.repeat(first - begins[:-1], lengths)
    return at, begins


def distinct(numbers: Whole, count: int) -> tuple[Ints, Ints]:
    """The numbers (of so many there are) that occur, ascending, and where among them each stands."""
    here = np.zeros(count, dtype=bool)
    here[numbers] = True
    found = here.nonzero()[0]
    place = np.empty(count, dtype=np.int64)
    place[found] = np.arange(len(found))
    return found, place.take(numbers)


def stacked_offsets(parts: Sequence[Offsets]) -> Offsets:
    """Offsets of lists that are put below each other."""
    ends = np.cumsum([0, *(part[-1] for part in parts)])
    moved = [part[1:] + end for part, end in zip(parts, ends, strict=False)]
    return np.concatenate([np.zeros(1, dtype=np.int64), *moved]).astype(np.int64)


def smallest(values: npt.NDArray[np.int64]) -> Whole:
    """The same whole numbers in the smallest signed type that holds them."""
    most = int(np.abs(values).max(initial=0))
    for kind in (np.int8, np.int16, np.int32):
        if most <= np.iinfo(kind).max:
            return values.astype(kind)
    return values
