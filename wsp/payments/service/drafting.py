"""Write a beschikking: what it decides, over which days, and the amounts that a second person will look at."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed, NotFound, StaleVersion
from wsp.foundation.money import cents
from wsp.foundation.numbering import next_number
from wsp.instruments.assessment import Status
from wsp.payments import policy
from wsp.payments.commands import DraftDecision, RevokeDecision, RewriteDecision
from wsp.payments.enums import DECISION_STATES, GIVES_RIGHT, TAKES_RIGHT, DecisionKind, DecisionState
from wsp.payments.errors import (
    DecisionNotFound,
    InvalidDecision,
    NoRight,
    NothingToRecover,
)
from wsp.payments.models import Beschikking
from wsp.payments.queries import recovering, subsidies
from wsp.payments.queries.subsidies import Counted
from wsp.payments.service import asking
from wsp.placements import queries as placements
from wsp.placements.models import Placement, PlacementInstrument

SUBJECT: Final = "beschikking"
SERIES: Final = "beschikkingen"
_DAY: Final = timedelta(days=1)


def draft_decision(session: Session, command: DraftDecision, *, actor: Actor) -> Beschikking:
    """Write a beschikking as a draft, with the amounts that the rules give now.

    Raises:
        PlacementNotFound: not the actor's to see.
        NotYourDecision: another municipality keeps the dossier.
        NoRight: the rules give no right, or miss a fact; the sentence says which.
        NothingToRecover: a terugvordering, and nothing was paid too much.
        InvalidDecision: a day that cannot be right.

    """
    placement = placements.placement(session, actor, command.placement_id)
    keeper = subsidies.keeper(session, placement)
    policy.check_own(actor, keeper)
    instrument = _instrument(session, placement, command.code)
    row = Beschikking(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        number=0,
        placement_instrument_id=instrument.id,
        organisation_id=keeper,
        kind=command.kind.value,
        state=DecisionState.DRAFT.value,
        ground=command.ground.strip(),
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        motivation=command.motivation.strip(),
        amounts=[],
        recovered=[],
        drafted_by_id=person(actor),
    )
    _fill(session, row, instrument, placement)
    row.number = next_number(session, actor.region_id, SERIES)
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "beschikking.drafted", subject=(SUBJECT, row.id),
        after={"nummer": row.number, "soort": row.kind, "regeling": instrument.code, "vanaf": row.starts_on},
    )  # fmt: skip
    asking.follow_decision(session, row, actor)
    return row


def rewrite_decision(session: Session, command: RewriteDecision, *, actor: Actor) -> Beschikking:
    """Change a beschikking that was not made known, and calculate it anew; who rewrites it cannot approve it.

    Raises:
        DecisionNotFound, StaleVersion, NoRight, InvalidDecision: as when drafting.

    """
    row = locked(session, actor, command.decision_id)
    if row.state != DecisionState.DRAFT:
        DECISION_STATES.check(DecisionState(row.state), DecisionState.DRAFT)
    check_seen(row, command.version)
    before = {"bedragen": row.amounts, "vanaf": row.starts_on, "stand": row.state}
    row.ground, row.motivation = command.ground.strip(), command.motivation.strip()
    row.starts_on, row.ends_on = command.starts_on, command.ends_on
    row.drafted_by_id = person(actor)
    row.approved_by_id = row.approved_at = None
    row.state = DecisionState.DRAFT.value
    instrument = session.get_one(PlacementInstrument, row.placement_instrument_id)
    _fill(session, row, instrument, session.get_one(Placement, instrument.placement_id))
    session.flush()
    audit.record(
        session, actor, "beschikking.rewritten", subject=(SUBJECT, row.id),
        before=before, after={"bedragen": row.amounts, "vanaf": row.starts_on},
    )  # fmt: skip
    asking.follow_decision(session, row, actor)
    return row


def revoke_decision(session: Session, command: RevokeDecision, *, actor: Actor) -> Beschikking:
    """Take back a beschikking that was not made known yet; it stays readable with the reason.

    Raises:
        InvalidDecision: no reason, or it was made known: then another beschikking takes it back.

    """
    row = locked(session, actor, command.decision_id)
    check_seen(row, command.version)
    if not command.reason.strip():
        raise InvalidDecision("reason", "Schrijf op waarom je deze beschikking intrekt.")
    if row.state == DecisionState.SENT:
        raise InvalidDecision(
            "reason", "Deze beschikking is al verzonden. Maak een nieuwe beschikking: intrekking of herziening."
        )
    before = row.state
    revoked(session, row, actor, command.reason.strip())
    audit.record(
        session, actor, "beschikking.revoked", subject=(SUBJECT, row.id),
        before={"stand": before}, after={"stand": row.state},
    )  # fmt: skip
    return row


def revoked(session: Session, row: Beschikking, actor: Actor, reason: str) -> None:
    """Note that a beschikking no longer holds, who said so and why."""
    DECISION_STATES.check(DecisionState(row.state), DecisionState.REVOKED)
    row.state = DecisionState.REVOKED.value
    row.revoked_at, row.revoked_by_id, row.revoked_reason = clock.now(), actor.user_id, reason
    session.flush()
    asking.follow_decision(session, row, actor)


def locked(session: Session, actor: Actor, decision_id: uuid.UUID) -> Beschikking:
    """The beschikking, locked until the transaction ends.

    Raises:
        DecisionNotFound: there is none for this actor.

    """
    found = session.scalars(
        select(Beschikking)
        .where(Beschikking.id == decision_id, Beschikking.region_id == actor.region_id, policy.decisions(actor))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise DecisionNotFound
    return found


def check_seen(row: Beschikking, version: int | None) -> None:
    """Refuse who saw an older version.

    Raises:
        StaleVersion: somebody else changed it.

    """
    if version is not None and version != row.version:
        raise StaleVersion(
            "Iemand anders wijzigde deze beschikking. Bekijk haar opnieuw.",
            mine={},
            theirs={"Stand": DECISION_STATES.labels[DecisionState(row.state)]},
            version=row.version,
        )


def amounts_now(session: Session, row: Beschikking) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the rules give for this beschikking today: the amounts, and the orders to claim."""
    instrument = session.get_one(PlacementInstrument, row.placement_instrument_id)
    placement = session.get_one(Placement, instrument.placement_id)
    kind = DecisionKind(row.kind)
    if kind in GIVES_RIGHT:
        counted = tuple(subsidies.counted(session, instrument, placement))
        return _amounts(counted, row.starts_on, row.ends_on), []
    if kind is DecisionKind.RECOVERY:
        return [], _claims(session, row)
    return [], []


