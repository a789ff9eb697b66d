"""What a log-in through a provider means here: which account, which roles, from now on.

The provider is asked anew at every log-in, and what it says replaces the roles at that organisation: whoever lost a
role there has lost it here, with the sessions that ran on it.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.accounts import queries
from wsp.accounts.commands import Login, NewLogin
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.errors import LinkUsed
from wsp.accounts.models import ExternalIdentity, Membership, OneTimeLink, Organisation, User, UserSession
from wsp.accounts.oidc import claims as reading
from wsp.accounts.oidc.claims import Person
from wsp.accounts.oidc.client import LogoutNotice, Verified
from wsp.accounts.oidc.configuration import Provider
from wsp.accounts.oidc.errors import (
    AddressTaken,
    IdentityTaken,
    LoginElsewhereRefused,
    NoRole,
    NotLinked,
    UnknownOrganisation,
)
from wsp.accounts.permissions import PORTAL_ROLES, Role
from wsp.accounts.service import sessions
from wsp.audit import service as audit
from wsp.foundation import clock, crypto, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotFound
from wsp.foundation.sortkey import sort_key

_Where = tuple[uuid.UUID, str]
"""Organisation and region."""


def log_in_from(session: Session, provider: Provider, verified: Verified, *, request_id: str | None = None) -> NewLogin:
    """Start a session for who the claims say it is, with the roles they give.

    Raises LevelTooLow, UnknownOrganisation, NotLinked, AddressTaken, NoRole or LoginElsewhereRefused. When a known
    person has no role any more, the roles and sessions here end all the same, in a transaction of their own.
    """
    person = reading.read(provider, verified.claims)
    identity = _identity(session, provider, person)
    where = _where(session, person)
    if not where or not person.roles:
        if identity is not None:
            _revoke(identity.user_id, provider, where)
        if where:
            raise NoRole
        raise UnknownOrganisation(kvk_number=person.kvk_number, name=person.name, email=person.email)
    if identity is None:
        identity = _provision(session, provider, person, where[0][1])
    user = session.get_one(User, identity.user_id)
    if not user.active:
        raise LoginElsewhereRefused("closed account")
    for organisation_id, region in where:
        _hold_exactly(session, user, organisation_id, region, person.roles)
    identity.last_login_at, identity.sub = clock.now(), person.sub
    session.flush()
    origin = sessions.Origin(provider.name, identity.id, person.session, verified.id_token)
    places = queries.workplaces(session, user.id)
    return sessions.start(session, user, places, request_id=request_id, origin=origin, prefer=where[0])


def link_identity(session: Session, login: Login, provider: Provider, verified: Verified) -> None:
    """Tie the account of who is logged in to the one at the provider. Raises IdentityTaken."""
    person = reading.read(provider, verified.claims)
    found = _identity(session, provider, person)
    if found is not None and found.user_id != login.user_id:
        raise IdentityTaken
    if found is None:
        session.add(
            ExternalIdentity(user_id=login.user_id, provider=provider.name, subject=person.subject, sub=person.sub)
        )
        audit.record(session, login.anywhere, "user.identity-linked", subject=("user", login.user_id))
        session.flush()


def unlink_identity(session: Session, identity_id: uuid.UUID, *, actor: Actor) -> None:
    """Take one of the actor's own identities away; sessions that came through it end. Raises NotFound."""
    found = session.scalar(
        select(ExternalIdentity).where(ExternalIdentity.id == identity_id, ExternalIdentity.user_id == actor.user_id)
    )
    if found is None:
        raise NotFound("Deze koppeling is er niet meer. Ververs de pagina.")
    sessions.end_of_identity(session, found.id)
    # The row stays for the log of old sessions; nobody can come in with it any more.
    found.subject = f"ontkoppeld:{uuid.uuid4()}"
    audit.record(session, actor, "user.identity-unlinked", subject=("user", found.user_id))
    session.flush()


def confirm_from(session: Session, login: Login, provider: Provider, verified: Verified) -> None:
    """A fresh proof through the provider; it must be the same person. Raises LoginElsewhereRefused."""
    person = reading.read(provider, verified.claims)
    found = _identity(session, provider, person)
    if found is None or found.user_id != login.user_id:
        raise LoginElsewhereRefused("somebody else")
    sessions.verified(session, login)


def identities(session: Session, user_id: uuid.UUID) -> Sequence[ExternalIdentity]:
    """The accounts elsewhere that are linked to this user."""
    return session.scalars(
        select(ExternalIdentity)
        .where(ExternalIdentity.user_id == user_id, ~ExternalIdentity.subject.startswith("ontkoppeld:"))
        .order_by(ExternalIdentity.provider, ExternalIdentity.id)
    ).all()


