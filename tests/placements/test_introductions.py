"""Introductions: the steps, who takes them, and what they plan."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.placements.world import World
from wsp.accounts.permissions import Role
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.errors import CandidateNotFound
from wsp.foundation import clock
from wsp.foundation.errors import Conflict
from wsp.foundation.workdays import add_working_days
from wsp.placements import queries, service
from wsp.placements.commands import AgreeIntroduction, Introduce, MoveIntroduction
from wsp.placements.enums import CLOSED, INTRODUCTION_STATES, PATH, ClosingReason, IntroductionState
from wsp.placements.errors import (
    AgreementMissing,
    AlreadyIntroduced,
    IntroductionNotFound,
    InvalidPlacement,
    NotYourStep,
    VacancyClosed,
)
from wsp.placements.models import IntroductionStep
from wsp.placements.queries import IntroductionFilter
from wsp.vacancies.enums import VacancyState
from wsp.worklist.models import Task

S = IntroductionState


def open_tasks(world: World, subject_id: object) -> dict[str, Task]:
    """Open tasks about a record, by kind."""
    rows = world.session.scalars(select(Task).where(Task.subject_id == subject_id, Task.done_at.is_(None)))
    return {task.kind: task for task in rows}


def test_introducing_asks_the_client_manager_and_puts_the_vacancy_in_progress(world: World) -> None:
    introduction = world.introduce(motivation="Past bij het team.")

    assert introduction.state == S.CLIENT_MANAGER_ASKED
    assert world.vacancy.state == VacancyState.IN_PROGRESS
    task = open_tasks(world, introduction.id)["akkoord-vragen"]
    assert task.assigned_to_id == world.client_manager.user_id
    assert "Proef" not in task.title
    step = world.session.scalars(select(IntroductionStep)).one()
    assert (step.from_state, step.to_state, step.note) == (None, S.CLIENT_MANAGER_ASKED, "Past bij het team.")


def test_three_candidates_go_together_and_four_do_not(world: World) -> None:
    people = [world.person() for _ in range(4)]
    with pytest.raises(InvalidPlacement, match="1 tot en met 3"):
        world.introduce(*people)

    world.introduce(*people[:3])

    assert queries.introduced_ids(world.session, world.account_manager, world.vacancy.id) == {
        person.id for person in people[:3]
    }


def test_nobody_is_introduced_twice_for_a_vacancy(world: World) -> None:
    other = world.person()
    world.introduce(other)

    with pytest.raises(AlreadyIntroduced):
        world.introduce(world.candidate, other)

    running = queries.list_introductions(world.session, world.account_manager, IntroductionFilter())
    assert running.total == 1, "all of them, or none"


def test_a_closed_introduction_may_be_made_again(world: World) -> None:
    first = world.introduce()
    world.move(first, S.REJECTED, reason=ClosingReason.HOURS)

    assert world.introduce().id != first.id


@pytest.mark.parametrize("state", [VacancyState.WITHDRAWN, VacancyState.CONCEPT, VacancyState.EXPIRED])
def test_no_introductions_for_a_vacancy_that_looks_for_nobody(world: World, state: VacancyState) -> None:
    world.vacancy.state = state.value
    world.session.flush()

    with pytest.raises(VacancyClosed):
        world.introduce()


def test_who_is_not_shared_cannot_be_introduced(world: World) -> None:
    hidden = candidates.candidate(world.session, of=world.organisation)

    with pytest.raises(CandidateNotFound):
        world.introduce(hidden)


def test_an_employer_sees_nothing_before_the_client_manager_agrees(world: World) -> None:
    introduction = world.introduce()

    with pytest.raises(AgreementMissing, match="klantmanager"):
        world.move(introduction, S.ANONYMOUS)

    world.agree(introduction)
    assert "akkoord-vragen" not in open_tasks(world, introduction.id)
    world.move(introduction, S.ANONYMOUS)
    task = open_tasks(world, introduction.id)["voordracht-zonder-antwoord"]
    assert task.due_on == add_working_days(clock.today(), 5)


def test_no_profile_without_and_no_name_without_the_candidates_agreement(world: World) -> None:
    shy = world.person(agreed=False)
    introduction = world.agree(world.introduce(shy))
    with pytest.raises(AgreementMissing, match="zonder naam"):
        world.move(introduction, S.ANONYMOUS)

    candidates.agreement(world.session, shy, SharingPurpose.ANONYMOUS)
    world.move(introduction, S.ANONYMOUS, S.INTEREST, S.CANDIDATE_ASKED)
    with pytest.raises(AgreementMissing, match="met naam"):
        world.move(introduction, S.NAMED)

    candidates.agreement(world.session, shy, SharingPurpose.NAMED, employer_id=world.employer.id)
    assert world.move(introduction, S.NAMED).state == S.NAMED


def test_an_agreement_for_another_employer_does_not_count(world: World) -> None:
    shy = world.person(agreed=False)
    candidates.agreement(world.session, shy, SharingPurpose.ANONYMOUS)
    candidates.agreement(world.session, shy, SharingPurpose.NAMED, employer_id=None)
    introduction = world.agree(world.introduce(shy))
    world.move(introduction, S.ANONYMOUS, S.INTEREST, S.CANDIDATE_ASKED, S.NAMED)
    other = candidates.agreement(world.session, shy, SharingPurpose.NAMED, employer_id=world.employer.id, given=False)

    assert not other.given
    with pytest.raises(AgreementMissing):
        world.place(introduction)


def test_only_those_who_keep_the_dossier_agree(world: World) -> None:
    introduction = world.introduce()
    stranger = accounts.actor(
        world.session, Role.CLIENT_MANAGER, of=accounts.organisation(world.session, "Gemeente Elders")
    )

    with pytest.raises(NotYourStep):
        service.agree_introduction(world.session, AgreeIntroduction(introduction.id), actor=world.account_manager)
    with pytest.raises(IntroductionNotFound):
        service.agree_introduction(world.session, AgreeIntroduction(introduction.id), actor=stranger)


def test_an_agreement_is_given_once(world: World) -> None:
    introduction = world.agree(world.introduce())

    with pytest.raises(Conflict, match="al gegeven"):
        world.agree(introduction)


def test_the_client_manager_may_say_not_now(world: World) -> None:
    introduction = world.introduce()
    command = MoveIntroduction(
        introduction.id, S.REJECTED, reason=ClosingReason.CLIENT_MANAGER_NOT_NOW, note="Eerst de cursus af."
    )

    service.move_introduction(world.session, command, actor=world.client_manager)

    assert (introduction.state, introduction.closed_note) == (S.REJECTED, "Eerst de cursus af.")
    assert open_tasks(world, introduction.id) == {}


def test_a_client_manager_takes_no_step_of_the_account_manager(world: World) -> None:
    introduction = world.agree(world.introduce())

    with pytest.raises(NotYourStep):
        service.move_introduction(
            world.session, MoveIntroduction(introduction.id, S.ANONYMOUS), actor=world.client_manager
        )


def test_closing_needs_a_reason_and_internal_reasons_stay_inside(world: World) -> None:
    introduction = world.introduce()
    for given, field in (
        ({}, "reason"),
        ({"reason": ClosingReason.OTHER}, "note"),
        ({"reason": ClosingReason.NO_SHOW, "shared": True}, "shared"),
    ):
        with pytest.raises(InvalidPlacement) as refused:
            world.move(introduction, S.REJECTED, **given)
        assert list(refused.value.fields) == [field]


def test_an_invitation_has_a_day_to_come(world: World) -> None:
    introduction = world.named()
    with pytest.raises(InvalidPlacement):
        world.move(introduction, S.INVITED)
    with pytest.raises(InvalidPlacement):
        world.move(introduction, S.INVITED, appointment_at=clock.now() - timedelta(hours=1))

    world.move(introduction, S.INVITED, appointment_at=clock.now() + timedelta(days=3), appointment_place="Assen")

    assert open_tasks(world, introduction.id)["gesprek"].due_on == clock.today() + timedelta(days=3)
    assert introduction.appointment_place == "Assen"


def test_steps_that_are_not_in_the_table_are_refused(world: World) -> None:
    introduction = world.introduce()

    with pytest.raises(Conflict, match="kan niet"):
        world.move(introduction, S.NAMED)


def test_the_path_follows_the_table() -> None:
    for before, after in pairwise(PATH):
        assert INTRODUCTION_STATES.allowed(before, after)
    assert all(INTRODUCTION_STATES.final(state) for state in CLOSED)


def test_after_a_placement_the_introduction_stays_as_it_is(world: World) -> None:
    introduction = world.named()
    world.place(introduction)

    with pytest.raises(Conflict, match="al een plaatsing"):
        world.move(introduction, S.WITHDRAWN, reason=ClosingReason.CANDIDATE_DECLINES)


def test_offers_without_an_answer_expire(world: World) -> None:
    introduction = world.move(world.agree(world.introduce()), S.ANONYMOUS)
    with clock.frozen(clock.today() + timedelta(days=61)):
        assert service.expire_introductions(world.session, actor=world.account_manager) == 1
        assert service.expire_introductions(world.session, actor=world.account_manager) == 0

    assert introduction.state == S.EXPIRED
    assert open_tasks(world, introduction.id) == {}


def test_a_list_shows_an_account_manager_no_name_before_it_was_shared(world: World) -> None:
    shy = world.person(agreed=False, name=("Zichtbaar", None, "Nergens"))
    world.introduce(shy)

    page = queries.list_introductions(world.session, world.account_manager, IntroductionFilter())

    row = page.rows[0]
    assert row.person is not None
    assert row.person.name is None


def test_client_managers_of_others_see_nothing(world: World) -> None:
    introduction = world.introduce()
    stranger = accounts.actor(
        world.session, Role.CLIENT_MANAGER, of=accounts.organisation(world.session, "Gemeente Elders")
    )

    assert queries.list_introductions(world.session, stranger, IntroductionFilter()).total == 0
    with pytest.raises(IntroductionNotFound):
        queries.introduction_card(world.session, stranger, introduction.id)


def test_searching_by_number_finds_candidate_and_vacancy(world: World) -> None:
    world.introduce()
    for text in (f"K-{world.candidate.number}", f"V-{world.vacancy.number}", "orderp", world.employer.name[:8]):
        found = queries.list_introductions(world.session, world.account_manager, IntroductionFilter(text=text))
        assert found.total == 1, text
    nobody = IntroductionFilter(text="Plaatsing")
    assert queries.list_introductions(world.session, world.account_manager, nobody).total == 0, "never by name"


def test_introduce_remembers_the_ranking(world: World) -> None:
    run = candidates.uuid.uuid4()
    command = Introduce(world.vacancy.id, (world.candidate.id,), shortlist_run_id=run, ask_now=False)

    made = service.introduce(world.session, command, actor=world.account_manager)[0]

    assert (made.shortlist_run_id, made.state) == (run, S.LONGLIST)
    assert made.state_since.date() <= date(2026, 8, 1)