def person(actor: Actor) -> uuid.UUID:
    """Who acts; a process decides nothing.

    Raises:
        NotAllowed: no person.

    """
    if actor.user_id is None:
        raise NotAllowed("Alleen een persoon kan een beschikking of betaling vastleggen.")
    return actor.user_id


def _fill(session: Session, row: Beschikking, instrument: PlacementInstrument, placement: Placement) -> None:
    """Put the amounts, the claimed orders or the beschikking that is taken back into a draft."""
    kind = DecisionKind(row.kind)
    _check_text(row)
    if kind in GIVES_RIGHT:
        _check_days(row, placement)
        counted = tuple(subsidies.counted(session, instrument, placement))
        _check_right(counted, row.starts_on)
        row.amounts = _amounts(counted, row.starts_on, row.ends_on)
        if kind is DecisionKind.CHANGE and not _rights(session, instrument):
            raise NoRight("Er is nog geen toekenning om te wijzigen. Kies een toekenning.")
        return
    row.ends_on, row.amounts = None, []
    if kind in TAKES_RIGHT:
        standing = _rights(session, instrument)
        if not standing:
            raise NoRight("Er is geen toekenning. Er valt niets in te trekken of te beëindigen.")
        row.revokes_id = standing[-1].id if kind is DecisionKind.WITHDRAWAL else None
    row.recovered = _claims(session, row) if kind is DecisionKind.RECOVERY else []
    if kind is DecisionKind.RECOVERY and not row.recovered:
        if recovering.claimable(session, row.placement_instrument_id, row.organisation_id, on=clock.today()):
            raise NothingToRecover(
                "Wat te veel is betaald, is te oud om terug te vragen (Awb art. 4:57 lid 4). Vraag je jurist om raad."
            )
        raise NothingToRecover("Van deze regeling is niets te veel betaald. Bereken eerst de betalingen opnieuw.")


