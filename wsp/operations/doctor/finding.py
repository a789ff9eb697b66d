"""What one check found."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "let op"
    """It works now; somebody should look this week."""
    FAULT = "fout"
    """It does not work, or not safely."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: what was looked at, how it is, and what to do."""

    check: str
    state: State
    text: str
    advice: str = ""

    def line(self) -> str:
        """For a terminal."""
        told = f"{self.state.value:7} {self.check:14} {self.text}"
        return f"{told} {self.advice}" if self.advice else told

    def record(self) -> dict[str, str]:
        """For a program."""
        return {key: str(value) for key, value in asdict(self).items()}


def ok(check: str, text: str) -> Finding:
    """In order."""
    return Finding(check, State.OK, text)


def warning(check: str, text: str, advice: str) -> Finding:
    """Works, but look at it."""
    return Finding(check, State.WARNING, text, advice)


def fault(check: str, text: str, advice: str) -> Finding:
    """Broken or unsafe."""
    return Finding(check, State.FAULT, text, advice)
