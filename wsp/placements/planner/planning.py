"""From a situation to its plan. Pure: history and law in, frozen rows out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.money import euro, number
from wsp.instruments import catalogue, codes
from wsp.instruments.answers import UWV, local_gap
from wsp.instruments.assessment import Assessment, Deadline, MissingFact, Status
from wsp.instruments.enums import Benefit, CoachKind
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.errors import LawError
from wsp.law.lookup import LawBook
from wsp.law.steps import Working
from wsp.law.values import DatedValue
from wsp.placements.enums import KIND_LABELS, UNPAID
from wsp.placements.planner.amounts import Dated, Line, Window, years
from wsp.placements.planner.enums import LineKind, Party
from wsp.placements.planner.loonkostenvoordeel import advantage
from wsp.placements.planner.plans import CONTRACT, MEASURE, Bar, Plan, unique
from wsp.placements.planner.situation import Situation
from wsp.placements.rules.facts import TermsVersion, facts_on, first_paid_day
from wsp.placements.rules.money import employer_costs, lks_over_time, wage_signal

BENEFIT_RULE: Final = "uitkering.bijstand_maand"
"""The municipality's own figure for a benefit that stops; the administrator enters it."""
_DAY: Final = timedelta(days=1)
_ENGAGED: Final = "De uitkering komt van UWV. De gemeente betaalt die niet."
_COMPARED: Final = "De gemeente trekt loon af van de bijstand. Hier is bruto met bruto vergeleken."


@dataclass(slots=True)
class _Draft:
    """What has been found so far; it never leaves `plan`."""

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

    def add(
        self, code: str, label: str, party: Party, kind: LineKind, periods: Sequence[Dated], *, pays: bool = False
    ) -> None:
        """Add a line when it holds anything."""
        months = self.window.spread(periods, -1 if pays else 1)
        if months:
            self.lines.append(Line(code=code, label=label, party=party, kind=kind, months=months))


def plan(situation: Situation, book: LawBook, window: Window) -> Plan:
    """The plan of a situation over the months of `window`. Whatever is not known is asked for and counts nowhere.

    The rules of each day hold on that day; for days whose law is not known yet the last known value is used, and the
    plan says that it is *voorlopig*.
    """
    draft = _Draft(situation, book, window)
    _work(draft)
    _wages(draft)
    if codes.LKS in situation.instruments:
        _subsidy(draft)
    if first_paid_day(situation.history) is not None:
        _others(draft)
    _benefit(draft)
    if situation.adult:
        draft.notes.append("De berekening is voor iemand van 21 jaar of ouder.")
    return Plan(
        window=window,
        bars=tuple(draft.bars),
        lines=tuple(draft.lines),
        missing=unique(draft.gaps),
        notes=tuple(dict.fromkeys(draft.notes)),
        provisional=tuple(dict.fromkeys(draft.reasons)),
        signals=tuple(dict.fromkeys(draft.signals)),
        rules_from=max((value.valid_from for value in draft.used), default=None),
    )


def _work(draft: _Draft) -> None:
    """The contract, and a trial before it with what the law says of that."""
    history = draft.situation.history
    for version in history.terms:
        words = f"{number(version.hours)} uur per week"
        unpaid = version.kind in UNPAID
        answer = _trial(draft, version) if unpaid else None
        draft.bars.append(
            Bar(
                code=codes.PROEFPLAATSING if unpaid else CONTRACT,
                title=KIND_LABELS[version.kind],
                start=version.start,
                last=version.last,
                status=Status.ELIGIBLE if answer is None else answer.status,
                words="met uitkering" if unpaid else words,
                reason=answer.reason if answer else f"{words}, volle week {number(version.full_week)} uur.",
                article=catalogue.get(codes.PROEFPLAATSING).article if unpaid else "WML art. 8 lid 1 onder a",
                where=_where(answer),
                deadlines=answer.deadlines if answer else (),
                provisional=answer.provisional_reasons if answer else (),
                steps=answer.steps if answer else (),
                rules_from=_newest(answer),
            )
        )


def _trial(draft: _Draft, version: TermsVersion) -> Assessment:
    facts = replace(
        facts_on(draft.situation.history, version.start),
        starts_on=version.start,
        benefit=draft.situation.benefit,
        prospect=True,
    )
    answer = catalogue.get(codes.PROEFPLAATSING).assess(facts, draft.book, version.start)
    draft.take(answer)
    return answer


