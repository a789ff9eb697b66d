"""The words of the planner: a duty, what is known of an instrument, and what shows that a duty was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from wsp.instruments.assessment import Assessment
from wsp.law.values import Certainty
from wsp.placements.enums import InstrumentState
from wsp.placements.obligations.enums import DoneWith, DutyKind, Party
from wsp.worklist.enums import TaskKind


class Period(Protocol):
    """An instrument over one period, as the room of placements assesses it."""

    @property
    def code(self) -> str:
        """Code in the catalogue."""

    @property
    def start(self) -> date:
        """First day."""

    @property
    def last(self) -> date | None:
        """Last day; None: no end is known."""

    @property
    def assessment(self) -> Assessment:
        """What the rules say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an attached instrument stands with who decides on it.

    Attributes:
        state: its state.
        asked_on: day of the application; decide_by: last day for the decision on it; decided_on: day of that.
        since: day on which it came into its state.
        answers: what was answered when it was attached, by name of the fact.

    """

    state: InstrumentState
    asked_on: date | None = None
    decide_by: date | None = None
    decided_on: date | None = None
    since: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that one party must do by a day.

    Attributes:
        key: stable within the placement; the same duty keeps it however its day moves.
        party: who must act; `keeper`: who of the staff watches over it, None: nobody needs to.
        start: first day on which somebody works on it; `by`: last day.
        title: Dutch sentence for the party; no name is in it.
        task: the kind of task it brings the keeper on Mijn dag, None: none; `task_title`: what that task says.
        instrument: code in the catalogue; None: it belongs to the placement itself.
        article: where the law says so; `certainty`: how sure the term is. Empty and None for an agreement of our own.
        soon: no law gives a day: it is due some days after it was first seen, and that day stays.
        backlog: planned even when its day was past when it was first seen.

    """

    key: str
    kind: DutyKind
    party: Party
    keeper: Party | None
    start: date
    by: date
    title: str
    task: TaskKind | None = None
    task_title: str = ""
    instrument: str | None = None
    article: str = ""
    certainty: Certainty | None = None
    soon: bool = False
    backlog: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """What shows that a duty was done: with what, on which day (None: not said), and in words."""

    kind: DoneWith
    on: date | None
    words: str
