"""Reads of accounts: who works where."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wsp.accounts.commands import Workplace
from wsp.accounts.models import Membership, Organisation, User
from wsp.accounts.permissions import Role


@dataclass(frozen=True)
class StaffMember:
    """A colleague who can be chosen as owner or assignee."""

    user_id: uuid.UUID
    name: str
    organisation_id: uuid.UUID
    organisation_name: str


def staff(session: Session, region: str, role: Role | None = None) -> Sequence[StaffMember]:
    """Active users who work in `region` (with `role`, when given), by name; one line per organisation."""
    statement = (
        select(User.id, User.name, Organisation.id, Organisation.name)
        .join(Membership, Membership.user_id == User.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.region_id == region, Membership.ended_at.is_(None), User.active.is_(True))
        .group_by(User.id, Organisation.id)
        .order_by(User.sort_key, User.id, Organisation.name)
    )
    if role is not None:
        statement = statement.where(Membership.role == role.value)
    return [StaffMember(*row) for row in session.execute(statement).all()]


def names(session: Session, user_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of these users, also of those who left, for a time line or a list; one query."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    if not wanted:
        return {}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(wanted))).all()
    return {row[0]: row[1] for row in rows}


def organisation_names(session: Session, ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of these organisations; one query."""
    wanted = {organisation_id for organisation_id in ids if organisation_id is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(wanted))).all()
    return {row[0]: row[1] for row in rows}


def organisations(session: Session, region: str) -> Sequence[Organisation]:
    """Organisations for which somebody works in `region`, by name."""
    return session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(select(Membership.organisation_id).where(Membership.region_id == region)))
        .order_by(Organisation.name, Organisation.id)
    ).all()


def workplaces(session: Session, user_id: uuid.UUID) -> tuple[Workplace, ...]:
    """Where this user works now, by region and organisation; empty for a user who left."""
    rows = session.execute(_running_memberships().where(Membership.user_id == user_id)).all()
    roles: dict[tuple[str, uuid.UUID, str], list[Role]] = defaultdict(list)
    for region, organisation_id, organisation_name, role in rows:
        roles[(region, organisation_id, organisation_name)].append(Role(role))
    return tuple(Workplace(*place, roles=tuple(sorted(held))) for place, held in roles.items())


def _running_memberships() -> Select[str, uuid.UUID, str, str]:
    return (
        select(Membership.region_id, Organisation.id, Organisation.name, Membership.role)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.ended_at.is_(None))
        .order_by(Membership.region_id, Organisation.name, Membership.role)
    )
