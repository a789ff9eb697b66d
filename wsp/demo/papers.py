"""Paper and mail of the demo: contracts with placements, files with an employer, and an outbox with something in it."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.demo.chance import Chance
from wsp.demo.employers import DemoEmployer
from wsp.demo.placements import DemoPlacement
from wsp.demo.plan import RegionPlan
from wsp.demo.portal import firm_of, in_portal
from wsp.demo.staff import Staff
from wsp.documents import service as documents
from wsp.documents.enums import Origin, UploadKind, UploadState
from wsp.foundation import clock
from wsp.foundation.workdays import subtract_working_days
from wsp.placements.enums import WAITING_FOR_EMPLOYER, PlacementState
from wsp.placements.errors import NobodyToMail
from wsp.placements.models import Introduction
from wsp.placements.service import reminding
from wsp.placements.service.placing import ask_confirmation
from wsp.vacancies.models import Vacancy
from wsp.worklist import notices
from wsp.worklist.enums import Frequency, SubjectKind
from wsp.worklist.models import Task

_CONTRACTS = 8
_FILES = 3
_REPORTS = 2
_LETTERS = 2
_REMINDERS = 3
AS_SCANNED = UploadState.UNSCANNED.value
"""Where the job would bring them too: the demo has no scanner, and these files are our own."""


def file_papers(
    session: Session,
    plan: RegionPlan,
    staff: Staff,
    firms: Sequence[DemoEmployer],
    placements: Sequence[DemoPlacement],
    seed: int,
) -> None:
    """Put contracts with running placements and a few files with employers, as people would have handed them in."""
    chance = Chance(seed, plan.code, "papers")
    manager = staff.demo(Role.ACCOUNT_MANAGER)
    actor = staff.actor(manager)
    running = [each for each in placements if each.state is PlacementState.RUNNING]
    mine = sorted(running, key=lambda each: (each.employer.owner_id != manager.user_id, str(each.id)))
    for number, placement in enumerate(mine[:_CONTRACTS]):
        upload = documents.store(
            session,
            actor,
            subject=(SubjectKind.PLACEMENT, placement.id),
            filename="Getekend contract.pdf",
            content=pdf(f"Contract {number + 1}", "Getekend door werkgever en medewerker."),
            kind=UploadKind.CONTRACT,
            origin=Origin.PORTAL if chance.yes(0.4) else Origin.STAFF,
        )
        upload.state = AS_SCANNED
    coach = staff.demo(Role.JOB_COACH)
    for placement in [each for each in placements if each.row["job_coach_id"] == coach.user_id][-_REPORTS:]:
        upload = documents.store(
            session,
            staff.actor(coach),
            subject=(SubjectKind.PLACEMENT, placement.id),
            filename="Verslag van het werkplekbezoek.pdf",
            content=pdf("Werkplekbezoek", "Zo gaat het met de begeleiding."),
            kind=UploadKind.REPORT,
        )
        upload.state = AS_SCANNED
    if in_portal(plan):
        firm = firm_of(staff, firms)
        for placement in [each for each in running if each.employer.id == firm.id][:_LETTERS]:
            # The worker writes them, as it does after every new placement: the employer of the portal has letters.
            ask_confirmation(session, plan.code, placement.id)
    own = [firm for firm in firms if firm.owner_id == manager.user_id]
    for firm in own[:_FILES]:
        upload = documents.store(
            session,
            actor,
            subject=(SubjectKind.EMPLOYER, firm.id),
            filename="Verslag werkplekonderzoek.pdf",
            content=pdf("Werkplekonderzoek", "Wat kan anders op de werkvloer?"),
            kind=UploadKind.REPORT,
        )
        upload.state = AS_SCANNED


def fill_outbox(session: Session, plan: RegionPlan, staff: Staff) -> None:
    """Some employers were reminded; colleagues got the overview of this morning. Old tasks are no news."""
    today = clock.today()
    session.execute(
        update(Task)
        .where(Task.region_id == plan.code, Task.due_on < subtract_working_days(today, 1))
        .values(told_at=Task.created_at)
    )
    manager = staff.demo(Role.ACCOUNT_MANAGER)
    waiting = session.scalars(
        select(Introduction.id)
        .join(Vacancy, Vacancy.id == Introduction.vacancy_id)
        .where(
            Introduction.region_id == plan.code,
            Introduction.state.in_([state.value for state in WAITING_FOR_EMPLOYER]),
            Introduction.state_since < clock.now() - timedelta(days=7),
        )
        .order_by(Introduction.state_since, Introduction.id)
    ).all()
    sent = 0
    for introduction_id in waiting:
        if sent == _REMINDERS:
            break
        try:
            reminding.remind_employer(session, introduction_id, actor=staff.actor(manager))
        except NobodyToMail:
            continue
        sent += 1
    notices.tell(session, plan.code, {Frequency.DAILY}, key=f"overzicht:{today.isoformat()}")


def pdf(title: str, line: str) -> bytes:
    """One page with a title and a line, made up and clearly so."""
    text = (
        f"BT /F1 20 Tf 60 760 Td ({title}) Tj /F1 12 Tf 0 -40 Td ({line}) Tj 0 -24 Td (Verzonnen voor de demo.) Tj ET"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Font << /F1 5 0 R >> >>",
    ]
    made = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    start = len(made)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return made + f"{end}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode(
        "ascii"
    )
