"""What an administrator fills in: creditor numbers of employers, and what a municipality says of itself."""

import uuid
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.enums import OrganisationKind
from wsp.accounts.models import Organisation
from wsp.audit import service as audit
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.errors import StaleVersion
from wsp.payments import policy
from wsp.payments.commands import SetCreditor, SetPaymentSettings
from wsp.payments.errors import OrderNotFound
from wsp.payments.models import Creditor, PaymentSettings

CREDITOR: Final = "creditor"
SETTINGS: Final = "payment_settings"


def set_creditor(session: Session, command: SetCreditor, *, actor: Actor) -> Creditor:
    """Enter or change the number under which a payment administration knows an employer.

    Raises:
        NotFound: no such employer or municipality.
        NotYourDecision: another municipality.

    """
    _municipality(session, command.organisation_id, actor)
    if session.get(Employer, command.employer_id) is None:
        raise OrderNotFound
    found = session.scalars(
        select(Creditor)
        .where(Creditor.organisation_id == command.organisation_id, Creditor.employer_id == command.employer_id)
        .with_for_update()
    ).one_or_none()
    before = None if found is None else found.number
    if found is None:
        found = Creditor(
            id=uuid.uuid4(),
            region_id=actor.region_id,
            organisation_id=command.organisation_id,
            employer_id=command.employer_id,
            number=command.number,
            entered_by_id=actor.user_id,
        )
        session.add(found)
    else:
        found.number, found.entered_by_id = command.number, actor.user_id
    session.flush()
    audit.record(
        session, actor, "creditor.set", subject=(CREDITOR, found.id),
        before=None if before is None else {"nummer": before}, after={"nummer": found.number},
    )  # fmt: skip
    return found


def set_settings(session: Session, command: SetPaymentSettings, *, actor: Actor) -> PaymentSettings:
    """Enter or change what the beschikkingen of a municipality say of itself.

    Raises:
        StaleVersion: a colleague changed it meanwhile.
        NotFound, NotYourDecision.

    """
    _municipality(session, command.organisation_id, actor)
    values = {
        "authority": command.authority.strip(),
        "signer": command.signer.strip(),
        "mandate": command.mandate.strip(),
        "objection_address": command.objection_address.strip(),
    }
    found = session.scalars(
        select(PaymentSettings)
        .where(PaymentSettings.organisation_id == command.organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    before = None
    if found is None:
        found = PaymentSettings(
            id=uuid.uuid4(), region_id=actor.region_id, organisation_id=command.organisation_id,
            entered_by_id=actor.user_id, **values,
        )  # fmt: skip
        session.add(found)
    else:
        before = {name: getattr(found, name) for name in values}
        if command.version is not None and command.version != found.version:
            raise StaleVersion(
                "Iemand anders wijzigde dit. Bekijk beide versies en kies.",
                mine=values, theirs=before, version=found.version,
            )  # fmt: skip
        for name, value in values.items():
            setattr(found, name, value)
        found.entered_by_id = actor.user_id
    session.flush()
    audit.record(session, actor, "payment_settings.set", subject=(SETTINGS, found.id), before=before, after=values)
    return found


def _municipality(session: Session, organisation_id: uuid.UUID, actor: Actor) -> None:
    policy.check_serves(actor, organisation_id)
    found = session.get(Organisation, organisation_id)
    if found is None or found.kind != OrganisationKind.MUNICIPALITY:
        raise OrderNotFound
