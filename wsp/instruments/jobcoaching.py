"""Jobcoaching: guidance on the job (Participatiewet arts. 10 and 10da; WIA art. 35; Wajong art. 2:22).

Two routes. The municipality: whoever is in the doelgroep loonkostensubsidie is entitled to it, others get it
when they need it. UWV: for Wajong and WIA, on conditions, unless the municipality is responsible. What a
municipality pays stands in its by-law; the national law gives an amount only for an intern coach of UWV.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import cents, euro, number, percent
from wsp.foundation.workdays import add_months
from wsp.instruments import codes
from wsp.instruments.answers import (
    MUNICIPALITY,
    ONE_DAY,
    UWV,
    begin,
    eligible,
    local_gap,
    months_in_words,
    refused,
    term_of,
    unknown,
)
from wsp.instruments.assessment import Amount, Assessment, Deadline, MissingFact, Term
from wsp.instruments.enums import CoachKind
from wsp.instruments.facts import Ground, PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.errors import NoValueError
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import monthly
from wsp.law.steps import Working

CODE: Final = codes.JOBCOACHING
ASKS: Final = (
    "in_doelgroep_lks", "wajong", "no_risk_ground", "needs_guidance", "hours_per_week", "wage_per_month", "age",
    "born_on", "jobcoach_regime", "coach_kind", "coach_hours", "starts_on", "ends_on", "permanent",
)  # fmt: skip
_PW: Final = "participatiewet.jobcoaching."
_UWV: Final = "uwv.jobcoaching."
_BY_LAW: Final = "Participatiewet art. 8a lid 2 onder e"
_UWV_ARTICLE: Final = "WIA art. 35; Wajong art. 2:22"
_WHOLE: Final = Decimal(100)
_MONTHS_IN_YEAR: Final = 12
_UWV_GROUNDS: Final = frozenset({Ground.WIA, Ground.WIA_UNDER_35, Ground.WIA_OWN_EMPLOYER})


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:  # noqa: PLR0911 - each return is one named answer
    """Decide on jobcoaching for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    working.take(_PW + "entitlement")
    if facts.has_ended(on):
        working.say("Jobcoaching stopt met het dienstverband.", "Participatiewet art. 10 lid 1")
        return refused(CODE, working, "Het dienstverband is voorbij.")
    if facts.in_doelgroep_lks:
        working.say(
            "Wie tot de doelgroep loonkostensubsidie hoort, heeft recht op begeleiding.",
            "Participatiewet art. 10da",
        )
        return _municipal(facts, working, "De werknemer heeft recht op begeleiding op de werkplek.")
    if facts.wajong or facts.no_risk_ground in _UWV_GROUNDS:
        return _uwv(facts, working)
    if facts.needs_guidance and facts.in_doelgroep_lks is False:
        if working.local("jobcoaching.alleen_doelgroep"):
            working.say("De gemeente geeft dit alleen aan de doelgroep loonkostensubsidie.", _BY_LAW)
            return refused(CODE, working, "De gemeente geeft jobcoaching alleen aan de doelgroep.")
        working.say(
            "De gemeente geeft ondersteuning op het werk als dat nodig is.",
            "Participatiewet art. 10 lid 1 en 3",
        )
        return _municipal(facts, working, "De gemeente kan begeleiding op de werkplek geven.")
    gaps = [name for name in ("in_doelgroep_lks", "wajong", "needs_guidance") if getattr(facts, name) is None]
    if gaps:
        return unknown(CODE, working, missing(*gaps))
    return refused(CODE, working, "De werknemer heeft geen begeleiding op het werk nodig.")


