"""What a privacy officer finds: requests, dossiers at the end of their term, a look in an emergency."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.audit import sealing
from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.candidates import service as candidates
from wsp.candidates.commands import OpenEmergency
from wsp.candidates.enums import Stage
from wsp.candidates.models import Candidate
from wsp.demo.chance import Chance
from wsp.demo.plan import RegionPlan
from wsp.demo.staff import Staff, process
from wsp.employers import service as employers
from wsp.employers.commands import LogContact
from wsp.employers.enums import ContactKind, EmployerStatus
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_months
from wsp.placements.models import Introduction, Placement
from wsp.policy.retention import LONGEST_DOSSIER
from wsp.privacy import emergencies, mentions, service
from wsp.privacy import retention as terms
from wsp.privacy.commands import AnswerRequest, ExtendRequest, FileRequest, PlaceHold
from wsp.privacy.enums import RequestKind, RequestState, Verdict
from wsp.privacy.letters import proposed
from wsp.privacy.models import DataRequest

_ASKED: Final[dict[RequestKind, tuple[int, str]]] = {
    RequestKind.ACCESS: (29, "Ik wil weten wat er over mij in het systeem staat."),
    RequestKind.RECTIFICATION: (33, "Er staat dat ik geen rijbewijs heb. Dat heb ik wel."),
    RequestKind.ERASURE: (24, "Ik heb zelf werk gevonden. Haal mijn gegevens weg."),
    RequestKind.RESTRICTION: (3, "Ik heb bezwaar gemaakt. Gebruik mijn gegevens tot die tijd niet."),
    RequestKind.OBJECTION: (40, "Ik wil niet dat een computer mij uitzoekt."),
}
"""Right -> how many days ago it was asked, and in which words."""
_NAMING: Final = (
    (75, "Proefdag", "De proefdag met {first} {last} ging niet door. De werkgever belt als er weer een plek is."),
    (52, "Terugbellen", "Gevraagd hoe het gesprek met {first} {last} was. Er is nog geen besluit."),
)
"""How many days ago somebody was named in a report about an employer, and how."""
_REASONS: Final = (
    "De kandidaat belde de wachtdienst in paniek over werk morgen. De eigen klantmanager is met verlof.",
    "Spoed: een werkgever vraagt vandaag nog of de begeleiding doorgaat. Het dossier is van een andere gemeente.",
)
_NEAR_DAYS: Final = (20, 38, 55, -12)
"""Days until the term of these closed dossiers ends."""


def privacy_work(session: Session, plan: RegionPlan, staff: Staff, seed: object) -> None:
    """Make it all with the rooms' own verbs, then seal the log of the days that are over."""
    if staff.of(Role.PRIVACY_OFFICER):
        chance = Chance(seed, plan.code, "privacy")
        _near_the_end(session, plan, chance)
        terms.warn(session, actor=process(plan.code))
        _requests(session, plan, staff, chance)
        _emergencies(session, plan, staff, chance)
        _looks(session, plan, staff, chance)
    sealing.seal(session, plan.code)


def _idle(session: Session, plan: RegionPlan, chance: Chance, *stages: Stage, count: int) -> Sequence[Candidate]:
    """Candidates with nothing running, so that a request about one disturbs no other story."""
    busy = [select(model.candidate_id).where(model.region_id == plan.code) for model in (Introduction, Placement)]
    statement = select(Candidate).where(
        Candidate.region_id == plan.code,
        Candidate.stage.in_([stage.value for stage in stages]),
        *(Candidate.id.not_in(each) for each in busy),
    )
    return chance.some(list(session.scalars(statement.order_by(Candidate.number))), count)


def _near_the_end(session: Session, plan: RegionPlan, chance: Chance) -> None:
    """Some closed dossiers are nearly ten years old."""
    people = _idle(session, plan, chance, Stage.CLOSED, count=len(_NEAR_DAYS))
    for person, days in zip(people, _NEAR_DAYS, strict=False):
        person.closed_on = add_months(clock.today() + timedelta(days=days), -LONGEST_DOSSIER)
    session.flush()
    if people:
        actor = process(plan.code)
        until = clock.today() + timedelta(days=90)
        command = PlaceHold(candidate_id=people[-1].id, reason="Bezwaarschrift over een besluit", until=until)
        service.place_hold(session, command, actor=actor)


