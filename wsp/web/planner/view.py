"""Plans side by side as a page or a document shows them.

Everything is a `Shown`, so that the portal may show it as well; there it is about work for nobody in particular.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.workdays import add_months
from wsp.instruments.assessment import Status
from wsp.placements.planner import Bar, LineKind, Party, Plan, Window
from wsp.placements.planner.amounts import total
from wsp.placements.planner.changes import Scenario
from wsp.placements.shown import Shown
from wsp.web.charts import Lane, Milestone, Span, Stack, Stacks, Timeline
from wsp.web.i18n import day

LETTERS: Final = "ABCD"
_SHORTEST: Final = 12
"""Months that are shown at least."""
_ROOMY: Final = 6
"""Months on paper in which the words of a bar fit."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Row(Shown):
    """One line of the comparison: an amount per column; None: not known."""

    label: str
    amounts: tuple[Decimal | None, ...]
    strong: bool = False


@dataclass(frozen=True)
class Block(Shown):
    """The lines of one party, with their sum last."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class MonthRow(Shown):
    """One month of one plan: an amount per head; None: not known."""

    month: date
    amounts: tuple[Decimal | None, ...]
    provisional: bool

    @property
    def empty(self) -> bool:
        """Nobody gets or pays anything."""
        return not any(amount is None or amount for amount in self.amounts)


@dataclass(frozen=True)
class BarRow(Shown):
    """One bar in words."""

    title: str
    start: date
    last: date | None
    milestone: bool
    known: bool
    possible: bool
    amount: Decimal | None
    whose: str
    """From whom to whom, when there is an amount."""
    where: str
    todo: tuple[tuple[str, str, date, str], ...]
    """What, who, by when, article."""
    reason: str
    article: str
    provisional: tuple[str, ...]
    rules_from: date | None
    inside: str
    """What stands in the bar when it has room; empty otherwise."""
    offset: int
    """Months from the first of the window to the start of the bar, and `width` its length in months."""
    width: int


@dataclass(frozen=True)
class Bounds(Shown):
    """A part of what comes back is not known yet, and that can only be more: what holds whatever it turns out to be."""

    average: Decimal
    """What a paid month costs the employer at most."""
    back: Decimal
    """What the employer gets back at least."""
    share: int
    """The same in percent of wage and charges."""


@dataclass(frozen=True)
class PlanShown(Shown):
    """One column: a scenario with its figures."""

    letter: str
    label: str
    text: str
    """As in an address; empty for the base."""
    average: Decimal | None
    """What a paid month costs the employer on average."""
    back: Decimal | None
    """What the employer gets back over the whole period."""
    share: int | None
    """The same in percent of wage and charges."""
    bounds: Bounds | None
    """What is known already, when those three are not."""
    against: Decimal | None
    """What the employer pays more (above zero) or less than in the base; None for the base, or when not known."""
    timeline: Timeline
    costs: Stacks
    bars: tuple[BarRow, ...]
    heads: tuple[str, ...]
    months: tuple[MonthRow, ...]

    @property
    def right_heads(self) -> list[tuple[str, str]]:
        """Heads of the columns with amounts, as the table macro wants them."""
        return [(head, "right") for head in self.heads]


@dataclass(frozen=True)
class Comparison(Shown):
    """A page of the planner."""

    window: Window
    plans: tuple[PlanShown, ...]
    blocks: tuple[Block, ...]
    questions: tuple[str, ...]
    notes: tuple[str, ...]
    signals: tuple[str, ...]
    provisional: tuple[str, ...]
    rules_from: date | None
    on: date

    @property
    def base(self) -> PlanShown:
        """What was filled in."""
        return self.plans[0]

    @property
    def period(self) -> str:
        """The window in Dutch words."""
        first, last = (day(each).split(" ", 1)[1] for each in (self.window.first, self.window.last))
        return f"{first} tot en met {last}"

    @property
    def years(self) -> tuple[tuple[int, int], ...]:
        """The calendar years of the window, each with its number of months in it."""
        found: dict[int, int] = {}
        for month in self.window.months:
            found[month.year] = found.get(month.year, 0) + 1
        return tuple(found.items())


def compare(found: Sequence[tuple[Scenario, Plan]], *, today: date, employer: bool) -> Comparison:
    """The page of these plans, the base first. `employer`: an employer looks, and sees no budgets and no benefit."""
    plans = [plan for _, plan in found]
    base = plans[0]
    return Comparison(
        window=base.window,
        plans=tuple(
            _shown(LETTERS[index], scenario, plan, base if index else None, today, employer=employer)
            for index, (scenario, plan) in enumerate(found)
        ),
        blocks=tuple(_blocks(plans, employer=employer)),
        questions=_unique(gap.question for plan in plans for gap in plan.missing),
        notes=_unique(note for plan in plans for note in plan.notes),
        signals=_unique(signal for plan in plans for signal in plan.signals),
        provisional=_unique(reason for plan in plans for reason in plan.provisional),
        rules_from=max((plan.rules_from for plan in plans if plan.rules_from), default=None),
        on=today,
    )


def _unique(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _shown(letter: str, scenario: Scenario, plan: Plan, base: Plan | None, today: date, *, employer: bool) -> PlanShown:
    wage = plan.total(Party.EMPLOYER, LineKind.WAGE)
    back = plan.total(Party.EMPLOYER, LineKind.INSTRUMENT)
    net = plan.total(Party.EMPLOYER)
    was = None if base is None else base.total(Party.EMPLOYER)
    months = plan.paid_months
    columns = list(_columns(plan, employer=employer))
    return PlanShown(
        letter=letter,
        label=scenario.label,
        text=scenario.text,
        average=None if net is None or not months else -net / months,
        back=back,
        share=None if not wage or back is None else _percent(back, wage),
        bounds=_bounds(plan, wage) if back is None else None,
        against=None if net is None or was is None else was - net,
        timeline=_timeline(letter, scenario, plan, today),
        costs=_costs(letter, scenario, plan, employer=employer),
        bars=tuple(_bar(bar, plan.window, employer=employer) for bar in plan.bars),
        heads=tuple(head for head, _, _, _ in columns),
        months=tuple(row for row in (_month(plan, month, columns) for month in plan.window.months) if not row.empty),
    )


def _bounds(plan: Plan, wage: Decimal | None) -> Bounds | None:
    """None when the wage itself is not known, or nothing that comes back is."""
    back = plan.known(Party.EMPLOYER, LineKind.INSTRUMENT)
    if not wage or not plan.paid_months or back <= 0:
        return None
    return Bounds(average=-(wage + back) / plan.paid_months, back=back, share=_percent(back, wage))


def _percent(back: Decimal, wage: Decimal) -> int:
    return int((-back / wage * 100).to_integral_value())


_Head = tuple[str, Party, tuple[LineKind, ...], int]
"""Words, whose money, which of it, and -1 where what is paid reads as a cost."""


def _columns(plan: Plan, *, employer: bool) -> Iterator[_Head]:
    yield "Loon en lasten", Party.EMPLOYER, (LineKind.WAGE,), -1
    yield "Komt terug", Party.EMPLOYER, (LineKind.INSTRUMENT,), 1
    yield "Kosten voor u" if employer else "Kosten werkgever", Party.EMPLOYER, (), -1
    if employer:
        return
    yield "Inkomensbudget", Party.INCOME, (), 1
    if plan.of(Party.PARTICIPATION):
        yield "Participatiebudget", Party.PARTICIPATION, (), 1
    yield "Werknemer", Party.WORKER, (), 1


def _shown_months(plan: Plan) -> tuple[date, ...]:
    """The months of the window up to the last in which there is any money; a year at least."""
    last = max((each.month for line in plan.lines for each in line.months), default=plan.window.first)
    return tuple(month for index, month in enumerate(plan.window.months) if month <= last or index < _SHORTEST)


def _month(plan: Plan, month: date, columns: Sequence[_Head]) -> MonthRow:
    provisional = any(each.provisional for line in plan.lines for each in line.months if each.month == month)
    amounts = tuple(_turned(plan.in_month(party, month, *kinds), sign) for _, party, kinds, sign in columns)
    return MonthRow(month, amounts, provisional=provisional)


def _turned(amount: Decimal | None, sign: int) -> Decimal | None:
    return None if amount is None else amount * sign


def _blocks(plans: Sequence[Plan], *, employer: bool) -> Iterator[Block]:
    parties: list[tuple[Party, str, str]] = [
        (Party.EMPLOYER, "De werkgever", "Kosten voor u" if employer else "Kosten voor de werkgever"),
    ]
    if not employer:
        parties += [
            (Party.INCOME, "Gemeente: inkomensbudget", "Effect op het inkomensbudget"),
            (Party.PARTICIPATION, "Gemeente: participatiebudget", "Effect op het participatiebudget"),
            (Party.WORKER, "De werknemer", "Erbij voor de werknemer"),
        ]
    for party, title, sum_name in parties:
        keys = dict.fromkeys((line.kind, line.code, line.label) for plan in plans for line in plan.of(party))
        # What an employer pays reads as costs, and what comes back is taken off.
        sign = -1 if party is Party.EMPLOYER else 1
        rows = [
            Row(label, tuple(_turned(_of(plan, party, kind, code), sign) for plan in plans))
            for kind, code, label in keys
        ]
        if rows:
            totals = tuple(_turned(plan.total(party), sign) for plan in plans)
            yield Block(title, (*rows, Row(sum_name, totals, strong=True)))


def _of(plan: Plan, party: Party, kind: LineKind, code: str) -> Decimal | None:
    return total(line.total for line in plan.of(party, kind) if line.code == code)


def _timeline(letter: str, scenario: Scenario, plan: Plan, today: date) -> Timeline:
    lanes: dict[str, list[Span | Milestone]] = {}
    for bar in plan.bars:
        if bar.status is Status.NOT_ELIGIBLE or bar.start > plan.window.last:
            continue
        lane = _LANES.get(bar.code, bar.title)
        lanes.setdefault(lane, []).append(_mark(bar, plan.window))
    summary = f"Werk en regelingen naast elkaar, vanaf {day(plan.window.first)}."
    title = f"Tijdlijn: {scenario.label.lower()}"
    rows = [Lane(name, marks) for name, marks in lanes.items()]
    return Timeline(f"tijdlijn-{letter.lower()}", title, summary, rows, today, expected_name="nog niet bekend")


_LANES: Final = {
    "contract": "Werk",
    "proefplaatsing": "Werk",
    "loonkostensubsidie": "Loonkostensubsidie",
    "meting": "Loonwaardemeting",
}


def _mark(bar: Bar, window: Window) -> Span | Milestone:
    if bar.milestone:
        return Milestone(bar.start, f"uiterlijk {day(bar.start, short=True)}")
    until = None if bar.last is None or bar.last > window.last else bar.last + _DAY
    words = f"proef, {bar.words}" if bar.code == "proefplaatsing" else bar.words
    return Span(bar.start, until, "planned" if bar.status is Status.ELIGIBLE else "expected", words)


def _costs(letter: str, scenario: Scenario, plan: Plan, *, employer: bool) -> Stacks:
    whose = "u" if employer else "de werkgever"
    rows = []
    for month in _shown_months(plan):
        whole = plan.in_month(Party.EMPLOYER, month, LineKind.WAGE)
        back = plan.in_month(Party.EMPLOYER, month, LineKind.INSTRUMENT)
        rows.append(Stack(month, -(whole or Decimal(0)), back))
    return Stacks(
        f"kosten-{letter.lower()}",
        f"Kosten per maand: {scenario.label.lower()}",
        f"Per maand wat {whose} betaalt en wat terugkomt.",
        rows,
        left_name="u betaalt" if employer else "werkgever betaalt",
        back_name="komt terug",
    )


def _bar(bar: Bar, window: Window, *, employer: bool) -> BarRow:
    last = window.last if bar.last is None else min(bar.last, window.last)
    start = max(bar.start, window.first)
    offset = max(0, _months_between(window.first, start))
    width = max(1, _months_between(start.replace(day=1), add_months(last.replace(day=1), 1)))
    return BarRow(
        title=bar.title,
        start=bar.start,
        last=bar.last,
        milestone=bar.milestone,
        known=bar.status is not Status.UNKNOWN,
        possible=bar.status is not Status.NOT_ELIGIBLE,
        amount=bar.amount,
        whose=_whose(bar, employer=employer),
        where=bar.where,
        todo=tuple((each.what, each.who, each.by, each.article) for each in bar.deadlines),
        reason=bar.reason,
        article=bar.article,
        provisional=bar.provisional,
        rules_from=bar.rules_from,
        inside=bar.words if width >= _ROOMY else "",
        offset=min(offset, window.count),
        width=min(width, max(window.count - offset, 0)),
    )


_GETS: Final = {Party.EMPLOYER: "naar de werkgever", Party.WORKER: "naar de werknemer"}
_PAYS: Final = {Party.INCOME: "uit het inkomensbudget", Party.PARTICIPATION: "uit het participatiebudget"}


def _whose(bar: Bar, *, employer: bool) -> str:
    """Who gets and who pays the amount of a month, in Dutch; an employer reads of no budgets."""
    if bar.amount is None:
        return ""
    if employer:
        return "van de gemeente" if bar.payer else ""
    gets, pays = _GETS.get(bar.receiver) if bar.receiver else None, _PAYS.get(bar.payer) if bar.payer else None
    return ", ".join(text for text in (gets, pays) if text)


def _months_between(first: date, day_: date) -> int:
    return (day_.year - first.year) * 12 + day_.month - first.month
