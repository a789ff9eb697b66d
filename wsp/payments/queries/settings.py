"""What an administrator filled in, and what is still asked."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts.models import Organisation
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.payments import policy
from wsp.payments.enums import FIXED, OPEN
from wsp.payments.models import Creditor, PaymentOrder, PaymentSettings
from wsp.payments.queries.joins import with_placement


@dataclass(frozen=True)
class CreditorRow:
    """An employer that is paid by a municipality; `number` None: it must be asked."""

    organisation_id: uuid.UUID
    employer_id: uuid.UUID
    employer: str
    number: str | None


def creditors(session: Session, actor: Actor) -> Sequence[CreditorRow]:
    """Employers with an order, per municipality, those without a number first."""
    statement = with_placement(
        select(PaymentOrder.organisation_id, Employer.id, Employer.name, Creditor.number).select_from(PaymentOrder),
        PaymentOrder.region_id,
        PaymentOrder.placement_instrument_id,
    ).outerjoin(
        Creditor,
        and_(
            Creditor.region_id == Employer.region_id,
            Creditor.employer_id == Employer.id,
            Creditor.organisation_id == PaymentOrder.organisation_id,
        ),
    )
    rows = session.execute(
        statement.where(
            PaymentOrder.region_id == actor.region_id,
            PaymentOrder.state.in_(sorted(OPEN | FIXED)),
            policy.payer(actor, PaymentOrder.organisation_id),
        )
        .group_by(PaymentOrder.organisation_id, Employer.id, Creditor.number)
        .order_by(Creditor.number.is_not(None), Employer.sort_key, Employer.id, PaymentOrder.organisation_id)
    )
    return [CreditorRow(*row) for row in rows]


def municipalities(session: Session, actor: Actor) -> Sequence[Organisation]:
    """Municipalities of the region that decide and pay, as far as the actor works for them."""
    return [
        each
        for each in accounts.municipalities(session, actor.region_id)
        if policy.serves_region(actor) or each.id == actor.organisation_id
    ]


def settings(session: Session, actor: Actor) -> dict[uuid.UUID, PaymentSettings]:
    """What municipalities filled in, by organisation."""
    rows = session.scalars(
        select(PaymentSettings).where(
            PaymentSettings.region_id == actor.region_id, policy.payer(actor, PaymentSettings.organisation_id)
        )
    )
    return {row.organisation_id: row for row in rows}
