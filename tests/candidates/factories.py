"""Candidates for tests, made directly as rows: flush only. Names are clearly made up."""

import itertools
import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from wsp.accounts.models import Organisation
from wsp.candidates.enums import Evidence, LoonwaardeKind, SharingPurpose, Stage
from wsp.candidates.models import (
    Candidate,
    Experience,
    LoonwaardeIndication,
    RegisterCheck,
    Residence,
    SharingAgreement,
    Wish,
)
from wsp.foundation import clock
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import period

_number = itertools.count(9001)

FULL_PROFILE: dict[str, Any] = {
    "profile_text": "Werkt netjes en op tijd.",
    "skills": ["inpakken", "scannen"],
    "education_level": 2,
    "diplomas": [],
    "language_nl": 3,
    "driving_licences": [],
    "transport": ["fiets", "ov"],
    "max_travel_minutes": 45,
    "hours_min": Decimal(24),
    "hours_max": Decimal(32),
    "shifts": ["dag"],
    "available_from": date(2026, 1, 5),
    "cannot": ["hoogte"],
    "guidance": "licht",
}


def candidate(
    session: Session,
    *,
    of: Organisation | None = None,
    region: str = "AM01",
    name: tuple[str, str | None, str] = ("Proef", "de", "Tester"),
    stage: Stage = Stage.REGISTERED,
    full: bool = False,
    wishes: tuple[str, ...] = (),
    experiences: tuple[str, ...] = (),
    postcode: str | None = "9401 AB",
    place: str | None = "Assen",
    municipality: str = "GM0106",
    **fields: Any,
) -> Candidate:
    """A candidate with a residence since long ago; `full` knows the whole profile, with a wish."""
    first, prefix, last = name
    of = of or accounts.organisation(session)
    made = Candidate(
        id=uuid.uuid4(),
        region_id=region,
        number=next(_number),
        organisation_id=of.id,
        stage=stage.value,
        first_name=first,
        name_prefix=prefix,
        last_name=last,
        sort_key=sort_key(last, prefix, first),
        source="medewerker",
        **((FULL_PROFILE if full else {}) | fields),
    )
    session.add(made)
    session.flush()
    titles = wishes or (("Orderpicker",) if full else ())
    session.add_all(
        Wish(region_id=region, candidate_id=made.id, position=place_, title=title)
        for place_, title in enumerate(titles, start=1)
    )
    session.add_all(Experience(region_id=region, candidate_id=made.id, title=title) for title in experiences)
    session.add(
        Residence(
            region_id=region,
            candidate_id=made.id,
            postcode=postcode,
            place=place,
            municipality_code=municipality,
            valid=period(date(2015, 1, 1)),
        )
    )
    session.flush()
    return made


def matchable(session: Session, **traits: Any) -> Candidate:
    """A candidate with a full profile, matchbaar, who agreed to be shared with the WSP."""
    made = candidate(session, full=True, stage=Stage.MATCHABLE, **traits)
    agreement(session, made)
    return made


def agreement(
    session: Session,
    of: Candidate,
    purpose: SharingPurpose = SharingPurpose.WSP,
    *,
    employer_id: uuid.UUID | None = None,
    given: bool = True,
    on: date | None = None,
) -> SharingAgreement:
    """An agreement since a month ago, or its withdrawal."""
    day = on or clock.today() - timedelta(days=30)
    made = SharingAgreement(
        region_id=of.region_id,
        candidate_id=of.id,
        purpose=purpose.value,
        employer_id=employer_id,
        given=given,
        evidence=Evidence.TALK.value,
        given_on=day,
        valid=period(day),
    )
    session.add(made)
    session.flush()
    return made


def loonwaarde(session: Session, of: Candidate, percentage: int = 55) -> LoonwaardeIndication:
    """An indication since a month ago."""
    day = clock.today() - timedelta(days=30)
    made = LoonwaardeIndication(
        region_id=of.region_id,
        candidate_id=of.id,
        kind=LoonwaardeKind.INDICATION.value,
        percentage=percentage,
        measured_on=day,
        valid=period(day),
    )
    session.add(made)
    session.flush()
    return made


def register_check(session: Session, of: Candidate, *, in_register: bool = True) -> RegisterCheck:
    """UWV's answer, a month ago."""
    day = clock.today() - timedelta(days=30)
    made = RegisterCheck(
        region_id=of.region_id, candidate_id=of.id, in_register=in_register, checked_on=day, valid=period(day)
    )
    session.add(made)
    session.flush()
    return made
