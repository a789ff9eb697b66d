"""No-risk polis (Ziektewet art. 29b): UWV pays sickness benefit, so that illness costs the employer no wage.

Beside a loonkostensubsidie the benefit is multiplied by the loonwaarde (art. 29e), since the subsidy goes on.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import cents, euro, number, percent
from wsp.foundation.workdays import add_months
from wsp.instruments import codes
from wsp.instruments.answers import ONE_DAY, begin, eligible, refused, unknown
from wsp.instruments.assessment import Amount, Assessment, Term
from wsp.instruments.facts import Ground, PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

CODE: Final = codes.NO_RISK
ASKS: Final = (
    "doelgroepregister", "wajong", "beschut", "no_risk_ground", "lks_runs", "loonwaarde", "forfaitair", "measured_on",
    "starts_on", "ends_on", "permanent", "wia_right_on", "waiting_ended_on", "new_employer", "left_school_on",
    "uwv_declaration", "wsw_employment", "wsw_guided", "daily_wage", "sick_week",
)  # fmt: skip
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


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:  # noqa: PLR0911 - each return is one named answer
    """Decide on the no-risk polis for these facts on a day.

    The benefit depends on the daily wage (dagloon), which only UWV sets, so the answer holds percentages of
    it: `first_year` on request of the employer, `later` after that.

    Raises:
        NotSupportedError: `on` lies before what the product supports.

    """
    working = begin(lawbook, on)
    working.take(_LAW + "whole_employment")
    refusal = _refusal(facts, working)
    if refusal:
        return refused(CODE, working, refusal)
    paragraph, limited = _ground(facts)
    if not paragraph:
        gaps = tuple(_gaps(facts))
        if not gaps:
            return refused(CODE, working, "De werknemer hoort niet tot een groep met een no-riskpolis.")
        return unknown(CODE, working, missing(*gaps))
    if limited:
        gaps = tuple(_limited_gaps(facts))
        if gaps:
            return unknown(CODE, working, missing(*gaps))
        refusal = _limited_refusal(facts, working, paragraph)
        if refusal:
            return refused(CODE, working, refusal)
    term = _term(facts, working, paragraph, limited=limited)
    if limited and term.end is not None and on > term.end:
        return refused(CODE, working, "De termijn van de no-riskpolis is voorbij.")
    share = benefit_share(facts, working)
    if share is None:
        gap = "lks_runs" if facts.lks_runs is None else "loonwaarde"
        reason = "De no-riskpolis geldt. De hoogte is nog niet bekend."
        return eligible(CODE, working, reason, term=term, where=_WHERE, who=_WHO, missing=missing(gap))
    return _covered(facts, working, share, term)


def _refusal(facts: PlacementFacts, working: Working) -> str:
    if facts.wsw_employment:
        working.say("Dit is een dienstverband in de Wsw.", f"{_ARTICLE} lid 8")
        return "Bij een dienstverband in de Wsw geldt de no-riskpolis niet."
    if facts.has_ended(working.on):
        working.say("De no-riskpolis stopt met het dienstverband.", f"{_ARTICLE} lid 1 en 2")
        return "Het dienstverband is voorbij."
    return ""


def _limited_gaps(facts: PlacementFacts) -> Iterator[str]:
    ground = facts.no_risk_ground
    if ground is Ground.WIA_OWN_EMPLOYER:
        wanted: tuple[str, ...] = ("wia_right_on",)
    elif ground is Ground.WIA_UNDER_35:
        wanted = ("starts_on", "new_employer", "waiting_ended_on")
    elif ground is Ground.SCHOOLING:
        wanted = ("starts_on", "left_school_on", "uwv_declaration")
    else:
        wanted = ("starts_on",)
    for name in wanted:
        if getattr(facts, name) is None:
            yield name


def _limited_refusal(facts: PlacementFacts, working: Working, paragraph: str) -> str:
    """Refuse a ground whose own conditions are not met."""
    article = f"{_ARTICLE} {paragraph}"
    if facts.no_risk_ground is Ground.SCHOOLING and facts.uwv_declaration is False:
        working.say("UWV verklaart de belemmering bij de scholing.", f"{_ARTICLE} lid 10")
        return "Er is geen verklaring van UWV."
    if facts.no_risk_ground is Ground.WIA_UNDER_35 and facts.new_employer is False:
        working.say("Deze grond geldt bij een nieuwe werkgever.", article)
        return "De werknemer werkt niet bij een nieuwe werkgever."
    since = {
        Ground.WIA_UNDER_35: facts.waiting_ended_on,
        Ground.SCHOOLING: facts.left_school_on,
    }.get(facts.no_risk_ground or Ground.NONE)
    if since is None or facts.starts_on is None:
        return ""
    years = working.take(_LAW + "years")
    if facts.starts_on <= add_months(since, int(years) * _MONTHS_IN_YEAR):
        return ""
    working.say(f"Het werk begint binnen {number(years)} jaar na die dag.", article, years)
    return f"Het dienstverband begon later dan {number(years)} jaar daarna."


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
    ground = Ground.WSW_GUIDED if facts.wsw_guided else facts.no_risk_ground
    if ground in _WHOLE_EMPLOYMENT:
        return _WHOLE_EMPLOYMENT[ground], False
    return (_YEARS[ground], True) if ground in _YEARS else ("", False)


def _gaps(facts: PlacementFacts) -> Iterator[str]:
    for name in ("doelgroepregister", "wajong", "beschut", "no_risk_ground"):
        if getattr(facts, name) is None:
            yield name


def _term(facts: PlacementFacts, working: Working, paragraph: str, *, limited: bool) -> Term:
    article = f"{_ARTICLE} {paragraph}"
    if not limited:
        working.say("De no-riskpolis geldt zolang het dienstverband duurt.", article)
        if paragraph == _WHOLE_EMPLOYMENT[Ground.WSW_GUIDED]:
            working.say("UWV haalt de Wsw-subsidie van het dagloon af.", f"{_ARTICLE} lid 7")
        return Term(facts.starts_on, facts.ends_on, None, "De no-riskpolis geldt het hele dienstverband.")
    years = working.take(_LAW + "years")
    months = int(years) * _MONTHS_IN_YEAR
    own = facts.no_risk_ground is Ground.WIA_OWN_EMPLOYER
    start = facts.wia_right_on if own else facts.starts_on
    since = " vanaf het recht op WIA" if own else ""
    working.say(f"De no-riskpolis dekt ziekte die begint binnen {number(years)} jaar{since}.", article, years)
    end = None if start is None else add_months(start, months) - ONE_DAY
    ends = [day for day in (end, facts.ends_on) if day is not None]
    return Term(start, min(ends, default=None), months, f"De no-riskpolis geldt {number(years)} jaar{since}.")


_WHERE: Final = "UWV, met de ziekmelding."
_WHO: Final = "De werkgever."


def _covered(facts: PlacementFacts, working: Working, share: Decimal, term: Term) -> Assessment:
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
    amounts = [
        Amount("first_year", "ziekengeld in het eerste jaar", first_year, "percent"),
        Amount("later", "ziekengeld daarna", later, "percent"),
    ]
    if facts.daily_wage is not None:
        week = facts.sick_week or 1
        benefit = benefit_per_day(facts, working.lawbook, working.on, daily_wage=facts.daily_wage, week=week)
        if benefit is not None:
            working.say(f"In week {week} is dat {euro(benefit)} per dag.", f"{_ARTICLE} lid 5 en 6", benefit)
            amounts.append(Amount("per_day", "ziekengeld per dag", cents(benefit), "EUR/day"))
    return eligible(
        CODE,
        working,
        "UWV betaalt ziekengeld als de werknemer ziek is.",
        term=term,
        where=_WHERE,
        who=_WHO,
        amounts=tuple(amounts),
    )
