"""A status file that is damaged, differs from the orders, comes twice, or is older than the order it speaks of."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.payments.conftest import TODAY
from tests.payments.world import Paying
from wsp.foundation import clock
from wsp.payments import service
from wsp.payments.enums import OrderState
from wsp.payments.errors import UnreadableFile
from wsp.payments.models import PaymentBatch, PaymentStatement

HEAD = "opdracht;status;datum;reden;bedrag"


def _file(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def _read(paying: Paying, content: bytes) -> PaymentStatement:
    return service.read_statement(paying.session, content, actor=paying.exporter)


def _exported(paying: Paying) -> PaymentBatch:
    paying.sent()
    paying.creditor()
    paying.approve()
    return service.close_batch(paying.session, paying.of.organisation.id, actor=paying.exporter)


def _again(paying: Paying) -> None:
    """The first order was refused and goes out once more."""
    service.offer_again(paying.session, paying.orders()[0].id, actor=paying.exporter)
    service.close_batch(paying.session, paying.of.organisation.id, actor=paying.exporter)


def test_one_damaged_row_leaves_every_order_as_it_was(paying: Paying) -> None:
    _exported(paying)
    first, second, *_ = paying.orders()
    content = _file(f"BO-{first.number};betaald;2026-08-03;", f"BO-{second.number};betaald;20")

    with pytest.raises(UnreadableFile, match=r"1 rij niet lezen\. Er is niets veranderd") as refused:
        _read(paying, content)

    assert [row[:2] for row in refused.value.rows] == [(3, f"BO-{second.number}")]
    assert {each.state for each in paying.orders()} == {OrderState.EXPORTED}
    assert paying.session.scalar(select(func.count()).select_from(PaymentStatement)) == 0


def test_another_amount_is_a_difference_and_settles_nothing(paying: Paying) -> None:
    _exported(paying)
    first, second, *_ = paying.orders()
    report = _read(
        paying,
        _file(f"BO-{first.number};betaald;2026-08-03;;{first.amount}", f"BO-{second.number};betaald;2026-08-03;;1,00"),
    )

    assert (report.rows, report.taken) == (2, 1)
    [[row, _order, text]] = report.problems
    assert row == 3
    assert "In het bestand staat € 1,00" in text
    assert [each.state for each in paying.orders()][:2] == [OrderState.PAID, OrderState.EXPORTED]


def test_the_same_file_twice_changes_nothing(paying: Paying) -> None:
    _exported(paying)
    content = _file(f"BO-{paying.orders()[0].number};betaald;2026-08-03;")
    _read(paying, content)
    before = [(each.id, each.version) for each in paying.orders()]
    report = _read(paying, content)

    assert (report.taken, report.problems) == (1, [])
    assert [(each.id, each.version) for each in paying.orders()] == before


def test_a_file_that_was_read_before_says_nothing_of_an_order_that_went_out_again(paying: Paying) -> None:
    """Else the old refusal would refuse it once more, and an old payment would count for the new one."""
    _exported(paying)
    number = paying.orders()[0].number
    old = _file(f"BO-{number};geweigerd;2026-08-03;Rekening opgeheven")
    _read(paying, old)
    moment = clock.now()
    with clock.frozen(moment + timedelta(minutes=5)):
        _again(paying)
        report = _read(paying, old)

    assert report.taken == 0
    assert "Dit antwoord is oud" in report.problems[0][2]
    assert paying.orders()[0].state == OrderState.EXPORTED


def test_an_answer_from_before_the_order_went_out_again_is_not_taken(paying: Paying) -> None:
    _exported(paying)
    number = paying.orders()[0].number
    _read(paying, _file(f"BO-{number};geweigerd;2026-08-03;Rekening opgeheven"))
    later = TODAY + timedelta(days=7)
    with clock.frozen(later):
        _again(paying)
        report = _read(paying, _file(f"BO-{number};betaald;2026-08-09;"))
        assert "10 augustus 2026" in report.problems[0][2]
        assert paying.orders()[0].state == OrderState.EXPORTED
        _read(paying, _file(f"BO-{number};betaald;2026-08-10;"))
        assert paying.orders()[0].state == OrderState.PAID


def test_money_cannot_come_back_before_it_was_paid(paying: Paying) -> None:
    _exported(paying)
    number = paying.orders()[0].number
    with clock.frozen(date(2026, 8, 20)):
        _read(paying, _file(f"BO-{number};betaald;2026-08-10;"))
        report = _read(paying, _file(f"BO-{number};teruggekomen;2026-08-05;Verkeerde naam"))

    assert "betaald op 10 augustus 2026" in report.problems[0][2]
    assert paying.orders()[0].state == OrderState.PAID
