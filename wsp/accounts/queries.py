"""Reads of accounts: who works where."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from wsp.accounts import policy, rules
from wsp.accounts.commands import Workplace
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.models import Membership, Organisation, SecondFactor, User, UserSession
from wsp.accounts.permissions import STAFF_ROLES, Role
from wsp.foundation import clock, editions
from wsp.foundation.actor import Actor
from wsp.foundation.editions import Kind
from wsp.foundation.errors import NotFound
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.foundation.sortkey import sort_key


@dataclass(frozen=True)
class StaffMember:
    """A colleague who can be chosen as owner or assignee."""

    user_id: uuid.UUID
    name: str
    organisation_id: uuid.UUID
    organisation_name: str


def staff(session: Session, region: str, role: Role | None = None) -> Sequence[StaffMember]:
    """Active colleagues who work in `region` (with `role`, when given), by name; one line per organisation."""
    statement = (
        select(User.id, User.name, Organisation.id, Organisation.name)
        .join(Membership, Membership.user_id == User.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.region_id == region,
            Membership.ended_at.is_(None),
            Membership.role.in_(sorted(STAFF_ROLES)),
            User.active.is_(True),
        )
        .group_by(User.id, Organisation.id)
        .order_by(User.sort_key, User.id, Organisation.name)
    )
    if role is not None:
        statement = statement.where(Membership.role == role.value)
    return [StaffMember(*row) for row in session.execute(statement).all()]


def names(session: Session, user_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of these users, also of those who left, for a time line or a list."""
    return _chosen(session, User, user_ids)


def user(session: Session, user_id: uuid.UUID) -> User | None:
    """One active user, for a business card; None for who left."""
    return session.scalars(select(User).where(User.id == user_id, User.active.is_(True))).one_or_none()