def _check_text(row: Beschikking) -> None:
    if not row.motivation:
        raise InvalidDecision("motivation", "Schrijf op waarom. De werkgever leest dit.")
    if not row.ground:
        raise InvalidDecision("ground", "Vul het artikel in waar dit op rust.")
    if row.ends_on is not None and row.ends_on < row.starts_on:
        raise InvalidDecision("ends_on", "De laatste dag ligt voor de eerste dag. Kijk beide dagen na.")


def _check_days(row: Beschikking, placement: Placement) -> None:
    if row.starts_on < placement.starts_on:
        raise InvalidDecision("starts_on", "De subsidie kan niet voor de eerste werkdag beginnen. Kies een latere dag.")


def _check_right(counted: Iterable[Counted], day: date) -> None:
    found = next((each for each in counted if each.part.holds(day)), None)
    if found is None:
        raise NoRight("Op deze dag is er geen dienstverband. Kies een andere eerste dag.")
    if found.part.status is Status.UNKNOWN:
        raise NoRight(f"Er ontbreken gegevens. {found.reason}")
    if found.part.status is Status.NOT_ELIGIBLE:
        raise NoRight(f"De regels geven geen recht. {found.reason}")


def _amounts(counted: Iterable[Counted], start: date, end: date | None) -> list[dict[str, Any]]:
    """The periods that are approved, with the amount and its basis; empty for an instrument without a month amount.

    A period over which something is not known yet belongs to the right too: it has no amount and no basis, so that
    its months wait visibly for a wijziging.
    """
    found = []
    for each in counted:
        part = each.part
        first = max(start, part.start)
        days = [day for day in (part.last, end) if day is not None]
        last = min(days, default=None)
        if part.status is Status.NOT_ELIGIBLE or (last is not None and last < first):
            continue
        known = part.status is Status.ELIGIBLE and part.exact is not None
        found.append(
            {
                "from": first.isoformat(),
                "until": None if last is None else last.isoformat(),
                "amount": f"{cents(part.exact):f}" if known and part.exact is not None else None,
                "basis": part.basis if known else "",
                "text": each.text if known else "nog niet bekend",
                "provisional": part.provisional,
            }
        )
    return found if any(each["amount"] is not None for each in found) else []


def _claims(session: Session, row: Beschikking) -> list[dict[str, Any]]:
    """Negative orders of the subsidy that nobody settled yet, for this payer, as far as the law still lets them go."""
    today = clock.today()
    found = recovering.claimable(session, row.placement_instrument_id, row.organisation_id, on=today)
    return [
        {"order": str(each.id), "month": each.month.isoformat(), "amount": f"{-each.amount:f}"}
        for each in (one.order for one in found if not one.lapsed(today))
    ]


def _rights(session: Session, instrument: PlacementInstrument) -> list[Beschikking]:
    """The toekenning and wijzigingen of a subsidy that were made known and still stand, oldest first."""
    return list(
        session.scalars(
            select(Beschikking)
            .where(
                Beschikking.placement_instrument_id == instrument.id,
                Beschikking.kind.in_(sorted(GIVES_RIGHT)),
                Beschikking.state == DecisionState.SENT.value,
            )
            .order_by(Beschikking.sent_at)
        )
    )


def _instrument(session: Session, placement: Placement, code: str) -> PlacementInstrument:
    found = session.scalars(
        select(PlacementInstrument)
        .where(PlacementInstrument.placement_id == placement.id, PlacementInstrument.code == code)
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound("Deze regeling hoort niet bij deze plaatsing. Ga terug naar de plaatsing.")
    return found
