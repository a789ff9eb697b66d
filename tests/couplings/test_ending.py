"""A coupling that ends: whoever manages couplings hears of it in time, once, and not after it was withdrawn."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.couplings import factories
from wsp.accounts.permissions import Role
from wsp.couplings import rules, service
from wsp.foundation import clock
from wsp.worklist import queries as worklist
from wsp.worklist.models import Task


@pytest.mark.parametrize(("days", "due"), [(90, 83), (8, 1), (3, 0), (0, 0)])
def test_a_task_comes_a_week_before_the_last_day_and_never_in_the_past(session: Session, days: int, due: int) -> None:
    made = factories.coupling(session, days=days).coupling
    task = session.scalars(select(Task).where(Task.subject_id == made.id)).one()
    assert task.due_on == clock.today() + timedelta(days=due)
    assert task.assigned_to_id is None
    assert task.organisation_id is None, "any administrator of the region"
    assert made.name in task.title


def test_a_withdrawn_coupling_asks_for_nothing(session: Session) -> None:
    of = accounts.organisation(session)
    made = factories.coupling(session, of=of).coupling
    service.withdraw_coupling(session, made.id, actor=accounts.actor(session, Role.ADMINISTRATOR, of=of))
    task = session.scalars(select(Task).where(Task.subject_id == made.id)).one()
    assert task.done_at is not None
    assert task.key is None


def test_only_who_manages_couplings_has_the_task(session: Session) -> None:
    of = accounts.organisation(session)
    made = factories.coupling(session, of=of, days=rules.IN_TIME.days).coupling
    for role in (Role.ADMINISTRATOR, Role.ACCOUNT_MANAGER, Role.POLICY_OFFICER, Role.PRIVACY_OFFICER):
        actor = accounts.actor(session, role, of=of)
        seen = [task.subject_id for task in worklist.open_about(session, actor, [made.id])]
        assert (made.id in seen) is (role is Role.ADMINISTRATOR), role


def test_a_new_token_for_the_same_system_finishes_the_task_about_the_old_one(session: Session) -> None:
    of = accounts.organisation(session)
    old, other = (factories.coupling(session, of=of, days=3, name=name).coupling for name in ("Suite", "Stratech"))
    new = factories.coupling(session, of=of, days=90, name="suite").coupling
    open_for = set(session.scalars(select(Task.subject_id).where(Task.done_at.is_(None))))
    assert open_for == {other.id, new.id}
    assert session.scalars(select(Task.outcome).where(Task.subject_id == old.id)).one() == (
        "Er is een nieuw token gemaakt."
    )


def test_a_task_stays_a_month_after_the_last_day_and_then_goes(session: Session) -> None:
    of = accounts.organisation(session)
    made = factories.coupling(session, of=of, days=0).coupling
    actor = accounts.actor(session, Role.ADMINISTRATOR, of=of)
    last_day = clock.today()
    with clock.frozen(last_day + rules.MISSED):
        assert service.forget_ended(session, actor=actor) == 0
    with clock.frozen(last_day + rules.MISSED + timedelta(days=1)):
        assert service.forget_ended(session, actor=actor) == 1
        assert service.forget_ended(session, actor=actor) == 0
    task = session.scalars(select(Task).where(Task.subject_id == made.id)).one()
    assert task.outcome == "De koppeling is gestopt en niet vernieuwd."
