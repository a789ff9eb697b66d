"""A subsidy with its beschikking, order, batch, calculation and answer: records of payments for the matrix."""

import uuid
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.placements.world import World
from wsp.instruments import codes
from wsp.payments.enums import DecisionKind, DecisionState, OrderKind, OrderState, RunState
from wsp.payments.models import Beschikking, PaymentBatch, PaymentOrder, PaymentRun, PaymentStatement
from wsp.placements.models import Placement, PlacementInstrument

MONTH = date(2026, 6, 1)


def records(session: Session, made: World, placement: Placement, reader: uuid.UUID) -> Mapping[str, uuid.UUID]:
    """Rows as the verbs would leave them; `reader` read the status file back."""
    region, organisation_id = placement.region_id, made.organisation.id
    writer = made.client_manager.user_id
    assert writer is not None
    instrument_id = session.scalars(
        select(PlacementInstrument.id).where(
            PlacementInstrument.placement_id == placement.id, PlacementInstrument.code == codes.LKS
        )
    ).one()
    number = 1 + (session.scalar(select(func.count()).select_from(PaymentOrder)) or 0)
    decision = Beschikking(
        id=uuid.uuid4(), region_id=region, number=number, placement_instrument_id=instrument_id,
        organisation_id=organisation_id, kind=DecisionKind.GRANT.value, state=DecisionState.DRAFT.value,
        ground="Participatiewet art. 10d", starts_on=placement.starts_on, motivation="Proef", amounts=[], recovered=[],
        drafted_by_id=writer,
    )  # fmt: skip
    batch = PaymentBatch(
        id=uuid.uuid4(), region_id=region, number=number, organisation_id=organisation_id, orders=1, total=1,
        sha256="0" * 64, filename="batch.csv", content=b"x", closed_by_id=writer,
    )  # fmt: skip
    order = PaymentOrder(
        id=uuid.uuid4(), region_id=region, number=number, placement_instrument_id=instrument_id,
        organisation_id=organisation_id, month=MONTH, kind=OrderKind.MONTH.value, sequence=0, amount=1,
        state=OrderState.DRAFT.value,
    )  # fmt: skip
    run = PaymentRun(id=uuid.uuid4(), region_id=region, month=MONTH, state=RunState.READY.value)
    answer = PaymentStatement(
        id=uuid.uuid4(), region_id=region, sha256="0" * 64, rows=0, taken=0, problems=[], read_by_id=reader
    )
    session.add_all([decision, batch, order, run, answer])
    session.flush()
    return {
        "decision_id": decision.id,
        "instrument_id": instrument_id,
        "order_id": order.id,
        "batch_id": batch.id,
        "calculation_id": run.id,
        "statement_id": answer.id,
    }
