"""The retention job: nothing past its term remains, nothing inside its term goes, and a bad row stops nobody."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.employers import factories as employers
from tests.examples import examples
from tests.privacy.conftest import Work, job
from wsp.accounts.models import LoginAttempt, Membership, User
from wsp.audit import service as audit
from wsp.audit.models import ReadEvent
from wsp.candidates.enums import Stage
from wsp.candidates.models import Candidate
from wsp.employers.models import Contact, ContactMoment
from wsp.foundation import clock
from wsp.foundation.workdays import add_months
from wsp.placements.models import Placement
from wsp.placements.social_return.models import SocialReturnObligation
from wsp.policy.retention import TABLES
from wsp.privacy import retention
from wsp.privacy.models import RetentionHold, RetentionRun
from wsp.worklist.enums import TaskKind
from wsp.worklist.models import Task

TERM = TABLES["candidates"].months or 0
WARNED = date(2026, 5, 15)
ON = date(2026, 7, 1)
"""The first run warns, at most 60 days ahead; the second, more than the days of grace later, erases."""


@dataclass(frozen=True)
class Case:
    """A dossier: closed so many days before the edge of the term, and what else there is."""

    days: int
    stage: Stage
    worked_until: int | None
    """Days of the last day of work before the same edge."""
    held: bool


CASES = st.lists(
    st.builds(
        Case,
        days=st.integers(-90, 90),
        stage=st.sampled_from([Stage.CLOSED, Stage.CLOSED, Stage.MATCHABLE]),
        worked_until=st.none() | st.integers(-90, 90),
        held=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.rule("G12")
@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=CASES)
@example([Case(days=days, stage=Stage.CLOSED, worked_until=None, held=False) for days in (-1, 0, 1)])
def test_nothing_past_its_term_remains_and_nothing_inside_it_goes(
    erasing: object, work: Work, cases: list[Case]
) -> None:
    del erasing
    edge = add_months(ON, -TERM)
    with clock.frozen(WARNED), work() as session:
        made = {_make(session, case, edge): case for case in cases}
    for day in (WARNED, ON):
        with clock.frozen(day):
            retention.run(REGION, actor=job(), on=day)
    with work() as session:
        there = {row.id: row for row in session.scalars(select(Candidate).where(Candidate.id.in_(made)))}
    for candidate_id, case in made.items():
        last = edge - timedelta(days=case.days)
        if case.worked_until is not None:
            last = max(last, edge - timedelta(days=case.worked_until))
        past_its_term = case.stage is Stage.CLOSED and add_months(last, TERM) < ON and not case.held
        assert (candidate_id not in there) == past_its_term, case


def _make(session: Session, case: Case, edge: date) -> uuid.UUID:
    closed_on = edge - timedelta(days=case.days) if case.stage is Stage.CLOSED else None
    person = candidates.candidate(session, stage=case.stage, closed_on=closed_on)
    if case.worked_until is not None:
        employer = employers.employer(session, accounts.actor(session))
        last = edge - timedelta(days=case.worked_until)
        session.add(
            Placement(
                region_id=REGION, number=person.number, candidate_id=person.id, employer_id=employer.id,
                function_title="Inpakker", state="beeindigd", starts_on=last - timedelta(days=90), ended_on=last,
            )
        )  # fmt: skip
    if case.held:
        session.add(
            RetentionHold(
                region_id=REGION, candidate_id=person.id, reason="Bezwaarschrift", since=WARNED,
                until=ON + timedelta(days=30),
            )
        )  # fmt: skip
    session.flush()
    return person.id


@pytest.mark.rule("G12")
def test_nobody_goes_without_a_warning_and_days_of_grace(erasing: object, work: Work) -> None:
    del erasing
    with clock.frozen(ON), work() as session:
        manager = accounts.actor(session, accounts.Role.CLIENT_MANAGER)
        person = candidates.candidate(
            session, stage=Stage.CLOSED, closed_on=add_months(ON, -TERM - 40), client_manager_id=manager.user_id
        )
    with clock.frozen(ON):
        retention.run(REGION, actor=job())
        with work() as session:
            assert session.get(Candidate, person.id) is not None
            task = session.scalars(select(Task).where(Task.kind == TaskKind.RETENTION.value)).one()
            assert task.assigned_to_id == manager.user_id
            assert task.title == f"K-{person.number} wordt gewist op 31 juli 2026"
            plan = retention.plan(session)
            assert [each.number for each in plan.soon] == [person.number]
            assert plan.going == []
    for day, there in ((date(2026, 7, 30), True), (date(2026, 7, 31), False)):
        with clock.frozen(day):
            retention.run(REGION, actor=job())
            with work() as session:
                assert (session.get(Candidate, person.id) is not None) == there


@pytest.mark.rule("G12")
def test_a_dry_run_counts_and_changes_nothing(erasing: object, work: Work, owner: Engine) -> None:
    del erasing
    with clock.frozen(ON - timedelta(days=60)), work() as session:
        person = candidates.candidate(session, stage=Stage.CLOSED, closed_on=add_months(ON, -TERM - 5))
        session.add(LoginAttempt(email_hash="a", origin_hash="b", succeeded=False))
        retention.warn(session, actor=job())
    with clock.frozen(ON):
        with work() as session:
            plan = retention.plan(session)
        assert [each.candidate_id for each in plan.going] == [person.id]
        assert plan.tables == {"login_attempts": 1}
        with owner.connect() as connection:
            assert connection.scalar(text("select count(*) from login_attempts")) == 1
        run_id = retention.run(REGION, actor=job())
        with work() as session:
            run = session.get_one(RetentionRun, run_id)
            assert run.state == "klaar"
            assert (run.dossiers, run.counts["login_attempts"], run.failures) == (1, 1, [])
            again = session.get_one(RetentionRun, retention.run(REGION, actor=job()))
            assert (again.dossiers, again.counts) == (0, {})


@pytest.mark.rule("G12", "L9")
def test_a_bad_row_is_noted_and_the_rest_goes_on(erasing: object, work: Work, owner: Engine) -> None:
    del erasing
    with clock.frozen(ON - timedelta(days=60)), work() as session:
        people = [
            candidates.candidate(session, stage=Stage.CLOSED, closed_on=add_months(ON, -TERM - month)).id
            for month in (7, 6, 5)
        ]
        retention.warn(session, actor=job())
    with owner.begin() as connection:
        # A table that nobody told the program about still refers to the second dossier.
        connection.execute(text("create table elsewhere (candidate_id uuid references candidates (id))"))
        connection.execute(text("insert into elsewhere values (:id)"), {"id": people[1]})
    with clock.frozen(ON):
        run_id = retention.run(REGION, actor=job())
    with work() as session:
        run = session.get_one(RetentionRun, run_id)
        assert (run.state, run.dossiers) == ("met-fouten", 2)
        assert run.failures == [{"soort": "dossier", "id": str(people[1]), "code": "23503"}]
        assert [person in set(session.scalars(select(Candidate.id))) for person in people] == [False, True, False]
    with owner.begin() as connection:
        connection.execute(text("drop table elsewhere"))
    with clock.frozen(ON):
        second = retention.run(REGION, actor=job())
    with work() as session:
        assert session.get_one(RetentionRun, second).dossiers == 1


@pytest.mark.rule("L9")
def test_the_log_itself_has_a_term_and_its_purge_is_in_the_log(erasing: object, work: Work) -> None:
    del erasing
    old, recent = add_months(ON, -61), add_months(ON, -59)
    with work() as session:
        person = candidates.candidate(session)
    for day in (old, recent):
        with clock.frozen(day), work() as session:
            audit.record_reads(session, job(), "candidate", [person.id], purpose="dossier")
    with clock.frozen(ON):
        retention.run(REGION, actor=job())
    with work() as session:
        assert session.scalar(select(func.count()).select_from(ReadEvent)) == 1
        said = session.execute(
            text("select after from audit_events where action = 'privacy.retention_run'")
        ).scalar_one()
        assert said["rijen"]["read_events"] == 1


def _owed_through(contact: Contact, municipality: uuid.UUID) -> SocialReturnObligation:
    """An obligation of social return that names a contact person."""
    return SocialReturnObligation(
        region_id=REGION, employer_id=contact.employer_id, organisation_id=municipality, contact_id=contact.id,
        contract="Groen", amount=Decimal(500), starts_on=date(2018, 1, 1), ends_on=date(2018, 12, 31),
    )  # fmt: skip


@pytest.mark.rule("G12")
def test_contacts_and_former_colleagues_go_after_their_own_terms(erasing: object, work: Work) -> None:
    del erasing
    long_ago = add_months(ON, -90)
    with clock.frozen(long_ago), work() as session:
        actor = accounts.actor(session)
        silent, spoken = employers.employer(session, actor), employers.employer(session, actor)
        for employer in (silent, spoken):
            session.add(Contact(region_id=REGION, employer_id=employer.id, name="Proef Contact", sort_key="contact"))
        session.flush()
        for contact in session.scalars(select(Contact)):
            session.add(_owed_through(contact, actor.organisation_id))
        former = accounts.user(session, name="Proef Vertrokken")
        session.add(
            Membership(
                user_id=former.id, organisation_id=actor.organisation_id, region_id=REGION, role="accountmanager",
                ended_at=clock.now(),
            )
        )  # fmt: skip
    with clock.frozen(add_months(ON, -80)), work() as session:
        session.add(
            ContactMoment(
                region_id=REGION, employer_id=spoken.id, occurred_at=clock.now(), kind="telefoon", subject="Vraag",
                report="Gesproken.",
            )
        )  # fmt: skip
    with clock.frozen(ON):
        retention.run(REGION, actor=job())
    with work() as session:
        assert session.scalars(select(Contact.employer_id)).all() == [spoken.id]
        named = select(SocialReturnObligation.employer_id, SocialReturnObligation.contact_id.is_not(None))
        assert {row[0]: row[1] for row in session.execute(named)} == {silent.id: False, spoken.id: True}
        left = session.get_one(User, former.id)
        assert (left.name, left.active, left.phone) == ("Oud-medewerker", False, None)
        assert "vertrokken" not in left.email
        assert session.get_one(User, actor.user_id).name != "Oud-medewerker"
