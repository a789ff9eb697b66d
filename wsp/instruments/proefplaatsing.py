"""Proefplaatsing: work without a wage, with the benefit, to see whether the job fits.

Two routes. The municipality: by its by-law, within the terms of Participatiewet art. 8a lid 2 onder d. UWV: for WW,
WIA and Wajong (WW art. 76a, WIA art. 37, Wajong art. 2:24), on condition of a real prospect of a job.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import number
from wsp.instruments import codes
from wsp.instruments.answers import (
    MUNICIPALITY,
    UWV,
    begin,
    eligible,
    months_in_words,
    refused,
    term_of,
    unknown,
)
from wsp.instruments.assessment import Assessment, Deadline, Term
from wsp.instruments.enums import Benefit
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

CODE: Final = codes.PROEFPLAATSING
ASKS: Final = (
    "benefit", "prospect", "prospect_months", "extended", "starts_on", "insured", "worked_here_before", "displacement",
)  # fmt: skip
_PW: Final = "participatiewet.proefplaatsing."
_UWV: Final = "uwv.proefplaatsing."
_PW_ARTICLE: Final = "Participatiewet art. 8a lid 2 onder d"
_UWV_ARTICLES: Final = {
    Benefit.WW: "WW art. 76a",
    Benefit.WIA: "WIA art. 37",
    Benefit.WAJONG: "Wajong art. 2:24",
}


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on a proefplaatsing for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    if facts.benefit is None:
        return unknown(CODE, working, missing("benefit"))
    if facts.benefit in _UWV_ARTICLES:
        return _uwv(facts, working, _UWV_ARTICLES[facts.benefit])
    if facts.benefit is Benefit.BIJSTAND:
        return _municipal(facts, working)
    working.say("Een proefplaatsing is werken met behoud van een uitkering.", _PW_ARTICLE)
    if facts.benefit is Benefit.NONE:
        return refused(CODE, working, "Zonder uitkering is er geen proefplaatsing.")
    return unknown(
        CODE, working, missing("benefit"), "Onbekend: wij hebben de regels voor deze uitkering nodig. Vraag UWV."
    )


def _municipal(facts: PlacementFacts, working: Working) -> Assessment:
    if facts.prospect is False:
        working.say("Het doel is een baan bij deze werkgever.", _PW_ARTICLE)
        return refused(CODE, working, "De werkgever wil de kandidaat hierna niet in dienst nemen.")
    if facts.displacement:
        working.say("Werk zonder loon mag geen betaald werk verdringen.", "Participatiewet art. 8a")
        return refused(CODE, working, "De proefplaatsing neemt de plaats in van een betaalde kracht.")
    if facts.prospect is None:
        return unknown(CODE, working, missing("prospect"))
    months = _municipal_months(facts, working)
    if months is None:
        gap = "proefplaatsing.maanden"
        return eligible(
            CODE,
            working,
            "Een proefplaatsing kan. De duur staat in de verordening van de gemeente.",
            term=Term(facts.starts_on, None, None, f"Onbekend: wij hebben de eigen regel nodig ({gap})."),
            where=MUNICIPALITY,
            who="De werkgever of de werknemer.",
        )
    return _answer(facts, working, months, MUNICIPALITY, _PW_ARTICLE)


def _municipal_months(facts: PlacementFacts, working: Working) -> Decimal | None:
    """Return the longest duration in months: own rule of the municipality, at most what the law gives."""
    own = working.local("proefplaatsing.maanden")
    national = working.lawbook.holds(_PW + "months", working.on)
    if own is None and not national:
        working.say("Voor 1 juli 2023 stond de duur alleen in de verordening.", _PW_ARTICLE)
        return None
    first = own if own is not None else working.take(_PW + "months")
    working.say(f"Een proefplaatsing duurt ten hoogste {months_in_words(first)}.", _PW_ARTICLE, first)
    if not facts.extended:
        return first
    more = working.local("proefplaatsing.verlenging_maanden")
    if more is None:
        if not national:
            return first
        more = working.take(_PW + "extension_months")
    working.say(f"De verlenging is ten hoogste {months_in_words(more)}.", _PW_ARTICLE, more)
    return first + more


def _uwv(facts: PlacementFacts, working: Working, article: str) -> Assessment:
    refusal = next(_uwv_refusals(facts, working, article), "")
    if refusal:
        return refused(CODE, working, refusal)
    gaps = list(_uwv_gaps(facts))
    if gaps:
        return unknown(CODE, working, missing(*gaps))
    months = working.take(_UWV + "months")
    working.say(f"Een proefplaatsing van UWV duurt ten hoogste {months_in_words(months)}.", article, months)
    if facts.benefit is Benefit.WW:
        working.say("Ziektedagen verlengen de proefplaatsing.", f"{article} lid 4")
        working.say("De proefplaatsing stopt als de WW stopt.", article)
    return _answer(facts, working, months, UWV, article)


def _uwv_refusals(facts: PlacementFacts, working: Working, article: str) -> Iterator[str]:
    least = working.take(_UWV + "job_months")
    working.say(f"UWV vraagt uitzicht op een baan van ten minste {months_in_words(least)}.", article, least)
    if facts.prospect is False:
        yield "Er is geen uitzicht op een baan bij deze werkgever."
    if facts.prospect_months is not None and facts.prospect_months < least:
        yield f"De baan daarna duurt korter dan {number(least)} maanden."
    if facts.benefit is Benefit.WW:
        return
    if facts.insured is False:
        working.say("De werkgever verzekert de kandidaat tegen schade.", article)
        yield "De kandidaat is op het werk niet verzekerd."
    if facts.worked_here_before:
        working.say("De kandidaat deed dit werk hier niet eerder.", article)
        yield "De kandidaat deed dit werk al bij deze werkgever."


def _uwv_gaps(facts: PlacementFacts) -> Iterator[str]:
    if facts.prospect is None and facts.prospect_months is None:
        yield "prospect"
    if facts.prospect_months is None:
        yield "prospect_months"
    if facts.benefit is not Benefit.WW:
        for name in ("insured", "worked_here_before"):
            if getattr(facts, name) is None:
                yield name


def _answer(facts: PlacementFacts, working: Working, months: Decimal, where: str, article: str) -> Assessment:
    working.say("De kandidaat houdt de uitkering en krijgt geen loon.", article)
    term = term_of(facts.starts_on, months, f"De proefplaatsing duurt ten hoogste {months_in_words(months)}.")
    if term.end is not None and working.on > term.end:
        return refused(CODE, working, "De langste duur van de proefplaatsing is voorbij.")
    deadlines: tuple[Deadline, ...] = ()
    if facts.starts_on is not None and term.end is not None:
        deadlines = (
            Deadline("apply", "Vraag de proefplaatsing aan.", "werkgever", facts.starts_on, article),
            Deadline("evaluate", "Beslis over een contract na de proefplaatsing.", "werkgever", term.end, article),
        )
    return eligible(
        CODE,
        working,
        f"Een proefplaatsing kan, ten hoogste {months_in_words(months)}.",
        term=term,
        where=where,
        who="De werkgever of de werknemer.",
        apply_before=facts.starts_on,
        deadlines=deadlines,
    )
