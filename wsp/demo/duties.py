"""Tasks: what the facts of the demo ask for, planned by the rooms' verbs; some were due already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate
from wsp.demo.candidates import DemoCandidate
from wsp.demo.chance import Chance
from wsp.demo.placements import DemoPlacement
from wsp.demo.plan import RegionPlan, material
from wsp.demo.rows import Rows
from wsp.demo.staff import Staff
from wsp.employers.models import ContactMoment, Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_months, add_working_days
from wsp.placements.commands import ExtendContract
from wsp.placements.enums import PlacementState
from wsp.placements.models import Introduction, Placement
from wsp.placements.obligations.enums import Cause, DoneWith, DutyKind, ObligationState
from wsp.placements.obligations.keeping import close
from wsp.placements.obligations.models import Obligation
from wsp.placements.obligations.queries import of_placement
from wsp.placements.queries.facts import history as read_history
from wsp.placements.rules.duties import Done
from wsp.placements.service import assess_instruments, extend_contract, instruments
from wsp.placements.service import obligations as placement_duties
from wsp.vacancies.enums import SEARCHING, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.vacancies.service import obligations
from wsp.worklist import service as worklist
from wsp.worklist.enums import OUTCOME_LABELS, Outcome, SubjectKind, TaskKind
from wsp.worklist.models import Task

_LATE_DAYS = 9
"""A next action that was due so many days ago may still be open; older ones were done."""
_BEHIND_DAYS = 5
"""Tasks of placements are planned as of so many days ago, so that some of them are late now."""

_LIVED, _LIVED_DAYS, _AHEAD_DAYS = 60, 240, 10
"""Placements of which the obligations were kept from the start, and from how long ago those start."""
_LEFT_OPEN = 0.12
"""What fell due and was not done."""
_FORGOTTEN_DAYS = 30
"""What fell due longer ago than this was done by now."""
_LONGER, _SOON_DAYS = 6, 30
_COACHED = 4
"""People who are introduced and have the demo job coach beside them."""


def contact_tasks(rows: Rows, plan: RegionPlan, seed: object) -> None:
    """Collect a task for every next action of a contact moment, with the key and title that the verb gives it."""
    chance = Chance(seed, plan.code, "contact-tasks")
    today = clock.today()
    names = {row["id"]: row["name"] for row in rows.of(Employer)}
    for moment in rows.of(ContactMoment):
        due_on: date | None = moment["next_action_on"]
        if due_on is None:
            continue
        open_ = due_on >= today or (due_on >= today - timedelta(days=_LATE_DAYS) and chance.yes(0.3))
        done_on = None if open_ else min(today, due_on + timedelta(days=chance.number(-2, 3)))
        done_at = chance.moment(max(done_on, moment["occurred_at"].date())) if done_on else None
        rows.add(
            Task,
            id=chance.uuid(),
            created_at=moment["occurred_at"],
            updated_at=done_at or moment["occurred_at"],
            kind=TaskKind.CONTACT.value,
            title=f"{moment['next_action']}: {names[moment['employer_id']]}",
            subject_kind=SubjectKind.EMPLOYER.value,
            subject_id=moment["employer_id"],
            due_on=due_on,
            planned_on=due_on,
            assigned_to_id=moment["user_id"],
            organisation_id=moment["organisation_id"],
            key=f"contact:{moment['id']}",
            done_at=done_at,
            done_by_id=moment["user_id"] if done_at else None,
            outcome=OUTCOME_LABELS[chance.one((Outcome.CALLED, Outcome.DONE))] if done_at else None,
        )


@dataclass(frozen=True)
class Duties:
    """Plans tasks through the rooms' verbs, after the rows are there."""

    session: Session
    plan: RegionPlan
    staff: Staff
    chance: Chance

    def of_placements(self, placements: Sequence[DemoPlacement]) -> None:
        """Aftercare, contracts and instruments that end, applications: as the verb plans them."""
        today = clock.today()
        behind = self.chance.moment(today - timedelta(days=_BEHIND_DAYS))
        owners = {person.user_id: person for person in self.staff.people}
        for placement in placements:
            if placement.state is PlacementState.ENDED:
                continue
            actor = self.staff.actor(owners[placement.row["owner_id"]])
            # Planned some days ago: what fell due since then is late. What starts later is planned today.
            early = placement.row["starts_on"] <= today - timedelta(days=_BEHIND_DAYS)
            with clock.frozen(behind if early else clock.now()):
                assess_instruments(self.session, placement.id, actor=actor)

    def lived(self, placements: Sequence[DemoPlacement]) -> None:
        """Plan some running placements as of their start and do what fell due since; a few things stayed open.

        Only their obligations and tasks: what was decided about them stands in the rows of the placement already.
        """
        today = clock.today()
        owners = {person.user_id: person for person in self.staff.people}
        recent = [
            each
            for each in placements
            if each.state in {PlacementState.RUNNING, PlacementState.TRIAL}
            and today - timedelta(days=_LIVED_DAYS) <= each.row["starts_on"] <= today - timedelta(days=_BEHIND_DAYS)
        ]
        for placement in self.chance.some(recent, _LIVED):
            actor = self.staff.actor(owners[placement.row["owner_id"]])
            with clock.frozen(placement.row["starts_on"] - timedelta(days=_AHEAD_DAYS)):
                self._planned(placement, actor)
            for row in of_placement(self.session, placement.id):
                if row.state != ObligationState.OPEN.value or row.due_on >= today:
                    continue
                left_open = self.chance.yes(_LEFT_OPEN)
                if not left_open or row.due_on < today - timedelta(days=_FORGOTTEN_DAYS):
                    self._done(row, actor)

    def catch_up(self) -> None:
        """Do what still lies undone for more than a month: nobody at a desk that is kept leaves it so long."""
        gone = clock.today() - timedelta(days=_FORGOTTEN_DAYS)
        owners = {person.user_id: person for person in self.staff.people}
        late = (
            select(Obligation, Placement.owner_id)
            .join(Placement, Placement.id == Obligation.placement_id)
            .where(
                Obligation.region_id == self.plan.code,
                Obligation.state == ObligationState.OPEN.value,
                Obligation.due_on < gone,
            )
            .order_by(Obligation.due_on, Placement.number, Obligation.kind)
        )
        for row, owner_id in self.session.execute(late).all():
            owner = owners[owner_id] if owner_id else self.staff.demo(Role.ACCOUNT_MANAGER)
            self._done(row, self.staff.actor(owner))

    def _planned(self, placement: DemoPlacement, actor: Actor) -> None:
        row = self.session.get_one(Placement, placement.id)
        history = read_history(self.session, row)
        attached = instruments.attached_rows(self.session, row)
        book = instruments.law_book(self.session, placement.person.organisation_id, row.region_id)
        found = instruments.parts(history, book, today=clock.today())
        own = {part.code for part in found}
        known = {code: each for code, each in attached.items() if code in own}
        placement_duties.follow_placement(self.session, actor, row, history, found, known, book, Cause.MADE)

    def _done(self, row: Obligation, actor: Actor) -> None:
        on = min(clock.today(), row.due_on + timedelta(days=self.chance.number(-3, 2)))
        if row.kind == DutyKind.HAND_IN.value:
            done = Done(DoneWith.FILE, on, "Getekend contract ontvangen per mail")
        elif row.kind == DutyKind.AFTERCARE.value:
            done = Done(DoneWith.TASK, on, OUTCOME_LABELS[self.chance.one((Outcome.CALLED, Outcome.DONE))])
        else:
            done = Done(DoneWith.ACT, on, "Gedaan")
        with clock.frozen(self.chance.moment(on)):
            close(self.session, actor, row, done)

    def longer_contracts(self, placements: Sequence[DemoPlacement]) -> None:
        """Some contracts that would end soon were made longer: what was planned moved along, and says so."""
        today = clock.today()
        owners = {person.user_id: person for person in self.staff.people}
        soon = [
            each
            for each in placements
            if each.state is PlacementState.RUNNING
            and each.row["ends_on"] is not None
            and today + timedelta(days=_SOON_DAYS) < each.row["ends_on"] < today + timedelta(days=_LIVED_DAYS)
        ]
        for placement in self.chance.some(soon, _LONGER):
            command = ExtendContract(placement.id, add_months(placement.row["ends_on"], 6))
            extend_contract(self.session, command, actor=self.staff.actor(owners[placement.row["owner_id"]]))

    def of_vacancies(self) -> None:
        """Reviews, and vacancies that close soon: as the verb plans them."""
        wanted = [VacancyState.REVIEW.value, *(state.value for state in SEARCHING)]
        rows = self.session.scalars(
            select(Vacancy)
            .where(Vacancy.region_id == self.plan.code, Vacancy.state.in_(wanted))
            .order_by(Vacancy.number)
        )
        actor = self.staff.actor(self.staff.demo(Role.ACCOUNT_MANAGER))
        for vacancy in rows.all():
            obligations.follow(self.session, actor, vacancy)

    def of_client_managers(self, candidates: Sequence[DemoCandidate]) -> None:
        """Plan the question "klopt dit nog?" about people whom the demo client manager has not spoken for long."""
        manager = self.staff.demo(Role.CLIENT_MANAGER)
        stale = [
            each
            for each in candidates
            if each.client_manager_id == manager.user_id
            and each.row["stage"] == "matchbaar"
            and (each.row["profile_checked_on"] is None or (clock.today() - each.row["profile_checked_on"]).days > 90)  # noqa: PLR2004 (said by the line itself)
        ]
        for person in self.chance.some(stale, 14):
            worklist.plan(
                self.session,
                self.staff.actor(manager),
                kind=TaskKind.PROFILE_CHECK,
                subject=(SubjectKind.CANDIDATE, person.id),
                due_on=add_working_days(clock.today(), self.chance.number(-3, 9)),
                title=f"Klopt dit nog? Loop het profiel van K-{person.row['number']} na",
                assigned_to_id=manager.user_id,
                key=f"profiel-nakijken:{person.id}",
            )

    def of_job_coaches(self, placements: Sequence[DemoPlacement]) -> None:
        """Visits to people at work, for the demo job coach."""
        coach = self.staff.demo(Role.JOB_COACH)
        own = [
            each
            for each in placements
            if each.row["job_coach_id"] == coach.user_id
            and each.state in {PlacementState.RUNNING, PlacementState.TRIAL, PlacementState.DURABLE}
        ]
        for placement in self.chance.some(own, 16):
            worklist.plan(
                self.session,
                self.staff.actor(coach),
                kind=TaskKind.CONTACT,
                subject=(SubjectKind.PLACEMENT, placement.id),
                due_on=add_working_days(clock.today(), self.chance.number(-2, 8)),
                title=f"{self.chance.one(material('introductions')['coach_visits'])} (P-{placement.row['number']})",
                assigned_to_id=coach.user_id,
                key=f"werkplekbezoek:{placement.id}",
            )

    def bring_the_coach_along(self) -> None:
        """Some people who are introduced have the demo job coach beside them from the first talk."""
        coach = self.staff.demo(Role.JOB_COACH)
        introduced = self.session.scalars(
            select(Introduction.candidate_id)
            .join(Candidate, Candidate.id == Introduction.candidate_id)
            .where(Introduction.region_id == self.plan.code, Candidate.job_coach_id.is_(None))
            .distinct()
            .order_by(Introduction.candidate_id)
        ).all()
        self.session.execute(
            update(Candidate).where(Candidate.id.in_(introduced[:_COACHED])).values(job_coach_id=coach.user_id)
        )
