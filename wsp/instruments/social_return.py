"""Social return: a supplier of the municipality spends part of the contract on work for residents.

No act sets the share; it is a condition of purchase of the municipality. What a placement is worth against it is a
rule of the municipality too: an amount per year of a full week for each group (bouwblokken), reckoned by
`social_return_worth`.
"""

from datetime import date
from typing import Final

from wsp.foundation.money import euro, percent
from wsp.instruments import codes
from wsp.instruments.answers import begin, eligible, local_gap, refused, unknown
from wsp.instruments.assessment import Amount, Assessment, Term
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.instruments.social_return_worth import Stretch, worth_per_year
from wsp.law.lookup import LawBook

CODE: Final = codes.SOCIAL_RETURN
ASKS: Final = ("contract_sum", "social_return_group", "hours_per_week", "full_week_hours", "starts_on", "ends_on")
_ARTICLE: Final = "inkoopbeleid van de gemeente"
_SHARE: Final = "social_return.percentage"
_FROM: Final = "social_return.drempel"
_WHOLE: Final = 100


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on social return for a public contract on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    share = working.local(_SHARE)
    gaps = () if share is not None else (local_gap(_SHARE),)
    if facts.contract_sum is None:
        gaps = (*missing("contract_sum"), *gaps)
    if gaps or share is None or facts.contract_sum is None:
        return unknown(CODE, working, gaps)
    least = working.local(_FROM)
    if least is not None and facts.contract_sum < least:
        working.say(f"Social return geldt vanaf {euro(least)}.", _ARTICLE, least)
        return refused(CODE, working, "De opdracht is te klein voor social return.")
    total = facts.contract_sum * share / _WHOLE
    working.say(
        f"De leverancier besteedt {percent(share)} van de opdracht: {euro(total)}.",
        _ARTICLE,
        total,
        f"{euro(facts.contract_sum)} × {percent(share)}",
    )
    amounts = [Amount("total", "te besteden aan social return", total, "EUR")]
    worth = worth_per_year(working, facts.social_return_group)
    if worth is not None and facts.hours_per_week is not None and facts.full_week_hours is not None:
        stretch = Stretch(facts.starts_on, facts.ends_on, facts.hours_per_week, facts.full_week_hours)
        value = stretch.per_year(worth)
        working.say(f"Deze plaatsing telt per jaar voor {euro(value)}.", _ARTICLE, value, stretch.share_in_words(worth))
        amounts.append(Amount("placement", "waarde van deze plaatsing per jaar", value, "EUR/year"))
        whole = stretch.counted(worth)
        if whole is not None:
            words = stretch.in_words(worth)
            working.say(f"Over het hele contract telt de plaatsing voor {euro(whole)}.", _ARTICLE, whole, words)
            amounts.append(Amount("contract", "waarde van deze plaatsing over het contract", whole, "EUR"))
    return eligible(
        CODE,
        working,
        f"De leverancier besteedt {euro(total)} aan social return.",
        term=Term(facts.starts_on, facts.ends_on, None, "De opdracht bepaalt de duur."),
        where="De gemeente die de opdracht gaf.",
        who="De leverancier.",
        amounts=tuple(amounts),
    )
