"""Put weights forward, approve or reject them as a second person, and let the computer learn a proposal."""

import uuid
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matching.learning import TooFewDecisionsError, WeightLearner
from matching.types import SOFT_CRITERIA, Weights
from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed
from wsp.foundation.logging import get_logger
from wsp.shortlists.models import WeightVersion
from wsp.shortlists.weighing import decisions, queries, rules
from wsp.shortlists.weighing.commands import ProposeWeights
from wsp.shortlists.weighing.enums import USED, Origin, WeightState
from wsp.shortlists.weighing.errors import NothingBetter, SameWeights, TooLittleDecided, WeightsDecided, WeightsNotFound

SUBJECT: Final = "weight_version"
_CLOSE: Final = 5e-5
"""Shares that differ less than this order no list differently that anybody would notice."""


def propose(session: Session, command: ProposeWeights, *, actor: Actor) -> WeightVersion:
    """Put weights forward; lists are ordered with them once a second person approved.

    Raises:
        UnusableWeights: numbers that cannot order a list, or weight that needs a decision of policy.
        SameWeights: these are in use.

    """
    rules.check_weights(command.values)
    rules.check_policy(command, today=clock.today())
    active = queries.active(session, actor.region_id)
    values = {code: float(weight) for code, weight in command.values.items()}
    if _same(values, active.values):
        raise SameWeights
    source = None if command.based_on is None else queries.version(session, actor, command.based_on)
    origin, evidence = _origin(values, source)
    made = WeightVersion(
        region_id=actor.region_id,
        number=_next_number(session, actor.region_id),
        state=WeightState.PROPOSED.value,
        origin=origin.value,
        values=values,
        reason=command.reason.strip(),
        policy_decision=(command.policy_decision or "").strip() or None,
        policy_decided_on=command.policy_decided_on,
        replaces=active.version,
        evidence=evidence,
        entered_by_id=_person(actor),
    )
    session.add(made)
    session.flush()
    audit.record(
        session, actor, "weights.proposed", subject=(SUBJECT, made.id), reason=made.reason,
        before={"version": active.version, "values": dict(active.values)}, after={"values": values, "origin": origin},
    )  # fmt: skip
    return made


def approve(session: Session, version_id: uuid.UUID, *, actor: Actor) -> WeightVersion:
    """Approve as the second person: from now on every list is ordered with these weights.

    Raises:
        OtherPersonNeeded, WeightsDecided, WeightsNotFound

    """
    row = _waiting(session, version_id, actor)
    rules.check_second_person(row.entered_by_id, _person(actor))
    before = queries.active(session, actor.region_id)
    old = session.scalars(
        select(WeightVersion)
        .where(WeightVersion.region_id == actor.region_id, WeightVersion.state == WeightState.ACTIVE.value)
        .with_for_update()
    ).one_or_none()
    if old is not None:
        old.state, old.replaced_at = WeightState.REPLACED.value, clock.now()
        session.flush()
    row.state, row.decided_by_id, row.decided_at = WeightState.ACTIVE.value, actor.user_id, clock.now()
    try:
        session.flush()
    except IntegrityError as error:
        raise WeightsDecided from error
    audit.record(
        session, actor, "weights.approved", subject=(SUBJECT, row.id),
        before={"version": before.version}, after={"version": queries.name(row), "values": dict(row.values)},
    )  # fmt: skip
    return row


def reject(session: Session, version_id: uuid.UUID, note: str, *, actor: Actor) -> WeightVersion:
    """Reject weights, or withdraw one's own, with the reason.

    Raises:
        WeightsDecided, WeightsNotFound

    """
    row = _waiting(session, version_id, actor)
    row.state, row.decided_by_id, row.decided_at = WeightState.REJECTED.value, _person(actor), clock.now()
    row.note = note.strip() or None
    session.flush()
    audit.record(session, actor, "weights.rejected", subject=(SUBJECT, row.id), reason=row.note)
    return row


