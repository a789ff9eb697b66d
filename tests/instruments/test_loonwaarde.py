"""Loonwaarde by the national method: the arithmetic, the main tasks, and whose it is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation.errors import InvalidInput
from wsp.instruments.loonwaarde import (
    LoonwaardeKind,
    LoonwaardeRecord,
    MainTask,
    forfait_refusal,
    measure,
    minutes_per_day,
    remeasure_on,
)
from wsp.law import LawBook
from wsp.law.errors import NotSupportedError
from wsp.law.steps import Working
from wsp.law.values import LocalChoice

BOOK = LawBook.national()
DAY = date(2026, 3, 1)
percentages = st.decimals(min_value=0, max_value=100, places=1)


def _task(share: str, tempo: str = "100", quality: str = "100", net_time: str = "100") -> MainTask:
    return MainTask(share=Decimal(share), tempo=Decimal(tempo), quality=Decimal(quality), net_time=Decimal(net_time))


def _measured(*tasks: MainTask, day: date = DAY) -> int:
    return measure(tasks, Working(BOOK, day)).percentage


@pytest.mark.parametrize(
    ("tasks", "percentage"),
    [
        ([_task("100", "60")], 60),
        # 0,8 × 0,9 × 1 = 0,72 over 60 %; 0,5 × 1 × 0,9 = 0,45 over 40 %: 43,2 + 18 = 61,2
        ([_task("60", "80", "90"), _task("40", "50", "100", "90")], 61),
        # 50,5 is rounded up, 50,4 down
        ([_task("50", "50"), _task("50", "51")], 51),
        ([_task("50", "50"), _task("50", "50.8")], 50),
        ([_task("100")], 100),
        ([_task("100", "0")], 0),
        # 29,4; 29,5; 30,4
        ([_task("100", "29.4")], 29),
        ([_task("100", "29.5")], 30),
        ([_task("100", "30.4")], 30),
        # 98,5 × 1 = 98,5 → 99
        ([_task("100", "98.5")], 99),
        # five tasks; the smallest is exactly a sixteenth of the week
        ([_task("6.25"), _task("23.75"), _task("20"), _task("25"), _task("25", "0")], 75),
    ],
)
def test_the_sum_over_the_main_tasks_in_whole_percent(tasks: list[MainTask], percentage: int) -> None:
    assert _measured(*tasks) == percentage


@pytest.mark.parametrize(
    ("tasks", "words"),
    [
        ([], "1 tot en met 5"),
        ([_task("20")] * 4 + [_task("10")] * 2, "1 tot en met 5"),
        ([_task("6.24"), _task("93.76")], "Hoofdtaak 1 is kleiner dan 6,25 %"),
        ([_task("50"), _task("49")], "samen 99 %"),
        ([_task("50"), _task("51")], "samen 101 %"),
        ([_task("100", "101")], "van 0 tot en met 100"),
        ([_task("100", "-1")], "van 0 tot en met 100"),
        ([replace(_task("100"), minutes_per_day=Decimal(29))], "30 minuten"),
    ],
)
def test_what_is_no_main_task_is_refused(tasks: list[MainTask], words: str) -> None:
    with pytest.raises(InvalidInput) as failure:
        _measured(*tasks)
    assert words in failure.value.message


def test_exactly_thirty_minutes_is_enough() -> None:
    assert _measured(replace(_task("100", "60"), minutes_per_day=Decimal(30))) == 60
    assert minutes_per_day(Decimal("6.25"), Decimal(40), Decimal(5)) == 30
    assert minutes_per_day(Decimal("6.25"), Decimal(32), Decimal(5)) == 24


def test_before_the_national_method_nothing_is_measured() -> None:
    assert _measured(_task("100", "60"), day=date(2021, 7, 1)) == 60
    with pytest.raises(NotSupportedError):
        _measured(_task("100", "60"), day=date(2021, 6, 30))


def test_the_steps_explain_and_the_formula_is_provisional() -> None:
    working = Working(BOOK, DAY)
    measure([_task("60", "80", "90"), _task("40", "50", "100", "90")], working)
    assert [step.sentence for step in working.steps] == [
        "Hoofdtaak 1 telt voor 60 %: 43,2 %.",
        "Hoofdtaak 2 telt voor 40 %: 18 %.",
        "Samen is de loonwaarde 61 %.",
    ]
    assert any("product" in reason for reason in working.reasons)


@given(st.lists(st.tuples(percentages, percentages, percentages), min_size=1, max_size=5))
def test_never_below_zero_or_above_the_whole_and_no_less_with_more_tempo(
    measures: list[tuple[Decimal, Decimal, Decimal]],
) -> None:
    share = Decimal(100) / len(measures)
    shares = [share.quantize(Decimal("0.01"))] * (len(measures) - 1)
    shares.append(100 - sum(shares, Decimal(0)))
    tasks = [MainTask(share=s, tempo=t, quality=q, net_time=n) for s, (t, q, n) in zip(shares, measures, strict=True)]
    quicker = [replace(tasks[0], tempo=Decimal(100)), *tasks[1:]]
    assert 0 <= _measured(*tasks) <= _measured(*quicker) <= 100


RECORD = LoonwaardeRecord(
    kind=LoonwaardeKind.ESTABLISHED,
    person="p",
    function="inpakker",
    employer="w",
    percentage=61,
    measured_on=date(2026, 3, 1),
    valid_from=date(2026, 3, 15),
    expert="deskundige",
    workplace="hal 2",
)


@pytest.mark.parametrize(
    ("record", "job", "day", "counts"),
    [
        (RECORD, ("p", "inpakker", "w"), date(2026, 3, 15), True),
        (RECORD, ("p", "inpakker", "w"), date(2026, 3, 14), False),
        (RECORD, ("p", "lasser", "w"), date(2026, 4, 1), False),
        (RECORD, ("p", "inpakker", "elders"), date(2026, 4, 1), False),
        (RECORD, ("q", "inpakker", "w"), date(2026, 4, 1), False),
        (replace(RECORD, kind=LoonwaardeKind.INDICATION), ("p", "inpakker", "w"), date(2026, 4, 1), False),
        (replace(RECORD, kind=LoonwaardeKind.PRAKTIJKROUTE), ("p", "inpakker", "w"), date(2026, 4, 1), False),
    ],
)
def test_it_belongs_to_person_function_and_employer(
    record: LoonwaardeRecord, job: tuple[str, str, str], day: date, *, counts: bool
) -> None:
    assert record.counts_for(*job, day) is counts


def test_a_forfait_is_never_given_twice_for_the_same_job() -> None:
    earlier = [("p", "inpakker", "w")]
    assert "al forfaitaire subsidie" in forfait_refusal(earlier, "p", "inpakker", "w")
    assert forfait_refusal(earlier, "p", "lasser", "w") == ""
    assert forfait_refusal(earlier, "p", "inpakker", "elders") == ""


def test_measuring_again_is_planned_by_the_rule_of_the_municipality_only() -> None:
    assert remeasure_on(date(2026, 8, 31), BOOK) is None, "the law has no fixed interval"
    own = LocalChoice("loonwaarde.hermeting_maanden", date(2026, 1, 1), Decimal(18), "verordening")
    book = LawBook(BOOK.parameters, {own.code: (own,)})
    assert remeasure_on(date(2026, 8, 31), book) == date(2028, 2, 29)
