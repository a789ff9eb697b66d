"""Organisations, users, memberships, sessions and log-in attempts.

These tables stand outside the region wall: logging in happens before a region is known, and one person may work in
several regions. They hold staff data only; their rights are narrowed by grants instead.
"""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wsp.foundation.crypto import EncryptedText
from wsp.foundation.db import Base, Keyed, RegionOwned, Versioned


class Organisation(Keyed, Base):
    """A municipality, UWV, a social work company, the WSP itself, or an employer with people in the portal.

    Municipalities and UWV are controllers of candidates (verwerkingsverantwoordelijken).
    """

    __tablename__ = "organisations"

    name: Mapped[str]
    kind: Mapped[str]
    """Value of `enums.OrganisationKind`."""
    municipality_code: Mapped[str | None] = mapped_column(unique=True)
    """GM code, for a municipality."""
    kvk_number: Mapped[str | None] = mapped_column(index=True)
    """For an employer: by which its people are known who log in with eHerkenning."""


class User(Keyed, Versioned, Base):
    """A member of staff, or somebody of an employer, who can log in."""

    __tablename__ = "users"
    __table_args__ = (Index("uq_users_email", text("lower(email)"), unique=True),)

    email: Mapped[str]
    name: Mapped[str]
    sort_key: Mapped[str]
    phone: Mapped[str | None]
    password_hash: Mapped[str | None] = mapped_column(deferred=True)
    active: Mapped[bool] = mapped_column(default=True)
    password_changed_at: Mapped[datetime | None]
    password_temporary_until: Mapped[datetime | None]
    """Set while the password is one that an administrator handed over: it must be changed, and expires by itself."""
    home_region_id: Mapped[str]
    """The region whose administrators manage the account itself; others only grant their own region's roles."""

    memberships: Mapped[list["Membership"]] = relationship(back_populates="user", lazy="raise")


class Membership(Keyed, Base):
    """A user works for an organisation, in a region, in a role."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("user_id", "organisation_id", "region_id", "role"),
        CheckConstraint("ended_at IS NULL OR ended_at >= created_at", name="ends_after_start"),
        Index("ix_memberships_region_id", "region_id"),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    region_id: Mapped[str]
    role: Mapped[str]
    """Value of `permissions.Role`."""
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="memberships", lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")


class UserSession(Keyed, Base):
    """A log-in: kept on the server, so that it can be ended at once. The cookie holds a random token, we its hash."""

    __tablename__ = "user_sessions"

    token_hash: Mapped[str] = mapped_column(unique=True)
    csrf_token: Mapped[str]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    region_id: Mapped[str | None]
    """The active region; None until one was chosen."""
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    """On whose behalf the user works now: one person may serve two organisations in one region."""
    method: Mapped[str] = mapped_column(default="wachtwoord")
    """How the user logged in: `wachtwoord`, or the name of an OIDC provider."""
    identity_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("external_identities.id"), index=True)
    provider_session: Mapped[str | None]
    """The provider's own name for the session (`sid`): it may end it (back-channel logout)."""
    id_token: Mapped[str | None] = mapped_column(EncryptedText(), deferred=True)
    """Shown to the provider when the user logs out; forgotten when the session ends."""
    verified_at: Mapped[datetime | None]
    """When the user last proved who they are: at log-in, or again later (`rules.FRESH`)."""
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class LoginAttempt(Keyed, Base):
    """A failed or accepted log-in, by keyed hashes of address and origin: the throttle counts these."""

    __tablename__ = "login_attempts"
    __table_args__ = (
        Index("ix_login_attempts_email_hash_created_at", "email_hash", "created_at"),
        Index("ix_login_attempts_origin_hash_created_at", "origin_hash", "created_at"),
    )

    email_hash: Mapped[str]
    origin_hash: Mapped[str]
    succeeded: Mapped[bool]


class SecondFactor(Keyed, Base):
    """The secret of somebody's app (TOTP). Without `confirmed_at` it waits for its first code and is not asked for."""

    __tablename__ = "second_factors"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), unique=True)
    secret: Mapped[str | None] = mapped_column(EncryptedText())
    """None after it was taken away."""
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None]
    """Time step of the last accepted code: the same code is refused a second time."""


class RecoveryCode(Keyed, Base):
    """A code for who lost the app: shown once, kept as keyed hash, used once."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class ExternalIdentity(Keyed, Base):
    """The same person at an OIDC provider, by the provider's own key (never by e-mail address)."""

    __tablename__ = "external_identities"
    __table_args__ = (UniqueConstraint("provider", "subject"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    provider: Mapped[str]
    subject: Mapped[str]
    """The claims that the configuration names as key, joined by a colon (`tid:oid`, or `sub`)."""
    sub: Mapped[str]
    """The `sub` of the tokens: a back-channel logout names it."""
    last_login_at: Mapped[datetime | None]


class OneTimeLink(Keyed, Base):
    """A link that was mailed: kept as keyed hash only, usable once and until `expires_at` (`service.links`)."""

    __tablename__ = "one_time_links"

    token_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    region_id: Mapped[str]
    """Where the subject stands; empty for what concerns only an account."""
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    subject_kind: Mapped[str | None]
    subject_id: Mapped[uuid.UUID | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class DiaryAddress(Keyed, Base):
    """A secret address from which somebody's own diary reads their talks; the address is shown once, we keep its hash.

    It stands outside the wall as sessions do: who calls is known only after looking the hash up, and blocking an
    account ends the addresses of every region at once.
    """

    __tablename__ = "diary_addresses"
    __table_args__ = (
        Index(
            "uq_diary_addresses_running", "user_id", "region_id", "organisation_id", unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip

    token_hash: Mapped[str] = mapped_column(unique=True, deferred=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    region_id: Mapped[str]
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """Where the talks are: one person may work in two regions, or for two organisations in one."""
    last_used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was switched off or renewed, or an administrator shut the user out."""
    window_began_at: Mapped[datetime | None]
    window_count: Mapped[int] = mapped_column(default=0)
    """Calls since `window_began_at`: the brake."""


class KeptForm(RegionOwned, Base):
    """What somebody typed when the session ended, or when a fresh proof was asked: given back after logging in.

    Passwords and BSN are never kept. The contents are encrypted, since they may be about a candidate.
    """

    __tablename__ = "kept_forms"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    path: Mapped[str]
    typed: Mapped[str] = mapped_column(EncryptedText())
    """JSON: a list of name and value."""
    with_files: Mapped[bool]
    """True when files were chosen too: those must be chosen again."""
    expires_at: Mapped[datetime]


class RequestCount(Keyed, Base):
    """How often a user asked for something that is limited, in the present window; one row per user and kind."""

    __tablename__ = "request_counts"
    __table_args__ = (UniqueConstraint("user_id", "kind"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str]
    started_at: Mapped[datetime]
    count: Mapped[int]
