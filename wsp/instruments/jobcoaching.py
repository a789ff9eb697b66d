"""Jobcoaching: guidance on the job (Participatiewet arts. 10 and 10da; WIA art. 35; Wajong art. 2:22).

Two routes. The municipality: whoever is in the doelgroep loonkostensubsidie is entitled to it, others get it
when they need it. UWV: for Wajong and WIA, on conditions, unless the municipality is responsible. What a
municipality pays stands in its by-law; the national law gives an amount only for an intern coach of UWV.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.money import cents, euro, number, percent
from wsp.foundation.workdays import add_months
from wsp.instruments.assessment import Amount, Assessment, MissingFact, Status, Term
from wsp.instruments.facts import Ground, PlacementFacts
from wsp.law.errors import NoValueError
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import monthly
from wsp.law.steps import Working

CODE: Final = "jobcoaching"
_PW: Final = "participatiewet.jobcoaching."
_UWV: Final = "uwv.jobcoaching."
_UWV_ARTICLE: Final = "WIA art. 35; Wajong art. 2:22"
_WHOLE: Final = Decimal(100)
_MONTHS_IN_YEAR: Final = 12
_UWV_GROUNDS: Final = frozenset({Ground.WIA, Ground.WIA_UNDER_35, Ground.WIA_OWN_EMPLOYER})


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on jobcoaching for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = Working(lawbook, on)
    working.take(_PW + "entitlement")
    if facts.has_ended(on):
        working.say("Jobcoaching stopt met het dienstverband.", "Participatiewet art. 10 lid 1")
        return _answer(working, Status.NOT_ELIGIBLE, "Het dienstverband is voorbij.")
    if facts.in_doelgroep_lks:
        working.say(
            "Wie tot de doelgroep loonkostensubsidie hoort, heeft recht op begeleiding.",
            "Participatiewet art. 10da",
        )
        return _municipal(facts, working, "De werknemer heeft recht op begeleiding op de werkplek.")
    if facts.wajong or facts.no_risk_ground in _UWV_GROUNDS:
        return _uwv(facts, working)
    if facts.needs_guidance and facts.in_doelgroep_lks is False:
        working.say(
            "De gemeente geeft ondersteuning op het werk als dat nodig is.",
            "Participatiewet art. 10 lid 1 en 3",
        )
        return _municipal(facts, working, "De gemeente kan begeleiding op de werkplek geven.")
    gaps = tuple(_gaps(facts))
    if gaps:
        answer = _answer(working, Status.UNKNOWN, "We weten nog niet of jobcoaching kan.")
        return replace(answer, missing=gaps)
    return _answer(working, Status.NOT_ELIGIBLE, "De werknemer heeft geen begeleiding op het werk nodig.")


def _gaps(facts: PlacementFacts) -> Iterator[MissingFact]:
    if facts.in_doelgroep_lks is None:
        yield MissingFact("in_doelgroep_lks", "Hoort de werknemer tot de doelgroep loonkostensubsidie?")
    if facts.wajong is None:
        yield MissingFact("wajong", "Heeft of had de werknemer Wajong?")
    if facts.needs_guidance is None:
        yield MissingFact("needs_guidance", "Heeft de werknemer begeleiding op het werk nodig?")


def _municipal(facts: PlacementFacts, working: Working, reason: str) -> Assessment:
    code = _PW + "personal_support"
    if working.lawbook.holds(code, working.on):
        working.take(code)
    working.say(
        "Duur en aantal uren staan in de verordening van de gemeente.",
        "Participatiewet art. 8a lid 2 onder e",
    )
    answer = _answer(working, Status.ELIGIBLE, reason)
    return replace(
        answer,
        term=Term(facts.starts_on, facts.ends_on, None, "De verordening van de gemeente bepaalt de duur."),
        apply_where="De gemeente waar de werknemer woont.",
        apply_who="De werkgever of de werknemer.",
    )


def _uwv(facts: PlacementFacts, working: Working) -> Assessment:
    if facts.in_doelgroep_lks is None:
        question = "Hoort de werknemer tot de doelgroep loonkostensubsidie?"
        answer = _answer(working, Status.UNKNOWN, "We weten nog niet of de gemeente of UWV begeleidt.")
        return replace(answer, missing=(MissingFact("in_doelgroep_lks", question),))
    gaps: list[MissingFact] = []
    refusals = [refusal for refusal in _uwv_conditions(facts, working, gaps) if refusal]
    if refusals:
        return _answer(working, Status.NOT_ELIGIBLE, refusals[0])
    if gaps:
        answer = _answer(working, Status.UNKNOWN, "We weten nog niet of UWV een jobcoach geeft.")
        return replace(answer, missing=tuple(gaps))
    amounts = (*_intensity(working), *_intern_amount(facts, working))
    years = working.take(_UWV + "years")
    months = int(years) * _MONTHS_IN_YEAR
    start = facts.starts_on
    end = None if start is None else add_months(start, months) - timedelta(days=1)
    ends = [day for day in (end, facts.ends_on) if day is not None]
    answer = _answer(working, Status.ELIGIBLE, "UWV kan een jobcoach geven.")
    per_month = next((each.value for each in amounts if each.code == "intern_per_month"), None)
    return replace(
        answer,
        amount_per_month=None if per_month is None else cents(per_month),
        exact_per_month=per_month,
        amounts=amounts,
        term=Term(start, min(ends, default=None), months, f"Ten hoogste {number(years)} jaar; verlengen kan."),
        apply_where="UWV.",
        apply_who="De werknemer of de werkgever.",
    )


def _uwv_conditions(facts: PlacementFacts, working: Working, gaps: list[MissingFact]) -> Iterator[str]:
    """Yield a refusal for each condition of UWV that is not met, and note what is not known in `gaps`."""
    months = working.take(_UWV + "contract_months")
    if facts.starts_on is not None and facts.ends_on is not None:
        if facts.ends_on < add_months(facts.starts_on, int(months)) - timedelta(days=1):
            yield f"UWV vraagt een contract van ten minste {number(months)} maanden."
    elif not facts.permanent:
        gaps.append(MissingFact("ends_on", "Hoe lang duurt het contract?"))
    hours = working.take(_UWV + "hours")
    if facts.hours_per_week is None:
        gaps.append(MissingFact("hours_per_week", "Hoeveel uur per week staat in het contract?"))
    elif facts.hours_per_week < hours:
        yield f"UWV vraagt ten minste {number(hours)} uur per week."
    age = facts.age_on(working.on)
    share = working.take(_UWV + "wage_share")
    working.say(
        f"UWV vraagt {number(months)} maanden, {number(hours)} uur en {percent(share)} van het minimumloon.",
        _UWV_ARTICLE,
    )
    if facts.wage_per_month is None:
        gaps.append(MissingFact("wage_per_month", "Wat verdient de werknemer per maand?"))
    if age is None:
        gaps.append(MissingFact("age", "Hoe oud is de werknemer?"))
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


def _answer(working: Working, status: Status, reason: str) -> Assessment:
    applies = status is Status.ELIGIBLE
    return Assessment(
        instrument=CODE,
        on=working.on,
        status=status,
        reason=reason,
        provisional=applies and bool(working.reasons),
        provisional_reasons=working.reasons if applies else (),
        combines=("loonkostensubsidie", "no-risk"),
        steps=tuple(working.steps),
        sources=working.sources,
    )
