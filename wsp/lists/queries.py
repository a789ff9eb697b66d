"""Reads of this room: lists within reach, and on each only the people whom the reader may see."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, case, func, literal, select
from sqlalchemy.orm import Session

from wsp.accounts.queries import names
from wsp.candidates import policy as candidate_policy
from wsp.candidates import queries as candidates
from wsp.candidates.models import Candidate
from wsp.candidates.queries import CandidateRow
from wsp.foundation.actor import Actor
from wsp.foundation.paging import Page, window
from wsp.lists import policy
from wsp.lists.errors import NotOnList, OwnListNotFound
from wsp.lists.models import ListMember, OwnList
from wsp.lists.rules import LONGEST_NAME

SINCE: Final = "sinds"
SORTS: Final = {
    SINCE: ListMember.created_at,
    "naam": Candidate.sort_key,
    "nummer": Candidate.number,
    "fase": Candidate.stage,
    "beschikbaar": Candidate.available_from,
}


@dataclass(frozen=True)
class ListLine:
    """One list as the page of all lists shows it."""

    row: OwnList
    people: int
    """Whom the reader sees on it."""
    mine: bool
    owner: str


@dataclass(frozen=True)
class MemberLine:
    """Somebody on a list."""

    candidate: CandidateRow
    since: datetime
    note: str | None
    added_by: str
    version: int


def own_list(session: Session, actor: Actor, list_id: uuid.UUID, *, lock: bool = False) -> OwnList:
    """Return a list within reach; with `lock` nobody else changes it until this transaction ends.

    Raises:
        OwnListNotFound: for anything else, so that nobody learns that it exists.

    """
    asked = select(OwnList).where(OwnList.id == list_id, policy.readable(actor))
    if lock:
        asked = asked.with_for_update(of=OwnList).execution_options(populate_existing=True)
    found = session.scalar(asked)
    if found is None:
        raise OwnListNotFound
    return found


def page_of_lists(session: Session, actor: Actor, *, archived: bool, page: int = 1) -> Page[ListLine]:
    """The own lists and those that colleagues share, the own ones first; or the own ones in the archive."""
    mine_first = case((policy.own(actor), 0), else_=1)
    where = (policy.own(actor), OwnList.archived_at.is_not(None)) if archived else (OwnList.archived_at.is_(None),)
    asked = (
        select(OwnList.id)
        .where(policy.readable(actor), *where)
        .order_by(mine_first, func.lower(OwnList.name), OwnList.id)
    )
    found, total, number = window(session, asked, page=page)
    ids = [each[0] for each in found]
    rows = {row.id: row for row in session.scalars(select(OwnList).where(OwnList.id.in_(ids)))} if ids else {}
    people = _counts(session, actor, ids)
    owners = names(session, [row.user_id for row in rows.values()])
    lines = [
        ListLine(row, people.get(each, 0), policy.owns(actor, row), owners.get(row.user_id, "Een oud-collega"))
        for each in ids
        if (row := rows.get(each)) is not None
    ]
    return Page(lines, total, number)


def kept_lists(session: Session, actor: Actor, *, most: int) -> Sequence[OwnList]:
    """The lists on which the actor may put somebody: the own ones first, and at most `most`."""
    asked = select(OwnList).where(policy.keepable(actor))
    first = case((policy.own(actor), 0), else_=1)
    return session.scalars(asked.order_by(first, func.lower(OwnList.name), OwnList.id).limit(most)).all()


def mine(session: Session, actor: Actor) -> Sequence[OwnList]:
    """The own lists in use."""
    return session.scalars(select(OwnList).where(policy.own(actor), OwnList.archived_at.is_(None))).all()


def free_name(session: Session, row: OwnList, *, owner_id: uuid.UUID) -> str:
    """The name of a list among those of another owner: its own, or with a number behind it when that is taken."""
    theirs = select(func.lower(OwnList.name)).where(
        OwnList.region_id == row.region_id,
        OwnList.user_id == owner_id,
        OwnList.organisation_id == row.organisation_id,
        OwnList.archived_at.is_(None),
        OwnList.id != row.id,
    )
    taken = set(session.scalars(theirs))
    others = (f"{row.name[: LONGEST_NAME - 5]} ({number})" for number in range(2, len(taken) + 3))
    return next(name for name in (row.name, *others) if name.lower() not in taken)


def people(
    session: Session, actor: Actor, row: OwnList, *, sort: str, descending: bool, page: int = 1
) -> Page[MemberLine]:
    """One page of a list (`own_list`) as `actor` may see it; everybody shown goes to the read log."""
    found, total, number = window(session, _sorted(_there(actor, row.id), actor, sort, descending), page=page)
    return Page(_lines(session, actor, row.id, [each[0] for each in found], purpose="lijst"), total, number)


def all_people(session: Session, actor: Actor, row: OwnList, *, sort: str, descending: bool) -> Sequence[MemberLine]:
    """Everybody on a list (`own_list`) whom `actor` may see; they go to the read log as an export."""
    ids = session.scalars(_sorted(_there(actor, row.id), actor, sort, descending)).all()
    return _lines(session, actor, row.id, ids, purpose="export")


def list_with_ids(session: Session, actor: Actor, list_id: uuid.UUID) -> tuple[OwnList, Sequence[uuid.UUID]]:
    """A list within reach, and who stands on it whom `actor` may see: ids alone, nobody is shown.

    Raises:
        OwnListNotFound: as `own_list`.

    """
    ids = func.array(_there(actor, list_id).scalar_subquery())
    found = session.execute(select(OwnList, ids).where(OwnList.id == list_id, policy.readable(actor))).one_or_none()
    if found is None:
        raise OwnListNotFound
    return found[0], found[1]


def member(
    session: Session, actor: Actor, list_id: uuid.UUID, candidate_id: uuid.UUID, *, lock: bool = False
) -> ListMember:
    """Somebody's place on a list.

    Raises:
        OwnListNotFound: as `own_list`.
        NotOnList: this person does not stand on it, or is not the actor's to see.

    """
    own_list(session, actor, list_id)
    asked = (
        select(ListMember)
        .join(Candidate, Candidate.id == ListMember.candidate_id)
        .where(
            ListMember.list_id == list_id,
            ListMember.candidate_id == candidate_id,
            candidate_policy.listed(actor),
        )
    )
    if lock:
        asked = asked.with_for_update(of=ListMember).execution_options(populate_existing=True)
    found = session.scalar(asked)
    if found is None:
        raise NotOnList
    return found


def listed_ids(session: Session, actor: Actor, ids: Iterable[uuid.UUID]) -> Sequence[uuid.UUID]:
    """Of these candidates those who may stand on a list of `actor`, in the order given."""
    wanted = list(dict.fromkeys(ids))
    asked = select(Candidate.id).where(Candidate.id.in_(wanted), candidate_policy.listed(actor))
    there = set(session.scalars(asked)) if wanted else set()
    return [each for each in wanted if each in there]


def lists_with(actor: Actor, candidate_id: uuid.UUID) -> Select[uuid.UUID, str, str]:
    """Statement: id and name of the lists within reach and in use on which this candidate stands; the last is empty.

    A statement and not its answer: a dossier asks for lists and groups at once.
    """
    return (
        select(OwnList.id, OwnList.name, literal(""))
        .join(ListMember, ListMember.list_id == OwnList.id)
        .where(ListMember.candidate_id == candidate_id, policy.readable(actor), OwnList.archived_at.is_(None))
    )


def list_names(session: Session, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """What these lists of the region are called, for the answer to an access request."""
    wanted = set(ids)
    if not wanted:
        return {}
    return dict(session.execute(select(OwnList.id, OwnList.name).where(OwnList.id.in_(wanted))).all())


def _there(actor: Actor, list_id: uuid.UUID) -> Select[uuid.UUID]:
    return (
        select(Candidate.id)
        .join(ListMember, ListMember.candidate_id == Candidate.id)
        .where(
            ListMember.list_id == list_id, candidate_policy.listed(actor)
        )
    )  # fmt: skip


def _sorted(asked: Select[uuid.UUID], actor: Actor, sort: str, descending: bool) -> Select[uuid.UUID]:  # noqa: FBT001 (passed on from the address)
    """Sort; by name only for who may know all names: the order itself would tell them."""
    key = sort if sort in SORTS else SINCE
    if key == "naam" and not candidate_policy.knows_all_names(actor):
        key = "nummer"
    column = SORTS[key]
    return asked.order_by(column.desc().nulls_last() if descending else column.asc().nulls_last(), Candidate.number)


def _lines(
    session: Session, actor: Actor, list_id: uuid.UUID, ids: Sequence[uuid.UUID], *, purpose: str
) -> list[MemberLine]:
    if not ids:
        return []
    asked = select(ListMember).where(ListMember.list_id == list_id, ListMember.candidate_id.in_(ids))
    members = {row.candidate_id: row for row in session.scalars(asked)}
    adders = names(session, [row.added_by_id for row in members.values()])
    return [
        MemberLine(
            candidate=each,
            since=row.created_at,
            note=row.note,
            added_by=adders.get(row.added_by_id, "een oud-collega") if row.added_by_id else "een oud-collega",
            version=row.version,
        )
        for each in candidates.these_candidates(session, actor, ids, purpose=purpose)
        if (row := members.get(each.shown.id)) is not None
    ]


def _counts(session: Session, actor: Actor, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    if not ids:
        return {}
    asked = (
        select(ListMember.list_id, func.count())
        .join(Candidate, Candidate.id == ListMember.candidate_id)
        .where(
            ListMember.list_id.in_(ids), candidate_policy.listed(actor)
        )
        .group_by(ListMember.list_id)
    )  # fmt: skip
    return dict(session.execute(asked).all())
