"""Loondispensatie (Wajong art. 2:20): with a decision of UWV the employer pays less than the minimum wage.

    wage to pay = wage of the function × loonwaarde × hours / full week

Only for Wajong, and only when somebody performs so much less that it counts. UWV supplements the income of the worker.
Without a decision an agreed lower wage is void.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import euro, number, percent
from wsp.instruments import codes
from wsp.instruments.answers import UWV, begin, eligible, refused, term_of, unknown
from wsp.instruments.assessment import Amount, Assessment
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import monthly
from wsp.law.steps import Working

CODE: Final = codes.LOONDISPENSATIE
ASKS: Final = (
    "wajong", "loonwaarde", "expected_months", "hours_per_week", "full_week_hours", "function_wage", "age", "born_on",
    "starts_on", "ends_on", "in_doelgroep_lks", "lks_runs",
)  # fmt: skip
_LAW: Final = "uwv.loondispensatie."
_ARTICLE: Final = "Wajong art. 2:20"
_DECREE: Final = "Besluit loondispensatie Wajong art. 1"
_WHOLE: Final = Decimal(100)
_MONTHS_IN_YEAR: Final = 12


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on loondispensatie for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    refusal = next(_refusals(facts, working), "")
    if refusal:
        return refused(CODE, working, refusal)
    gaps = [name for name in ("wajong", "loonwaarde", "expected_months") if getattr(facts, name) is None]
    if gaps:
        return unknown(CODE, working, missing(*gaps))
    shortest = working.take(_LAW + "shortest_months")
    longest = working.take(_LAW + "longest_years") * _MONTHS_IN_YEAR
    working.say(
        f"UWV geeft het besluit voor {number(shortest)} tot {number(longest)} maanden. Verlengen kan.", _ARTICLE
    )
    working.say("Zonder besluit van UWV is een lager loon niet geldig.", f"{_ARTICLE} lid 2")
    wage_gaps = tuple(_wage_gaps(facts))
    wage = None if wage_gaps else _wage(facts, working)
    amounts = () if wage is None else (Amount("wage_to_pay", "loon dat de werkgever betaalt", wage),)
    return eligible(
        CODE,
        working,
        "Loondispensatie kan." if wage is None else f"De werkgever betaalt ten minste {euro(wage)} per maand.",
        term=term_of(
            facts.starts_on, longest, f"Ten hoogste {number(longest)} maanden; verlengen kan.", ends_on=facts.ends_on
        ),
        where=UWV,
        who="De werkgever.",
        missing=missing(*wage_gaps),
        amounts=amounts,
    )


def _refusals(facts: PlacementFacts, working: Working) -> Iterator[str]:
    if facts.has_ended(working.on):
        working.say("Loondispensatie stopt met het dienstverband.", _ARTICLE)
        yield "Het dienstverband is voorbij."
    if facts.wajong is False:
        working.say("Loondispensatie bestaat alleen voor mensen met Wajong.", _ARTICLE)
        yield "De werknemer heeft geen Wajong."
    if facts.lks_runs:
        working.say("Loonkostensubsidie en loondispensatie gaan niet samen.", f"{_ARTICLE}; Participatiewet art. 10d")
        yield "Er loopt al loonkostensubsidie. Kies een van beide."
    least = working.take(_LAW + "lower_performance")
    if facts.loonwaarde is not None:
        lower = _WHOLE - facts.loonwaarde
        working.say(f"De prestatie is {percent(lower)} lager. UWV vraagt ten minste {percent(least)}.", _DECREE, lower)
        if lower < least:
            yield f"De prestatie is minder dan {percent(least)} lager."
    months = working.take(_LAW + "shortest_months")
    if facts.expected_months is not None and facts.expected_months < months:
        working.say(f"De lagere prestatie moet ten minste {number(months)} maanden duren.", _DECREE, months)
        yield f"De lagere prestatie duurt korter dan {number(months)} maanden."


def _wage_gaps(facts: PlacementFacts) -> Iterator[str]:
    if facts.hours_per_week is None:
        yield "hours_per_week"
    if facts.full_week_hours is None:
        yield "full_week_hours"
    if facts.function_wage is None:
        yield "function_wage"


def _wage(facts: PlacementFacts, working: Working) -> Decimal | None:
    """Return the wage to pay per month; the wage of the function is never below the minimum wage."""
    hours, full, wage = facts.hours_per_week, facts.full_week_hours, facts.function_wage
    if hours is None or full is None or wage is None or facts.loonwaarde is None:
        return None
    age = facts.age_on(working.on)
    if age is not None:
        least = monthly(working, age)
        if wage < least:
            working.say(f"Het functieloon is ten minste het minimumloon: {euro(least)}.", _ARTICLE, least)
            wage = least
    amount = wage * facts.loonwaarde / _WHOLE * min(hours, full) / full
    working.say(
        f"Het loon volgt de prestatie: {euro(amount)} per maand.",
        f"{_ARTICLE} lid 1",
        amount,
        f"{euro(wage)} × {percent(facts.loonwaarde)} × {number(min(hours, full))} / {number(full)}",
    )
    working.say("UWV vult het inkomen van de werknemer aan.", "Wajong hoofdstuk 2")
    return amount
