"""What an employer sees of offered candidates in the portal, and what it answers."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories as employer_factories
from tests.placements import world as worlds
from tests.placements.world import World
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import Experience, SharingAgreement
from wsp.employers import service as employers
from wsp.employers.commands import AnswerQuestion
from wsp.employers.errors import AnsweredAlready as MessageAnswered
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, NotAllowed
from wsp.placements import queries, service
from wsp.placements.commands import AnswerOffer, AskAboutOffer
from wsp.placements.enums import ClosingReason, EmployerAnswer, IntroductionState
from wsp.placements.errors import AnsweredAlready, InvalidPlacement, OfferNotFound
from wsp.placements.masking import for_employer, letter
from wsp.placements.models import Introduction
from wsp.settings import Settings
from wsp.worklist.models import Task

S = IntroductionState
INVITE, DECLINE = EmployerAnswer.INVITE, EmployerAnswer.DECLINE


def in_portal(session: Session, world: World) -> Actor:
    """Somebody of the world's employer."""
    link = employers.open_portal(session, world.employer, actor=world.account_manager)
    return accounts.actor(session, Role.EMPLOYER_STAFF, of=session.get_one(Organisation, link.organisation_id))


@pytest.fixture
def employer(world: World) -> Iterator[Actor]:
    """Somebody of the employer."""
    return in_portal(world.session, world)  # type: ignore[return-value]  # a fixture without an end


def offered(world: World, *people: object) -> Introduction:
    """An introduction that the employer was offered without a name."""
    return world.move(world.agree(world.introduce(*people)), S.ANONYMOUS)  # type: ignore[arg-type]  # candidates


class TestWhatIsSeen:
    def test_nothing_before_it_was_offered(self, world: World, employer: Actor) -> None:
        introduction = world.agree(world.introduce())
        assert queries.offers(world.session, employer) == []
        with pytest.raises(OfferNotFound):
            queries.offer(world.session, employer, introduction.id)

    def test_a_letter_and_no_name_until_the_candidate_agrees(self, world: World, employer: Actor) -> None:
        introduction = offered(world)
        offer = queries.offer(world.session, employer, introduction.id)
        assert (offer.label, offer.name, offer.waiting) == ("Kandidaat A", None, True)
        world.move(introduction, S.INTEREST, S.CANDIDATE_ASKED)
        assert queries.offer(world.session, employer, introduction.id).name is None
        world.move(introduction, S.NAMED)
        assert queries.offer(world.session, employer, introduction.id).label == "Proef Plaatsing"

    def test_a_withdrawn_agreement_takes_the_name_and_the_profile_away(self, world: World, employer: Actor) -> None:
        introduction = world.named()
        for row in world.session.scalars(
            select(SharingAgreement).where(SharingAgreement.purpose == SharingPurpose.NAMED.value)
        ):
            row.given = False
        world.session.flush()
        assert queries.offer(world.session, employer, introduction.id).name is None
        for row in world.session.scalars(select(SharingAgreement)):
            row.given = False
        world.session.flush()
        offer = queries.offer(world.session, employer, introduction.id)
        assert (offer.told, offer.can, offer.facts) == ("Niet meer beschikbaar", (), ())
        with pytest.raises(OfferNotFound):
            service.answer_offer(
                world.session,
                AnswerOffer(introduction_id=introduction.id, answer=DECLINE, seen=S.NAMED),
                actor=employer,
            )

    def test_who_was_not_chosen_is_gone_after_two_weeks_and_letters_stay(self, world: World, employer: Actor) -> None:
        first = offered(world)
        with clock.frozen(clock.now() + timedelta(hours=1)):
            second = offered(world, world.person())
        decline = AnswerOffer(introduction_id=first.id, answer=DECLINE, seen=S.ANONYMOUS, reason=ClosingReason.HOURS)
        service.answer_offer(world.session, decline, actor=employer)
        assert {each.label for each in queries.offers(world.session, employer)} == {"Kandidaat A", "Kandidaat B"}
        with clock.frozen(clock.now() + timedelta(days=15)):
            assert [each.id for each in queries.offers(world.session, employer)] == [second.id]
            assert queries.offers(world.session, employer)[0].label == "Kandidaat B"
            with pytest.raises(OfferNotFound):
                queries.offer(world.session, employer, first.id)

    def test_who_was_hired_is_an_employee_and_soon_no_offer_any_more(self, world: World, employer: Actor) -> None:
        placed = world.place(world.named())
        with clock.frozen(clock.now() + timedelta(days=15)):
            assert queries.offers(world.session, employer) == []
            assert [each.id for each in queries.employees(world.session, employer)] == [placed.id]

    def test_text_about_circumstances_and_the_own_name_is_left_out(self, world: World, employer: Actor) -> None:
        person = world.person(
            name=("Zoef", None, "Hazewind"),
            profile_text="Zoef werkt graag buiten. De loonwaarde is 40 procent. Hij heeft een Wajong-uitkering.",
            skills=["Grasmaaien", "Kent de weg bij het UWV"],
        )
        world.session.add(Experience(region_id="AM01", candidate_id=person.id, title="Tuinman na een burn-out"))
        world.session.flush()
        text = str(queries.offer(world.session, employer, offered(world, person).id))
        assert "graag buiten" in text
        assert "grasmaaien" in text
        for hidden in ("Zoef", "Hazewind", "loonwaarde", "Wajong", "UWV", "burn-out", "40 procent"):
            assert hidden not in text, hidden

    def test_another_employer_sees_and_answers_nothing(self, world: World) -> None:
        introduction = offered(world)
        other = employer_factories.employer(world.session, world.account_manager)
        stranger = in_portal(world.session, replace(world, employer=other))
        assert queries.offers(world.session, stranger) == []
        for call in (
            lambda: queries.offer(world.session, stranger, introduction.id),
            lambda: service.answer_offer(
                world.session,
                AnswerOffer(introduction_id=introduction.id, answer=INVITE, seen=S.ANONYMOUS),
                actor=stranger,
            ),
            lambda: service.ask_about_offer(
                world.session, AskAboutOffer(introduction.id, "Wie is dit?"), actor=stranger
            ),
        ):
            with pytest.raises(OfferNotFound):
                call()

    def test_who_was_looked_at_is_logged(self, world: World, employer: Actor) -> None:
        offered(world)
        queries.offers(world.session, employer)
        event = world.session.scalars(select(ReadEvent).where(ReadEvent.user_id == employer.user_id)).one()
        assert (event.subject_id, event.purpose) == (world.candidate.id, "portaal")

    def test_only_what_has_a_rule_is_shown(self, world: World) -> None:
        with pytest.raises(TypeError, match="no rule"):
            for_employer(world.candidate)
        assert [letter(place) for place in (1, 26, 27, 53)] == ["A", "Z", "AA", "BA"]


