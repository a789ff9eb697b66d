"""The report on real rows: what counts where and when, and as it was known at a moment."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.banenafspraak import factories as make
from tests.statements import counted
from wsp.banenafspraak import queries, service
from wsp.banenafspraak.commands import SetTarget
from wsp.banenafspraak.enums import JobSector, TargetSector, Treatment
from wsp.banenafspraak.errors import UnknownRegion, UnusableDay, UnusableTarget
from wsp.banenafspraak.figures import figures
from wsp.banenafspraak.report import Report, SectorLine
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.placements.enums import EndReason, PlacementKind

ON = date(2026, 9, 30)
NOW = datetime(2026, 11, 22, 9, tzinfo=clock.AMSTERDAM)


@pytest.fixture(autouse=True)
def _today(session: Session) -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def report(session: Session, on: date = ON, as_known_at: datetime | None = None) -> Report:
    return queries.report(session, "AM01", on=on, as_known_at=as_known_at)


def line(found: Report, sector: JobSector | None) -> SectorLine:
    return next(each for each in found.sectors if each.sector is sector)


def test_hours_add_up_and_persons_are_counted_once(session: Session) -> None:
    shop, town = make.employer(session), make.employer(session, government=True)
    both, one = make.person(session), make.person(session)
    make.placement(session, both, shop, date(2026, 1, 1), hours="20")
    make.placement(session, both, town, date(2026, 1, 1), hours="5.5")
    make.placement(session, one, shop, date(2026, 1, 1), hours="38")
    found = report(session)
    assert (found.total.persons, found.total.contract_hours, found.total.jobs) == (2, Decimal("63.5"), Decimal("2.5"))
    assert (line(found, JobSector.MARKET).persons, line(found, JobSector.GOVERNMENT).persons) == (2, 1)
    assert line(found, JobSector.MARKET).contract_hours == 58
    assert line(found, JobSector.GOVERNMENT).contract_hours == Decimal("5.5")


def test_an_employer_without_a_sector_stays_visible_on_a_line_of_its_own(session: Session) -> None:
    make.placement(session, make.person(session), make.employer(session, sector=False), date(2026, 1, 1))
    found = report(session)
    assert line(found, JobSector.UNKNOWN).jobs == 1
    assert line(found, JobSector.UNKNOWN).label == "Niet toe te delen"
    assert (line(found, JobSector.MARKET).jobs, found.total.jobs) == (0, 1)


def test_hired_in_people_count_with_the_hirer(session: Session) -> None:
    town = make.employer(session, government=True)
    make.placement(session, make.person(session), town, date(2026, 1, 1), kind=PlacementKind.SECONDMENT)
    make.placement(session, make.person(session), town, date(2026, 1, 1), kind=PlacementKind.WSW_SECONDED, hours="10")
    found = line(report(session), JobSector.GOVERNMENT)
    assert found.contract_hours == found.hired_hours == Decimal("35.5")


def test_what_does_not_count_is_listed_with_its_reason(session: Session) -> None:
    shop, started = make.employer(session), date(2026, 1, 1)
    make.placement(session, make.person(session), shop, started, beschut=True, hours="31")
    make.placement(session, make.person(session), shop, started, kind=PlacementKind.TRIAL)
    make.placement(session, make.person(session), shop, started, kind=PlacementKind.WSW_INTERNAL)
    make.placement(session, make.person(session, in_register=False), shop, started)
    make.placement(session, make.person(session, in_register=None), shop, started)
    found = report(session)
    assert found.total.persons == 0
    assert {each.treatment: each.persons for each in found.left_out} == {
        Treatment.UNPAID: 1, Treatment.WSW: 1, Treatment.NOT_IN_REGISTER: 1, Treatment.REGISTER_UNKNOWN: 1,
    }  # fmt: skip
    assert (found.beschut.persons, found.beschut.contract_hours) == (1, 31)


def test_a_trial_counts_from_the_day_it_becomes_a_paid_job(session: Session) -> None:
    who, shop = make.person(session), make.employer(session)
    made = make.placement(session, who, shop, date(2026, 5, 1), kind=PlacementKind.TRIAL)
    session.execute(text("update placement_terms set valid = daterange('2026-05-01', '2026-07-01')"))
    make.terms(session, made, date(2026, 7, 1), hours="24")
    assert report(session, date(2026, 6, 30)).total.persons == 0
    assert report(session, date(2026, 7, 1)).total.contract_hours == 24


@pytest.mark.parametrize(("on", "persons"), [(date(2026, 8, 31), 0), (date(2026, 9, 1), 1), (ON, 1)])
def test_somebody_counts_from_the_day_that_the_register_says_yes(session: Session, on: date, persons: int) -> None:
    who = make.person(session, since=date(2026, 9, 1))
    make.placement(session, who, make.employer(session), date(2026, 1, 1))
    assert report(session, on).total.persons == persons


@pytest.mark.parametrize(("on", "persons"), [(date(2026, 6, 30), 1), (date(2026, 7, 1), 0)])
def test_the_last_day_of_work_still_counts(session: Session, on: date, persons: int) -> None:
    who, shop = make.person(session), make.employer(session)
    make.placement(session, who, shop, date(2026, 1, 1), last_day=date(2026, 6, 30))
    assert report(session, on).total.persons == persons


def test_a_contract_that_ran_out_does_not_count_any_more(session: Session) -> None:
    who, shop = make.person(session), make.employer(session)
    make.placement(session, who, shop, date(2026, 1, 1), contract_until=date(2026, 8, 31))
    assert report(session, date(2026, 8, 31)).total.persons == 1
    assert report(session).total.persons == 0


def test_who_never_started_never_counted(session: Session) -> None:
    who, shop, first = make.person(session), make.employer(session), date(2026, 9, 30)
    made = make.placement(session, who, shop, first)
    assert report(session).total.persons == 1
    make.ended(session, made, first, reason=EndReason.NEVER_STARTED, on=date(2026, 10, 2))
    assert report(session).total.persons == 0


def test_a_correction_changes_the_report_and_leaves_what_was_known_then(session: Session) -> None:
    who, shop = make.person(session), make.employer(session)
    made = make.placement(session, who, shop, date(2026, 1, 1), hours="25.5")
    session.execute(text("update placement_terms set superseded_at = '2026-10-20'"))
    make.terms(session, made, date(2026, 1, 1), hours="12.0", recorded=datetime(2026, 10, 20, tzinfo=clock.AMSTERDAM))
    assert report(session).total.contract_hours == 12
    then = report(session, as_known_at=datetime(2026, 10, 1, tzinfo=clock.AMSTERDAM))
    assert then.total.contract_hours == Decimal("25.5")


def test_an_end_that_was_recorded_later_was_not_known_before(session: Session) -> None:
    made = make.placement(session, make.person(session), make.employer(session), date(2026, 1, 1))
    make.ended(session, made, date(2026, 9, 15), on=date(2026, 10, 20))
    assert report(session).total.persons == 0
    assert report(session, as_known_at=datetime(2026, 10, 1, tzinfo=clock.AMSTERDAM)).total.persons == 1


def test_headlines_compare_with_a_quarter_and_a_year_earlier(session: Session) -> None:
    shop = make.employer(session)
    for started in (date(2025, 9, 1), date(2026, 6, 1), date(2026, 9, 1), date(2026, 9, 2)):
        make.placement(session, make.person(session), shop, started)
    banen, at_work, register = report(session).headlines
    assert (banen.value, banen.quarter.before, banen.year.before) == (4, 2, 1)  # type: ignore[union-attr]  # there in this test; None would fail it loudly
    assert at_work.quarter is not None
    assert (at_work.quarter.on, at_work.quarter.difference, at_work.quarter.percent) == (date(2026, 6, 30), 2, 100)
    assert at_work.year is not None
    assert (at_work.year.on, at_work.year.percent) == (date(2025, 9, 30), 300)
    assert register.value == 4


def test_the_bridge_names_every_way_and_closes(session: Session) -> None:
    shop = make.employer(session)
    before, after = date(2026, 1, 1), date(2026, 8, 1)
    make.placement(session, make.person(session), shop, before)  # stays
    make.placement(session, make.person(session), shop, after)  # found
    make.placement(session, make.person(session), shop, before, last_day=date(2026, 7, 31))  # lost
    make.placement(session, make.person(session, since=after), shop, before)  # entered
    make.placement(session, make.person(session, until=date(2026, 7, 31)), shop, before)  # left
    flows = report(session).flows
    assert flows is not None
    bridge = flows.bridge
    assert (bridge.before, bridge.found, bridge.lost, bridge.entered, bridge.left) == (3, 1, 1, 1, 1)
    assert (bridge.correction, bridge.now) == (0, 3)
    assert flows.since == date(2026, 6, 30)


def test_what_was_recorded_after_the_earlier_report_is_a_correction(session: Session) -> None:
    shop = make.employer(session)
    make.placement(session, make.person(session), shop, date(2025, 1, 1))
    late = datetime(2026, 11, 1, tzinfo=clock.AMSTERDAM)
    make.placement(session, make.person(session), shop, date(2026, 5, 1), recorded=late)
    flows = report(session).flows
    assert flows is not None
    assert flows.reported_at == NOW.astimezone(clock.UTC) - (ON - date(2026, 6, 30))
    assert (flows.bridge.before, flows.bridge.net, flows.bridge.correction, flows.bridge.now) == (1, 0, 1, 2)


def test_without_an_earlier_report_there_is_nothing_to_correct(session: Session) -> None:
    make.placement(session, make.person(session), make.employer(session), date(2026, 1, 1), recorded=NOW)
    flows = report(session).flows
    assert flows is not None
    assert flows.reported_at is None
    assert (flows.bridge.before, flows.bridge.correction, flows.bridge.now) == (1, 0, 1)


def test_durability_counts_who_still_works_and_waits_until_it_can_know(session: Session) -> None:
    shop, other = make.employer(session), make.employer(session)
    start = date(2025, 8, 1)
    make.placement(session, make.person(session), shop, start)
    make.placement(session, make.person(session), shop, start, last_day=date(2025, 12, 31))
    mover = make.person(session)
    make.placement(session, mover, shop, start, last_day=date(2026, 3, 31))
    make.placement(session, mover, other, date(2026, 4, 1))
    make.placement(session, make.person(session), shop, date(2026, 2, 1))
    cohorts = {each.label: each for each in report(session).cohorts}
    assert set(cohorts) == {"3e kwartaal 2025", "1e kwartaal 2026"}, "a contract right after the last is no beginning"
    year_ago = cohorts["3e kwartaal 2025"]
    assert (year_ago.persons, year_ago.after_6, year_ago.after_12, year_ago.same_employer_12) == (3, 2, 2, 1)
    assert year_ago.share_12 == 67
    recent = cohorts["1e kwartaal 2026"]
    assert (recent.persons, recent.after_6, recent.after_12) == (1, 1, None)


def test_targets_have_no_default_and_are_compared_once_entered(session: Session) -> None:
    make.placement(session, make.person(session), make.employer(session), date(2026, 1, 1))
    assert report(session).targets_missing
    make.target(session, "3", sector=TargetSector.MARKET)
    make.target(session, "2.5", sector=TargetSector.GOVERNMENT)
    found = report(session)
    assert not found.targets_missing
    assert line(found, JobSector.MARKET).above_target == -2
    assert found.total.target is not None
    assert (found.total.target.jobs, found.total.above_target) == (Decimal("5.5"), Decimal("-4.5"))
    assert [(point.label, point.target) for point in found.series[-4:]] == [
        ("4e kw 25", None), ("1e kw 26", Decimal("5.5")), ("2e kw 26", Decimal("5.5")),
        ("3e kw 26", Decimal("5.5")),
    ]  # fmt: skip


def test_a_target_is_corrected_without_changing_an_older_report(session: Session) -> None:
    actor = make.region_actor()
    for day, jobs in ((date(2026, 1, 12), "100"), (date(2026, 10, 1), "120")):
        with clock.frozen(day):
            command = SetTarget(year=2026, sector=TargetSector.TOTAL, jobs=Decimal(jobs), source="Raadsbesluit")
            service.set_target(session, command, actor=actor)
    now, then = report(session), report(session, as_known_at=datetime(2026, 6, 1, tzinfo=clock.AMSTERDAM))
    assert (now.total.target.jobs, then.total.target.jobs) == (120, 100)  # type: ignore[union-attr]  # there in this test; None would fail it loudly
    actions = session.execute(text("select action, before, after from audit_events order by created_at")).all()
    assert [row.action for row in actions] == ["banenafspraak.target_set"] * 2
    assert actions[1].before == {"banen": "100.0"}


def test_a_municipality_of_another_region_gets_no_target(session: Session) -> None:
    command = SetTarget(
        year=2026, sector=TargetSector.TOTAL, jobs=Decimal(5), source="Raadsbesluit", municipality_code="GM0363"
    )
    with pytest.raises(UnusableTarget, match="Kies een gemeente van deze regio"):
        service.set_target(session, command, actor=make.region_actor())


def test_municipalities_hide_groups_under_ten_and_what_gives_them_away(session: Session) -> None:
    shop = make.employer(session)
    for code, people in (("GM0106", 12), ("GM1680", 3), ("GM1730", 11)):
        for _ in range(people):
            make.placement(session, make.person(session, municipality=code), shop, date(2026, 1, 1))
    places = {each.code: each for each in report(session).municipalities}
    assert (places["GM0106"].registered, places["GM0106"].at_work, places["GM0106"].jobs) == (12, 12, 12)
    assert places["GM1680"].at_work is places["GM1680"].jobs is places["GM1680"].registered is None
    assert places["GM1730"].at_work is None, "or the 3 could be found by subtraction"
    assert places["GM0014"].at_work == 0


def test_published_national_figures_stand_beside_and_are_never_added(session: Session) -> None:
    make.placement(session, make.person(session), make.employer(session), date(2023, 1, 1))
    found = report(session, date(2023, 9, 30))
    national = {each.sector: each for each in found.national}
    assert (national[TargetSector.TOTAL].measured, national[TargetSector.TOTAL].agreed) == (84_471, 105_000)
    assert (national[TargetSector.MARKET].measured, national[TargetSector.GOVERNMENT].measured) == (74_252, 10_568)
    assert found.total.jobs == 1
    later = {each.sector: each for each in report(session).national}[TargetSector.TOTAL]
    assert (later.measured, later.measured_on) == (86_264, date(2023, 12, 31)), "later measurements were not found"


def test_the_sum_of_the_parts_is_the_total(session: Session) -> None:
    shops = [make.employer(session), make.employer(session, government=True), make.employer(session, sector=False)]
    for number in range(24):
        who = make.person(session)
        started = date(2024 + number % 3, 1 + number % 9, 3)
        make.placement(session, who, shops[number % 3], started, hours=f"{8 + number}.{number % 10}")
    found = report(session)
    parts, total = found.sectors[:-1], found.total
    assert sum(each.contract_hours for each in parts) == total.contract_hours
    assert sum(each.jobs for each in parts) == total.jobs == found.headlines[0].value == found.series[-1].jobs
    assert total.persons == found.headlines[1].value == found.series[-1].persons
    assert found.flows is not None
    assert found.flows.bridge.now == total.persons


def test_the_record_and_the_rows_hold_what_the_report_holds(session: Session) -> None:
    make.placement(session, make.person(session), make.employer(session), date(2026, 1, 1), hours="38")
    found = report(session)
    record = json.loads(json.dumps(found.as_record()))
    assert record["sectors"][-1]["jobs"] == float(found.total.jobs) == 1.5
    assert record["sectors"][-1]["paid_hours"] is None
    assert record["flows"]["bridge"]["correction"] == 0
    rows = {(each.block, each.line, each.measure): each for each in figures(found)}
    assert rows["D Banen per sector", "Samen", "banen"].value == found.total.jobs
    assert rows["D Banen per sector", "Samen", "betaalde uren per week"].value is None
    assert rows["A In het kort", "Banen", "stand"].status == "indicatief"
    assert rows["Landelijk", "Markt en overheid samen", "extra banen"].status == "gepubliceerd"


@pytest.mark.rule("R14")
def test_the_number_of_statements_does_not_grow_with_placements(session: Session, database: Database) -> None:
    shop = make.employer(session)
    make.placement(session, make.person(session), shop, date(2026, 1, 1))
    report(session)
    with counted(database) as few:
        report(session)
    for _ in range(30):
        make.placement(session, make.person(session), shop, date(2026, 2, 1))
    with counted(database) as many:
        report(session)
    assert len(many) == len(few) <= 16


def test_another_region_is_not_seen(session: Session, database: Database) -> None:
    make.placement(session, make.person(session), make.employer(session), date(2026, 1, 1))
    make.target(session, "3")
    session.flush()
    session.commit()
    with database.unit_of_work("AM14") as elsewhere:
        found = queries.report(elsewhere, "AM14", on=ON)
        assert found.empty
        assert found.targets_missing
        assert found.region_name != "Groningen"


@pytest.mark.parametrize("on", [date(2014, 12, 31), date(1900, 1, 1)])
def test_a_day_before_the_banenafspraak_is_refused(session: Session, on: date) -> None:
    with pytest.raises(UnusableDay, match="Kies een peildatum vanaf 1 januari 2015"):
        report(session, on)


def test_its_first_day_has_nothing_earlier_to_compare_with(session: Session) -> None:
    found = report(session, date(2015, 1, 1))
    assert found.flows is None
    assert found.headlines[0].quarter is None
    assert [point.on for point in found.series] == [date(2015, 1, 1)]


def test_an_unknown_region_is_refused(session: Session) -> None:
    with pytest.raises(UnknownRegion, match="AM99"):
        queries.report(session, "AM99", on=ON)
