"""Detachering: somebody is employed by a lender and works at a hirer, alone or in a guided group.

No act sets its terms or rates; they stand in the contract and in rules of the municipality. What the law does say is
who the employer is: subsidies go to the lender, and the hours count for the banenafspraak of the hirer.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import euro
from wsp.instruments import codes
from wsp.instruments.answers import begin, eligible, local_gap, refused, unknown
from wsp.instruments.assessment import Amount, Assessment, Term
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

ASKS: Final = ("lender", "wsw_employment", "hours_per_week", "starts_on", "ends_on", "group_size")
ASKS_ALONE: Final = ASKS[:-1]
_COUNTED: Final = "Wfsv art. 38b en 38g; Wet banenafspraak art. 1 en 4"


def assess_alone(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on the secondment of one person; see `_assess`."""
    return _assess(codes.DETACHERING_INDIVIDUEEL, "detachering.tarief_individueel", facts, lawbook, on)


def assess_group(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on the secondment of a group; see `_assess`."""
    return _assess(codes.DETACHERING_GROEP, "detachering.tarief_groep", facts, lawbook, on)


def _assess(code: str, rate_code: str, facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on a secondment for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    if facts.has_ended(on):
        working.say("Detachering stopt met het contract.", "eigen regel van de gemeente")
        return refused(code, working, "Het contract is voorbij.")
    if facts.lender is False and not facts.wsw_employment:
        working.say("Bij detachering is de uitlener de werkgever.", _COUNTED)
        return refused(code, working, "Er is geen werkgever die uitleent.")
    gaps = [] if facts.lender or facts.wsw_employment else ["lender"]
    group = code == codes.DETACHERING_GROEP
    if group and facts.group_size is None:
        gaps.append("group_size")
    if gaps:
        return unknown(code, working, missing(*gaps))
    if group and facts.group_size is not None and facts.group_size <= 1:
        working.say("Een groep bestaat uit meer dan een persoon.", "eigen regel van de gemeente")
        return refused(code, working, "Dit is geen groep. Kijk bij detachering van één persoon.")
    working.say("De uitlener is de werkgever en krijgt de subsidies.", "Participatiewet art. 10d; Wtl art. 2.1")
    working.say("De uren tellen voor de banenafspraak van de inlener.", _COUNTED)
    rate = working.local(rate_code)
    return eligible(
        code,
        working,
        "Detachering kan." if rate is None else f"Detachering kan. Het tarief is {euro(rate)} per uur.",
        term=Term(facts.starts_on, facts.ends_on, None, "Het contract met de inlener bepaalt de duur."),
        where="De uitlener, zoals het sociaal werkbedrijf.",
        who="De inlener.",
        missing=() if rate is not None else (local_gap(rate_code),),
        amounts=tuple(_amounts(facts, working, rate)),
    )


def _amounts(facts: PlacementFacts, working: Working, rate: Decimal | None) -> list[Amount]:
    if rate is None:
        return []
    amounts = [Amount("rate", "inleentarief per persoon", rate, "EUR/hour")]
    if facts.hours_per_week is not None:
        people = facts.group_size or 1
        week = rate * facts.hours_per_week * people
        working.say(
            f"De inlener betaalt {euro(week)} per week.",
            "eigen regel van de gemeente",
            week,
            f"{euro(rate)} × {facts.hours_per_week} × {people}",
        )
        amounts.append(Amount("week", "inleenvergoeding per week", week, "EUR/week"))
    return amounts
