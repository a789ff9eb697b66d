"""Beschut werk (Participatiewet art. 10b): a job for who can only work in a protected environment.

UWV advises; the municipality must offer a place until the number of the year is reached, and may do more. The wage can
be supplemented with loonkostensubsidie (art. 10b lid 9).
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from wsp.foundation.money import number
from wsp.foundation.workdays import end_of_term
from wsp.instruments import codes
from wsp.instruments.answers import MUNICIPALITY, begin, eligible, local_gap, refused, unknown
from wsp.instruments.assessment import Amount, Assessment, Deadline, Term
from wsp.instruments.enums import BeschutAdvice
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

CODE: Final = codes.BESCHUT
ASKS: Final = ("beschut_advice", "beschut_asked_on", "places_filled", "beschut", "starts_on", "ends_on")
_LAW: Final = "participatiewet.beschut_werk."
_ARTICLE: Final = "Participatiewet art. 10b"
_PLACES: Final = "beschut_werk.plekken"


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on beschut werk for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    if facts.has_ended(on):
        working.say("Het recht hoort bij het dienstverband.", f"{_ARTICLE} lid 1")
        return refused(CODE, working, "Het dienstverband is voorbij.")
    advice = facts.beschut_advice
    if advice is BeschutAdvice.NEGATIVE:
        working.say("UWV ziet geen noodzaak van een beschutte omgeving.", f"{_ARTICLE} lid 2")
        return refused(CODE, working, "UWV adviseerde geen beschut werk.")
    if advice is None:
        return unknown(CODE, working, missing("beschut_advice"))
    if advice is not BeschutAdvice.POSITIVE:
        return _waiting(facts, working)
    working.say("UWV adviseerde beschut werk.", f"{_ARTICLE} lid 2")
    if facts.starts_on is not None and facts.starts_on <= on:
        working.say("De werknemer heeft een beschutte baan.", f"{_ARTICLE} lid 1")
        return _answer(facts, working, "De werknemer werkt beschut.")
    return _offer(facts, working)


def _waiting(facts: PlacementFacts, working: Working) -> Assessment:
    weeks = working.take(_LAW + "advice_weeks")
    working.say(f"UWV adviseert binnen {number(weeks)} weken.", "Besluit advisering beschut werk art. 2", weeks)
    asked = facts.beschut_asked_on
    deadlines: tuple[Deadline, ...] = ()
    if asked is not None:
        by = end_of_term(asked + timedelta(weeks=int(weeks)))
        deadlines = (
            Deadline("advise", "Geef advies over beschut werk.", "UWV", by, "Besluit advisering beschut werk art. 2"),
        )
    reason = "Onbekend: wij hebben het advies van UWV nodig."
    if facts.beschut_advice is BeschutAdvice.NONE:
        reason = "Onbekend: wij hebben een advies van UWV nodig. Vraag het aan."
    return replace(unknown(CODE, working, missing("beschut_advice"), reason), deadlines=deadlines)


def _offer(facts: PlacementFacts, working: Working) -> Assessment:
    """Decide whether the municipality must offer a place: until the number of the year is reached."""
    places = working.local(_PLACES)
    if places is None:
        gap = local_gap(_PLACES)
        return unknown(CODE, working, (gap,), "Onbekend: wij hebben het aantal plekken van de gemeente nodig.")
    if facts.places_filled is None:
        return unknown(CODE, working, missing("places_filled"))
    working.say(
        f"Dit jaar zijn {number(facts.places_filled)} van {number(places)} plekken bezet.", f"{_ARTICLE} lid 4 en 5"
    )
    if facts.places_filled >= places:
        working.say("De plicht stopt als het aantal is bereikt. Meer mag wel.", f"{_ARTICLE} lid 4 en 5")
        return _answer(facts, working, "De gemeente mag een plek bieden, maar hoeft dat dit jaar niet.")
    return _answer(facts, working, "De gemeente moet een beschutte baan bieden.")


def _answer(facts: PlacementFacts, working: Working, reason: str) -> Assessment:
    working.say("De gemeente kan loonkostensubsidie geven als dat nodig is.", f"{_ARTICLE} lid 9")
    places = working.local(_PLACES)
    amounts = () if places is None else (Amount("places", "plekken van dit jaar", places, "jobs"),)
    return eligible(
        CODE,
        working,
        reason,
        term=Term(facts.starts_on, facts.ends_on, None, "Beschut werk heeft geen vaste einddatum in de wet."),
        where=MUNICIPALITY,
        who="De gemeente of de werknemer vraagt UWV om advies.",
        amounts=amounts,
    )
