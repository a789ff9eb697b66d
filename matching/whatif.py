"""What helps: the single changes that make or improve a match, for one pair and for a whole vacancy.

No arithmetic of its own: every change is carried out and the changed vacancy (or person) is ranked again, so what is
promised here is what the match list will say once the change is made.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from matching.changes import Change, ChangeKind, ChangeSettings, changed_candidate, changed_vacancy, proposals
from matching.ranking import Ranker
from matching.store import CandidateStore
from matching.text import TextSpace
from matching.types import CandidateProfile, RankedCandidate, VacancyQuery

SMALLEST_GAIN: Final = 0.005
"""A change that lifts the score by less than this is not worth a conversation."""
_MOST_PER_KIND: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOutcome:
    """One change for one pair, with the pair's whole explanation before and after."""

    change: Change
    before: RankedCandidate
    after: RankedCandidate

    @property
    def makes_match(self) -> bool:
        """Somebody who fell out takes part after the change."""
        return self.before.excluded and not self.after.excluded

    @property
    def gain(self) -> float:
        """What the change adds to the score."""
        return self.after.score - self.before.score

    @property
    def differences(self) -> Mapping[str, float]:
        """Points per contribution, after less before; they add up to `gain`."""
        points = dict.fromkeys(
            (each.criterion for each in (*self.before.contributions, *self.after.contributions)), 0.0
        )
        for each in self.after.contributions:
            points[each.criterion] += each.points
        for each in self.before.contributions:
            points[each.criterion] -= each.points
        return {criterion: value for criterion, value in points.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyOutcome:
    """One change for a whole vacancy: how many more people it brings, and who they are.

    ``more`` counts the whole store for a change of the vacancy, and those that were looked at for what people would
    learn. ``gained`` are the people that were looked at and take part after the change, best first.
    """

    change: Change
    more: int
    gained: tuple[RankedCandidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyOutlook:
    """What helps a vacancy: how many take part now, how many fell out, who of them was looked at, and the changes."""

    ranked_count: int
    fallen_out_count: int
    looked_at: int
    outcomes: tuple[VacancyOutcome, ...]


class WhatIf:
    """Finds the changes that help.

    Args:
        ranker: the ranker of the region; every outcome is its answer.
        settings: what changes take and how far they may go.
        look_at: how many of those that fell out are looked at for a whole vacancy, nearest first.
        most_tried: how many different changes are carried out for a whole vacancy, those that most people need first.
    """

    def __init__(
        self, ranker: Ranker, *, settings: ChangeSettings | None = None, look_at: int = 200, most_tried: int = 40
    ) -> None:
        """Keep the settings."""
        self.ranker = ranker
        self.settings = settings or ChangeSettings()
        self.look_at = look_at
        self.most_tried = most_tried

    def for_pair(
        self, vacancy: VacancyQuery, candidate: CandidateProfile, *, on: date, space: TextSpace, most: int = 8
    ) -> list[PairOutcome]:
        """Changes that make this match or lift its score, cheapest first.

        Args:
            vacancy: the vacancy of the pair.
            candidate: the person of the pair.
            on: the day that counts as today.
            space: the text space of the ranking.
            most: how many to give.

        Returns:
            Outcomes: what makes a match before what improves one, then by cost, then by gain. Empty when no single
            change is enough.
        """
        before = self.ranker.pair(vacancy, candidate, on=on, space=space)
        found = []
        for change in proposals(vacancy, candidate, self.settings):
            after = self.ranker.pair(
                changed_vacancy(vacancy, change), changed_candidate(candidate, change), on=on, space=space
            )
            outcome = PairOutcome(change=change, before=before, after=after)
            if outcome.makes_match or outcome.gain >= SMALLEST_GAIN:
                found.append(outcome)
        return sorted(found, key=_pair_order)[:most]

    def for_vacancy(self, vacancy: VacancyQuery, store: CandidateStore, *, on: date, most: int = 8) -> VacancyOutlook:
        """Changes that bring this vacancy more people, most people per point of effort first.

        Args:
            vacancy: what is asked now.
            store: who there is.
            on: the day that counts as today.
            most: how many changes to give.

        Returns:
            The outlook; a change that brings nobody, or that a cheaper change of its kind equals, is left out.
        """
        now = self.ranker.candidates_for(vacancy, store, on=on, top=0, fallen_out=self.look_at)
        near = store.only([row.candidate_id for row in now.fallen_out])
        needed = _needed(vacancy, [store[row.candidate_id] for row in now.fallen_out], self.settings)
        outcomes = []
        for people in sorted(needed.values(), key=lambda wanted: (-len(wanted), _least(wanted)))[: self.most_tried]:
            outcome = (
                self._learned(vacancy, near, people, on)
                if _any(people).learned
                else self._asked(
                    vacancy, near, store, min(people.values(), key=_change_order), on=on, now=now.ranked_count
                )
            )
            if outcome.more > 0:
                outcomes.append(outcome)
        useful = [each for each in outcomes if not any(_better(other, each) for other in outcomes)]
        useful.sort(key=lambda each: (-each.more / each.change.cost, each.change.cost, _change_order(each.change)))
        several = Counter[ChangeKind]()
        shown = []
        for each in useful:
            several[each.change.kind] += 1
            if several[each.change.kind] <= _MOST_PER_KIND:
                shown.append(each)
        return VacancyOutlook(
            ranked_count=now.ranked_count, fallen_out_count=now.fallen_out_count, looked_at=len(now.fallen_out),
            outcomes=tuple(shown[:most]),
        )  # fmt: skip

    def _asked(
        self, vacancy: VacancyQuery, near: CandidateStore, store: CandidateStore, change: Change, *, on: date, now: int
    ) -> VacancyOutcome:
        """The vacancy changes: rank it again, for those that fell out and for everybody."""
        changed = changed_vacancy(vacancy, change)
        gained = self.ranker.candidates_for(changed, near, on=on, top=None)
        everybody = self.ranker.candidates_for(changed, store, on=on, top=0)
        return VacancyOutcome(change=change, more=everybody.ranked_count - now, gained=gained.ranked)

    def _learned(
        self, vacancy: VacancyQuery, near: CandidateStore, people: Mapping[str, Change], on: date
    ) -> VacancyOutcome:
        """Each of these people learns the same: rank them again."""
        profiles = [changed_candidate(near[each], change) for each, change in people.items()]
        able = CandidateStore.from_profiles(profiles, space=near.space)
        gained = self.ranker.candidates_for(vacancy, able, on=on, top=None).ranked
        change = min(people.values(), key=_change_order)
        return VacancyOutcome(change=change, more=len(gained), gained=gained)


def _needed(
    vacancy: VacancyQuery, people: Iterable[CandidateProfile], settings: ChangeSettings
) -> dict[tuple[object, ...], dict[str, Change]]:
    """Per different change the people who need it, with the change as each of them would make it."""
    found: dict[tuple[object, ...], dict[str, Change]] = {}
    for person in people:
        for change in proposals(vacancy, person, settings):
            same = (change.kind, change.after) if not change.learned else (change.kind, change.after, change.cost)
            found.setdefault(same, {})[person.id] = change
    return found


def _any(people: Mapping[str, Change]) -> Change:
    return next(iter(people.values()))


def _least(people: Mapping[str, Change]) -> tuple[float, str, str]:
    return min(_change_order(change) for change in people.values())


def _change_order(change: Change) -> tuple[float, str, str]:
    return change.cost, change.kind.value, str(change.after)


def _pair_order(outcome: PairOutcome) -> tuple[bool, float, float, tuple[float, str, str]]:
    return not outcome.makes_match, outcome.change.cost, -outcome.gain, _change_order(outcome.change)


def _better(one: VacancyOutcome, other: VacancyOutcome) -> bool:
    """Whether one change of the same kind brings as many for less, or more for the same."""
    if one.change.kind is not other.change.kind:
        return False
    first, second = (one.change.cost, -one.more), (other.change.cost, -other.more)
    return first != second and first[0] <= second[0] and first[1] <= second[1]
