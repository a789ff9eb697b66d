"""Forms that were sent too late: kept until the user is logged in again, or has proved who they are (A14)."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from wsp.accounts.models import KeptForm
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotFound

KEPT_FOR: Final = timedelta(hours=8)
"""A working day: who comes back the next morning starts again."""
LARGEST: Final = 200_000
"""Characters; a longer form is not kept."""


@dataclass(frozen=True)
class Kept:
    """A form as it was sent."""

    path: str
    typed: Sequence[tuple[str, str]]
    with_files: bool


def keep(
    session: Session,
    typed: Iterable[tuple[str, str]],
    *,
    user_id: uuid.UUID,
    region: str,
    path: str,
    with_files: bool = False,
) -> uuid.UUID | None:
    """Keep a form for this user; None when nothing was typed or it is too long. Earlier ones of the user go.

    The caller leaves out what may never be kept: passwords, codes, BSN.
    """
    text = json.dumps(list(typed))
    if text == "[]" or len(text) > LARGEST:
        return None
    now = clock.now()
    session.execute(delete(KeptForm).where(or_(KeptForm.user_id == user_id, KeptForm.expires_at <= now)))
    made = KeptForm(
        id=uuid.uuid4(),
        region_id=region,
        user_id=user_id,
        path=path,
        typed=text,
        with_files=with_files,
        expires_at=now + KEPT_FOR,
    )
    session.add(made)
    session.flush()
    return made.id


def kept(session: Session, form_id: uuid.UUID, *, actor: Actor) -> Kept:
    """The kept form of the actor; NotFound for somebody else's, or one that is gone."""
    found = session.scalar(
        select(KeptForm).where(
            KeptForm.id == form_id, KeptForm.user_id == actor.user_id, KeptForm.expires_at > clock.now()
        )
    )
    if found is None:
        raise NotFound("Dit formulier is niet meer bewaard. Vul het opnieuw in.")
    return Kept(found.path, [(name, value) for name, value in json.loads(found.typed)], found.with_files)


def forget_old(session: Session) -> None:
    """Throw away what nobody came back for; the daily work calls this in every region."""
    session.execute(delete(KeptForm).where(KeptForm.expires_at <= clock.now()))
