"""The numbers of many profiles as columns, so that one rule decides about all of them at once.

Unknown is NaN in a column of floats and -1 in a column of whole numbers. Columns are as narrow as their values allow
without rounding: levels take a byte, days 32 bits, hours and places the 64 bits of a Python float. A rule works on a
`VacancyColumns` and a `CandidateColumns` of which at least one has a single row; numpy stretches that row over the
other side, so the same rule serves one vacancy against all candidates, one candidate against all vacancies, and one
pair.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any, Final, Self, cast

import numpy as np
import numpy.typing as npt

from matching.lexicon import needs_condition
from matching.phrases import task_shares
from matching.text import normalise, words_of
from matching.types import GUIDANCE, SHIFTS, TRANSPORT, WORK_CONDITIONS, CandidateProfile, VacancyQuery

Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.signedinteger[Any]]
Rows = npt.NDArray[np.int64]
Strings = npt.NDArray[np.bytes_]
Labels = tuple[str, ...]

UNKNOWN: Final = -1
UNNAMED_SHARE: Final = 0.35
"""Share of the work taken for a condition that no task or title names: part of the place, not of one task."""
TITLE_SHARE: Final = 0.6
"""Lowest share of the work for a condition that the title names: it is the core of the job."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelSets:
    """A column of sets of free labels (diplomas, licences): ``ids`` point into the distinct ``sets``."""

    ids: Ints
    sets: tuple[Labels, ...]
    seen: dict[Labels, npt.NDArray[np.bool_]] = field(default_factory=dict)
    """Answers of `compare_sets` per set of the other side: the same few diplomas are asked for again and again."""

    @classmethod
    def of(cls, values: Iterable[Labels | None]) -> "LabelSets":
        """Column of the given sets; ``None`` is not known."""
        known: dict[Labels, int] = {}
        ids = [UNKNOWN if labels is None else known.setdefault(labels, len(known)) for labels in values]
        return cls(np.array(ids, dtype=np.int32), tuple(known))

    def __getitem__(self, rows: Rows) -> "LabelSets":
        """The chosen rows."""
        return LabelSets(self.ids[rows], self.sets, self.seen)

    @classmethod
    def stacked(cls, columns: "Sequence[LabelSets]") -> "LabelSets":
        """The columns below each other."""
        known: dict[Labels, int] = {}
        ids = []
        for column in columns:
            moved = [known.setdefault(labels, len(known)) for labels in column.sets] + [UNKNOWN]
            ids.append(np.array(moved, dtype=np.int32)[column.ids])
        return cls(np.concatenate(ids), tuple(known))

    def empty_sets(self) -> npt.NDArray[np.bool_]:
        """Which of the distinct sets ask for nothing, and last (not known) false."""
        return np.array([*(not labels for labels in self.sets), False])

    def compare_sets(
        self, held: "LabelSets", missing: Callable[[Labels, Labels], Labels], *, forward: bool
    ) -> npt.NDArray[np.bool_]:  # fmt: skip
        """Is anything missing, per distinct set of the side with many rows, and last for what is not known: false.

        These are required, the others held; of the required ones there is a single row when ``forward``, else of the
        held ones. ``missing`` is always the same rule for the same column.
        """
        one, many = (self, held) if forward else (held, self)
        nothing = np.zeros(len(many.sets) + 1, dtype=bool)
        if not len(one.ids) or one.ids[0] < 0:
            return nothing
        labels = one.sets[one.ids[0]]
        if forward and not labels:
            return nothing
        found = many.seen.get(labels)
        if found is None:
            if len(many.seen) >= _MOST_SEEN:
                many.seen.clear()
            pairs = ((labels, other) if forward else (other, labels) for other in many.sets)
            many.seen[labels] = found = np.array([bool(missing(*pair)) for pair in pairs] + [False])
        return found


_MOST_SEEN: Final = 2_000


