"""Money of the demo: beschikkingen of the first municipality, months that were paid, and some that ask for somebody.

Everything goes through the verbs of the room, with the people who would do it; amounts are what the rules give.
"""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate
from wsp.demo.plan import RegionPlan
from wsp.demo.staff import Person, Staff, process
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import DomainError
from wsp.foundation.money import cents
from wsp.foundation.workdays import add_months
from wsp.instruments import catalogue, codes
from wsp.payments import service
from wsp.payments.commands import ApproveOrders, DraftDecision, SetCreditor, SetPaymentSettings
from wsp.payments.enums import DecisionKind, OrderState
from wsp.payments.models import Beschikking, PaymentOrder
from wsp.payments.rules.files import STATUS_HEADS, order_label
from wsp.payments.service import settling
from wsp.placements.enums import InstrumentState, PlacementState
from wsp.placements.models import Placement, PlacementInstrument

_PAID: Final = 7
"""Subsidies that run and are paid; each letter takes a moment to draw."""
_MONTHS: Final = 4
_WHY: Final = "Uw medewerker kan het minimumloon nog niet zelf verdienen. Daarom vullen wij het loon aan."


def pay_subsidies(session: Session, plan: RegionPlan, staff: Staff) -> None:
    """Decide on a few subsidies, pay the months that are over, and leave some work for the demo accounts."""
    writer, second, office = _people(staff)
    if writer is None or second is None:
        return
    able = staff.actor(office)
    for organisation_id in list(staff.municipalities.values())[:-1]:
        _fill_in(session, organisation_id, able)
    sent: list[tuple[Beschikking, Placement]] = []
    waiting = 0
    for instrument, placement in _candidates(session, writer.organisation_id):
        if len(sent) == _PAID and waiting == 2:  # noqa: PLR2004 (one to approve, one to send)
            break
        row = _draft(session, instrument, placement, staff.actor(writer))
        if row is None:
            continue
        if len(sent) < _PAID:
            service.approve_decision(session, row.id, actor=staff.actor(second))
            service.send_decision(session, row.id, actor=staff.actor(writer))
            sent.append((row, placement))
            continue
        waiting += 1
        if waiting == 2:  # noqa: PLR2004 (the other one stays a draft)
            service.approve_decision(session, row.id, actor=staff.actor(second))
    if sent:
        _pay(session, writer.organisation_id, sent, staff.actor(second), able)
    for row, _placement in sent:
        settling.settle_subsidy(
            session, row.placement_instrument_id, settling.ordered_through(clock.today()), actor=process(plan.code)
        )


def _people(staff: Staff) -> tuple[Person | None, Person | None, Person]:
    """Two client managers of the demo account's municipality beside that account, and the administrator."""
    own = staff.demo(Role.CLIENT_MANAGER)
    others = [each for each in staff.of(Role.CLIENT_MANAGER, own.organisation_id) if not each.demo]
    writer = others[0] if others else None
    second = others[1] if len(others) > 1 else None
    return writer, second, staff.demo(Role.ADMINISTRATOR)


def _fill_in(session: Session, organisation_id: uuid.UUID, actor: Actor) -> None:
    """What the beschikkingen of a municipality say; the last municipality still has to fill this in."""
    service.set_settings(
        session,
        SetPaymentSettings(
            organisation_id=organisation_id,
            authority="het college van burgemeester en wethouders",
            signer="teammanager Werk en Inkomen",
            mandate="Mandaatregister (demo), nummer 12",
            objection_address="Commissie bezwaarschriften (demo)\nPostbus 0\n9400 AA Demostad",
        ),
        actor=actor,
    )


def _candidates(session: Session, organisation_id: uuid.UUID) -> Sequence[tuple[PlacementInstrument, Placement]]:
    """Running placements with loonkostensubsidie of people whose dossier the municipality keeps, oldest first."""
    rows = session.execute(
        select(PlacementInstrument, Placement)
        .join(
            Placement,
            (Placement.region_id == PlacementInstrument.region_id) & (Placement.id == PlacementInstrument.placement_id),
        )
        .join(Candidate, (Candidate.region_id == Placement.region_id) & (Candidate.id == Placement.candidate_id))
        .where(
            PlacementInstrument.code == codes.LKS,
            PlacementInstrument.state.in_(
                [InstrumentState.APPLIED.value, InstrumentState.GRANTED.value, InstrumentState.RUNNING.value]
            ),
            Placement.state.in_([PlacementState.RUNNING.value, PlacementState.DURABLE.value]),
            Candidate.organisation_id == organisation_id,
            Placement.starts_on < clock.today() - timedelta(days=100),
        )
        .order_by(Placement.starts_on, Placement.id)
    ).all()
    return [(row[0], row[1]) for row in rows]


def _draft(session: Session, instrument: PlacementInstrument, placement: Placement, actor: Actor) -> Beschikking | None:
    """A toekenning from some months ago; None when the rules miss a fact for it."""
    first = add_months(clock.today().replace(day=1), -_MONTHS)
    command = DraftDecision(
        placement_id=placement.id,
        code=instrument.code,
        kind=DecisionKind.GRANT,
        ground=catalogue.get(instrument.code).article,
        starts_on=max(placement.starts_on, first),
        motivation=_WHY,
    )
    try:
        with session.begin_nested():
            return service.draft_decision(session, command, actor=actor)
    except DomainError:
        return None


def _pay(
    session: Session,
    organisation_id: uuid.UUID,
    sent: Sequence[tuple[Beschikking, Placement]],
    second: Actor,
    office: Actor,
) -> None:
    """Approve, export and pay everything but the last month; one employer still lacks a number, one was refused."""
    employers = list(dict.fromkeys(placement.employer_id for _, placement in sent))
    for number, employer_id in enumerate(employers, start=1):
        # With one employer in all, nothing would be left to pay.
        if number > 1 or len(employers) == 1:
            service.set_creditor(session, SetCreditor(organisation_id, employer_id, f"C-{1000 + number}"), actor=office)
    last = settling.ordered_through(clock.today())
    orders = _orders(session, sent, last)
    chosen = ApproveOrders(tuple((each.id, int(cents(each.amount) * 100)) for each in orders))
    service.approve_orders(session, chosen, actor=second)
    service.close_batch(session, organisation_id, actor=office)
    gone = sorted(
        (each for each in _orders(session, sent, last) if each.state == OrderState.EXPORTED),
        key=lambda each: each.number,
    )
    today = clock.today().isoformat()
    answers = ["betaald;{};;{}"] * len(gone[:-1]) + ["geweigerd;{};Rekening is opgeheven;{}"]
    rows = [
        f"{order_label(each.number)};{answer.format(today, each.amount)}"
        for each, answer in zip(gone, answers, strict=True)
    ]
    content = "\n".join([";".join(STATUS_HEADS), *rows])
    service.read_statement(session, content.encode(), actor=office)


def _orders(session: Session, sent: Sequence[tuple[Beschikking, Placement]], before: date) -> Sequence[PaymentOrder]:
    return session.scalars(
        select(PaymentOrder)
        .where(
            PaymentOrder.placement_instrument_id.in_([row.placement_instrument_id for row, _ in sent]),
            PaymentOrder.month < before,
        )
        .order_by(PaymentOrder.number)
        .execution_options(populate_existing=True)
    ).all()
