"""Begeleid werken (Wsw art. 7): somebody with an old Wsw indication works in the service of a regular employer.

The municipality pays a subsidy and arranges guidance, by its own rules. The Wsw has been closed for new people since
2015. Loonkostensubsidie is excluded (Participatiewet art. 10d lid 3); the no-risk polis applies (ZW art. 29b lid 2).
"""

from datetime import date
from typing import Final

from wsp.foundation.money import cents, euro
from wsp.instruments import codes
from wsp.instruments.answers import MUNICIPALITY, begin, eligible, local_gap, refused, unknown
from wsp.instruments.assessment import Amount, Assessment, MissingFact, Term
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook

CODE: Final = codes.BEGELEID_WERKEN
ASKS: Final = ("wsw_indication", "wsw_employment", "starts_on", "ends_on")
_ARTICLE: Final = "Wsw art. 7"
_SUBSIDY: Final = "begeleid_werken.subsidie_maand"


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on begeleid werken for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    if facts.has_ended(on):
        working.say("De subsidie stopt met het dienstverband.", _ARTICLE)
        return refused(CODE, working, "Het dienstverband is voorbij.")
    if facts.wsw_indication is False:
        working.say("Sinds 2015 komen er geen mensen bij in de Wsw.", "Participatiewet, invoering 2015")
        return refused(CODE, working, "De werknemer heeft geen Wsw-indicatie.")
    if facts.wsw_employment:
        working.say("Begeleid werken is een dienstverband bij een gewone werkgever.", _ARTICLE)
        return refused(CODE, working, "De werknemer is in dienst van de Wsw. Kijk bij detachering.")
    if facts.wsw_indication is None:
        return unknown(CODE, working, missing("wsw_indication"))
    working.say("De gemeente geeft de werkgever subsidie en regelt begeleiding.", _ARTICLE)
    working.say("Loonkostensubsidie kan hier niet bij.", "Participatiewet art. 10d lid 3")
    subsidy = working.local(_SUBSIDY)
    gap: tuple[MissingFact, ...] = ()
    if subsidy is None:
        gap = (local_gap(_SUBSIDY),)
    return eligible(
        CODE,
        working,
        "Begeleid werken kan." if subsidy is None else f"De subsidie is {euro(subsidy)} per maand.",
        term=Term(facts.starts_on, facts.ends_on, None, "De regeling geldt zolang het dienstverband duurt."),
        where=MUNICIPALITY,
        who="De werkgever.",
        missing=gap,
        amount_per_month=None if subsidy is None else cents(subsidy),
        exact_per_month=subsidy,
        amounts=() if subsidy is None else (Amount("total", "subsidie bij begeleid werken", subsidy),),
    )
