"""The outbox: one row per mail."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation import clock
from wsp.foundation.db import Base, RegionOwned
from wsp.foundation.mailer.enums import MailState


class Mail(RegionOwned, Base):
    """A mail to one person. Its content goes as soon as the mail server took it: what was said stands in the dossier.

    A log-in link is worth a password until it is used, so outbox and backups hold it no longer than needed.
    """

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        Index("uq_mails_key", "region_id", "key", unique=True, postgresql_where=text("key IS NOT NULL")),
        Index("ix_mails_open", "region_id", "next_at", postgresql_where=text("state IN ('wacht', 'bezig')")),
        Index("ix_mails_region_id_created_at", "region_id", "created_at"),
        Index("ix_mails_about", "region_id", "about_kind", "about_id"),
    )

    recipient: Mapped[str]
    recipient_name: Mapped[str | None]
    reply_to: Mapped[str | None]
    template: Mapped[str]
    """room/name."""
    subject: Mapped[str]
    """Never holds personal data (G13): subjects are shown on locked telephones."""
    text: Mapped[str | None] = mapped_column(deferred=True)
    html: Mapped[str | None] = mapped_column(deferred=True)
    message_id: Mapped[str]
    """The same at every attempt, so that a mail server or reader recognises a repeat."""
    unsubscribe: Mapped[str | None]
    """Path of the page where the reader turns this kind of mail off."""
    about_kind: Mapped[str | None]
    about_id: Mapped[uuid.UUID | None]
    sender_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """Whose act caused it: who hears that it was not delivered."""
    key: Mapped[str | None]
    """The same occasion is mailed once, however often it is looked at."""
    state: Mapped[str] = mapped_column(default=MailState.WAITING.value)
    attempts: Mapped[int] = mapped_column(default=0)
    """How often a mail server answered about this mail; a server that is away does not count."""
    next_at: Mapped[datetime] = mapped_column(default=clock.now)
    claimed_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    """Value of `enums.Trouble`, with the server's three digits."""
    sent_at: Mapped[datetime | None]