def _requests(session: Session, plan: RegionPlan, staff: Staff, chance: Chance) -> None:
    officer = staff.actor(staff.of(Role.PRIVACY_OFFICER)[0])
    people = _idle(session, plan, chance, Stage.DEVELOPING, Stage.INTAKE, count=len(_ASKED))
    for person, (kind, (days, words)) in zip(people, _ASKED.items(), strict=False):
        day = clock.today() - timedelta(days=days)
        if kind is RequestKind.ERASURE:
            _named_elsewhere(session, plan, staff, chance, person)
        with clock.frozen(chance.moment(day)):
            row = _file(session, person, kind, day, words, officer)
            if kind in {RequestKind.RECTIFICATION, RequestKind.OBJECTION, RequestKind.ERASURE}:
                service.start_request(session, row.id, actor=officer)
        if kind is RequestKind.ERASURE:
            command = ExtendRequest(
                request_id=row.id, version=row.version, reason="De gemeente zoekt uit of er nog een besluit loopt."
            )
            with clock.frozen(chance.moment(clock.today() - timedelta(days=8))):
                service.extend_request(session, command, actor=officer)
                mentions.find_mentions(session, person.id, actor=officer)
        if kind is RequestKind.OBJECTION:
            with clock.frozen(chance.moment(clock.today() - timedelta(days=30))):
                answer = AnswerRequest(
                    request_id=row.id,
                    version=row.version,
                    outcome=RequestState.GRANTED,
                    answer=proposed(kind, RequestState.GRANTED, received_on=day),
                    identity_checked=True,
                )
                service.answer_request(session, answer, actor=officer)


def _named_elsewhere(session: Session, plan: RegionPlan, staff: Staff, chance: Chance, person: Candidate) -> None:
    """Reports of talks with employers that name the one who wants to be forgotten."""
    statement = select(Employer.id).where(
        Employer.region_id == plan.code, Employer.status == EmployerStatus.CLIENT.value
    )
    firms = chance.some(list(session.scalars(statement.order_by(Employer.number))), len(_NAMING))
    manager = staff.actor(staff.of(Role.ACCOUNT_MANAGER)[0])
    for firm, (days, subject, report) in zip(firms, _NAMING, strict=False):
        with clock.frozen(chance.moment(clock.today() - timedelta(days=days))):
            told = LogContact(
                employer_id=firm,
                kind=ContactKind.TELEPHONE,
                occurred_at=clock.now(),
                subject=subject,
                report=report.format(first=person.first_name, last=person.last_name),
            )
            employers.log_contact(session, told, actor=manager)


def _file(session: Session, person: Candidate, kind: RequestKind, day: date, words: str, officer: Actor) -> DataRequest:
    command = FileRequest(candidate_id=person.id, kind=kind, received_on=day, asked=words, identity_checked=True)
    return service.file_request(session, command, actor=officer)


def _emergencies(session: Session, plan: RegionPlan, staff: Staff, chance: Chance) -> None:
    """One that nobody judged yet, and one that was found right."""
    managers = staff.of(Role.CLIENT_MANAGER)
    people = _idle(session, plan, chance, Stage.DEVELOPING, count=8)
    officer = staff.actor(staff.of(Role.PRIVACY_OFFICER)[0])
    for days, reason in zip((1, 16), _REASONS, strict=True):
        pair = next(
            (
                (manager, person)
                for manager in managers
                for person in people
                if person.organisation_id != manager.organisation_id
            ),
            None,
        )
        if pair is None:
            return
        manager, person = pair
        people = [each for each in people if each.id != person.id]
        actor = staff.actor(manager)
        with clock.frozen(chance.moment(clock.today() - timedelta(days=days))):
            row = candidates.open_emergency(session, OpenEmergency(person.number, reason), actor=actor)
            audit.record_reads(session, actor, "candidate", [person.id], purpose=Purpose.EMERGENCY)
        if days > 1:
            with clock.frozen(chance.moment(clock.today() - timedelta(days=days - 1))):
                emergencies.review(session, row.id, Verdict.JUSTIFIED, "Was nodig.", actor=officer)


_LOOKS: Final = 60


def _looks(session: Session, plan: RegionPlan, staff: Staff, chance: Chance) -> None:
    """What colleagues looked at in the last weeks: dossiers, and now and then a list."""
    statement = select(Candidate.id, Candidate.organisation_id).where(Candidate.region_id == plan.code)
    people = list(session.execute(statement.order_by(Candidate.number)).all())
    managers = staff.of(Role.CLIENT_MANAGER)
    for _ in range(_LOOKS):
        manager = chance.one(managers)
        own = [each.id for each in people if each.organisation_id == manager.organisation_id]
        purpose = chance.weighted({Purpose.DOSSIER: 6, Purpose.LIST: 2, Purpose.SEARCH: 1})
        seen = chance.some(own, 1 if purpose is Purpose.DOSSIER else 8)
        with clock.frozen(chance.moment(clock.today() - timedelta(days=chance.number(0, 27)))):
            audit.record_reads(session, staff.actor(manager), "candidate", seen, purpose=purpose)
