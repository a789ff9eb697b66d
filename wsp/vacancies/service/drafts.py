"""The intake that somebody is typing."""

import uuid

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.vacancies import policy
from wsp.vacancies.commands import SaveDraft
from wsp.vacancies.models import VacancyDraft


def save_draft(session: Session, command: SaveDraft, *, actor: Actor) -> None:
    """Keep what was typed so far, as it was typed; there is one draft per person and region."""
    policy.check_may_draft(actor)
    if actor.user_id is None:
        message = "only a person types a draft"
        raise ValueError(message)
    now = clock.now()
    values = {"step": command.step, "data": command.data, "updated_at": now}
    session.execute(
        insert(VacancyDraft)
        .values(id=uuid.uuid4(), created_at=now, region_id=actor.region_id, user_id=actor.user_id, **values)
        .on_conflict_do_update(index_elements=["region_id", "user_id"], set_=values)
    )


def drop_draft(session: Session, *, actor: Actor) -> None:
    """Throw the actor's draft away: it became a vacancy, or is not wanted."""
    session.execute(delete(VacancyDraft).where(policy.own_draft(actor)))
