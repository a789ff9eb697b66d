"""Keep lists of candidates: make, share, archive, put somebody on and take somebody off."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import queries as candidates
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import insert_many
from wsp.lists import policy, queries, rules
from wsp.lists.commands import DescribeList, PutOnList, WriteNote
from wsp.lists.enums import SHARING_SHORT, Sharing
from wsp.lists.errors import ListArchived, ListNotYours, NobodyChosen, NoListChosen, OwnListNotFound
from wsp.lists.models import ListMember, OwnList

SUBJECT: Final = "lijst"


@dataclass(frozen=True)
class Put:
    """What came of putting people on a list."""

    row: OwnList
    added: int
    already: int


def make_list(session: Session, command: DescribeList, *, actor: Actor) -> OwnList:
    """Begin a list with nobody on it.

    Raises:
        TooManyLists, NameTaken, TellsOfHealth: as `rules`.
        OwnListNotFound: no person acts.

    """
    if actor.user_id is None or actor.organisation_id is None:
        raise OwnListNotFound
    own = queries.mine(session, actor)
    rules.check_room_for_list(len(own))
    rules.check_name_free(command.name, [each.name for each in own])
    rules.check_no_health(name=command.name)
    made = OwnList(
        region_id=actor.region_id,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        name=command.name,
        sharing=command.sharing.value,
    )
    session.add(made)
    session.flush()
    audit.record(session, actor, "lists.make", subject=(SUBJECT, made.id), after={"gebruik": made.sharing})
    return made


def describe_list(session: Session, list_id: uuid.UUID, command: DescribeList, *, actor: Actor) -> OwnList:
    """Give a list another name, or share it otherwise.

    Raises:
        OwnListNotFound, ListNotYours, ListArchived: not for this actor, or not now.
        StaleVersion: somebody saved it since.
        NameTaken, TellsOfHealth: as `rules`.

    """
    found = _own(session, list_id, actor)
    _check_in_use(found)
    rules.check_version(
        "deze lijst",
        now=found.version,
        seen=command.version,
        label="Lijst",
        mine=_told(command.name, command.sharing),
        theirs=_told(found.name, Sharing(found.sharing)),
    )
    others = [each.name for each in queries.mine(session, actor) if each.id != found.id]
    rules.check_name_free(command.name, others)
    rules.check_no_health(name=command.name)
    before = {"gebruik": found.sharing}
    found.name, found.sharing = command.name, command.sharing.value
    session.flush()
    audit.record(
        session, actor, "lists.describe", subject=(SUBJECT, found.id), before=before, after={"gebruik": found.sharing}
    )
    return found


def archive_list(session: Session, list_id: uuid.UUID, *, actor: Actor) -> OwnList:
    """Put a list away; colleagues do not see it any more.

    Raises:
        OwnListNotFound, ListNotYours: not for this actor.

    """
    found = _own(session, list_id, actor)
    if found.archived_at is None:
        found.archived_at = clock.now()
        session.flush()
        audit.record(session, actor, "lists.archive", subject=(SUBJECT, found.id))
    return found


def bring_back(session: Session, list_id: uuid.UUID, *, actor: Actor) -> OwnList:
    """Use a list from the archive again.

    Raises:
        OwnListNotFound, ListNotYours: not for this actor.
        TooManyLists, NameTaken: as for a new list.

    """
    found = _own(session, list_id, actor)
    if found.archived_at is not None:
        own = queries.mine(session, actor)
        rules.check_room_for_list(len(own))
        rules.check_name_free(found.name, [each.name for each in own])
        found.archived_at = None
        session.flush()
        audit.record(session, actor, "lists.bring_back", subject=(SUBJECT, found.id))
    return found


def put_on_list(session: Session, command: PutOnList, *, actor: Actor) -> Put:
    """Put people on a list, or on a new one; who stands there already stays as it is.

    Raises:
        NoListChosen: neither a list nor a name, or both.
        NobodyChosen: nobody of them is within sight.
        OwnListNotFound, ListNotYours, ListArchived: not for this actor, or not now.
        ListFull, TooManyLists, NameTaken, TellsOfHealth, NamesSomebody: as `rules`.

    """
    if (command.list_id is None) is (command.name is None):
        raise NoListChosen
    wanted = queries.listed_ids(session, actor, command.candidate_ids)
    if not wanted:
        raise NobodyChosen
    _check_note(session, wanted, command.note, actor)
    if command.name is not None:
        found = make_list(session, DescribeList(name=command.name, sharing=Sharing.NOBODY), actor=actor)
    else:
        assert command.list_id is not None  # noqa: S101 (for mypy: checked above)
        found = _kept(session, command.list_id, actor)
    there = set(session.scalars(select(ListMember.candidate_id).where(ListMember.list_id == found.id)))
    new = [each for each in wanted if each not in there]
    rules.check_room_on_list(len(there), len(new))
    now = clock.now()
    insert_many(
        session,
        ListMember,
        [
            {
                "region_id": actor.region_id,
                "list_id": found.id,
                "candidate_id": each,
                "note": command.note,
                "added_by_id": actor.user_id,
                "created_at": now,
            }
            for each in new
        ],
    )
    for each in new:
        audit.record(session, actor, "lists.put", subject=("candidate", each), after={"lijst": found.id})
    _touch(session, found)
    return Put(found, len(new), len(wanted) - len(new))


def take_off_list(session: Session, list_id: uuid.UUID, candidate_id: uuid.UUID, *, actor: Actor) -> OwnList:
    """Take somebody off.

    Raises:
        OwnListNotFound, ListNotYours, ListArchived, NotOnList: not for this actor, or not now.

    """
    found = _kept(session, list_id, actor)
    row = queries.member(session, actor, list_id, candidate_id, lock=True)
    session.delete(row)
    session.flush()
    audit.record(session, actor, "lists.take_off", subject=("candidate", candidate_id), before={"lijst": list_id})
    _touch(session, found)
    return found


def write_note(
    session: Session, list_id: uuid.UUID, candidate_id: uuid.UUID, command: WriteNote, *, actor: Actor
) -> OwnList:
    """Write, change or empty the note about somebody.

    Raises:
        OwnListNotFound, ListNotYours, ListArchived, NotOnList: not for this actor, or not now.
        StaleVersion: a colleague wrote since.
        TellsOfHealth, NamesSomebody: as `rules`.

    """
    found = _kept(session, list_id, actor)
    row = queries.member(session, actor, list_id, candidate_id, lock=True)
    rules.check_version(
        "deze aantekening",
        now=row.version,
        seen=command.version,
        label="Aantekening",
        mine=command.note or "",
        theirs=row.note or "",
    )
    _check_note(session, [candidate_id], command.note, actor)
    if row.note != command.note:
        row.note = command.note
        session.flush()
        audit.record(session, actor, "lists.note", subject=("candidate", candidate_id), after={"lijst": list_id})
        _touch(session, found)
    return found


def _own(session: Session, list_id: uuid.UUID, actor: Actor) -> OwnList:
    found = queries.own_list(session, actor, list_id, lock=True)
    policy.check_owns(actor, found)
    return found


def _kept(session: Session, list_id: uuid.UUID, actor: Actor) -> OwnList:
    """A list on which the actor may change who stands there; locked, so that two colleagues take turns."""
    found = queries.own_list(session, actor, list_id, lock=True)
    _check_in_use(found)
    if not policy.may_keep(actor, found):
        raise ListNotYours
    return found


def _check_in_use(found: OwnList) -> None:
    if found.archived_at is not None:
        raise ListArchived


def _check_note(session: Session, ids: Sequence[uuid.UUID], note: str | None, actor: Actor) -> None:
    if note:
        rules.check_no_health(note=note)
        called = candidates.called(session, actor, ids, purpose="lijst")
        rules.check_no_name(note, [each.name for each in called.values()])


def _touch(session: Session, found: OwnList) -> None:
    """The list was used: it stays two more years. Not a new version, since its name and sharing did not change."""
    session.execute(update(OwnList).where(OwnList.id == found.id).values(updated_at=clock.now()))


def _told(name: str, sharing: Sharing) -> str:
    return f"{name} ({SHARING_SHORT[sharing]})"
