"""Profiles and vacancies held ready for ranking: numbers as columns, texts as phrases in one text space.

A store never changes: `with_changes` gives a new one that answers exactly as one built from scratch would. Nothing
that depends on today is kept in it. It holds one large sorted part and, after changes, a small second one.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar

from matching.parts import CandidatePart, Part, VacancyPart
from matching.phrases import Phrase, candidate_phrases, vacancy_phrases
from matching.text import TextSpace
from matching.types import CandidateProfile, VacancyQuery

R = TypeVar("R", CandidateProfile, VacancyQuery)
P = TypeVar("P", bound=Part[Any, Any])


class _Store(Generic[R, P]):
    """What both stores share."""

    part_type: ClassVar[type[Any]]

    def __init__(self, parts: Sequence[P], space: TextSpace) -> None:
        self.parts: tuple[P, ...] = tuple(parts)
        self.space = space

    def __len__(self) -> int:
        """Return the number of records."""
        return sum(len(part) for part in self.parts)

    def __contains__(self, record_id: object) -> bool:
        """Tell whether a record is in the store."""
        return isinstance(record_id, str) and any(len(part.rows_of([record_id])) for part in self.parts)

    def __getitem__(self, record_id: str) -> R:
        """Record with this id; KeyError when it is not there."""
        for part in self.parts:
            for row in part.rows_of([record_id]):
                found: R = part.record(row)
                return found
        raise KeyError(record_id)

    @property
    def ids(self) -> frozenset[str]:
        """Every id in the store."""
        return frozenset(part.id_of(row) for part in self.parts for row in part.all_rows())

    @cached_property
    def records(self) -> tuple[R, ...]:
        """Every record, read back; for a store of some thousands at most."""
        return tuple(part.record(row) for part in self.parts for row in part.all_rows().tolist())

    @property
    def changed_share(self) -> float:
        """Part of the rows that lie outside the large part: from about a tenth on, `merged` makes rankings quicker."""
        return sum(len(part.columns) for part in self.parts[1:]) / max(len(self), 1)

    def only(self, ids: Iterable[str]) -> Self:
        """New store with just these records; ids that are not in it are ignored."""
        wanted = tuple(ids)
        return type(self)([part.only(part.rows_of(wanted)) for part in self.parts], self.space)

    def with_changes(self, changed: Iterable[R] = (), removed_ids: Iterable[str] = ()) -> Self:
        """New store in which changed or new records replace the old and removed ones are gone.

        Costs as much as the number of records changed since the last `merged`, not as the number in the store.
        """
        new: tuple[R, ...] = tuple(changed)
        gone = (*removed_ids, *(record.id for record in new))
        large, *small = [part.without(part.rows_of(gone)) for part in self.parts]
        if new:
            small.append(self.part_type.of(new, self.space))
        return type(self)([large, *([self.part_type.merged(small)] if small else [])], self.space)

    def merged(self) -> Self:
        """The same store with everything in one part."""
        if len(self.parts) == 1 and self.parts[0].alive is None:
            return self
        return type(self)([self.part_type.merged(self.parts)], self.space)


class CandidateStore(_Store[CandidateProfile, CandidatePart]):
    """Candidates ready for ranking; make one with `from_profiles`."""

    part_type = CandidatePart

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
        return cls([CandidatePart.of(profiles, space)], space)


class VacancyStore(_Store[VacancyQuery, VacancyPart]):
    """Vacancies ready for ranking; make one with `from_vacancies`."""

    part_type = VacancyPart

    @classmethod
    def from_vacancies(cls, vacancies: Iterable[VacancyQuery], *, space: TextSpace | None = None) -> "VacancyStore":
        """Store of the vacancies; arguments and errors as `CandidateStore.from_profiles`."""
        if space is None:
            vacancies = tuple(vacancies)
            space = fitted_space(map(vacancy_phrases, vacancies))
        return cls([VacancyPart.of(vacancies, space)], space)


def fitted_space(*sides: Iterable[Sequence[Phrase]]) -> TextSpace:
    """Text space fitted on everything that these records say."""
    texts = [phrase.text for records in sides for record in records for phrase in record]
    return TextSpace(words=texts).fit(texts)


def space_for(profiles: Iterable[CandidateProfile], vacancies: Iterable[VacancyQuery]) -> TextSpace:
    """Text space fitted on both sides, to be shared by a candidate store and a vacancy store."""
    return fitted_space(map(candidate_phrases, profiles), map(vacancy_phrases, vacancies))
