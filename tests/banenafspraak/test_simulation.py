"""The what-if: without changes it is the report; in any order it says the same; its parts add up."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.banenafspraak import factories as make
from tests.statements import counted
from wsp.banenafspraak import queries
from wsp.banenafspraak.enums import JobSector, Reason, Register
from wsp.banenafspraak.errors import NothingToTry, UnusableChange
from wsp.banenafspraak.queries.simulation import ground
from wsp.banenafspraak.simulation import (
    Added,
    Change,
    Chosen,
    Dated,
    DropOut,
    End,
    Hours,
    PlacementRow,
    Prolong,
    Work,
    by_employer,
    by_sector,
    changed,
    count,
    outcome,
    standing,
)
from wsp.banenafspraak.simulation.addresses import read, written
from wsp.banenafspraak.simulation.trying import Tried, changes
from wsp.foundation.db import Database
from wsp.placements.enums import PlacementKind

DAYS = (date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30), date(2027, 12, 31))
UNIT = Decimal("25.5")
UNITS = dict.fromkeys(DAYS, UNIT)

_days = st.dates(date(2026, 1, 1), date(2028, 6, 30))
_hours = st.integers(10, 400).map(lambda tenths: Decimal(tenths) / 10)


@st.composite
def _rows(draw: st.DrawFn) -> tuple[PlacementRow, ...]:
    found = []
    for number in range(1, draw(st.integers(0, 7)) + 1):
        first = draw(_days)
        middle = first + timedelta(days=draw(st.integers(1, 300)))
        last = draw(st.none() | st.integers(1, 500).map(lambda days, since=middle: since + timedelta(days=days)))
        kinds = st.sampled_from(list(PlacementKind))
        work = (
            Work(first, middle - timedelta(days=1), draw(kinds), draw(_hours)),
            Work(middle, last, draw(kinds), draw(_hours)),
        )
        found.append(
            PlacementRow(
                number=number,
                person=draw(st.integers(1, 5)),
                employer=draw(st.integers(1, 3)),
                employer_name="Werkgever",
                beschut=draw(st.booleans()),
                over=draw(st.booleans()),
                work=work,
                register=(Dated(None, None, draw(st.sampled_from(list(Register)))),),
                sectors=(Dated(None, draw(st.none() | _days), draw(st.sampled_from(list(JobSector)))),),
            )
        )
    return tuple(found)


_chosen = st.one_of(
    st.frozensets(st.integers(1, 8), min_size=1).map(lambda numbers: Chosen(numbers=numbers)),
    _days.map(lambda day: Chosen(ends_before=day)),
)
_changes = st.lists(
    st.one_of(
        st.builds(Hours, _chosen, _hours, _days),
        st.builds(End, _chosen, _days),
        st.builds(Prolong, _chosen, st.integers(1, 36)),
        st.builds(Added, st.integers(1, 20), _hours, _days, st.sampled_from(list(JobSector))),
        st.builds(DropOut, st.integers(1, 100).map(Decimal), _days),
    ),
    max_size=6,
)


def _row(**other: object) -> PlacementRow:
    known: dict[str, object] = {
        "number": 1,
        "person": 1,
        "employer": 1,
        "employer_name": "Bakkerij",
        "beschut": False,
        "over": False,
        "work": (Work(date(2026, 1, 1), date(2027, 3, 15), PlacementKind.EMPLOYMENT, Decimal(24)),),
        "register": (Dated(None, None, Register.YES),),
        "sectors": (Dated(None, None, JobSector.MARKET),),
    }
    return PlacementRow(**(known | other))  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


@given(_rows(), _changes, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_does_not_matter(rows: tuple[PlacementRow, ...], given_: list[Change], chance: Random) -> None:
    other = list(given_)
    chance.shuffle(other)
    assert outcome(rows, given_, DAYS, units=UNITS, targets={}) == outcome(rows, other, DAYS, units=UNITS, targets={})


@given(_rows(), _changes)
@settings(max_examples=150, deadline=None)
def test_the_effects_add_up_to_the_difference(rows: tuple[PlacementRow, ...], given_: list[Change]) -> None:
    found = outcome(rows, given_, DAYS, units=UNITS, targets={})
    for place, quarter in enumerate(found.quarters):
        together = sum((each.hours[place] for each in found.effects), Decimal(0))
        assert together == quarter.after.total_hours - quarter.before.total_hours


@given(_rows())
@settings(max_examples=60, deadline=None)
def test_without_changes_nothing_differs_and_the_sums_are_those_of_the_whole(rows: tuple[PlacementRow, ...]) -> None:
    found = outcome(rows, (), DAYS, units=UNITS, targets={})
    assert found.effects == ()
    for quarter in found.quarters:
        assert quarter.before == quarter.after
        sectors, employers = by_sector(rows, quarter.on, UNIT), by_employer(rows, quarter.on, UNIT)
        assert sum((line.jobs for line in sectors), Decimal(0)) == quarter.before.jobs
        assert sum((line.hours for line in sectors), Decimal(0)) == quarter.before.total_hours
        assert sum((line.hours for line in employers), Decimal(0)) == quarter.before.total_hours


@given(_changes)
def test_an_address_holds_a_change_as_it_is(given_: list[Change]) -> None:
    assert [read(written(each)) for each in given_] == given_


@pytest.mark.parametrize(
    "text",
    ["", "uren", "uren~28~2027-01-01", "uren~28~2027-13-01~1", "uren~0~2027-01-01~1", "uren~NaN~2027-01-01~1",
     "uren~28~2027-01-01~", "einde~2027-01-01~een", "nieuw~9999~28~2027-01-01~markt", "nieuw~1~28~2027-01-01~zorg",
     "uitval~101~2027-01-01", "verleng~12~1~2", "uren~28.55~2027-01-01~1",
     f"einde~2027-01-01~{'.'.join(map(str, range(1, 302)))}"],
)  # fmt: skip
def test_an_address_that_nobody_made_is_refused(text: str) -> None:
    with pytest.raises(UnusableChange):
        read(text)


def test_a_contract_that_ends_goes_on_until_the_same_day_of_a_later_month() -> None:
    row = _row(work=(Work(date(2026, 1, 1), date(2027, 2, 28), PlacementKind.EMPLOYMENT, Decimal(24)),))
    after = changed(row, [Prolong(Chosen(ends_before=date(2027, 3, 1)), 6)])
    assert after.last == date(2027, 8, 31)
    assert changed(row, [Prolong(Chosen(ends_before=date(2027, 2, 28)), 6)]).last == date(2027, 2, 28)


def test_an_end_holds_over_a_prolongation_and_can_be_before_the_first_day() -> None:
    everyone = Chosen(numbers=frozenset({1}))
    after = changed(_row(), [Prolong(everyone, 12), End(everyone, date(2026, 12, 1))])
    assert after.last == date(2026, 12, 1)
    assert standing(after, DAYS[0]).reason is Reason.ENDED
    assert changed(_row(), [End(everyone, date(2025, 12, 1))]).work == ()


def test_what_is_over_stays_as_it_is() -> None:
    row = _row(over=True)
    assert changed(row, [Hours(Chosen(numbers=frozenset({1})), Decimal(38), date(2026, 1, 1))]) is row
    assert changed(row, [Prolong(Chosen(ends_before=date(2030, 1, 1)), 12)]) is row


def test_other_hours_hold_from_their_day() -> None:
    after = changed(_row(), [Hours(Chosen(numbers=frozenset({1})), Decimal(28), date(2027, 1, 1))])
    assert [(each.first, each.last, each.hours) for each in after.work] == [
        (date(2026, 1, 1), date(2026, 12, 31), Decimal(24)),
        (date(2027, 1, 1), date(2027, 3, 15), Decimal(28)),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (_row(), Reason.COUNTS),
        (_row(beschut=True), Reason.BESCHUT),
        (_row(register=()), Reason.REGISTER_UNKNOWN),
        (_row(register=(Dated(None, date(2026, 12, 30), Register.YES),)), Reason.REGISTER_UNKNOWN),
        (_row(register=(Dated(None, None, Register.NO),)), Reason.NOT_IN_REGISTER),
        (_row(work=(Work(date(2026, 1, 1), None, PlacementKind.WSW_INTERNAL, Decimal(24)),)), Reason.WSW),
        (_row(work=(Work(date(2026, 1, 1), None, PlacementKind.TRIAL, Decimal(24)),)), Reason.UNPAID),
        (_row(work=(Work(date(2027, 1, 1), None, PlacementKind.EMPLOYMENT, Decimal(24)),)), Reason.NOT_STARTED),
        (_row(work=(Work(date(2026, 1, 1), date(2026, 12, 30), PlacementKind.EMPLOYMENT, Decimal(24)),)), Reason.ENDED),
    ],
)
def test_every_placement_says_why_it_counts_or_not(row: PlacementRow, reason: Reason) -> None:
    assert standing(row, DAYS[0]).reason is reason


def test_a_share_that_drops_out_takes_hours_and_persons() -> None:
    rows = tuple(_row(number=each, person=each) for each in range(1, 11))
    found = count(
        rows, [DropOut(Decimal(20), date(2026, 12, 1)), DropOut(Decimal(50), date(2027, 1, 1))], DAYS[0], UNIT
    )
    assert (found.total_hours, found.persons) == (Decimal(192), 8)


def test_what_is_missing_for_the_target_is_said_in_whole_placements() -> None:
    found = outcome([_row()], [], DAYS[:1], units=UNITS, targets={DAYS[0]: Decimal(4)}).quarters[0]
    assert (found.before.jobs, found.above_target, found.placements_short) == (Decimal("0.9"), Decimal("-3.1"), 4)


def test_hours_of_no_placement_are_not_tried() -> None:
    tried = Tried(
        hours=Decimal(28),
        hours_since=DAYS[0],
        added_hours=UNIT,
        added_since=DAYS[0],
        added_sector=JobSector.MARKET,
        drop_since=DAYS[0],
    )
    with pytest.raises(NothingToTry, match="Vink eerst"):
        changes(tried, ())
    assert changes(tried, (3,)) == (Hours(Chosen(numbers=frozenset({3})), Decimal(28), DAYS[0]),)


def test_without_changes_it_is_the_number_of_the_report(session: Session) -> None:
    shop, town = make.employer(session), make.employer(session, government=True)
    nobody_knows = make.employer(session, sector=False)
    for place in range(7):
        make.placement(
            session, make.person(session), (shop, town, nobody_knows)[place % 3], date(2026, 2 + place, 3),
            hours=f"{19 + place}.3", contract_until=date(2027, 1 + place, 20) if place % 2 else None,
        )  # fmt: skip
    twice = make.person(session, until=date(2027, 5, 31))
    make.placement(session, twice, shop, date(2026, 3, 1), hours="12")
    make.placement(session, twice, town, date(2026, 3, 1), hours="8", kind=PlacementKind.SECONDMENT)
    make.placement(session, make.person(session), shop, date(2026, 1, 1), last_day=date(2026, 11, 15))
    make.placement(session, make.person(session), shop, date(2026, 1, 1), beschut=True)
    make.placement(session, make.person(session), shop, date(2026, 1, 1), kind=PlacementKind.WSW_INTERNAL)
    make.placement(session, make.person(session, in_register=None), shop, date(2026, 1, 1))
    make.placement(session, make.person(session, in_register=False), shop, date(2026, 1, 1))
    make.target(session, "40")

    base = ground(session, "AM01", on=DAYS[0], quarters=4)
    assert base.days == DAYS
    found = outcome(base.rows, (), base.days, units=base.units, targets=base.targets)
    for quarter in found.quarters:
        report = queries.report(session, "AM01", on=quarter.on)
        assert quarter.before.jobs == report.total.jobs
        assert quarter.before.total_hours == report.total.contract_hours
        assert quarter.before.persons == report.total.persons
        assert {line.sector: line.jobs for line in by_sector(base.rows, quarter.on, quarter.unit)} == {
            line.sector: line.jobs for line in report.sectors if line.sector is not None
        }
        assert (quarter.target is None) == (report.total.target is None)
    assert found.quarters[0].before.jobs > found.quarters[-1].before.jobs
    reasons = {standing(row, DAYS[0]).reason for row in base.rows}
    assert reasons >= {
        Reason.COUNTS, Reason.ENDED, Reason.BESCHUT, Reason.WSW, Reason.REGISTER_UNKNOWN, Reason.NOT_IN_REGISTER,
    }  # fmt: skip


def test_it_asks_the_same_for_one_placement_and_for_many(session: Session, database: Database) -> None:
    shop = make.employer(session)
    ground(session, "AM01", on=DAYS[0], quarters=4)
    asked = []
    for _ in range(2):
        make.placement(session, make.person(session), shop, date(2026, 1, 1))
        session.expire_all()
        with counted(database) as seen:
            ground(session, "AM01", on=DAYS[0], quarters=4)
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 8
