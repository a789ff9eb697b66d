"""How banen are counted: published figures, worked examples, and what must hold for any input."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import Flow, Register, Treatment
from wsp.banenafspraak.rules import Standing
from wsp.law.lookup import LawBook
from wsp.placements.enums import UNPAID, PlacementKind

HOURS_PER_JOB = LawBook.national().on("wfsv.banenafspraak.hours_per_job", date(2026, 9, 30)).value

hours = st.decimals(min_value="0.5", max_value="4000", places=1)
standings = st.builds(Standing, st.booleans(), st.booleans())


@pytest.mark.parametrize(("worked", "counted"), [("38", "1.490"), ("25.5", "1.000"), ("12", "0.471"), ("0", "0.000")])
def test_a_job_of_so_many_hours_counts_for_so_much(worked: str, counted: str) -> None:
    assert rules.jobs(Decimal(worked), HOURS_PER_JOB) == Decimal(counted)


def test_national_persons_from_the_second_to_the_third_quarter_of_2023() -> None:
    at_work = rules.change(Decimal(138_317), Decimal(136_921), date(2023, 6, 30))
    assert (at_work.difference, at_work.percent) == (Decimal(1_396), Decimal("1.0"))
    registered = rules.change(Decimal(263_435), Decimal(261_301), date(2023, 6, 30))
    assert (registered.difference, registered.percent) == (Decimal(2_134), Decimal("0.8"))
    banen = rules.change(Decimal(84_471), Decimal(82_904), date(2023, 6, 30))
    assert (banen.difference, banen.percent) == (Decimal(1_567), Decimal("1.9"))


def test_national_bridge_of_the_second_quarter_of_2022() -> None:
    moves = {Flow.FOUND: 7_147, Flow.LOST: 5_533, Flow.ENTERED: 2_031, Flow.LEFT: 555}
    found = rules.bridge(100_000, moves, 103_090)
    assert found.net == 3_090
    assert found.correction == 0


def test_region_amersfoort_third_quarter_of_2023_closes_by_a_visible_correction() -> None:
    moves = {Flow.FOUND: 124, Flow.LOST: 106, Flow.ENTERED: 7, Flow.LEFT: 11}
    found = rules.bridge(2_240, moves, 2_275)
    assert found.net == 14
    assert found.correction == 21
    assert rules.share(found.now, 4_478) == 51


@given(st.integers(0, 10**6), st.dictionaries(st.sampled_from(Flow), st.integers(0, 10**5)), st.integers(0, 10**6))
def test_a_bridge_always_closes(before: int, moves: dict[Flow, int], now: int) -> None:
    found = rules.bridge(before, moves, now)
    assert found.before + found.found - found.lost + found.entered - found.left + found.correction == found.now


@given(st.lists(st.tuples(standings, standings), max_size=60))
def test_flows_of_persons_explain_the_difference_without_a_correction(people: list[tuple[Standing, Standing]]) -> None:
    moves: dict[Flow, int] = {}
    for before, now in people:
        way = rules.flow(before, now)
        if way is not None:
            moves[way] = moves.get(way, 0) + 1
    found = rules.bridge(sum(before.counted for before, _ in people), moves, sum(now.counted for _, now in people))
    assert found.correction == 0


@pytest.mark.parametrize(
    ("before", "now", "way"),
    [
        (Standing(False, True), Standing(True, True), Flow.FOUND),
        (Standing(False, False), Standing(True, True), Flow.FOUND),
        (Standing(True, True), Standing(False, True), Flow.LOST),
        (Standing(True, True), Standing(False, False), Flow.LOST),
        (Standing(True, False), Standing(True, True), Flow.ENTERED),
        (Standing(True, True), Standing(True, False), Flow.LEFT),
        (Standing(True, True), Standing(True, True), None),
        (Standing(True, False), Standing(False, False), None),
    ],
)
def test_every_move_has_its_flow(before: Standing, now: Standing, way: Flow | None) -> None:
    assert rules.flow(before, now) is way


@given(st.dictionaries(st.sampled_from(["markt", "overheid", "onbekend"]), hours, min_size=1))
def test_rounded_parts_add_up_to_the_rounded_whole(parts: dict[str, Decimal]) -> None:
    found = rules.split_jobs(parts, HOURS_PER_JOB)
    whole = rules.split_jobs({"alles": rules.total(parts.values())}, HOURS_PER_JOB)["alles"]
    assert rules.total(found.values()) == whole
    for part, value in parts.items():
        assert abs(found[part] - value / HOURS_PER_JOB) < Decimal("0.1")


@pytest.mark.parametrize(
    ("kind", "beschut", "register", "treatment"),
    [
        ("dienstverband", False, Register.YES, Treatment.COUNTS),
        ("leerwerkbaan", False, Register.YES, Treatment.COUNTS),
        ("detachering", False, Register.YES, Treatment.COUNTS),
        ("wsw-detachering", False, Register.YES, Treatment.COUNTS),
        ("wsw-begeleid-werken", False, Register.YES, Treatment.COUNTS),
        ("wsw-zonder-detachering", False, Register.YES, Treatment.WSW),
        ("proefplaatsing", False, Register.YES, Treatment.UNPAID),
        ("werken-met-behoud-van-uitkering", False, Register.YES, Treatment.UNPAID),
        ("dienstverband", True, Register.YES, Treatment.BESCHUT),
        ("dienstverband", False, Register.NO, Treatment.NOT_IN_REGISTER),
        ("dienstverband", False, Register.UNKNOWN, Treatment.REGISTER_UNKNOWN),
    ],
)
def test_what_counts_is_a_closed_list(kind: str, beschut: bool, register: Register, treatment: Treatment) -> None:  # noqa: FBT001 (parametrised)
    assert rules.treatment(PlacementKind(kind), beschut=beschut, register=register) is treatment


@pytest.mark.parametrize("kind", sorted(UNPAID))
def test_work_with_a_benefit_is_no_baan(kind: PlacementKind) -> None:
    assert rules.treatment(kind, beschut=False, register=Register.YES) is Treatment.UNPAID


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 9, 30), 3, date(2026, 6, 30)),
        (date(2026, 6, 30), 3, date(2026, 3, 31)),
        (date(2026, 3, 31), 12, date(2025, 3, 31)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 5, 15), 3, date(2026, 2, 15)),
        (date(2026, 1, 15), 3, date(2025, 10, 15)),
        (date(2025, 10, 1), -3, date(2026, 1, 1)),
    ],
)
def test_months_back(day: date, months: int, found: date) -> None:
    assert rules.earlier(day, months) == found


def test_quarter_ends_stop_where_the_banenafspraak_began() -> None:
    assert rules.quarter_ends(date(2015, 8, 1), 9, since=date(2015, 1, 1)) == (date(2015, 3, 31), date(2015, 6, 30))


@given(st.dates(date(2015, 1, 1), date(2060, 12, 31)))
def test_a_quarter_end_is_at_most_a_quarter_back(day: date) -> None:
    end = rules.quarter_end(day)
    assert end <= day
    assert (end.month, end.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}
    assert rules.earlier(end, -3) > day


@given(st.dictionaries(st.uuids().map(str), st.integers(0, 40), max_size=12))
def test_no_small_group_can_be_found_by_subtraction(counts: dict[str, int]) -> None:
    hidden = rules.hidden(counts)
    assert all(counts[part] >= rules.SMALLEST_SHOWN or not counts[part] for part in counts if part not in hidden)
    others = [part for part, count in counts.items() if count and part not in hidden]
    assert len(hidden) != 1 or not others


def test_nothing_small_means_nothing_hidden() -> None:
    assert rules.hidden({"a": 10, "b": 0, str(uuid.uuid4()): 300}) == frozenset()
