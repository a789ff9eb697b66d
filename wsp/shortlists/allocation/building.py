"""What a plan is made of: which pairs are possible, what each brings and costs, and the limits that were chosen."""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matching.assignment import Pairs
from matching.plan import Floor, Limit, expected_return, limits_per_group
from matching.ranking import Ranker
from matching.types import CandidateProfile, VacancyQuery
from wsp.candidates.models import Candidate
from wsp.instruments import catalogue, jobcoaching, loonkostensubsidie
from wsp.law.lookup import LawBook
from wsp.placements.enums import CLOSED, TAKES_PLACE
from wsp.placements.models import Introduction, Placement
from wsp.policy.service import law_book
from wsp.shortlists.allocation.commands import RequestPlan
from wsp.shortlists.enums import DecisionKind
from wsp.shortlists.index import index
from wsp.shortlists.models import ShortlistDecision
from wsp.shortlists.package import Package, estimate
from wsp.vacancies.models import Vacancy

NEAREST: Final = 40
"""How many of the best candidates per vacancy take part."""
LOWEST_CHANCE: Final = 0.10
HIGHEST_CHANCE: Final = 0.60
"""Chance that somebody is placed and still there after a year, at a score of 0 and of 100: an assumption until enough
placements have been followed to measure it. The page says so."""
LONG: Final = timedelta(days=365)
_MONTHS: Final = 12

BUDGET, SUBSIDY, COACH = "budget", "subsidie", "jobcoach"
EMPLOYER, MANAGER = "werkgever:", "klantmanager:"
REGISTER, WAITING = "doelgroepregister", "wacht"


@dataclass
class Possible:
    """Possible pairs as columns; rows of vacancies and people count from 0 in `vacancies` and `people`."""

    vacancies: list[str]
    people: list[str]
    places: list[int]
    vacancy: list[int] = field(default_factory=list)
    person: list[int] = field(default_factory=list)
    score: list[float] = field(default_factory=list)
    subsidy: list[int] = field(default_factory=list)
    subsidised: list[bool] = field(default_factory=list)
    coached: list[bool] = field(default_factory=list)
    employer: list[str] = field(default_factory=list)
    manager: list[str] = field(default_factory=list)
    registered: list[bool] = field(default_factory=list)
    waits: list[bool] = field(default_factory=list)

    def pairs(self) -> Pairs:
        """For the engine."""
        return Pairs(
            np.array(self.vacancy, dtype=np.int64),
            np.array(self.person, dtype=np.int64),
            np.array(self.places, dtype=np.int64),
        )


def chance(score: float) -> float:
    """Chance that somebody with this score is placed and still there after a year."""
    return LOWEST_CHANCE + (HIGHEST_CHANCE - LOWEST_CHANCE) * score


def possible(
    session: Session, region: str, *, ranker: Ranker, on: date, progress: Callable[[int, int], None],
    only: Collection[str] | None = None,
) -> Possible:  # fmt: skip
    """The best candidates of every vacancy that has a place, without whom was introduced or set aside there.

    With `only` just these vacancies take part.
    """
    offers = index().vacancies(session, region, on=on)
    store = index().candidates(session, region, on=on)
    employers, places = _places(session, region)
    taken = _passed(session, region)
    managers = _managers(session, region)
    wanted = [each for each in offers.records if places.get(each.id, 0) > 0 and (only is None or each.id in only)]
    made = Possible([offer.id for offer in wanted], [person.id for person in store.records],
                    [places[offer.id] for offer in wanted])  # fmt: skip
    row = {person: at for at, person in enumerate(made.people)}
    packages = _Packages(law_book(session, region=region, on=on), on)
    for at, offer in enumerate(wanted):
        for person_id, score in ranker.best_candidates(offer, store, on=on, top=NEAREST):
            if (offer.id, person_id) in taken:
                continue
            person = store[person_id]
            found = packages.of(person, offer)
            made.vacancy.append(at)
            made.person.append(row[person_id])
            made.score.append(score)
            made.subsidy.append(_year(found.subsidy_month))
            made.subsidised.append(packages.subsidy in found.instruments)
            made.coached.append(packages.coach in found.instruments)
            made.employer.append(employers[offer.id])
            made.manager.append(managers.get(person_id, ""))
            made.registered.append(person.doelgroepregister is True)
            made.waits.append(person.waiting_since is not None and on - person.waiting_since > LONG)
        progress(at + 1, len(wanted))
    return made