def sender(session: Session, region: str, user_id: uuid.UUID) -> tuple[User, str | None] | None:
    """The user, also one who left, with the first organisation for which they work in `region`; for a letter."""
    works = and_(
        Membership.user_id == User.id,
        Membership.region_id == region,
        Membership.ended_at.is_(None),
        Membership.role.in_(sorted(STAFF_ROLES)),
        User.active.is_(True),
    )
    row = session.execute(
        select(User, Organisation.name)
        .outerjoin(Membership, works)
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .where(User.id == user_id)
        .order_by(Organisation.name)
        .limit(1)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


@dataclass(frozen=True)
class PersonOf:
    """Somebody of an employer with the role in the portal."""

    user: User
    role: Role


def people(session: Session, actor: Actor, organisation_id: uuid.UUID) -> Sequence[PersonOf]:
    """Who may come in for an employer's organisation in the actor's region, by name.

    Raises:
        NotAllowed: the actor is of another organisation, and no colleague who invites.

    """
    if actor.organisation_id != organisation_id:
        policy.check_manages_people(actor, organisation_id)
    rows = session.execute(
        select(User, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.region_id == actor.region_id,
            Membership.ended_at.is_(None),
            Organisation.kind == OrganisationKind.EMPLOYER.value,
            User.active.is_(True),
        )
        .order_by(User.sort_key, User.id)
    ).all()
    return [PersonOf(row[0], Role(row[1])) for row in rows]


def members(session: Session, region: str, organisation_id: uuid.UUID) -> Sequence[User]:
    """Active users who may come in for an organisation in a region: who is mailed about its affairs."""
    works = exists().where(
        Membership.user_id == User.id,
        Membership.region_id == region,
        Membership.organisation_id == organisation_id,
        Membership.ended_at.is_(None),
    )
    return session.scalars(select(User).where(User.active.is_(True), works).order_by(User.id)).all()


def organisation_names(session: Session, ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of these organisations."""
    return _chosen(session, Organisation, ids)


def municipality_code(session: Session, organisation_id: uuid.UUID) -> str | None:
    """The GM code of an organisation that is a municipality, else None: whose local choices hold."""
    every = editions.kept(
        session,
        Kind.STAFF,
        "municipality codes",
        lambda: {
            row.id: row.code
            for row in session.execute(select(Organisation.id, Organisation.municipality_code.label("code")))
        },
    )
    return every.get(organisation_id)


def _chosen(
    session: Session, model: type[User] | type[Organisation], ids: Iterable[uuid.UUID | None]
) -> dict[uuid.UUID, str]:
    """Out of all names, which the process keeps: nearly every page shows a few of them."""
    wanted = {key for key in ids if key is not None}
    if not wanted:
        return {}
    every = editions.kept(
        session,
        Kind.STAFF,
        model.__tablename__,
        lambda: {row.id: row.name for row in session.execute(select(model.id, model.name))},
    )
    return {key: every[key] for key in wanted if key in every}


def organisations(session: Session, region: str) -> Sequence[Organisation]:
    """Organisations for which colleagues work in `region`, by name; never an employer of the portal."""
    return session.scalars(
        select(Organisation)
        .where(
            Organisation.id.in_(select(Membership.organisation_id).where(Membership.region_id == region)),
            Organisation.kind != OrganisationKind.EMPLOYER.value,
        )
        .order_by(Organisation.name, Organisation.id)
    ).all()


def municipalities(session: Session, region: str) -> Sequence[Organisation]:
    """Those of `organisations` that are a municipality."""
    return [each for each in organisations(session, region) if each.kind == OrganisationKind.MUNICIPALITY]


def regions_at_work(session: Session) -> Sequence[str]:
    """Codes of the regions in which somebody works: those that have daily work."""
    statement = select(Membership.region_id).where(Membership.ended_at.is_(None)).distinct()
    return session.scalars(statement.order_by(Membership.region_id)).all()


def workplaces(session: Session, user_id: uuid.UUID) -> tuple[Workplace, ...]:
    """Where this user works now, by region and organisation; empty for a user who left."""
    rows = session.execute(running_memberships().where(Membership.user_id == user_id)).all()
    return grouped(rows)


def grouped(rows: Iterable[Sequence[Any]]) -> tuple[Workplace, ...]:
    """Workplaces out of rows of `running_memberships`: one per region and organisation, with all roles there."""
    roles: dict[tuple[str, uuid.UUID, str], list[Role]] = defaultdict(list)
    for region, organisation_id, organisation_name, role in rows:
        roles[(region, organisation_id, organisation_name)].append(Role(role))
    return tuple(Workplace(*place, roles=tuple(sorted(held))) for place, held in roles.items())


@dataclass(frozen=True)
class UserRow:
    """A line in the list of users."""

    user: User
    places: tuple[Workplace, ...]
    """Where the user works in this region; empty for who left."""
    last_seen_at: datetime | None
    has_factor: bool
    """Logs in with a second factor here (a provider may have one of its own)."""


@dataclass(frozen=True)
class UserFilter:
    """What the list of users shows; the same values stand in its address."""

    text: str = ""
    role: Role | None = None
    status: str = "actief"
    """actief, uit (left, or the account is closed) or alle."""


def users(session: Session, actor: Actor, wanted: UserFilter, *, page: int = 1, size: int = SIZE) -> Page[UserRow]:
    """Users of the actor's region by name, one page of them."""
    running = exists().where(
        Membership.user_id == User.id, Membership.region_id == actor.region_id, Membership.ended_at.is_(None)
    )
    statement = select(User).where(policy.visible(actor))
    if wanted.role is not None:
        statement = statement.where(running.where(Membership.role == wanted.role.value))
    if wanted.status == "actief":
        statement = statement.where(User.active.is_(True), running)
    elif wanted.status == "uit":
        statement = statement.where(or_(User.active.is_(False), ~running))
    if wanted.text.strip():
        statement = statement.where(
            or_(
                User.sort_key.contains(sort_key(wanted.text), autoescape=True),
                func.lower(User.email).contains(wanted.text.strip().lower(), autoescape=True),
            )
        )
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    number = clamp(page, total, size)
    found = session.scalars(statement.order_by(User.sort_key, User.id).limit(size).offset((number - 1) * size)).all()
    homes = places(session, [user.id for user in found], actor.region_id)
    seen = _last_seen(session, [user.id for user in found])
    secured = _with_factor(session, [user.id for user in found])
    rows = [UserRow(user, homes.get(user.id, ()), seen.get(user.id), user.id in secured) for user in found]
    return Page(rows, total, number, size)


@dataclass(frozen=True)
class UserCard:
    """One user as the region's administrators see the account."""

    user: User
    places: tuple[Workplace, ...]
    elsewhere: bool
    """Also works in another region; which one is not shown."""
    sessions: Sequence[UserSession]
    managed_here: bool
    has_factor: bool


def card(session: Session, actor: Actor, user_id: uuid.UUID) -> UserCard:
    """The user; NotFound when not of the actor's region."""
    user = session.scalar(select(User).where(User.id == user_id, policy.visible(actor)))
    if user is None:
        raise NotFound("Deze gebruiker is niet gevonden in deze regio.")
    places = workplaces(session, user.id)
    return UserCard(
        user=user,
        places=tuple(place for place in places if place.region_id == actor.region_id),
        elsewhere=any(place.region_id != actor.region_id for place in places),
        sessions=sessions(session, user.id),
        managed_here=user.home_region_id == actor.region_id,
        has_factor=user.id in _with_factor(session, [user.id]),
    )


def sessions(session: Session, user_id: uuid.UUID) -> Sequence[UserSession]:
    """Sessions that can still be used, last used first."""
    return session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user_id, *running(clock.now()))
        .order_by(UserSession.last_seen_at.desc(), UserSession.id)
    ).all()


