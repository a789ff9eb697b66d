"""Werken met behoud van uitkering: to gain work rhythm and experience, without a wage.

The law has no article of its own for it: it is a provision of Participatiewet art. 7 lid 1 onder a, and the by-law sets
the terms. Where a municipality set none, the usual ones count and the answer is provisional.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from wsp.instruments import codes
from wsp.instruments.answers import MUNICIPALITY, begin, eligible, months_in_words, refused, term_of, unknown
from wsp.instruments.assessment import Assessment, Deadline
from wsp.instruments.enums import Benefit
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

CODE: Final = codes.BEHOUD
ASKS: Final = ("benefit", "prospect", "displacement", "extended", "starts_on")
_LAW: Final = "participatiewet.behoud_van_uitkering."
_ARTICLE: Final = "Participatiewet art. 7 lid 1 onder a; verordening (art. 8a)"


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on werken met behoud van uitkering for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    refusal = _refusal(facts, working)
    if refusal:
        return refused(CODE, working, refusal)
    gaps = [name for name in ("benefit", "prospect", "displacement") if getattr(facts, name) is None]
    if gaps:
        return unknown(CODE, working, missing(*gaps))
    months = _months(facts, working)
    working.say("De kandidaat houdt de uitkering en krijgt geen loon.", _ARTICLE)
    term = term_of(facts.starts_on, months, f"Het werk duurt ten hoogste {months_in_words(months)}.")
    if term.end is not None and on > term.end:
        return refused(CODE, working, "De langste duur is voorbij.")
    deadlines: tuple[Deadline, ...] = ()
    if term.end is not None:
        what = "Beslis over een contract." if facts.extended else "Beslis over een contract of een verlenging."
        deadlines = (Deadline("evaluate", what, "werkgever", term.end, _ARTICLE),)
    return eligible(
        CODE,
        working,
        f"Werken met behoud van uitkering kan, ten hoogste {months_in_words(months)}.",
        term=term,
        where=MUNICIPALITY,
        who="De klantmanager.",
        apply_before=facts.starts_on,
        deadlines=deadlines,
    )


def _refusal(facts: PlacementFacts, working: Working) -> str:
    if facts.benefit is Benefit.NONE:
        working.say("De kandidaat heeft geen uitkering om te behouden.", _ARTICLE)
        return "Zonder uitkering is deze regeling niet mogelijk."
    if facts.benefit is not None and facts.benefit is not Benefit.BIJSTAND:
        working.say(
            "Voor een uitkering van UWV bestaat de proefplaatsing.", "WW art. 76a; WIA art. 37; Wajong art. 2:24"
        )
        return "Deze regeling is voor mensen met bijstand. Kijk bij proefplaatsing."
    if facts.displacement:
        working.say("Werk zonder loon mag geen betaald werk verdringen.", _ARTICLE)
        return "Dit werk neemt de plaats in van een betaalde kracht."
    if facts.prospect is False:
        working.say("Er moet concreet uitzicht zijn op een betaalde baan.", _ARTICLE)
        return "Er is geen uitzicht op een betaalde baan."
    return ""


def _months(facts: PlacementFacts, working: Working) -> Decimal:
    own = working.local("behoud_uitkering.maanden")
    first = own if own is not None else working.take(_LAW + "months")
    working.say(f"De eerste termijn is ten hoogste {months_in_words(first)}.", _ARTICLE, first)
    if not facts.extended:
        return first
    more = working.local("behoud_uitkering.verlenging_maanden")
    if more is None:
        more = working.take(_LAW + "extension_months")
    working.say(f"De verlenging is ten hoogste {months_in_words(more)}.", _ARTICLE, more)
    return first + more
