"""Dated values: entered by one person, approved by another, and laid over the law of the product."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.instruments import catalogue
from wsp.instruments.enums import Benefit
from wsp.instruments.facts import PlacementFacts
from wsp.law.values import Unit
from wsp.policy import queries, service
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import CHOICES, Choice, ValueKind
from wsp.policy.errors import AlreadyDecided, SecondPersonNeeded, UnusableValue
from wsp.policy.models import PolicyValue

CAP = "participatiewet.loonkostensubsidie.cap"


@pytest.fixture
def two(session: Session) -> tuple[Actor, Actor]:
    """Two administrators of one region."""
    return factories.actor(session, Role.ADMINISTRATOR), factories.actor(session, Role.ADMINISTRATOR)


def _approved(session: Session, two: tuple[Actor, Actor], **values: object) -> PolicyValue:
    given = {
        "kind": ValueKind.LAW,
        "code": CAP,
        "value": "71",
        "valid_from": date(2027, 1, 1),
        "source": "Staatscourant (proef)",
    } | values
    proposal = service.propose(session, ProposeValue(**given), actor=two[0])  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    return service.approve(session, proposal.id, actor=two[1])


def test_a_value_counts_only_after_a_second_person_approved_it(session: Session, two: tuple[Actor, Actor]) -> None:
    command = ProposeValue(ValueKind.LAW, CAP, "71", date(2027, 1, 1), "Staatscourant (proef)")
    proposal = service.propose(session, command, actor=two[0])
    before = service.law_book(session, region="AM01")
    assert before.on(CAP, date(2027, 2, 1)).value == Decimal(70)
    with pytest.raises(SecondPersonNeeded):
        service.approve(session, proposal.id, actor=two[0])
    service.approve(session, proposal.id, actor=two[1])
    after = service.law_book(session, region="AM01")
    assert after.on(CAP, date(2027, 2, 1)).value == Decimal(71)
    assert after.on(CAP, date(2026, 12, 31)).value == Decimal(70)
    with pytest.raises(AlreadyDecided):
        service.approve(session, proposal.id, actor=two[1])


def test_an_earlier_value_does_not_push_out_a_later_one(session: Session, two: tuple[Actor, Actor]) -> None:
    _approved(session, two, value="72", valid_from=date(2028, 1, 1))
    _approved(session, two, value="71", valid_from=date(2027, 1, 1))
    book = service.law_book(session, region="AM01")
    assert [book.on(CAP, date(year, 6, 1)).value for year in (2026, 2027, 2028)] == [70, 71, 72]


def test_a_correction_leaves_what_was_known_before(session: Session, two: tuple[Actor, Actor]) -> None:
    with clock.frozen(date(2026, 11, 1)):
        wrong = _approved(session, two, value="7.1")
    with clock.frozen(date(2026, 11, 2)):
        _approved(session, two, value="71")
    session.refresh(wrong)
    assert wrong.superseded_at is not None
    assert service.law_book(session, region="AM01").on(CAP, date(2027, 1, 1)).value == Decimal(71)


def test_a_rejected_value_is_never_used(session: Session, two: tuple[Actor, Actor]) -> None:
    command = ProposeValue(ValueKind.LAW, CAP, "99", date(2027, 1, 1), "gehoord")
    proposal = service.propose(session, command, actor=two[0])
    service.reject(session, proposal.id, "Dit staat niet in de bron.", actor=two[1])
    assert service.law_book(session, region="AM01").on(CAP, date(2027, 2, 1)).value == Decimal(70)
    assert not queries.waiting(session, "AM01")


def test_a_municipality_goes_before_its_region(session: Session, two: tuple[Actor, Actor]) -> None:
    local = {"kind": ValueKind.LOCAL, "code": "jobcoaching.uurtarief", "unit": Unit.EURO_PER_HOUR}
    _approved(session, two, value="60.00", valid_from=date(2026, 6, 1), **local)
    _approved(session, two, value="75.50", valid_from=date(2026, 1, 1), municipality_code="GM0106", **local)
    day = date(2026, 11, 1)
    own = service.law_book(session, region="AM01", municipality="GM0106").choice("jobcoaching.uurtarief", day)
    other = service.law_book(session, region="AM01", municipality="GM1680").choice("jobcoaching.uurtarief", day)
    assert own is not None
    assert other is not None
    assert (own.value, other.value) == (Decimal("75.50"), Decimal("60.00"))


def test_every_choice_has_a_default_until_somebody_chose(session: Session, two: tuple[Actor, Actor]) -> None:
    assert len(Choice) == len(CHOICES) == 19
    _approved(
        session, two, kind=ValueKind.CHOICE, code=Choice.LKS_SCOPE.value, value="smal", valid_from=date(2026, 7, 1)
    )
    before = queries.choices(session, region="AM01", on=date(2026, 6, 30))
    after = queries.choices(session, region="AM01", on=date(2026, 7, 1))
    assert before[Choice.LKS_SCOPE].option == "breed"
    assert after[Choice.LKS_SCOPE].answer == "Smal"
    assert {chosen.row for choice, chosen in after.items() if choice is not Choice.LKS_SCOPE} == {None}


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("value", {"value": "zeventig"}),
        ("value", {"value": "-1"}),
        ("value", {"value": "NaN"}),
        ("code", {"code": "bestaat.niet"}),
        ("source", {"source": "  "}),
        ("valid_from", {"valid_from": date(2014, 12, 31)}),
        ("municipality_code", {"municipality_code": "GM0106"}),
        ("value", {"kind": ValueKind.CHOICE, "code": Choice.GATE.value, "value": "allebei"}),
        ("code", {"kind": ValueKind.CHOICE, "code": "20-nieuw", "value": "ja"}),
        ("unit", {"kind": ValueKind.LOCAL, "code": "jobcoaching.uurtarief"}),
        ("code", {"kind": ValueKind.LOCAL, "code": "Uurtarief", "unit": Unit.EURO}),
        ("value", {"kind": ValueKind.LOCAL, "code": "proefplaatsing.maanden", "value": "3", "unit": Unit.MONTHS}),
        ("value", {"kind": ValueKind.LOCAL, "code": "proefplaatsing.maanden", "value": "2", "unit": Unit.WEEKS}),
        ("value", {"kind": ValueKind.LOCAL, "code": "betaling.dertigsten", "value": "2", "unit": Unit.RULE}),
    ],
)
def test_a_slip_is_refused_at_its_field(
    session: Session, two: tuple[Actor, Actor], field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(UnusableValue) as refused:
        _approved(session, two, **changes)
    assert list(refused.value.fields) == [field]


def test_a_local_value_is_checked_against_a_national_limit_that_comes_later(
    two: tuple[Actor, Actor], session: Session
) -> None:
    """Since 1 July 2023 the law gives two months: a by-law from before may not outlive that."""
    command = ProposeValue(
        ValueKind.LOCAL, "proefplaatsing.maanden", "3", date(2022, 1, 1), "Verordening (proef)", unit=Unit.MONTHS
    )
    with pytest.raises(UnusableValue, match="vanaf 1 juli 2023 ten hoogste 2 toe"):
        service.propose(session, command, actor=two[0])


def test_an_instrument_follows_the_rule_of_the_municipality(session: Session, two: tuple[Actor, Actor]) -> None:
    local = {"kind": ValueKind.LOCAL, "code": "proefplaatsing.maanden", "unit": Unit.MONTHS, "value": "1"}
    _approved(session, two, valid_from=date(2026, 1, 1), municipality_code="GM0106", **local)
    facts = PlacementFacts(benefit=Benefit.BIJSTAND, prospect=True, starts_on=date(2026, 3, 1))
    months = {}
    for municipality in ("GM0106", "GM1680"):
        book = service.law_book(session, region="AM01", municipality=municipality)
        term = catalogue.get("proefplaatsing").assess(facts, book, date(2026, 3, 1)).term
        assert term is not None
        months[municipality] = term.months
    assert months == {"GM0106": 1, "GM1680": 2}