def running(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Filter: sessions that may be used: not ended, not idle for 30 minutes, not older than 12 hours (S3)."""
    return (UserSession.revoked_at.is_(None), UserSession.expires_at > now, UserSession.last_seen_at > now - rules.IDLE)


def places(session: Session, user_ids: Collection[uuid.UUID], region: str) -> dict[uuid.UUID, tuple[Workplace, ...]]:
    """Where these users work now in one region, with their roles; who left is not in it."""
    rows = session.execute(
        running_memberships()
        .add_columns(Membership.user_id)
        .where(Membership.user_id.in_(user_ids), Membership.region_id == region)
    ).all()
    roles: dict[tuple[uuid.UUID, uuid.UUID, str], list[Role]] = defaultdict(list)
    for _region, organisation_id, organisation_name, role, user_id in rows:
        roles[(user_id, organisation_id, organisation_name)].append(Role(role))
    found: dict[uuid.UUID, tuple[Workplace, ...]] = {}
    for (user_id, organisation_id, name), held in roles.items():
        place = Workplace(region, organisation_id, name, tuple(sorted(held)))
        found[user_id] = (*found.get(user_id, ()), place)
    return found


def _last_seen(session: Session, user_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    rows = session.execute(
        select(UserSession.user_id, func.max(UserSession.last_seen_at))
        .where(UserSession.user_id.in_(user_ids))
        .group_by(UserSession.user_id)
    ).all()
    return {row[0]: row[1] for row in rows}


def _with_factor(session: Session, user_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    return set(
        session.scalars(
            select(SecondFactor.user_id).where(
                SecondFactor.user_id.in_(user_ids), SecondFactor.confirmed_at.is_not(None)
            )
        )
    )


def running_memberships() -> Select[str, uuid.UUID, str, str]:
    """Region, organisation, its name and role of every membership that has not ended, in the order of a menu."""
    return (
        select(Membership.region_id, Organisation.id, Organisation.name, Membership.role)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.ended_at.is_(None))
        .order_by(Membership.region_id, Organisation.name, Membership.role)
    )
