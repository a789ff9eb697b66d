"""What every instrument means for a placement: assessed, kept with its steps and the versions of law it used."""

import json
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known, period
from wsp.instruments import catalogue, loonkostensubsidie
from wsp.instruments.assessment import Assessment, Status
from wsp.law.errors import LawError
from wsp.law.lookup import LawBook
from wsp.placements import rules
from wsp.placements.enums import InstrumentState
from wsp.placements.models import InstrumentDecision, Placement, PlacementInstrument
from wsp.placements.obligations.enums import Cause
from wsp.placements.queries.facts import history as read_history
from wsp.placements.rules import DecisionTerm, Extra, History
from wsp.placements.service import loading, obligations
from wsp.policy import service as policies

_LKS: Final = loonkostensubsidie.CODE
GONE: Final = frozenset({InstrumentState.REFUSED.value, InstrumentState.ENDED.value})
"""Refused, or over: nothing of it runs."""
_STANDARD: Final = frozenset(each.code for each in catalogue.standard())


@dataclass(frozen=True)
class Part:
    """One instrument over one period: from `start` up to and including `last` (None: no end is known)."""

    code: str
    start: date
    last: date | None
    assessment: Assessment


def law_book(session: Session, organisation_id: uuid.UUID, region: str) -> LawBook:
    """The law with the choices of the municipality that keeps the candidate's dossier."""
    return policies.law_book(session, region=region, municipality=accounts.municipality_code(session, organisation_id))


def parts(
    history: History, book: LawBook, *, today: date, extras: Sequence[Extra] = (), gone: Collection[str] = ()
) -> tuple[Part, ...]:
    """Every instrument over the time of the placement; without paid work only those attached by hand (`extras`).

    A subsidy that was refused or ended (`gone`) does not stand beside what is added by hand. Pure: asks no database.
    Loonkostensubsidie has a part for each period with another amount; what lies after next year is left open, since
    nobody knows that law.
    """
    start = rules.first_paid_day(history)
    if start is None:
        return tuple(_extras(history, book, today, extras, lks_runs=False))
    found = list(subsidy(history, book, start, today))
    on = max(start, history.inside(today))
    runs = any(part.assessment.status is Status.ELIGIBLE and part.start <= on for part in found)
    facts = replace(rules.facts_on(history, on), lks_runs=runs)
    others = [each for each in catalogue.standard() if each.code != _LKS]
    standard = (Part(each.code, start, history.ends_on, each.assess(facts, book, on)) for each in others)
    return (*found, *standard, *_extras(history, book, today, extras, lks_runs=runs and _LKS not in gone))


def _extras(history: History, book: LawBook, today: date, extras: Sequence[Extra], *, lks_runs: bool) -> Iterator[Part]:
    on = history.inside(today)
    for extra in extras:
        start, last, answer = rules.assess_extra(extra, history, book, on, lks_runs=lks_runs)
        yield Part(extra.code, start, last, answer)


def subsidy(
    history: History, book: LawBook, start: date, today: date, *, horizon: date | None = None
) -> Sequence[Part]:
    """Loonkostensubsidie from `start` on, a part for each period with another amount.

    Amounts are looked for until the end of next year, or until `horizon` by who knows that nothing changes after it.
    """
    if horizon is None:
        horizon = date(max(start, today).year + 1, 12, 31)
    end = horizon if history.ends_on is None else min(history.ends_on, horizon)
    try:
        rows = rules.lks_over_time(history, book, start, max(start, end))
    except LawError:
        facts = rules.facts_on(history, start)
        return [Part(_LKS, start, history.ends_on, catalogue.get(_LKS).assess(facts, book, start))]
    found = [Part(_LKS, row.start, row.end, row.assessment) for row in rows]
    if found and found[-1].last == end:
        found[-1] = replace(found[-1], last=history.ends_on)
    return found


