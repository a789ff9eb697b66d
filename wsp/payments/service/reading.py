"""Read back what became of exported orders."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.audit.service import Happened
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.payments import policy
from wsp.payments.enums import OrderState
from wsp.payments.errors import UnreadableFile
from wsp.payments.models import PaymentBatch, PaymentOrder, PaymentStatement
from wsp.payments.rules import files
from wsp.payments.rules.answers import Standing, difference
from wsp.payments.rules.files import Problem
from wsp.payments.service.drafting import person
from wsp.payments.service.settling import ORDER

STATEMENT: Final = "payment_statement"


def read_statement(session: Session, content: bytes, *, actor: Actor) -> PaymentStatement:
    """Read back a status file: take every answer that fits its order, and report on the differences.

    Reading the same file again changes nothing, also when an order went out again after it.

    Raises:
        UnreadableFile: it is no such file, or a row of it is damaged; nothing of it is taken then.

    """
    reader = person(actor)
    try:
        answers = files.read_status(content, today=clock.today())
    except files.NotAStatusFile as error:
        rows = [(each.row, each.order, each.text) for each in error.problems]
        raise UnreadableFile(str(error), rows) from error
    sha256 = hashlib.sha256(content).hexdigest()
    orders = {
        row.number: row
        for row in session.scalars(
            select(PaymentOrder)
            .where(
                PaymentOrder.number.in_([each.order for each in answers]),
                policy.payer(actor, PaymentOrder.organisation_id),
            )
            .order_by(PaymentOrder.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
    standing = _standing(session, orders.values(), sha256)
    changed: list[Happened] = []
    problems: list[Problem] = []
    for each in answers:
        problem = difference(standing.get(each.order), each)
        if problem:
            problems.append(Problem(each.row, files.order_label(each.order), problem))
            continue
        order = orders[each.order]
        if order.state == each.state:
            continue
        changed.append(
            Happened(
                "payment_order.answered", (ORDER, order.id), {"stand": order.state}, {"stand": each.state}, each.reason
            )
        )
        order.state, order.settled_on, order.answer = each.state.value, each.on, each.reason or None
    made = PaymentStatement(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        sha256=sha256,
        rows=len(answers),
        taken=len(answers) - len(problems),
        problems=[[each.row, each.order, each.text] for each in problems],
        read_by_id=reader,
    )
    session.add(made)
    session.flush()
    audit.record_many(session, actor, changed)
    audit.record(
        session, actor, "payment_statement.read", subject=(STATEMENT, made.id),
        after={"rijen": made.rows, "verwerkt": made.taken, "sha256": made.sha256},
    )  # fmt: skip
    return made


def _standing(session: Session, orders: Iterable[PaymentOrder], sha256: str) -> dict[int, Standing]:
    orders = tuple(orders)
    read: datetime | None = session.scalar(
        select(func.min(PaymentStatement.created_at)).where(PaymentStatement.sha256 == sha256)
    )
    batches = {order.batch_id for order in orders if order.batch_id is not None}
    rows = session.execute(select(PaymentBatch.id, PaymentBatch.created_at).where(PaymentBatch.id.in_(batches)))
    went: dict[uuid.UUID, datetime] = {row[0]: row[1] for row in rows}
    found: dict[int, Standing] = {}
    for order in orders:
        moment = None if order.batch_id is None else went[order.batch_id]
        found[order.number] = Standing(
            OrderState(order.state),
            order.amount,
            None if moment is None else clock.local(moment).date(),
            read is not None and moment is not None and read < moment,
            order.settled_on,
        )
    return found
