"""Placements with their terms, register checks and targets for tests, made directly as rows: flush only."""

import itertools
import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.employers import factories as employers
from wsp.accounts.permissions import Role
from wsp.banenafspraak.enums import TargetSector
from wsp.banenafspraak.models import BanenafspraakTarget
from wsp.candidates.models import Candidate, RegisterCheck
from wsp.employers.models import Employer, EmployerSector
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import period
from wsp.placements import service
from wsp.placements.commands import EndPlacement
from wsp.placements.enums import EndReason, PlacementKind, PlacementState
from wsp.placements.models import Placement, PlacementTerms

_number = itertools.count(70001)
LONG_AGO = date(2019, 1, 1)
RECORDED = datetime(2019, 1, 2, tzinfo=clock.AMSTERDAM)


def region_actor(region: str = "AM01") -> Actor:
    """A process that may set up what a test needs."""
    return Actor(user_id=None, region_id=region, organisation_id=None, kind="test")


def person(
    session: Session,
    *,
    in_register: bool | None = True,
    since: date = LONG_AGO,
    until: date | None = None,
    recorded: datetime = RECORDED,
    **traits: object,
) -> Candidate:
    """A candidate whom UWV has in the register from `since`; None: never asked."""
    made = candidates.candidate(session, **traits)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    if in_register is not None:
        checked(session, made, in_register=in_register, since=since, until=until, recorded=recorded)
    return made


def checked(
    session: Session,
    of: Candidate,
    *,
    in_register: bool = True,
    since: date = LONG_AGO,
    until: date | None = None,
    recorded: datetime = RECORDED,
) -> RegisterCheck:
    """An answer of UWV that holds from `since`."""
    made = RegisterCheck(
        region_id=of.region_id,
        candidate_id=of.id,
        in_register=in_register,
        checked_on=since,
        valid=period(since, until),
        recorded_at=recorded,
    )
    session.add(made)
    session.flush()
    return made


def employer(session: Session, *, government: bool = False, sector: bool = True, region: str = "AM01") -> Employer:
    """An employer of the market, or a government body; `sector=False`: nobody knows."""
    made = employers.employer(session, region_actor(region), government=government)
    session.query(EmployerSector).filter_by(employer_id=made.id).update(
        {"valid": period(LONG_AGO), "recorded_at": RECORDED}
    )
    if not sector:
        session.query(EmployerSector).filter_by(employer_id=made.id).update({"superseded_at": RECORDED})
    session.flush()
    return made


def placement(
    session: Session,
    who: Candidate,
    at: Employer,
    starts_on: date,
    *,
    hours: str = "25.5",
    kind: PlacementKind = PlacementKind.EMPLOYMENT,
    contract_until: date | None = None,
    last_day: date | None = None,
    recorded: datetime | None = None,
    beschut: bool = False,
) -> Placement:
    """Somebody works from `starts_on`, up to and including `last_day` when that is given (and known that day)."""
    made = Placement(
        id=uuid.uuid4(),
        region_id=who.region_id,
        number=next(_number),
        candidate_id=who.id,
        employer_id=at.id,
        function_title="Medewerker groen",
        state=PlacementState.RUNNING.value,
        starts_on=starts_on,
        ends_on=contract_until,
        beschut=beschut,
    )
    session.add(made)
    session.flush()
    terms(session, made, starts_on, until=contract_until, hours=hours, kind=kind, recorded=recorded)
    if last_day is not None:
        ended(session, made, last_day)
    return made


def ended(
    session: Session,
    of: Placement,
    last_day: date,
    *,
    reason: EndReason = EndReason.CONTRACT_ENDED,
    on: date | None = None,
) -> None:
    """The placement ends as the program ends it; somebody records it on that day unless said otherwise."""
    actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
    with clock.frozen(on or last_day):
        service.end_placement(session, EndPlacement(of.id, last_day, reason, reopen_vacancy=False), actor=actor)


def terms(
    session: Session,
    of: Placement,
    since: date,
    *,
    until: date | None = None,
    hours: str = "25.5",
    kind: PlacementKind = PlacementKind.EMPLOYMENT,
    recorded: datetime | None = None,
) -> PlacementTerms:
    """Hours and kind from a day on; recorded on that day at noon unless said otherwise."""
    made = PlacementTerms(
        region_id=of.region_id,
        placement_id=of.id,
        kind=kind.value,
        hours_per_week=Decimal(hours),
        full_week_hours=Decimal(38),
        valid=period(since, until),
        recorded_at=recorded or datetime(since.year, since.month, since.day, 12, tzinfo=clock.AMSTERDAM),
    )
    session.add(made)
    session.flush()
    return made


def target(
    session: Session,
    jobs: str,
    *,
    year: int = 2026,
    sector: TargetSector = TargetSector.TOTAL,
    municipality: str = "",
    region: str = "AM01",
) -> BanenafspraakTarget:
    """A number to be reached, entered on 12 January of its year."""
    made = BanenafspraakTarget(
        region_id=region,
        municipality_code=municipality,
        sector=sector.value,
        jobs=Decimal(jobs),
        source="Afspraak in de regio",
        valid=period(date(year, 1, 1), date(year, 12, 31)),
        recorded_at=datetime(year, 1, 12, 12, tzinfo=clock.AMSTERDAM),
    )
    session.add(made)
    session.flush()
    return made
