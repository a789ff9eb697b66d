"""Human acts on a match list: set aside with a reason, take back, ask."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import policy as candidate_policy
from wsp.candidates.models import Candidate
from wsp.foundation import clock, workdays
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput, NotFound
from wsp.shortlists.enums import CRITERION_LABELS, QUESTIONS, AsideReason, DecisionKind
from wsp.shortlists.models import ShortlistDecision, ShortlistRow
from wsp.vacancies.models import Vacancy
from wsp.worklist import service as worklist
from wsp.worklist.enums import TaskKind

_ANSWER_DAYS = 5  # working days within which a client manager answers a question (product.md, Mijn dag)


@dataclass(frozen=True)
class SetAside:
    """Do not introduce this candidate for this vacancy now, and why."""

    vacancy_id: uuid.UUID
    candidate_id: uuid.UUID
    reason: str
    note: str | None = None
    run_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Ask:
    """Ask the client manager about an unknown criterion of this candidate."""

    vacancy_id: uuid.UUID
    candidate_id: uuid.UUID
    criterion: str
    note: str | None = None
    run_id: uuid.UUID | None = None


def opened(session: Session, run_id: uuid.UUID, subject_id: uuid.UUID, *, actor: Actor) -> None:
    """Keep that somebody looked further at a row of a list; only the first time counts, and who it was is not kept.

    A list or row that is not there changes nothing: the address may be old.
    """
    session.execute(
        update(ShortlistRow)
        .where(
            ShortlistRow.region_id == actor.region_id,
            ShortlistRow.run_id == run_id,
            ShortlistRow.subject_id == subject_id,
            ShortlistRow.opened_at.is_(None),
        )
        .values(opened_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def set_aside(session: Session, command: SetAside, *, actor: Actor) -> ShortlistDecision:
    """Record that somebody is not introduced, with the reason; saying it again changes the reason."""
    if command.reason not in list(AsideReason):
        raise InvalidInput("Kies een reden.", fields={"reason": ["Kies waarom je deze kandidaat apart zet."]})
    if command.reason == AsideReason.OTHER and not (command.note or "").strip():
        raise InvalidInput("Schrijf de reden op.", fields={"note": ["Schrijf in een paar woorden waarom."]})
    candidate, _ = _pair(session, command.vacancy_id, command.candidate_id, actor)
    for old in _current(session, command.vacancy_id, candidate.id, DecisionKind.SET_ASIDE):
        old.withdrawn_at = clock.now()
    session.flush()
    decision = ShortlistDecision(
        region_id=actor.region_id,
        vacancy_id=command.vacancy_id,
        candidate_id=candidate.id,
        run_id=command.run_id,
        kind=DecisionKind.SET_ASIDE.value,
        reason=command.reason,
        note=command.note,
        user_id=actor.user_id,
    )
    session.add(decision)
    session.flush()
    audit.record(
        session, actor, "shortlist.set_aside", subject=("kandidaat", candidate.id),
        after={"vacancy": str(command.vacancy_id), "reason": command.reason},
    )  # fmt: skip
    return decision


def take_back(session: Session, vacancy_id: uuid.UUID, candidate_id: uuid.UUID, *, actor: Actor) -> None:
    """Put somebody who was set aside back on the list."""
    found = _current(session, vacancy_id, candidate_id, DecisionKind.SET_ASIDE)
    if not found:
        raise NotFound("Deze kandidaat staat niet apart. Ververs de lijst.")
    for decision in found:
        decision.withdrawn_at = clock.now()
    audit.record(
        session, actor, "shortlist.take_back", subject=("kandidaat", candidate_id), after={"vacancy": str(vacancy_id)}
    )


def ask(session: Session, command: Ask, *, actor: Actor) -> ShortlistDecision:
    """Turn an unknown into a task for the client manager; asking twice gives the same question."""
    if command.criterion not in QUESTIONS:
        raise InvalidInput("Over deze eis kun je geen vraag stellen.")
    candidate, vacancy = _pair(session, command.vacancy_id, command.candidate_id, actor)
    for open_question in _current(session, vacancy.id, candidate.id, DecisionKind.ASKED):
        if open_question.criterion == command.criterion:
            return open_question
    decision = ShortlistDecision(
        region_id=actor.region_id,
        vacancy_id=vacancy.id,
        candidate_id=candidate.id,
        run_id=command.run_id,
        kind=DecisionKind.ASKED.value,
        criterion=command.criterion,
        note=command.note,
        user_id=actor.user_id,
    )
    session.add(decision)
    session.flush()
    worklist.plan(
        session,
        actor,
        kind=TaskKind.QUESTION,
        title=f"K-{candidate.number}: {QUESTIONS[command.criterion]}",
        subject=("kandidaat", candidate.id),
        due_on=_answer_by(clock.today()),
        assigned_to_id=candidate.client_manager_id,
        organisation_id=candidate.organisation_id,
        key=f"vraag:{candidate.id}:{command.criterion}",
    )
    audit.record(
        session, actor, "shortlist.asked", subject=("kandidaat", candidate.id),
        after={"vacancy": str(vacancy.id), "criterion": CRITERION_LABELS[command.criterion]},
    )  # fmt: skip
    return decision


def _answer_by(today: date) -> date:
    return workdays.add_working_days(today, _ANSWER_DAYS)


def _pair(session: Session, vacancy_id: uuid.UUID, candidate_id: uuid.UUID, actor: Actor) -> tuple[Candidate, Vacancy]:
    candidate = session.scalar(select(Candidate).where(Candidate.id == candidate_id, candidate_policy.visible(actor)))
    vacancy = session.scalar(select(Vacancy).where(Vacancy.id == vacancy_id))
    if candidate is None or vacancy is None:
        raise NotFound("Deze kandidaat of vacature is er niet (meer). Ververs de lijst.")
    return candidate, vacancy


def _current(
    session: Session, vacancy_id: uuid.UUID, candidate_id: uuid.UUID, kind: DecisionKind
) -> list[ShortlistDecision]:
    statement = select(ShortlistDecision).where(
        ShortlistDecision.vacancy_id == vacancy_id,
        ShortlistDecision.candidate_id == candidate_id,
        ShortlistDecision.kind == kind.value,
        ShortlistDecision.withdrawn_at.is_(None),
    )
    return list(session.scalars(statement))
