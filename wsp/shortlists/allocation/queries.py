"""Read plans and their pairs, with names as the reader may know them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.paging import Page, clamp, window
from wsp.shortlists.allocation import building
from wsp.shortlists.allocation.enums import PairDecision
from wsp.shortlists.allocation.errors import PlanNotFound
from wsp.shortlists.models import AllocationPair, AllocationPlan
from wsp.vacancies.models import Vacancy

SHOWN: Final = 10
LABELS: Final = {
    building.BUDGET: "Budget voor loonkostensubsidie",
    building.SUBSIDY: "Plaatsen met loonkostensubsidie",
    building.COACH: "Plaatsen met een jobcoach",
    building.REGISTER: "Uit het doelgroepregister",
    building.WAITING: "Wacht langer dan een jaar",
}


@dataclass(frozen=True)
class Bound:
    """One limit or floor of a plan, as a line."""

    label: str
    used: int
    edge: int
    price: Decimal
    money: bool
    reachable: int | None = None


@dataclass(frozen=True)
class Proposed:
    """One pair with its names; nobody when the candidate is not the reader's to see."""

    row: AllocationPair
    vacancy: str
    employer: str
    person: MaskedCandidate | None


def recent(session: Session, actor: Actor) -> Sequence[AllocationPlan]:
    """The last plans of the region, newest first."""
    return session.scalars(
        select(AllocationPlan)
        .where(AllocationPlan.region_id == actor.region_id)
        .order_by(AllocationPlan.created_at.desc(), AllocationPlan.id)
        .limit(SHOWN)
    ).all()


def plan(session: Session, actor: Actor, plan_id: uuid.UUID) -> AllocationPlan:
    """One plan.

    Raises:
        PlanNotFound: there is none in the actor's region.

    """
    found = session.scalars(
        select(AllocationPlan).where(AllocationPlan.region_id == actor.region_id, AllocationPlan.id == plan_id)
    ).one_or_none()
    if found is None:
        raise PlanNotFound
    return found


def decisions(session: Session, actor: Actor, plan_id: uuid.UUID) -> Mapping[str, int]:
    """How many pairs of a plan are open, introduced and refused."""
    rows = session.execute(
        select(AllocationPair.decision, func.count())
        .where(AllocationPair.region_id == actor.region_id, AllocationPair.plan_id == plan_id)
        .group_by(AllocationPair.decision)
    ).all()
    return {each.value: 0 for each in PairDecision} | {row[0]: row[1] for row in rows}


def pairs(session: Session, actor: Actor, plan_id: uuid.UUID, *, page: int, total: int) -> Page[Proposed]:
    """One page of the pairs of a plan; the reads are logged per person."""
    statement: Any = (
        select(AllocationPair, Vacancy.title, Employer.name)
        .join(Vacancy, and_(Vacancy.region_id == AllocationPair.region_id, Vacancy.id == AllocationPair.vacancy_id))
        .join(Employer, and_(Employer.region_id == Vacancy.region_id, Employer.id == Vacancy.employer_id))
        .where(AllocationPair.region_id == actor.region_id, AllocationPair.plan_id == plan_id)
        .order_by(AllocationPair.position)
    )
    rows, _, number = window(session, statement, page=clamp(page, total), total=total)
    ids = [row[0].candidate_id for row in rows]
    seen = candidates.seen_many(session, actor, ids, purpose="matchlijst", details=(), fields=())
    found = [
        Proposed(pair, title, employer, seen[pair.candidate_id].shown if pair.candidate_id in seen else None)
        for pair, title, employer in map(tuple, rows)
    ]
    return Page(found, total=total, number=number)


def bounds(session: Session, found: AllocationPlan) -> tuple[list[Bound], list[Bound]]:
    """Limits and floors of a plan that is ready; of employers and client managers only those that cost something."""
    outcome: Mapping[str, Any] = found.outcome or {"limits": [], "floors": []}
    per_group = [each for each in outcome["limits"] if ":" in each["code"]]
    full = [each for each in per_group if each["price"] > 0]
    ids = {each["code"]: uuid.UUID(each["code"].split(":")[1]) for each in full}
    employers = [key for code, key in ids.items() if code.startswith(building.EMPLOYER)]
    names: dict[uuid.UUID, str] = {}
    if employers:
        rows = session.execute(select(Employer.id, Employer.name).where(Employer.id.in_(employers)))
        names = {row[0]: row[1] for row in rows}
    if len(employers) < len(ids):
        names |= accounts.names(session, [key for key in ids.values() if key not in names])
    shown = [each for each in outcome["limits"] if ":" not in each["code"]] + full
    return (
        [_bound(each, each["most"], _label(each["code"], names)) for each in shown],
        [_bound(each, each["least"], LABELS[each["code"]], each["reachable"]) for each in outcome["floors"]],
    )


def _bound(told: Mapping[str, Any], edge: float, label: str, reachable: int | None = None) -> Bound:
    return Bound(
        label=label,
        used=round(told["used"]),
        edge=round(edge),
        price=Decimal(str(told["price"])),
        money=told["code"] == building.BUDGET,
        reachable=reachable,
    )


def _label(code: str, names: Mapping[uuid.UUID, str]) -> str:
    if code in LABELS:
        return LABELS[code]
    name = names.get(uuid.UUID(code.split(":")[1]), "onbekend")
    return f"Kandidaten bij {name}" if code.startswith(building.EMPLOYER) else f"Kandidaten van {name}"
