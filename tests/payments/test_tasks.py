"""Mijn dag asks for a second pair of eyes, for sending, and for the decision without which money stands still."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.accounts import factories as accounts
from tests.payments.conftest import TODAY
from tests.payments.world import STARTED, Paying
from tests.placements.measuring import measured
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.instruments import codes
from wsp.payments import service
from wsp.payments.commands import RevokeDecision, RewriteDecision
from wsp.payments.enums import Block, DecisionKind
from wsp.payments.models import Beschikking
from wsp.placements import service as placements
from wsp.placements.commands import ChangeTerms, EndPlacement, MoveInstrument
from wsp.placements.enums import EndReason, InstrumentState, PlacementKind
from wsp.worklist import queries
from wsp.worklist import service as worklist
from wsp.worklist.enums import TaskKind
from wsp.worklist.errors import OwnWork, TaskNotFound
from wsp.worklist.models import Task

ASKED = (TaskKind.APPROVE_DECISION, TaskKind.SEND_DECISION, TaskKind.PAYMENT_BLOCKED)
OTHER_HOURS = date(2026, 7, 1)


def on_the_day_of(paying: Paying, actor: Actor) -> list[str]:
    mine = queries.my_day(paying.session, actor, TODAY, shown=100)
    return [task.title for group in mine.groups for task in mine.tasks(group) if TaskKind(task.kind) in ASKED]


def asked(paying: Paying, kind: TaskKind) -> list[Task]:
    statement = select(Task).where(Task.kind == kind.value).order_by(Task.created_at, Task.done_at)
    return list(paying.session.scalars(statement.execution_options(populate_existing=True)))


def other_hours(paying: Paying) -> None:
    command = ChangeTerms(
        placement_id=paying.placement.id, valid_from=OTHER_HOURS, kind=PlacementKind.EMPLOYMENT,
        hours_per_week=20, full_week_hours=38, wage_month=1400,
    )  # fmt: skip
    placements.change_terms(paying.session, command, actor=paying.of.account_manager)


def test_who_may_approve_and_did_not_write_it_is_asked(paying: Paying) -> None:
    paying.draft()

    title = "Keur beschikking B-1 goed: toekenning loonkostensubsidie"
    assert on_the_day_of(paying, paying.approver) == [title]
    assert on_the_day_of(paying, paying.drafter) == []
    elsewhere = accounts.actor(paying.session, Role.CLIENT_MANAGER, of=accounts.organisation(paying.session, "Elders"))
    colleague = accounts.actor(paying.session, Role.ACCOUNT_MANAGER, of=paying.of.organisation)
    assert on_the_day_of(paying, elsewhere) == []
    assert on_the_day_of(paying, colleague) == [], "may not approve"


def test_who_may_read_but_not_approve_is_not_asked(paying: Paying) -> None:
    paying.draft()
    reader = replace(paying.approver, permissions=paying.approver.permissions - {"decision.approve"})

    assert on_the_day_of(paying, reader) == []


def test_an_approved_one_is_sent_by_its_writer_and_then_nothing_is_asked(paying: Paying) -> None:
    row = paying.approved()

    assert on_the_day_of(paying, paying.approver) == []
    assert on_the_day_of(paying, paying.drafter) == ["Verzend beschikking B-1: toekenning loonkostensubsidie"]
    [approving] = asked(paying, TaskKind.APPROVE_DECISION)
    assert approving.outcome == "Goedgekeurd"

    service.send_decision(paying.session, row.id, actor=paying.drafter)
    assert on_the_day_of(paying, paying.drafter) == []
    assert [task.outcome for task in asked(paying, TaskKind.SEND_DECISION)] == ["Verzonden"]


def test_who_rewrites_it_is_not_asked_but_the_first_writer_is(paying: Paying) -> None:
    row = paying.approved()
    command = RewriteDecision(
        decision_id=row.id, ground=row.ground, starts_on=row.starts_on, motivation="Met een andere uitleg."
    )
    service.rewrite_decision(paying.session, command, actor=paying.approver)

    assert on_the_day_of(paying, paying.approver) == []
    assert on_the_day_of(paying, paying.drafter) == ["Keur beschikking B-1 goed: toekenning loonkostensubsidie"]


def test_what_was_revoked_asks_nothing(paying: Paying) -> None:
    row = paying.draft()
    service.revoke_decision(paying.session, RevokeDecision(row.id, "Dubbel geschreven."), actor=paying.drafter)

    assert on_the_day_of(paying, paying.approver) == []
    assert asked(paying, TaskKind.APPROVE_DECISION)[0].outcome == "Ingetrokken"


def test_handing_the_task_over_never_brings_it_to_the_writer(paying: Paying) -> None:
    paying.draft()
    [task] = asked(paying, TaskKind.APPROVE_DECISION)

    with pytest.raises(OwnWork):
        worklist.reassign(paying.session, task.id, to=paying.drafter.user_id, actor=paying.approver)
    worklist.reassign(paying.session, task.id, to=paying.approver.user_id, actor=paying.approver)
    worklist.reassign(paying.session, task.id, to=None, actor=paying.approver)
    assert on_the_day_of(paying, paying.drafter) == []
    with pytest.raises(TaskNotFound):
        worklist.finish(paying.session, task.id, outcome="Gedaan", actor=paying.drafter)


def test_months_that_wait_for_a_wijziging_are_asked_for_until_it_is_sent(paying: Paying) -> None:
    paying.sent()
    assert asked(paying, TaskKind.PAYMENT_BLOCKED) == []
    other_hours(paying)
    paying.settle(OTHER_HOURS)

    [task] = asked(paying, TaskKind.PAYMENT_BLOCKED)
    assert task.title == f"Betaling staat stil: schrijf een wijziging (P-{paying.placement.number})"
    assert task.subject_id == paying.instrument.id
    assert on_the_day_of(paying, paying.drafter) == [task.title], "the client manager of the person"
    due = task.due_on
    with clock.frozen(date(2026, 8, 20)):
        paying.settle(OTHER_HOURS)
        assert [(each.due_on, each.done_at) for each in asked(paying, TaskKind.PAYMENT_BLOCKED)] == [(due, None)]

    paying.sent(DecisionKind.CHANGE, starts_on=OTHER_HOURS)
    assert [each.outcome for each in asked(paying, TaskKind.PAYMENT_BLOCKED)] == ["De betaling kan weer verder."]


def test_after_a_measurement_the_decision_leads_and_money_asks_nothing_beside_it(paying: Paying) -> None:
    """Else Mijn dag asks for the same beschikking twice: with the term of the law, and with a day of its own."""
    paying.sent()
    with clock.frozen(date(2026, 8, 10)):
        measured(paying.of, paying.placement, 60, on=date(2026, 8, 6))
        paying.settle(OTHER_HOURS)

        assert paying.months()[date(2026, 8, 1)].block == Block.OTHER_BASIS
        assert asked(paying, TaskKind.PAYMENT_BLOCKED) == []
        [decide] = asked(paying, TaskKind.DECISION)
        assert decide.title.startswith("Loonkostensubsidie: besluit nemen na de meting (P-")

        worklist.finish(paying.session, decide.id, outcome="Besproken", actor=paying.drafter)
        paying.settle(OTHER_HOURS)
        assert len(asked(paying, TaskKind.PAYMENT_BLOCKED)) == 1, "nothing else asks for the beschikking any more"


def test_a_task_that_somebody_finished_by_hand_does_not_come_back_every_day(paying: Paying) -> None:
    paying.sent()
    other_hours(paying)
    paying.settle(OTHER_HOURS)
    [task] = asked(paying, TaskKind.PAYMENT_BLOCKED)
    worklist.finish(paying.session, task.id, outcome="Besproken", actor=paying.drafter)

    with clock.frozen(date(2026, 8, 20)):
        paying.settle(OTHER_HOURS)

    assert len(asked(paying, TaskKind.PAYMENT_BLOCKED)) == 1


def test_a_subsidy_that_ended_without_a_beschikking_asks_for_one(paying: Paying) -> None:
    paying.sent()
    ended = MoveInstrument(paying.placement.id, codes.LKS, InstrumentState.ENDED, note="Op verzoek van de werkgever.")
    placements.move_instrument(paying.session, ended, actor=paying.of.account_manager)
    paying.settle(OTHER_HOURS)

    [task] = asked(paying, TaskKind.PAYMENT_BLOCKED)
    assert task.title == f"Betaling staat stil: schrijf een beëindiging (P-{paying.placement.number})"

    paying.sent(DecisionKind.END, starts_on=TODAY)
    assert asked(paying, TaskKind.PAYMENT_BLOCKED)[0].outcome == "De betaling kan weer verder."


def test_work_that_ended_leaves_no_question_about_money(paying: Paying) -> None:
    paying.sent()
    ended = EndPlacement(paying.placement.id, date(2026, 7, 15), EndReason.EMPLOYEE_STOPS, reopen_vacancy=False)
    placements.end_placement(paying.session, ended, actor=paying.of.account_manager)
    paying.settle(OTHER_HOURS)

    assert asked(paying, TaskKind.PAYMENT_BLOCKED) == []


def test_the_titles_name_nobody(paying: Paying) -> None:
    paying.draft()
    other_hours(paying)
    titles = [row.title for row in paying.session.scalars(select(Task))]
    assert paying.session.scalar(select(Beschikking.starts_on)) == STARTED
    assert not any("Proef" in title for title in titles)