def _municipal(facts: PlacementFacts, working: Working, reason: str) -> Assessment:
    code = _PW + "personal_support"
    if working.lawbook.holds(code, working.on):
        working.take(code)
    working.say("Duur en aantal uren staan in de verordening van de gemeente.", _BY_LAW)
    gaps: list[MissingFact] = []
    amount = _municipal_amount(facts, working, gaps)
    term = _municipal_term(facts, working)
    if term.months is not None and term.end is not None and working.on > term.end:
        return refused(CODE, working, "De langste duur van de jobcoaching is voorbij.")
    return eligible(
        CODE,
        working,
        reason,
        term=term,
        where=MUNICIPALITY,
        who="De werkgever of de werknemer.",
        missing=tuple(gaps),
        amount_per_month=None if amount is None else cents(amount),
        exact_per_month=amount,
        amounts=() if amount is None else (Amount("total", "vergoeding voor jobcoaching", amount),),
        deadlines=tuple(_blocks(facts, working, term.end)),
    )


def _municipal_term(facts: PlacementFacts, working: Working) -> Term:
    months = working.local("jobcoaching.maanden")
    if months is None:
        return Term(facts.starts_on, facts.ends_on, None, "De verordening van de gemeente bepaalt de duur.")
    working.say(f"De gemeente geeft dit ten hoogste {months_in_words(months)}.", _BY_LAW, months)
    text = f"De jobcoaching duurt ten hoogste {months_in_words(months)}."
    return term_of(facts.starts_on, months, text, ends_on=facts.ends_on)


def _municipal_amount(facts: PlacementFacts, working: Working, gaps: list[MissingFact]) -> Decimal | None:
    """Return what the municipality pays per month by its own rules, and note what is not known in `gaps`.

    Nothing is asked before somebody chose a kind of coach or a regime: then there is no amount to know yet.
    """
    amount: Decimal | None = None
    if facts.coach_kind is CoachKind.EXTERN:
        rate = working.local("jobcoaching.uurtarief")
        if facts.coach_hours is None:
            gaps.extend(missing("coach_hours"))
        if rate is None:
            gaps.append(local_gap("jobcoaching.uurtarief"))
        if rate is None or facts.coach_hours is None:
            return None
        amount = rate * facts.coach_hours
        formula = f"{euro(rate)} × {number(facts.coach_hours)}"
        working.say(f"De externe jobcoach kost {euro(amount)} per maand.", _BY_LAW, amount, formula)
    elif facts.coach_kind is CoachKind.INTERN or facts.jobcoach_regime is not None:
        if facts.jobcoach_regime is None:
            gaps.extend(missing("jobcoach_regime"))
            return None
        code = f"jobcoaching.intern_{facts.jobcoach_regime.value}"
        year = working.local(code)
        if year is None:
            gaps.append(local_gap(code))
            return None
        amount = year / _MONTHS_IN_YEAR
        formula = f"{euro(year)} / {_MONTHS_IN_YEAR}"
        working.say(f"Voor een interne jobcoach is dat {euro(amount)} per maand.", _BY_LAW, amount, formula)
    most = working.local("jobcoaching.plafond_maand")
    if amount is not None and most is not None and amount > most:
        working.say(f"De gemeente vergoedt ten hoogste {euro(most)} per maand.", _BY_LAW, most)
        return most
    return amount


def _blocks(facts: PlacementFacts, working: Working, end: date | None) -> Iterator[Deadline]:
    """Yield the evaluation at the end of the block in which the day of the answer lies."""
    length = working.local("jobcoaching.blok_maanden")
    start = facts.starts_on
    if length is None or length < 1 or start is None:
        return
    working.say(f"De begeleiding gaat in blokken van {months_in_words(length)}.", _BY_LAW, length)
    last = add_months(start, int(length)) - ONE_DAY
    count = 1
    while last < working.on:
        count += 1
        last = add_months(start, int(length) * count) - ONE_DAY
    by = last if end is None else min(last, end)
    yield Deadline("evaluate", "Schrijf de evaluatie van dit blok.", "jobcoach", by, _BY_LAW)


