"""Introductions and placements for tests, made directly as rows: flush only."""

import itertools
import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from tests.candidates import factories as candidates
from tests.employers import factories as employers
from tests.vacancies import factories as vacancies
from wsp.candidates.models import Candidate
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import period
from wsp.instruments import catalogue
from wsp.instruments.facts import PlacementFacts
from wsp.law.lookup import LawBook, Parameters
from wsp.placements.enums import InstrumentState, IntroductionState, PlacementKind, PlacementState
from wsp.placements.models import (
    InstrumentDecision,
    Introduction,
    IntroductionStep,
    Placement,
    PlacementInstrument,
    PlacementTerms,
)
from wsp.vacancies.models import Vacancy

_number = itertools.count(801)


def introduction(
    session: Session,
    actor: Actor,
    *,
    vacancy: Vacancy | None = None,
    candidate: Candidate | None = None,
    state: IntroductionState = IntroductionState.ASKED_CLIENT_MANAGER,
    agreed: bool = False,
    days_ago: int = 0,
    **fields: Any,
) -> Introduction:
    """An introduction since some days, with its first step; `agreed`: the client manager said yes."""
    vacancy = vacancy or vacancies.vacancy(session, actor)
    candidate = candidate or candidates.matchable(session)
    since = clock.now() - timedelta(days=days_ago)
    made = Introduction(
        id=uuid.uuid4(),
        region_id=vacancy.region_id,
        vacancy_id=vacancy.id,
        candidate_id=candidate.id,
        state=state.value,
        state_since=since,
        made_by_id=actor.user_id,
        **({"agreed_at": since, "agreed_by_id": actor.user_id} if agreed else {}) | fields,
    )
    session.add(made)
    session.flush()
    session.add(
        IntroductionStep(
            region_id=made.region_id,
            introduction_id=made.id,
            from_state=None,
            to_state=made.state,
            user_id=actor.user_id,
            created_at=since,
        )
    )
    session.flush()
    return made


def placement(
    session: Session,
    actor: Actor,
    *,
    employer: Employer | None = None,
    candidate: Candidate | None = None,
    state: PlacementState = PlacementState.RUNNING,
    kind: PlacementKind = PlacementKind.FIXED_TERM,
    starts_on: date | None = None,
    months: int | None = 12,
    hours: Decimal = Decimal(28),
    wage: Decimal | None = Decimal("1900.00"),
    **fields: Any,
) -> Placement:
    """A placement since a month with its first terms, owned by `actor`; `months` None: no end."""
    employer = employer or employers.employer(session, actor)
    candidate = candidate or candidates.matchable(session)
    start = starts_on or clock.today() - timedelta(days=30)
    end = None if months is None else start + timedelta(days=30 * months)
    made = Placement(
        id=uuid.uuid4(),
        region_id=employer.region_id,
        number=next(_number),
        candidate_id=candidate.id,
        employer_id=employer.id,
        owner_id=actor.user_id,
        state=state.value,
        starts_on=start,
        ends_on=end,
        **({"function_title": "Orderpicker"} | fields),
    )
    session.add(made)
    session.flush()
    session.add(
        PlacementTerms(
            region_id=made.region_id,
            placement_id=made.id,
            kind=kind.value,
            hours_per_week=hours,
            full_week_hours=Decimal(38),
            wage_month=wage,
            valid=period(start, end),
        )
    )
    session.flush()
    return made


def instrument(
    session: Session,
    of: Placement,
    code: str = "loonkostensubsidie",
    *,
    state: InstrumentState = InstrumentState.TO_ASSESS,
    **facts: Any,
) -> PlacementInstrument:
    """An attached instrument with what the real rules say of it for these facts, from the start of the placement."""
    known: dict[str, Any] = {
        "age": 30,
        "in_doelgroep_lks": True,
        "doelgroepregister": True,
        "starts_on": of.starts_on,
        "ends_on": of.ends_on,
        "permanent": of.ends_on is None,
        "hours_per_week": Decimal(28),
        "full_week_hours": Decimal(38),
        "wage_per_month": Decimal(1900),
        "forfaitair": True,
        "lks_runs": True,
    }
    on = max(of.starts_on, clock.today())
    answer = catalogue.get(code).assess(PlacementFacts(**(known | facts)), LawBook(Parameters.load(), {}), on)
    made = PlacementInstrument(
        id=uuid.uuid4(),
        region_id=of.region_id,
        placement_id=of.id,
        code=code,
        state=state.value,
        apply_before=answer.apply_before,
    )
    session.add(made)
    session.flush()
    session.add(
        InstrumentDecision(
            region_id=of.region_id,
            placement_instrument_id=made.id,
            verdict=answer.status.value,
            amount_month=answer.amount_per_month,
            provisional=answer.provisional,
            assessment=answer.as_record(),
            valid=period(of.starts_on),
        )
    )
    session.flush()
    return made
