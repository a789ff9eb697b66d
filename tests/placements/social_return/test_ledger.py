"""The ledger of social return: what counts, once, and what stays after closing."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.placements.social_return import factories
from tests.placements.social_return.factories import TODAY
from tests.placements.world import World
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.foundation.errors import StaleVersion
from wsp.instruments.enums import SocialReturnGroup as Group
from wsp.placements.errors import NotYourStep
from wsp.placements.models import Placement, PlacementTerms
from wsp.placements.social_return import queries, service
from wsp.placements.social_return.commands import BookActivity, BookPlacement
from wsp.placements.social_return.enums import ActivityKind
from wsp.placements.social_return.errors import (
    CountedAlready,
    SocialReturnClosed,
    SocialReturnNotFound,
    UnusableSocialReturn,
)
from wsp.placements.social_return.models import SocialReturnObligation, SocialReturnPlacement
from wsp.placements.social_return.queries import Ledger

pytestmark = pytest.mark.usefixtures("on_a_day", "bbl_settled")


@pytest.fixture
def placed(world: World) -> Placement:
    """Half a full week, from 1 January 2026 up to and including 31 December 2026."""
    return world.place(
        starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), hours_per_week=Decimal(18), full_week_hours=Decimal(36)
    )


@pytest.fixture
def owed(session: Session, world: World) -> SocialReturnObligation:
    return factories.obligation(session, world)


def book(world: World, row: SocialReturnObligation, placed: Placement, **given: object) -> SocialReturnPlacement:
    command = BookPlacement(placement_id=placed.id, **({"target_group": Group.BBL} | given))  # type: ignore[arg-type]  # what a test gives
    return service.book_placement(world.session, row.id, command, actor=world.account_manager)


def act(world: World, row: SocialReturnObligation, kind: ActivityKind, amount: int) -> None:
    command = BookActivity(
        kind=kind, done_on=TODAY, amount=Decimal(amount), description="Bloemen gekocht", proof="F-12"
    )
    service.book_activity(world.session, row.id, command, actor=world.account_manager)


def ledger(world: World, row: SocialReturnObligation) -> Ledger:
    return queries.ledger(world.session, world.account_manager, row.id)


def close(world: World, row: SocialReturnObligation) -> None:
    service.close_obligation(world.session, row.id, version=row.version, actor=world.account_manager)


def test_what_is_filled_in_and_what_will_be(world: World, owed: SocialReturnObligation, placed: Placement) -> None:
    book(world, owed, placed)
    act(world, owed, ActivityKind.PURCHASE, 500)
    found = ledger(world, owed)
    # Half of 36.500 is 18.250 a year, 50 a day: 182 days up to and including 1 July.
    assert (found.row.amount, found.filled, found.forecast) == (Decimal(10000), Decimal(9600), Decimal(18750))
    assert (found.left, found.short) == (Decimal(400), Decimal(0))
    assert found.placements[0].words == ("€ 36.500,00 × 18 / 36 × 365 / 365 = € 18.250,00",)


def test_a_placement_that_ends_early_counts_less(world: World, owed: SocialReturnObligation, placed: Placement) -> None:
    book(world, owed, placed)
    placed.ended_on = date(2026, 1, 31)
    world.session.flush()
    assert ledger(world, owed).forecast == Decimal(50 * 31)


def test_other_hours_are_reckoned_again(world: World, owed: SocialReturnObligation, placed: Placement) -> None:
    book(world, owed, placed)
    terms = world.session.scalars(select(PlacementTerms).where(PlacementTerms.placement_id == placed.id)).one()
    terms.hours_per_week = Decimal(36)
    world.session.flush()
    assert ledger(world, owed).forecast == Decimal(36500)


def test_a_group_without_an_amount_is_said_and_not_guessed(
    world: World, owed: SocialReturnObligation, placed: Placement
) -> None:
    book(world, owed, placed, target_group=Group.WW)
    found = ledger(world, owed)
    assert found.unknown
    assert found.placements[0].until_now is None
    with pytest.raises(UnusableSocialReturn):
        close(world, owed)


def test_a_day_counts_once(world: World, owed: SocialReturnObligation, placed: Placement) -> None:
    book(world, owed, placed, ends_on=date(2026, 6, 30))
    other = factories.obligation(world.session, world, contract="Tweede opdracht")
    with pytest.raises(CountedAlready):
        book(world, other, placed, starts_on=date(2026, 6, 30))
    book(world, other, placed, starts_on=date(2026, 7, 1))
    assert ledger(world, owed).forecast + ledger(world, other).forecast == Decimal(18250)


def test_the_database_lets_a_day_count_once(world: World, owed: SocialReturnObligation, placed: Placement) -> None:
    first = book(world, owed, placed)
    twin = SocialReturnPlacement(
        id=uuid.uuid4(),
        region_id=first.region_id,
        obligation_id=owed.id,
        placement_id=placed.id,
        target_group=Group.BBL.value,
        starts_on=first.ends_on,
        ends_on=first.ends_on,
    )
    world.session.add(twin)
    with pytest.raises(IntegrityError, match="ex_social_return_placements_once"):
        world.session.flush()
    world.session.rollback()


def test_a_line_taken_out_makes_room(world: World, owed: SocialReturnObligation, placed: Placement) -> None:
    line = book(world, owed, placed)
    service.withdraw(world.session, owed.id, line.id, actor=world.account_manager)
    assert ledger(world, owed).placements == []
    book(world, owed, placed)
    with pytest.raises(SocialReturnNotFound):
        service.withdraw(world.session, owed.id, line.id, actor=world.account_manager)


def test_after_closing_nothing_changes_but_by_a_correction(
    world: World, owed: SocialReturnObligation, placed: Placement
) -> None:
    line = book(world, owed, placed)
    with pytest.raises(UnusableSocialReturn):
        act(world, owed, ActivityKind.CORRECTION, -100)
    close(world, owed)
    placed.ended_on = date(2026, 1, 31)
    world.session.flush()
    assert ledger(world, owed).filled == Decimal(9100)
    for refused in (
        lambda: book(world, owed, placed),
        lambda: act(world, owed, ActivityKind.PURCHASE, 5),
        lambda: close(world, owed),
        lambda: service.withdraw(world.session, owed.id, line.id, actor=world.account_manager),
    ):
        with pytest.raises(SocialReturnClosed):
            refused()
    act(world, owed, ActivityKind.CORRECTION, -100)
    assert (ledger(world, owed).filled, ledger(world, owed).forecast) == (Decimal(9000), Decimal(9000))


def test_who_closes_saw_every_line(world: World, owed: SocialReturnObligation, placed: Placement) -> None:
    seen = owed.version
    book(world, owed, placed)
    with pytest.raises(StaleVersion):
        service.close_obligation(world.session, owed.id, version=seen, actor=world.account_manager)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"amount": Decimal(500)}, "amount"),
        ({"percentage": None}, "amount"),
        ({"percentage": Decimal(0)}, "amount"),
        ({"ends_on": date(2025, 12, 31)}, "ends_on"),
        ({"organisation_id": uuid.uuid4()}, "organisation_id"),
    ],
)
def test_an_obligation_that_cannot_be(world: World, given: dict[str, object], field: str) -> None:
    with pytest.raises(UnusableSocialReturn) as refused:
        factories.obligation(world.session, world, **given)
    assert list(refused.value.fields) == [field]


def test_days_outside_the_contract_do_not_count(world: World, owed: SocialReturnObligation, placed: Placement) -> None:
    for days in ({"starts_on": date(2025, 12, 31)}, {"ends_on": date(2028, 1, 1)}):
        with pytest.raises(UnusableSocialReturn):
            book(world, owed, placed, **days)


def test_only_who_edits_placements_and_only_in_the_region(world: World, owed: SocialReturnObligation) -> None:
    with pytest.raises(NotYourStep):
        service.add_obligation(world.session, factories.command(world), actor=world.client_manager)
    with pytest.raises(SocialReturnNotFound):
        queries.ledger(world.session, world.client_manager, owed.id)
    assert queries.ledgers(world.session, world.client_manager) == []
    assert queries.page_of_ledgers(world.session, world.client_manager).total == 0
    elsewhere = accounts.actor(world.session, Role.ACCOUNT_MANAGER, region="AM02")
    with pytest.raises(SocialReturnNotFound):
        queries.ledger(world.session, elsewhere, owed.id)
    assert queries.page_of_ledgers(world.session, elsewhere).total == 0
    assert queries.ledgers(world.session, elsewhere) == []


def test_what_was_booked_stands_in_the_log(world: World, owed: SocialReturnObligation, placed: Placement) -> None:
    book(world, owed, placed)
    close(world, owed)
    logged = world.session.scalars(select(AuditEvent.action).where(AuditEvent.action.like("social_return.%"))).all()
    assert sorted(logged) == ["social_return.add", "social_return.book_placement", "social_return.close"]
