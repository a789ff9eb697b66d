"""Uitstroombaan: a paid job for a time with money of the municipality, as a step to a job without it.

Entirely a rule of the municipality; without its own term and amount nothing can be said. It is a wage subsidy, so
loonkostensubsidie cannot run beside it (Participatiewet art. 10d lid 9).
"""

from datetime import date
from typing import Final

from wsp.foundation.money import cents, euro
from wsp.instruments import codes
from wsp.instruments.answers import MUNICIPALITY, begin, eligible, local_gap, months_in_words, refused, term_of, unknown
from wsp.instruments.assessment import Amount, Assessment, Deadline
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook

CODE: Final = codes.UITSTROOMBAAN
ASKS: Final = ("prospect", "lks_runs", "starts_on", "ends_on")
_ARTICLE: Final = "Participatiewet art. 7 lid 1 onder a; verordening (art. 8a)"
_MONTHS: Final = "uitstroombaan.maanden"
_AMOUNT: Final = "uitstroombaan.bedrag_maand"


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on an uitstroombaan for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    if facts.has_ended(on):
        working.say("De bijdrage stopt met het dienstverband.", _ARTICLE)
        return refused(CODE, working, "Het dienstverband is voorbij.")
    if facts.lks_runs:
        working.say("De gemeente geeft geen tweede loonsubsidie.", "Participatiewet art. 10d lid 9")
        return refused(CODE, working, "Er loopt al loonkostensubsidie. Kies een van beide.")
    if facts.prospect is False:
        working.say("De baan is een stap naar werk zonder bijdrage.", _ARTICLE)
        return refused(CODE, working, "Er is geen uitzicht op werk zonder bijdrage.")
    months, amount = working.local(_MONTHS), working.local(_AMOUNT)
    gaps = tuple(local_gap(code) for code, value in ((_MONTHS, months), (_AMOUNT, amount)) if value is None)
    if facts.prospect is None:
        gaps = (*missing("prospect"), *gaps)
    if gaps or months is None or amount is None:
        return unknown(CODE, working, gaps)
    working.say(f"De gemeente geeft {euro(amount)} per maand.", _ARTICLE, amount)
    term = term_of(
        facts.starts_on, months, f"De bijdrage duurt ten hoogste {months_in_words(months)}.", ends_on=facts.ends_on
    )
    if term.end is not None and on > term.end:
        return refused(CODE, working, "De langste duur is voorbij.")
    deadlines: tuple[Deadline, ...] = ()
    if term.end is not None:
        deadlines = (Deadline("evaluate", "Beslis over een baan zonder bijdrage.", "werkgever", term.end, _ARTICLE),)
    return eligible(
        CODE,
        working,
        f"De bijdrage is {euro(amount)} per maand.",
        term=term,
        where=MUNICIPALITY,
        who="De werkgever.",
        amount_per_month=cents(amount),
        exact_per_month=amount,
        amounts=(Amount("total", "bijdrage per maand", amount),),
        apply_before=facts.starts_on,
        deadlines=deadlines,
    )
