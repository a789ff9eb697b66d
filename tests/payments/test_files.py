"""What goes to the payment administration and what comes back: totals, hash, and a report per row."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.payments.enums import OrderState
from wsp.payments.rules.files import Candidate, Line, NotAStatusFile, choose, payment_file, read_status

TODAY = date(2026, 11, 22)
MONTH = date(2026, 10, 1)
HEAD = "opdracht;status;datum;reden;bedrag\n"


def test_the_file_ends_with_count_total_and_hash_of_what_stands_above() -> None:
    made = payment_file(
        [Line(3, "C-100", MONTH, "maand", Decimal("1224.11")), Line(4, "C-200", MONTH, "correctie", Decimal("-24.10"))]
    )
    rows = made.content.decode().split("\r\n")

    assert rows[1:3] == ["1;BO-3;C-100;2026-10;maand;1224,11", "2;BO-4;C-200;2026-10;correctie;-24,10"]
    above = "\r\n".join([*rows[:3], ""]).encode()
    assert rows[3] == f"SLUIT;2;1200,01;{hashlib.sha256(above).hexdigest()}"
    assert made.sha256 == hashlib.sha256(made.content).hexdigest()
    assert (made.orders, made.total) == (2, Decimal("1200.01"))


AMOUNTS = st.integers(-500_00, 500_00).filter(bool).map(lambda cents: Decimal(cents) / 100)


@given(st.lists(st.tuples(st.integers(1, 3), AMOUNTS), max_size=12))
def test_what_was_paid_too_much_is_settled_only_with_the_same_subsidy(drawn: list[tuple[int, Decimal]]) -> None:
    offered = [Candidate(number, subsidy, MONTH, amount) for number, (subsidy, amount) in enumerate(drawn)]
    taken = choose(offered)

    for subsidy in {each.subsidy for each in offered}:
        own = [each for each in offered if each.subsidy == subsidy]
        assert sum(each.amount for each in own if each.number in taken) >= 0
        assert all(each.number in taken for each in own if each.amount > 0)


def test_a_status_file_gives_an_answer_per_row() -> None:
    content = (
        HEAD + "BO-1;Betaald;2026-11-20;\n"
        "BO-2;geweigerd;2026-11-20;Rekening opgeheven;1.178,20\n"
        "bo-3;betaald;2026-11-20;;-24,10;;\n"
        "\n"
        "BO-4;teruggekomen;2026-11-20;Verkeerde naam;€ 1178.20\n"
        "BO-5;betaald;2026-11-20;;856\n"
    )
    answers = read_status(content.encode(), today=TODAY)

    assert [(each.row, each.order, each.state, each.amount) for each in answers] == [
        (2, 1, OrderState.PAID, None),
        (3, 2, OrderState.REJECTED, Decimal("1178.20")),
        (4, 3, OrderState.PAID, Decimal("-24.10")),
        (5, 4, OrderState.RETURNED, Decimal("1178.20")),
        (6, 5, OrderState.PAID, Decimal(856)),
    ]


def test_damaged_rows_stop_the_whole_file_and_each_says_what_to_do() -> None:
    content = (
        HEAD + "BO-1;Betaald;2026-11-20;\n"
        "BO-3;geweigerd;2026-11-20;\n"
        "12;betaald;2026-11-20;\n"
        "BO-4;gestort;2026-11-20;\n"
        "BO-5;betaald;20-11-2026;\n"
        "BO-6;betaald;2026-12-01;\n"
        "BO-1;betaald;2026-11-20;\n"
        "BO-7;betaald;2026-11-20;;1,178\n"
        "BO-8;geweigerd;2026-11-20;Fout; in rekening;12,00\n"
        "BO-9;betaald;2026-11-20;;12,00;nog iets\n"
        "BO-10;beta\n"
    )
    with pytest.raises(NotAStatusFile, match=r"10 rijen niet lezen\. Er is niets veranderd") as refused:
        read_status(content.encode(), today=TODAY)

    assert [(each.row, each.text.split(".")[0]) for each in refused.value.problems] == [
        (3, "Schrijf de reden op"),
        (4, "Schrijf de opdracht als BO-12"),
        (5, "Kies als status: betaald, geweigerd, teruggekomen"),
        (6, "Schrijf de datum als 2026-11-22"),
        (7, "De datum ligt in de toekomst"),
        (8, "Deze opdracht stond al op rij 2"),
        (9, "Schrijf het bedrag als 1178,20"),
        (10, "Schrijf het bedrag als 1178,20"),
        (11, "Deze rij heeft te veel kolommen"),
        (12, "Kies als status: betaald, geweigerd, teruggekomen"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"opdracht;status\nBO-1;betaald\n",
        HEAD.encode(),
        b'opdracht;status;datum\n"BO-1;betaald',
    ],
)
def test_what_is_no_status_file_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(NotAStatusFile, match=r"\.$"):
        read_status(content, today=TODAY)


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    try:
        answers = read_status(HEAD.encode() + content, today=TODAY)
    except NotAStatusFile:
        return
    assert answers
    assert len({each.order for each in answers}) == len(answers)
