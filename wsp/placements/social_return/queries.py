"""Reads of this room: obligations with how they stand, and the ledger of one."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Permission
from wsp.employers import queries as employers
from wsp.employers.models import Contact, Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import Page, window
from wsp.instruments.enums import SocialReturnGroup
from wsp.instruments.social_return_worth import worth_per_year
from wsp.law.lookup import LawBook
from wsp.law.steps import Working
from wsp.placements import policy
from wsp.placements.models import Placement
from wsp.placements.queries.facts import terms_versions
from wsp.placements.rules import TermsVersion
from wsp.placements.social_return.enums import ActivityKind
from wsp.placements.social_return.errors import SocialReturnNotFound
from wsp.placements.social_return.models import SocialReturnActivity, SocialReturnObligation, SocialReturnPlacement
from wsp.placements.social_return.rules import Counted, count
from wsp.policy import service as laws

MOST_OFFERED: Final = 200
"""Placements to choose from: the newest."""


@dataclass(frozen=True)
class PlacementLine:
    """A booked placement. `placement` is None when this actor may not read it any more."""

    row: SocialReturnPlacement
    placement: Placement | None
    until_now: Decimal | None
    """Euro; None: the municipality settled no amount for this group."""
    at_the_end: Decimal | None
    words: tuple[str, ...]
    """How the forecast was reckoned."""


@dataclass(frozen=True)
class Ledger:
    """One obligation with its lines; withdrawn lines are left out."""

    row: SocialReturnObligation
    employer: str
    municipality: str
    placements: Sequence[PlacementLine]
    activities: Sequence[SocialReturnActivity]
    people: int = 0
    """How many different people count until now, also for an amount that nobody settled."""

    @property
    def filled(self) -> Decimal:
        """Euro that count until today; after closing what was written down then, with the corrections."""
        if self.row.settled_amount is not None:
            corrections = (each.amount for each in self.activities if each.kind == ActivityKind.CORRECTION)
            return self.row.settled_amount + sum(corrections, Decimal(0))
        return self._by_hand + sum((each.until_now or Decimal(0) for each in self.placements), Decimal(0))

    @property
    def forecast(self) -> Decimal:
        """Euro that will count on the last day if nothing changes."""
        if self.row.settled_amount is not None:
            return self.filled
        return self._by_hand + sum((each.at_the_end or Decimal(0) for each in self.placements), Decimal(0))

    @property
    def left(self) -> Decimal:
        """Euro still to fill in; never below zero."""
        return max(Decimal(0), self.row.amount - self.filled)

    @property
    def short(self) -> Decimal:
        """Euro that will be missing on the last day; never below zero."""
        return max(Decimal(0), self.row.amount - self.forecast)

    @property
    def unknown(self) -> bool:
        """Whether a line has no amount, so that the totals are too low."""
        return any(each.at_the_end is None for each in self.placements)

    @property
    def _by_hand(self) -> Decimal:
        return sum((each.amount for each in self.activities), Decimal(0))


def obligation(
    session: Session, actor: Actor, obligation_id: uuid.UUID, *, lock: bool = False
) -> SocialReturnObligation:
    """Return an obligation of the region; with `lock` nobody else books on it until this transaction ends.

    Raises:
        SocialReturnNotFound: there is none for this actor.

    """
    asked = select(SocialReturnObligation).where(
        SocialReturnObligation.id == obligation_id, SocialReturnObligation.region_id == actor.region_id
    )
    if lock:
        asked = asked.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(asked) if actor.may(Permission.PLACEMENT_EDIT) else None
    if found is None:
        raise SocialReturnNotFound
    return found


def ledger(session: Session, actor: Actor, obligation_id: uuid.UUID) -> Ledger:
    """Return the ledger of one obligation.

    Raises:
        SocialReturnNotFound: there is none for this actor.

    """
    return _ledgers(session, actor, [obligation(session, actor, obligation_id)])[0]


def page_of_ledgers(session: Session, actor: Actor, *, page: int = 1) -> Page[Ledger]:
    """Return one page of the ledgers of the region: open ones first, then by last day."""
    if not actor.may(Permission.PLACEMENT_EDIT):
        return Page([], 0)
    found, total, number = window(session, _listed(actor), page=page)
    return Page(_in_order(session, actor, [each[0] for each in found]), total, number)


def ledgers(session: Session, actor: Actor) -> Sequence[Ledger]:
    """Return every ledger of the region in the order of the list, for a spreadsheet."""
    if not actor.may(Permission.PLACEMENT_EDIT):
        return []
    return _in_order(session, actor, session.scalars(_listed(actor)).all())


def contact_of(session: Session, actor: Actor, row: SocialReturnObligation) -> Contact | None:
    """Return the contact person of an obligation, also one who left; None when nobody is named."""
    people = employers.contacts(session, actor, row.employer_id) if row.contact_id else ()
    return next((each for each in people if each.id == row.contact_id), None)


def bookable(session: Session, actor: Actor, employer_id: uuid.UUID) -> Sequence[Placement]:
    """Return the newest placements at this employer that the actor may read, to choose from."""
    asked = select(Placement).where(Placement.employer_id == employer_id, policy.visible_placements(actor))
    return session.scalars(asked.order_by(Placement.number.desc()).limit(MOST_OFFERED)).all()


def last_counted(placement: Placement, line: SocialReturnPlacement) -> date:
    """Return the last day that counts: of the line, or earlier when the work ends earlier."""
    ends = placement.ended_on or placement.ends_on
    return line.ends_on if ends is None else min(line.ends_on, ends)


def _listed(actor: Actor) -> Select[uuid.UUID]:
    return (
        select(SocialReturnObligation.id)
        .where(SocialReturnObligation.region_id == actor.region_id)
        .order_by(
            SocialReturnObligation.closed_on.is_not(None), SocialReturnObligation.ends_on, SocialReturnObligation.id
        )
    )


def _in_order(session: Session, actor: Actor, ids: Sequence[uuid.UUID]) -> list[Ledger]:
    asked = select(SocialReturnObligation).where(SocialReturnObligation.id.in_(ids))
    rows = {row.id: row for row in session.scalars(asked)} if ids else {}
    return _ledgers(session, actor, [rows[each] for each in ids if each in rows])


def _ledgers(session: Session, actor: Actor, rows: Sequence[SocialReturnObligation]) -> list[Ledger]:
    if not rows:
        return []
    ids = [row.id for row in rows]
    lines = session.scalars(
        select(SocialReturnPlacement)
        .where(SocialReturnPlacement.obligation_id.in_(ids), SocialReturnPlacement.withdrawn_at.is_(None))
        .order_by(SocialReturnPlacement.starts_on, SocialReturnPlacement.id)
    ).all()
    activities = session.scalars(
        select(SocialReturnActivity)
        .where(SocialReturnActivity.obligation_id.in_(ids), SocialReturnActivity.withdrawn_at.is_(None))
        .order_by(SocialReturnActivity.done_on, SocialReturnActivity.id)
    ).all()
    asked = {line.placement_id for line in lines}
    places: dict[uuid.UUID, Placement] = {}
    readable: set[uuid.UUID] = set()
    for place, seen in _places(session, actor, asked):
        places[place.id] = place
        if seen:
            readable.add(place.id)
    terms = terms_versions(session, asked)
    named = {
        row.id: (row.employer, row.municipality)
        for row in session.execute(
            select(SocialReturnObligation.id, Employer.name.label("employer"), Organisation.name.label("municipality"))
            .join(
                Employer,
                and_(
                    Employer.region_id == SocialReturnObligation.region_id,
                    Employer.id == SocialReturnObligation.employer_id,
                ),
            )
            .join(Organisation, Organisation.id == SocialReturnObligation.organisation_id)
            .where(SocialReturnObligation.id.in_(ids))
        )
    }
    books = {key: _book(session, actor, key) for key in {row.organisation_id for row in rows}}
    by_row = {row.id: row for row in rows}
    counted: dict[uuid.UUID, list[PlacementLine]] = defaultdict(list)
    people: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for line in lines:
        row, placement = by_row[line.obligation_id], places[line.placement_id]
        made = _line(line, row, placement, terms, books[row.organisation_id], readable)
        counted[row.id].append(made)
        if made.until_now != 0:
            people[row.id].add(placement.candidate_id)
    done: dict[uuid.UUID, list[SocialReturnActivity]] = defaultdict(list)
    for each in activities:
        done[each.obligation_id].append(each)
    return [
        Ledger(
            row=row,
            employer=named[row.id][0],
            municipality=named[row.id][1],
            placements=counted[row.id],
            activities=done[row.id],
            people=len(people[row.id]),
        )
        for row in rows
    ]


def _places(session: Session, actor: Actor, ids: set[uuid.UUID]) -> Sequence[Row[Placement, bool]]:
    """These placements, each with whether the actor may read it."""
    asked = select(Placement, policy.visible_placements(actor)).where(Placement.id.in_(ids))
    return session.execute(asked).all() if ids else []


def _book(session: Session, actor: Actor, organisation_id: uuid.UUID) -> LawBook:
    return laws.law_book(
        session, region=actor.region_id, municipality=accounts.municipality_code(session, organisation_id)
    )


def _line(
    line: SocialReturnPlacement,
    row: SocialReturnObligation,
    placement: Placement,
    terms: dict[uuid.UUID, tuple[TermsVersion, ...]],
    book: LawBook,
    readable: set[uuid.UUID],
) -> PlacementLine:
    shown = placement if placement.id in readable else None
    worth = worth_per_year(Working(book, row.starts_on), SocialReturnGroup(line.target_group))
    if line.settled_amount is not None:
        return PlacementLine(line, shown, line.settled_amount, line.settled_amount, ("Vastgesteld bij het afsluiten.",))
    if worth is None:
        return PlacementLine(line, shown, None, None, ())
    last = last_counted(placement, line)
    whole = _counted(worth, terms.get(placement.id, ()), line.starts_on, last)
    until = _counted(worth, terms.get(placement.id, ()), line.starts_on, min(last, clock.today()))
    return PlacementLine(line, shown, until.amount, whole.amount, whole.words)


def _counted(worth: Decimal, terms: Sequence[TermsVersion], first: date, last: date) -> Counted:
    return count(worth, terms, first, last) if first <= last else Counted(Decimal(0), ())
