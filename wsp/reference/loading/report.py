"""What a load did: counts, and every refused row with its reason."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from wsp.reference.errors import UnusableFile
from wsp.reference.loading.files import Row, Table

Progress = Callable[[str, int, int], None]
"""Called as progress(step, done, total); `step` is Dutch and short."""


def silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was left out. `row` counts the way a spreadsheet does: the header is row 1."""

    file: str
    row: int
    reason: str


@dataclass(slots=True)
class LoadReport:
    """Counts over all files of one load. `removed` rows stood in the former edition of a full list only."""

    kind: str
    files: list[str] = field(default_factory=list)
    read: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was put right or left out on purpose, in Dutch sentences."""

    @property
    def refused(self) -> int:
        """How many rows were left out."""
        return len(self.refusals)

    @property
    def unchanged(self) -> bool:
        """Whether the load found everything as it was."""
        return not (self.added or self.changed or self.removed)

    def accepted(self, table: Table, mistake: Callable[[Row], str | None]) -> Iterator[Row]:
        """Yield the rows without a mistake, one by one, and refuse the others.

        `mistake` may look at what the caller did with earlier rows. Raises UnusableFile when no row is left.
        """
        self.files.append(table.name)
        self.read += len(table.rows)
        used = 0
        for row in table.rows:
            reason = "De rij heeft meer kolommen dan de kopregel." if row.too_long else mistake(row)
            if reason is None:
                used += 1
                yield row
            else:
                self.refusals.append(Refusal(table.name, row.number, reason))
        if not used:
            raise UnusableFile(f"{table.name} heeft geen bruikbare rij. Controleer of dit het juiste bestand is.")

    def reasons(self) -> list[tuple[str, int]]:
        """How often each reason occurred, most frequent first."""
        return Counter(refusal.reason for refusal in self.refusals).most_common()
