"""What a kind of letter is: when it can be made, what it begins with, what is checked, and what stands in it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, ClassVar, Final, Generic, TypeVar

from wsp.accounts.permissions import Permission
from wsp.candidates.masking import word_that_tells_why
from wsp.documents.commands import Letter
from wsp.documents.enums import LETTER_TITLES, LetterKind
from wsp.foundation.actor import Actor
from wsp.foundation.clock import day_in_words
from wsp.foundation.errors import InvalidInput
from wsp.placements.letters.commands import WriteLetter
from wsp.placements.letters.facts import LetterFacts
from wsp.placements.letters.schemas import LetterSchema

C = TypeVar("C", bound=WriteLetter)
OF_PLACEMENT: Final = frozenset({Permission.DOCUMENT_CREATE, Permission.PLACEMENT_EDIT})


class LetterForm(ABC, Generic[C]):
    """One kind of letter about a placement. Pure: everything comes from the facts and what was filled in."""

    kind: ClassVar[LetterKind]
    summary: ClassVar[str]
    """When somebody needs it, in one sentence."""
    schema: ClassVar[type[LetterSchema[Any]]]
    needs: ClassVar[frozenset[Permission]] = OF_PLACEMENT
    wants_coaching: ClassVar[bool] = False
    """It begins with what the file of the job coach says."""

    @property
    def title(self) -> str:
        """How the letter is called."""
        return LETTER_TITLES[self.kind]

    def may(self, actor: Actor) -> bool:
        """Tell whether this actor writes letters of this kind."""
        return all(actor.may(permission) for permission in self.needs)

    def in_the_way(self, facts: LetterFacts) -> str | None:
        """Why it cannot be made now, and what to do first; None when it can."""
        del facts
        return None

    def options(self, facts: LetterFacts) -> Mapping[str, Mapping[str, str]]:
        """Lists to choose from that the placement decides."""
        del facts
        return {}

    def begin(self, facts: LetterFacts) -> Mapping[str, Any]:
        """What stands in the form before somebody types."""
        del facts
        return {}

    def prepared(self, facts: LetterFacts) -> Mapping[str, Any]:
        """What a file says today: it goes over what was typed for the version before."""
        del facts
        return {}

    def problems(self, facts: LetterFacts, command: C) -> Iterator[tuple[str, str]]:
        """What cannot stand in this letter: field and Dutch sentence."""
        del facts, command
        yield from ()

    def matter(self, command: C) -> str:
        """Which one of its kind it is; empty when a placement has one."""
        del command
        return ""

    @abstractmethod
    def context(self, facts: LetterFacts, command: C) -> Letter:
        """What stands in it."""

    def check(self, facts: LetterFacts, command: C) -> None:
        """Refuse what cannot be in a letter.

        Raises:
            InvalidInput: says at each field what to do.

        """
        stops = self.in_the_way(facts)
        if stops is not None:
            raise InvalidInput(stops)
        wrong: dict[str, list[str]] = {}
        for name, sentence in (*_telling(command), *self.problems(facts, command)):
            wrong.setdefault(name, []).append(sentence)
        if wrong:
            raise InvalidInput(next(iter(wrong.values()))[0], fields=wrong)


def _telling(command: WriteLetter) -> Iterator[tuple[str, str]]:
    """No letter tells of health or of the ground for help, whoever typed it."""
    for field in fields(command):
        given = getattr(command, field.name)
        texts = given if isinstance(given, tuple) else (given,)
        for text in texts:
            word = word_that_tells_why(text) if isinstance(text, str) and field.name not in _CHOSEN else None
            if word is not None:
                yield field.name, f"Haal ‘{word}’ weg. Een brief zegt niets over gezondheid of uitkering."


_CHOSEN: Final = frozenset({"permission_of", "insured_by", "decided_by", "code"})
"""Names of bodies that were chosen, not told."""


def inside(facts: LetterFacts, name: str, day: date | None) -> Iterator[tuple[str, str]]:
    """A problem when a day lies outside the placement."""
    first, last = facts.placement.starts_on, facts.last_day
    if day is not None and (day < first or (last is not None and day > last)):
        end = f" tot en met {day_in_words(last)}" if last is not None else ""
        yield name, f"Kies een dag tijdens de plaatsing: vanaf {day_in_words(first)}{end}."
