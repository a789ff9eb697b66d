"""What a plan is made of: the history of a placement, real or supposed, and what counts beside it."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.workdays import add_months
from wsp.instruments import codes
from wsp.instruments.enums import Benefit, CoachKind, JobcoachRegime
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.proefplaatsing import assess as assess_trial
from wsp.law.lookup import LawBook
from wsp.placements.enums import PlacementKind
from wsp.placements.planner.enums import FirstMonths, WorkKind
from wsp.placements.rules.attaching import Extra
from wsp.placements.rules.facts import History, Measured, TermsVersion
from wsp.placements.rules.money import monthly_wage

PLANNED: Final = (codes.LKS, codes.NO_RISK, codes.LKV, codes.JOBCOACHING)
"""The instruments that a plan may count or leave out, in the order of the catalogue."""
GROWS_AFTER: Final = 12
"""Months after which a supposed growth of the loonwaarde is measured."""
_DAY: Final = timedelta(days=1)
_KINDS: Final = {WorkKind.EMPLOYMENT: PlacementKind.EMPLOYMENT, WorkKind.APPRENTICE: PlacementKind.APPRENTICE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coach:
    """Guidance as it is supposed: by whom, and how much."""

    kind: CoachKind
    hours: Decimal | None = None
    """Of an extern coach, per month."""
    regime: JobcoachRegime | None = None
    """Of an intern coach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known or supposed of somebody; None is asked for, never guessed.

    `born_on` None stands for an adult: the plan says so.
    """

    born_on: date | None = field(default=None, repr=False)
    in_register: bool | None = None
    in_doelgroep_lks: bool | None = None
    supported_or_school: bool | None = None
    needs_guidance: bool | None = None
    benefit: Benefit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Work that nobody has agreed yet: what somebody types in the calculator.

    Attributes:
        starts_on: first day of the work, or of the trial before it.
        months: length of the contract after a trial; None: permanent.
        wage_hour: gross, without vakantiebijslag.
        loonwaarde: supposed outcome of a measurement; `later` the one a year after it.
        trial: the work begins with a proefplaatsing.

    """

    starts_on: date
    months: int | None
    hours: Decimal
    full_week: Decimal
    wage_hour: Decimal
    kind: WorkKind = WorkKind.EMPLOYMENT
    loonwaarde: int | None = None
    later: int | None = None
    first_months: FirstMonths = FirstMonths.FORFAIT
    trial: bool = False
    instruments: frozenset[str] = frozenset(PLANNED)
    coach: Coach | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a plan reckons with.

    Attributes:
        history: terms and measurements, real or supposed.
        instruments: codes that count; what is not in it is left out, as in a scenario without it.
        extras: instruments attached by hand, with what was answered.
        benefit: what somebody has when the work begins; `coach` what guidance is supposed.
        with_benefit: the plan counts the benefit that stops; not for an employer, who learns of no benefit.
        adult: no date of birth is known, and the plan is made for an adult.

    """

    history: History
    instruments: frozenset[str] = frozenset(PLANNED)
    extras: tuple[Extra, ...] = ()
    benefit: Benefit | None = None
    coach: Coach | None = None
    with_benefit: bool = True
    adult: bool = False


def situation_of(proposal: Proposal, person: Person, book: LawBook) -> Situation:
    """The situation that a proposal describes.

    A trial lasts as long as the first term of the municipality or the law allows. A measurement counts from the first
    paid day, or from the day after the months without one.
    """
    paid_from = proposal.starts_on if not proposal.trial else _after_trial(proposal, book)
    ends_on = None if proposal.months is None else add_months(paid_from, proposal.months) - _DAY
    paid = TermsVersion(
        start=paid_from,
        last=ends_on,
        kind=_KINDS[proposal.kind],
        hours=proposal.hours,
        full_week=proposal.full_week,
        wage=monthly_wage(proposal.wage_hour, proposal.hours),
    )
    trial = TermsVersion(
        proposal.starts_on, paid_from - _DAY, PlacementKind.TRIAL, proposal.hours, proposal.full_week, None
    )
    history = History(
        starts_on=proposal.starts_on,
        ends_on=ends_on,
        terms=(trial, paid) if proposal.trial else (paid,),
        measured=_measured(proposal, paid_from, book),
        # Nobody's birthday: somebody who is an adult from the first day on.
        born_on=person.born_on or born_adult(proposal.starts_on, book),
        in_register=person.in_register,
        in_doelgroep_lks=person.in_doelgroep_lks,
        forfaitair=proposal.first_months is FirstMonths.FORFAIT,
        supported_or_school=person.supported_or_school,
        needs_guidance=person.needs_guidance,
    )
    return Situation(
        history=history,
        instruments=proposal.instruments,
        benefit=person.benefit,
        coach=proposal.coach,
        adult=person.born_on is None,
    )


def born_adult(on: date, book: LawBook) -> date:
    """The date of birth of somebody who has the adult minimum wage from `on`."""
    return add_months(on, -12 * int(book.on("wml.adult_age", on).value))


def _after_trial(proposal: Proposal, book: LawBook) -> date:
    facts = PlacementFacts(benefit=Benefit.BIJSTAND, prospect=True, starts_on=proposal.starts_on)
    term = assess_trial(facts, book, proposal.starts_on).term
    return proposal.starts_on if term is None or term.end is None else term.end + _DAY


def _measured(proposal: Proposal, paid_from: date, book: LawBook) -> tuple[Measured, ...]:
    if proposal.loonwaarde is None:
        return ()
    start = paid_from
    if proposal.first_months is FirstMonths.FORFAIT:
        months = book.on("participatiewet.loonkostensubsidie.forfait_months", paid_from).value
        start = add_months(paid_from, int(months))
    rows = [Measured(start, proposal.loonwaarde, start)]
    if proposal.later is not None:
        grown = add_months(start, GROWS_AFTER)
        rows.append(Measured(grown, proposal.later, grown))
    return tuple(rows)


def with_hours(situation: Situation, hours: Decimal, on: date) -> Situation:
    """The same with other hours from `on`; the wage per hour stays. Unpaid terms keep their hours."""
    return replace(situation, history=replace(situation.history, terms=_with_hours(situation.history.terms, hours, on)))


def _with_hours(terms: tuple[TermsVersion, ...], hours: Decimal, on: date) -> tuple[TermsVersion, ...]:
    rows: list[TermsVersion] = []
    for version in terms:
        if version.wage is None or (version.last is not None and version.last < on):
            rows.append(version)
            continue
        if version.start < on:
            rows.append(replace(version, last=on - _DAY))
        wage = version.wage * hours / version.hours
        rows.append(replace(version, start=max(version.start, on), hours=hours, wage=wage))
    return tuple(rows)


def with_loonwaarde(situation: Situation, percentage: int, on: date) -> Situation:
    """The same with another measurement from `on`, instead of every later one."""
    kept = tuple(each for each in situation.history.measured if each.start < on)
    measured = (*kept, Measured(on, percentage, on))
    return replace(situation, history=replace(situation.history, measured=measured))


def without(situation: Situation, code: str) -> Situation:
    """The same without one instrument."""
    return replace(situation, instruments=situation.instruments - {code})
