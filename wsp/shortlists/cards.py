"""A ranking as people read it: names through the masking function, words, the package, what was decided.

This stands between the engine and every door (screen, comparison, command line), so that none of them knows the engine.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from matching.types import (
    CandidateProfile,
    Contribution,
    CriterionResult,
    RankedCandidate,
    RankedVacancy,
    Reason,
    Verdict,
)
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.models import LoonwaardeIndication
from wsp.foundation.actor import Actor
from wsp.law.lookup import LawBook
from wsp.policy.service import law_book
from wsp.shortlists import wording
from wsp.shortlists.enums import CRITERION_LABELS
from wsp.shortlists.models import ShortlistDecision
from wsp.shortlists.package import Package, estimate
from wsp.shortlists.queries import CandidateShortlist


@dataclass(frozen=True)
class Requirement:
    """One hard criterion of one row: a chip, a sentence, and whether it can be asked about."""

    criterion: str
    label: str
    kind: str
    """ok, no or unknown."""
    chip: str
    sentence: str
    asks: bool
    asked_on: date | None = None

    @property
    def within(self) -> str:
        """Its label within a sentence."""
        return _within(self.label)


@dataclass(frozen=True)
class Line:
    """One line of the score, on a scale of 100: the points of all lines add up to the score."""

    label: str
    kind: str
    judgement: str
    evidence: str
    weight: float
    points: float
    start: float


@dataclass(frozen=True)
class Card:
    """One candidate on a match list."""

    position: int
    person: MaskedCandidate
    row: RankedCandidate
    score: float
    words: str
    requirements: tuple[Requirement, ...]
    loonwaarde: LoonwaardeIndication | None
    travel: str
    travel_by: str | None
    aside: ShortlistDecision | None
    found: CandidateShortlist = field(repr=False)
    law: LawBook = field(repr=False)

    # What is said of somebody who takes part is not said of who fell out: it is worked out when a screen asks.

    @cached_property
    def profile(self) -> CandidateProfile:
        """What the engine knew of this person."""
        return self.found.people[str(self.person.id)]

    @property
    def updated_on(self) -> date | None:
        """When the profile was last checked."""
        return self.profile.updated_on

    @cached_property
    def package(self) -> Package:
        """What would come with the match."""
        return estimate(self.profile, self.found.vacancy, self.law, on=self.found.ranking.on)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The score line by line."""
        return lines(self.row.contributions)

    @property
    def points(self) -> int:
        """The score on a scale of 100, as shown."""
        return round(self.score * 100)

    @property
    def shown_requirements(self) -> tuple[Requirement, ...]:
        """What is asked or unknown; what nobody asks is not shown."""
        return tuple(each for each in self.requirements if each.kind != "none")

    @property
    def questions(self) -> tuple[Requirement, ...]:
        """The unknowns that somebody can find out."""
        return tuple(each for each in self.requirements if each.asks)

    @property
    def failed(self) -> tuple[Requirement, ...]:
        """What is not met."""
        return tuple(each for each in self.requirements if each.kind == "no")


@dataclass(frozen=True)
class Shown:
    """A match list: who takes part, who was set aside by a person, and who fell out."""

    cards: tuple[Card, ...]
    aside: tuple[Card, ...]
    fallen_out: tuple[Card, ...]


def present(session: Session, actor: Actor, found: CandidateShortlist) -> Shown:
    """Cards for everybody of a ranking whom `actor` may see; the read is logged per person."""
    rows = (*found.ranking.ranked, *found.ranking.fallen_out)
    ids = [uuid.UUID(row.candidate_id) for row in rows]
    people = candidates.seen_many(session, actor, ids, purpose="matchlijst", details=(), on=found.ranking.on)
    law = law_book(session, region=actor.region_id, on=found.ranking.on)
    aside, asked = found.set_aside, found.asked

    def card(position: int, row: RankedCandidate) -> Card | None:
        seen = people.get(uuid.UUID(row.candidate_id))
        if seen is None:
            return None
        travel = next((each for each in row.hard if each.criterion == "reistijd"), None)
        return Card(
            position=position,
            person=seen.shown,
            row=row,
            score=row.score,
            words=wording.strength(row.score, unknown=_questions(row), adaptations=len(row.adaptations)),
            requirements=tuple(_requirement(each, row.candidate_id, asked) for each in row.hard),
            loonwaarde=seen.loonwaarde,
            travel="" if travel is None else wording.offered(travel),
            travel_by=None if travel is None else _text(travel.detail.get("mode")),
            aside=aside.get(row.candidate_id),
            found=found,
            law=law,
        )

    ranked = [card(at, row) for at, row in enumerate(found.ranking.ranked, start=1)]
    out = [card(at, row) for at, row in enumerate(found.ranking.fallen_out, start=1)]
    cards = [each for each in ranked if each is not None]
    return Shown(
        cards=tuple(each for each in cards if each.aside is None),
        aside=tuple(each for each in cards if each.aside is not None),
        fallen_out=tuple(each for each in out if each is not None),
    )


def ask_employer(found: CandidateShortlist) -> tuple[str, ...]:
    """What the vacancy leaves open, as words within a sentence: to ask of the employer."""
    rows = (*found.ranking.ranked, *found.ranking.fallen_out)
    return (
        tuple(
            _within(CRITERION_LABELS[each.criterion]) for each in rows[0].hard if each.reason is Reason.VACANCY_UNKNOWN
        )
        if rows
        else ()
    )


def _within(label: str) -> str:
    """A label within a sentence: the name of a language keeps its capital."""
    return label if label == CRITERION_LABELS["taal"] else label.lower()


def _questions(row: RankedCandidate) -> int:
    """How many unknowns somebody can ask the client manager about."""
    return sum(each.verdict is Verdict.UNKNOWN and each.reason is not Reason.VACANCY_UNKNOWN for each in row.hard)


def requirements(row: RankedVacancy) -> tuple[Requirement, ...]:
    """The hard criteria of one vacancy for a candidate."""
    return tuple(_requirement(each, "", {}) for each in row.hard)


def lines(contributions: Sequence[Contribution]) -> tuple[Line, ...]:
    """The score line by line; each starts where the one above ends."""
    found = []
    at = 0.0
    for item in contributions:
        kind, words = wording.judgement(item)
        points = item.points * 100
        start = at if points >= 0 else at + points
        found.append(
            Line(
                label=wording.contribution(item),
                kind=kind,
                judgement=words,
                evidence=item.evidence or "",
                weight=abs(item.weight) * 100 if item.points >= 0 else 0.0,
                points=points,
                start=max(0.0, start),
            )
        )
        at += points
    return tuple(found)


def _requirement(
    result: CriterionResult, candidate_id: str, asked: dict[tuple[str, str], ShortlistDecision]
) -> Requirement:
    question = asked.get((candidate_id, result.criterion))
    unknown_person = result.verdict is Verdict.UNKNOWN and result.reason is not Reason.VACANCY_UNKNOWN
    return Requirement(
        criterion=result.criterion,
        label=CRITERION_LABELS[result.criterion],
        # What the vacancy leaves open is asked once, of the employer, and not at every candidate.
        kind="none" if result.reason in (Reason.NOT_ASKED, Reason.VACANCY_UNKNOWN) else wording.KINDS[result.verdict],
        chip=wording.chip(result),
        sentence=wording.why(result),
        asks=unknown_person,
        asked_on=None if question is None else question.created_at.date(),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
