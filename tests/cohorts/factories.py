"""Groups for tests, made directly as rows: flush only."""

import itertools
import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from wsp.candidates.models import Candidate
from wsp.cohorts.enums import CohortKind, MemberState
from wsp.cohorts.models import Cohort, CohortMember
from wsp.foundation import clock
from wsp.foundation.actor import Actor

_number = itertools.count(1)


def cohort(
    session: Session, owner: Actor, *people: Candidate, state: MemberState = MemberState.INVITED, **fields: Any
) -> Cohort:
    """A group that runs since ten days, with these people in this state."""
    today = clock.today()
    given: dict[str, Any] = {
        "name": f"Groep {next(_number)}",
        "kind": CohortKind.TRAINING.value,
        "starts_on": today - timedelta(days=10),
        "ends_on": today + timedelta(days=20),
        "places": 8,
    }
    made = Cohort(
        id=uuid.uuid4(),
        region_id=owner.region_id,
        organisation_id=owner.organisation_id,
        made_by_id=owner.user_id,
        **(given | fields),
    )
    session.add(made)
    session.flush()
    joined = None if state is MemberState.INVITED else made.starts_on
    session.add_all(
        CohortMember(
            region_id=owner.region_id, cohort_id=made.id, candidate_id=each.id, state=state.value,
            state_since=made.starts_on, invited_on=made.starts_on, joined_on=joined, invited_by_id=owner.user_id,
            stop_reason="anders" if state is MemberState.STOPPED else None,
        )
        for each in people
    )  # fmt: skip
    session.flush()
    return made
