"""No-risk polis (Ziektewet art. 29b): UWV pays sickness benefit, so that illness costs the employer no wage.

Beside a loonkostensubsidie the benefit is multiplied by the loonwaarde (art. 29e), since the subsidy goes on.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.money import number, percent
from wsp.foundation.workdays import add_months
from wsp.instruments.assessment import Amount, Assessment, MissingFact, Status, Term
from wsp.instruments.facts import Ground, PlacementFacts
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

CODE: Final = "no-risk"
_LAW: Final = "ziektewet.no_risk."
_ARTICLE: Final = "Ziektewet art. 29b"
_WHOLE: Final = Decimal(100)
_MONTHS_IN_YEAR: Final = 12

# Grounds with a fixed number of years, and their paragraph; every other ground covers the whole employment.
_YEARS: Final = {
    Ground.WIA: "lid 1 onder a",
    Ground.WIA_UNDER_35: "lid 1 onder b",
    Ground.SCHOOLING: "lid 1 onder c en d",
    Ground.WIA_OWN_EMPLOYER: "lid 4",
}
_WHOLE_EMPLOYMENT: Final = {Ground.WSW_GUIDED: "lid 2 onder b", Ground.WSW_FORMER: "lid 2 onder d"}


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on the no-risk polis for these facts on a day.

    The benefit depends on the daily wage (dagloon), which only UWV sets, so the answer holds percentages of
    it: `first_year` on request of the employer, `later` after that.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = Working(lawbook, on)
    working.take(_LAW + "whole_employment")
    refusal = _refusal(facts, working)
    if refusal:
        return _answer(working, Status.NOT_ELIGIBLE, refusal)
    paragraph, limited = _ground(facts)
    if not paragraph:
        gaps = tuple(_gaps(facts))
        if not gaps:
            reason = "De werknemer hoort niet tot een groep met een no-riskpolis."
            return _answer(working, Status.NOT_ELIGIBLE, reason)
        answer = _answer(working, Status.UNKNOWN, "We weten nog niet of de no-riskpolis geldt.")
        return replace(answer, missing=gaps)
    term = _term(facts, working, paragraph, limited=limited)
    if term.end is not None and on > term.end:
        return _answer(working, Status.NOT_ELIGIBLE, "De termijn van de no-riskpolis is voorbij.")
    share = benefit_share(facts, working)
    if share is None:
        answer = _answer(working, Status.ELIGIBLE, "De no-riskpolis geldt. De hoogte is nog niet bekend.")
        return replace(answer, missing=(_height_gap(facts),), term=term)
    return replace(_eligible(working, share), term=term)


def _refusal(facts: PlacementFacts, working: Working) -> str:
    if facts.wsw_employment:
        working.say("Dit is een dienstverband in de Wsw.", f"{_ARTICLE} lid 8")
        return "Bij een dienstverband in de Wsw geldt de no-riskpolis niet."
    if facts.has_ended(working.on):
        working.say("De no-riskpolis stopt met het dienstverband.", f"{_ARTICLE} lid 1 en 2")
        return "Het dienstverband is voorbij."
    return ""


def _height_gap(facts: PlacementFacts) -> MissingFact:
    if facts.lks_runs is None:
        return MissingFact("lks_runs", "Loopt er loonkostensubsidie naast de no-riskpolis?")
    return MissingFact("loonwaarde", "Meet de loonwaarde in deze functie.")


def benefit_share(facts: PlacementFacts, working: Working) -> Decimal | None:
    """Return which percentage of the sickness benefit is paid: 100, or the loonwaarde beside a subsidy.

    A loonwaarde below the floor counts as the floor; a forfait has its own percentage (Ziektewet art. 29e).
    None when it is not known whether a subsidy runs, or one runs without a known loonwaarde. Before 2022 the
    full benefit was paid, and the subsidy stopped instead.
    """
    if facts.lks_runs is None:
        return None
    if not facts.lks_runs:
        return _WHOLE
    if not working.lawbook.holds("ziektewet.loonwaarde.floor", working.on):
        working.say(
            "De loonkostensubsidie stopt zolang het ziekengeld loopt.",
            "Participatiewet art. 10d lid 12 (oud)",
        )
        return _WHOLE
    if facts.forfaitair:
        share = working.take("ziektewet.loonwaarde.forfait")
        working.say(f"Bij forfaitaire subsidie telt {percent(share)} van het ziekengeld.", "Ziektewet art. 29e", share)
        return share
    if facts.loonwaarde is None:
        return None
    floor = working.take("ziektewet.loonwaarde.floor")
    share = max(Decimal(facts.loonwaarde), floor)
    low = f", ten minste {percent(floor)}" if share > facts.loonwaarde else ""
    working.say(f"Naast loonkostensubsidie telt de loonwaarde{low}: {percent(share)}.", "Ziektewet art. 29e", share)
    return share


def benefit_per_day(
    facts: PlacementFacts, lawbook: LawBook, on: date, *, daily_wage: Decimal, week: int
) -> Decimal | None:
    """Return the exact sickness benefit per day in week `week` of the illness (1 is the first).

    Args:
        facts: of the placement; `lks_runs`, `loonwaarde` and `forfaitair` count.
        lawbook: the law.
        on: the day whose law counts.
        daily_wage: the dagloon that UWV set.
        week: week of the illness, from 1.

    Returns:
        Euro per day, 0 after the longest duration, None when `benefit_share` is not known.

    """
    working = Working(lawbook, on)
    share = benefit_share(facts, working)
    if share is None:
        return None
    if week > working.take(_LAW + "benefit_weeks"):
        return Decimal(0)
    first = week <= working.take(_LAW + "benefit_on_request_weeks")
    height = working.take(_LAW + ("benefit_on_request" if first else "benefit"))
    return daily_wage * height / _WHOLE * share / _WHOLE


def _ground(facts: PlacementFacts) -> tuple[str, bool]:
    """Return the paragraph that gives the right, and whether it is limited to years; empty without a ground.

    A ground for the whole employment goes before one for some years.
    """
    if facts.wajong:
        return "lid 2 onder a en c", False
    if facts.beschut:
        return "lid 2 onder f", False
    if facts.doelgroepregister:
        return "lid 2 onder e, lid 11 en 12", False
    ground = facts.no_risk_ground
    if ground in _WHOLE_EMPLOYMENT:
        return _WHOLE_EMPLOYMENT[ground], False
    return (_YEARS[ground], True) if ground in _YEARS else ("", False)


def _gaps(facts: PlacementFacts) -> Iterator[MissingFact]:
    if facts.doelgroepregister is None:
        yield MissingFact("doelgroepregister", "Staat de werknemer in het doelgroepregister?")
    if facts.wajong is None:
        yield MissingFact("wajong", "Heeft of had de werknemer Wajong?")
    if facts.beschut is None:
        yield MissingFact("beschut", "Gaat het om beschut werk?")
    if facts.no_risk_ground is None:
        yield MissingFact("no_risk_ground", "Is er een andere grond voor de no-riskpolis?")


def _term(facts: PlacementFacts, working: Working, paragraph: str, *, limited: bool) -> Term:
    article = f"{_ARTICLE} {paragraph}"
    if not limited:
        working.say("De no-riskpolis geldt zolang het dienstverband duurt.", article)
        return Term(facts.starts_on, facts.ends_on, None, "De no-riskpolis geldt het hele dienstverband.")
    years = working.take(_LAW + "years")
    working.say(f"De no-riskpolis geldt {number(years)} jaar.", article, years)
    months = int(years) * _MONTHS_IN_YEAR
    if facts.no_risk_ground is Ground.WIA_OWN_EMPLOYER:
        text = f"De no-riskpolis geldt {number(years)} jaar vanaf het recht op WIA."
        return Term(None, facts.ends_on, months, text)
    start = facts.starts_on
    end = None if start is None else add_months(start, months) - timedelta(days=1)
    ends = [day for day in (end, facts.ends_on) if day is not None]
    return Term(start, min(ends, default=None), months, f"De no-riskpolis geldt {number(years)} jaar.")


def _eligible(working: Working, share: Decimal) -> Assessment:
    on_request = working.take(_LAW + "benefit_on_request")
    weeks = working.take(_LAW + "benefit_on_request_weeks")
    height = working.take(_LAW + "benefit")
    total = working.take(_LAW + "benefit_weeks")
    first_year = on_request * share / _WHOLE
    later = height * share / _WHOLE
    working.say(
        f"In de eerste {number(weeks)} weken betaalt UWV op verzoek {percent(first_year)} van het dagloon.",
        f"{_ARTICLE} lid 6",
        first_year,
        f"{percent(on_request)} × {percent(share)}",
    )
    working.say(
        f"Daarna betaalt UWV {percent(later)}, tot en met week {number(total)}.",
        f"{_ARTICLE} lid 5",
        later,
        f"{percent(height)} × {percent(share)}",
    )
    answer = _answer(working, Status.ELIGIBLE, "UWV betaalt ziekengeld als de werknemer ziek is.")
    return replace(
        answer,
        amounts=(
            Amount("first_year", "ziekengeld in het eerste jaar", first_year, "percent"),
            Amount("later", "ziekengeld daarna", later, "percent"),
        ),
    )


def _answer(working: Working, status: Status, reason: str) -> Assessment:
    applies = status is Status.ELIGIBLE
    return Assessment(
        instrument=CODE,
        on=working.on,
        status=status,
        reason=reason,
        provisional=applies and bool(working.reasons),
        provisional_reasons=working.reasons if applies else (),
        apply_where="UWV, met de ziekmelding." if applies else "",
        apply_who="De werkgever." if applies else "",
        combines=("loonkostensubsidie", "jobcoaching"),
        steps=tuple(working.steps),
        sources=working.sources,
    )
