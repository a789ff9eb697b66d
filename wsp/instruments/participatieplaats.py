"""Participatieplaats (Participatiewet art. 10a): unpaid additional work, for somebody who is far from a job.

A first term, and after it at most two more of a year each, the first of them in another environment. A test before the
first year is over; without progress it stops then. A premium every half year; training for who has no
startkwalificatie.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from wsp.foundation.money import number
from wsp.foundation.workdays import add_months
from wsp.instruments import codes
from wsp.instruments.answers import (
    MUNICIPALITY,
    ONE_DAY,
    begin,
    eligible,
    local_gap,
    months_in_words,
    refused,
    term_of,
    unknown,
)
from wsp.instruments.assessment import Amount, Assessment, Deadline, MissingFact
from wsp.instruments.enums import Benefit
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

CODE: Final = codes.PARTICIPATIEPLAATS
ASKS: Final = (
    "benefit", "age", "born_on", "additional_work", "starts_on", "extensions", "other_environment", "progress",
    "qualification",
)  # fmt: skip
_LAW: Final = "participatiewet.participatieplaats."
_ARTICLE: Final = "Participatiewet art. 10a"
_PREMIUM: Final = "participatieplaats.premie"


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on a participatieplaats for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    refusal = _refusal(facts, working)
    if refusal:
        return refused(CODE, working, refusal)
    gaps = list(_gaps(facts, on))
    if gaps:
        return unknown(CODE, working, missing(*gaps))
    extensions = facts.extensions or 0
    months = working.take(_LAW + "months") + extensions * working.take(_LAW + "extension_months")
    working.say(f"De plek duurt ten hoogste {months_in_words(months)}.", f"{_ARTICLE} lid 1", months)
    term = term_of(facts.starts_on, months, f"De participatieplaats duurt ten hoogste {months_in_words(months)}.")
    if term.end is not None and on > term.end:
        return refused(CODE, working, "De termijn van de participatieplaats is voorbij.")
    stop = _stop_without_progress(facts, working)
    if stop is not None and facts.progress is False and on >= stop:
        working.say("Zonder vooruitgang stopt de plek na een jaar.", _ARTICLE)
        return refused(CODE, working, "De toets zag geen vooruitgang. De plek stopt.")
    premium = working.local(_PREMIUM)
    amounts: tuple[Amount, ...] = ()
    gap: tuple[MissingFact, ...] = ()
    every = working.take(_LAW + "premium_months")
    working.say(f"Elke {number(every)} maanden is er een premie.", _ARTICLE, every)
    if premium is None:
        gap = (local_gap(_PREMIUM),)
    else:
        amounts = (Amount("premium", f"premie per {number(every)} maanden", premium, "EUR"),)
    return eligible(
        CODE,
        working,
        f"Een participatieplaats kan, ten hoogste {months_in_words(months)}.",
        term=term,
        where=MUNICIPALITY,
        who="De klantmanager.",
        missing=gap,
        amounts=amounts,
        apply_before=facts.starts_on,
        deadlines=tuple(_deadlines(facts, working, term.end)),
    )


def _refusal(facts: PlacementFacts, working: Working) -> str:
    least = working.take(_LAW + "age")
    age = facts.age_on(facts.starts_on or working.on)
    if age is not None and age < least:
        working.say(f"Een participatieplaats is er vanaf {number(least)} jaar.", "Participatiewet art. 7 lid 8", least)
        return f"De kandidaat is jonger dan {number(least)} jaar."
    if facts.benefit is not None and facts.benefit is not Benefit.BIJSTAND:
        working.say("De plek is voor mensen met algemene bijstand.", f"{_ARTICLE} lid 1")
        return "De kandidaat heeft geen bijstand."
    if facts.additional_work is False:
        working.say("Het werk moet extra zijn: anders blijft het liggen.", f"{_ARTICLE} lid 2")
        return "Dit is geen extra werk. Kijk bij een andere regeling."
    most = working.take(_LAW + "extensions")
    if facts.extensions is not None and facts.extensions > most:
        working.say(f"Verlengen kan ten hoogste {number(most)} keer.", _ARTICLE, most)
        return f"De plek is al {number(most)} keer verlengd."
    if facts.extensions == 1 and facts.other_environment is False:
        working.say("De eerste verlenging is op een andere plek.", _ARTICLE)
        return "De verlenging is op dezelfde plek. Dat kan niet."
    return ""


def _gaps(facts: PlacementFacts, on: date) -> Iterator[str]:
    if facts.age_on(facts.starts_on or on) is None:
        yield "age"
    for name in ("benefit", "additional_work"):
        if getattr(facts, name) is None:
            yield name
    if facts.extensions == 1 and facts.other_environment is None:
        yield "other_environment"


def _stop_without_progress(facts: PlacementFacts, working: Working) -> date | None:
    if facts.starts_on is None:
        return None
    return add_months(facts.starts_on, int(working.take(_LAW + "stop_months")))


def _deadlines(facts: PlacementFacts, working: Working, end: date | None) -> Iterator[Deadline]:
    start = facts.starts_on
    if start is None or end is None:
        return
    who = "gemeente"
    test = add_months(start, int(working.take(_LAW + "test_months")))
    yield Deadline("test", "Toets of de kans op werk groter is.", who, test, _ARTICLE)
    if not facts.qualification:
        offer = add_months(start, int(working.take(_LAW + "training_months")))
        yield Deadline("training", "Bied scholing aan.", who, offer, _ARTICLE)
    every = int(working.take(_LAW + "premium_months"))
    day = add_months(start, every)
    while day <= end + ONE_DAY:
        yield Deadline("premium", "Betaal de premie.", who, day, _ARTICLE)
        day = add_months(day, every)
    yield Deadline("evaluate", "Besluit of de plek stopt of wordt verlengd.", who, end, _ARTICLE)
