"""One segment of a store: rows that were sorted and packed together and never change.

A store is one large segment and, after changes, a small one that is looked at too. A row that was replaced or removed
stays where it is and is no longer ``alive``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Final, Generic, Self, TypeVar

import numpy as np
import numpy.typing as npt

from matching import heads
from matching.bits import demands, lacks
from matching.cells import Cells, Kilometres, candidate_keys, reach_km, travel_key, vacancy_keys
from matching.columns import CandidateColumns, Columns, Strings, VacancyColumns, as_id
from matching.criteria import beschikbaarheid, uren
from matching.criteria.hard import Bools, Codes, Words
from matching.laid_out import LaidOut
from matching.phrases import CandidatePhrase, Phrase, VacancyPhrase, candidate_phrases, compared_phrases
from matching.records import decoded, encoded
from matching.tables import ByteTable, Ints
from matching.text import TextSpace
from matching.texts import Texts
from matching.types import DEFAULT_SETTINGS, CandidateProfile, Settings, VacancyQuery
from matching.validation import InvalidInputError

R = TypeVar("R", CandidateProfile, VacancyQuery)
C = TypeVar("C", bound=Columns)
Reach = tuple[Kilometres | float, Kilometres, Codes]
"""The farthest that matters (per cell, or for all); how far exactly, per row or per code; and the code per row."""

_AT_ONCE: Final = 20_000
_PER_ROW: Final = np.zeros(0, dtype=np.int8)
_MOST_REACHES: Final = 4_096


@dataclass(frozen=True, eq=False)
class Segment(Generic[R, C]):
    """Rows of a store. ``by_id`` holds the row numbers in the order of their ids."""

    columns: C
    texts: Texts
    laid: LaidOut
    records: ByteTable
    bits: Words
    cells: Cells
    by_id: npt.NDArray[np.int32]
    alive: Bools | None = None

    record_type: ClassVar[type[Any]]
    columns_type: ClassVar[type[Any]]
    whole: ClassVar[int]

    @classmethod
    def of(cls, records: Iterable[R], space: TextSpace) -> Self:
        """Segment with these records, read some at a time so that a million need not be held at once.

        Raises:
            InvalidInputError: an id is there twice.
        """
        columns: list[C] = []
        packed: list[ByteTable] = []

        def phrases() -> Iterable[list[Phrase]]:
            chunk: list[R] = []
            for record in records:
                chunk.append(record)
                yield cls._phrases(record)
                if len(chunk) == _AT_ONCE:
                    keep(chunk)
                    chunk = []
            keep(chunk)

        def keep(chunk: list[R]) -> None:
            columns.append(cls.columns_type.of(chunk))
            packed.append(ByteTable.of(map(encoded, chunk)))

        texts = Texts.of(phrases(), space, whole=cls.whole)
        return cls.sorted(cls.columns_type.stacked(columns), texts, ByteTable.stacked(packed))

    @classmethod
    def sorted(cls, columns: C, texts: Texts, records: ByteTable) -> Self:
        """Rows put in the order of their cells, and all that follows from the columns.

        Within a cell those who lack or demand the same stand together: whoever passes lies in longer runs of memory.
        """
        keys, bits = cls._keys(columns), cls._bits(columns)
        order = np.lexsort((bits, keys))
        if (order[1:] < order[:-1]).any():
            columns, texts, records = columns.take(order), texts.take(order), records.take(order)
        by_id = np.argsort(columns.ids, kind="stable").astype(np.int32)
        ids = columns.ids[by_id]
        twice = np.flatnonzero(ids[1:] == ids[:-1])
        if len(twice):
            message = f"{ids[twice[0]].decode('utf-8', 'replace')} is there twice"
            raise InvalidInputError(message)
        cells = Cells.of(columns, keys[order])  # type: ignore[arg-type]  # both kinds of columns have a place
        laid = LaidOut.of(texts, cls._heads(columns, cells, texts))
        return cls(columns, texts, laid, records, bits[order], cells, by_id)

    @classmethod
    def merged(cls, segments: "Sequence[Self]") -> Self:
        """One segment with what is alive in these."""
        kept = [segment.compact() for segment in segments]
        columns = cls.columns_type.stacked([segment.columns for segment in kept])
        texts = Texts.stacked([segment.texts for segment in kept])
        return cls.sorted(columns, texts, ByteTable.stacked([segment.records for segment in kept]))

    def compact(self) -> Self:
        """The same without the rows that are no longer alive."""
        if self.alive is None:
            return self
        rows = np.flatnonzero(self.alive)
        return self.sorted(self.columns.take(rows), self.texts.take(rows), self.records.take(rows))

    def __len__(self) -> int:
        """Return the number of rows that are alive."""
        return len(self.columns) if self.alive is None else self.living

    @cached_property
    def living(self) -> int:
        """The number of rows that are alive, counted once."""
        return len(self.columns) if self.alive is None else int(np.count_nonzero(self.alive))

    def rows_of(self, ids: Iterable[str]) -> Ints:
        """Rows of the ids that are here and alive."""
        width = self.columns.ids.dtype.itemsize
        wanted = [each for each in map(as_id, ids) if len(each) <= width]
        if not wanted or not len(self.columns):
            return np.zeros(0, dtype=np.int64)
        keys: Strings = np.array(wanted, dtype=self.columns.ids.dtype)
        at = np.searchsorted(self.columns.ids, keys, sorter=self.by_id)
        rows = self.by_id[np.minimum(at, len(self.by_id) - 1)].astype(np.int64)
        found = rows[self.columns.ids[rows] == keys]
        return found if self.alive is None else np.asarray(found[self.alive[found]])

    def record(self, row: int) -> R:
        """The record of a row, read back."""
        record: R = decoded(self.records[row], self.record_type)
        return record

    def id_of(self, row: int) -> str:
        """The id of a row."""
        return bytes(self.columns.ids[row]).decode("utf-8", "surrogatepass")

    def without(self, rows: Ints) -> Self:
        """The same segment in which these rows are no longer alive."""
        if not len(rows):
            return self
        alive = np.ones(len(self.columns), dtype=bool) if self.alive is None else self.alive.copy()
        alive[rows] = False
        return replace(self, alive=alive)

    def only(self, rows: Ints) -> Self:
        """The same segment in which just these rows are alive."""
        alive = np.zeros(len(self.columns), dtype=bool)
        alive[rows] = True
        return replace(self, alive=alive)

    def all_rows(self) -> Ints:
        """Every row that is alive."""
        return np.arange(len(self.columns)) if self.alive is None else np.flatnonzero(self.alive)

    def word(self, one: Any) -> np.uint64:
        """What the single row of the other side demands or lacks."""
        raise NotImplementedError

    def reach(self, one: Any, settings: Settings) -> Reach:
        """How far is near enough, as seen from the single row of the other side."""
        raise NotImplementedError

    def spared(self, one: Any) -> tuple[Bools, Bools]:
        """Whether hours, and the first day, can be changed: per vacancy of the rows, or of the single one."""
        raise NotImplementedError

    @classmethod
    def _phrases(cls, record: R) -> list[Phrase]:
        raise NotImplementedError

    @classmethod
    def _keys(cls, columns: C) -> Ints:
        raise NotImplementedError

    @classmethod
    def _bits(cls, columns: C) -> Words:
        raise NotImplementedError

    @classmethod
    def _heads(cls, columns: C, cells: Cells, texts: Texts) -> heads.Heads:
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class CandidateSegment(Segment[CandidateProfile, CandidateColumns]):
    """Candidates, sorted by how far they travel and where they live."""

    reaches: dict[tuple[object, ...], tuple[Kilometres, Kilometres]] = field(default_factory=dict)
    """How far everybody comes, per row and at most per cell, for each setting of travel that was asked for."""

    record_type = CandidateProfile
    columns_type = CandidateColumns
    whole = int(CandidatePhrase.WHOLE)

    @classmethod
    def _phrases(cls, record: CandidateProfile) -> list[Phrase]:
        return candidate_phrases(record)

    @classmethod
    def _keys(cls, columns: CandidateColumns) -> Ints:
        return candidate_keys(columns, DEFAULT_SETTINGS)

    @classmethod
    def _bits(cls, columns: CandidateColumns) -> Words:
        return lacks(columns)

    @classmethod
    def _heads(cls, columns: CandidateColumns, cells: Cells, texts: Texts) -> heads.Heads:
        return heads.of_candidates(columns, cells.points, texts.has)

    def word(self, one: VacancyColumns) -> np.uint64:
        """What this vacancy demands, in the bits of the rows."""
        return np.uint64(demands(one)[0])

    def spared(self, one: VacancyColumns) -> tuple[Bools, Bools]:
        """Whether this vacancy can change its hours, and its first day."""
        return uren.adaptable(one), beschikbaarheid.adaptable(one)

    def reach(self, one: VacancyColumns, settings: Settings) -> Reach:
        """How far anybody of each cell comes, and how far each row does, to this vacancy."""
        by_bus = bool(one.public_transport[0] != 0)
        key = (by_bus, *travel_key(settings))
        if key not in self.reaches:
            rows = reach_km(self.columns, settings, public_transport=by_bus)
            starts = self.cells.starts[:-1]
            self.reaches[key] = (rows, np.maximum.reduceat(rows, starts) if len(starts) else rows)
        rows, groups = self.reaches[key]
        return groups, rows, _PER_ROW


@dataclass(frozen=True, eq=False)
class VacancySegment(Segment[VacancyQuery, VacancyColumns]):
    """Vacancies, sorted by where the work is."""

    reaches: dict[tuple[object, ...], tuple[float, Kilometres]] = field(default_factory=dict)
    """How far somebody comes at most, and by whether public transport comes there, for what was asked before."""

    record_type = VacancyQuery
    columns_type = VacancyColumns
    whole = int(VacancyPhrase.WHOLE)

    @classmethod
    def _phrases(cls, record: VacancyQuery) -> list[Phrase]:
        return compared_phrases(record)

    @classmethod
    def _keys(cls, columns: VacancyColumns) -> Ints:
        return vacancy_keys(columns)

    @classmethod
    def _bits(cls, columns: VacancyColumns) -> Words:
        return demands(columns)

    @classmethod
    def _heads(cls, columns: VacancyColumns, cells: Cells, texts: Texts) -> heads.Heads:
        del texts
        return heads.of_vacancies(columns, cells.points)

    def word(self, one: CandidateColumns) -> np.uint64:
        """What this candidate lacks, in the bits of the rows."""
        return np.uint64(lacks(one)[0])

    def spared(self, one: CandidateColumns) -> tuple[Bools, Bools]:
        """Which vacancies can change their hours, and their first day."""
        del one
        return self._spared

    @cached_property
    def _spared(self) -> tuple[Bools, Bools]:
        return uren.adaptable(self.columns), beschikbaarheid.adaptable(self.columns)

    def reach(self, one: CandidateColumns, settings: Settings) -> Reach:
        """How far this candidate comes at most, and where public transport comes, or not, or it is not known."""
        minutes = None if np.isnan(one.max_travel[0]) else float(one.max_travel[0])  # NaN is no key: it is not itself
        key = int(one.transport[0]), minutes, *travel_key(settings)
        found = self.reaches.get(key)
        if found is None:
            without, with_ = (reach_km(one, settings, public_transport=by_bus)[0] for by_bus in (False, True))
            found = float(max(without, with_)), np.array([without, with_, with_], dtype=np.float32)
            if len(self.reaches) >= _MOST_REACHES:
                self.reaches.clear()
            self.reaches[key] = found
        return *found, self.columns.public_transport
