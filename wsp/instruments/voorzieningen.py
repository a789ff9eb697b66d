"""Werkplekaanpassing (for the employer) and meeneembare voorziening (for the worker), with the threshold of UWV.

    threshold = factor × minimum wage per month on 1 January / working days in a month

Below it there is no subsidy; what was provided earlier in the same calendar year is added (Reïntegratiebesluit art. 3).
A municipality has its own by-law (Participatiewet art. 8a lid 2 onder f).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import cents, euro, number
from wsp.instruments import codes
from wsp.instruments.answers import MUNICIPALITY, UWV, begin, eligible, refused, unknown
from wsp.instruments.assessment import Amount, Assessment, Term
from wsp.instruments.enums import Benefit, Payer
from wsp.instruments.facts import Ground, PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import monthly
from wsp.law.steps import Working

ASKS: Final = (
    "payer", "in_doelgroep_lks", "wajong", "no_risk_ground", "cost", "cost_before", "interpreter", "starts_on",
    "ends_on", "benefit",
)  # fmt: skip
_THRESHOLD: Final = "uwv.voorziening."
_THRESHOLD_ARTICLE: Final = "Reïntegratiebesluit art. 3 lid 1 tot en met 3"
_UWV_GROUNDS: Final = frozenset({Ground.WIA, Ground.WIA_UNDER_35, Ground.WIA_OWN_EMPLOYER})


@dataclass(frozen=True, slots=True)
class _Provision:
    """What differs between the two."""

    code: str
    what: str
    for_whom: str
    who: str
    municipal_article: str
    uwv_article: str


_WORKPLACE: Final = _Provision(
    codes.WERKPLEKAANPASSING,
    "De aanpassing hoort bij de werkplek. De werkgever krijgt de subsidie.",
    "de werkgever",
    "De werkgever.",
    "Participatiewet art. 8a lid 2 onder f",
    "WIA art. 36",
)
_PORTABLE: Final = _Provision(
    codes.MEENEEMBAAR,
    "De voorziening is van de werknemer en gaat mee naar ander werk.",
    "de werknemer",
    "De werknemer.",
    "Participatiewet art. 10",
    "WIA art. 35 lid 2 onder c; Wajong art. 2:22",
)


def assess_workplace(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on an adaptation of the workplace; see `_assess`."""
    return _assess(_WORKPLACE, facts, lawbook, on)


def assess_portable(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on a provision that goes with the worker; see `_assess`."""
    return _assess(_PORTABLE, facts, lawbook, on)


def _assess(provision: _Provision, facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on a provision for these facts on a day.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    if facts.has_ended(on):
        working.say("Een voorziening hoort bij het werk.", provision.uwv_article)
        return refused(provision.code, working, "Het dienstverband is voorbij.")
    payer = _payer(provision, facts, working)
    gaps = [name for name, empty in (("payer", payer is None), ("cost", facts.cost is None)) if empty]
    if gaps or payer is None or facts.cost is None:
        return unknown(provision.code, working, missing(*gaps))
    threshold = _threshold(payer, working)
    total = facts.cost + (facts.cost_before or Decimal(0))
    if facts.cost_before:
        working.say(
            f"Met eerdere voorzieningen in dit jaar is dat {euro(total)}.",
            _THRESHOLD_ARTICLE,
            total,
            f"{euro(facts.cost)} + {euro(facts.cost_before)}",
        )
    if threshold is not None and total < threshold:
        return refused(
            provision.code,
            working,
            f"De kosten zijn lager dan de drempel van {euro(threshold)}.",
        )
    return _answer(provision, facts, working, payer, total, threshold)


def _payer(provision: _Provision, facts: PlacementFacts, working: Working) -> Payer | None:
    if provision is _PORTABLE and facts.interpreter:
        working.say("UWV regelt tolken en hulp bij zien en horen.", "Participatiewet art. 10g en 10h")
        return Payer.UWV
    if facts.payer is not None:
        return facts.payer
    if facts.in_doelgroep_lks:
        return Payer.MUNICIPALITY
    by_uwv = facts.wajong or facts.no_risk_ground in _UWV_GROUNDS or facts.benefit in (Benefit.WIA, Benefit.WAJONG)
    return Payer.UWV if by_uwv and facts.in_doelgroep_lks is False else None


def _threshold(payer: Payer, working: Working) -> Decimal | None:
    """Return the amount from which there is a subsidy; None when a municipality has none."""
    if payer is Payer.MUNICIPALITY:
        own = working.local("werkplekaanpassing.drempel")
        if own is not None:
            working.say(f"De drempel van de gemeente is {euro(own)}.", "verordening van de gemeente", own)
        else:
            working.say("Een drempel kan in de verordening van de gemeente staan.", "Participatiewet art. 8a lid 2")
        return own
    new_year = date(working.on.year, 1, 1)
    wage = monthly(working, int(working.take("wml.adult_age", new_year)), new_year)
    factor = working.take(_THRESHOLD + "factor")
    days = working.take(_THRESHOLD + "days_in_month")
    threshold = cents(wage * factor / days)
    working.say(
        f"De drempel is {euro(threshold)}.",
        _THRESHOLD_ARTICLE,
        threshold,
        f"{euro(wage)} × {number(factor)} / {number(days)}",
    )
    return threshold


def _answer(
    provision: _Provision,
    facts: PlacementFacts,
    working: Working,
    payer: Payer,
    total: Decimal,
    threshold: Decimal | None,
) -> Assessment:
    municipal = payer is Payer.MUNICIPALITY
    working.say(provision.what, provision.municipal_article if municipal else provision.uwv_article)
    amounts = [Amount("cost", "kosten in dit jaar", total, "EUR")]
    if threshold is not None:
        amounts.insert(0, Amount("threshold", "drempel", threshold, "EUR"))
    most = working.local("werkplekaanpassing.plafond") if municipal else None
    if most is not None:
        working.say(f"De gemeente vergoedt ten hoogste {euro(most)}.", "verordening van de gemeente", most)
        amounts.append(Amount("maximum", "hoogste vergoeding", most, "EUR"))
        amounts.append(Amount("total", "vergoeding", min(most, total), "EUR"))
    return eligible(
        provision.code,
        working,
        f"Een vergoeding voor {provision.for_whom} kan.",
        term=Term(facts.starts_on, facts.ends_on, None, "De vergoeding is voor deze kosten, eenmalig."),
        where=MUNICIPALITY if municipal else UWV,
        who=provision.who,
        amounts=tuple(amounts),
    )