def assess_instruments(
    session: Session, placement: Placement | uuid.UUID, *, actor: Actor, cause: Cause = Cause.LOOKED_AGAIN
) -> Sequence[Part]:
    """Assess every instrument for a placement again, keep what changed as new versions, and let the duties follow.

    Repeatable: the same facts and law change nothing. What was decided before stays readable (`as known on`).
    `cause` is what changed; people read it beside an obligation that got another day.
    """
    row = loading.placement(session, actor, placement) if isinstance(placement, uuid.UUID) else placement
    history = read_history(session, row)
    keeper = session.scalars(select(Candidate.organisation_id).where(Candidate.id == row.candidate_id)).one()
    attached = attached_rows(session, row)
    extras = [Extra(code, each.facts) for code, each in attached.items() if code not in _STANDARD]
    gone = {code for code, each in attached.items() if each.state in GONE}
    book = law_book(session, keeper, row.region_id)
    found = parts(history, book, today=clock.today(), extras=extras, gone=gone)
    known_before = _decisions(session, attached)
    wanted: list[tuple[PlacementInstrument, Sequence[Part]]] = []
    for code in dict.fromkeys(part.code for part in found):
        own = [part for part in found if part.code == code]
        now = _part_on(own, history.inside(clock.today())).assessment
        instrument = attached.get(code)
        if instrument is None:
            instrument = new_row(row, code)
            session.add(instrument)
        if instrument.apply_before != now.apply_before:
            instrument.apply_before = now.apply_before
        if instrument.state == InstrumentState.APPLIED.value and instrument.asked_on is not None:
            # A loonwaarde that is established begins the term; an unchanged value writes nothing.
            instrument.decide_by = term_of(instrument, history, book).by
        wanted.append((instrument, own))
    assessed = {instrument.code: instrument for instrument, _ in wanted}
    wanted += [(instrument, ()) for code, instrument in attached.items() if code not in assessed]
    _keep(session, wanted, known_before, actor)
    obligations.follow_placement(session, actor, row, history, found, assessed, book, cause)
    return found


def term_of(instrument: PlacementInstrument, history: History, book: LawBook) -> DecisionTerm:
    """By when is decided on the application that was done for this instrument."""
    asked_on = instrument.asked_on or clock.today()
    measured = history.measured_on(max(asked_on, clock.today()))
    return rules.decision_term(
        instrument.code,
        asked_on,
        measured_on=measured.measured_on if measured else None,
        forfait=bool(history.forfaitair) and not history.forfait_before,
        book=book,
    )


def attached_rows(session: Session, placement: Placement) -> dict[str, PlacementInstrument]:
    """The instruments of a placement by code."""
    rows = session.scalars(
        select(PlacementInstrument)
        .where(PlacementInstrument.placement_id == placement.id)
        .order_by(PlacementInstrument.code)
    )
    return {row.code: row for row in rows}


def _part_on(parts_: Sequence[Part], day: date) -> Part:
    """The part that holds on `day`, or the first that comes after it, or the last there was."""
    for part in parts_:
        if part.last is None or day <= part.last:
            return part
    return parts_[-1]


def new_row(placement: Placement, code: str) -> PlacementInstrument:
    """An instrument of a placement that nobody asked for yet."""
    return PlacementInstrument(
        id=uuid.uuid4(),
        region_id=placement.region_id,
        placement_id=placement.id,
        code=code,
        state=InstrumentState.TO_ASSESS.value,
    )


def _decisions(
    session: Session, attached: Mapping[str, PlacementInstrument]
) -> dict[uuid.UUID, list[InstrumentDecision]]:
    """What is believed now about each of these instruments; one query."""
    found: dict[uuid.UUID, list[InstrumentDecision]] = {row.id: [] for row in attached.values()}
    if found:
        rows = session.scalars(
            select(InstrumentDecision).where(
                InstrumentDecision.placement_instrument_id.in_(found), known(InstrumentDecision)
            )
        )
        for row in rows:
            found[row.placement_instrument_id].append(row)
    return found


def _keep(
    session: Session,
    wanted: Sequence[tuple[PlacementInstrument, Sequence[Part]]],
    current: Mapping[uuid.UUID, Sequence[InstrumentDecision]],
    actor: Actor,
) -> None:
    """Supersede the decisions that no longer hold, add the new ones, and leave alone what stayed the same."""
    now = clock.now()
    fresh: list[InstrumentDecision] = []
    for instrument, parts_ in wanted:
        rows = {(row.valid, _identity(row.assessment)): row for row in current.get(instrument.id, ())}
        new = {(period(part.start, part.last), _identity(part.assessment.as_record())): part for part in parts_}
        for key in rows.keys() - new.keys():
            rows[key].superseded_at = now
        fresh += [_decision(instrument, new[key], now, actor) for key in new if key not in rows]
    # The old rows must be out of the way before the new ones meet the exclusion constraint.
    session.flush()
    session.add_all(fresh)
    session.flush()


def _decision(instrument: PlacementInstrument, part: Part, now: datetime, actor: Actor) -> InstrumentDecision:
    answer = part.assessment
    return InstrumentDecision(
        region_id=instrument.region_id,
        placement_instrument_id=instrument.id,
        verdict=answer.status.value,
        amount_month=answer.amount_per_month,
        provisional=answer.provisional,
        assessment=answer.as_record(),
        valid=period(part.start, part.last),
        recorded_at=now,
        recorded_by=actor.user_id,
    )


def _identity(record: Mapping[str, Any]) -> str:
    """What makes an assessment the same: all of it but the day on which it was looked at."""
    kept = {key: value for key, value in record.items() if key not in ("on", "deadlines")}
    # The database gives the keys of an object back in an order of its own.
    return json.dumps(kept, sort_keys=True)
