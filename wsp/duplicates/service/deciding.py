"""Deciding that two are two, and pointing out a pair that no rule found."""

import uuid

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import policy as candidate_policy
from wsp.candidates.models import Candidate
from wsp.duplicates import policy, queries
from wsp.duplicates.commands import PointOut
from wsp.duplicates.enums import AUDITED_AS, POINTED_OUT, Kind, PairState
from wsp.duplicates.errors import BadPair, PairDecided
from wsp.duplicates.models import DuplicatePair
from wsp.employers import policy as employer_policy
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed


def keep_apart(session: Session, pair_id: uuid.UUID, *, actor: Actor, note: str | None = None) -> DuplicatePair:
    """Record that these are two: remembered, so that nobody is asked again.

    Raises:
        PairNotFound: there is no such pair for this actor.
        PairDecided: somebody was first.

    """
    pair = queries.pair(session, actor, pair_id, lock=True)
    if pair.state != PairState.OPEN.value:
        raise PairDecided
    _decide(session, pair, PairState.DIFFERENT, actor, note)
    return pair


def look_again(session: Session, pair_id: uuid.UUID, *, actor: Actor) -> DuplicatePair:
    """Take back the decision that these are two.

    Raises:
        PairNotFound: there is no such pair for this actor.
        PairDecided: that was not decided, or not any more.

    """
    pair = queries.pair(session, actor, pair_id, lock=True)
    if pair.state != PairState.DIFFERENT.value:
        raise PairDecided
    _decide(session, pair, PairState.OPEN, actor, None)
    pair.decided_by_id = pair.decided_at = None
    session.flush()
    return pair


def point_out(session: Session, command: PointOut, *, actor: Actor) -> DuplicatePair:
    """Put two on the list that no rule found; a pair that was there already opens again.

    Raises:
        NotAllowed: the actor judges no pairs of this kind.
        BadPair: a number that the actor does not know, or twice the same one.
        PairDecided: they were merged already.

    """
    if command.kind not in policy.kinds(actor):
        raise NotAllowed("Met jouw rol kun je deze niet samenvoegen. Vraag het aan een collega.")
    if command.one == command.other:
        raise BadPair("other", "Vul twee verschillende nummers in.")
    one, other = (_record(session, actor, command.kind, name, getattr(command, name)) for name in ("one", "other"))
    first, second = sorted((one.id, other.id))
    values = {
        "id": uuid.uuid4(),
        "created_at": clock.now(),
        "region_id": actor.region_id,
        "kind": command.kind.value,
        "one_id": first,
        "other_id": second,
        "organisation_id": getattr(one, "organisation_id", None),
        "reasons": [POINTED_OUT],
        "certain": False,
        "state": PairState.OPEN.value,
    }
    # Two colleagues may point at the same pair; the second finds what the first wrote.
    session.execute(insert(DuplicatePair).values(values).on_conflict_do_nothing())
    pair = session.scalars(
        select(DuplicatePair)
        .where(
            DuplicatePair.region_id == actor.region_id,
            DuplicatePair.kind == command.kind.value,
            DuplicatePair.one_id == first,
            DuplicatePair.other_id == second,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if pair.state == PairState.MERGED.value:
        raise PairDecided
    if pair.state != PairState.OPEN.value:
        pair.reasons = [POINTED_OUT, *(reason for reason in pair.reasons if reason != POINTED_OUT)]
        pair.decided_by_id = pair.decided_at = None
        pair.state = PairState.OPEN.value
    audit.record(
        session,
        actor,
        "duplicates.pointed_out",
        subject=(AUDITED_AS[command.kind], first),
        after={"een": command.one, "ander": command.other},
    )
    session.flush()
    return pair


def _record(session: Session, actor: Actor, kind: Kind, field: str, number: int) -> Employer | Candidate:
    found: Employer | Candidate | None
    if kind is Kind.EMPLOYER:
        found = session.scalar(select(Employer).where(employer_policy.visible(actor), Employer.number == number))
    else:
        found = session.scalar(
            select(Candidate).where(
                candidate_policy.own(actor), candidate_policy.visible(actor), Candidate.number == number
            )
        )
    if found is None:
        raise BadPair(field, "Dit nummer is er niet. Kijk het na op de lijst.")
    return found


def _decide(session: Session, pair: DuplicatePair, state: PairState, actor: Actor, note: str | None) -> None:
    before = pair.state
    pair.state, pair.note = state.value, note
    pair.decided_by_id, pair.decided_at = actor.user_id, clock.now()
    for record_id in (pair.one_id, pair.other_id):
        audit.record(
            session,
            actor,
            "duplicates.decided",
            subject=(AUDITED_AS[Kind(pair.kind)], record_id),
            before={"besluit": before},
            after={"besluit": state.value},
        )
    session.flush()
