"""The letter in which a beschikking is made known to the employer.

It says what was decided, on what ground, over which days, how much, and how to object (Awb arts. 3:41, 3:45, 3:47). The
percentage of somebody's loonwaarde is not in it: the employer has the report of the measurement.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts.models import Organisation
from wsp.candidates.masking import Viewer, masked
from wsp.candidates.models import Candidate
from wsp.documents import service as documents
from wsp.documents.commands import DecidedAmount, DecisionLetter, Sender
from wsp.documents.enums import LetterKind
from wsp.documents.models import Document
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.instruments import catalogue, codes
from wsp.law.lookup import LawBook
from wsp.payments.enums import KIND_LABELS, DecisionKind
from wsp.payments.errors import SettingsMissing
from wsp.payments.models import Beschikking, PaymentSettings
from wsp.placements.letters.facts import employer_of
from wsp.placements.models import Placement, PlacementInstrument
from wsp.placements.rules import placement_number
from wsp.worklist.enums import SubjectKind

PAYMENT: Final = "awb.payment_weeks"
_WANTED: Final = {
    "authority": "namens wie",
    "signer": "wie ondertekent",
    "mandate": "het mandaat",
    "objection_address": "het adres voor bezwaar",
}


def missing_settings(row: PaymentSettings | None) -> list[str]:
    """Which of the municipality's own facts are missing; without them no beschikking can be made known."""
    return [label for name, label in _WANTED.items() if row is None or not getattr(row, name).strip()]


def settings_of(session: Session, row: Beschikking) -> PaymentSettings:
    """What the municipality of a beschikking says of itself.

    Raises:
        SettingsMissing: something is not filled in; it is asked, never guessed.

    """
    found = session.scalars(
        select(PaymentSettings).where(
            PaymentSettings.region_id == row.region_id, PaymentSettings.organisation_id == row.organisation_id
        )
    ).one_or_none()
    if missing := missing_settings(found):
        raise SettingsMissing(missing)
    assert found is not None  # noqa: S101 - for mypy: nothing is missing of a row that is there
    return found


def write_letter(session: Session, row: Beschikking, *, actor: Actor) -> Document:
    """Write the letter of a beschikking, and keep it with the placement.

    Raises:
        SettingsMissing: as `settings_of`.

    """
    instrument = session.get_one(PlacementInstrument, row.placement_instrument_id)
    return documents.make_letter(
        session,
        actor,
        kind=LetterKind.DECISION,
        subject=(SubjectKind.PLACEMENT, instrument.placement_id),
        context=letter(session, row, instrument, actor=actor),
        matter=f"b-{row.number}",
        title=f"Beschikking B-{row.number}, {KIND_LABELS[DecisionKind(row.kind)].lower()}: {_about(instrument.code)}",
    )


def letter(session: Session, row: Beschikking, instrument: PlacementInstrument, *, actor: Actor) -> DecisionLetter:
    """Return what the letter of this beschikking says."""
    settings = settings_of(session, row)
    placement = session.get_one(Placement, instrument.placement_id)
    worker = masked(session.get_one(Candidate, placement.candidate_id), viewer=Viewer.EMPLOYER_NAMED)
    kind = DecisionKind(row.kind)
    claimed = claimed_amounts(row)
    today = clock.today()
    weeks = int(LawBook.national().on(PAYMENT, today).value)
    return DecisionLetter(
        reference=f"B-{row.number}",
        placement=placement_number(placement.number),
        dated=row.sent_on or today,
        sender=_sender(session, row, actor),
        receiver=employer_of(session, actor, placement, name=session.get_one(Employer, placement.employer_id).name),
        worker=worker.label,
        function=placement.function_title,
        kind=kind.value,
        kind_label=KIND_LABELS[kind],
        instrument=catalogue.get(instrument.code).title,
        ground=row.ground,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        motivation=row.motivation,
        amounts=decided_amounts(row),
        indexed=instrument.code == codes.LKS,
        claimed=sum((amount for _, amount in claimed), Decimal(0)) if claimed else None,
        claimed_months=tuple(month for month, _ in claimed),
        pay_weeks=weeks,
        authority=settings.authority,
        signer=settings.signer,
        mandate=settings.mandate,
        objection_address=tuple(line.strip() for line in settings.objection_address.splitlines() if line.strip()),
        objection_until=row.objection_until,
    )


def _about(code: str) -> str:
    title = catalogue.get(code).title
    return title[0].lower() + title[1:]


def decided_amounts(row: Beschikking) -> tuple[DecidedAmount, ...]:
    """The periods of a beschikking with their amounts, as people read them."""
    return tuple(
        DecidedAmount(
            start=date.fromisoformat(each["from"]),
            until=None if each["until"] is None else date.fromisoformat(each["until"]),
            amount=None if each["amount"] is None else Decimal(each["amount"]),
            basis=each["text"],
            provisional=each["provisional"],
        )
        for each in row.amounts
    )


def claimed_amounts(row: Beschikking) -> tuple[tuple[date, Decimal], ...]:
    """The months of a terugvordering with what is claimed."""
    return tuple((date.fromisoformat(each["month"]), Decimal(each["amount"])) for each in row.recovered)


def _sender(session: Session, row: Beschikking, actor: Actor) -> Sender:
    municipality = session.get_one(Organisation, row.organisation_id)
    who = None if actor.user_id is None else accounts.user(session, actor.user_id)
    return Sender(
        region=municipality.name,
        name=who.name if who else None,
        organisation=municipality.name,
        phone=who.phone if who else None,
        email=who.email if who else None,
    )