class TestAnswers:
    def test_an_invitation_is_interest_and_asks_the_account_manager_to_go_on(
        self, world: World, employer: Actor
    ) -> None:
        introduction = offered(world)
        invite = AnswerOffer(introduction_id=introduction.id, answer=INVITE, seen=S.ANONYMOUS)
        service.answer_offer(world.session, invite, actor=employer)
        assert introduction.state == S.INTEREST
        tasks = world.session.scalars(
            select(Task).where(Task.subject_id == introduction.id, Task.done_at.is_(None))
        ).all()
        assert [(task.assigned_to_id, task.title[:20]) for task in tasks] == [
            (world.account_manager.user_id, "Werkgever nodigt K-" + tasks[0].title[19:20])
        ]

    def test_declining_needs_a_reason_of_the_employer(self, world: World, employer: Actor) -> None:
        introduction = offered(world)
        decline = AnswerOffer(introduction_id=introduction.id, answer=DECLINE, seen=S.ANONYMOUS)
        for wrong in (
            decline,
            replace(decline, reason=ClosingReason.OTHER),
            replace(decline, reason=ClosingReason.CLIENT_MANAGER_NOT_NOW),
        ):
            with pytest.raises(InvalidPlacement):
                service.answer_offer(world.session, wrong, actor=employer)
        service.answer_offer(world.session, replace(decline, reason=ClosingReason.HOURS), actor=employer)
        assert (introduction.state, introduction.closed_reason) == (S.REJECTED, "uren")

    def test_with_a_name_an_invitation_is_an_appointment(self, world: World, employer: Actor) -> None:
        introduction = world.named()
        invite = AnswerOffer(introduction_id=introduction.id, answer=INVITE, seen=S.NAMED)
        with pytest.raises(InvalidPlacement):
            service.answer_offer(world.session, invite, actor=employer)
        when = clock.now() + timedelta(days=3)
        service.answer_offer(
            world.session, replace(invite, appointment_at=when, appointment_place="Bij de balie"), actor=employer
        )
        assert (introduction.state, introduction.appointment_at) == (S.INVITED, when)
        assert queries.offer(world.session, employer, introduction.id).appointment_place == "Bij de balie"

    def test_an_answer_to_what_moved_on_is_refused(self, world: World, employer: Actor) -> None:
        introduction = offered(world)
        invite = AnswerOffer(introduction_id=introduction.id, answer=INVITE, seen=S.ANONYMOUS)
        service.answer_offer(world.session, invite, actor=employer)
        with pytest.raises(AnsweredAlready) as refused:
            service.answer_offer(world.session, invite, actor=employer)
        assert refused.value.status == 409

    def test_a_question_becomes_a_task_and_the_answer_ends_it(self, world: World, employer: Actor) -> None:
        introduction = offered(world)
        message = service.ask_about_offer(
            world.session, AskAboutOffer(introduction.id, "Kan deze kandidaat heftruck rijden?"), actor=employer
        )
        task = world.session.scalars(select(Task).where(Task.kind == "vraag-beantwoorden")).one()
        assert (task.assigned_to_id, task.done_at) == (world.account_manager.user_id, None)
        answer = AnswerQuestion(message.id, "Ja, met certificaat.")
        with pytest.raises(NotAllowed):
            employers.answer_question(world.session, answer, actor=employer)
        employers.answer_question(world.session, answer, actor=world.account_manager)
        world.session.refresh(task)
        assert task.done_at is not None
        with pytest.raises(MessageAnswered):
            employers.answer_question(world.session, answer, actor=world.account_manager)


@pytest.mark.rule("R4")
def test_of_two_answers_at_once_one_wins(committed: Settings) -> None:
    del committed
    with db.unit_of_work("AM01") as session:
        world = worlds.build(session, closes_on=date(2030, 1, 1))
        introduction, actor = offered(world), in_portal(session, world)
    invite = AnswerOffer(introduction_id=introduction.id, answer=INVITE, seen=S.ANONYMOUS)
    decline = replace(invite, answer=DECLINE, reason=ClosingReason.HOURS)
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def run(command: AnswerOffer) -> None:
        gate.wait()
        try:
            with db.unit_of_work("AM01") as session:
                service.answer_offer(session, command, actor=actor)
            outcomes.append("gelukt")
        except Conflict as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=run, args=(command,)) for command in (invite, decline)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["al-geantwoord", "gelukt"]
