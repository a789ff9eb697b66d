"""Manage users and their roles, within the actor's region."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.accounts import policy, queries
from wsp.accounts.commands import AddUser, EditUser, SetRoles
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.errors import LastAdministrator
from wsp.accounts.models import DiaryAddress, Membership, Organisation, User
from wsp.accounts.permissions import PORTAL_ROLES, Role
from wsp.accounts.service import diary, links, passwords, sessions
from wsp.audit import service as audit
from wsp.foundation import clock, mailer
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, InvalidInput, StaleVersion
from wsp.foundation.sortkey import sort_key
from wsp.reference.starter import regions


@dataclass(frozen=True)
class AddedUser:
    """The account, and how its owner gets in: by the mail that was sent, or with a temporary password to hand over.

    Neither when there was an account already.
    """

    user: User
    password: str | None = field(repr=False)
    invited: bool = False


def add_user(session: Session, command: AddUser, *, actor: Actor) -> AddedUser:
    """Make an account, or give a colleague from another region roles here.

    Raises InvalidInput when the address is in use in this region, no role was chosen, or the organisation does not
    work here.
    """
    if not command.roles:
        sentence = "Kies minstens één rol."
        raise InvalidInput(sentence, fields={"roles": [sentence]})
    _check_organisation(session, command.organisation_id, actor)
    _check_staff_roles(command.roles)
    email = command.email.strip()
    user = session.scalar(select(User).where(func.lower(User.email) == email.casefold()))
    if user is not None and _works_here(session, user, actor):
        sentence = "Er is al een gebruiker met dit e-mailadres. Zoek die op in de lijst."
        raise InvalidInput(sentence, fields={"email": [sentence]})
    password, made = None, user is None
    if user is None:
        user = User(
            id=uuid.uuid4(),
            email=email,
            name=command.name.strip(),
            sort_key=sort_key(command.name),
            phone=command.phone,
            home_region_id=actor.region_id,
        )
        session.add(user)
        session.flush()
        if passwords.can_mail():
            passwords.invite(session, user, actor=actor, portal=False)
        else:
            password = passwords.temporary()
            passwords.give_temporary(user, password)
    audit.record(session, actor, "user.add", subject=("user", user.id), after={"roles": sorted(command.roles)})
    _grant(session, user.id, command.organisation_id, set(command.roles), actor)
    session.flush()
    return AddedUser(user=user, password=password, invited=made and password is None)


def make_administrator(
    session: Session, *, email: str, name: str, organisation: str, kind: OrganisationKind, region: str
) -> str:
    """The first administrator of a region, from the command line; returns the path where the password is chosen.

    Raises InvalidInput for an address that is in use, or a region that does not exist.
    """
    if region not in {each.code for each in regions()}:
        raise InvalidInput("Deze regio bestaat niet. Geef een code zoals AM01.")
    if session.scalar(select(User.id).where(func.lower(User.email) == email.strip().casefold())) is not None:
        raise InvalidInput("Er is al een account met dit e-mailadres. Kies een ander adres.")
    place = session.scalar(select(Organisation).where(Organisation.name == organisation.strip()))
    if place is None:
        place = Organisation(id=uuid.uuid4(), name=organisation.strip(), kind=kind.value)
        session.add(place)
    user = User(
        id=uuid.uuid4(),
        email=mailer.outbox.address(email),
        name=name.strip(),
        sort_key=sort_key(name),
        home_region_id=region,
    )
    session.add(user)
    session.flush()
    actor = Actor(user_id=None, region_id=region, organisation_id=place.id, kind="opdrachtregel")
    _grant(session, user.id, place.id, {Role.ADMINISTRATOR}, actor)
    audit.record(session, actor, "user.add", subject=("user", user.id), after={"roles": [Role.ADMINISTRATOR]})
    return passwords.link_path(session, user, links.INVITATION)


def edit_user(session: Session, command: EditUser, *, actor: Actor) -> User:
    """Change name, address or telephone; raises StaleVersion when somebody else saved in the meantime."""
    user = policy.managed_account(session, command.user_id, actor=actor)
    email = command.email.strip()
    new = {"name": command.name.strip(), "email": email, "phone": command.phone}
    if user.version != command.version:
        labels = {"name": "Naam", "email": "E-mailadres", "phone": "Telefoon"}
        raise StaleVersion(
            "Iemand anders heeft deze gebruiker intussen gewijzigd. Vergelijk de twee versies en kies er een.",
            mine={label: new[key] or "" for key, label in labels.items()},
            theirs={label: getattr(user, key) or "" for key, label in labels.items()},
            version=user.version,
        )
    other = session.scalar(select(User.id).where(func.lower(User.email) == email.casefold(), User.id != user.id))
    if other is not None:
        sentence = "Een ander account gebruikt dit e-mailadres al. Kies een ander adres."
        raise InvalidInput(sentence, fields={"email": [sentence]})
    before = {key: getattr(user, key) for key in new}
    changed = {key for key in new if before[key] != new[key]}
    for key, value in new.items():
        setattr(user, key, value)
    user.sort_key = sort_key(user.name)
    if changed:
        # Which fields changed, not their contents: the log must not outlive an erasure (N4).
        audit.record(session, actor, "user.edit", subject=("user", user.id), after={"changed": sorted(changed)})
    session.flush()
    return user


def set_roles(session: Session, command: SetRoles, *, actor: Actor) -> User:
    """Set the user's roles at one organisation in the actor's region; what is not named ends at once."""
    user = policy.managed(session, command.user_id, actor=actor)
    _check_organisation(session, command.organisation_id, actor)
    _check_staff_roles(command.roles)
    running = {
        Role(row.role): row
        for row in session.scalars(
            select(Membership).where(
                Membership.user_id == user.id,
                Membership.organisation_id == command.organisation_id,
                Membership.region_id == actor.region_id,
                Membership.ended_at.is_(None),
            )
        )
    }
    wanted = set(command.roles)
    ended = set(running) - wanted
    if Role.ADMINISTRATOR in ended:
        _check_not_last_administrator(session, user, actor.region_id, membership=running[Role.ADMINISTRATOR].id)
    for role in ended:
        running[role].ended_at = clock.now()
    if not wanted:
        diary.end_of_work(session, user.id, actor.region_id, command.organisation_id)
    _grant(session, user.id, command.organisation_id, wanted - set(running), actor)
    audit.record(
        session,
        actor,
        "user.roles",
        subject=("user", user.id),
        before={"organisation": command.organisation_id, "roles": sorted(running)},
        after={"organisation": command.organisation_id, "roles": sorted(command.roles)},
    )
    session.flush()
    return user


def deactivate(session: Session, user_id: uuid.UUID, *, actor: Actor) -> User:
    """Close the account: all sessions end and nobody can log in with it; what the user did stays on record."""
    user = policy.managed_account(session, user_id, actor=actor)
    if not user.active:
        raise Conflict("Dit account staat al uit. Ververs de pagina.")
    for region in {place.region_id for place in queries.workplaces(session, user.id)}:
        _check_not_last_administrator(session, user, region)
    user.active = False
    sessions.end_sessions(session, user.id, actor=actor)
    diary.end_where(session, DiaryAddress.user_id == user.id)
    audit.record(session, actor, "user.deactivate", subject=("user", user.id))
    session.flush()
    return user


def end_all(session: Session, user_id: uuid.UUID, *, actor: Actor) -> int:
    """All sessions of a user and the addresses of their diaries, by an administrator; returns how many sessions ran.

    Any region where somebody works may stop them at once: it can also see that region's data. A telephone that is
    lost has the address in its diary, so both end. Raises NotFound for a user of another region.
    """
    policy.managed(session, user_id, actor=actor)
    diary.end_where(session, DiaryAddress.user_id == user_id)
    return sessions.end_sessions(session, user_id, actor=actor)


def reactivate(session: Session, user_id: uuid.UUID, *, actor: Actor) -> User:
    """Open a closed account again; the user gets a new password through `reset_password`."""
    user = policy.managed_account(session, user_id, actor=actor)
    if user.active:
        raise Conflict("Dit account staat al aan. Ververs de pagina.")
    user.active = True
    audit.record(session, actor, "user.reactivate", subject=("user", user.id))
    session.flush()
    return user


def _grant(session: Session, user_id: uuid.UUID, organisation_id: uuid.UUID, roles: set[Role], actor: Actor) -> None:
    """A role that was held before is opened again: one row per user, organisation, region and role."""
    old = {
        Role(row.role): row
        for row in session.scalars(
            select(Membership).where(
                Membership.user_id == user_id,
                Membership.organisation_id == organisation_id,
                Membership.region_id == actor.region_id,
            )
        )
    }
    for role in sorted(roles):
        if role in old:
            old[role].ended_at = None
        else:
            session.add(
                Membership(
                    user_id=user_id,
                    organisation_id=organisation_id,
                    region_id=actor.region_id,
                    role=role.value,
                )
            )


def _works_here(session: Session, user: User, actor: Actor) -> bool:
    return session.scalar(select(User.id).where(User.id == user.id, policy.visible(actor))) is not None


def _check_organisation(session: Session, organisation_id: uuid.UUID, actor: Actor) -> None:
    if organisation_id not in {found.id for found in queries.organisations(session, actor.region_id)}:
        sentence = "Deze organisatie werkt niet in jouw regio. Kies een andere."
        raise InvalidInput(sentence, fields={"organisation_id": [sentence]})


def _check_staff_roles(roles: Iterable[Role]) -> None:
    """A role of the portal says nothing without the employer it is held at; the portal's own verbs hand it out."""
    if not PORTAL_ROLES.isdisjoint(roles):
        sentence = "Deze rol hoort bij het werkgeversportaal. Nodig iemand uit vanaf de kaart van de werkgever."
        raise InvalidInput(sentence, fields={"roles": [sentence]})


def _check_not_last_administrator(
    session: Session, user: User, region: str, *, membership: uuid.UUID | None = None
) -> None:
    """Somebody must stay who can manage the region's users; the rows are locked, so two cannot both leave.

    `membership` is the only one that ends; without it, all of the user's in this region do.
    """
    rows = session.execute(
        select(Membership.id, Membership.user_id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.region_id == region,
            Membership.role == Role.ADMINISTRATOR.value,
            Membership.ended_at.is_(None),
            User.active.is_(True),
        )
        .order_by(Membership.id)
        .with_for_update(of=Membership)
    ).all()
    leaving = {row[0] for row in rows if row[1] == user.id and membership in (None, row[0])}
    if leaving and len(leaving) == len(rows):
        raise LastAdministrator
