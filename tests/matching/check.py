"""Random queries against the slow reference: the same ten in the same order, and nobody who falls out among them.

`python -m tests.matching.check --queries 10000` prints one JSON object; the quick suite runs a few hundred.
"""

import argparse
import json
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from scipy import sparse

from matching.ranking import Ranker
from matching.store import CandidateStore, VacancyStore
from matching.synthetic import Country
from matching.text import TextSpace
from matching.types import (
    CANDIDATE_WEIGHTS,
    DEFAULT_SETTINGS,
    DEFAULT_WEIGHTS,
    GUIDANCE,
    SHIFTS,
    TRANSPORT,
    WORK_CONDITIONS,
    Adaptable,
    CandidateProfile,
    VacancyQuery,
)
from tests.matching import reference

DAY = date(2027, 1, 11)
TOP = 10
POOL, LARGE_POOL = (11, 24), 90
EVERY_LARGE, EVERY_REVERSE = 40, 5
TIE = 1e-9
_ADAPTABLE = {"uren": "hours", "diensttijden": "times", "begeleiding": "guidance"}


@dataclass
class Outcome:
    """What was compared and what differed. `ties`: another order of pairs whose scores are the same to 1e-9."""

    queries: int = 0
    reverse: int = 0
    pairs: int = 0
    shown: int = 0
    ties: int = 0
    other_top_ten: int = 0
    hard_violations: int = 0
    other_scores: int = 0
    seconds_processor: float = 0.0


class Remembering:
    """A text space that encodes every text once; the reference asks for the same ones again and again."""

    def __init__(self, space: TextSpace) -> None:
        self._space = space
        self._known: dict[str, Any] = {}

    def encode(self, texts: Sequence[str]) -> Any:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._space.encode([text])
        return sparse.vstack([self._known[text] for text in texts], format="csr")