def _wages(draft: _Draft) -> None:
    """Wage, vakantiebijslag and charges of the employer; the wage is the worker's."""
    wages: list[Dated] = []
    holidays: list[Dated] = []
    charges: list[Dated] = []
    for version in _paid(draft):
        _signal(draft, version)
        for start, last in years(version.start, min(version.last or draft.window.last, draft.window.last)):
            try:
                costs = employer_costs(version, None, draft.book, start, subsidy_provisional=False)
            except LawError as failure:
                draft.reasons.append(failure.message)
                wages.append((start, last, version.wage, False))
                holidays.append((start, last, None, True))
                charges.append((start, last, None, True))
                continue
            assert costs is not None, "paid terms have a wage"  # noqa: S101 (tells mypy what `_paid` made sure of)
            for code in ("wml.vakantiebijslag", "participatiewet.loonkostensubsidie.employer_charges"):
                value = draft.book.on(code, start)
                draft.used.append(value)
                draft.reasons += [value.reason] if value.provisional else []
            wages.append((start, last, costs.wage, False))
            holidays.append((start, last, costs.holiday, False))
            charges.append((start, last, costs.charges, True))
    draft.add("loon", "Bruto loon", Party.EMPLOYER, LineKind.WAGE, wages, pays=True)
    draft.add("vakantiegeld", "Vakantiegeld", Party.EMPLOYER, LineKind.WAGE, holidays, pays=True)
    draft.add("lasten", "Lasten van de werkgever (geschat)", Party.EMPLOYER, LineKind.WAGE, charges, pays=True)
    draft.add("loon", "Bruto loon", Party.WORKER, LineKind.WAGE, wages)
    if wages:
        draft.notes.append("Het loon blijft in deze berekening gelijk.")


def _signal(draft: _Draft, version: TermsVersion) -> None:
    try:
        signal = wage_signal(version, draft.situation.history.born_on, draft.book, version.start)
    except LawError:
        return
    if signal is not None:
        draft.signals.append(signal)


def _paid(draft: _Draft) -> Iterator[TermsVersion]:
    return (v for v in draft.situation.history.terms if v.kind not in UNPAID and v.wage is not None)


def _subsidy(draft: _Draft) -> None:
    history, window = draft.situation.history, draft.window
    start = first_paid_day(history)
    if start is None:
        return
    instrument = catalogue.get(codes.LKS)
    try:
        rows = [(row.start, row.end, row.assessment) for row in lks_over_time(history, draft.book, start, window.last)]
    except LawError:
        last = history.ends_on or window.last
        rows = [(start, max(start, last), instrument.assess(facts_on(history, start), draft.book, start))]
    for index, (first, last, answer) in enumerate(rows):
        draft.take(answer)
        if answer.status is Status.NOT_ELIGIBLE and len(rows) > 1 and index:
            continue
        deadlines = [each for each in answer.deadlines if each.code != "reindex" and (not index or each.code != "apply")]
        to_measure = [each for each in deadlines if each.code == "measure"]
        open_end = last == window.last and (history.ends_on is None or history.ends_on > last)
        draft.bars.append(
            _bar(
                codes.LKS,
                "Loonkostensubsidie zonder meting" if to_measure else instrument.title,
                first,
                None if open_end else last,
                answer,
                deadlines=tuple(deadlines),
                payer=Party.INCOME,
                receiver=Party.EMPLOYER,
            )
        )
        draft.bars += [_measure(each) for each in to_measure if index + 1 == len(rows) or rows[index + 1][0] > each.by]
    periods = [
        (first, last, Decimal(0) if a.status is Status.NOT_ELIGIBLE else a.exact_per_month, a.provisional)
        for first, last, a in rows
    ]
    if any(a.status is not Status.NOT_ELIGIBLE for _, _, a in rows):
        draft.add(codes.LKS, instrument.title, Party.EMPLOYER, LineKind.INSTRUMENT, periods)
        draft.add(codes.LKS, instrument.title, Party.INCOME, LineKind.INSTRUMENT, periods, pays=True)


def _measure(deadline: Deadline) -> Bar:
    return Bar(
        code=MEASURE,
        title="Loonwaardemeting",
        start=deadline.by,
        last=deadline.by,
        status=Status.ELIGIBLE,
        words="meten",
        reason="Een deskundige meet de loonwaarde op de werkplek.",
        article=deadline.article,
        deadlines=(deadline,),
    )


def _others(draft: _Draft) -> None:
    situation, window = draft.situation, draft.window
    start = first_paid_day(situation.history)
    assert start is not None, "asked for paid work only"  # noqa: S101 (tells mypy what `plan` made sure of)
    lks = any(bar.code == codes.LKS and bar.status is Status.ELIGIBLE for bar in draft.bars)
    if codes.NO_RISK in situation.instruments:
        facts = replace(facts_on(situation.history, start), lks_runs=lks)
        answer = catalogue.get(codes.NO_RISK).assess(facts, draft.book, start)
        draft.take(answer)
        words = "UWV betaalt bij ziekte" if answer.status is Status.ELIGIBLE else answer.status.label
        draft.bars.append(
            _bar(codes.NO_RISK, catalogue.get(codes.NO_RISK).title, start, _end(draft, answer), answer, words=words)
        )
    if codes.LKV in situation.instruments:
        _advantage(draft, start)
    if codes.JOBCOACHING in situation.instruments:
        _coaching(draft, start)
    if start > window.last:
        draft.notes.append("Het werk begint na deze periode.")


