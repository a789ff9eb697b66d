"""What the employer of the portal sees there: its people, offered candidates, a question back and forth."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import demo as accounts
from wsp.accounts.models import User
from wsp.accounts.permissions import GRANTS, Role
from wsp.accounts.service import hashing
from wsp.demo import portal
from wsp.demo.chance import Chance
from wsp.demo.employers import DemoEmployer
from wsp.demo.papers import AS_SCANNED, pdf
from wsp.demo.people import People
from wsp.demo.plan import RegionPlan
from wsp.demo.staff import Staff
from wsp.demo.stories import Teller
from wsp.demo.vacancies import DemoVacancy
from wsp.employers import queries, service
from wsp.employers.commands import AnswerQuestion, AskQuestion, InviteContact
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements import queries as placements
from wsp.placements import service as placement_verbs
from wsp.placements.commands import ConfirmHours, HandInContract, ReportHours
from wsp.placements.enums import IntroductionState
from wsp.vacancies.enums import VacancySource, VacancyState
from wsp.vacancies.models import Vacancy

_S = IntroductionState
_GOALS: Final = (_S.ANONYMOUS, _S.NAMED, _S.ANONYMOUS, _S.INVITED, _S.CANDIDATE_ASKED, _S.REJECTED)
_TRIES: Final = 6
_MORE_HOURS: Final = 4
_QUESTION: Final = "Kan iemand ook om 9.00 uur beginnen? Dan zoeken wij breder. Veel mensen reizen met de bus."
_ASKED: Final = (
    (
        "Wij krijgen in januari een nieuw telefoonnummer. Aan wie geef ik dat door?",
        "U kunt het hier sturen. Wij passen het aan.",
    ),
    ("Kunnen wij volgende maand een keer samen kijken naar werk dat wij nu laten liggen?", None),
)  # fmt: skip


def open_portal(
    session: Session,
    plan: RegionPlan,
    staff: Staff,
    customers: Sequence[DemoEmployer],
    vacancies: Sequence[DemoVacancy],
    people: People,
    minimum_hour: Decimal,
    seed: object,
) -> None:
    """Let the employer in and show it something of everything."""
    if not portal.in_portal(plan):
        return
    firm = portal.firm_of(staff, [each for each in customers if each.status == "klant"])
    manager = staff.actor(staff.demo(Role.ACCOUNT_MANAGER))
    _invite(session, plan, firm, manager)
    own = [each for each in vacancies if each.employer.id == firm.id]
    _ask_about_a_concept(session, own)
    chance = Chance(seed, plan.code, "portal")
    teller = Teller(session, chance, staff, minimum_hour)
    running = [each for each in own if each.state == VacancyState.OPEN]
    for place, goal in enumerate(_GOALS):
        for turn in range(_TRIES):
            if not running:
                break
            vacancy = running[(place + turn) % len(running)]
            person = people.take(chance, vacancy.occupation, register=vacancy.garantiebaan)
            if person is not None and teller.tell(vacancy, person, goal):
                break
    actor = _somebody(session, plan, firm, manager)
    _talk(session, firm, manager, actor)
    _report(session, actor)


def _invite(session: Session, plan: RegionPlan, firm: DemoEmployer, manager: Actor) -> None:
    password = hashing.make(accounts.PASSWORD)
    for account in portal.in_portal(plan):
        invite = InviteContact(firm.id, account.name, account.email, account.role)
        service.invite_contact(session, invite, actor=manager)
        user = session.scalars(select(User).where(User.email == account.email)).one()
        user.password_hash, user.password_changed_at, user.password_temporary_until = password, clock.now(), None
    session.flush()


def _ask_about_a_concept(session: Session, own: Sequence[DemoVacancy]) -> None:
    concept = next((each for each in own if each.state == VacancyState.CONCEPT), None)
    if concept is None:
        return
    row = session.get_one(Vacancy, concept.id)
    row.source, row.review_note = VacancySource.PORTAL.value, _QUESTION
    session.flush()


def _somebody(session: Session, plan: RegionPlan, firm: DemoEmployer, manager: Actor) -> Actor:
    """The first account of the firm, as it acts in the portal."""
    user = session.scalars(select(User).where(User.email == portal.in_portal(plan)[0].email)).one()
    return Actor(
        user_id=user.id,
        region_id=plan.code,
        organisation_id=queries.organisation_of(session, manager, firm.id),
        roles=frozenset({Role.EMPLOYER_ADMIN}),
        permissions=frozenset(GRANTS[Role.EMPLOYER_ADMIN]),
    )


def _talk(session: Session, firm: DemoEmployer, manager: Actor, actor: Actor) -> None:
    """One question with its answer, and one that waits."""
    for days, (question, answer) in zip((9, 1), _ASKED, strict=True):
        with clock.frozen(clock.now() - timedelta(days=days)):
            message = service.ask_question(session, AskQuestion(firm.id, question), actor=actor)
        if answer is not None:
            with clock.frozen(clock.now() - timedelta(days=days - 1)):
                service.answer_question(session, AnswerQuestion(message.id, answer), actor=manager)


def _report(session: Session, actor: Actor) -> None:
    """The hours of one employee are right, those of another are not; a signed contract came in."""
    working = [each for each in placements.employees(session, actor, brief=True) if each.at_work and each.hours]
    for place, each in enumerate(working[:3]):
        hours = each.hours or Decimal(0)
        if place == 0:
            placement_verbs.confirm_hours(session, ConfirmHours(each.id, hours), actor=actor)
        elif place == 1:
            other = ReportHours(each.id, hours + _MORE_HOURS, max(each.starts_on, clock.today()))
            placement_verbs.report_hours(session, other, actor=actor)
        else:
            content = pdf("Contract", "Getekend door werkgever en medewerker.")
            command = HandInContract(each.id, "Getekend contract.pdf", content)
            placement_verbs.hand_in_contract(session, command, actor=actor).state = AS_SCANNED