class Columns:
    """What candidate and vacancy columns share: choosing rows and putting rows below each other."""

    __slots__ = ()
    ids: Strings

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ids)

    def take(self, rows: Rows) -> Self:
        """The chosen rows, in the order of ``rows``."""
        return type(self)(**{name: getattr(self, name)[rows] for name in type(self).__dataclass_fields__})  # type: ignore[attr-defined]  # every subclass is a dataclass

    def view(self, rows: Rows) -> Self:
        """The chosen rows, of which a column is only gathered when a rule reads it."""
        return cast("Self", _View(self, rows))

    @classmethod
    def stacked(cls, parts: Sequence[Self]) -> Self:
        """The rows of all parts below each other."""
        return cls(**{
            item.name: _stacked([getattr(part, item.name) for part in parts])
            for item in fields(cls)  # type: ignore[arg-type]  # a generic dataclass; fields() wants an instance type
        })  # fmt: skip


class _View:
    def __init__(self, columns: Columns, rows: Rows) -> None:
        self._columns, self._rows = columns, rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getattr__(self, name: str) -> object:
        column = getattr(self._columns, name)
        found = column[self._rows] if isinstance(column, LabelSets) else column.take(self._rows, axis=0)
        setattr(self, name, found)  # a second rule that reads it finds it here
        return found


@dataclass(frozen=True, slots=True, eq=False)
class CandidateColumns(Columns):
    """Candidates as columns; units and levels as in `CandidateProfile`, dates as proleptic day numbers."""

    ids: Strings
    hours_min: Floats
    hours_max: Floats
    shifts: Ints
    cannot: Ints
    guidance: Ints
    licences: LabelSets
    diplomas: LabelSets
    education: Ints
    language: Ints
    register: Ints
    transport: Ints
    lat: Floats
    lon: Floats
    max_travel: Floats
    available: Floats
    motivation: Floats
    waiting_since: Floats
    updated_on: Floats

    @classmethod
    def of(cls, profiles: Sequence[CandidateProfile]) -> "CandidateColumns":
        """Columns of the profiles, in their order."""
        return cls(
            ids=_identifiers(p.id for p in profiles),
            hours_min=_floats(p.hours_min for p in profiles),
            hours_max=_floats(p.hours_max for p in profiles),
            shifts=_masks((p.shifts_ok for p in profiles), SHIFTS),
            cannot=_masks((p.cannot for p in profiles), WORK_CONDITIONS, np.int32),
            guidance=_levels((p.needs_guidance for p in profiles), GUIDANCE),
            licences=LabelSets.of(_labels(p.driving_licences) for p in profiles),
            diplomas=LabelSets.of(_labels(p.diplomas) for p in profiles),
            education=_levels_of(p.education_level for p in profiles),
            language=_levels_of(p.language_nl for p in profiles),
            register=_levels_of(p.doelgroepregister for p in profiles),
            transport=_masks((p.transport for p in profiles), TRANSPORT),
            lat=_floats(p.lat for p in profiles),
            lon=_floats(p.lon for p in profiles),
            max_travel=_floats(p.max_travel_minutes for p in profiles),
            available=_days(p.available_from for p in profiles),
            motivation=_floats(p.motivation for p in profiles).astype(np.float32),
            waiting_since=_days(p.waiting_since for p in profiles),
            updated_on=_days(p.updated_on for p in profiles),
        )


