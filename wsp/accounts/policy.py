"""Who may manage which account: administrators manage the users of their own region only."""

import uuid

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from wsp.accounts.errors import ManagedElsewhere
from wsp.accounts.models import Membership, User
from wsp.accounts.permissions import Permission
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed, NotFound


def visible(actor: Actor) -> ColumnElement[bool]:
    """Filter on User: who works, or worked, in the actor's region."""
    return exists().where(Membership.user_id == User.id, Membership.region_id == actor.region_id)


def managed(session: Session, user_id: uuid.UUID, *, actor: Actor) -> User:
    """The user, locked; NotFound when outside the actor's region, so that nothing shows whether it exists."""
    user = session.scalar(select(User).where(User.id == user_id, visible(actor)).with_for_update(of=User))
    if user is None:
        raise NotFound("Deze gebruiker is niet gevonden in deze regio.")
    return user


def managed_account(session: Session, user_id: uuid.UUID, *, actor: Actor) -> User:
    """As `managed`, for changes to the account itself (address, password, activity).

    Raises ManagedElsewhere when another region manages the account: whoever may reset a password can take over
    what the account sees in every region.
    """
    user = managed(session, user_id, actor=actor)
    if user.home_region_id != actor.region_id:
        raise ManagedElsewhere
    return user


def manages_own_people(actor: Actor) -> bool:
    """Tell whether the actor is an employer's administrator: their word reaches no further than that employer."""
    return actor.may(Permission.PORTAL_PEOPLE)


def check_manages_people(actor: Actor, organisation_id: uuid.UUID) -> None:
    """Refuse who does not manage the people of an employer's organisation.

    That is the employer's own administrator, or staff who invite; staff come here only through the room that knows
    which organisation an employer of their region has.

    Raises:
        NotAllowed: says whom to ask.

    """
    if manages_own_people(actor):
        if actor.organisation_id == organisation_id:
            return
    elif actor.may(Permission.EMPLOYER_INVITE):
        return
    raise NotAllowed("Alleen de beheerder van uw organisatie kan mensen toegang geven. Vraag het aan de beheerder.")
