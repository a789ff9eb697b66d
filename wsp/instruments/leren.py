"""Learning on the way to work: werkleerplek (with the benefit), leerwerkbaan (bbl, with a wage) and scholing.

All three are provisions of the municipality (Participatiewet art. 7 lid 1 onder a): its by-law sets terms and amounts.
The law itself gives the minimum wage of a bbl contract.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import cents, euro
from wsp.instruments import codes
from wsp.instruments.answers import (
    MUNICIPALITY,
    begin,
    eligible,
    local_gap,
    months_in_words,
    refused,
    term_of,
    unknown,
)
from wsp.instruments.assessment import Amount, Assessment, MissingFact, Term
from wsp.instruments.enums import Benefit, Training
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import hourly, monthly
from wsp.law.steps import Working

ASKS_PLACE: Final = ("benefit", "displacement", "training", "starts_on")
ASKS_JOB: Final = ("bbl", "age", "born_on", "training", "hours_per_week", "wage_per_month", "starts_on", "ends_on")
ASKS_TRAINING: Final = ("training", "qualification", "cost", "starts_on")
_ARTICLE: Final = "Participatiewet art. 7 lid 1 onder a; verordening (art. 8a)"


def assess_place(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on a werkleerplek: learning at work with the benefit.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    code = codes.WERKLEERPLEK
    working = begin(lawbook, on)
    if facts.benefit is Benefit.NONE:
        working.say("Op een werkleerplek houdt de kandidaat een uitkering.", _ARTICLE)
        return refused(code, working, "Zonder uitkering is er geen werkleerplek. Kijk bij leerwerkbaan.")
    if facts.displacement:
        working.say("Werk zonder loon mag geen betaald werk verdringen.", _ARTICLE)
        return refused(code, working, "Deze plek neemt de plaats in van een betaalde kracht.")
    gaps = [name for name in ("benefit", "displacement") if getattr(facts, name) is None]
    if gaps:
        return unknown(code, working, missing(*gaps))
    months = working.local("werkleerplek.maanden")
    working.say("De kandidaat leert op het werk en houdt de uitkering.", _ARTICLE)
    return _by_own_rule(code, "Een werkleerplek kan.", "werkleerplek.maanden", months, facts, working)


def assess_job(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on a leerwerkbaan: a paid job in a bbl training contract, with the minimum wage that goes with it.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    code = codes.LEERWERKBAAN
    working = begin(lawbook, on)
    if facts.has_ended(on):
        working.say("De steun stopt met het contract.", _ARTICLE)
        return refused(code, working, "Het dienstverband is voorbij.")
    if facts.bbl is False:
        working.say("Een leerwerkbaan is een baan met een bbl-opleiding.", _ARTICLE)
        return refused(code, working, "Er is geen bbl-opleiding bij deze baan.")
    age = facts.age_on(on)
    gaps = [name for name, empty in (("bbl", facts.bbl is None), ("age", age is None)) if empty]
    if gaps or age is None:
        return unknown(code, working, missing(*gaps))
    amounts = list(_least_wage(age, working))
    subsidy = working.local("leerwerkbaan.bedrag_maand")
    if subsidy is not None:
        working.say(f"De gemeente geeft {euro(subsidy)} per maand.", _ARTICLE, subsidy)
        amounts.append(Amount("total", "vergoeding van de gemeente", subsidy))
    months = working.local("leerwerkbaan.maanden")
    return _by_own_rule(
        code,
        "Een leerwerkbaan kan." if subsidy is None else f"De vergoeding is {euro(subsidy)} per maand.",
        "leerwerkbaan.maanden",
        months,
        facts,
        working,
        amount=subsidy,
        amounts=tuple(amounts),
    )


def assess_training(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on scholing that the municipality pays.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    code = codes.SCHOLING
    working = begin(lawbook, on)
    if facts.training is None:
        return unknown(code, working, missing("training"))
    if facts.training is Training.QUALIFICATION and facts.qualification:
        working.say("De kandidaat heeft al een startkwalificatie.", _ARTICLE)
        return refused(code, working, "Deze opleiding is niet meer nodig. Kies een andere opleiding.")
    most = working.local("scholing.plafond")
    amounts: tuple[Amount, ...] = ()
    gap: tuple[MissingFact, ...] = () if most is not None else (local_gap("scholing.plafond"),)
    if facts.cost is None:
        gap = (*missing("cost"), *gap)
    elif most is not None:
        paid = min(facts.cost, most)
        working.say(f"De gemeente vergoedt ten hoogste {euro(most)}: {euro(paid)}.", _ARTICLE, paid)
        amounts = (Amount("total", "vergoeding voor scholing", paid, "EUR"),)
    months = working.local("scholing.maanden")
    working.say("De gemeente kan scholing betalen die naar werk leidt.", _ARTICLE)
    return _by_own_rule(code, "Scholing kan.", "scholing.maanden", months, facts, working, amounts=amounts, gaps=gap)


def _least_wage(age: int, working: Working) -> Iterator[Amount]:
    """Yield the least that the employer pays somebody in a bbl contract: per hour since 2024, per month before."""
    if working.lawbook.holds("wml.hour", working.on):
        yield Amount(
            "least_hour", "minimumloon per uur in een bbl-opleiding", hourly(working, age, bbl=True), "EUR/hour"
        )
    else:
        yield Amount("least_month", "minimumloon per maand in een bbl-opleiding", monthly(working, age, bbl=True))


def _by_own_rule(
    code: str,
    reason: str,
    months_code: str,
    months: Decimal | None,
    facts: PlacementFacts,
    working: Working,
    *,
    amount: Decimal | None = None,
    amounts: tuple[Amount, ...] = (),
    gaps: tuple[MissingFact, ...] = (),
) -> Assessment:
    """Return a positive answer with the term of the municipality's own rule, or the question for it."""
    if months is None:
        term = Term(facts.starts_on, facts.ends_on, None, "De verordening van de gemeente bepaalt de duur.")
        gaps = (*gaps, local_gap(months_code))
    else:
        working.say(f"De gemeente steunt dit ten hoogste {months_in_words(months)}.", _ARTICLE, months)
        text = f"De gemeente steunt dit ten hoogste {months_in_words(months)}."
        term = term_of(facts.starts_on, months, text, ends_on=facts.ends_on)
        if term.end is not None and working.on > term.end:
            return refused(code, working, "De langste duur is voorbij.")
    return eligible(
        code,
        working,
        reason,
        term=term,
        where=MUNICIPALITY,
        who="De klantmanager of de werkgever.",
        missing=gaps,
        amount_per_month=None if amount is None else cents(amount),
        exact_per_month=amount,
        amounts=amounts,
        apply_before=facts.starts_on,
    )