def learn(session: Session, *, actor: Actor) -> WeightVersion:
    """Learn from what people decided. The answer is kept as a suggestion: a person has to put it forward.

    Raises:
        TooLittleDecided: too few lists or choices.
        NothingBetter: the weights in use are as good, as far as the decisions tell.

    """
    active = queries.active(session, actor.region_id)
    shown = decisions.shown(session, actor.region_id, now=clock.now())
    learner = WeightLearner(active)
    try:
        learner.fit(shown)
    except TooFewDecisionsError as error:
        raise TooLittleDecided(
            lists=error.lists, chosen=error.chosen, least_lists=error.least_lists, least_chosen=error.least_chosen
        ) from error
    if not learner.gain_.proven:
        raise NothingBetter(learner.lists_)
    made = WeightVersion(
        region_id=actor.region_id,
        number=_next_number(session, actor.region_id),
        state=WeightState.LEARNED.value,
        origin=Origin.LEARNED.value,
        values=_with_all(learner.weights_),
        reason="De computer leerde dit van besluiten over eerdere lijsten.",
        replaces=active.version,
        evidence=_evidence(learner),
        entered_by_id=None,
    )
    session.add(made)
    session.flush()
    audit.record(session, actor, "weights.learned", subject=(SUBJECT, made.id), after=dict(made.evidence or {}))
    get_logger().info(
        "weights.learned", lists=learner.lists_, gain=round(learner.gain_.after - learner.gain_.before, 4)
    )
    return made


def _evidence(learner: WeightLearner) -> dict[str, Any]:
    gain = learner.gain_
    return {
        "lists": learner.lists_, "rows": learner.rows_, "chosen": learner.chosen_,
        "position": round(learner.position_, 4), "before": round(gain.before, 4), "after": round(gain.after, 4),
        "low": round(gain.low, 4), "high": round(gain.high, 4),
    }  # fmt: skip


def _origin(values: dict[str, float], source: WeightVersion | None) -> tuple[Origin, dict[str, Any] | None]:
    """Numbers that were changed after taking them over are somebody's own."""
    if source is None or not _same(values, source.values):
        return Origin.BY_HAND, None
    if source.state == WeightState.LEARNED:
        return Origin.LEARNED, source.evidence
    return (Origin.RESTORED if source.state in USED else Origin.BY_HAND), None


def _same(some: Any, others: Any) -> bool:
    left, right = rules.shares(some), rules.shares(others)
    return all(abs(left[code] - right[code]) < _CLOSE for code in SOFT_CRITERIA)


def _with_all(found: dict[str, float]) -> dict[str, float]:
    return {code: found.get(code, 0.0) for code in SOFT_CRITERIA}


def _next_number(session: Session, region: str) -> int:
    """The lock is the region's: two people who propose at once get two numbers."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"weights:{region}"))))
    last = session.scalar(select(func.max(WeightVersion.number)).where(WeightVersion.region_id == region))
    return (last or 0) + 1


def _waiting(session: Session, version_id: uuid.UUID, actor: Actor) -> WeightVersion:
    row = session.scalars(
        select(WeightVersion)
        .where(WeightVersion.region_id == actor.region_id, WeightVersion.id == version_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise WeightsNotFound
    if row.state != WeightState.PROPOSED:
        raise WeightsDecided
    return row


def _person(actor: Actor) -> uuid.UUID:
    if actor.user_id is None:
        raise NotAllowed("Alleen een persoon kan gewichten voorleggen of beoordelen.")
    return actor.user_id


def as_weights(command: ProposeWeights) -> Weights:
    """What was typed, for a preview; nothing is kept.

    Raises:
        UnusableWeights: numbers that cannot order a list.

    """
    rules.check_weights(command.values)
    return Weights(version="voorbeeld", values={code: float(value) for code, value in command.values.items()})