def values(made: Possible, choices: RequestPlan) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Expected return per pair: chance x (what work brings - subsidy) - effort."""
    chances = np.array([chance(score) for score in made.score], dtype=np.float64)
    brings = float(choices.benefit) - np.array(made.subsidy, dtype=np.float64)
    return expected_return(chances, brings, np.full(len(chances), float(choices.effort)))


def limits(made: Possible, choices: RequestPlan) -> list[Limit]:
    """The limits that were chosen."""
    every = np.arange(len(made.vacancy))
    found = []
    if choices.budget is not None:
        use = np.array(made.subsidy, dtype=np.float64)
        found.append(Limit(code=BUDGET, at_most=float(choices.budget), pairs=every, use=use))
    for code, most, holds in (
        (SUBSIDY, choices.subsidy_places, made.subsidised),
        (COACH, choices.coach_places, made.coached),
    ):
        if most is not None:
            pairs = np.flatnonzero(np.array(holds, dtype=bool))
            found.append(Limit(code=code, at_most=most, pairs=pairs, use=np.ones(len(pairs))))
    for prefix, at_most, names in (
        (EMPLOYER, choices.per_employer, made.employer),
        (MANAGER, choices.per_manager, made.manager),
    ):
        if at_most is not None:
            found += limits_per_group(prefix, names, dict.fromkeys(sorted({name for name in names if name}), at_most))
    return found


def floors(made: Possible, choices: RequestPlan) -> list[Floor]:
    """The floors that were chosen."""
    return [
        Floor(code=code, at_least=least, pairs=np.flatnonzero(np.array(holds, dtype=bool)))
        for code, least, holds in (
            (REGISTER, choices.register_least, made.registered),
            (WAITING, choices.waiting_least, made.waits),
        )
        if least is not None
    ]


class _Packages:
    """The package of a pair, worked out once per combination of facts that it depends on."""

    def __init__(self, law: LawBook, on: date) -> None:
        self.law, self.on = law, on
        self.subsidy = catalogue.get(loonkostensubsidie.CODE).title
        self.coach = catalogue.get(jobcoaching.CODE).title
        self._known: dict[tuple[Any, ...], Package] = {}

    def of(self, person: CandidateProfile, offer: VacancyQuery) -> Package:
        facts = (
            None if person.loonwaarde is None else person.loonwaarde < 100,  # noqa: PLR2004 (percent)
            person.doelgroepregister, person.needs_guidance, person.hours_max, offer.hours_max, offer.wage_hour,
            offer.start_date,
        )  # fmt: skip
        if facts not in self._known:
            self._known[facts] = estimate(person, offer, self.law, on=self.on)
        return self._known[facts]


def _places(session: Session, region: str) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Per vacancy its employer, and the places that nobody has yet."""
    filled = (
        select(Placement.vacancy_id, func.count().label("filled"))
        .where(Placement.region_id == region, Placement.state.in_(sorted(TAKES_PLACE)))
        .group_by(Placement.vacancy_id)
        .subquery()
    )
    rows = session.execute(
        select(Vacancy.id, Vacancy.employer_id, Vacancy.places - func.coalesce(filled.c.filled, 0))
        .outerjoin(filled, filled.c.vacancy_id == Vacancy.id)
        .where(Vacancy.region_id == region)
    ).all()
    return {str(key): str(employer) for key, employer, _ in rows}, {str(key): int(left) for key, _, left in rows}


def _passed(session: Session, region: str) -> set[tuple[str, str]]:
    """Pairs that run already, or that a person set aside."""
    running = select(Introduction.vacancy_id, Introduction.candidate_id).where(
        Introduction.region_id == region, Introduction.state.not_in(sorted(CLOSED))
    )
    aside = select(ShortlistDecision.vacancy_id, ShortlistDecision.candidate_id).where(
        ShortlistDecision.region_id == region,
        ShortlistDecision.kind == DecisionKind.SET_ASIDE.value,
        ShortlistDecision.withdrawn_at.is_(None),
    )
    return {(str(v), str(c)) for v, c in session.execute(running.union(aside)).all()}


def _managers(session: Session, region: str) -> Mapping[str, str]:
    rows = session.execute(
        select(Candidate.id, Candidate.client_manager_id).where(
            Candidate.region_id == region, Candidate.client_manager_id.is_not(None)
        )
    )
    return {str(key): str(manager) for key, manager in rows}


def _year(per_month: Decimal | None) -> int:
    """Whole euros a year, upwards: a budget in whole euros adds up exactly."""
    return 0 if per_month is None else int((per_month * _MONTHS).to_integral_value(ROUND_CEILING))


def parse(choices: Mapping[str, Any]) -> RequestPlan:
    """The choices as a plan keeps them."""
    money = {
        name: None if choices[name] is None else Decimal(choices[name]) for name in ("benefit", "effort", "budget")
    }
    return RequestPlan(**(dict(choices) | money))


def plain(choices: RequestPlan) -> dict[str, Any]:
    """The choices as a plan keeps them: amounts as text."""
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name in RequestPlan.__dataclass_fields__
        for value in (getattr(choices, name),)
    }


def ids(made: Possible, pair: int) -> tuple[uuid.UUID, uuid.UUID]:
    """Vacancy and candidate of a pair."""
    return uuid.UUID(made.vacancies[made.vacancy[pair]]), uuid.UUID(made.people[made.person[pair]])
