"""Propose candidates for a vacancy."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates.models import Candidate
from wsp.candidates.words import number_label
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements import policy, rules
from wsp.placements.commands import Introduce
from wsp.placements.enums import CLOSED, IntroductionState
from wsp.placements.errors import AlreadyIntroduced, InvalidPlacement
from wsp.placements.models import Introduction, IntroductionStep
from wsp.placements.service import loading, obligations
from wsp.vacancies import queries as vacancies
from wsp.vacancies import service as vacancy_verbs
from wsp.vacancies.commands import MoveVacancy
from wsp.vacancies.enums import SEARCHING, VACANCY_STATES, VacancyState
from wsp.vacancies.models import Vacancy


def introduce(session: Session, command: Introduce, *, actor: Actor) -> Sequence[Introduction]:
    """Propose one to three candidates for a vacancy: all of them, or none.

    The client manager of each is asked to agree (or the candidate waits on the longlist); the vacancy is in progress
    from now on.

    Raises:
        InvalidPlacement: nobody chosen, or too many at once.
        VacancyClosed, PlaceTaken: nobody is looked for.
        AlreadyIntroduced: one of them runs for this vacancy already.
        CandidateNotFound: one of them is not the actor's to see.

    """
    policy.check_may_introduce(actor)
    chosen = sorted(set(command.candidate_ids))
    if not 1 <= len(chosen) <= rules.MOST_AT_ONCE:
        raise InvalidPlacement("kies", f"Kies 1 tot en met {rules.MOST_AT_ONCE} kandidaten om voor te dragen.")
    vacancy = vacancies.locked(session, actor, command.vacancy_id)
    state = VacancyState(vacancy.state)
    rules.check_vacancy_open(VACANCY_STATES.labels[state], searching=state in SEARCHING)
    rules.check_place_free(vacancy.places, loading.taken_places(session, vacancy.id))
    people = [loading.candidate(session, actor, candidate_id) for candidate_id in chosen]
    _check_new(session, vacancy, people)
    made = [_introduce(session, command, vacancy, person, actor) for person in people]
    if state is VacancyState.OPEN:
        vacancy_verbs.move_state(session, MoveVacancy(vacancy.id, VacancyState.IN_PROGRESS), actor=actor)
    return made


def _check_new(session: Session, vacancy: Vacancy, people: Sequence[Candidate]) -> None:
    numbers = {person.id: person.number for person in people}
    running = session.scalars(
        select(Introduction.candidate_id).where(
            Introduction.vacancy_id == vacancy.id,
            Introduction.candidate_id.in_(list(numbers)),
            Introduction.state.not_in(sorted(CLOSED)),
        )
    ).first()
    if running is not None:
        raise AlreadyIntroduced(number_label(numbers[running]))


def _introduce(session: Session, command: Introduce, vacancy: Vacancy, person: Candidate, actor: Actor) -> Introduction:
    state = IntroductionState.CLIENT_MANAGER_ASKED if command.ask_now else IntroductionState.LONGLIST
    made = Introduction(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        vacancy_id=vacancy.id,
        candidate_id=person.id,
        state=state.value,
        state_since=clock.now(),
        made_by_id=actor.user_id,
        shortlist_run_id=command.shortlist_run_id,
        motivation=(command.motivation or "").strip() or None,
    )
    session.add(made)
    session.flush()
    log_step(session, made, before=None, actor=actor, note=made.motivation)
    audit.record(
        session,
        actor,
        "introduction.made",
        subject=(loading.INTRODUCTION, made.id),
        after={"vacature": vacancy.id, "kandidaat": person.id, "stap": state, "matchlijst": command.shortlist_run_id},
    )
    obligations.follow_introduction(session, actor, made, person)
    return made


def log_step(
    session: Session,
    introduction: Introduction,
    *,
    before: IntroductionState | None,
    actor: Actor,
    note: str | None = None,
) -> None:
    """Write down one step in the life of an introduction: who, when, from, to."""
    session.add(
        IntroductionStep(
            region_id=introduction.region_id,
            introduction_id=introduction.id,
            from_state=before.value if before else None,
            to_state=introduction.state,
            user_id=actor.user_id,
            note=note,
        )
    )
    session.flush()
