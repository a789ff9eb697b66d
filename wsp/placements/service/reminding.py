"""Remind an employer by mail of an introduction without an answer. A person presses the button; nothing goes by itself.

The mail names the vacancy and never the candidate: it may be read by others at the employer.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from wsp.accounts.models import User
from wsp.audit import service as audit
from wsp.employers import queries as employers
from wsp.employers.models import Contact
from wsp.employers.queries.portal import organisation_of
from wsp.foundation import clock, mailer
from wsp.foundation.actor import Actor
from wsp.foundation.mailer.composition import Composed, compose
from wsp.foundation.mailer.queries import last_about
from wsp.placements import policy
from wsp.placements.enums import WAITING_FOR_EMPLOYER, IntroductionState
from wsp.placements.errors import NobodyToMail, NothingToRemind
from wsp.placements.models import Introduction
from wsp.placements.queries.introductions import introduction
from wsp.placements.service.loading import INTRODUCTION
from wsp.vacancies.rules import vacancy_number
from wsp.worklist.enums import SubjectKind

TEMPLATE: Final = "placements/reminder"
_PORTAL: Final = "/portaal"


@dataclass(frozen=True)
class Reminder:
    """The reminder as it would go now: to whom, what it says, and when the last one went."""

    contact: Contact
    mail: Composed
    last: datetime | None


def reminder(session: Session, introduction_id: uuid.UUID, *, actor: Actor) -> Reminder:
    """The reminder that `remind_employer` would send.

    Raises:
        IntroductionNotFound, NotYourStep, NothingToRemind, NobodyToMail: as `remind_employer`.

    """
    row, contact, values, last = _prepared(session, introduction_id, actor)
    del row
    return Reminder(contact, compose(TEMPLATE, values), last)


def remind_employer(session: Session, introduction_id: uuid.UUID, *, actor: Actor) -> None:
    """Mail the employer's contact person about an introduction that waits for an answer, at most once a day.

    Raises:
        IntroductionNotFound: there is none for this actor.
        NotYourStep: somebody else speaks with the employer.
        NothingToRemind: the employer has nothing to answer, or was reminded today.
        NobodyToMail: no contact person has an e-mail address.

    """
    row, contact, values, last = _prepared(session, introduction_id, actor)
    today = clock.today()
    sender = session.get(User, actor.user_id) if actor.user_id else None
    made = mailer.send(
        session,
        region=actor.region_id,
        to=contact.email or "",
        to_name=contact.name,
        template=TEMPLATE,
        about=(SubjectKind.INTRODUCTION, row.id),
        reply_to=sender.email if sender else None,
        sender_id=actor.user_id,
        key=f"herinnering:{row.id}:{today.isoformat()}",
        **values,
    )
    if made is None or (last is not None and clock.local(last).date() == today):
        raise NothingToRemind("Deze werkgever kreeg vandaag al een herinnering. Bel, of wacht tot morgen.")
    audit.record(session, actor, "introduction.reminded", subject=(INTRODUCTION, row.id))
    session.flush()


def _prepared(
    session: Session, introduction_id: uuid.UUID, actor: Actor
) -> tuple[Introduction, Contact, dict[str, Any], datetime | None]:
    policy.check_may_introduce(actor)
    row = introduction(session, actor, introduction_id)
    if IntroductionState(row.state) not in WAITING_FOR_EMPLOYER:
        raise NothingToRemind("De werkgever hoeft nu niets te antwoorden. Kijk bij de voordracht wat de stap is.")
    people = [person for person in _present(session, actor, row, clock.today()) if person.email]
    if not people:
        raise NobodyToMail
    sender = session.get(User, actor.user_id) if actor.user_id else None
    in_portal = organisation_of(session, actor, row.vacancy.employer_id) is not None
    values = {
        "contact": people[0].name,
        "since": clock.local(row.state_since).date(),
        "vacancy": row.vacancy.title,
        "reference": vacancy_number(row.vacancy.number),
        "portal": _PORTAL if in_portal else None,
        "manager": sender.name if sender else "het werkgeversservicepunt",
        "phone": sender.phone if sender else None,
    }
    last = last_about(session, actor.region_id, SubjectKind.INTRODUCTION, [row.id], template=TEMPLATE)
    return row, people[0], values, last.get(row.id)


def _present(session: Session, actor: Actor, row: Introduction, today: date) -> list[Contact]:
    """The vacancy's own contact person first, then the employer's first choice."""
    people = employers.contacts(session, actor, row.vacancy.employer_id, present_on=today)
    return sorted(people, key=lambda person: person.id != row.vacancy.contact_id)
