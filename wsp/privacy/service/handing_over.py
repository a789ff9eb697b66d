"""Hand a colleague's whole caseload over in one act: nothing is left behind unseen when somebody leaves."""

import uuid
from collections import Counter

from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.audit import service as audit
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput
from wsp.lists import queries as lists
from wsp.lists.models import OwnList
from wsp.privacy.commands import HandOver
from wsp.privacy.errors import NothingToHandOver
from wsp.privacy.queries.caseload import PIECES, Part, can_take, rows, workplaces

SUBJECT = "user"


def hand_over(session: Session, command: HandOver, *, actor: Actor) -> Counter[Part]:
    """Give everything that one colleague looks after to another; returns how many of each kind.

    With a municipality only candidates who live there, and the tasks about them. What the other may not look after
    stays where it is, as the preview (`caseload.shares`) says. Every record keeps in its log who had it before.

    Raises:
        InvalidInput: one of the two does not work in this region.
        NothingToHandOver: it is the same person, or there is nothing that the other may have.

    """
    if command.from_id == command.to_id:
        message = "Kies een andere collega. Dit is dezelfde persoon."
        raise NothingToHandOver(message, fields={"to_id": [message]})
    staff = {person.user_id: person.organisation_id for person in accounts.staff(session, actor.region_id)}
    if command.to_id not in staff:
        message = "Kies een collega die nu in deze regio werkt."
        raise InvalidInput(message, fields={"to_id": [message]})
    places = workplaces(session, actor.region_id, command.to_id)
    moved: Counter[Part] = Counter()
    for part in Part:
        if command.municipality_code is not None and part not in {Part.CANDIDATES, Part.COACHED, Part.TASKS}:
            continue
        found = rows(session, actor.region_id, part, command.from_id, municipality=command.municipality_code, lock=True)
        for row in found:
            if can_take(part, row, places):
                _move(session, part, row, command, staff[command.to_id], actor)
                moved[part] += 1
    if not moved:
        message = "Er is niets dat deze collega kan overnemen. Kies een collega met dezelfde rol."
        raise NothingToHandOver(message, fields={"to_id": [message]})
    session.flush()
    audit.record(
        session,
        actor,
        "privacy.handed_over",
        subject=(SUBJECT, command.from_id),
        after={
            "naar": command.to_id,
            "gemeente": command.municipality_code,
            "aantallen": {part.value: count for part, count in moved.items()},
        },
    )
    return moved


def _move(
    session: Session, part: Part, row: object, command: HandOver, organisation_id: uuid.UUID, actor: Actor
) -> None:
    piece = PIECES[part]
    if isinstance(row, OwnList):
        row.name = lists.free_name(session, row, owner_id=command.to_id)
    setattr(row, piece.column, command.to_id)
    if part is Part.TASKS:
        row.organisation_id = organisation_id  # type: ignore[attr-defined]  # only a task has one
    audit.record(
        session,
        actor,
        piece.action,
        subject=(piece.subject, row.id),  # type: ignore[attr-defined]  # every row has an id
        before={piece.key: command.from_id},
        after={piece.key: command.to_id},
        reason="Werk overgedragen",
    )
