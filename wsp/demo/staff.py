"""Organisations and colleagues: who keeps dossiers, who owns employers, who coaches."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import demo as accounts
from wsp.accounts.models import Membership, Organisation, User
from wsp.accounts.permissions import GRANTS, STAFF_ROLES, Role
from wsp.accounts.service import hashing
from wsp.demo.chance import Chance
from wsp.demo.plan import RegionPlan
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.sortkey import sort_key


@dataclass(frozen=True)
class Person:
    """A colleague in the demo."""

    user_id: uuid.UUID
    role: Role
    organisation_id: uuid.UUID
    demo: bool


@dataclass
class Staff:
    """Everybody who works in one region, and their organisations by the key of the data files."""

    region: str
    organisations: dict[str, uuid.UUID] = field(default_factory=dict)
    municipalities: dict[str, uuid.UUID] = field(default_factory=dict)
    """GM code to organisation."""
    people: list[Person] = field(default_factory=list)

    def of(self, role: Role, organisation_id: uuid.UUID | None = None) -> Sequence[Person]:
        """Colleagues in a role (at one organisation), the demo account first."""
        return [
            person
            for person in sorted(self.people, key=lambda each: not each.demo)
            if person.role is role and organisation_id in (None, person.organisation_id)
        ]

    def demo(self, role: Role) -> Person:
        """The demo account of this role."""
        return next(person for person in self.of(role) if person.demo)

    def actor(self, person: Person) -> Actor:
        """The colleague as an actor for the rooms' verbs."""
        return Actor(
            user_id=person.user_id,
            region_id=self.region,
            organisation_id=person.organisation_id,
            roles=frozenset({person.role.value}),
            permissions=frozenset(permission.value for permission in GRANTS[person.role]),
        )


def hire(session: Session, plan: RegionPlan, seed: object) -> Staff:
    """Make the region's organisations, colleagues and demo accounts."""
    chance = Chance(seed, plan.code, "staff")
    staff = Staff(plan.code)
    for planned in plan.organisations:
        # UWV works in more than one region; it is one organisation.
        found = session.scalar(
            select(Organisation).where(Organisation.kind == planned.kind.value, Organisation.name == planned.name)
        )
        if found is None:
            found = Organisation(
                id=chance.uuid(),
                name=planned.name,
                kind=planned.kind.value,
                municipality_code=planned.municipality,
            )
            session.add(found)
        staff.organisations[planned.key] = found.id
        if planned.municipality is not None:
            staff.municipalities[planned.municipality] = found.id
    session.flush()
    password = hashing.make(accounts.PASSWORD)
    for account in accounts.ACCOUNTS:
        if account.region_id == plan.code and account.role in STAFF_ROLES:
            user = _user(session, chance, plan, account.name, account.email)
            user.password_hash, user.password_changed_at = password, clock.now()
            _member(session, chance, staff, user, account.role, plan.accounts[account.role])
    for colleague in plan.colleagues:
        email = f"{'.'.join(sort_key(colleague.name).split())}@{colleague.organisation}.example"
        user = _user(session, chance, plan, colleague.name, email)
        _member(session, chance, staff, user, colleague.role, colleague.organisation)
    session.flush()
    return staff


def _user(session: Session, chance: Chance, plan: RegionPlan, name: str, email: str) -> User:
    area = plan.area.removeprefix("0")
    user = User(
        id=chance.uuid(),
        email=email,
        name=name,
        sort_key=sort_key(name),
        # No exchange hands out a number that starts with 00.
        phone=f"+31{area}{chance.number(1, 9999):0{9 - len(area)}d}",
        home_region_id=plan.code,
    )
    session.add(user)
    session.flush()
    return user


def _member(session: Session, chance: Chance, staff: Staff, user: User, role: Role, organisation: str) -> None:
    organisation_id = staff.organisations[organisation]
    session.add(
        Membership(
            id=chance.uuid(),
            user_id=user.id,
            organisation_id=organisation_id,
            region_id=staff.region,
            role=role.value,
        )
    )
    staff.people.append(Person(user.id, role, organisation_id, demo=user.password_hash is not None))


def process(region: str) -> Actor:
    """The seed as an actor: no person, so it may keep dossiers of every organisation of the region."""
    return Actor(user_id=None, region_id=region, organisation_id=None, kind="demo")
