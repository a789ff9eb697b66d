"""What helps a vacancy or one pair: the engine's changes with words, names and what they bring."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matching.changes import ChangeSettings
from matching.types import RankedCandidate, Verdict
from matching.whatif import PairOutcome, VacancyOutcome, WhatIf
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotFound
from wsp.shortlists import cards, change_wording, wording
from wsp.shortlists.enums import CRITERION_LABELS
from wsp.shortlists.index import index
from wsp.shortlists.profiles import vacancy_query
from wsp.shortlists.weighing.queries import ranker
from wsp.vacancies import queries as vacancies
from wsp.vacancies.models import Vacancy

NAMED = 5
"""How many of the people that a change brings are named."""
NEAREST = 10
"""How many of those that fell out get an answer of their own."""


@dataclass(frozen=True)
class Gain:
    """One change for the whole vacancy."""

    label: str
    sentence: str
    who: str
    effort: str
    cost: float
    more: int
    people: tuple[MaskedCandidate, ...]


@dataclass(frozen=True)
class Step:
    """One change for one person, with the score before and after on a scale of 100."""

    label: str
    sentence: str
    who: str
    effort: str
    cost: float
    makes_match: bool
    before: int
    after: int
    words: str
    differences: tuple[tuple[str, float], ...]
    """Lines of the score that change, in points; they add up to the gain."""
    lines: tuple[cards.Line, ...]
    """The whole score after the change."""
    questions: tuple[str, ...]
    """What is still unknown after the change."""


@dataclass(frozen=True)
class Person:
    """Somebody and what would help."""

    person: MaskedCandidate
    failed: tuple[str, ...]
    points: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Outlook:
    """What helps a vacancy."""

    row: Vacancy
    on: date
    ranked: int
    fallen_out: int
    looked_at: int
    gains: tuple[Gain, ...]
    nearest: tuple[Person, ...]
    costs: tuple[change_wording.Cost, ...]


def outlook(session: Session, actor: Actor, vacancy_id: uuid.UUID, *, on: date | None = None) -> Outlook:
    """Changes that bring this vacancy more people, and what would help those that come nearest.

    Raises:
        VacancyNotFound: not the actor's to see.

    """
    day = on or clock.today()
    row = vacancies.vacancy(session, actor, vacancy_id)
    query = vacancy_query(session, row, on=day)
    store = index().candidates(session, actor.region_id, on=day)
    what_if = WhatIf(ranker(session, actor.region_id))
    found = what_if.for_vacancy(query, store, on=day)
    near = what_if.ranker.candidates_for(query, store, on=day, top=0, fallen_out=NEAREST).fallen_out
    helped = {
        each.candidate_id: what_if.for_pair(query, store[each.candidate_id], on=day, space=store.space, most=3)
        for each in near
    }
    named = [each.candidate_id for outcome in found.outcomes for each in outcome.gained[:NAMED]]
    people = _people(session, actor, [*named, *helped], day)
    return Outlook(
        row=row,
        on=day,
        ranked=found.ranked_count,
        fallen_out=found.fallen_out_count,
        looked_at=found.looked_at,
        gains=tuple(_gain(outcome, people) for outcome in found.outcomes),
        nearest=tuple(
            _person(people[each.candidate_id], each, helped[each.candidate_id])
            for each in near
            if each.candidate_id in people
        ),
        costs=tuple(change_wording.costs(what_if.settings)),
    )


def for_person(
    session: Session, actor: Actor, vacancy_id: uuid.UUID, candidate_id: uuid.UUID, *, on: date | None = None
) -> tuple[Vacancy, Person, Sequence[change_wording.Cost]]:
    """What would make or improve the match of one person.

    Raises:
        VacancyNotFound: not the actor's to see.
        NotFound: this person takes no part in matching, or is not the actor's to see.

    """
    day = on or clock.today()
    row = vacancies.vacancy(session, actor, vacancy_id)
    query = vacancy_query(session, row, on=day)
    store = index().candidates(session, actor.region_id, on=day)
    people = _people(session, actor, [str(candidate_id)], day) if str(candidate_id) in store else {}
    if str(candidate_id) not in people:
        raise NotFound("Deze kandidaat doet niet mee met zoeken, of is niet met jou gedeeld.")
    what_if = WhatIf(ranker(session, actor.region_id))
    profile = store[str(candidate_id)]
    now = what_if.ranker.pair(query, profile, on=day, space=store.space)
    found = what_if.for_pair(query, profile, on=day, space=store.space)
    return row, _person(people[str(candidate_id)], now, found), change_wording.costs(ChangeSettings())


def _people(session: Session, actor: Actor, ids: Sequence[str], on: date) -> Mapping[str, MaskedCandidate]:
    wanted = [uuid.UUID(each) for each in dict.fromkeys(ids)]
    seen = candidates.seen_many(session, actor, wanted, purpose="matchlijst", details=(), fields=(), on=on)
    return {str(key): each.shown for key, each in seen.items()}


def _gain(outcome: VacancyOutcome, people: Mapping[str, MaskedCandidate]) -> Gain:
    change = outcome.change
    named = [people[each.candidate_id] for each in outcome.gained[:NAMED] if each.candidate_id in people]
    return Gain(
        label=change_wording.KIND_LABELS[change.kind],
        sentence=change_wording.sentence(change),
        who=change_wording.who(change),
        effort=change_wording.effort(change),
        cost=change.cost,
        more=outcome.more,
        people=tuple(named),
    )


def _person(person: MaskedCandidate, now: RankedCandidate, found: Sequence[PairOutcome]) -> Person:
    failed = [each for each in now.hard if each.verdict is Verdict.NOT_MET and not each.adaptable]
    return Person(
        person=person,
        failed=tuple(wording.chip(each) for each in failed),
        points=round(now.score * 100),
        steps=tuple(_step(each) for each in found),
    )


def _step(outcome: PairOutcome) -> Step:
    change, after = outcome.change, outcome.after
    unknown = [each for each in after.hard if each.verdict is Verdict.UNKNOWN]
    names = {
        each.criterion: wording.contribution(each) for each in (*outcome.before.contributions, *after.contributions)
    }
    return Step(
        label=change_wording.KIND_LABELS[change.kind],
        sentence=change_wording.sentence(change),
        who=change_wording.who(change),
        effort=change_wording.effort(change),
        cost=change.cost,
        makes_match=outcome.makes_match,
        before=round(outcome.before.score * 100),
        after=round(after.score * 100),
        words=wording.strength(after.score, unknown=len(unknown), adaptations=len(after.adaptations)),
        differences=tuple((names[code], points * 100) for code, points in outcome.differences.items()),
        lines=cards.lines(after.contributions),
        questions=tuple(CRITERION_LABELS[each.criterion] for each in unknown),
    )
