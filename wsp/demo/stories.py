"""What runs now, made by the rooms' own verbs on a clock that stands on the day it happened.

So every introduction obeys the rules, has the steps, the agreements and the tasks that the program gives it, and
some of them have waited too long for an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.candidates import service as candidates
from wsp.candidates.commands import RecordAgreement
from wsp.candidates.enums import Evidence, SharingPurpose
from wsp.demo.candidates import DemoCandidate
from wsp.demo.chance import Chance
from wsp.demo.people import People
from wsp.demo.plan import RegionPlan, material
from wsp.demo.staff import Person, Staff, process
from wsp.demo.terms import monthly_wage
from wsp.demo.vacancies import DemoVacancy
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_months, add_working_days
from wsp.placements import service
from wsp.placements.commands import AgreeIntroduction, Introduce, MoveIntroduction, PlaceCandidate
from wsp.placements.enums import ClosingReason, IntroductionState, PlacementKind
from wsp.placements.models import Introduction

_S = IntroductionState
_PLANS: dict[IntroductionState, tuple[int, tuple[int, int]]] = {
    _S.LONGLIST: (7, (0, 6)),
    _S.CLIENT_MANAGER_ASKED: (20, (0, 5)),
    _S.ANONYMOUS: (26, (1, 12)),
    _S.INTEREST: (8, (0, 4)),
    _S.CANDIDATE_ASKED: (10, (0, 4)),
    _S.NAMED: (13, (1, 11)),
    _S.INVITED: (11, (0, 3)),
    _S.INTERVIEW: (8, (0, 3)),
    _S.HIRED: (8, (0, 3)),
    _S.REJECTED: (9, (1, 10)),
    _S.WITHDRAWN: (4, (1, 10)),
    _S.EXPIRED: (3, (45, 48)),
}
"""How it stands now: weight, and how many working days ago it got there."""
_ROUTE = (_S.CLIENT_MANAGER_ASKED, _S.ANONYMOUS, _S.INTEREST, _S.CANDIDATE_ASKED, _S.NAMED, _S.INVITED, _S.INTERVIEW)
_TRIES = 4
"""Some people agreed to be shared too recently for a long story: then somebody else is asked."""
_SILENT_DAYS = 75
"""A vacancy must be open for so long before an offer on it can have expired."""
_BUSY_SHARE = 0.32
"""Of the open vacancies: somebody is being introduced."""


def tell_stories(
    session: Session,
    plan: RegionPlan,
    staff: Staff,
    vacancies: Sequence[DemoVacancy],
    people: People,
    minimum_hour: Decimal,
    seed: object,
) -> int:
    """Introduce candidates for a part of the open vacancies and bring each as far as it got; returns how many."""
    chance = Chance(seed, plan.code, "stories")
    teller = Teller(session, chance, staff, minimum_hour)
    # Long enough open for the longest story, so that nobody is introduced before the vacancy was there.
    open_ones = [each for each in vacancies if each.state == "open" and (clock.today() - each.made_on).days > 35]  # noqa: PLR2004 (said by the line itself)
    told = 0
    for vacancy in chance.some(open_ones, round(plan.open_vacancies * _BUSY_SHARE)):
        goals = [teller.goal(vacancy) for _ in range(chance.weighted({1: 55, 2: 35, 3: 10}))]
        # Hiring comes last, and once: it may take the last place.
        last = [goal for goal in goals if goal is _S.HIRED][:1]
        goals = [goal for goal in goals if goal is not _S.HIRED]
        for goal in (*goals, *last):
            for _ in range(_TRIES):
                person = people.take(chance, vacancy.occupation, register=vacancy.garantiebaan)
                if person is not None and teller.tell(vacancy, person, goal):
                    told += 1
                    break
    service.expire_introductions(session, actor=process(plan.code))
    return told


@dataclass(frozen=True)
class Teller:
    """Brings introductions as far as they got."""

    session: Session
    chance: Chance
    staff: Staff
    wage_hour: Decimal
    """For a vacancy that names no wage."""

    def goal(self, vacancy: DemoVacancy) -> IntroductionState:
        """How far an introduction for this vacancy got. Somebody is hired where places stay free: it stays open."""
        weights = {state: float(weight) for state, (weight, _) in _PLANS.items()}
        weights[_S.HIRED] *= 5 if vacancy.places > 1 else 0
        weights[_S.EXPIRED] *= 8 if (clock.today() - vacancy.made_on).days > _SILENT_DAYS else 0
        return self.chance.weighted(weights)

    def tell(self, vacancy: DemoVacancy, person: DemoCandidate, goal: IntroductionState) -> bool:
        """Bring one introduction to its goal; False when the candidate agreed too recently for that."""
        ago = self.chance.number(*_PLANS[goal][1])
        # A silent offer was made long ago: then the vacancy must be older than that too.
        steps = self._steps(goal)
        today = clock.today()
        days = [add_working_days(today, -ago)]
        for _ in steps[1:]:
            days.append(add_working_days(days[-1], -self.chance.number(1, 2)))
        days.reverse()
        if person.shared_since is None or person.shared_since > days[0] or vacancy.made_on >= days[0]:
            return False
        manager = self._actor(person.client_manager_id)
        owner = self._actor(vacancy.owner_id)
        introduction: Introduction | None = None
        for state, day in zip(steps, days, strict=True):
            with clock.frozen(self.chance.moment(day)):
                introduction = self._step(introduction, state, vacancy, person, owner, manager)
        return True

    def _steps(self, goal: IntroductionState) -> list[IntroductionState]:
        if goal is _S.LONGLIST:
            return [_S.LONGLIST]
        if goal in (_S.REJECTED, _S.WITHDRAWN):
            return [*_ROUTE[: self.chance.number(2, len(_ROUTE))], goal]
        if goal is _S.EXPIRED:
            return [_S.CLIENT_MANAGER_ASKED, _S.ANONYMOUS]
        if goal is _S.HIRED:
            return [*_ROUTE, goal]
        return list(_ROUTE[: _ROUTE.index(goal) + 1])

    def _step(
        self,
        introduction: Introduction | None,
        state: IntroductionState,
        vacancy: DemoVacancy,
        person: DemoCandidate,
        owner: Actor,
        manager: Actor,
    ) -> Introduction:
        chance, texts = self.chance, material("introductions")
        if introduction is None:
            motivation = chance.one(texts["motivations"]).format(work=vacancy.occupation.name)
            command = Introduce(vacancy.id, (person.id,), motivation=motivation, ask_now=state is not _S.LONGLIST)
            return service.introduce(self.session, command, actor=owner)[0]
        if introduction.agreed_at is None and state in (_S.ANONYMOUS, _S.REJECTED, _S.WITHDRAWN):
            agree = AgreeIntroduction(introduction.id, chance.one(texts["agreed"]))
            service.agree_introduction(self.session, agree, actor=manager)
        if state is _S.NAMED:
            self._agree_to_be_named(vacancy, person, manager)
        if state is _S.HIRED:
            self._place(introduction, vacancy, person, owner)
            return introduction
        return service.move_introduction(self.session, self._move(introduction, state), actor=owner)

    def _move(self, introduction: Introduction, state: IntroductionState) -> MoveIntroduction:
        chance, texts = self.chance, material("introductions")
        notes = {
            _S.INTEREST: "interest", _S.REJECTED: "rejected", _S.WITHDRAWN: "withdrawn", _S.NAMED: "named",
            _S.INTERVIEW: "interview",
        }  # fmt: skip
        reasons = {
            _S.REJECTED: (ClosingReason.OTHER_CHOSEN, ClosingReason.HOURS, ClosingReason.EXPERIENCE),
            _S.WITHDRAWN: (ClosingReason.CANDIDATE_HAS_WORK, ClosingReason.CANDIDATE_DECLINES),
        }
        appointment = None
        if state is _S.INVITED:
            ahead = add_working_days(clock.today(), chance.number(1, 6))
            appointment = datetime.combine(ahead, time(9 + chance.number(0, 7)), tzinfo=clock.AMSTERDAM)
        return MoveIntroduction(
            introduction.id,
            state,
            note=chance.one(texts[notes[state]]) if state in notes else None,
            reason=chance.one(reasons[state]) if state in reasons else None,
            shared=state in reasons and chance.yes(0.6),
            appointment_at=appointment,
            appointment_place=chance.one(texts["places"]) if appointment else None,
        )

    def _agree_to_be_named(self, vacancy: DemoVacancy, person: DemoCandidate, manager: Actor) -> None:
        candidates.record_agreement(
            self.session,
            RecordAgreement(
                person.id,
                SharingPurpose.NAMED,
                self.chance.one((Evidence.TALK, Evidence.PHONE)),
                clock.today(),
                vacancy.employer.id,
            ),
            actor=manager,
        )

    def _place(self, introduction: Introduction, vacancy: DemoVacancy, person: DemoCandidate, owner: Actor) -> None:
        chance = self.chance
        starts_on = add_working_days(clock.today(), chance.number(3, 15))
        hours = min(vacancy.hours, person.row["hours_max"] or vacancy.hours)
        service.place_candidate(
            self.session,
            PlaceCandidate(
                kind=PlacementKind.EMPLOYMENT,
                hours_per_week=hours,
                full_week_hours=vacancy.full_week,
                wage_month=monthly_wage(vacancy.wage_hour or self.wage_hour, hours),
                in_doelgroep_lks=None if person.loonwaarde is None else person.loonwaarde < 80,  # noqa: PLR2004 (said by the line itself)
                forfaitair=True if chance.yes(0.5) else None,
                needs_guidance=None if person.row["guidance"] is None else person.row["guidance"] != "geen",
                candidate_id=person.id,
                employer_id=vacancy.employer.id,
                function_title=vacancy.title,
                starts_on=starts_on,
                ends_on=add_months(starts_on, 7) - timedelta(days=1),
                vacancy_id=vacancy.id,
                introduction_id=introduction.id,
                establishment_id=vacancy.establishment_id,
                job_coach_id=person.row["job_coach_id"],
            ),
            actor=owner,
        )

    def _actor(self, user_id: object) -> Actor:
        """The colleague with this id; the demo account manager for a vacancy without an owner."""
        found: Person | None = next((each for each in self.staff.people if each.user_id == user_id), None)
        return self.staff.actor(found or self.staff.demo(Role.ACCOUNT_MANAGER))
