"""Own lists for tests, made directly as rows: flush only."""

import itertools
import uuid
from typing import Any

from sqlalchemy.orm import Session

from wsp.candidates.models import Candidate
from wsp.foundation.actor import Actor
from wsp.lists.enums import Sharing
from wsp.lists.models import ListMember, OwnList

_number = itertools.count(1)


def own_list(
    session: Session,
    owner: Actor,
    *people: Candidate,
    name: str | None = None,
    sharing: Sharing = Sharing.NOBODY,
    note: str | None = None,
    **fields: Any,
) -> OwnList:
    """A list of `owner` with these people on it, each with this note."""
    assert owner.user_id is not None
    assert owner.organisation_id is not None
    made = OwnList(
        id=uuid.uuid4(),
        region_id=owner.region_id,
        user_id=owner.user_id,
        organisation_id=owner.organisation_id,
        name=name or f"Lijst {next(_number)}",
        sharing=sharing.value,
        **fields,
    )
    session.add(made)
    session.flush()
    session.add_all(
        ListMember(
            region_id=owner.region_id, list_id=made.id, candidate_id=each.id, note=note, added_by_id=owner.user_id
        )
        for each in people
    )
    session.flush()
    return made
