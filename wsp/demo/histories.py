"""Introductions of the past: those that led to a placement, and those of others for the same vacancies."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from wsp.demo.candidates import DemoCandidate, agree_to_be_named
from wsp.demo.chance import Chance, Deck
from wsp.demo.people import People
from wsp.demo.placements import DemoPlacement
from wsp.demo.plan import RegionPlan, material
from wsp.demo.rows import Rows
from wsp.demo.vacancies import DemoVacancy
from wsp.foundation import clock
from wsp.foundation.workdays import add_working_days
from wsp.placements.enums import PATH, ClosingReason, IntroductionState
from wsp.placements.models import Introduction, IntroductionStep

_REASONS: Mapping[ClosingReason, float] = {
    ClosingReason.OTHER_CHOSEN: 34, ClosingReason.EXPERIENCE: 18, ClosingReason.HOURS: 14, ClosingReason.DISTANCE: 10,
    ClosingReason.LANGUAGE: 8, ClosingReason.NO_SHOW: 5, ClosingReason.CANDIDATE_DECLINES: 11,
}  # fmt: skip


def make_histories(
    rows: Rows,
    plan: RegionPlan,
    placements: Sequence[DemoPlacement],
    vacancies: Sequence[DemoVacancy],
    people: People,
    seed: object,
) -> None:
    """Collect introductions of vacancies that are filled, withdrawn or expired. `people` are those still free."""
    chance = Chance(seed, plan.code, "histories")
    motivations = Deck(chance, material("introductions")["motivations"])
    for placement in placements:
        if placement.vacancy is not None:
            hired = _hired(rows, chance, placement, motivations.deal())
            placement.row["introduction_id"] = hired
    for vacancy in vacancies:
        if vacancy.state in {"vervuld", "verlopen", "ingetrokken"}:
            for _ in range(chance.weighted({0: 30, 1: 35, 2: 25, 3: 10})):
                _stopped(rows, chance, vacancy, people, motivations.deal())


def _hired(rows: Rows, chance: Chance, placement: DemoPlacement, motivation: str) -> uuid.UUID:
    vacancy = placement.vacancy
    if vacancy is None:
        message = "only a placement of a vacancy has an introduction"
        raise ValueError(message)
    end = min(placement.row["starts_on"], clock.today()) - timedelta(days=chance.number(2, 8))
    skipped = {IntroductionState.LONGLIST} | ({IntroductionState.INTERVIEW} if chance.yes(0.3) else set())
    path = [state for state in PATH if state not in skipped]
    return _write(rows, chance, vacancy, placement.person, path, end, motivation)


def _stopped(rows: Rows, chance: Chance, vacancy: DemoVacancy, people: People, motivation: str) -> None:
    person = people.take(chance, vacancy.occupation, register=vacancy.garantiebaan)
    if person is None:
        return
    length = chance.number(2, len(PATH) - 1)
    reason = chance.weighted(_REASONS)
    final = IntroductionState.WITHDRAWN if reason is ClosingReason.CANDIDATE_DECLINES else IntroductionState.REJECTED
    path = [*PATH[1:length], final]
    end = min(vacancy.made_on + timedelta(days=chance.number(12, 50)), clock.today())
    _write(rows, chance, vacancy, person, path, end, motivation, reason=reason)


def _write(
    rows: Rows,
    chance: Chance,
    vacancy: DemoVacancy,
    person: DemoCandidate,
    path: Sequence[IntroductionState],
    end: date,
    motivation: str,
    *,
    reason: ClosingReason | None = None,
) -> uuid.UUID:
    """One introduction with its steps, the last one on `end`; agreements stand where the rules ask for them."""
    owner = vacancy.owner_id
    moments = _moments(chance, end, len(path))
    at = dict(zip(path, moments, strict=True))
    asked = at.get(IntroductionState.CLIENT_MANAGER_ASKED)
    passed = [state for state in path if state in PATH and PATH.index(state) > 1]
    met = at.get(IntroductionState.INTERVIEW) or at.get(IntroductionState.INVITED)
    introduction = rows.add(
        Introduction,
        id=chance.uuid(),
        created_at=moments[0],
        updated_at=moments[-1],
        vacancy_id=vacancy.id,
        candidate_id=person.id,
        state=path[-1].value,
        state_since=moments[-1],
        made_by_id=owner,
        motivation=motivation.format(work=vacancy.occupation.name),
        agreed_at=asked + timedelta(hours=2) if asked and passed else None,
        agreed_by_id=person.client_manager_id if asked and passed else None,
        appointment_at=met,
        appointment_place=chance.one(material("introductions")["places"]) if met else None,
        closed_reason=reason.value if reason else None,
        closed_note=None,
        closed_shared=reason is not None and reason is not ClosingReason.NO_SHOW and chance.yes(0.6),
    )
    named = at.get(IntroductionState.NAMED)
    if named is not None and reason is not None:
        # Who was placed agreed already, with the placement.
        agree_to_be_named(rows, chance, person.id, vacancy.employer.id, clock.local(named).date())
    before: IntroductionState | None = None
    for state, moment in zip(path, moments, strict=True):
        rows.add(
            IntroductionStep,
            id=chance.uuid(),
            created_at=moment,
            introduction_id=introduction["id"],
            from_state=before.value if before else None,
            to_state=state.value,
            user_id=owner,
            note=None,
        )
        before = state
    found: uuid.UUID = introduction["id"]
    return found


def _moments(chance: Chance, end: date, count: int) -> list[datetime]:
    """As many moments as there are steps, each some working days after the one before, the last on `end`."""
    day, found = end, [chance.moment(end)]
    for _ in range(count - 1):
        day = add_working_days(day, -chance.number(1, 3))
        found.append(chance.moment(day))
    return found[::-1]