def log_out_from(session: Session, provider: Provider, notice: LogoutNotice) -> int:
    """The provider says somebody logged out: end the sessions here; returns how many.

    A notice counts once; raises LinkUsed for a replayed one.
    """
    token_hash = crypto.keyring().lookup(f"{provider.name}:{notice.jti}", purpose="logout-notice")
    if session.scalar(select(OneTimeLink.id).where(OneTimeLink.token_hash == token_hash)) is not None:
        raise LinkUsed
    now = clock.now()
    session.add(OneTimeLink(token_hash=token_hash, purpose="uitlogmelding", region_id="", expires_at=now, used_at=now))
    # The provider's own session when it names one, else everything of this person.
    of_whom = (
        UserSession.provider_session == notice.session
        if notice.session is not None
        else UserSession.identity_id.in_(
            select(ExternalIdentity.id).where(
                ExternalIdentity.provider == provider.name, ExternalIdentity.sub == notice.sub
            )
        )
    )
    return sessions.end_where(session, UserSession.method == provider.name, of_whom)


def id_token_of(session: Session, login: Login) -> str | None:
    """The token with which this session began, to show to the provider at log-out."""
    return session.scalar(select(UserSession.id_token).where(UserSession.id == login.session_id))


def _identity(session: Session, provider: Provider, person: Person) -> ExternalIdentity | None:
    return session.scalar(
        select(ExternalIdentity).where(
            ExternalIdentity.provider == provider.name, ExternalIdentity.subject == person.subject
        )
    )


def _where(session: Session, person: Person) -> list[_Where]:
    """The organisations here that the claims speak for; an employer's is known by somebody who was let in."""
    if person.place is not None:
        found = session.scalar(
            select(Organisation.id).where(
                Organisation.name == person.place.organisation, Organisation.kind != OrganisationKind.EMPLOYER.value
            )
        )
        return [(found, person.place.region)] if found is not None else []
    if person.kvk_number is None:
        return []
    rows = session.execute(
        select(Organisation.id, Membership.region_id)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(
            Organisation.kvk_number == person.kvk_number,
            Organisation.kind == OrganisationKind.EMPLOYER.value,
            Membership.ended_at.is_(None),
        )
        .distinct()
        .order_by(Membership.region_id, Organisation.id)
    ).all()
    return [(row[0], row[1]) for row in rows]


def _provision(session: Session, provider: Provider, person: Person, region: str) -> ExternalIdentity:
    """An account for a person who comes for the first time; never one that is found by its e-mail address."""
    if not provider.provision or person.email is None:
        raise NotLinked(provider.label)
    if session.scalar(select(User.id).where(func.lower(User.email) == person.email.casefold())) is not None:
        raise AddressTaken(provider.label)
    name = person.name or person.email
    user = User(
        id=uuid.uuid4(), email=person.email, name=name, sort_key=sort_key(name), home_region_id=region, active=True
    )
    session.add(user)
    session.flush()
    identity = ExternalIdentity(
        id=uuid.uuid4(), user_id=user.id, provider=provider.name, subject=person.subject, sub=person.sub
    )
    session.add(identity)
    session.flush()
    return identity


def _hold_exactly(
    session: Session, user: User, organisation_id: uuid.UUID, region: str, wanted: frozenset[Role]
) -> None:
    """The roles at this organisation are what the claims give, no more and no less.

    Somebody of an employer keeps the role that the employer's administrator gave: the register knows who may act for
    the employer, not who manages its people.
    """
    rows = {
        Role(row.role): row
        for row in session.scalars(
            select(Membership).where(
                Membership.user_id == user.id,
                Membership.organisation_id == organisation_id,
                Membership.region_id == region,
            )
        )
    }
    running = {role for role, row in rows.items() if row.ended_at is None}
    if running == wanted or (wanted and wanted <= PORTAL_ROLES and running & PORTAL_ROLES):
        return
    for role in running - wanted:
        rows[role].ended_at = clock.now()
    for role in sorted(wanted - running):
        if role in rows:
            rows[role].ended_at = None
        else:
            session.add(Membership(user_id=user.id, organisation_id=organisation_id, region_id=region, role=role.value))
    session.flush()
    db.enter_region(session, region)
    audit.record(
        session,
        Actor(user_id=None, region_id=region, organisation_id=organisation_id, kind="inlogdienst"),
        "user.roles",
        subject=("user", user.id),
        before={"organisation": organisation_id, "roles": sorted(running)},
        after={"organisation": organisation_id, "roles": sorted(wanted)},
    )
    session.flush()


def _revoke(user_id: uuid.UUID, provider: Provider, where: list[_Where]) -> None:
    """Kept although the log-in itself is refused: in a second transaction, which the refusal does not undo."""
    with db.unit_of_work(None) as second:
        user = second.get_one(User, user_id)
        for organisation_id, region in where:
            _hold_exactly(second, user, organisation_id, region, frozenset())
        sessions.end_where(second, UserSession.user_id == user_id, UserSession.method == provider.name)
