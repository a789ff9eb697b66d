"""What an employer reports in the portal about somebody who works there: whether the hours are right, the contract.

Nothing here changes what was agreed. Hours and wages are changed by staff, who get a task.
"""

from decimal import Decimal
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.documents import queries as documents
from wsp.documents import service as files
from wsp.documents.enums import Origin, UploadKind
from wsp.documents.models import Upload
from wsp.employers import service as employers
from wsp.employers.commands import AskQuestion
from wsp.employers.models import EmployerMessage
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.clock import day_in_words
from wsp.foundation.money import number
from wsp.foundation.workdays import add_working_days
from wsp.placements import rules
from wsp.placements.commands import ConfirmHours, HandInContract, ReportHours
from wsp.placements.enums import AT_WORK, PlacementState
from wsp.placements.errors import HoursChanged, NotAtWork, NothingToHandIn
from wsp.placements.models import Placement
from wsp.placements.obligations import settling
from wsp.placements.obligations.enums import DoneWith
from wsp.placements.queries import facts as reads
from wsp.placements.rules import placement_number
from wsp.placements.rules.duties import CONTRACT, Done
from wsp.placements.service import loading
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

CHECK_WORKING_DAYS: Final = 2
MOST_FILES: Final = 10
"""Files of the employer with one placement: a contract has a few versions, not dozens."""


def confirm_hours(session: Session, command: ConfirmHours, *, actor: Actor) -> Placement:
    """The hours are still right: kept with the placement and in the log, and staff have nothing to do.

    Raises:
        PlacementNotFound: nobody of the own company.
        NotAtWork: nobody works there now.
        HoursChanged: they were changed since the employer saw them.

    """
    placement = loading.own_placement(session, actor, command.placement_id)
    hours = _hours(session, placement)
    if hours != command.seen:
        raise HoursChanged
    # Past the version: what staff have on their screen did not change.
    session.execute(update(Placement).where(Placement.id == placement.id).values(hours_confirmed_at=clock.now()))
    session.refresh(placement)
    audit.record(
        session, actor, "placement.hours_confirmed", subject=(loading.PLACEMENT, placement.id), after={"uren": hours}
    )
    return placement


def report_hours(session: Session, command: ReportHours, *, actor: Actor) -> EmployerMessage:
    """Other hours: a question to who keeps the placement, who changes the terms. The same report twice is one.

    Raises:
        PlacementNotFound, NotAtWork: as `confirm_hours`.
        InvalidPlacement: hours that are known, or a day outside the contract.

    """
    placement = loading.own_placement(session, actor, command.placement_id)
    hours = _hours(session, placement)
    rules.check_other_hours(command.hours_per_week, hours)
    rules.check_terms_day(command.valid_from, placement.starts_on, placement.ends_on)
    body = (
        f"De uren van {placement_number(placement.number)} kloppen niet meer. "
        f"In het dossier staat {number(hours)} uur per week. "
        f"Het is {number(command.hours_per_week)} uur per week vanaf {day_in_words(command.valid_from)}."
    )
    if (known := _open_report(session, placement, body)) is not None:
        return known
    asked = AskQuestion(
        placement.employer_id, body, subject=(SubjectKind.PLACEMENT, placement.id), assigned_to_id=placement.owner_id
    )
    message = employers.ask_question(session, asked, actor=actor)
    audit.record(
        session,
        actor,
        "placement.hours_reported",
        subject=(loading.PLACEMENT, placement.id),
        before={"uren": hours},
        after={"uren": command.hours_per_week, "vanaf": command.valid_from},
    )
    return message


def hand_in_contract(session: Session, command: HandInContract, *, actor: Actor) -> Upload:
    """Keep the signed contract with the placement, in quarantine first, and ask who keeps the placement to check it.

    The same file twice is one file and one task.

    Raises:
        PlacementNotFound: nobody of the own company.
        NothingToHandIn: the placement ended, or there are many files already.
        FileTooBig, FileRefused: see `documents.service.store`.

    """
    placement = loading.own_placement(session, actor, command.placement_id)
    subject = (SubjectKind.PLACEMENT, placement.id)
    if PlacementState(placement.state) is PlacementState.ENDED:
        raise NothingToHandIn("Deze plaatsing is gestopt. Vraag uw contactpersoon wat er nog nodig is.")
    if len(documents.handed_in(session, actor, subject)) >= MOST_FILES:
        raise NothingToHandIn(f"U leverde al {MOST_FILES} bestanden in. Bel uw contactpersoon als er nog iets mist.")
    upload = files.store(
        session,
        actor,
        subject=subject,
        filename=command.filename,
        content=command.content,
        kind=UploadKind.CONTRACT,
        origin=Origin.PORTAL,
    )
    settling.done(
        session,
        actor,
        placement.id,
        CONTRACT,
        Done(DoneWith.FILE, None, "Het contract kwam binnen via het portaal."),
        ref=upload.id,
    )
    worklist.plan(
        session,
        actor,
        kind=TaskKind.OTHER,
        subject=subject,
        # By the file's own day, so that handing it in again plans nothing new.
        due_on=add_working_days(clock.local(upload.created_at).date(), CHECK_WORKING_DAYS),
        title=f"Werkgever stuurde het getekende contract: controleer het ({placement_number(placement.number)})",
        assigned_to_id=placement.owner_id,
        key=f"contract-ontvangen:{upload.id}",
    )
    return upload


def _hours(session: Session, placement: Placement) -> Decimal:
    """Hours per week today."""
    history = reads.history(session, placement)
    terms = history.terms_on(history.inside(clock.today()))
    if PlacementState(placement.state) not in AT_WORK or terms is None:
        raise NotAtWork
    return terms.hours


def _open_report(session: Session, placement: Placement, body: str) -> EmployerMessage | None:
    return session.scalars(
        select(EmployerMessage)
        .where(
            EmployerMessage.region_id == placement.region_id,
            EmployerMessage.subject_id == placement.id,
            EmployerMessage.answered_at.is_(None),
            EmployerMessage.body == body,
        )
        .limit(1)
    ).one_or_none()
