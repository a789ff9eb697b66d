"""What is gathered while a plan is made, and how an answer of an instrument becomes a bar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from wsp.foundation.money import euro
from wsp.instruments import catalogue
from wsp.instruments.assessment import Assessment, Deadline, MissingFact
from wsp.instruments.proration import parts_of_month
from wsp.law.lookup import LawBook
from wsp.law.values import DatedValue
from wsp.placements.enums import UNPAID
from wsp.placements.planner.amounts import Dated, Line, Window
from wsp.placements.planner.enums import LineKind, Party
from wsp.placements.planner.plans import Bar
from wsp.placements.planner.situation import Situation
from wsp.placements.rules.facts import TermsVersion


@dataclass(slots=True)
class Draft:
    """What has been found so far; it never leaves the planner."""

    situation: Situation
    book: LawBook
    window: Window
    bars: list[Bar] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    gaps: list[MissingFact] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    used: list[DatedValue] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)

    def take(self, answer: Assessment) -> None:
        """Remember what an answer asks, and what it rests on."""
        self.gaps += answer.missing
        self.reasons += answer.provisional_reasons
        self.used += answer.sources

    @property
    def parts_of_month(self) -> int | None:
        """How the municipality divides a month that it pays in part: as its payment orders do."""
        return parts_of_month(self.book, self.situation.history.starts_on)

    def add(
        self,
        code: str,
        label: str,
        party: Party,
        kind: LineKind,
        periods: Sequence[Dated],
        *,
        pays: bool = False,
        parts_of_month: int | None = None,
    ) -> None:
        """Add a line when it holds anything; `parts_of_month` for what a municipality pays over part of a month."""
        months = self.window.spread(periods, -1 if pays else 1, parts_of_month=parts_of_month)
        if months:
            self.lines.append(Line(code=code, label=label, party=party, kind=kind, months=months))


def bar_of(
    code: str,
    title: str,
    start: date,
    last: date | None,
    answer: Assessment,
    *,
    words: str = "",
    deadlines: tuple[Deadline, ...] | None = None,
    payer: Party | None = None,
    receiver: Party | None = None,
) -> Bar:
    """A bar for an answer, with the article of its instrument."""
    amount = answer.amount_per_month
    said = f"{euro(amount)} per maand" if amount is not None else answer.status.label
    return Bar(
        code=code,
        title=title,
        start=start,
        last=last if last is None else max(start, last),
        status=answer.status,
        words=words or said,
        reason=answer.reason,
        article=catalogue.get(code).article,
        amount=amount,
        payer=payer,
        receiver=receiver,
        where=asked_where(answer),
        deadlines=answer.deadlines if deadlines is None else deadlines,
        provisional=answer.provisional_reasons,
        steps=answer.steps,
        rules_from=newest(answer),
    )


def end_of(draft: Draft, answer: Assessment) -> date | None:
    """The last day of an instrument: its own, or that of the contract."""
    ends = [day for day in (answer.term.end if answer.term else None, draft.situation.history.ends_on) if day]
    return min(ends, default=None)


def asked_where(answer: Assessment | None) -> str:
    """Who asks for it and where, in Dutch."""
    return "" if answer is None else " ".join(part for part in (answer.apply_who, answer.apply_where) if part)


def newest(answer: Assessment | None) -> date | None:
    """The newest day from which a value of law behind an answer holds."""
    return max((value.valid_from for value in answer.sources), default=None) if answer else None


def paid_terms(draft: Draft) -> Iterator[TermsVersion]:
    """The terms with a wage."""
    return (v for v in draft.situation.history.terms if v.kind not in UNPAID and v.wage is not None)
