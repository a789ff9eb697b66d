"""What the verbs of accounts take, and what a log-in looks like to the rest of the program."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from wsp.accounts.permissions import ROLE_LABELS, Role
from wsp.foundation.actor import Actor
from wsp.reference.starter import regions


@dataclass(frozen=True)
class LogIn:
    """A try to log in. `origin` is the network address; only its keyed hash is kept."""

    email: str
    password: str = field(repr=False)
    origin: str


def region_name(code: str) -> str:
    """Name of a region by its AM code; the code itself when it is not one of the 35."""
    return next((region.name for region in regions() if region.code == code), code)


@dataclass(frozen=True)
class Workplace:
    """One organisation in one region for which a user works, with the roles there."""

    region_id: str
    organisation_id: uuid.UUID
    organisation_name: str
    roles: tuple[Role, ...]

    @property
    def region_name(self) -> str:
        """Name of the labour-market region."""
        return region_name(self.region_id)

    @property
    def role_names(self) -> str:
        """The roles as a person reads them."""
        return ", ".join(ROLE_LABELS[role] for role in self.roles)


@dataclass(frozen=True)
class Login:
    """A running session: plain values, so that it can still be shown after the transaction ended."""

    session_id: uuid.UUID
    user_id: uuid.UUID
    name: str
    email: str
    csrf_token: str = field(repr=False)
    workplaces: tuple[Workplace, ...]
    active: Workplace | None
    """None until the user chose one of several."""
    actor: Actor | None
    must_change_password: bool
    method: str
    """How the user came in: `wachtwoord`, or the name of a provider."""
    verified_at: datetime | None
    """When the user last proved who they are."""
    expires_at: datetime
    last_seen_at: datetime
    """As read at the start of this request."""

    @property
    def anywhere(self) -> Actor:
        """The acting user also before a region was chosen: for what concerns only the own account."""
        return self.actor or Actor(user_id=self.user_id, region_id="", organisation_id=None)


@dataclass(frozen=True)
class NewLogin:
    """What a successful log-in hands to the door: the secret for the cookie, which is stored nowhere else."""

    token: str = field(repr=False)
    login: Login


@dataclass(frozen=True)
class HalfWay:
    """The password is right and the second step is still to come: no session yet, only a mark for the next page."""

    token: str = field(repr=False)
    enrol: bool
    """True: there is no second factor yet, and it must be set up now."""


@dataclass(frozen=True)
class TakeStep:
    """The second step of a log-in: the mark, and a code of the app or a recovery code."""

    token: str = field(repr=False)
    code: str = field(repr=False)
    origin: str


@dataclass(frozen=True)
class Finished:
    """The log-in is complete. `recovery_codes` only after a first code: they are shown once."""

    new: NewLogin
    recovery_codes: tuple[str, ...] = field(repr=False)
    codes_left: int


@dataclass(frozen=True)
class Confirm:
    """Prove again who you are: with a code, or with the password of who has no second factor."""

    origin: str
    code: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class AddUser:
    """A new colleague, with at least one role in the actor's region."""

    name: str
    email: str
    organisation_id: uuid.UUID
    roles: tuple[Role, ...]
    phone: str | None = None


@dataclass(frozen=True)
class EditUser:
    """Changed details of a user; `version` is the one the form was made from."""

    user_id: uuid.UUID
    version: int
    name: str
    email: str
    phone: str | None = None


@dataclass(frozen=True)
class SetRoles:
    """All roles that a user has at one organisation in the actor's region, from now on; none ends the work there."""

    user_id: uuid.UUID
    organisation_id: uuid.UUID
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class InvitePerson:
    """Somebody of an employer who gets into the portal, with one of the two roles there."""

    name: str
    email: str
    role: Role
    phone: str | None = None


@dataclass(frozen=True)
class SetPersonRole:
    """The role of somebody of an employer from now on; None ends the access at once."""

    user_id: uuid.UUID
    role: Role | None


@dataclass(frozen=True)
class ChangePassword:
    """A user changes their own password."""

    current: str = field(repr=False)
    new: str = field(repr=False)
    repeated: str = field(repr=False)


@dataclass(frozen=True)
class ChoosePassword:
    """A new password, chosen by whoever holds the mailed link."""

    token: str = field(repr=False)
    new: str = field(repr=False)
    repeated: str = field(repr=False)


@dataclass(frozen=True)
class AskReset:
    """Somebody who forgot the password. `origin` is the network address; only its keyed hash is kept."""

    email: str
    origin: str


@dataclass(frozen=True)
class AskAccess:
    """Somebody of an organisation without a place here asks for one."""

    name: str
    organisation: str
    email: str
    region: str
    phone: str | None = None
