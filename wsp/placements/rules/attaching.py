"""Instruments that somebody attached by hand: what is asked, over which days they run, and what they exclude."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from wsp.instruments import catalogue
from wsp.instruments.assessment import Assessment
from wsp.instruments.combinations import Attachment, overlaps
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import QUESTIONS, Question, keys
from wsp.instruments.reading import read
from wsp.law.lookup import LawBook
from wsp.placements.enums import UNPAID
from wsp.placements.errors import ExcludedTogether
from wsp.placements.rules.facts import History, facts_on, first_paid_day

_DAY: Final = timedelta(days=1)
_FROM_PLACEMENT: Final = frozenset(
    {
        *("age", "born_on", "in_doelgroep_lks", "doelgroepregister", "beschut", "wsw_employment", "wsw_guided"),
        *("wsw_seconded", "supported_or_school", "starts_on", "ends_on", "permanent", "subsidy_starts_on"),
        *("hours_per_week", "full_week_hours", "wage_per_month", "bbl", "loonwaarde", "measured_on", "forfaitair"),
        *("loonwaarde_from", "forfait_before", "needs_guidance", "lks_runs"),
    }
)
"""The placement itself says these; nobody is asked twice."""


@dataclass(frozen=True, slots=True)
class Extra:
    """An instrument attached by hand with the answers that were given."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)


def questions_for(code: str) -> tuple[Question, ...]:
    """What an instrument asks beside what the placement says."""
    return keys(fact for fact in catalogue.get(code).asks if fact not in _FROM_PLACEMENT)


def may_attach() -> tuple[catalogue.Instrument, ...]:
    """The instruments that are not assessed for every placement already."""
    return tuple(each for each in catalogue.all() if not each.standard)


def assess_extra(
    extra: Extra, history: History, book: LawBook, on: date, *, lks_runs: bool
) -> tuple[date, date | None, Assessment]:
    """First day, last day (None: no end is known) and the answer of one attached instrument.

    Work with a benefit lasts until the first day with a wage; everything else begins with it.
    """
    paid = first_paid_day(history)
    unpaid = any(version.kind in UNPAID for version in history.terms)
    start = history.starts_on if paid is None or unpaid else paid
    facts = replace(_with(extra, facts_on(history, on), book, on), starts_on=start)
    if "lks_runs" in catalogue.get(extra.code).asks:
        facts = replace(facts, lks_runs=lks_runs)
    answer = catalogue.get(extra.code).assess(facts, book, on)
    last = history.ends_on
    if answer.term is not None and answer.term.end is not None:
        last = answer.term.end if last is None else min(last, answer.term.end)
    if unpaid and paid is not None and paid > start and extra.code in _WITH_BENEFIT:
        last = paid - _DAY if last is None else min(last, paid - _DAY)
    return start, last if last is None else max(start, last), answer


def check_goes_together(wanted: Attachment, others: Iterable[Attachment]) -> None:
    """Refuse an instrument that runs on the same days as one that it excludes.

    Raises:
        ExcludedTogether: names both, with the reason and the article.

    """
    for found in overlaps([wanted, *others]):
        if wanted in (found.first, found.second):
            first, second = (catalogue.get(each.code).title for each in (found.first, found.second))
            why = found.exclusion
            raise ExcludedTogether(f"{first} en {second} gaan niet samen{found.days}. {why.reason} ({why.article})")


def _with(extra: Extra, facts: PlacementFacts, book: LawBook, on: date) -> PlacementFacts:
    answers: dict[str, Any] = {
        fact: read(QUESTIONS[fact], text, book, on) for fact, text in extra.facts.items() if fact in QUESTIONS
    }
    return replace(facts, **answers)


_WITH_BENEFIT: Final = frozenset(
    {"proefplaatsing", "werken-met-behoud-van-uitkering", "participatieplaats", "werkleerplek"}
)
