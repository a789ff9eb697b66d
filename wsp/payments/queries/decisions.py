"""Beschikkingen as lists and pages show them. Each names a person, so only the own municipality reads them."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.queries.glimpses import called
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.instruments import catalogue
from wsp.payments import policy
from wsp.payments.enums import DecisionKind, DecisionState
from wsp.payments.errors import DecisionNotFound
from wsp.payments.models import Beschikking
from wsp.payments.queries.joins import with_placement
from wsp.placements.models import Placement, PlacementInstrument


@dataclass(frozen=True, kw_only=True)
class DecisionFilter:
    """What the list shows; the same values stand in its address."""

    state: DecisionState | None = None
    kind: DecisionKind | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionRow:
    """A beschikking with the work that it is about."""

    row: Beschikking
    placement_id: uuid.UUID
    placement_number: int
    function_title: str
    employer: str
    code: str
    person: MaskedCandidate | None
    """None: no longer shared with this actor."""

    @property
    def label(self) -> str:
        """B-12."""
        return f"B-{self.row.number}"

    @property
    def title(self) -> str:
        """Dutch name of the instrument."""
        return catalogue.get(self.code).title

    @property
    def kind(self) -> DecisionKind:
        """What it does."""
        return DecisionKind(self.row.kind)

    @property
    def state(self) -> DecisionState:
        """Where it stands."""
        return DecisionState(self.row.state)


def list_decisions(
    session: Session, actor: Actor, wanted: DecisionFilter, *, page: int = 1, size: int = SIZE
) -> Page[DecisionRow]:
    """One page of beschikkingen, newest first; whose they are is in the read log."""
    conditions = list(_conditions(actor, wanted))
    total = session.scalar(select(func.count(Beschikking.id)).where(*conditions)) or 0
    number = clamp(page, total, size)
    rows = session.execute(_rows().where(*conditions).limit(size).offset((number - 1) * size)).all()
    return Page(_shown(session, actor, rows, "lijst van beschikkingen"), total, number, size)


def all_decisions(session: Session, actor: Actor, wanted: DecisionFilter) -> Sequence[DecisionRow]:
    """Every beschikking, for a spreadsheet."""
    rows = session.execute(_rows().where(*_conditions(actor, wanted))).all()
    return _shown(session, actor, rows, "export van beschikkingen")


def decision(session: Session, actor: Actor, decision_id: uuid.UUID) -> DecisionRow:
    """One beschikking.

    Raises:
        DecisionNotFound: there is none for this actor.

    """
    found = session.execute(
        _rows().where(Beschikking.region_id == actor.region_id, Beschikking.id == decision_id, policy.decisions(actor))
    ).one_or_none()
    if found is None:
        raise DecisionNotFound
    return _shown(session, actor, [found], "beschikking")[0]


def of_subsidy(session: Session, actor: Actor, instrument_id: uuid.UUID) -> Sequence[Beschikking]:
    """The beschikkingen on one instrument, newest first."""
    return session.scalars(
        select(Beschikking)
        .where(
            Beschikking.region_id == actor.region_id,
            Beschikking.placement_instrument_id == instrument_id,
            policy.payer(actor, Beschikking.organisation_id),
        )
        .order_by(Beschikking.number.desc())
    ).all()


def decided_on(session: Session, actor: Actor, instrument_ids: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Which of these instruments have a beschikking, as far as the actor may see its payments."""
    rows = session.scalars(
        select(Beschikking.placement_instrument_id).where(
            Beschikking.region_id == actor.region_id,
            Beschikking.placement_instrument_id.in_(list(instrument_ids)),
            policy.payer(actor, Beschikking.organisation_id),
        )
    )
    return frozenset(rows)


def state_counts(session: Session, actor: Actor) -> dict[DecisionState, int]:
    """Beschikkingen by state, those that do not occur too."""
    rows = session.execute(
        select(Beschikking.state, func.count()).where(*_conditions(actor, DecisionFilter())).group_by(Beschikking.state)
    )
    found = {DecisionState(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in DecisionState}


def _conditions(actor: Actor, wanted: DecisionFilter) -> Iterator[ColumnElement[bool]]:
    yield Beschikking.region_id == actor.region_id
    yield policy.decisions(actor)
    if wanted.state is not None:
        yield Beschikking.state == wanted.state.value
    if wanted.kind is not None:
        yield Beschikking.kind == wanted.kind.value


def _rows() -> Select[*tuple[Any, ...]]:
    return with_placement(
        select(Beschikking, Placement, Employer.name, PlacementInstrument.code).select_from(Beschikking),
        Beschikking.region_id,
        Beschikking.placement_instrument_id,
    ).order_by(Beschikking.number.desc())


def _shown(session: Session, actor: Actor, rows: Sequence[Any], purpose: str) -> list[DecisionRow]:
    """Rows with the name as this actor may know it; whose they are goes to the read log."""
    people = called(session, actor, (placement.candidate_id for _, placement, *_ in rows), purpose=purpose)
    return [
        DecisionRow(
            row=row,
            placement_id=placement.id,
            placement_number=placement.number,
            function_title=placement.function_title,
            employer=employer,
            code=code,
            person=people.get(placement.candidate_id),
        )
        for row, placement, employer, code in rows
    ]
