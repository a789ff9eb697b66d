"""What an employer's people are told by mail: an offer, a judged vacancy, an answer, a placement, what is due.

The verb that makes the news calls `tell_employer` in its own transaction, so what was rolled back was never mailed.
Such a mail names no candidate: others at the employer may read it. Its link opens the portal, which decides what
this visitor sees.
"""

import uuid
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.employers import queries
from wsp.employers.commands import ChoosePortalNotices
from wsp.employers.enums import PortalNotice
from wsp.foundation import mailer
from wsp.foundation.actor import Actor
from wsp.worklist import notices
from wsp.worklist.enums import Frequency, SubjectKind

SETTINGS_PAGE: Final = "/portaal/meldingen"
_FIELDS: Final = {
    "offer": PortalNotice.OFFER,
    "vacancy": PortalNotice.VACANCY,
    "answer": PortalNotice.ANSWER,
    "placement": PortalNotice.PLACEMENT,
    "obligation": PortalNotice.OBLIGATION,
}
_UNTIL_CHOSEN: Final = Frequency.AT_ONCE


def tell_employer(
    session: Session,
    employer_id: uuid.UUID,
    kind: PortalNotice,
    *,
    template: str,
    path: str,
    about: tuple[SubjectKind, uuid.UUID],
    key: str,
    actor: Actor,
    **values: Any,
) -> int:
    """Mail everybody who speaks for an employer and wants to hear of it; returns how many mails.

    `path` is the portal's page that the mail opens, `values` are the template's. Under one `key` each person gets at
    most one mail. Nobody is mailed while the employer is not in the portal.
    """
    organisation_id = queries.organisation_of(session, actor, employer_id)
    if organisation_id is None:
        return 0
    people = accounts.members(session, actor.region_id, organisation_id)
    chosen = notices.kept(session, actor.region_id, [person.id for person in people], PortalNotice)
    sent = 0
    for person in people:
        if chosen.get((person.id, kind), _UNTIL_CHOSEN) is Frequency.NEVER:
            continue
        made = mailer.send(
            session,
            region=actor.region_id,
            to=person.email,
            to_name=person.name,
            template=template,
            about=about,
            sender_id=actor.user_id,
            key=f"{key}:{person.id}",
            unsubscribe=SETTINGS_PAGE,
            path=path,
            **values,
        )
        sent += made is not None
    return sent


def chosen_notices(session: Session, actor: Actor) -> ChoosePortalNotices:
    """Of what this actor wants a mail in this region."""
    users = [actor.user_id] if actor.user_id else []
    chosen = {kind: each for (_, kind), each in notices.kept(session, actor.region_id, users, PortalNotice).items()}
    return ChoosePortalNotices(**{name: chosen.get(kind, _UNTIL_CHOSEN) for name, kind in _FIELDS.items()})


def choose_notices(session: Session, command: ChoosePortalNotices, *, actor: Actor) -> None:
    """Keep of what this actor wants a mail."""
    notices.keep(session, {_FIELDS[name]: each for name, each in asdict(command).items()}, actor=actor)
