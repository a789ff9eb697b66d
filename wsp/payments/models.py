"""Beschikkingen, and what is paid because of them: orders, months, batches, runs, and what a municipality fills in."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk


class Beschikking(RegionOwned, Versioned, Base):
    """A decision on an instrument at a placement (Awb art. 1:3). Never deleted: revoked, with a reason."""

    __tablename__ = "beschikkingen"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "number"),
        region_fk("placement_instrument_id", "placement_instruments"),
        region_fk("revokes_id", "beschikkingen"),
        region_fk("document_id", "documents"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        # Four eyes on amounts stand in the database: no program error can approve its own draft.
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> drafted_by_id", name="second_person"),
        CheckConstraint(
            "state NOT IN ('goedgekeurd', 'verzonden') OR approved_at IS NOT NULL", name="approved_whole"
        ),
        CheckConstraint("(revoked_at IS NULL) = (state <> 'ingetrokken')", name="revoked_whole"),
        CheckConstraint("state <> 'verzonden' OR sent_on IS NOT NULL", name="sent_whole"),
        Index("ix_beschikkingen_region_id_state", "region_id", "organisation_id", "state"),
    )  # fmt: skip

    number: Mapped[int]
    """Shown as B-12; unique within the region, without gaps."""
    placement_instrument_id: Mapped[uuid.UUID] = mapped_column(index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """The municipality that decides and pays: the controller of the candidate on that day."""
    kind: Mapped[str]
    """Value of `enums.DecisionKind`."""
    state: Mapped[str]
    """Value of `enums.DecisionState`."""
    ground: Mapped[str]
    """The article on which it rests."""
    starts_on: Mapped[date]
    """First day for which it holds; of a beëindiging or intrekking the first day without subsidy."""
    ends_on: Mapped[date | None]
    motivation: Mapped[str]
    amounts: Mapped[list[Any]]
    """What was approved: periods with euro per month and the basis, as `service.drafting` writes them."""
    recovered: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'::jsonb"))
    """Of a terugvordering: the orders whose negative amounts are claimed, with month and amount."""
    revokes_id: Mapped[uuid.UUID | None]
    """Of an intrekking: the beschikking that it takes back."""
    drafted_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    """Who last wrote it."""
    approved_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None]
    sent_on: Mapped[date | None]
    """Day on which it was made known (Awb art. 3:41); terms run from it."""
    sent_at: Mapped[datetime | None]
    """The order in which beschikkingen count."""
    sent_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    objection_until: Mapped[date | None]
    """Last day for an objection (Awb art. 6:7 and 6:8)."""
    document_id: Mapped[uuid.UUID | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    revoked_reason: Mapped[str | None]


class PaymentBatch(RegionOwned, Base):
    """Orders that went to the payment administration together. Made and closed at once; its file never changes."""

    __tablename__ = "payment_batches"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id", "number"))

    number: Mapped[int]
    """Shown as BB-3."""
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    orders: Mapped[int]
    total: Mapped[Decimal]
    sha256: Mapped[str]
    """Of the file as a whole, so that the receiver can see that nothing changed on the way."""
    filename: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
    """The file as it was made: a second download gives the same bytes. It names nobody."""
    closed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))


class PaymentOrder(RegionOwned, Versioned, Base):
    """What is paid over one month of one subsidy (betaalopdracht). `sequence` 0 is the month, later ones correct it."""

    __tablename__ = "payment_orders"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "number"),
        # Nothing is paid twice, whoever calculates at the same moment: one order 0, one order 1 ... for each month.
        UniqueConstraint(
            "region_id", "placement_instrument_id", "month", "organisation_id", "sequence",
            name="uq_payment_orders_once",
        ),
        Index(
            "uq_payment_orders_open", "region_id", "placement_instrument_id", "month", "organisation_id", unique=True,
            postgresql_where=text("state IN ('concept', 'goedgekeurd')"),
        ),
        region_fk("placement_instrument_id", "placement_instruments"),
        region_fk("batch_id", "payment_batches"),
        region_fk("recovery_id", "beschikkingen"),
        CheckConstraint("extract(day from month) = 1", name="month_begins"),
        CheckConstraint("(kind = 'maand') = (sequence = 0)", name="sequence_of_kind"),
        CheckConstraint("kind <> 'maand' OR amount > 0", name="month_is_paid"),
        CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id IS DISTINCT FROM planned_by_id", name="second_person"
        ),
        CheckConstraint("exported_by_id IS NULL OR exported_by_id <> approved_by_id", name="third_step"),
        CheckConstraint(
            "state NOT IN ('goedgekeurd', 'in-export', 'betaald', 'geweigerd', 'teruggekomen')"
            " OR approved_by_id IS NOT NULL", name="approved_whole",
        ),
        CheckConstraint(
            "state NOT IN ('in-export', 'betaald') OR batch_id IS NOT NULL", name="exported_whole"
        ),
        Index("ix_payment_orders_region_id_state", "region_id", "organisation_id", "state"),
        Index("ix_payment_orders_region_id_month", "region_id", "month"),
    )  # fmt: skip

    number: Mapped[int]
    """Shown as BO-12: the only thing that the payment administration knows an order by."""
    placement_instrument_id: Mapped[uuid.UUID] = mapped_column(index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """Who pays."""
    month: Mapped[date]
    """First day of the calendar month."""
    kind: Mapped[str]
    """Value of `enums.OrderKind`."""
    sequence: Mapped[int]
    amount: Mapped[Decimal]
    """Euro; a correction may be negative."""
    state: Mapped[str]
    """Value of `enums.OrderState`."""
    provisional: Mapped[bool] = mapped_column(default=False)
    """A value of law in it is not confirmed yet (voorlopig)."""
    planned_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """Who asked for the calculation that gave this amount; None for the daily job."""
    approved_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None]
    exported_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    settled_on: Mapped[date | None]
    """Day on which it was paid, refused or came back."""
    answer: Mapped[str | None]
    """What the payment administration said when it refused."""
    recovery_id: Mapped[uuid.UUID | None]
    """The terugvordering that claims this negative amount."""


class PaymentMonth(RegionOwned, Base):
    """What was owed over a month of a subsidy when it was last calculated, and why it may not be ordered."""

    __tablename__ = "payment_months"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint(
            "region_id", "placement_instrument_id", "month", "organisation_id", name="uq_payment_months_once"
        ),
        region_fk("placement_instrument_id", "placement_instruments"),
        CheckConstraint("(payable IS NULL) = (block IS NOT NULL)", name="payable_or_block"),
        Index("ix_payment_months_region_id_month", "region_id", "month", "organisation_id"),
    )

    placement_instrument_id: Mapped[uuid.UUID]
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    month: Mapped[date]
    owed: Mapped[Decimal | None]
    """What the rules give over the days with a right; None when that is not known."""
    payable: Mapped[Decimal | None]
    block: Mapped[str | None]
    """Value of `enums.Block`."""
    provisional: Mapped[bool] = mapped_column(default=False)
    calculated_at: Mapped[datetime]


class PaymentRun(RegionOwned, Base):
    """One calculation over all subsidies of a region, up to and including a month. Goes on where it stopped."""

    __tablename__ = "payment_runs"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        Index(
            "uq_payment_runs_busy", "region_id", unique=True, postgresql_where=text("state IN ('wacht', 'loopt')")
        ),
        CheckConstraint("extract(day from month) = 1", name="month_begins"),
    )  # fmt: skip

    month: Mapped[date]
    state: Mapped[str]
    """Value of `enums.RunState`."""
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    last_id: Mapped[uuid.UUID | None]
    """The subsidy after which it goes on; subsidies are done in order of their id."""
    made: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    blocked: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]


class PaymentStatement(RegionOwned, Base):
    """A status file that was read back: how many rows were taken, and what was wrong with the others."""

    __tablename__ = "payment_statements"
    __table_args__ = (UniqueConstraint("region_id", "id"),)

    sha256: Mapped[str]
    rows: Mapped[int]
    taken: Mapped[int]
    problems: Mapped[list[Any]]
    """[row number, order as it was written, what to do], without names."""
    read_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))


class Creditor(RegionOwned, Versioned, Base):
    """The number under which a municipality's payment administration knows an employer. No IBAN is kept here."""

    __tablename__ = "creditors"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "organisation_id", "employer_id"),
        region_fk("employer_id", "employers"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    employer_id: Mapped[uuid.UUID] = mapped_column(index=True)
    number: Mapped[str]
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))


class PaymentSettings(RegionOwned, Versioned, Base):
    """What a municipality's beschikkingen say of itself: in whose name, who signs, where an objection goes."""

    __tablename__ = "payment_settings"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id", "organisation_id"))

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    authority: Mapped[str]
    """In whose name: het college van burgemeester en wethouders van ..."""
    signer: Mapped[str]
    """Function of who signs by mandate."""
    mandate: Mapped[str]
    """Where the mandate stands (Awb art. 10:3): the register or decision."""
    objection_address: Mapped[str]
    """Lines of the address to which an objection is sent."""
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
