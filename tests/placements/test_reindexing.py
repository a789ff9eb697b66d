"""Re-indexation: what another value of law means for every subsidy, each amount changed once, from where it stopped."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.placements.measuring import measured
from tests.placements.world import World
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known
from wsp.instruments.assessment import Status
from wsp.law.lookup import LawBook, Parameters
from wsp.law.values import ApprovedValue
from wsp.placements.enums import PlacementKind
from wsp.placements.models import InstrumentDecision, Placement, PlacementInstrument
from wsp.placements.queries import facts
from wsp.placements.queries.histories import histories
from wsp.placements.reindexing import running
from wsp.placements.reindexing import service as reindexing
from wsp.placements.reindexing.enums import RunState
from wsp.placements.reindexing.errors import RunBusy
from wsp.placements.reindexing.models import ReindexedAmount, Reindexing
from wsp.placements.reindexing.rules import Standing
from wsp.placements.rules import History, Measured, TermsVersion
from wsp.placements.service.instruments import subsidy
from wsp.policy import service as policies
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import ValueKind
from wsp.policy.models import PolicyProposal

WAGE = "wml.referentiemaandloon"
NEW_YEAR = date(2027, 1, 1)
LKS = "loonkostensubsidie"


@pytest.fixture
def people(session: Session) -> tuple[Actor, Actor]:
    """Two administrators."""
    return accounts.actor(session, Role.ADMINISTRATOR), accounts.actor(session, Role.ADMINISTRATOR)


@pytest.fixture
def in_november(world: World) -> Iterator[World]:
    with clock.frozen(date(2026, 11, 22)):
        yield world


def proposed(session: Session, people: tuple[Actor, Actor], value: str = "2400.00") -> PolicyProposal:
    command = ProposeValue(ValueKind.LAW, WAGE, value, NEW_YEAR, "Staatscourant (proef)")
    return policies.propose(session, command, actor=people[0])


def place(world: World, **given: object) -> Placement:
    return world.place(starts_on=date(2026, 3, 1), ends_on=None, **given)


def decisions(session: Session, placement: Placement) -> list[InstrumentDecision]:
    return list(
        session.scalars(
            select(InstrumentDecision)
            .join(PlacementInstrument, PlacementInstrument.id == InstrumentDecision.placement_instrument_id)
            .where(
                PlacementInstrument.placement_id == placement.id, PlacementInstrument.code == LKS,
                known(InstrumentDecision),
            )
            .order_by(InstrumentDecision.valid)
        )
    )  # fmt: skip


def amount_on(session: Session, placement: Placement, day: date) -> Decimal | None:
    return next(
        (
            row.amount_month
            for row in decisions(session, placement)
            if (row.valid_from or day) <= day and (row.valid_until is None or day <= row.valid_until)
        ),
        None,
    )


def listed(session: Session, run: Reindexing) -> list[ReindexedAmount]:
    return list(session.scalars(select(ReindexedAmount).where(ReindexedAmount.reindexing_id == run.id)))


def test_a_proposed_value_is_counted_before_anybody_approves_it(
    session: Session, in_november: World, people: tuple[Actor, Actor]
) -> None:
    placement = place(in_november)
    measured(in_november, placement, 60)
    before = amount_on(session, placement, NEW_YEAR)
    proposal = proposed(session, people)
    run = reindexing.preview(session, proposal.id, actor=people[1])
    assert run is not None
    running.run("AM01", run.id)
    session.refresh(run)
    [line] = listed(session, run)
    # Jobcoaching looks at the minimum wage too, and has no amount per month.
    assert (run.state, run.total, run.done) == (RunState.DONE, 2, 2)
    assert run.counts == {"veranderd": 1, "jobcoaching": 1}
    assert (line.before, run.before_total) == (before, before)
    # 2400.00 x 1.08 x 40 % x 28/36 x 1.235
    assert line.after == run.after_total == Decimal("995.90")
    assert amount_on(session, placement, NEW_YEAR) == before


def test_an_approved_value_changes_every_amount_once_and_leaves_the_year_before_alone(
    session: Session, in_november: World, people: tuple[Actor, Actor]
) -> None:
    placement = place(in_november)
    measured(in_november, placement, 60)
    [first, *_] = decisions(session, placement)
    this_year = amount_on(session, placement, date(2026, 12, 31))
    _value, run = reindexing.approve(session, proposed(session, people).id, actor=people[1])
    assert run is not None
    running.run("AM01", run.id)
    assert amount_on(session, placement, NEW_YEAR) == Decimal("995.90")
    assert amount_on(session, placement, date(2026, 12, 31)) == this_year
    assert decisions(session, placement)[0].id == first.id
    rows = [row.id for row in decisions(session, placement)]
    again = reindexing.reindex(session, NEW_YEAR, actor=people[1])
    running.run("AM01", again.id)
    assert [row.id for row in decisions(session, placement)] == rows
    session.refresh(again)
    assert listed(session, again) == []


def test_on_the_first_of_january_the_list_says_what_was_paid_and_what_is_paid_now(
    session: Session, in_november: World, people: tuple[Actor, Actor]
) -> None:
    placement = place(in_november)
    measured(in_november, placement, 60)
    december = amount_on(session, placement, date(2026, 12, 31))
    policies.approve(session, proposed(session, people).id, actor=people[1])
    process = Actor(user_id=None, region_id="AM01", organisation_id=None, kind="taak")
    assert reindexing.reindex_new_year(session, "AM01", actor=process) is None
    with clock.frozen(NEW_YEAR + timedelta(days=3)):
        run = reindexing.reindex_new_year(session, "AM01", actor=process)
        assert run is not None
        assert reindexing.reindex_new_year(session, "AM01", actor=process) is None
        running.run("AM01", run.id)
        assert reindexing.reindex_new_year(session, "AM01", actor=process) is None
    [line] = listed(session, run)
    assert (line.before, line.after) == (december, Decimal("995.90"))
    # The percentage for employer charges waits for an administrator.
    assert line.provisional


def test_one_run_at_a_time_and_a_preview_beside_it(
    session: Session, in_november: World, people: tuple[Actor, Actor]
) -> None:
    place(in_november)
    reindexing.reindex(session, NEW_YEAR, actor=people[0])
    with pytest.raises(RunBusy):
        reindexing.reindex(session, NEW_YEAR, actor=people[0])
    assert reindexing.preview(session, proposed(session, people).id, actor=people[1]) is not None


def test_batches_go_on_where_the_last_one_stopped(
    session: Session, in_november: World, people: tuple[Actor, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 2)
    for _ in range(5):
        person = in_november.person()
        measured(in_november, place(in_november, candidate_id=person.id), 60)
    _value, run = reindexing.approve(session, proposed(session, people).id, actor=people[1])
    assert run is not None
    told: list[tuple[int, int]] = []
    assert running.step("AM01", run.id)
    session.expire_all()
    assert (run.done, run.state) == (2, RunState.RUNNING)
    running.run("AM01", run.id, progress=lambda done, total: told.append((done, total)))
    session.expire_all()
    assert (run.done, run.state, run.counts) == (10, RunState.DONE, {"veranderd": 5, "jobcoaching": 5})
    assert told[-1] == (10, 10)
    assert len(listed(session, run)) == 5
    assert running.step("AM01", run.id) is False


def test_a_local_rule_that_nobody_entered_is_asked_and_no_amount_is_made_up(
    session: Session, in_november: World, people: tuple[Actor, Actor]
) -> None:
    placement = place(in_november, in_doelgroep_lks=None, forfaitair=None)
    _value, run = reindexing.approve(session, proposed(session, people).id, actor=people[1])
    assert run is not None
    running.run("AM01", run.id)
    session.refresh(run)
    assert run.counts["onbekend"] == 1
    [decision, *_] = decisions(session, placement)
    assert (decision.verdict, decision.amount_month) == (Status.UNKNOWN, None)
    assert decision.assessment["missing"]


def test_the_history_of_many_is_the_history_of_each(session: Session, in_november: World) -> None:
    rows = [place(in_november)]
    measured(in_november, rows[0], 55)
    rows.append(place(in_november, candidate_id=in_november.person(born_on=None).id, forfaitair=None))
    rows.append(
        in_november.place(
            candidate_id=in_november.person(born_on=date(2008, 5, 1)).id, kind=PlacementKind.TRIAL, wage_month=None,
            forfaitair=None, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 15),
        )
    )  # fmt: skip
    found = histories(session, rows)
    for row in rows:
        assert found[row.id] == facts.history(session, row)


_AMOUNT = st.decimals(min_value=1500, max_value=3500, places=2)


@given(
    start=st.dates(date(2021, 7, 1), date(2027, 6, 30)),
    born=st.dates(date(1962, 1, 1), date(2010, 1, 1)),
    hours=st.integers(min_value=4, max_value=45),
    full=st.integers(min_value=36, max_value=40),
    percentage=st.integers(min_value=0, max_value=100),
    ends=st.none() | st.integers(min_value=1, max_value=900),
    wage=_AMOUNT,
    change=st.none() | st.dates(date(2026, 6, 1), date(2027, 6, 30)),
)
def test_counting_from_the_day_gives_what_counting_everything_gives(
    start: date,
    born: date,
    hours: int,
    full: int,
    percentage: int,
    ends: int | None,
    wage: Decimal,
    change: date | None,
) -> None:
    first = TermsVersion(start, None, PlacementKind.EMPLOYMENT, Decimal(hours), Decimal(full), Decimal(2000))
    terms = (first,)
    if change is not None and change > start:
        cut = TermsVersion(start, change - timedelta(days=1), first.kind, first.hours, first.full_week, first.wage)
        terms = (cut, TermsVersion(change, None, first.kind, Decimal(max(hours - 3, 2)), first.full_week, first.wage))
    history = History(
        starts_on=start, ends_on=None if ends is None else start + timedelta(days=ends), terms=terms,
        measured=(Measured(start, percentage, start),), born_on=born,
    )  # fmt: skip
    today = date(2026, 11, 22)
    law = Parameters.load()
    row = ApprovedValue(WAGE, NEW_YEAR, wage, "proef", last_checked=today)
    old, new = LawBook(law), LawBook(law.with_overlay([row]))
    slow = subsidy(history, new, start, today)
    standing = [
        (uuid.uuid4(), Standing(part.start, part.last, *_outcome(part.assessment)))
        for part in subsidy(history, old, start, today)
    ]
    batch = object.__new__(running._Batch)
    batch.day, batch.quiet = NEW_YEAR, {}
    with clock.frozen(today):
        parts, touching = batch._parts(history, new, standing)
    gone, fresh = running._differences(touching, parts)
    left = [each for key, each in standing if key not in gone]
    for month in range(72):
        day = date(2023 + month // 12, month % 12 + 1, 1)
        held = [row for row in left if row.holds(day)]
        held += [Standing(part.start, part.last, *_outcome(part.assessment)) for part in fresh if _holds(part, day)]
        expected = [Standing(part.start, part.last, *_outcome(part.assessment)) for part in slow if _holds(part, day)]
        assert len(held) == len(expected)
        if day >= NEW_YEAR:
            assert [(row.amount, row.verdict) for row in held] == [(row.amount, row.verdict) for row in expected]


def _outcome(answer: object) -> tuple[str, Decimal | None, Decimal | None, bool]:
    return answer.status.value, answer.amount_per_month, answer.exact_per_month, answer.provisional  # type: ignore[attr-defined]  # an assessment, kept or fresh


def _holds(part: object, day: date) -> bool:
    return part.start <= day and (part.last is None or day <= part.last)  # type: ignore[attr-defined]  # a part, kept or fresh
