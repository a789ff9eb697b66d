"""The plan: bars in time and lines of money, for one situation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wsp.instruments.assessment import Deadline, MissingFact, Status
from wsp.law.steps import Step
from wsp.placements.planner.amounts import Line, Window, total
from wsp.placements.planner.enums import LineKind, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stretch of one thing on the time line.

    Attributes:
        code: of the instrument; `contract` for the work itself, `meting` for the day by which to measure.
        last: last day; None: no end is known.
        amount: payable for a whole month, in cents; None when it has no amount per month or that is not known.
        payer: whose money the amount is, `receiver` who gets it; None without an amount.
        words: short Dutch text for inside the bar.
        deadline: the first thing that must be done for it, with who and by when.
        provisional: Dutch reasons why the amount is *voorlopig*.

    """

    code: str
    title: str
    start: date
    last: date | None
    status: Status
    words: str
    reason: str
    article: str
    amount: Decimal | None = None
    payer: Party | None = None
    receiver: Party | None = None
    where: str = ""
    deadlines: tuple[Deadline, ...] = ()
    provisional: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    rules_from: date | None = None

    @property
    def deadline(self) -> Deadline | None:
        """The first thing to do."""
        return min(self.deadlines, key=lambda each: each.by, default=None)

    @property
    def milestone(self) -> bool:
        """A day, not a period."""
        return self.code == MEASURE


CONTRACT = "contract"
MEASURE = "meting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything about one situation in a window of months.

    Attributes:
        paid_months: months of the window with a wage; a part of a month counts as that part.
        missing: facts and values without which something is not known, each with its question.
        notes: Dutch sentences that say what was supposed.
        provisional: Dutch reasons why amounts are *voorlopig*.
        signals: Dutch sentences about something that may be wrong, such as a wage below the minimum.
        rules_from: the newest day from which a value of law that was used holds.

    """

    window: Window
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    paid_months: Decimal = Decimal(0)
    missing: tuple[MissingFact, ...] = ()
    notes: tuple[str, ...] = ()
    provisional: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    rules_from: date | None = None

    def of(self, party: Party, *kinds: LineKind) -> tuple[Line, ...]:
        """The lines of one party, of these kinds or of all."""
        return tuple(line for line in self.lines if line.party is party and (not kinds or line.kind in kinds))

    def total(self, party: Party, *kinds: LineKind) -> Decimal | None:
        """What one party gets (or pays, below zero) over the window; None when a part is not known."""
        return total(line.total for line in self.of(party, *kinds))

    def known(self, party: Party, *kinds: LineKind) -> Decimal:
        """The same as far as it is known: what is not known counts as nothing."""
        months = (each.amount for line in self.of(party, *kinds) for each in line.months)
        return sum((amount for amount in months if amount is not None), Decimal(0))

    def in_month(self, party: Party, month: date, *kinds: LineKind) -> Decimal | None:
        """The same for one month."""
        return total(line.in_month(month) for line in self.of(party, *kinds))


def unique(gaps: Iterable[MissingFact]) -> tuple[MissingFact, ...]:
    """Each question once, in order."""
    return tuple(dict.fromkeys(gaps))
