"""What an import did: counts, every refused row with its reason, and what could not be taken over."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

_SHOWN: Final = 20
"""Rows with a reason that are printed; the rest is counted."""

Progress = Callable[[int, int], None]
"""Called as progress(done, total) after every batch."""


def silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


class Outcome(StrEnum):
    """What became of one record."""

    ADDED = "toegevoegd"
    CHANGED = "gewijzigd"
    UNCHANGED = "ongewijzigd"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that was left out; the first record of a file is row 1."""

    row: int
    reason: str


@dataclass(slots=True)
class ImportReport:
    """Counts of one import."""

    file: str
    read: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    """Sentence to number of records: values that we cannot take over, and why."""

    def lines(self) -> list[str]:
        """Return the report in Dutch, ready to print."""
        counts = ", ".join(f"{self.outcomes[outcome]} {outcome.value}" for outcome in Outcome)
        lines = [f"{self.file}: {self.read} gelezen, {counts}, {len(self.refusals)} geweigerd."]
        lines += [f"Rij {refusal.row} geweigerd: {refusal.reason}" for refusal in self.refusals[:_SHOWN]]
        if len(self.refusals) > _SHOWN:
            lines.append(f"En nog {len(self.refusals) - _SHOWN} geweigerde rijen.")
        lines += [f"{count} keer niet overgenomen: {note}" for note, count in self.notes.most_common()]
        return lines
