"""What is known of a placement through time, and the facts of one day for the instruments."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.instruments.facts import PlacementFacts
from wsp.placements.enums import UNPAID, WSW_EMPLOYMENT, PlacementKind

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TermsVersion:
    """Hours, wage and kind from `start` up to and including `last`; None: no end is known."""

    start: date
    last: date | None
    kind: PlacementKind
    hours: Decimal
    full_week: Decimal
    wage: Decimal | None
    wage_hour: Decimal | None = None
    """What was agreed per hour, when it was; the wage per month follows from it."""

    def holds(self, day: date) -> bool:
        """Tell whether these terms hold on `day`."""
        return self.start <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Measured:
    """A loonwaarde measured in this function, counted from `start`."""

    start: date
    percentage: int
    measured_on: date
    remeasure_by: date | None = None
    """When to measure again; None: nothing is planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything about one placement that the rules need; built from rows, or from what somebody is about to save."""

    starts_on: date
    ends_on: date | None
    """Last day that is known now: of the contract, or the earlier day on which somebody stopped."""
    terms: tuple[TermsVersion, ...]
    measured: tuple[Measured, ...] = ()
    beschut: bool = False
    born_on: date | None = field(default=None, repr=False)
    in_register: bool | None = None
    in_doelgroep_lks: bool | None = None
    forfaitair: bool | None = None
    forfait_before: bool | None = None
    """A forfait was granted for the same job before (same person, function and employer)."""
    supported_or_school: bool | None = None
    needs_guidance: bool | None = None

    def terms_on(self, day: date) -> TermsVersion | None:
        """The terms that hold on `day`."""
        return next((version for version in self.terms if version.holds(day)), None)

    def measured_on(self, day: date) -> Measured | None:
        """The last measurement that counts on `day`."""
        known = [each for each in self.measured if each.start <= day]
        return max(known, key=lambda each: each.start, default=None)

    def inside(self, day: date) -> date:
        """The day of the placement nearest to `day`: its first or last when that lies outside."""
        last = day if self.ends_on is None else min(day, self.ends_on)
        return max(self.starts_on, last)


def first_paid_day(history: History) -> date | None:
    """First day of the employment; None for a placement without wages so far (a trial)."""
    return min((version.start for version in history.terms if version.kind not in UNPAID), default=None)


def employed_since(history: History, day: date) -> date | None:
    """First day of the employment that holds on `day`: paid work without a day in between; None without any.

    Who comes back after a gap begins anew. Before the first paid day it is that day.
    """
    since = until = None
    for version in sorted((each for each in history.terms if each.kind not in UNPAID), key=lambda each: each.start):
        if since is not None and version.start > day:
            break
        if until is None or version.start > until + _DAY:
            since = version.start
        until = version.last or date.max - _DAY
    return since


def facts_on(history: History, day: date) -> PlacementFacts:
    """The facts that hold on `day` for every instrument.

    A loonwaarde from before or from another job is no fact here: without a measurement in this function it is
    unknown, or forfait where municipality and employer agreed on that. A measurement below the full wage shows by
    itself that somebody belongs to the doelgroep loonkostensubsidie (Participatiewet art. 6 onder e).
    """
    version = history.terms_on(day)
    since = employed_since(history, day)
    measurement = history.measured_on(day)
    in_doelgroep = history.in_doelgroep_lks
    if in_doelgroep is None and measurement is not None and measurement.percentage < 100:  # noqa: PLR2004 - percent (said by the line itself)
        in_doelgroep = True
    return PlacementFacts(
        born_on=history.born_on,
        in_doelgroep_lks=in_doelgroep,
        doelgroepregister=history.in_register,
        beschut=history.beschut,
        wsw_employment=version is not None and version.kind in WSW_EMPLOYMENT,
        wsw_guided=version is not None and version.kind is PlacementKind.WSW_GUIDED,
        wsw_seconded=version is not None and version.kind is PlacementKind.WSW_SECONDED,
        supported_or_school=history.supported_or_school,
        starts_on=since,
        ends_on=history.ends_on,
        permanent=history.ends_on is None,
        hours_per_week=version.hours if version else None,
        full_week_hours=version.full_week if version else None,
        wage_per_month=version.wage if version else None,
        bbl=None if version is None else version.kind is PlacementKind.APPRENTICE,
        loonwaarde=measurement.percentage if measurement else None,
        measured_on=measurement.measured_on if measurement else None,
        loonwaarde_from=measurement.start if measurement else None,
        # What was measured takes the place of the forfait, for the sickness benefit too (Ziektewet art. 29e).
        forfaitair=False if measurement and history.forfaitair else history.forfaitair,
        # Never twice for the same job, not after a gap either (Participatiewet art. 10d lid 5).
        forfait_before=history.forfait_before or (bool(history.forfaitair) and since != first_paid_day(history)),
        needs_guidance=history.needs_guidance,
    )


def stretch(history: History, day: date) -> tuple[TermsVersion, ...]:
    """Return the terms around `day` that follow each other in one form: all with a wage, or all without."""
    found: list[TermsVersion] = []
    for version in sorted(history.terms, key=lambda each: each.start):
        if found and (found[-1].kind in UNPAID) is not (version.kind in UNPAID):
            if any(each.holds(day) for each in found):
                break
            found = []
        found.append(version)
    return tuple(found)


def hours_at_peak(wanted: TermsVersion, others: Iterable[TermsVersion]) -> Decimal:
    """The most hours a week that somebody has over all jobs at once, on any day of the wanted terms."""
    overlapping = [
        other
        for other in others
        if (wanted.last is None or other.start <= wanted.last) and (other.last is None or other.last >= wanted.start)
    ]
    days = {wanted.start} | {other.start for other in overlapping if other.start > wanted.start}
    return max(wanted.hours + sum((o.hours for o in overlapping if o.holds(day)), Decimal(0)) for day in days)
