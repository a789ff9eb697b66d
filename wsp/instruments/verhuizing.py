"""What goes on when the worker moves: which municipality is responsible for the provisions of this employment.

Until 1 July 2023 the municipality that granted the loonkostensubsidie stayed responsible for that employment. Since
then the law says so only for a move to another state of the EU, the EEA or Switzerland (Participatiewet art. 10d
lid 10), so after a move within the Netherlands the new municipality takes over.
"""

from datetime import date
from typing import Final

from wsp.instruments import codes
from wsp.instruments.answers import begin, eligible, refused, unknown
from wsp.instruments.assessment import Assessment, Deadline, Term
from wsp.instruments.enums import Destination
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

CODE: Final = codes.VERHUIZING
ASKS: Final = ("moved_on", "moved_to", "starts_on", "ends_on")
_LAW: Final = "participatiewet.loonkostensubsidie.move_"
_ARTICLE: Final = "Participatiewet art. 10d lid 10"
_OLD: Final = "De gemeente die de subsidie gaf."
_NEW: Final = "De gemeente waar de werknemer nu woont."


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Say who is responsible after a move, by the law of the day of the move.

    Raises:
        NotSupportedError: `on` or the move lies before what the product supports.

    """
    working = begin(lawbook, on)
    if facts.has_ended(on):
        working.say("Na het dienstverband loopt er niets door.", _ARTICLE)
        return refused(CODE, working, "Het dienstverband is voorbij.")
    gaps = [name for name in ("moved_on", "moved_to") if getattr(facts, name) is None]
    if gaps or facts.moved_on is None:
        return unknown(CODE, working, missing(*gaps))
    begin(lawbook, facts.moved_on)
    if facts.moved_to is Destination.ELSEWHERE:
        working.say("De wet noemt alleen de EU, de EER en Zwitserland.", _ARTICLE)
        return refused(CODE, working, "Buiten de EU, de EER en Zwitserland loopt de voorziening niet door.")
    if working.lawbook.holds(_LAW + "old_stays", facts.moved_on):
        working.take(_LAW + "old_stays", facts.moved_on)
        working.say("De gemeente die de subsidie gaf, blijft verantwoordelijk.", _ARTICLE)
        return _answer(facts, working, _OLD)
    if facts.moved_to is Destination.EU:
        working.take(_LAW + "abroad", facts.moved_on)
        working.say("Na een verhuizing binnen de EU blijft de oude gemeente verantwoordelijk.", _ARTICLE)
        return _answer(facts, working, _OLD)
    working.take(_LAW + "new_takes_over", facts.moved_on)
    working.say("De nieuwe gemeente neemt de voorziening over.", _ARTICLE)
    return _answer(facts, working, _NEW)


def _answer(facts: PlacementFacts, working: Working, where: str) -> Assessment:
    deadlines: tuple[Deadline, ...] = ()
    if facts.moved_on is not None and where == _NEW:
        deadlines = (
            Deadline(
                "hand_over", "Draag het dossier over aan de nieuwe gemeente.", "gemeente", facts.moved_on, _ARTICLE
            ),
        )
    return eligible(
        CODE,
        working,
        f"De voorziening loopt door. Verantwoordelijk is: {where[0].lower()}{where[1:]}",
        term=Term(facts.moved_on, facts.ends_on, None, "De voorziening loopt door zolang het dienstverband duurt."),
        where=where,
        who="De klantmanager.",
        deadlines=deadlines,
    )
