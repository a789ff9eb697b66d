"""Profiles and vacancies held ready for ranking: numbers as columns, texts as phrases in one text space.

A store never changes: `with_changes` gives a new one that answers exactly as one built from scratch would. Nothing
that depends on today is kept in it.
"""

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

import numpy as np

from matching.columns import CandidateColumns, Columns, Ints, VacancyColumns
from matching.phrases import Phrase, Phrases, candidate_phrases, vacancy_phrases
from matching.text import TextSpace
from matching.types import CandidateProfile, VacancyQuery
from matching.validation import InvalidInputError


class _Record(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Record)
C = TypeVar("C", bound=Columns)


class _Store(Generic[R, C]):
    """What both stores share; the subclasses say how a record becomes columns and phrases."""

    def __init__(self, records: tuple[R, ...], columns: C, phrases: Phrases, space: TextSpace) -> None:
        self.records: tuple[R, ...] = records
        self.columns: C = columns
        self.phrases = phrases
        self.space = space
        self._rows = {record.id: row for row, record in enumerate(records)}
        if len(self._rows) != len(records):
            twice = next(r.id for row, r in enumerate(records) if self._rows[r.id] != row)
            message = f"{twice} is there twice"
            raise InvalidInputError(message)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.records)

    def __contains__(self, record_id: object) -> bool:
        """Tell whether a record is in the store."""
        return record_id in self._rows

    def __getitem__(self, record_id: str) -> R:
        """Record with this id; KeyError when it is not there."""
        return self.records[self._rows[record_id]]

    def _merged(
        self, changed: Sequence[R], removed_ids: Iterable[str], columns: C, phrases: Phrases
    ) -> tuple[tuple[R, ...], C, Phrases]:
        gone = {*removed_ids, *(record.id for record in changed)}
        keep: Ints = np.array([row for row, r in enumerate(self.records) if r.id not in gone], dtype=np.int64)
        kept = tuple(self.records[row] for row in keep)
        return (*kept, *changed), self.columns.take(keep).join(columns), self.phrases.take(keep).join(phrases)


class CandidateStore(_Store[CandidateProfile, CandidateColumns]):
    """Candidates ready for ranking; make one with `from_profiles`."""

    @classmethod
    def from_profiles(cls, profiles: Iterable[CandidateProfile], *, space: TextSpace | None = None) -> "CandidateStore":
        """Store of the profiles.

        Args:
            profiles: each id once.
            space: fitted text space; without one it is fitted on the texts of these profiles.

        Raises:
            InvalidInputError: an id is there twice.
        """
        records = tuple(profiles)
        phrases = [candidate_phrases(profile) for profile in records]
        space = space or fitted_space(phrases)
        return cls(records, CandidateColumns.of(records), Phrases.of(phrases, space), space)

    def only(self, ids: Iterable[str]) -> "CandidateStore":
        """New store with just these candidates, in the old order; ids that are not in it are ignored."""
        rows: Ints = np.array(sorted(self._rows[each] for each in set(ids) if each in self._rows), dtype=np.int64)
        records = tuple(self.records[row] for row in rows)
        return CandidateStore(records, self.columns.take(rows), self.phrases.take(rows), self.space)

    def with_changes(
        self, changed: Iterable[CandidateProfile] = (), removed_ids: Iterable[str] = ()
    ) -> "CandidateStore":
        """New store in which changed or new profiles replace the old and removed ones are gone."""
        new = tuple(changed)
        phrases = Phrases.of([candidate_phrases(profile) for profile in new], self.space)
        return CandidateStore(*self._merged(new, removed_ids, CandidateColumns.of(new), phrases), self.space)


class VacancyStore(_Store[VacancyQuery, VacancyColumns]):
    """Vacancies ready for ranking; make one with `from_vacancies`."""

    @classmethod
    def from_vacancies(cls, vacancies: Iterable[VacancyQuery], *, space: TextSpace | None = None) -> "VacancyStore":
        """Store of the vacancies; arguments and errors as `CandidateStore.from_profiles`."""
        records = tuple(vacancies)
        phrases = [vacancy_phrases(vacancy) for vacancy in records]
        space = space or fitted_space(phrases)
        return cls(records, VacancyColumns.of(records), Phrases.of(phrases, space), space)

    def with_changes(self, changed: Iterable[VacancyQuery] = (), removed_ids: Iterable[str] = ()) -> "VacancyStore":
        """New store in which changed or new vacancies replace the old and removed ones are gone."""
        new = tuple(changed)
        phrases = Phrases.of([vacancy_phrases(vacancy) for vacancy in new], self.space)
        return VacancyStore(*self._merged(new, removed_ids, VacancyColumns.of(new), phrases), self.space)


def fitted_space(*sides: Iterable[Sequence[Phrase]]) -> TextSpace:
    """Text space fitted on everything that these records say."""
    texts = [phrase.text for records in sides for record in records for phrase in record]
    return TextSpace(words=texts).fit(texts)


def space_for(profiles: Iterable[CandidateProfile], vacancies: Iterable[VacancyQuery]) -> TextSpace:
    """Text space fitted on both sides, to be shared by a candidate store and a vacancy store."""
    return fitted_space(map(candidate_phrases, profiles), map(vacancy_phrases, vacancies))