@dataclass(frozen=True, slots=True, eq=False)
class VacancyColumns(Columns):
    """Vacancies as columns; ``condition_share`` holds per work condition the share of the work that needs it."""

    ids: Strings
    hours_min: Floats
    hours_max: Floats
    shifts: Ints
    conditions: Ints
    condition_share: Floats
    guidance: Ints
    licences: LabelSets
    diplomas: LabelSets
    education: Ints
    language: Ints
    garantiebaan: Ints
    public_transport: Ints
    lat: Floats
    lon: Floats
    start: Floats
    adapt_hours: Ints
    adapt_times: Ints
    adapt_tasks: Ints
    adapt_guidance: Ints

    @classmethod
    def single(cls, vacancy: VacancyQuery) -> "VacancyColumns":
        """Columns of one vacancy; remembered, since explaining ten candidates asks ten times for the same one."""
        return _single(vacancy)

    @classmethod
    def of(cls, vacancies: Sequence[VacancyQuery]) -> "VacancyColumns":
        """Columns of the vacancies, in their order."""
        shares = [condition_shares(v) for v in vacancies]
        return cls(
            ids=_identifiers(v.id for v in vacancies),
            hours_min=_floats(v.hours_min for v in vacancies),
            hours_max=_floats(v.hours_max for v in vacancies),
            shifts=_masks((v.shifts for v in vacancies), SHIFTS),
            conditions=_masks((v.work_conditions for v in vacancies), WORK_CONDITIONS, np.int32),
            condition_share=np.array(shares, dtype=np.float64).reshape(len(vacancies), len(WORK_CONDITIONS)),
            guidance=_levels((v.guidance_on_site for v in vacancies), GUIDANCE),
            licences=LabelSets.of(_labels(v.driving_licences_required) for v in vacancies),
            diplomas=LabelSets.of(_labels(v.diplomas_required) for v in vacancies),
            education=_levels_of(v.education_min for v in vacancies),
            language=_levels_of(v.language_nl_min for v in vacancies),
            garantiebaan=_levels_of(v.garantiebaan for v in vacancies),
            public_transport=_levels_of(v.public_transport for v in vacancies),
            lat=_floats(v.lat for v in vacancies),
            lon=_floats(v.lon for v in vacancies),
            start=_days(v.start_date for v in vacancies),
            adapt_hours=_levels_of(v.adaptable.hours for v in vacancies),
            adapt_times=_levels_of(v.adaptable.times for v in vacancies),
            adapt_tasks=_levels_of(v.adaptable.tasks for v in vacancies),
            adapt_guidance=_levels_of(v.adaptable.guidance for v in vacancies),
        )


def condition_shares(vacancy: VacancyQuery) -> list[float]:
    """Share of the work (0..1) that cannot be done without each work condition of the closed list.

    Hours of the tasks whose words name such work, over all hours; a title that names it makes it the whole job.
    """
    title = tuple(words_of(vacancy.title))
    tasks = [tuple(words_of(task.name)) for task in vacancy.tasks or ()]
    parts = task_shares(vacancy)
    shares = []
    for condition in WORK_CONDITIONS:
        if condition not in (vacancy.work_conditions or ()):
            shares.append(0.0)
            continue
        share = sum(part for words, part in zip(tasks, parts, strict=True) if needs_condition(condition, words))
        if needs_condition(condition, title):
            share = max(share, TITLE_SHARE)
        shares.append(share if share > 0 else UNNAMED_SHARE)
    return shares


def as_id(record_id: str) -> bytes:
    """An id as the columns hold it: bytes in UTF-8 have the order of the text."""
    return record_id.encode("utf-8", "surrogatepass")


def _stacked(parts: list[Any]) -> object:
    return LabelSets.stacked(parts) if isinstance(parts[0], LabelSets) else np.concatenate(parts)


def _identifiers(values: Iterable[str]) -> Strings:
    return np.array([as_id(value) for value in values], dtype=np.bytes_)


def _floats(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _levels_of(values: Iterable[int | None], kind: type[np.signedinteger[Any]] = np.int8) -> Ints:
    return np.array([UNKNOWN if value is None else int(value) for value in values], dtype=kind)


def _masks(values: Iterable[Labels | None], members: Labels, kind: type[np.signedinteger[Any]] = np.int8) -> Ints:
    bits = {name: 1 << number for number, name in enumerate(members)}
    return _levels_of((None if value is None else sum(bits[name] for name in set(value)) for value in values), kind)


def _levels(values: Iterable[str | None], scale: Labels) -> Ints:
    return _levels_of(None if value is None else scale.index(value) for value in values)


def _labels(value: Labels | None) -> Labels | None:
    return None if value is None else tuple(sorted({plain for label in value if (plain := normalise(label))}))


def _days(values: Iterable[date | None]) -> Floats:
    return np.array([np.nan if day is None else day.toordinal() for day in values], dtype=np.float32)


@lru_cache(maxsize=512)
def _single(vacancy: VacancyQuery) -> VacancyColumns:
    return VacancyColumns.of([vacancy])
