"""Lists that were shown in the last months, what advisers did with them, and a small verdeelplan.

The rankings are the engine's own, of the demo's own people. Which of them the advisers chose follows from a taste that
differs from the weights on purpose (a short journey and hours that fit), so that there is something to learn.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.types import SOFT_CRITERIA, RankedCandidate, VacancyQuery
from wsp.accounts import demo as accounts
from wsp.accounts.models import User
from wsp.accounts.permissions import GRANTS, Role
from wsp.demo.chance import Chance
from wsp.demo.plan import RegionPlan, material
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.placements.enums import ClosingReason, IntroductionState
from wsp.placements.models import Introduction, IntroductionStep
from wsp.shortlists.allocation import service as allocation
from wsp.shortlists.allocation.commands import RequestPlan
from wsp.shortlists.enums import AsideReason, DecisionKind
from wsp.shortlists.index import index
from wsp.shortlists.models import ShortlistDecision
from wsp.shortlists.profiles import vacancy_queries
from wsp.shortlists.runs import keep_run
from wsp.shortlists.weighing import queries as weighing
from wsp.shortlists.weighing import service as weights
from wsp.shortlists.weighing.commands import ProposeWeights
from wsp.vacancies.models import Vacancy

LISTS: Final = 62
TOP: Final = 10
PLANNED: Final = 12
_DAYS: Final = 150
_SETTLED: Final = 9
_TASTE: Final = {"reistijd": 0.5, "urenfit": 0.3, "vaardigheden_taken": 0.2}
_REASONS: Final = {"reistijd": AsideReason.TOO_FAR, "urenfit": AsideReason.HOURS_DO_NOT_FIT}
_CLOSED: Final = {ClosingReason.OTHER_CHOSEN: 70, ClosingReason.PLACE_TAKEN: 25, ClosingReason.EXPERIENCE: 5}
_PATH: Final = (IntroductionState.CLIENT_MANAGER_ASKED, IntroductionState.ANONYMOUS, IntroductionState.REJECTED)


def show_lists(plan: RegionPlan, seed: object) -> None:
    """Keep lists of the past with decisions, a proposal for other weights, and a plan for some vacancies."""
    chance = Chance(seed, plan.code, "rankings")
    with db.unit_of_work(plan.code) as session:
        _Past(session, plan, chance).keep()
        _propose_weights(session, plan)
    _make_plan(plan)


@dataclass(frozen=True)
class _Past:
    session: Session
    plan: RegionPlan
    chance: Chance

    def keep(self) -> None:
        """Rank as of today, keep as of some day in the past, and decide."""
        session, region = self.session, self.plan.code
        actor = _actor(session, self.plan, Role.ACCOUNT_MANAGER)
        today = clock.today()
        chosen = (
            select(Vacancy.id)
            # Somebody was introduced: a vacancy that is still open has nobody.
            .where(Vacancy.region_id == region, Vacancy.state.not_in(("concept", "ter-beoordeling", "open")))
            .order_by(Vacancy.number.desc())
            .limit(LISTS)
        )
        offers = vacancy_queries(session, Vacancy.id.in_(chosen), on=today)
        store = index().candidates(session, region, on=today)
        engine = weighing.ranker(session, region)
        done = {
            (row.vacancy_id, row.candidate_id)
            for row in session.execute(select(Introduction.vacancy_id, Introduction.candidate_id))
        }
        made = {
            str(row.id): clock.local(row.created_at).date()
            for row in session.execute(select(Vacancy.id, Vacancy.created_at).where(Vacancy.id.in_(chosen)))
        }
        for offer in offers:
            ranking = engine.candidates_for(offer, store, on=today, top=TOP)
            if not ranking.ranked:
                continue
            last = today - timedelta(days=_SETTLED)
            day = self.chance.workday(max(made[offer.id], today - timedelta(days=_DAYS)), last)
            with clock.frozen(self.chance.moment(min(max(day, made[offer.id]), today))):
                run = keep_run(session, actor, query=offer, ranking=ranking, ranker=engine, text_space=None)
                if day <= last:
                    self._decide(offer, run, ranking.ranked, actor, done)

    def _decide(
        self, offer: VacancyQuery, run: uuid.UUID, ranked: Sequence[RankedCandidate], actor: Actor, done: set[Any]
    ) -> None:
        """The adviser chooses the one that suits best, and sets one aside for what suits least."""
        chance, vacancy_id, at = self.chance, uuid.UUID(offer.id), clock.now()
        order = sorted(ranked, key=lambda each: (-_liked(each), each.candidate_id))
        best, worst = uuid.UUID(order[0].candidate_id), order[-1]
        if (vacancy_id, best) not in done:
            self._introduce(vacancy_id, best, run, actor, at)
        if len(order) > 1 and chance.yes(0.6):
            values = _values(worst)
            least = min(_REASONS, key=lambda code: values.get(code, 1.0))
            self.session.add(
                ShortlistDecision(
                    id=chance.uuid(), created_at=at + timedelta(minutes=20), region_id=self.plan.code,
                    vacancy_id=vacancy_id, candidate_id=uuid.UUID(worst.candidate_id), run_id=run,
                    kind=DecisionKind.SET_ASIDE.value, reason=_REASONS[least].value, user_id=actor.user_id,
                )
            )  # fmt: skip

    def _motivation(self) -> str:
        text: str = self.chance.one(material("introductions")["motivations"])
        return text.format(work="dit werk")

    def _introduce(self, vacancy_id: uuid.UUID, candidate_id: uuid.UUID, run: uuid.UUID, actor: Actor, at: Any) -> None:
        moments = [at + timedelta(days=days) for days in (0, 2, 6)]
        made = Introduction(
            id=self.chance.uuid(), created_at=at, updated_at=moments[-1], region_id=self.plan.code,
            vacancy_id=vacancy_id, candidate_id=candidate_id, state=_PATH[-1].value, state_since=moments[-1],
            made_by_id=actor.user_id, motivation=self._motivation(),
            agreed_at=moments[1], agreed_by_id=None, shortlist_run_id=run,
            closed_reason=self.chance.weighted(_CLOSED).value, closed_shared=False,
        )  # fmt: skip
        self.session.add(made)
        self.session.flush()
        before: IntroductionState | None = None
        for state, moment in zip(_PATH, moments, strict=True):
            self.session.add(
                IntroductionStep(
                    id=self.chance.uuid(), created_at=moment, region_id=self.plan.code, introduction_id=made.id,
                    from_state=before.value if before else None, to_state=state.value, user_id=actor.user_id,
                )
            )  # fmt: skip
            before = state


def _values(person: RankedCandidate) -> Mapping[str, float]:
    return {each.criterion: each.value for each in person.contributions}


def _liked(person: RankedCandidate) -> float:
    values = _values(person)
    return sum(weight * values.get(code, 0.0) for code, weight in _TASTE.items())


def _propose_weights(session: Session, plan: RegionPlan) -> None:
    """An administrator put other weights forward; the policy officer may approve."""
    values = {code: Decimal(0) for code in SOFT_CRITERIA} | {
        "beroep": Decimal(35), "vaardigheden_taken": Decimal(35), "reistijd": Decimal(15), "urenfit": Decimal(8),
        "begeleidingsfit": Decimal(4), "opleidingsfit": Decimal(1), "wachttijd": Decimal(1), "versheid": Decimal(1),
    }  # fmt: skip
    command = ProposeWeights(
        values=values, reason="Kandidaten haken vaak af op de reis. Laat reistijd zwaarder tellen."
    )
    weights.propose(session, command, actor=_actor(session, plan, Role.ADMINISTRATOR))


def _make_plan(plan: RegionPlan) -> None:
    """A plan for the newest vacancies only: a plan for all of them takes as long as the rest of the demo."""
    with db.unit_of_work(plan.code) as session:
        asked = allocation.request_plan(
            session, RequestPlan(benefit=Decimal(20_000), effort=Decimal(1_500), per_employer=2, waiting_least=3),
            actor=_actor(session, plan, Role.ACCOUNT_MANAGER),
        )  # fmt: skip
        newest = select(Vacancy.id).where(Vacancy.region_id == plan.code, Vacancy.state == "open")
        found = session.scalars(newest.order_by(Vacancy.number.desc()).limit(PLANNED)).all()
        plan_id, offers = asked.id, frozenset(map(str, found))
    allocation.make_plan(plan.code, plan_id, only=offers)


def _actor(session: Session, plan: RegionPlan, role: Role) -> Actor:
    """The demo account of a role; somebody of the region where there is none."""
    emails = [each.email for each in accounts.ACCOUNTS if each.role is role and each.region_id == plan.code]
    user = session.scalars(select(User).where(User.email.in_(emails)).limit(1)).one()
    return Actor(
        user_id=user.id, region_id=plan.code, organisation_id=None, roles=frozenset({role.value}),
        permissions=frozenset(permission.value for permission in GRANTS[role]),
    )  # fmt: skip
