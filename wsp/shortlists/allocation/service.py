"""Ask for a plan, make it in a job, and decide about its pairs one by one."""

import uuid
from collections.abc import Callable, Collection
from typing import Any, Final

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matching.plan import AllocationPlan as Solved
from matching.plan import Planner
from wsp.audit import service as audit
from wsp.foundation import clock, db, queue
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput
from wsp.foundation.logging import get_logger
from wsp.placements import service as placements
from wsp.placements.commands import Introduce
from wsp.shortlists.allocation import building
from wsp.shortlists.allocation.commands import RefusePair, RequestPlan
from wsp.shortlists.allocation.enums import BUSY, PairDecision, PlanState
from wsp.shortlists.allocation.errors import PairDecided, PlanNotFound, PlanRunning
from wsp.shortlists.enums import AsideReason
from wsp.shortlists.models import AllocationPair, AllocationPlan
from wsp.shortlists.runs import ENGINE_VERSION
from wsp.shortlists.weighing.queries import active, ranker

SUBJECT: Final = "allocation_plan"
JOB: Final = "shortlists.allocate"
_ROUNDS: Final = 40
_RANKING_SHARE: Final = 60
"""Percent of the progress bar for ranking; the rest is for the search."""
_TELL_EVERY: Final = 5


def request_plan(session: Session, command: RequestPlan, *, actor: Actor) -> AllocationPlan:
    """Ask for a plan; a job makes it.

    Raises:
        PlanRunning: there is one on its way.

    """
    made = AllocationPlan(
        region_id=actor.region_id,
        state=PlanState.WAITING.value,
        user_id=actor.user_id,
        planned_on=clock.today(),
        engine_version=ENGINE_VERSION,
        weights_version=active(session, actor.region_id).version,
        choices=building.plain(command),
        total=100,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:
        raise PlanRunning from error
    audit.record(session, actor, "allocation.requested", subject=(SUBJECT, made.id), after=dict(made.choices))
    queue.defer(session, JOB, region=actor.region_id, plan_id=made.id, lock=f"allocation-{actor.region_id}")
    session.flush()
    return made


def make_plan(region: str, plan_id: uuid.UUID, *, only: Collection[str] | None = None) -> None:
    """Make the proposal. Interrupted, it starts again: nothing of it is kept before it is whole.

    With `only` just these vacancies take part: the demo's plan is a small one.
    """
    with db.unit_of_work(region) as session:
        row = session.get(AllocationPlan, plan_id)
        if row is None or PlanState(row.state) not in BUSY:
            return
        row.state, row.done = PlanState.RUNNING.value, 0
        choices, on = building.parse(row.choices), row.planned_on
    try:
        with db.unit_of_work(region) as session:
            ranking = ranker(session, region)
            found = building.possible(
                session,
                region,
                ranker=ranking,
                on=on,
                progress=_telling(region, plan_id, 0, _RANKING_SHARE),
                only=only,
            )
        value = building.values(found, choices)
        planner = Planner(
            limits=building.limits(found, choices), floors=building.floors(found, choices), rounds=_ROUNDS
        )
        telling = _telling(region, plan_id, _RANKING_SHARE, 100 - _RANKING_SHARE)
        solved = planner.solve(found.pairs(), value, progress=telling)
        with db.unit_of_work(region) as session:
            db.insert_many(session, AllocationPair, _rows(region, plan_id, found, value, solved))
            _set(session, plan_id, state=PlanState.READY.value, done=100, finished_at=clock.now(),
                 weights_version=ranking.weights.version, outcome=_outcome(found, planner, solved))  # fmt: skip
    except Exception:
        with db.unit_of_work(region) as session:
            _set(session, plan_id, state=PlanState.FAILED.value)
        raise
    get_logger().info("allocation.made", pairs=len(solved.chosen), considered=len(value), rounds=solved.rounds)


def introduce_pair(session: Session, plan_id: uuid.UUID, pair_id: uuid.UUID, *, actor: Actor) -> AllocationPair:
    """Take a proposed pair: the client manager is asked to agree, as with any introduction.

    Raises:
        PlanNotFound, PairDecided: there is no such pair, or somebody decided about it.
        PlacementError: what stands in the way of an introduction.

    """
    pair = _open_pair(session, plan_id, pair_id, actor)
    made = Introduce(pair.vacancy_id, (pair.candidate_id,), motivation="Voorgesteld in het verdeelplan.")
    placements.introduce(session, made, actor=actor)
    return _decided(session, pair, PairDecision.INTRODUCED, actor)


def refuse_pair(session: Session, command: RefusePair, *, actor: Actor) -> AllocationPair:
    """Do not take a proposed pair; the reason is kept.

    Raises:
        PlanNotFound, PairDecided: there is no such pair, or somebody decided about it.
        InvalidInput: no reason.

    """
    if command.reason not in list(AsideReason):
        raise InvalidInput("Kies een reden.", fields={"reason": ["Kies waarom je dit voorstel niet neemt."]})
    if command.reason == AsideReason.OTHER and not (command.note or "").strip():
        raise InvalidInput("Schrijf de reden op.", fields={"note": ["Schrijf in een paar woorden waarom."]})
    pair = _open_pair(session, command.plan_id, command.pair_id, actor)
    pair.reason, pair.note = command.reason, command.note
    return _decided(session, pair, PairDecision.REFUSED, actor)


def _open_pair(session: Session, plan_id: uuid.UUID, pair_id: uuid.UUID, actor: Actor) -> AllocationPair:
    pair = session.scalars(
        select(AllocationPair)
        .where(
            AllocationPair.region_id == actor.region_id, AllocationPair.plan_id == plan_id, AllocationPair.id == pair_id
        )
        .with_for_update()
    ).one_or_none()
    if pair is None:
        raise PlanNotFound
    if pair.decision != PairDecision.OPEN:
        raise PairDecided
    return pair


def _decided(session: Session, pair: AllocationPair, decision: PairDecision, actor: Actor) -> AllocationPair:
    pair.decision, pair.decided_by_id, pair.decided_at = decision.value, actor.user_id, clock.now()
    session.flush()
    audit.record(
        session, actor, "allocation.decided", subject=("kandidaat", pair.candidate_id),
        after={"plan": str(pair.plan_id), "vacancy": str(pair.vacancy_id), "decision": decision, "reason": pair.reason},
    )  # fmt: skip
    return pair


def _rows(
    region: str, plan_id: uuid.UUID, found: building.Possible, value: Any, solved: Solved
) -> list[dict[str, Any]]:
    """Rows of the chosen pairs, most valuable first."""
    order = sorted(solved.chosen.tolist(), key=lambda pair: (-value[pair], pair))
    vacancy = np.array(found.vacancy)
    rows = []
    for position, pair in enumerate(order, start=1):
        others = np.setdiff1d(np.flatnonzero(vacancy == vacancy[pair]), solved.chosen)
        vacancy_id, candidate_id = building.ids(found, pair)
        rows.append(
            {
                "id": uuid.uuid4(), "created_at": clock.now(), "region_id": region, "plan_id": plan_id,
                "vacancy_id": vacancy_id, "candidate_id": candidate_id, "position": position,
                "score": found.score[pair], "chance": building.chance(found.score[pair]),
                "subsidy": found.subsidy[pair], "value": round(float(value[pair])),
                "otherwise": round(float(solved.reduced[others].min())) if len(others) else None,
                "decision": PairDecision.OPEN.value,
            }
        )  # fmt: skip
    return rows


def _outcome(found: building.Possible, planner: Planner, solved: Solved) -> dict[str, Any]:
    """Counts, and per limit and floor what was used and what one more is worth."""
    return {
        "pairs": len(solved.chosen), "considered": len(found.vacancy), "vacancies": len(found.vacancies),
        "places": sum(found.places), "people": len(found.people), "rounds": solved.rounds,
        "value": round(solved.value), "bound": round(solved.bound),
        "limits": [
            {
                "code": each.code, "most": each.at_most, "used": solved.used[each.code],
                "price": round(solved.prices[each.code], 2),
            }
            for each in planner.limits
        ],
        "floors": [
            {
                "code": each.code, "least": each.at_least, "used": solved.used[each.code],
                "price": round(solved.prices[each.code], 2),
                "reachable": next((u.most for u in solved.unmet if u.code == each.code), None),
            }
            for each in planner.floors
        ],
    }  # fmt: skip


def _telling(region: str, plan_id: uuid.UUID, start: int, share: int) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if done % _TELL_EVERY == 0:
            with db.unit_of_work(region) as session:
                _set(session, plan_id, done=start + share * done // max(total, 1))

    return tell


def _set(session: Session, plan_id: uuid.UUID, **values: Any) -> None:
    session.execute(update(AllocationPlan).where(AllocationPlan.id == plan_id).values(**values))
