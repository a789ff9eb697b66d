"""The calculation over all subsidies of a region: a job that goes on where it stopped."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock, db, queue
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput
from wsp.foundation.logging import get_logger
from wsp.payments.enums import BUSY, TAKES_RIGHT, DecisionKind, DecisionState, RunState
from wsp.payments.errors import RunBusy
from wsp.payments.models import Beschikking, PaymentRun
from wsp.payments.queries import subsidies
from wsp.payments.service import deciding, settling

JOB: Final = "payments.run"
SUBJECT: Final = "payment_run"
_AT_ONCE: Final = 50
"""Ids that are looked up in one go; each subsidy is a transaction of its own."""


def request_run(session: Session, month: date, *, actor: Actor) -> PaymentRun:
    """Ask for a calculation up to and including a calendar month; a job does it.

    Raises:
        RunBusy: there is one on its way.
        InvalidInput: the month lies ahead: nobody knows yet who works then.

    """
    if month > clock.today():
        message = "Kies deze maand of een eerdere maand."
        raise InvalidInput(message, fields={"month": [message]})
    run = PaymentRun(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        month=month.replace(day=1),
        state=RunState.WAITING.value,
        asked_by_id=actor.user_id,
        total=session.scalar(
            select(func.count(Beschikking.placement_instrument_id.distinct())).where(Beschikking.sent_at.is_not(None))
        ) or 0,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(run)
    except IntegrityError as error:
        raise RunBusy from error
    audit.record(session, actor, "payment_run.requested", subject=(SUBJECT, run.id), after={"maand": run.month})
    queue.defer(session, JOB, region=actor.region_id, run_id=run.id, lock=f"payments-{actor.region_id}")
    session.flush()
    return run


def daily(session: Session, *, actor: Actor) -> None:
    """Ask for the calculation of the month that is over; nothing when one is on its way."""
    try:
        request_run(session, settling.ordered_through(clock.today()), actor=actor)
    except RunBusy:
        get_logger().info("payments.busy")


def run(region: str, run_id: uuid.UUID) -> None:
    """Do a calculation, subsidy by subsidy, each in a transaction of its own with its place in the row.

    Killed half way it goes on after the last subsidy that was committed. Done twice it changes nothing.
    """
    while True:
        with db.unit_of_work(region) as session:
            row = session.get(PaymentRun, run_id)
            if row is None or RunState(row.state) not in BUSY:
                return
            row.state = RunState.RUNNING.value
            ids = subsidies.instrument_ids_with_rights(session, row.last_id, _AT_ONCE)
            if not ids:
                row.state, row.finished_at = RunState.READY.value, clock.now()
                get_logger().info("payments.calculated", subsidies=row.done, made=row.made, blocked=row.blocked)
                return
        for instrument_id in ids:
            with db.unit_of_work(region) as session:
                _one(session, run_id, instrument_id)


def _one(session: Session, run_id: uuid.UUID, instrument_id: uuid.UUID) -> None:
    row = session.scalars(select(PaymentRun).where(PaymentRun.id == run_id).with_for_update()).one()
    if row.last_id is not None and instrument_id <= row.last_id:
        # Another worker took over while this one was taken for dead.
        return
    actor = Actor(user_id=row.asked_by_id, region_id=row.region_id, organisation_id=None, kind="taak")
    _follow_ends(session, instrument_id, actor)
    tally = settling.settle_subsidy(session, instrument_id, row.month, actor=actor)
    row.last_id, row.done = instrument_id, row.done + 1
    row.total = max(row.total, row.done)
    row.made, row.changed, row.blocked = row.made + tally.made, row.changed + tally.changed, row.blocked + tally.blocked


def _follow_ends(session: Session, instrument_id: uuid.UUID, actor: Actor) -> None:
    """A beëindiging or intrekking whose first day has come ends the instrument; a grant that began lets it run."""
    last = session.scalars(
        select(Beschikking)
        .where(
            Beschikking.placement_instrument_id == instrument_id,
            Beschikking.state == DecisionState.SENT.value,
            Beschikking.starts_on <= clock.today(),
        )
        .order_by(Beschikking.sent_at.desc())
        .limit(1)
    ).one_or_none()
    if last is not None and last.kind in TAKES_RIGHT | {DecisionKind.GRANT}:
        deciding.follow_instrument(session, last, replace(actor, user_id=None))
