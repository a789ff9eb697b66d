"""A beschikking: written by one, approved by another, made known with a letter, never deleted."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.payments import world as worlds
from tests.payments.conftest import TODAY
from tests.payments.world import STARTED, Paying
from wsp.accounts.permissions import Role
from wsp.documents.models import Document
from wsp.foundation import clock
from wsp.foundation.errors import NotAllowed, NotFound, StaleVersion
from wsp.instruments import codes
from wsp.payments import service
from wsp.payments.commands import RevokeDecision, RewriteDecision
from wsp.payments.enums import DecisionKind, DecisionState
from wsp.payments.errors import (
    DecisionChanged,
    DecisionNotFound,
    InvalidDecision,
    NoRight,
    SecondPersonNeeded,
    SettingsMissing,
)
from wsp.payments.models import Beschikking
from wsp.placements import service as placements
from wsp.placements.commands import ChangeTerms, MoveInstrument, RecordMeasuredLoonwaarde, SetInstrumentFacts
from wsp.placements.enums import InstrumentState, PlacementKind
from wsp.placements.obligations.enums import DutyKind, ObligationState
from wsp.placements.obligations.models import Obligation
from wsp.worklist.models import Task

MEASURED = date(2026, 8, 10)


def test_a_draft_holds_the_amounts_that_the_rules_give(paying: Paying) -> None:
    row = paying.draft()

    assert (row.state, row.kind) == (DecisionState.DRAFT, DecisionKind.GRANT)
    first = row.amounts[0]
    assert first["from"] == STARTED.isoformat()
    assert Decimal(first["amount"]) > 0
    assert "forfait" in first["basis"]
    assert row.amounts[-1]["amount"] is None, "after the forfait somebody must measure: not known, never guessed"
    assert row.number == 1


def test_who_wrote_it_cannot_approve_it(paying: Paying) -> None:
    row = paying.draft()

    with pytest.raises(SecondPersonNeeded):
        service.approve_decision(paying.session, row.id, actor=paying.drafter)


def test_the_database_itself_refuses_one_pair_of_eyes(paying: Paying) -> None:
    row = paying.draft()

    with pytest.raises(IntegrityError, match="second_person"), paying.session.begin_nested():
        paying.session.execute(
            update(Beschikking)
            .where(Beschikking.id == row.id)
            .values(approved_by_id=row.drafted_by_id, approved_at=clock.now(), state="goedgekeurd")
        )


def test_amounts_that_changed_are_not_approved_unseen(paying: Paying) -> None:
    row = paying.draft()
    command = ChangeTerms(
        placement_id=paying.placement.id, valid_from=date(2026, 6, 1), kind=PlacementKind.EMPLOYMENT,
        hours_per_week=Decimal(20), full_week_hours=Decimal(38), wage_month=Decimal(1400),
    )  # fmt: skip
    placements.change_terms(paying.session, command, actor=paying.of.account_manager)

    with pytest.raises(DecisionChanged):
        service.approve_decision(paying.session, row.id, actor=paying.approver)


def test_who_rewrites_it_becomes_its_writer(paying: Paying) -> None:
    row = paying.approved()
    command = RewriteDecision(
        decision_id=row.id, ground=row.ground, starts_on=row.starts_on, motivation="Met een andere uitleg."
    )
    service.rewrite_decision(paying.session, command, actor=paying.approver)

    assert (row.state, row.approved_by_id) == (DecisionState.DRAFT, None)
    with pytest.raises(SecondPersonNeeded):
        service.approve_decision(paying.session, row.id, actor=paying.approver)


def test_making_it_known_writes_a_letter_starts_the_term_and_moves_the_instrument(paying: Paying) -> None:
    row = paying.sent()

    assert (row.state, row.sent_on) == (DecisionState.SENT, TODAY)
    assert row.objection_until == TODAY + timedelta(weeks=6)
    letter = paying.session.scalars(select(Document).where(Document.id == row.document_id)).one()
    assert (letter.kind, letter.subject_id) == ("beschikking", paying.placement.id)
    paying.session.refresh(paying.instrument)
    assert paying.instrument.state == InstrumentState.RUNNING


def _to_decide(paying: Paying) -> dict[str, Obligation]:
    rows = paying.session.scalars(
        select(Obligation)
        .where(Obligation.placement_id == paying.placement.id, Obligation.kind == DutyKind.DECIDE.value)
        .execution_options(populate_existing=True)
    )
    return {row.key: row for row in rows}


def _measure(paying: Paying) -> None:
    command = RecordMeasuredLoonwaarde(paying.placement.id, 60, MEASURED, "Proef Deskundige")
    placements.record_measured_loonwaarde(paying.session, command, actor=paying.of.account_manager)


def test_a_list_of_documents_tells_beschikkingen_apart(paying: Paying) -> None:
    first = paying.sent()
    second = paying.sent(DecisionKind.END, starts_on=TODAY)
    made = [paying.session.get_one(Document, row.document_id) for row in (first, second)]

    assert [each.title for each in made] == [
        "Beschikking B-1, toekenning: loonkostensubsidie",
        "Beschikking B-2, beëindiging: loonkostensubsidie",
    ]
    assert [each.filename for each in made] == ["beschikking-b-1-1.pdf", "beschikking-b-2-1.pdf"]


def test_making_it_known_finishes_the_duty_to_decide_on_the_application(paying: Paying) -> None:
    command = MoveInstrument(paying.placement.id, codes.LKS, InstrumentState.APPLIED)
    placements.move_instrument(paying.session, command, actor=paying.of.account_manager)
    assert _to_decide(paying)["besluit-loonkostensubsidie"].state == ObligationState.OPEN

    row = paying.sent()

    duty = _to_decide(paying)["besluit-loonkostensubsidie"]
    assert (duty.state, duty.done_on, duty.done_ref) == (ObligationState.DONE, TODAY, row.document_id)
    assert duty.outcome == "Beschikking B-1 verzonden: toekenning"


def test_a_wijziging_finishes_the_duty_to_decide_after_a_measurement_and_its_task(paying: Paying) -> None:
    paying.sent()
    key = "besluit-loonkostensubsidie-1"
    with clock.frozen(MEASURED):
        _measure(paying)
        assert _to_decide(paying)[key].state == ObligationState.OPEN
        task = paying.session.scalars(select(Task).where(Task.key == f"plaatsing:{paying.placement.id}:{key}")).one()

        row = paying.approved(DecisionKind.CHANGE, starts_on=MEASURED)
        assert _to_decide(paying)[key].state == ObligationState.OPEN, "nobody has read it yet"
        service.send_decision(paying.session, row.id, actor=paying.drafter)

        assert _to_decide(paying)[key].outcome == "Beschikking B-2 verzonden: wijziging"
        paying.session.refresh(task)
        assert task.outcome == "Beschikking B-2 verzonden: wijziging"
        placements.assess_instruments(paying.session, paying.placement, actor=paying.of.account_manager)
        assert _to_decide(paying)[key].state == ObligationState.DONE, "the planner does not ask for it again"


def test_a_term_does_not_end_on_a_sunday(session: Session) -> None:
    with clock.frozen(date(2026, 8, 2)):
        row = worlds.build(session).sent()

    assert row.objection_until == date(2026, 9, 14)


def test_without_the_municipality_s_own_facts_it_is_not_sent_and_says_so(session: Session) -> None:
    with clock.frozen(TODAY):
        paying = worlds.build(session, settings=False)
        row = paying.approved()
        with pytest.raises(SettingsMissing, match="adres voor bezwaar"):
            service.send_decision(session, row.id, actor=paying.drafter)


def test_another_municipality_neither_decides_nor_sees_it(paying: Paying) -> None:
    row = paying.draft()
    elsewhere = accounts.organisation(paying.session, "Gemeente Elders")
    stranger = accounts.actor(paying.session, Role.CLIENT_MANAGER, of=elsewhere)

    with pytest.raises(DecisionNotFound):
        service.approve_decision(paying.session, row.id, actor=stranger)
    with pytest.raises((NotFound, NotAllowed)):
        service.draft_decision(paying.session, paying.command(), actor=stranger)


def test_a_missing_fact_is_named_not_guessed(paying: Paying) -> None:
    facts = SetInstrumentFacts(placement_id=paying.placement.id, in_doelgroep_lks=None, forfaitair=None)
    placements.set_instrument_facts(paying.session, facts, actor=paying.of.account_manager)

    with pytest.raises(NoRight, match="ontbreken gegevens"):
        paying.draft()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"motivation": "  "}, "motivation"),
        ({"ground": ""}, "ground"),
        ({"ends_on": STARTED - timedelta(days=1)}, "ends_on"),
        ({"starts_on": STARTED - timedelta(days=1)}, "starts_on"),
    ],
)
def test_a_field_that_cannot_be_right_is_refused_at_that_field(
    paying: Paying, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidDecision) as refused:
        paying.draft(**given)

    assert list(refused.value.fields) == [field]


def test_a_draft_is_revoked_with_a_reason_and_stays(paying: Paying) -> None:
    row = paying.draft()
    with pytest.raises(InvalidDecision):
        service.revoke_decision(paying.session, RevokeDecision(row.id, " "), actor=paying.drafter)

    service.revoke_decision(paying.session, RevokeDecision(row.id, "Dubbel geschreven"), actor=paying.drafter)

    assert (row.state, row.revoked_reason) == (DecisionState.REVOKED, "Dubbel geschreven")
    assert paying.draft().number == row.number + 1


def test_what_was_made_known_is_taken_back_by_another_beschikking(paying: Paying) -> None:
    row = paying.sent()
    with pytest.raises(InvalidDecision, match="al verzonden"):
        service.revoke_decision(paying.session, RevokeDecision(row.id, "Fout"), actor=paying.drafter)

    back = paying.sent(DecisionKind.WITHDRAWAL)

    assert back.revokes_id == row.id
    assert row.state == DecisionState.REVOKED
    paying.session.refresh(paying.instrument)
    assert paying.instrument.state == InstrumentState.ENDED


def test_an_end_ahead_leaves_the_instrument_running_until_that_day(paying: Paying) -> None:
    paying.sent()
    paying.sent(DecisionKind.END, starts_on=TODAY + timedelta(days=20))

    paying.session.refresh(paying.instrument)
    assert paying.instrument.state == InstrumentState.RUNNING


def test_an_old_page_is_refused(paying: Paying) -> None:
    row = paying.draft()

    with pytest.raises(StaleVersion):
        service.approve_decision(paying.session, row.id, actor=paying.approver, version=row.version - 1)


def test_a_process_decides_nothing(paying: Paying) -> None:
    process = replace(paying.drafter, user_id=None, kind="taak")

    with pytest.raises(NotAllowed):
        service.draft_decision(paying.session, paying.command(), actor=process)
