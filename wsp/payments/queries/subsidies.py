"""One subsidy as the rules of payment see it: rights, parts of the rules, orders."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.candidates.models import Candidate
from wsp.foundation.versions import known
from wsp.instruments import catalogue
from wsp.instruments.assessment import Status
from wsp.instruments.proration import parts_of_month
from wsp.law.lookup import LawBook
from wsp.payments.enums import TAKES_RIGHT, DecisionKind, DecisionState
from wsp.payments.models import Beschikking, PaymentOrder
from wsp.payments.rules import Decided, Part, Segment, basis_of, rights
from wsp.placements import queries as placements
from wsp.placements.enums import InstrumentState
from wsp.placements.models import InstrumentDecision, Placement, PlacementInstrument
from wsp.placements.queries.instruments import exact
from wsp.policy import service as policies


@dataclass(frozen=True)
class Counted:
    """A part of the rules with what a beschikking says of it."""

    part: Part
    text: str
    reason: str


@dataclass(frozen=True)
class Subsidy:
    """An instrument at a placement, with everything that decides what is paid."""

    instrument: PlacementInstrument
    placement: Placement
    rights: tuple[Segment, ...]
    end_decided: bool
    parts: tuple[Counted, ...]
    thirtieths: int | None

    @property
    def title(self) -> str:
        """Dutch name of the instrument."""
        return catalogue.get(self.instrument.code).title

    @property
    def state(self) -> InstrumentState:
        """Where the instrument stands."""
        return InstrumentState(self.instrument.state)


def subsidy(session: Session, instrument: PlacementInstrument) -> Subsidy:
    """Read one subsidy; the local rules of the candidate's controller hold."""
    placement = session.get_one(Placement, instrument.placement_id)
    decided = sent(session, [instrument.id]).get(instrument.id, ())
    kinds = [each.kind for each in decided if each.kind in TAKES_RIGHT or each.segments]
    book = law_book(session, instrument.region_id, keeper(session, placement))
    return Subsidy(
        instrument=instrument,
        placement=placement,
        rights=rights(decided),
        end_decided=bool(kinds) and kinds[-1] in TAKES_RIGHT,
        parts=tuple(counted(session, instrument, placement)),
        thirtieths=parts_of_month(book, placement.starts_on),
    )


def keeper(session: Session, placement: Placement) -> uuid.UUID:
    """The organisation that is the controller of the placed person: it decides and pays."""
    return session.scalars(
        select(Candidate.organisation_id).where(
            Candidate.region_id == placement.region_id, Candidate.id == placement.candidate_id
        )
    ).one()


def law_book(session: Session, region: str, organisation_id: uuid.UUID) -> LawBook:
    """The law with the choices of a municipality."""
    return policies.law_book(session, region=region, municipality=accounts.municipality_code(session, organisation_id))


def counted(session: Session, instrument: PlacementInstrument, placement: Placement) -> Iterable[Counted]:
    """What the rules say of an instrument over time, as believed now."""
    rows = session.scalars(
        select(InstrumentDecision)
        .where(InstrumentDecision.placement_instrument_id == instrument.id, known(InstrumentDecision))
        .order_by(InstrumentDecision.valid)
    ).all()
    history = placements.history(session, placement)
    for row in rows:
        start = row.valid_from or placement.starts_on
        amount = exact(row)
        basis = basis_of(instrument.code, history, start, amount)
        part = Part(
            start=start,
            last=row.valid_until,
            status=Status(row.verdict),
            exact=amount,
            basis=basis.key,
            provisional=row.provisional,
        )
        yield Counted(part, basis.text, str(row.assessment.get("reason", "")))


def sent(session: Session, instrument_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[Decided, ...]]:
    """The beschikkingen that were made known, by instrument and in the order in which they count; one statement."""
    rows = session.scalars(
        select(Beschikking)
        .where(
            Beschikking.placement_instrument_id.in_(list(instrument_ids)),
            Beschikking.sent_at.is_not(None),
        )
        .order_by(Beschikking.sent_at, Beschikking.number)
    )
    found: dict[uuid.UUID, list[Decided]] = {}
    for row in rows:
        found.setdefault(row.placement_instrument_id, []).append(decided(row))
    return {key: tuple(value) for key, value in found.items()}


def decided(row: Beschikking) -> Decided:
    """A row as the rules want it. One that was taken back later counts until the day that its successor names."""
    return Decided(
        DecisionKind(row.kind),
        row.starts_on,
        tuple(
            Segment(
                date.fromisoformat(each["from"]),
                None if each["until"] is None else date.fromisoformat(each["until"]),
                each["basis"],
                row.organisation_id,
            )
            for each in row.amounts
        ),
    )


def orders_of(session: Session, instrument_id: uuid.UUID) -> Sequence[PaymentOrder]:
    """All orders of a subsidy, by month and sequence."""
    return session.scalars(
        select(PaymentOrder)
        .where(PaymentOrder.placement_instrument_id == instrument_id)
        .order_by(PaymentOrder.month, PaymentOrder.sequence, PaymentOrder.id)
    ).all()


def instrument_ids_with_rights(session: Session, after: uuid.UUID | None, limit: int) -> Sequence[uuid.UUID]:
    """Subsidies with a beschikking that was made known, in order of id; `after` is the last that was done."""
    statement: Any = (
        select(Beschikking.placement_instrument_id)
        .where(Beschikking.sent_at.is_not(None), Beschikking.state.in_([DecisionState.SENT, DecisionState.REVOKED]))
        .distinct()
        .order_by(Beschikking.placement_instrument_id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Beschikking.placement_instrument_id > after)
    found: Sequence[uuid.UUID] = session.scalars(statement).all()
    return found
