"""People of an employer in the portal: who may come in, with which role.

Staff invite the first one; from then on the employer's own administrator does. The rooms above say which organisation
an employer has; here it is only the scope.
"""

import uuid
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.accounts import policy
from wsp.accounts.commands import InvitePerson, SetPersonRole
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.errors import LastAdministrator
from wsp.accounts.models import Membership, Organisation, User
from wsp.accounts.permissions import PORTAL_ROLES, Role
from wsp.accounts.service import diary, passwords, sessions
from wsp.accounts.service.users import AddedUser
from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput, NotFound
from wsp.foundation.sortkey import sort_key

_NOT_HERE: Final = "Deze persoon heeft geen toegang tot het portaal van deze werkgever. Ververs de pagina."


def make_employer_organisation(
    session: Session, name: str, *, actor: Actor, kvk_number: str | None = None
) -> Organisation:
    """An organisation for the people of one employer; the caller decided that the employer gets one."""
    made = Organisation(id=uuid.uuid4(), name=name, kind=OrganisationKind.EMPLOYER.value, kvk_number=kvk_number)
    session.add(made)
    session.flush()
    audit.record(session, actor, "organisation.add", subject=("organisation", made.id), after={"kind": made.kind})
    return made


def invite_person(session: Session, command: InvitePerson, *, organisation_id: uuid.UUID, actor: Actor) -> AddedUser:
    """Give somebody a role at an employer's organisation; makes the account when there is none yet.

    Raises:
        NotAllowed: the actor does not manage the people of this organisation.
        InvalidInput: no role of the portal, the person has access already, or the address belongs to a colleague.

    """
    policy.check_manages_people(actor, organisation_id)
    _check_role(command.role)
    email = command.email.strip()
    user = session.scalar(select(User).where(func.lower(User.email) == email.casefold()).with_for_update())
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
            passwords.invite(session, user, actor=actor, portal=True)
        else:
            password = passwords.temporary()
            passwords.give_temporary(user, password)
    else:
        _check_may_join(session, user, organisation_id, actor)
    audit.record(
        session,
        actor,
        "portal.person-invited",
        subject=("user", user.id),
        after={"organisation": organisation_id, "role": command.role},
    )
    _hold(session, user.id, organisation_id, command.role, actor)
    session.flush()
    return AddedUser(user=user, password=password, invited=made and password is None)


def set_person_role(session: Session, command: SetPersonRole, *, organisation_id: uuid.UUID, actor: Actor) -> User:
    """Change the role of somebody of this organisation, or end the access; sessions end with it.

    Raises:
        NotAllowed: the actor does not manage the people of this organisation.
        NotFound: nobody of this organisation in this region.
        LastAdministrator: an employer keeps somebody who manages its people, unless staff decide otherwise.

    """
    policy.check_manages_people(actor, organisation_id)
    if command.role is not None:
        _check_role(command.role)
    running = _running(session, organisation_id, actor)
    mine = [row for row in running if row.user_id == command.user_id]
    if not mine:
        raise NotFound(_NOT_HERE)
    held = {Role(row.role) for row in mine}
    stays = any(row.role == Role.EMPLOYER_ADMIN.value and row.user_id != command.user_id for row in running)
    if (
        Role.EMPLOYER_ADMIN in held
        and command.role is not Role.EMPLOYER_ADMIN
        and not stays
        and policy.manages_own_people(actor)
    ):
        raise LastAdministrator(of_employer=True)
    for row in mine:
        if row.role != (command.role.value if command.role else None):
            row.ended_at = clock.now()
    session.flush()
    if command.role is not None and command.role not in held:
        _hold(session, command.user_id, organisation_id, command.role, actor)
    if command.role is None:
        sessions.end_sessions(session, command.user_id, actor=actor)
        diary.end_of_work(session, command.user_id, actor.region_id, organisation_id)
    audit.record(
        session,
        actor,
        "portal.person-role",
        subject=("user", command.user_id),
        before={"organisation": organisation_id, "roles": sorted(held)},
        after={"organisation": organisation_id, "role": command.role},
    )
    session.flush()
    return session.get_one(User, command.user_id)


def end_access(session: Session, organisation_id: uuid.UUID, *, actor: Actor) -> int:
    """End the access of everybody of an employer's organisation in this region; says of how many people."""
    policy.check_manages_people(actor, organisation_id)
    people = {row.user_id for row in _running(session, organisation_id, actor)}
    for row in _running(session, organisation_id, actor):
        row.ended_at = clock.now()
    for user_id in sorted(people):
        sessions.end_sessions(session, user_id, actor=actor)
        diary.end_of_work(session, user_id, actor.region_id, organisation_id)
    session.flush()
    return len(people)


def _running(session: Session, organisation_id: uuid.UUID, actor: Actor) -> list[Membership]:
    """Locked, so that the last two administrators cannot both leave."""
    return list(
        session.scalars(
            select(Membership)
            .join(Organisation, Organisation.id == Membership.organisation_id)
            .where(
                Membership.organisation_id == organisation_id,
                Membership.region_id == actor.region_id,
                Membership.ended_at.is_(None),
                Organisation.kind == OrganisationKind.EMPLOYER.value,
            )
            .order_by(Membership.id)
            .with_for_update(of=Membership)
        )
    )


def _hold(session: Session, user_id: uuid.UUID, organisation_id: uuid.UUID, role: Role, actor: Actor) -> None:
    """A role that was held before is opened again: one row per user, organisation, region and role."""
    old = session.scalars(
        select(Membership).where(
            Membership.user_id == user_id,
            Membership.organisation_id == organisation_id,
            Membership.region_id == actor.region_id,
            Membership.role == role.value,
        )
    ).one_or_none()
    if old is not None:
        old.ended_at = None
        return
    session.add(
        Membership(user_id=user_id, organisation_id=organisation_id, region_id=actor.region_id, role=role.value)
    )


def _check_role(role: Role) -> None:
    if role not in PORTAL_ROLES:
        sentence = "Kies een rol van het werkgeversportaal."
        raise InvalidInput(sentence, fields={"role": [sentence]})


def _check_may_join(session: Session, user: User, organisation_id: uuid.UUID, actor: Actor) -> None:
    """An existing account joins only when it is of the portal, and only through staff.

    An employer's administrator learns nothing about accounts elsewhere: one sentence for every cause.
    """
    rows = session.execute(
        select(Membership.organisation_id, Membership.region_id, Membership.ended_at, Organisation.kind)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.user_id == user.id)
    ).all()
    here = [row for row in rows if row.organisation_id == organisation_id and row.region_id == actor.region_id]
    if any(row.ended_at is None for row in here):
        sentence = "Deze persoon heeft al toegang. Kies een ander e-mailadres."
        raise InvalidInput(sentence, fields={"email": [sentence]})
    colleague = any(row.kind != OrganisationKind.EMPLOYER.value for row in rows)
    elsewhere = not here and policy.manages_own_people(actor)
    if colleague or elsewhere or not user.active:
        sentence = "Dit e-mailadres kan hier niet. Kies een ander adres, of bel de contactpersoon van het WSP."
        raise InvalidInput(sentence, fields={"email": [sentence]})
