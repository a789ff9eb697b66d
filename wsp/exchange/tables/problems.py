"""What is wrong with a cell or a row, said so that somebody can mend it in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from wsp.exchange.tables.enums import RowOutcome

_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` and `value` as in the file; `question` True: the row goes in, the field stays unknown."""

    column: str
    value: str
    what: str
    mend: str
    question: bool = False

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


class RowRefused(Exception):
    """This row cannot be read in; the problems say why. Never shown as it is."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class NoAgreement(Exception):
    """The person did not agree to be shared: nothing of the row is kept, not even in a report."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that may be the same as the row."""

    id: str
    label: str
    reasons: str
    certain: bool = False


class MaybeTwin(Exception):
    """Somebody must say whether this row is one of these."""

    def __init__(self, alike: Sequence[Alike]) -> None:
        super().__init__()
        self.alike = tuple(alike)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one row."""

    number: int
    outcome: RowOutcome
    problems: tuple[Problem, ...] = ()
    twins: tuple[Alike, ...] = ()

    @property
    def worth_keeping(self) -> bool:
        """True when somebody must know about this row."""
        return bool(self.problems or self.twins) or self.outcome in {RowOutcome.REFUSED, RowOutcome.NO_AGREEMENT}


def problem(column: str, value: str | None, message: str, *, question: bool = False) -> Problem:
    """A problem from a sentence of a schema or a rule: its first sentence says what, the rest what to do."""
    what, _, mend = message.partition(". ")
    if mend:
        return Problem(column, shortened(value), f"{what}.", mend, question)
    said = "Deze cel is leeg." if not value else "Deze waarde past hier niet."
    return Problem(column, shortened(value), said, message, question)


def shortened(value: str | None) -> str:
    """A value as it stands in a report: one line, not too long."""
    text = " ".join((value or "").split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def sentences(messages: Any) -> list[str]:
    """All sentences in the messages of a schema, however deep they stand."""
    if isinstance(messages, Mapping):
        return [text for each in messages.values() for text in sentences(each)]
    if isinstance(messages, str):
        return [messages]
    return [text for each in messages for text in sentences(each)]
