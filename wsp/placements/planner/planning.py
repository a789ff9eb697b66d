"""From a situation to its plan. Pure: history and law in, frozen rows out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import number
from wsp.instruments import catalogue, codes
from wsp.instruments.answers import local_gap
from wsp.instruments.assessment import Assessment, MissingFact, Status
from wsp.instruments.enums import Benefit
from wsp.instruments.questions import missing
from wsp.law.errors import LawError
from wsp.law.lookup import LawBook
from wsp.law.steps import Working
from wsp.placements.enums import KIND_LABELS, UNPAID
from wsp.placements.planner.amounts import Dated, Window, years
from wsp.placements.planner.draft import Draft, asked_where, newest, paid_terms
from wsp.placements.planner.enums import LineKind, Party
from wsp.placements.planner.instruments import by_hand, others, subsidy
from wsp.placements.planner.plans import CONTRACT, Bar, Plan, unique
from wsp.placements.planner.situation import Situation
from wsp.placements.rules.facts import TermsVersion, facts_on, first_paid_day
from wsp.placements.rules.money import employer_costs, wage_signal

BENEFIT_RULE: Final = "uitkering.bijstand_maand"
"""The municipality's own figure for a benefit that stops; the administrator enters it."""
_OF_UWV: Final = "De uitkering komt van UWV. De gemeente betaalt die niet."
_COMPARED: Final = "De gemeente trekt loon af van de bijstand. Hier is bruto met bruto vergeleken."


def plan(situation: Situation, book: LawBook, window: Window) -> Plan:
    """The plan of a situation over the months of `window`. Whatever is not known is asked for and counts nowhere.

    The rules of each day hold on that day; for days whose law is not known yet the last known value is used, and the
    plan says that it is *voorlopig*.
    """
    draft = Draft(situation, book, window)
    _work(draft)
    _wages(draft)
    if codes.LKS in situation.instruments:
        subsidy(draft)
    if first_paid_day(situation.history) is not None:
        others(draft)
    by_hand(draft)
    if situation.with_benefit:
        _benefit(draft)
    if situation.adult:
        draft.notes.append("De berekening is voor iemand van 21 jaar of ouder.")
    return Plan(
        window=window,
        bars=tuple(draft.bars),
        lines=tuple(draft.lines),
        paid_months=_paid_months(draft),
        missing=unique(draft.gaps),
        notes=tuple(dict.fromkeys(draft.notes)),
        provisional=tuple(dict.fromkeys(draft.reasons)),
        signals=tuple(dict.fromkeys(draft.signals)),
        rules_from=max((value.valid_from for value in draft.used), default=None),
    )


def _work(draft: Draft) -> None:
    """The contract, and a trial before it with what the law says of that."""
    history = draft.situation.history
    for version in history.terms:
        if version.last is not None and version.last < draft.window.first:
            continue
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
                where=asked_where(answer),
                deadlines=answer.deadlines if answer else (),
                provisional=answer.provisional_reasons if answer else (),
                steps=answer.steps if answer else (),
                rules_from=newest(answer),
            )
        )


def _trial(draft: Draft, version: TermsVersion) -> Assessment:
    facts = replace(
        facts_on(draft.situation.history, version.start),
        starts_on=version.start,
        benefit=draft.situation.benefit,
        prospect=True,
    )
    answer = catalogue.get(codes.PROEFPLAATSING).assess(facts, draft.book, version.start)
    draft.take(answer)
    return answer


def _wages(draft: Draft) -> None:
    """Wage, vakantiebijslag and charges of the employer; the wage is the worker's."""
    wages: list[Dated] = []
    holidays: list[Dated] = []
    charges: list[Dated] = []
    for version in paid_terms(draft):
        _signal(draft, version)
        for start, last in years(*draft.window.inside(version.start, version.last)):
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


def _paid_months(draft: Draft) -> Decimal:
    wages = [(version.start, version.last, Decimal(1), False) for version in paid_terms(draft)]
    return sum((each.amount or Decimal(0) for each in draft.window.spread(wages)), Decimal(0))


def _signal(draft: Draft, version: TermsVersion) -> None:
    first, last = draft.window.inside(version.start, version.last)
    if first > last:
        return
    try:
        signal = wage_signal(version, draft.situation.history.born_on, draft.book, first)
    except LawError:
        return
    if signal is not None:
        draft.signals.append(signal)


def _benefit(draft: Draft) -> None:
    """The benefit that stops, as far as the law and the municipality have a figure for it."""
    benefit = draft.situation.benefit
    paid = list(paid_terms(draft))
    if not paid or benefit is Benefit.NONE:
        return
    if benefit is None:
        draft.gaps += missing("benefit")
    elif benefit is not Benefit.BIJSTAND:
        draft.notes.append(_OF_UWV)
        draft.gaps.append(MissingFact("benefit", "Vraag UWV wat de uitkering naast dit loon wordt."))
    periods: list[Dated] = []
    for version in paid:
        for start, last in years(*draft.window.inside(version.start, version.last)):
            amount = _stops(draft, benefit, version, start)
            periods.append((start, last, amount, True))
    if benefit is Benefit.BIJSTAND and any(amount is not None for _, _, amount, _ in periods):
        draft.notes.append(_COMPARED)
    label = "Bijstand die stopt" if benefit is Benefit.BIJSTAND else "Uitkering die stopt"
    if benefit is None or benefit is Benefit.BIJSTAND:
        draft.add("uitkering", label, Party.INCOME, LineKind.BENEFIT, periods)
    draft.add("uitkering", label, Party.WORKER, LineKind.BENEFIT, periods, pays=True)


def _stops(draft: Draft, benefit: Benefit | None, version: TermsVersion, on: date) -> Decimal | None:
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
