"""Organisations, users and memberships for tests: flush only."""

import itertools
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.enums import OrganisationKind
from wsp.accounts.models import Membership, Organisation, User, UserSession
from wsp.accounts.permissions import GRANTS, PORTAL_ROLES, Role
from wsp.accounts.rules import ABSOLUTE
from wsp.accounts.service import hashing
from wsp.foundation import clock, crypto
from wsp.foundation.actor import Actor
from wsp.foundation.sortkey import sort_key

_number = itertools.count(1)

PASSWORD = "een lange zin over tulpen"
"""Passes the rules for passwords."""


def organisation(
    session: Session,
    name: str = "Gemeente Proefstad",
    *,
    kind: OrganisationKind = OrganisationKind.MUNICIPALITY,
    municipality_code: str | None = None,
) -> Organisation:
    """The organisation of this name, made when it is not there yet."""
    found = session.scalar(select(Organisation).where(Organisation.name == name))
    if found is None:
        found = Organisation(id=uuid.uuid4(), name=name, kind=kind.value, municipality_code=municipality_code)
        session.add(found)
        session.flush()
    return found


def organisation_for(session: Session, role: Role) -> Organisation:
    """Where somebody with this role works when a test does not care: an employer, or a municipality."""
    if role in PORTAL_ROLES:
        return organisation(session, "Proefwerkgever", kind=OrganisationKind.EMPLOYER)
    return organisation(session)


def user(
    session: Session,
    *,
    name: str | None = None,
    email: str | None = None,
    region: str = "AM01",
    password: str | None = None,
    active: bool = True,
    temporary: bool = False,
) -> User:
    """A user without any role; a password only when one is given, since hashing takes time on purpose."""
    number = next(_number)
    made = User(
        id=uuid.uuid4(),
        name=name or f"Proefpersoon {number}",
        email=email or f"proef{number}@demo.example",
        sort_key=sort_key(name or f"Proefpersoon {number}"),
        home_region_id=region,
        active=active,
        password_hash=hashing.make(password) if password else None,
        password_temporary_until=clock.now() + ABSOLUTE if temporary else None,
    )
    session.add(made)
    session.flush()
    return made


def member(
    session: Session,
    role: Role = Role.ACCOUNT_MANAGER,
    *,
    region: str = "AM01",
    of: Organisation | None = None,
    who: User | None = None,
    **traits: str | bool | None,
) -> User:
    """A user with `role` at an organisation in `region`; `traits` go to `user`."""
    who = who or user(session, region=region, **traits)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    of = of or organisation_for(session, role)
    session.add(Membership(user_id=who.id, organisation_id=of.id, region_id=region, role=role.value))
    session.flush()
    return who


def actor(
    session: Session,
    role: Role = Role.ACCOUNT_MANAGER,
    *,
    region: str = "AM01",
    of: Organisation | None = None,
    who: User | None = None,
) -> Actor:
    """The actor that a logged-in user with `role` would be."""
    of = of or organisation_for(session, role)
    who = member(session, role, region=region, of=of, who=who)
    return Actor(
        user_id=who.id,
        region_id=region,
        organisation_id=of.id,
        roles=frozenset({role}),
        permissions=frozenset(GRANTS[role]),
    )


def running_session(session: Session, who: User, *, region: str | None = "AM01", of: Organisation | None = None) -> str:
    """A session of `who` as a log-in would make it; returns the secret of the cookie."""
    token = f"token-of-{uuid.uuid4()}"
    now = clock.now()
    session.add(
        UserSession(
            token_hash=crypto.keyring().lookup(token, purpose="session"),
            csrf_token=f"csrf-of-{token}",
            user_id=who.id,
            region_id=region,
            organisation_id=of.id if of else None,
            verified_at=now,
            last_seen_at=now,
            expires_at=now + ABSOLUTE,
        )
    )
    session.flush()
    return token
