"""Close a batch for the payment administration."""

import uuid
from dataclasses import dataclass
from typing import Final

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session, undefer

from wsp.audit import service as audit
from wsp.audit.service import Happened
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.numbering import next_number
from wsp.payments import policy
from wsp.payments.enums import OrderState
from wsp.payments.errors import NothingToPay, OrderNotFound
from wsp.payments.models import Creditor, PaymentBatch, PaymentOrder
from wsp.payments.rules import files
from wsp.payments.rules.files import Line
from wsp.payments.service.drafting import person
from wsp.payments.service.settling import ORDER
from wsp.placements.models import Placement, PlacementInstrument

BATCH: Final = "payment_batch"
_SERIES: Final = "payment_batches"


@dataclass(frozen=True)
class Ready:
    """An approved order that may go out, with the number of its employer; `creditor` None: it must be asked."""

    order: PaymentOrder
    employer_id: uuid.UUID
    creditor: str | None


def close_batch(session: Session, organisation_id: uuid.UUID, *, actor: Actor) -> PaymentBatch:
    """Put every approved order of a municipality that can be paid in one batch, and close it.

    Left out are orders that the actor approved (another person exports), orders of employers without a creditor
    number, and what was paid too much beyond what the subsidy still gets (`files.choose`).

    Raises:
        NothingToPay: nothing is left; the sentence says what to do.
        NotYourDecision: another municipality pays.

    """
    policy.check_serves(actor, organisation_id)
    exporter = person(actor)
    found = ready(session, organisation_id, lock=True)
    able = [each for each in found if each.creditor and each.order.approved_by_id != exporter]
    taken = files.choose(
        files.Candidate(each.order.number, each.order.placement_instrument_id, each.order.month, each.order.amount)
        for each in able
    )
    chosen = sorted((each for each in able if each.order.number in taken), key=lambda each: each.order.number)
    if not chosen:
        raise NothingToPay(_why_nothing(found, exporter))
    made = files.payment_file(
        [
            Line(each.order.number, each.creditor or "", each.order.month, each.order.kind, each.order.amount)
            for each in chosen
        ]
    )
    number = next_number(session, actor.region_id, _SERIES)
    batch = PaymentBatch(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        number=number,
        organisation_id=organisation_id,
        orders=made.orders,
        total=made.total,
        sha256=made.sha256,
        filename=f"betaalbatch-BB-{number}.csv",
        content=made.content,
        closed_by_id=exporter,
    )
    session.add(batch)
    session.flush()
    session.execute(
        update(PaymentOrder)
        .where(PaymentOrder.id.in_([each.order.id for each in chosen]))
        .values(
            state=OrderState.EXPORTED.value, batch_id=batch.id, exported_by_id=exporter, updated_at=clock.now(),
            version=PaymentOrder.version + 1,
        )
        .execution_options(synchronize_session="fetch")
    )  # fmt: skip
    audit.record(
        session, actor, "payment_batch.closed", subject=(BATCH, batch.id),
        after={"nummer": number, "opdrachten": made.orders, "totaal": made.total, "sha256": made.sha256},
    )  # fmt: skip
    audit.record_many(
        session,
        actor,
        [Happened("payment_order.exported", (ORDER, each.order.id), None, {"batch": number}) for each in chosen],
    )
    return batch


def ready(session: Session, organisation_id: uuid.UUID, *, lock: bool = False) -> list[Ready]:
    """Approved orders of a municipality with the creditor number of their employer, by number; one statement."""
    statement = (
        select(PaymentOrder, Placement.employer_id, Creditor.number)
        .join(
            PlacementInstrument,
            and_(
                PlacementInstrument.region_id == PaymentOrder.region_id,
                PlacementInstrument.id == PaymentOrder.placement_instrument_id,
            ),
        )
        .join(
            Placement,
            and_(
                Placement.region_id == PlacementInstrument.region_id, Placement.id == PlacementInstrument.placement_id
            ),
        )
        .outerjoin(
            Creditor,
            and_(
                Creditor.region_id == Placement.region_id,
                Creditor.employer_id == Placement.employer_id,
                Creditor.organisation_id == PaymentOrder.organisation_id,
            ),
        )
        .where(PaymentOrder.organisation_id == organisation_id, PaymentOrder.state == OrderState.APPROVED.value)
        .order_by(PaymentOrder.number)
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=PaymentOrder)
    return [Ready(*row) for row in session.execute(statement).all()]


def batch_file(session: Session, batch_id: uuid.UUID, *, actor: Actor) -> PaymentBatch:
    """The batch with its file, the same bytes every time; who fetched it is in the log.

    Raises:
        OrderNotFound: there is none for this actor.

    """
    found = session.scalars(
        select(PaymentBatch)
        .where(PaymentBatch.id == batch_id, policy.payer(actor, PaymentBatch.organisation_id))
        .options(undefer(PaymentBatch.content))
    ).one_or_none()
    if found is None:
        raise OrderNotFound
    audit.record(session, actor, "payment_batch.fetched", subject=(BATCH, found.id), after={"sha256": found.sha256})
    return found


def _why_nothing(found: list[Ready], exporter: uuid.UUID) -> str:
    if not found:
        return "Er zijn geen goedgekeurde opdrachten. Keur eerst opdrachten goed."
    if all(each.creditor is None for each in found):
        return "Van deze werkgevers is het crediteurnummer niet bekend. Vul de nummers eerst in."
    if all(each.order.approved_by_id == exporter for each in found if each.creditor):
        return "Jij keurde deze opdrachten goed. Een collega moet ze exporteren."
    return "Wat goedgekeurd is, wacht op verrekening met een volgende maand. Of maak een terugvordering."