def _advantage(draft: _Draft, start: date) -> None:
    found = advantage(draft.situation.history, draft.book, start, draft.window)
    for answer in found.answers:
        draft.take(answer)
    answer = found.answers[0]
    title = catalogue.get(codes.LKV).title
    words = f"{euro(answer.amount_per_year)} over een heel jaar" if answer.amount_per_year else answer.status.label
    words = f"{euro(found.per_hour)} per uur" if found.per_hour is not None else words
    draft.bars.append(_bar(codes.LKV, title, start, _end(draft, answer), answer, words=words, receiver=Party.EMPLOYER))
    if found.months:
        draft.lines.append(
            Line(code=codes.LKV, label=title, party=Party.EMPLOYER, kind=LineKind.INSTRUMENT, months=found.months)
        )
        draft.notes.append("Het loonkostenvoordeel komt in het jaar erna. Hier staat het bij de maand waar het bij hoort.")


def _coaching(draft: _Draft, start: date) -> None:
    coach = draft.situation.coach
    facts: PlacementFacts = facts_on(draft.situation.history, start)
    if coach is not None:
        facts = replace(facts, coach_kind=coach.kind, coach_hours=coach.hours, jobcoach_regime=coach.regime)
    answer = catalogue.get(codes.JOBCOACHING).assess(facts, draft.book, start)
    draft.take(answer)
    title = catalogue.get(codes.JOBCOACHING).title
    last = _end(draft, answer)
    municipal = answer.apply_where != UWV
    intern = coach is not None and coach.kind is CoachKind.INTERN
    words = "begeleiding op het werk" if answer.status is Status.ELIGIBLE and answer.amount_per_month is None else ""
    payer = Party.PARTICIPATION if municipal and coach is not None else None
    draft.bars.append(
        _bar(
            codes.JOBCOACHING,
            title,
            start,
            last,
            answer,
            words=words,
            payer=payer,
            receiver=Party.EMPLOYER if intern else None,
        )
    )
    if answer.status is not Status.ELIGIBLE or coach is None:
        return
    periods = [(start, last, answer.exact_per_month, answer.provisional)]
    if municipal:
        draft.add(codes.JOBCOACHING, title, Party.PARTICIPATION, LineKind.INSTRUMENT, periods, pays=True)
    if intern:
        draft.add(codes.JOBCOACHING, "Vergoeding interne jobcoach", Party.EMPLOYER, LineKind.INSTRUMENT, periods)


def _benefit(draft: _Draft) -> None:
    """The benefit that stops, as far as the law and the municipality have a figure for it."""
    benefit = draft.situation.benefit
    paid = list(_paid(draft))
    if not paid or benefit is Benefit.NONE:
        return
    if benefit is None:
        draft.gaps += missing("benefit")
    elif benefit is not Benefit.BIJSTAND:
        draft.notes.append(_ENGAGED)
        draft.gaps.append(MissingFact("benefit", "Vraag UWV wat de uitkering naast dit loon wordt."))
    periods: list[Dated] = []
    for version in paid:
        for start, last in years(version.start, min(version.last or draft.window.last, draft.window.last)):
            amount = _stops(draft, benefit, version, start)
            periods.append((start, last, amount, True))
    if benefit is Benefit.BIJSTAND and any(amount is not None for _, _, amount, _ in periods):
        draft.notes.append(_COMPARED)
    label = "Bijstand die stopt" if benefit is Benefit.BIJSTAND else "Uitkering die stopt"
    if benefit is None or benefit is Benefit.BIJSTAND:
        draft.add("uitkering", label, Party.INCOME, LineKind.BENEFIT, periods)
    draft.add("uitkering", label, Party.WORKER, LineKind.BENEFIT, periods, pays=True)


def _stops(draft: _Draft, benefit: Benefit | None, version: TermsVersion, on: date) -> Decimal | None:
    """What stops per month: the benefit, or as much of it as the wage (Participatiewet art. 19 lid 2)."""
    if benefit is not Benefit.BIJSTAND or version.wage is None:
        return None
    working = Working(draft.book, on)
    full = working.local(BENEFIT_RULE)
    if full is None:
        draft.gaps.append(local_gap(BENEFIT_RULE))
        return None
    draft.used += working.sources
    return min(full, version.wage)


def _end(draft: _Draft, answer: Assessment) -> date | None:
    ends = [day for day in (answer.term.end if answer.term else None, draft.situation.history.ends_on) if day]
    return min(ends, default=None)


def _bar(
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
        where=_where(answer),
        deadlines=answer.deadlines if deadlines is None else deadlines,
        provisional=answer.provisional_reasons,
        steps=answer.steps,
        rules_from=_newest(answer),
    )


def _where(answer: Assessment | None) -> str:
    return "" if answer is None else " ".join(part for part in (answer.apply_who, answer.apply_where) if part)


def _newest(answer: Assessment | None) -> date | None:
    return max((value.valid_from for value in answer.sources), default=None) if answer else None