def _uwv(facts: PlacementFacts, working: Working) -> Assessment:
    if facts.in_doelgroep_lks is None:
        return unknown(CODE, working, missing("in_doelgroep_lks"))
    gaps: list[MissingFact] = []
    refusals = [refusal for refusal in _uwv_conditions(facts, working, gaps) if refusal]
    if refusals:
        return refused(CODE, working, refusals[0])
    if gaps:
        return unknown(CODE, working, tuple(gaps))
    amounts = (*_intensity(working), *_intern_amount(facts, working))
    years = working.take(_UWV + "years")
    months = years * _MONTHS_IN_YEAR
    per_month = next((each.value for each in amounts if each.code == "intern_per_month"), None)
    return eligible(
        CODE,
        working,
        "UWV kan een jobcoach geven.",
        term=term_of(
            facts.starts_on, months, f"Ten hoogste {number(years)} jaar; verlengen kan.", ends_on=facts.ends_on
        ),
        where=UWV,
        who="De werknemer of de werkgever.",
        amount_per_month=None if per_month is None else cents(per_month),
        exact_per_month=per_month,
        amounts=amounts,
    )


def _uwv_conditions(facts: PlacementFacts, working: Working, gaps: list[MissingFact]) -> Iterator[str]:
    """Yield a refusal for each condition of UWV that is not met, and note what is not known in `gaps`."""
    months = working.take(_UWV + "contract_months")
    if facts.starts_on is not None and facts.ends_on is not None:
        if facts.ends_on < add_months(facts.starts_on, int(months)) - ONE_DAY:
            yield f"UWV vraagt een contract van ten minste {number(months)} maanden."
    elif not facts.permanent:
        gaps.extend(missing("ends_on"))
    hours = working.take(_UWV + "hours")
    if facts.hours_per_week is None:
        gaps.extend(missing("hours_per_week"))
    elif facts.hours_per_week < hours:
        yield f"UWV vraagt ten minste {number(hours)} uur per week."
    age = facts.age_on(working.on)
    share = working.take(_UWV + "wage_share")
    working.say(
        f"UWV vraagt {number(months)} maanden, {number(hours)} uur en {percent(share)} van het minimumloon.",
        _UWV_ARTICLE,
    )
    if facts.wage_per_month is None:
        gaps.extend(missing("wage_per_month"))
    if age is None:
        gaps.extend(missing("age"))
    if facts.wage_per_month is None or age is None:
        return
    if facts.wage_per_month < monthly(working, age) * share / _WHOLE:
        yield f"UWV vraagt een loon van ten minste {percent(share)} van het minimumloon."


def _intensity(working: Working) -> Iterator[Amount]:
    """Yield the share of the worked hours with a coach, per year of the guidance."""
    years = int(working.take(_UWV + "years"))
    shares = {year: working.take(f"{_UWV}intensity.{year}") for year in range(1, years + 1)}
    text = ", ".join(f"jaar {year} {percent(share)}" for year, share in shares.items())
    working.say(f"De coach begeleidt ten hoogste dit deel van de uren: {text}.", "Protocol Jobcoach UWV")
    for year, share in shares.items():
        yield Amount(f"intensity_{year}", f"deel van de uren met een jobcoach in jaar {year}", share, "percent")


def _intern_amount(facts: PlacementFacts, working: Working) -> Iterator[Amount]:
    """Yield the amount for an intern coach, when a regime was chosen and UWV's amount is known."""
    regime = facts.jobcoach_regime
    if regime is None or facts.hours_per_week is None:
        return
    try:
        year = working.take(f"{_UWV}intern_amount.{regime.value}")
    except NoValueError as gap:
        working.say(gap.message, "Besluit normbedragen voorzieningen UWV")
        return
    full = working.take(_UWV + "intern_full_hours")
    counted = min(facts.hours_per_week, full)
    amount = year * counted / full / _MONTHS_IN_YEAR
    working.say(
        f"Voor een interne jobcoach is dat {euro(amount)} per maand.",
        "Besluit normbedragen voorzieningen UWV",
        amount,
        f"{euro(year)} × {number(counted)} / {number(full)} / {_MONTHS_IN_YEAR}",
    )
    yield Amount("intern_per_month", "vergoeding voor een interne jobcoach", amount)
