"""Loonkostensubsidie (Participatiewet arts. 10c and 10d): what the municipality pays for lost productivity.

    base   = minimum wage per month for the age, plus vakantiebijslag
    full   = base less the loonwaarde, at most the cap; or the forfait when nothing is measured yet
    factor = hours against the full week (since 2024 it may exceed one)
    amount = full × factor, plus the percentage for employer charges

The law gives no rounding: everything stays exact until the payable amount.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.clock import day_in_words
from wsp.foundation.errors import InvalidInput
from wsp.foundation.money import cents, euro, number, percent
from wsp.foundation.workdays import add_months, end_of_term
from wsp.instruments import codes
from wsp.instruments.answers import MUNICIPALITY, begin, eligible, refused, unknown
from wsp.instruments.assessment import Amount, Assessment, Deadline, MissingFact, Term
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.loonwaarde import remeasure_on
from wsp.instruments.questions import missing
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import birthday_in, monthly
from wsp.law.steps import Working

CODE: Final = codes.LKS
ASKS: Final = (
    "loonwaarde", "hours_per_week", "full_week_hours", "forfaitair", "age", "born_on", "in_doelgroep_lks", "beschut",
    "starts_on", "ends_on", "permanent", "subsidy_starts_on", "measured_on", "loonwaarde_from", "bbl",
    "forfait_before",
    "supported_or_school", "doelgroepregister", "wsw_employment", "wsw_guided",
)  # fmt: skip
_LAW: Final = "participatiewet.loonkostensubsidie."
_ARTICLE: Final = "Participatiewet art. 10d"
_WHOLE: Final = Decimal(100)
_DAY: Final = timedelta(days=1)
_ONLY_REGISTER: Final = "loonkostensubsidie.alleen_doelgroepregister"
_EMPLOYER: Final = "werkgever"
_COLLEGE: Final = "gemeente"


def assess(facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
    """Decide on loonkostensubsidie for these facts on a day.

    A subsidy that is already running on `on` is counted with the minimum wage of its own start in its first
    calendar year and of 1 January after that (art. 10d lid 7). One that starts later than `on` is counted
    with the law of its start.

    Raises:
        NotSupportedError: `on` lies before the uniform method for loonwaarde.
        NoValueError: a value of law is not known on that day.

    """
    working = begin(lawbook, on)
    working.take("participatiewet.loonwaarde.uniform_method")
    refusal = _refusal(facts, working, on)
    if refusal:
        return refused(CODE, working, refusal)
    if facts.loonwaarde is not None and facts.loonwaarde >= working.take("participatiewet.loonwaarde.full"):
        working.say(f"De loonwaarde is {percent(facts.loonwaarde)}.", "Participatiewet art. 6 onder e en g")
        reason = "De werknemer verdient het minimumloon zelf. Er is geen subsidie."
        return refused(CODE, working, reason, amount_per_month=cents(0), exact_per_month=Decimal(0))
    if facts.forfaitair and facts.forfait_before:
        working.say("Forfaitaire subsidie kan één keer voor dezelfde baan.", f"{_ARTICLE} lid 5")
    day = _counted_day(facts, on)
    gaps = tuple(_gaps(facts, working, day))
    if gaps:
        return unknown(CODE, working, gaps)
    return _amount(facts, working, day)


def _refusal(facts: PlacementFacts, working: Working, on: date) -> str:
    if facts.has_ended(on):
        working.say("De subsidie stopt met het dienstverband.", f"{_ARTICLE} lid 1")
        return "Het dienstverband is voorbij."
    if facts.wsw_employment:
        working.say("Dit is een dienstverband in de Wsw.", f"{_ARTICLE} lid 3")
        return "Bij een dienstverband in de Wsw is geen loonkostensubsidie mogelijk."
    if facts.wsw_guided:
        working.say("Dit is begeleid werken in de Wsw.", f"{_ARTICLE} lid 3")
        return "Bij begeleid werken in de Wsw is geen loonkostensubsidie mogelijk."
    if facts.doelgroepregister is False and not facts.beschut and working.local(_ONLY_REGISTER):
        working.say("De gemeente geeft de subsidie alleen bij het doelgroepregister.", "Participatiewet art. 8a")
        return "De werknemer staat niet in het doelgroepregister."
    if facts.in_doelgroep_lks is False and not facts.beschut:
        working.say("De werknemer hoort niet tot de doelgroep.", "Participatiewet art. 6 onder e")
        return "De werknemer hoort niet tot de doelgroep loonkostensubsidie."
    return ""


def _gaps(facts: PlacementFacts, working: Working, day: date) -> Iterator[MissingFact]:
    if facts.in_doelgroep_lks is None and not facts.beschut:
        yield from missing("in_doelgroep_lks")
    if facts.age_on(day) is None:
        yield from missing("age")
    if facts.loonwaarde is None and not _is_forfait(facts, working, day):
        yield from missing("loonwaarde")
    if facts.hours_per_week is None:
        yield from missing("hours_per_week")
    elif facts.full_week_hours is None:
        reference = _reference_week(working, _indexed_on(facts, working, day))
        if reference is None or facts.hours_per_week > reference:
            yield from missing("full_week_hours")


def _amount(facts: PlacementFacts, working: Working, day: date) -> Assessment:
    indexed = _indexed_on(facts, working, day)
    base = _base(facts, working, day, indexed)
    forfait = _is_forfait(facts, working, day)
    full = _forfait(working, base, day) if forfait else _measured(facts, working, base)
    without_charges = full * _part_time(facts, working, indexed)
    charges = working.take(_LAW + "employer_charges", indexed)
    amount = without_charges * (_WHOLE + charges) / _WHOLE
    working.say(
        f"Voor werkgeverslasten komt er {percent(charges)} bij: {euro(amount)} per maand.",
        "Regeling loonkostensubsidie Participatiewet 2021 art. 1",
        amount,
        f"{euro(without_charges)} × {number(1 + charges / _WHOLE)}",
    )
    return eligible(
        CODE,
        working,
        f"De subsidie is {euro(amount)} per maand.",
        term=_term(facts, working, forfait=forfait),
        where=MUNICIPALITY,
        who="De werkgever of de werknemer.",
        amount_per_month=cents(amount),
        exact_per_month=amount,
        amounts=(
            Amount("wage_base", "minimumloon met vakantiebijslag", base),
            Amount("without_charges", "subsidie zonder werkgeverslasten", without_charges),
            Amount("charges", "vergoeding voor werkgeverslasten", amount - without_charges),
            Amount("total", "subsidie per maand", amount),
        ),
        apply_before=_apply_before(facts, working),
        deadlines=tuple(_deadlines(facts, working, day, forfait=forfait)),
    )


def _base(facts: PlacementFacts, working: Working, day: date, indexed: date) -> Decimal:
    if indexed < day:
        working.say(
            f"De subsidie loopt al. Daarom telt het minimumloon van {day_in_words(indexed)}.",
            f"{_ARTICLE} lid 7",
        )
    age = facts.age_on(day)
    assert age is not None, "a missing age is a gap"  # noqa: S101 - tells mypy what _gaps made sure of
    if facts.bbl is None and working.lawbook.holds(f"wml.bbl_percentage.{age}", indexed):
        working.say("Aanname: de werknemer werkt niet in een bbl-opleiding.", "WML art. 7 lid 3")
    wage = monthly(working, age, indexed, bbl=bool(facts.bbl))
    holiday = working.take("wml.vakantiebijslag", indexed)
    base = wage * (_WHOLE + holiday) / _WHOLE
    working.say(
        f"Met {percent(holiday)} vakantiebijslag is dat {euro(base)}.",
        f"{_ARTICLE} lid 4; WML art. 15",
        base,
        f"{euro(wage)} × {number(1 + holiday / _WHOLE)}",
    )
    return base


def _measured(facts: PlacementFacts, working: Working, base: Decimal) -> Decimal:
    assert facts.loonwaarde is not None, "a missing loonwaarde is a gap"  # noqa: S101 - idem
    lost = _WHOLE - facts.loonwaarde
    raw = base * lost / _WHOLE
    working.say(
        f"De loonwaarde is {percent(facts.loonwaarde)}. De subsidie vult {percent(lost)} aan: {euro(raw)}.",
        f"{_ARTICLE} lid 4; art. 6 onder g",
        raw,
        f"{euro(base)} × {percent(lost)}",
    )
    share = working.take(_LAW + "cap")
    cap = base * share / _WHOLE
    if raw <= cap:
        return raw
    working.say(
        f"De subsidie is ten hoogste {percent(share)}: {euro(cap)}.",
        f"{_ARTICLE} lid 4",
        cap,
        f"{euro(base)} × {percent(share)}",
    )
    return cap


def _forfait(working: Working, base: Decimal, day: date) -> Decimal:
    share = working.take(_LAW + "forfait", day)
    amount = base * share / _WHOLE
    working.say(
        f"De loonwaarde is nog niet gemeten. Dan is de subsidie {percent(share)}: {euro(amount)}.",
        f"{_ARTICLE} lid 1 onder b en lid 5",
        amount,
        f"{euro(base)} × {percent(share)}",
    )
    return amount


def _part_time(facts: PlacementFacts, working: Working, indexed: date) -> Decimal:
    """Return the part-time factor: against the legal full week since 2024, against the usual one before."""
    hours = facts.hours_per_week
    assert hours is not None, "missing hours are a gap"  # noqa: S101 - idem
    usual = facts.full_week_hours
    full = _reference_week(working, indexed)
    if full is None:
        assert usual is not None, "a missing full week is a gap"  # noqa: S101 - idem
        full = usual = min(usual, working.take("wml.normal_week_maximum", indexed))
    counted = hours if usual is None else min(hours, usual)
    if counted < hours:
        working.say(
            f"Het contract is {number(hours)} uur. Een volle week hier is {number(counted)} uur.",
            f"{_ARTICLE} lid 4",
            counted,
        )
    factor = counted / full
    working.say(
        f"De subsidie telt {number(counted)} uur van een week van {number(full)} uur.",
        f"{_ARTICLE} lid 4",
        factor,
        f"{number(counted)} / {number(full)}",
    )
    return factor


def _reference_week(working: Working, day: date) -> Decimal | None:
    """Return the legal full week, or None for days before the law had one."""
    code = _LAW + "full_week"
    return working.take(code, day) if working.lawbook.holds(code, day) else None


def _starts_on(facts: PlacementFacts) -> date | None:
    return facts.subsidy_starts_on or facts.starts_on


def _counted_day(facts: PlacementFacts, on: date) -> date:
    """Return the day whose situation counts: a subsidy that starts later is assessed as on its start."""
    start = _starts_on(facts)
    return on if start is None else max(on, start)


def _indexed_on(facts: PlacementFacts, working: Working, day: date) -> date:
    """Return the day whose minimum wage and charges count (lid 7): the start, then each 1 January."""
    start = _starts_on(facts)
    if start is None:
        return day
    working.take(_LAW + "reindexation", day)
    return max(start, date(day.year, 1, 1))


def _forfait_end(facts: PlacementFacts, working: Working) -> date | None:
    """Return the last day on which the forfait can be paid: it covers the first months of the employment."""
    if facts.starts_on is None:
        return None
    months = int(working.take(_LAW + "forfait_months", max(facts.starts_on, working.on)))
    return add_months(facts.starts_on, months) - _DAY


def _is_forfait(facts: PlacementFacts, working: Working, day: date) -> bool:
    if not facts.forfaitair or facts.forfait_before:
        return False
    counts_from = facts.loonwaarde_from or facts.measured_on
    measured = facts.loonwaarde is not None and counts_from is not None and counts_from <= day
    end = _forfait_end(facts, working)
    return not measured and (end is None or day <= end)


def _apply_before(facts: PlacementFacts, working: Working) -> date | None:
    """Return the last day for a request: the start, or some months later for people of art. 10d lid 2.

    The law says "within six months after the start"; the day before is taken, to be on the safe side.
    """
    start = facts.starts_on
    if start is None:
        return None
    code = _LAW + "late_request_months"
    if facts.supported_or_school and working.lawbook.holds(code, start):
        return add_months(start, int(working.take(code, start))) - _DAY
    return start


def _deadlines(facts: PlacementFacts, working: Working, day: date, *, forfait: bool) -> Iterator[Deadline]:
    apply_before = _apply_before(facts, working)
    if apply_before is not None:
        yield Deadline("apply", "Vraag de loonkostensubsidie aan.", _EMPLOYER, apply_before, f"{_ARTICLE} lid 1 en 2")
    code = _LAW + "decision_weeks"
    if facts.measured_on is not None and working.lawbook.holds(code, facts.measured_on):
        weeks = timedelta(weeks=int(working.take(code, facts.measured_on)))
        by = end_of_term(facts.measured_on + weeks)
        yield Deadline("decide", "Besluit over de loonkostensubsidie.", _COLLEGE, by, f"{_ARTICLE} lid 12")
    again = None if facts.measured_on is None or forfait else remeasure_on(facts.measured_on, working.lawbook)
    if again is not None:
        yield Deadline("remeasure", "Meet de loonwaarde opnieuw, in overleg.", _COLLEGE, again, f"{_ARTICLE} lid 6")
    end = _forfait_end(facts, working)
    if forfait and end is not None:
        yield Deadline("measure", "Meet de loonwaarde in deze functie.", _COLLEGE, end, f"{_ARTICLE} lid 5")
    new_year = date(day.year + 1, 1, 1)
    if _starts_on(facts) is not None and (facts.ends_on is None or new_year <= facts.ends_on):
        yield Deadline(
            "reindex",
            "Pas de subsidie aan het nieuwe minimumloon aan.",
            _COLLEGE,
            new_year,
            f"{_ARTICLE} lid 7",
        )


def _term(facts: PlacementFacts, working: Working, *, forfait: bool) -> Term:
    start = _starts_on(facts)
    if not forfait:
        text = "De subsidie loopt zolang de werknemer tot de doelgroep hoort."
        return Term(start, facts.ends_on, None, text)
    months = int(working.take(_LAW + "forfait_months", _counted_day(facts, working.on)))
    ends = [day for day in (_forfait_end(facts, working), facts.ends_on) if day is not None]
    return Term(start, min(ends, default=None), months, f"Zonder meting loopt de subsidie {months} maanden.")


@dataclass(frozen=True, slots=True)
class DatedAmount:
    """What is paid per month from `start` up to and including `end`, with the assessment that says why."""

    start: date
    end: date
    assessment: Assessment

    @property
    def exact_per_month(self) -> Decimal | None:
        """Return the exact amount per month, or None when it is not known."""
        return self.assessment.exact_per_month


def amounts_over_time(facts: PlacementFacts, lawbook: LawBook, start: date, end: date) -> tuple[DatedAmount, ...]:
    """Return the amounts from `start` to `end`, a new row on each day that the amount changes.

    It changes on 1 January, on a birthday below the adult age, when a forfait ends and when a measurement
    takes its place; never on 1 July. Days outside the employment are left out.

    Raises:
        InvalidInput: the start is not known, or the date of birth of somebody below the adult age.
        NotSupportedError: part of the period lies before what the product supports.

    """
    first = _starts_on(facts)
    if first is None:
        raise InvalidInput("Vul eerst de startdatum in.", fields={"starts_on": ["Vul de startdatum in."]})
    start = max(start, first)
    end = min(end, facts.ends_on or end)
    if end < start:
        return ()
    changes = sorted({start, *(day for day in _changes(facts, lawbook, start, end) if start < day <= end)})
    rows: list[DatedAmount] = []
    for day, following in zip(changes, [*changes[1:], end + _DAY], strict=True):
        assessment = assess(facts, lawbook, day)
        last = rows[-1] if rows else None
        if last and (last.exact_per_month, last.assessment.status) == (
            assessment.exact_per_month,
            assessment.status,
        ):
            rows[-1] = replace(last, end=following - _DAY)
        else:
            rows.append(DatedAmount(day, following - _DAY, assessment))
    return tuple(rows)


def _changes(facts: PlacementFacts, lawbook: LawBook, start: date, end: date) -> Iterator[date]:
    adult = lawbook.on("wml.adult_age", start).value
    if facts.born_on is None and facts.age is not None and facts.age < adult:
        raise InvalidInput(
            "Het bedrag verandert op de verjaardag. Vul de geboortedatum in.",
            fields={"born_on": ["Vul de geboortedatum in."]},
        )
    for year in range(start.year, end.year + 1):
        yield date(year, 1, 1)
        if facts.born_on is not None and year - facts.born_on.year <= adult:
            yield birthday_in(facts.born_on, year)
    if facts.forfaitair:
        forfait_end = _forfait_end(facts, Working(lawbook, start))
        if forfait_end is not None:
            yield forfait_end + _DAY
        counts_from = facts.loonwaarde_from or facts.measured_on
        if counts_from is not None:
            yield counts_from
