"""What the work list tells by mail: once, to who has the task, as often as that person chose."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.accounts import factories
from wsp.accounts.models import Membership, User
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.clock import FrozenClock
from wsp.foundation.mailer import Mail
from wsp.worklist import notices, service
from wsp.worklist.commands import ChooseNotices
from wsp.worklist.enums import Frequency, SubjectKind, TaskKind
from wsp.worklist.models import Task

REGION = "AM01"
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def today() -> Iterator[FrozenClock]:
    """A working day that is no Monday."""
    with clock.frozen(TUESDAY) as time:
        yield time


@pytest.fixture
def giver(session: Session) -> Actor:
    return factories.actor(session)


@pytest.fixture
def taker(session: Session) -> Actor:
    return factories.actor(session)


def give(
    session: Session,
    giver: Actor,
    taker: Actor,
    *,
    kind: TaskKind = TaskKind.OTHER,
    days: int = 2,
    title: str = "Doe dit",
) -> Task:
    return service.plan(
        session, giver, kind=kind, subject=(SubjectKind.EMPLOYER, uuid.uuid4()), title=title,
        due_on=clock.today() + timedelta(days=days), assigned_to_id=taker.user_id,
    )  # fmt: skip


def choose(session: Session, who: Actor, **given: Frequency) -> None:
    notices.choose(session, replace(notices.choices(session, who), **given), actor=who)


def mails(session: Session) -> list[Mail]:
    return list(session.scalars(select(Mail).order_by(Mail.created_at).options(undefer(Mail.text))))


def test_an_overview_names_what_is_new_and_comes_once_a_day(
    session: Session, today: FrozenClock, giver: Actor, taker: Actor
) -> None:
    give(session, giver, taker, title="Akkoord geven: voordracht van K-12")
    give(session, giver, taker, title="Profiel nakijken", days=-3)
    assert notices.send_overviews(session, REGION) == 1
    give(session, giver, taker)
    assert notices.send_overviews(session, REGION) == 0, "once a day"
    [mail] = mails(session)
    assert mail.recipient == session.get_one(User, taker.user_id).email
    assert mail.subject == "2 taken vragen je aandacht"
    assert "- Akkoord geven: voordracht van K-12 (uiterlijk 26 november 2026)" in (mail.text or "")
    assert "- Profiel nakijken (moest op 21 november 2026)" in (mail.text or "")
    assert "/mijn-dag" in (mail.text or "")
    assert mail.unsubscribe == "/mijn-account/meldingen"
    assert "Minder mail? Kies bij Meldingen:" in (mail.text or "")
    today.tick(timedelta(days=1))
    assert notices.send_overviews(session, REGION) == 1
    assert mails(session)[1].subject == "1 taak vraagt je aandacht"


def test_what_was_told_is_not_told_again_until_it_changes_hands(
    session: Session, today: FrozenClock, giver: Actor, taker: Actor
) -> None:
    task = give(session, giver, taker)
    notices.send_overviews(session, REGION)
    today.tick(timedelta(days=1))
    assert notices.send_overviews(session, REGION) == 0
    other = factories.actor(session)
    service.reassign(session, task.id, to=other.user_id, actor=taker)
    today.tick(timedelta(days=1))
    assert notices.send_overviews(session, REGION) == 1
    assert mails(session)[1].recipient == session.get_one(User, other.user_id).email


def test_nobody_is_mailed_about_what_they_planned_finished_or_left(
    session: Session, today: FrozenClock, giver: Actor, taker: Actor
) -> None:
    give(session, taker, taker)
    done = give(session, giver, taker)
    service.finish(session, done.id, outcome="Gedaan", actor=taker)
    gone = factories.actor(session)
    give(session, giver, gone)
    session.scalars(select(Membership).where(Membership.user_id == gone.user_id)).one().ended_at = clock.now()
    closed = factories.actor(session)
    give(session, giver, closed)
    session.get_one(User, closed.user_id).active = False
    session.flush()
    assert notices.send_overviews(session, REGION) == 0


def test_a_task_far_ahead_is_told_when_it_comes_near(
    session: Session, today: FrozenClock, giver: Actor, taker: Actor
) -> None:
    choose(session, taker, ending=Frequency.DAILY)
    give(session, giver, taker, kind=TaskKind.AFTERCARE_WEEK_26, days=180)
    give(session, giver, taker, kind=TaskKind.CONTRACT_ENDS, days=60, title="Contract loopt af")
    assert notices.send_overviews(session, REGION) == 0
    today.tick(timedelta(days=30))
    assert notices.send_overviews(session, REGION) == 1
    assert "Contract loopt af" in (mails(session)[0].text or "")


def test_at_once_means_one_mail_for_all_that_came_together(
    session: Session, today: FrozenClock, giver: Actor, taker: Actor
) -> None:
    for kind in (TaskKind.QUESTION, TaskKind.VACANCY_REVIEW, TaskKind.OTHER):
        give(session, giver, taker, kind=kind)
    assert notices.tell(session, REGION, {Frequency.AT_ONCE}) == 1
    assert notices.tell(session, REGION, {Frequency.AT_ONCE}) == 0
    assert mails(session)[0].subject == "2 taken vragen je aandacht"
    assert notices.send_overviews(session, REGION) == 1


def test_weekly_comes_on_monday_and_never_means_never(
    session: Session, today: FrozenClock, giver: Actor, taker: Actor
) -> None:
    silent = factories.actor(session)
    choose(session, taker, new_task=Frequency.WEEKLY)
    choose(session, silent, new_task=Frequency.NEVER)
    give(session, giver, taker, days=7)
    give(session, giver, silent, days=7)
    for _ in range(5):
        assert notices.send_overviews(session, REGION) == 0
        today.tick(timedelta(days=1))
    today.move_to(date(2026, 11, 30))
    assert notices.send_overviews(session, REGION) == 1
    assert mails(session)[0].recipient == session.get_one(User, taker.user_id).email


def test_no_overview_on_a_day_nobody_works(session: Session, today: FrozenClock, giver: Actor, taker: Actor) -> None:
    give(session, giver, taker)
    for day in (date(2026, 11, 28), date(2026, 11, 29), date(2026, 12, 25)):
        today.move_to(day)
        assert notices.send_overviews(session, REGION) == 0


def test_a_long_list_is_cut_and_counted(session: Session, today: FrozenClock, giver: Actor, taker: Actor) -> None:
    for number in range(notices.SHOWN + 4):
        give(session, giver, taker, title=f"Taak {number:02d}")
    assert notices.send_overviews(session, REGION) == 1
    text = mails(session)[0].text or ""
    assert text.count("- Taak") == notices.SHOWN
    assert "nog 4" in text


def test_a_choice_is_kept_per_person_and_region(session: Session, giver: Actor, taker: Actor) -> None:
    assert notices.choices(session, taker).review is Frequency.AT_ONCE
    choose(session, taker, review=Frequency.NEVER)
    choose(session, taker, review=Frequency.WEEKLY)
    assert notices.choices(session, taker) == ChooseNotices(
        new_task=Frequency.DAILY, unanswered=Frequency.DAILY, ending=Frequency.WEEKLY, review=Frequency.WEEKLY,
        question=Frequency.AT_ONCE, found=Frequency.DAILY,
    )  # fmt: skip
    assert notices.choices(session, giver).review is Frequency.AT_ONCE
