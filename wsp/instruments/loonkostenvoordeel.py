"""Loonkostenvoordeel (Wtl): what the tax office pays back per paid hour, up to a maximum per year.

    amount of a year = rate × paid hours in periods that count, at most the maximum of the year

Somebody who belongs to more kinds gets only the highest amount (Wtl art. 4.1 lid 3). The kind for the doelgroep
banenafspraak changed on 1 January 2026: no doelgroepverklaring and no longest duration any more, but membership of
the register in the period.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.clock import day_in_words
from wsp.foundation.money import cents, euro, number
from wsp.foundation.workdays import add_months, days_in_month
from wsp.instruments import codes
from wsp.instruments import lkv_conditions as conditions
from wsp.instruments.answers import ONE_DAY, begin, eligible, refused, unknown
from wsp.instruments.assessment import Amount, Assessment, Deadline, Term
from wsp.instruments.enums import LkvKind
from wsp.instruments.facts import Ground, PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

CODE: Final = codes.LKV
ASKS: Final = (
    "lkv_kinds", "paid_hours", "starts_on", "ends_on", "requested", "declaration", "declaration_asked_on",
    "worked_here_before", "resumed_on", "age", "born_on", "aow_on", "doelgroepregister", "deregistered", "beschut",
    "wsw_employment", "wsw_seconded", "hours_per_week", "permanent", "no_risk_ground",
)  # fmt: skip
_LAW: Final = "wtl.lkv."
_MONTHS_IN_YEAR: Final = 12

_TITLES: Final = {
    LkvKind.OLDER: "oudere werknemer",
    LkvKind.DISABLED: "arbeidsgehandicapte werknemer",
    LkvKind.BANENAFSPRAAK: "doelgroep banenafspraak",
    LkvKind.SCHOOLING: "scholingsbelemmerde werknemer",
    LkvKind.RESUMED: "herplaatste werknemer",
}
_ARTICLES: Final = {
    LkvKind.OLDER: "Wtl art. 2.2 tot en met 2.5",
    LkvKind.DISABLED: "Wtl art. 2.6 tot en met 2.9",
    LkvKind.BANENAFSPRAAK: "Wtl art. 2.10 tot en met 2.13",
    LkvKind.SCHOOLING: "Wtl art. 2.10 tot en met 2.13 en 6.2",
    LkvKind.RESUMED: "Wtl art. 2.14 tot en met 2.17",
}
_BY_GROUND: Final = {
    Ground.WIA: LkvKind.DISABLED,
    Ground.WIA_UNDER_35: LkvKind.DISABLED,
    Ground.WIA_OWN_EMPLOYER: LkvKind.RESUMED,
    Ground.SCHOOLING: LkvKind.SCHOOLING,
}


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one kind comes to: refused, in want of facts, or worth something."""

    kind: LkvKind
    refusal: str = ""
    gaps: tuple[str, ...] = ()
    amount: Decimal | None = None
    start: date | None = None
    end: date | None = None
    months: int | None = None
    apply_before: date | None = None
    """Last day to ask for the doelgroepverklaring, while that is still to be done."""


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on loonkostenvoordeel for these facts; `amount_per_year` is for the calendar year of `on`.

    Raises:
        NotSupportedError: `on` lies before what the product supports.
        NoValueError: a value of law is not known on that day.

    """
    working = begin(lawbook, on)
    refusal = _refusal(facts, working)
    if refusal:
        zero = cents(0) if facts.requested is False else None
        return refused(CODE, working, refusal, amount_per_year=zero)
    kinds = _kinds(facts)
    if not kinds:
        gaps = _kind_gaps(facts)
        if gaps:
            return unknown(CODE, working, missing(*gaps))
        return refused(CODE, working, "De werknemer hoort niet tot een groep met loonkostenvoordeel.")
    outcomes = [_outcome(kind, facts, working) for kind in kinds]
    possible = [each for each in outcomes if not each.refusal and not each.gaps]
    gaps = tuple(dict.fromkeys(gap for each in outcomes for gap in each.gaps))
    if not possible:
        if gaps:
            return unknown(CODE, working, missing(*gaps))
        return refused(CODE, working, outcomes[0].refusal)
    # The order of the kinds is that of the Act, and max() keeps the first of equals.
    best = max(possible, key=lambda each: each.amount or Decimal(0))
    if len(possible) > 1:
        working.say(f"Alleen het hoogste voordeel telt: {_TITLES[best.kind]}.", "Wtl art. 4.1 lid 3", best.amount)
    return _answer(best, facts, working, gaps)


def _refusal(facts: PlacementFacts, working: Working) -> str:
    if facts.has_ended(working.on):
        working.say("Het voordeel stopt met het dienstverband.", "Wtl art. 2.1")
        return "Het dienstverband is voorbij."
    if facts.requested is False:
        working.say("Zonder aanvraag in de loonaangifte is er geen recht.", "Wtl art. 2.1", Decimal(0))
        return "De werkgever vroeg het voordeel niet aan in de loonaangifte."
    if facts.aow_on is not None and working.on >= facts.aow_on:
        working.say("Het voordeel stopt op de AOW-leeftijd.", "Wtl art. 2.6, 2.10 en 2.14")
        return "De werknemer heeft de AOW-leeftijd. Er is geen voordeel meer."
    return ""


def _kinds(facts: PlacementFacts) -> tuple[LkvKind, ...]:
    """Return the kinds in the order of the Act: as given, else as register and ground show."""
    if facts.lkv_kinds is not None:
        return tuple(kind for kind in LkvKind if kind in facts.lkv_kinds)
    found = {LkvKind.BANENAFSPRAAK} if facts.doelgroepregister else set()
    if facts.no_risk_ground in _BY_GROUND:
        found.add(_BY_GROUND[facts.no_risk_ground])
    return tuple(kind for kind in LkvKind if kind in found)


def _kind_gaps(facts: PlacementFacts) -> tuple[str, ...]:
    if facts.lkv_kinds is not None:
        return ()
    looked_into = facts.no_risk_ground is not None and facts.doelgroepregister is not None
    return () if looked_into else ("lkv_kinds",)


def _outcome(kind: LkvKind, facts: PlacementFacts, working: Working) -> _Outcome:
    refusal = conditions.excluded(kind, facts, working)
    if refusal:
        return _Outcome(kind, refusal)
    gaps = list(conditions.gaps(kind, facts, working))
    start = facts.resumed_on if kind is LkvKind.RESUMED else facts.starts_on
    refusal = conditions.refused_for(kind, facts, working, start)
    if refusal:
        return _Outcome(kind, refusal)
    end, months = None, None
    if start is not None and conditions.limited(kind, facts, working):
        end, months = _last_day(kind, start, working)
        if working.on > end:
            return _Outcome(kind, f"De termijn van dit voordeel was voorbij op {day_in_words(end)}.")
    asked_before = None
    if start is not None and conditions.needs_declaration(kind, working):
        asked_before = add_months(start, int(working.take(_LAW + "declaration_months"))) - ONE_DAY
        refusal = conditions.declared_late(facts, asked_before)
        if refusal:
            working.say(
                f"De doelgroepverklaring moest uiterlijk op {day_in_words(asked_before)} zijn aangevraagd.",
                "Wtl art. 2.7, 2.11 en 2.15",
            )
            return _Outcome(kind, refusal)
        if facts.declaration is None and facts.declaration_asked_on is None and working.on > asked_before:
            gaps.append("declaration")
    if gaps:
        return _Outcome(kind, gaps=tuple(gaps))
    done = facts.declaration or facts.declaration_asked_on is not None
    return _Outcome(
        kind,
        amount=_amount(kind, facts, working),
        start=start,
        end=end,
        months=months,
        apply_before=None if done else asked_before,
    )


def _last_day(kind: LkvKind, start: date, working: Working) -> tuple[date, int]:
    """Return the last day of the longest duration, and that duration in months.

    A wage period in which it ends counts as a whole (art. 2.8, 2.12 and 2.16 lid 2); it is taken as a month.
    """
    code = f"{_LAW}{kind.value}.years"
    years = working.take(code, working.on if working.lawbook.holds(code, working.on) else start)
    end = add_months(start, int(years) * _MONTHS_IN_YEAR) - ONE_DAY
    whole = end.replace(day=days_in_month(end.year, end.month))
    working.say(f"Dit voordeel geldt ten hoogste {number(years)} jaar.", _ARTICLES[kind], years)
    if whole > end:
        working.say("Het loontijdvak waarin de termijn eindigt, telt helemaal mee.", "Wtl art. 2.8, 2.12 en 2.16 lid 2")
    return whole, int(years) * _MONTHS_IN_YEAR


def _amount(kind: LkvKind, facts: PlacementFacts, working: Working) -> Decimal | None:
    """Return the exact amount of the year; None while the paid hours are not known."""
    rate = working.take(f"{_LAW}{kind.value}.rate")
    most = working.take(f"{_LAW}{kind.value}.maximum")
    hours = facts.paid_hours
    if hours is None:
        if facts.hours_per_week is None:
            return None
        weeks = working.take("programma.weeks_in_year")
        hours = facts.hours_per_week * weeks
        working.say(
            f"Schatting voor een heel jaar: {number(hours)} verloonde uren.",
            "rekenregel van dit programma",
            hours,
            f"{number(facts.hours_per_week)} × {number(weeks)}",
        )
    raw = rate * hours
    working.say(
        f"Voor {number(hours)} verloonde uren is het voordeel {euro(raw)} ({_TITLES[kind]}).",
        _ARTICLES[kind],
        raw,
        f"{euro(rate)} × {number(hours)}",
    )
    if raw > most:
        working.say(f"Het voordeel is ten hoogste {euro(most)} per jaar.", _ARTICLES[kind], most)
    return min(raw, most)


def _answer(best: _Outcome, facts: PlacementFacts, working: Working, gaps: tuple[str, ...]) -> Assessment:
    if facts.requested is None:
        working.say("De werkgever vraagt het voordeel aan in de loonaangifte.", "Wtl art. 2.1")
    if best.kind is LkvKind.BANENAFSPRAAK and best.end is None:
        working.say("Het voordeel geldt zolang de werknemer in het doelgroepregister staat.", "Wtl art. 2.10 en 6.2")
        text = "Het voordeel geldt zolang het dienstverband duurt."
    else:
        text = f"Het voordeel geldt tot en met {day_in_words(best.end)}." if best.end else "De termijn is niet bekend."
    deadlines = tuple(_deadlines(best, working))
    amounts: tuple[Amount, ...] = (
        Amount("rate", "voordeel per verloond uur", working.take(f"{_LAW}{best.kind.value}.rate"), "EUR/hour"),
        Amount("maximum", "hoogste bedrag per jaar", working.take(f"{_LAW}{best.kind.value}.maximum"), "EUR/year"),
    )
    if best.amount is None:
        gaps = (*gaps, "paid_hours")
        reason = "Er is recht op loonkostenvoordeel. Het bedrag is nog niet bekend."
    else:
        total = Amount("total", f"loonkostenvoordeel {_TITLES[best.kind]}", best.amount, "EUR/year")
        amounts = (*amounts, total)
        over = f"over {working.on.year}" if facts.paid_hours is not None else "voor een heel jaar (schatting)"
        reason = f"Het loonkostenvoordeel is {euro(best.amount)} {over}."
    ends = [day for day in (best.end, facts.ends_on) if day is not None]
    return eligible(
        CODE,
        working,
        reason,
        term=Term(best.start or facts.starts_on, min(ends, default=None), best.months, text),
        where="De Belastingdienst, in de loonaangifte. De doelgroepverklaring vraagt de werknemer bij UWV."
        if best.apply_before
        else "De Belastingdienst, in de loonaangifte.",
        who="De werkgever.",
        missing=missing(*gaps),
        amount_per_year=None if best.amount is None else cents(best.amount),
        amounts=amounts,
        apply_before=best.apply_before,
        deadlines=deadlines,
    )


def _deadlines(best: _Outcome, working: Working) -> Iterator[Deadline]:
    if best.apply_before is not None:
        yield Deadline(
            "declare",
            "Vraag de doelgroepverklaring aan bij UWV.",
            "werknemer",
            best.apply_before,
            "Wtl art. 2.7, 2.11 en 2.15",
        )
    following = working.on.year + 1
    steps = (
        ("overview", "Stuur het voorlopig overzicht.", "UWV", "Wtl art. 4.1 lid 4"),
        ("correction", "Verbeter de loonaangifte van het vorige jaar.", "werkgever", "Wtl art. 4.1 lid 2"),
        ("decision", "Besluit over het loonkostenvoordeel.", "Belastingdienst", "Wtl art. 4.1"),
    )
    for code, what, who, article in steps:
        # Looked up beside the answer: a date that was not seen in a source does not make the amount provisional.
        month, day = divmod(int(working.lawbook.on(f"{_LAW}{code}_day", working.on).value), 100)
        yield Deadline(code, what, who, date(following, month, day), article)
    weeks = working.lawbook.on(_LAW + "payment_weeks", working.on).value
    month, day = divmod(int(working.lawbook.on(_LAW + "decision_day", working.on).value), 100)
    by = date(following, month, day) + timedelta(weeks=int(weeks))
    yield Deadline("pay", "Betaal het loonkostenvoordeel.", "Belastingdienst", by, "Wtl art. 4.1")
