"""What was agreed, from a command to terms over time: the wage per month, and until when the terms hold."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.clock import day_in_words
from wsp.foundation.money import cents
from wsp.placements.commands import BeginEmployment, ChangeTerms, Terms
from wsp.placements.enums import UNPAID, PlacementKind
from wsp.placements.errors import InvalidPlacement, NoTrial
from wsp.placements.rules.checks import check_contract, check_terms
from wsp.placements.rules.facts import History, TermsVersion
from wsp.placements.rules.money import monthly_wage
from wsp.placements.rules.settling import until, with_terms

_DAY: Final = timedelta(days=1)


def month_wage(terms: Terms) -> Decimal | None:
    """Gross wage per month: as agreed, or from the wage per hour over an average month; None for unpaid work."""
    if terms.wage_hour:
        return cents(monthly_wage(terms.wage_hour, terms.hours_per_week))
    return terms.wage_month


def version_of(terms: Terms, start: date, last: date | None) -> TermsVersion:
    """The terms from `start` up to and including `last`."""
    return TermsVersion(
        start=start,
        last=last,
        kind=terms.kind,
        hours=terms.hours_per_week,
        full_week=terms.full_week_hours,
        wage=month_wage(terms),
        wage_hour=terms.wage_hour or None,
    )


def agreed(command: ChangeTerms, history: History) -> TermsVersion:
    """Terms hold until the next that were agreed, or to the end of the contract."""
    later = [version.start for version in history.terms if version.start > command.valid_from]
    last = min(later) - _DAY if later else history.ends_on
    return version_of(command, command.valid_from, last)


def employed(history: History, command: BeginEmployment) -> History:
    """The placement as it is when the trial goes over into an employment.

    Raises:
        NoTrial: nobody is on trial, or there is a wage already.
        InvalidPlacement: a day before or long after the trial, no wage, or a contract that ends before it starts.

    """
    trial = [version for version in history.terms if version.kind in UNPAID]
    if not trial or len(trial) != len(history.terms):
        raise NoTrial
    if command.kind in UNPAID:
        raise InvalidPlacement("kind", "Kies een vorm met loon. De proefplaatsing staat er al.")
    check_terms(command)
    check_contract(command.starts_on, command.ends_on, today=command.starts_on)
    first = min(version.start for version in trial)
    if command.starts_on <= first:
        raise InvalidPlacement("starts_on", f"De proefplaatsing begint op {day_in_words(first)}. Kies een dag daarna.")
    last = max((version.last for version in trial if version.last is not None), default=None)
    if last is not None and command.starts_on > last + _DAY:
        raise InvalidPlacement(
            "starts_on", f"De proefplaatsing stopt op {day_in_words(last)}. Sluit het dienstverband daarop aan."
        )
    wanted = version_of(command, command.starts_on, command.ends_on)
    terms = with_terms(until(history.terms, command.starts_on - _DAY), wanted)
    forfaitair = history.forfaitair if command.forfaitair is None else command.forfaitair
    return replace(history, ends_on=command.ends_on, terms=terms, forfaitair=forfaitair)


def first_day_after_trial(history: History, today: date) -> date | None:
    """On which day an employment would follow a trial; None when there is no trial to go on from."""
    if not history.terms or any(version.kind is not PlacementKind.TRIAL for version in history.terms):
        return None
    last = max((version.last for version in history.terms if version.last is not None), default=None)
    return max(today, history.starts_on + _DAY) if last is None else last + _DAY
