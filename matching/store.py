"""Profiles and vacancies held ready for ranking: numbers as columns, texts as phrases in one text space.

A store never changes: `with_changes` gives a new one that answers exactly as one built from scratch would. Nothing
that depends on today is kept in it. It holds one large sorted segment and, after changes, a small second one.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar

from matching.phrases import Phrase, candidate_phrases, vacancy_phrases
from matching.segments import CandidateSegment, Segment, VacancySegment
from matching.text import TextSpace
from matching.types import CandidateProfile, VacancyQuery

R = TypeVar("R", CandidateProfile, VacancyQuery)
P = TypeVar("P", bound=Segment[Any, Any])


class _Store(Generic[R, P]):
    """What both stores share."""

    segment_type: ClassVar[type[Any]]

    def __init__(self, segments: Sequence[P], space: TextSpace) -> None:
        self.segments: tuple[P, ...] = tuple(segments)
        self.space = space

    def __len__(self) -> int:
        """Return the number of records."""
        return sum(len(segment) for segment in self.segments)

    def __contains__(self, record_id: object) -> bool:
        """Tell whether a record is in the store."""
        return isinstance(record_id, str) and any(len(segment.rows_of([record_id])) for segment in self.segments)

    def __getitem__(self, record_id: str) -> R:
        """Record with this id; KeyError when it is not there."""
        for segment in self.segments:
            for row in segment.rows_of([record_id]):
                found: R = segment.record(row)
                return found
        raise KeyError(record_id)

    @property
    def ids(self) -> frozenset[str]:
        """Every id in the store."""
        return frozenset(segment.id_of(row) for segment in self.segments for row in segment.all_rows())

    @cached_property
    def records(self) -> tuple[R, ...]:
        """Every record, read back; for a store of some thousands at most."""
        return tuple(segment.record(row) for segment in self.segments for row in segment.all_rows().tolist())

    @property
    def changed_share(self) -> float:
        """Part of the rows that lie outside the large segment: from a tenth on, `merged` makes rankings quicker."""
        return sum(len(segment.columns) for segment in self.segments[1:]) / max(len(self), 1)

    def only(self, ids: Iterable[str]) -> Self:
        """New store with just these records; ids that are not in it are ignored."""
        wanted = tuple(ids)
        return type(self)([segment.only(segment.rows_of(wanted)) for segment in self.segments], self.space)

    def with_changes(self, changed: Iterable[R] = (), removed_ids: Iterable[str] = ()) -> Self:
        """New store in which changed or new records replace the old and removed ones are gone.

        Costs as much as the number of records changed since the last `merged`, not as the number in the store.
        """
        new: tuple[R, ...] = tuple(changed)
        gone = (*removed_ids, *(record.id for record in new))
        large, *small = [segment.without(segment.rows_of(gone)) for segment in self.segments]
        if new:
            small.append(self.segment_type.of(new, self.space))
        return type(self)([large, *([self.segment_type.merged(small)] if small else [])], self.space)

    def merged(self) -> Self:
        """The same store with everything in one segment."""
        if len(self.segments) == 1 and self.segments[0].alive is None:
            return self
        return type(self)([self.segment_type.merged(self.segments)], self.space)


class CandidateStore(_Store[CandidateProfile, CandidateSegment]):
    """Candidates ready for ranking; make one with `from_profiles`."""

    segment_type = CandidateSegment

    @classmethod
    def from_profiles(cls, profiles: Iterable[CandidateProfile], *, space: TextSpace | None = None) -> "CandidateStore":
        """Store of the profiles.

        Args:
            profiles: each id once; with a space they are read one by one and not kept.
            space: fitted text space; without one it is fitted on the texts of these profiles.

        Raises:
            InvalidInputError: an id is there twice.
        """
        if space is None:
            profiles = tuple(profiles)
            space = fitted_space(map(candidate_phrases, profiles))
        return cls([CandidateSegment.of(profiles, space)], space)


class VacancyStore(_Store[VacancyQuery, VacancySegment]):
    """Vacancies ready for ranking; make one with `from_vacancies`."""

    segment_type = VacancySegment

    @classmethod
    def from_vacancies(cls, vacancies: Iterable[VacancyQuery], *, space: TextSpace | None = None) -> "VacancyStore":
        """Store of the vacancies; arguments and errors as `CandidateStore.from_profiles`."""
        if space is None:
            vacancies = tuple(vacancies)
            space = fitted_space(map(vacancy_phrases, vacancies))
        return cls([VacancySegment.of(vacancies, space)], space)


def fitted_space(*sides: Iterable[Sequence[Phrase]]) -> TextSpace:
    """Text space fitted on everything that these records say."""
    texts = [phrase.text for records in sides for record in records for phrase in record]
    return TextSpace(words=texts).fit(texts)


def space_for(profiles: Iterable[CandidateProfile], vacancies: Iterable[VacancyQuery]) -> TextSpace:
    """Text space fitted on both sides, to be shared by a candidate store and a vacancy store."""
    return fitted_space(map(candidate_phrases, profiles), map(vacancy_phrases, vacancies))