class Random10:
    """Vacancies and people with every field drawn anew: often unknown, and near enough that about half may stay."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 (made-up people, no secret)
        country = Country(seed=seed, places=24)
        self.space = country.space(200)
        self.people = list(country.candidates(400, seed=seed))
        self.work = list(country.vacancies(150, seed=seed))

    def maybe(self, value: Any, unknown: float = 0.15) -> Any:
        return None if self.random.random() < unknown else value

    def some(self, members: Sequence[str], share: float) -> tuple[str, ...]:
        return tuple(name for name in members if self.random.random() < share)

    def place(self) -> dict[str, float | None]:
        return {"lat": self.maybe(self.random.uniform(52.95, 53.15)), "lon": self.maybe(self.random.uniform(6.4, 6.8))}

    def vacancy(self, number: int, *, adaptable: bool) -> VacancyQuery:
        draw = self.random
        low = draw.choice((8.0, 16.0, 20.0, 24.0))
        return replace(
            draw.choice(self.work), id=f"v{number:05}", hours_min=self.maybe(low),
            hours_max=self.maybe(low + draw.choice((0.0, 8.0, 16.0))),
            shifts=self.maybe(self.some(SHIFTS, 0.15)),
            start_date=self.maybe(DAY + timedelta(days=draw.randint(-30, 60))), **self.place(),
            public_transport=self.maybe(draw.random() < 0.6),
            driving_licences_required=self.maybe(self.some(("B", "BE", "C", "CE", "AM"), 0.03)),
            diplomas_required=self.maybe(self.some(("vca", "vca basis", "bhv"), 0.04)),
            education_min=self.maybe(draw.choice((0, 0, 0, 1, 2, 4))),
            language_nl_min=self.maybe(draw.choice((0, 0, 1, 2, 3))),
            work_conditions=self.maybe(self.some(WORK_CONDITIONS, 0.1)),
            guidance_on_site=self.maybe(draw.choice((*GUIDANCE, "intensief", "licht"))),
            garantiebaan=self.maybe(draw.random() < 0.1),
            adaptable=Adaptable(
                hours=draw.random() < 0.3, times=draw.random() < 0.3, guidance=draw.random() < 0.3
            ) if adaptable else Adaptable(),
        )  # fmt: skip

    def person(self, number: int) -> CandidateProfile:
        draw = self.random
        low = draw.choice((4.0, 8.0, 16.0, 24.0))
        return replace(
            draw.choice(self.people), id=f"c{number:05}", hours_min=self.maybe(low),
            hours_max=self.maybe(low + draw.choice((8.0, 16.0, 24.0))),
            shifts_ok=self.maybe(self.some(SHIFTS, 0.85)),
            available_from=self.maybe(DAY + timedelta(days=draw.randint(-100, 100))), **self.place(),
            transport=self.maybe(self.some(TRANSPORT, 0.7)),
            max_travel_minutes=self.maybe(draw.choice((30.0, 45.0, 60.0, 90.0))),
            driving_licences=self.maybe(self.some(("B", "BE", "C", "CE", "AM"), 0.4)),
            diplomas=self.maybe(self.some(("vca", "vca basis", "bhv"), 0.5)),
            education_level=self.maybe(draw.randint(1, 7)),
            language_nl=self.maybe(draw.randint(1, 4)), cannot=self.maybe(self.some(WORK_CONDITIONS, 0.05)),
            needs_guidance=self.maybe(draw.choice(("geen", *GUIDANCE))),
            doelgroepregister=self.maybe(draw.random() < 0.8),
        )  # fmt: skip


def rate(violated: Sequence[str]) -> float:
    """Part of the score that adaptations take off; the work itself is never taken out here."""
    one = DEFAULT_SETTINGS.adaptation_cost * (DEFAULT_SETTINGS.more_adaptations_factor if len(violated) > 1 else 1)
    return min(one * len(violated), 1.0)


def expected(v: VacancyQuery, c: CandidateProfile, space: Any, *, both: bool) -> tuple[float | None, list[str]]:
    """Score of a pair, None for who falls out, and the criteria that are violated."""
    violated = [name for name, verdict in reference.verdicts(v, c).items() if verdict == reference.NO]
    if any(not getattr(v.adaptable, _ADAPTABLE.get(name, ""), False) for name in violated):
        return None, violated
    score = reference.base_score(v, c, space, DAY, DEFAULT_WEIGHTS) * (1 - rate(violated))
    if both:
        score = math.sqrt(score * reference.base_score(v, c, space, DAY, CANDIDATE_WEIGHTS))
    return score, violated


def compare(outcome: Outcome, shown: list[tuple[str, float]], scores: dict[str, float | None]) -> None:
    """Count where a list of ids with their scores is not what the reference gives."""
    left = {name: score for name, score in scores.items() if score is not None}
    best = sorted(left, key=lambda name: (-round(left[name], 9), name))[:TOP]
    outcome.pairs += len(scores)
    outcome.shown += len(shown)
    outcome.hard_violations += sum(scores[name] is None for name, _ in shown)
    outcome.other_scores += sum(abs((scores[name] or 0.0) - score) > TIE for name, score in shown)
    names = [name for name, _ in shown]
    if names != best:
        same = len(names) == len(best) and all(
            abs(left.get(mine, -1.0) - left[theirs]) < TIE for mine, theirs in zip(names, best, strict=True)
        )
        outcome.ties += same
        outcome.other_top_ten += not same


def run(queries: int, *, seed: int = 1) -> Outcome:
    """Compare so many queries."""
    outcome, begin = Outcome(), time.process_time()
    for number, made in zip(range(queries), _worlds(seed), strict=False):
        draw, space = made
        size = LARGE_POOL if number % EVERY_LARGE == 0 else draw.random.randint(*POOL)
        if number % EVERY_REVERSE == 0:
            person = draw.person(0)
            work = [draw.vacancy(each, adaptable=False) for each in range(size)]
            found = Ranker().vacancies_for(person, VacancyStore.from_vacancies(work, space=draw.space), on=DAY, top=TOP)
            scores = {each.id: expected(each, person, space, both=True)[0] for each in work}
            compare(outcome, [(row.vacancy_id, row.reciprocal) for row in found.ranked], scores)
            outcome.reverse += 1
        else:
            vacancy = draw.vacancy(0, adaptable=True)
            people = [draw.person(each) for each in range(size)]
            store = CandidateStore.from_profiles(people, space=draw.space)
            ranking = Ranker().candidates_for(vacancy, store, on=DAY, top=TOP)
            scores = {each.id: expected(vacancy, each, space, both=False)[0] for each in people}
            compare(outcome, [(row.candidate_id, row.score) for row in ranking.ranked], scores)
        outcome.queries += 1
    outcome.seconds_processor = round(time.process_time() - begin, 1)
    return outcome


def _worlds(seed: int, each: int = 500) -> Iterator[tuple[Random10, Remembering]]:
    """The same world for some hundreds of queries, so that its texts are encoded once."""
    while True:
        draw = Random10(seed)
        space = Remembering(draw.space)
        for _ in range(each):
            yield draw, space
        seed += 1


def main() -> int:
    """Run and print; the exit code is 1 when anything differed."""
    parser = argparse.ArgumentParser(prog="python -m tests.matching.check")
    parser.add_argument("--queries", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    options = parser.parse_args()
    outcome = run(options.queries, seed=options.seed)
    sys.stdout.write(json.dumps(asdict(outcome)) + "\n")
    return int(bool(outcome.other_top_ten or outcome.hard_violations or outcome.other_scores))


if __name__ == "__main__":
    sys.exit(main())
