"""Many running subsidies at once, in bulk: for the drill that kills a worker, and for the measurement."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from tests.placements import world as worlds
from tests.placements.measuring import measured
from wsp.candidates.models import Candidate, CandidatePersonal
from wsp.foundation import clock, db
from wsp.foundation.db import Base
from wsp.foundation.versions import known, period
from wsp.law.lookup import LawBook
from wsp.placements.enums import InstrumentState, PlacementKind
from wsp.placements.models import (
    InstrumentDecision,
    Placement,
    PlacementInstrument,
    PlacementLoonwaarde,
    PlacementTerms,
)
from wsp.placements.rules import History, Measured, TermsVersion
from wsp.placements.service.instruments import Part, subsidy

LKS: Final = "loonkostensubsidie"
_PATTERNS: Final = 240
_BATCH: Final = 5000


def make(session: Session, region: str, count: int, *, today: date) -> None:
    """Put `count` running subsidies into the region, of as many people at one employer.

    They differ in first day, hours and loonwaarde. Decisions are what the rules gave on `today`; patterns come back.
    """
    with clock.frozen(today):
        world = worlds.build(session, region=region)
        template = world.place(starts_on=date(2026, 1, 5), ends_on=None, forfaitair=None)
        measured(world, template, 60)
        rows = _templates(session, template)
        patterns = [_pattern(number, today) for number in range(_PATTERNS)]
        number = 1000 + (session.scalar(select(func.max(Placement.number))) or 0)
        numbers = 100_000 + (session.scalar(select(func.max(Candidate.number))) or 0)
        for first in range(0, count, _BATCH):
            batch = [
                _subsidy(rows, patterns[each % _PATTERNS], number + each, numbers + each)
                for each in range(first, min(first + _BATCH, count))
            ]
            for model in rows:
                db.insert_many(session, model, [row for made in batch for row in made[model]])


Rows = Mapping[type[Base], Mapping[str, Any]]
Pattern = tuple[date, Decimal, int, list[tuple[Part, dict[str, Any]]]]


def _templates(session: Session, placement: Placement) -> Rows:
    """One row of every table, as the verbs made it."""
    instrument = session.scalars(
        select(PlacementInstrument).where(
            PlacementInstrument.placement_id == placement.id, PlacementInstrument.code == LKS
        )
    ).one()
    found: dict[type[Base], Base] = {
        Candidate: session.get_one(Candidate, placement.candidate_id),
        CandidatePersonal: session.scalars(
            select(CandidatePersonal).where(CandidatePersonal.candidate_id == placement.candidate_id)
        ).one(),
        Placement: placement,
        PlacementTerms: session.scalars(
            select(PlacementTerms).where(PlacementTerms.placement_id == placement.id, known(PlacementTerms))
        ).one(),
        PlacementLoonwaarde: session.scalars(
            select(PlacementLoonwaarde).where(
                PlacementLoonwaarde.placement_id == placement.id, known(PlacementLoonwaarde)
            )
        ).one(),
        PlacementInstrument: instrument,
        InstrumentDecision: session.scalars(
            select(InstrumentDecision).where(InstrumentDecision.placement_instrument_id == instrument.id)
        ).first()
        or instrument,
    }
    return {model: _values(row) for model, row in found.items()}


def _values(row: Base) -> dict[str, Any]:
    mapper = inspect(type(row))
    computed = {column.key for column in mapper.local_table.columns if column.computed is not None}
    return {each.key: getattr(row, each.key) for each in mapper.column_attrs if each.columns[0].key not in computed}


def _pattern(number: int, today: date) -> Pattern:
    start = date(2023, 1, 2) + timedelta(days=number * 5)
    hours, percentage = Decimal(16 + number % 21), 31 + number % 60
    history = History(
        starts_on=start, ends_on=None, terms=(_terms(start, hours),), measured=(Measured(start, percentage, start),),
        in_doelgroep_lks=True, born_on=date(1985, 6, 1),
    )  # fmt: skip
    parts = subsidy(history, LawBook.national(), start, today)
    return start, hours, percentage, [(part, part.assessment.as_record()) for part in parts]


def _terms(start: date, hours: Decimal) -> TermsVersion:

    return TermsVersion(start, None, PlacementKind.EMPLOYMENT, hours, Decimal(38), Decimal(2000))


def _subsidy(
    templates: Rows, pattern: Pattern, number: int, candidate_number: int
) -> dict[type[Base], list[dict[str, Any]]]:
    start, hours, percentage, parts = pattern
    person, placement, instrument = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    valid = period(start)

    def copy(model: type[Base], **own: Any) -> dict[str, Any]:
        return {**templates[model], "id": uuid.uuid4(), **own}

    def decisions() -> Iterator[dict[str, Any]]:
        for part, record in parts:
            yield copy(
                InstrumentDecision,
                placement_instrument_id=instrument,
                verdict=part.assessment.status.value,
                amount_month=part.assessment.amount_per_month,
                provisional=part.assessment.provisional,
                assessment=record,
                valid=period(part.start, part.last),
                superseded_at=None,
            )

    return {
        Candidate: [copy(Candidate, id=person, number=candidate_number)],
        CandidatePersonal: [
            copy(CandidatePersonal, candidate_id=person, birth_date=date(1985, 6, 1), bsn=None, bsn_lookup=None)
        ],
        Placement: [
            copy(
                Placement, id=placement, number=number, candidate_id=person, starts_on=start, ends_on=None,
                state="lopend", in_doelgroep_lks=True, introduction_id=None,
            )
        ],
        PlacementTerms: [
            copy(
                PlacementTerms, placement_id=placement, valid=valid, hours_per_week=hours, full_week_hours=Decimal(38),
                superseded_at=None,
            )
        ],
        PlacementLoonwaarde: [
            copy(
                PlacementLoonwaarde, placement_id=placement, valid=valid, percentage=percentage, measured_on=start,
                superseded_at=None,
            )
        ],
        PlacementInstrument: [
            copy(PlacementInstrument, id=instrument, placement_id=placement, state=InstrumentState.RUNNING.value)
        ],
        InstrumentDecision: list(decisions()),
    }  # fmt: skip
