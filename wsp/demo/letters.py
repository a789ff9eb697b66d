"""Letters of the demo: an agreement in two versions, an evaluation, and a value of law that waits for a colleague."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.demo.placements import DemoPlacement
from wsp.demo.staff import Staff
from wsp.documents.enums import LetterKind
from wsp.foundation import clock
from wsp.placements import letters
from wsp.placements.enums import PlacementState
from wsp.placements.letters.commands import WriteCoachEvaluation, WritePlacementAgreement
from wsp.placements.reindexing import service as reindexing
from wsp.policy import service as policies
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import ValueKind

_CHARGES = "participatiewet.loonkostensubsidie.employer_charges"


def write_letters(session: Session, staff: Staff, placements: Sequence[DemoPlacement]) -> None:
    """An agreement in two versions with a placement of the demo's account manager, and a report of its job coach."""
    running = [each for each in placements if each.state is PlacementState.RUNNING]
    manager, coach = staff.demo(Role.ACCOUNT_MANAGER), staff.demo(Role.JOB_COACH)
    mine = sorted(running, key=lambda each: (each.employer.owner_id != manager.user_id, str(each.id)))
    kind = LetterKind.PLACEMENT_AGREEMENT
    for placement in mine:
        draft = letters.begin(session, placement.id, kind, actor=staff.actor(manager))
        if draft.form.in_the_way(draft.facts) is None:
            tasks = ("Bestellingen klaarzetten", "De werkplek opruimen")
            first = _agreement(draft.values, tasks)
            letters.write(session, placement.id, kind, first, actor=staff.actor(manager))
            second = _agreement(draft.values, (*tasks, "Klanten de weg wijzen"), "Er kwam een taak bij.")
            letters.write(session, placement.id, kind, second, actor=staff.actor(manager))
            break
    coached = [each for each in running if each.row["job_coach_id"] == coach.user_id]
    for placement in coached[:1]:
        command = _evaluation(placement.row["starts_on"])
        letters.write(session, placement.id, LetterKind.COACH_EVALUATION, command, actor=staff.actor(coach))


def propose_value(session: Session, staff: Staff) -> None:
    """A made-up percentage for next year, entered by the administrator; a colleague sees what it does first."""
    command = ProposeValue(
        kind=ValueKind.LAW,
        code=_CHARGES,
        value="24",
        valid_from=date(clock.today().year + 1, 1, 1),
        source="Verzonnen voor de demo; geen echte publicatie",
    )
    actor = staff.actor(staff.demo(Role.ADMINISTRATOR))
    proposal = policies.propose(session, command, actor=actor)
    reindexing.preview(session, proposal.id, actor=actor)


def _agreement(values: object, tasks: tuple[str, ...], reason: str | None = None) -> WritePlacementAgreement:
    known = dict(values) if isinstance(values, dict) else {}
    return WritePlacementAgreement(
        workplace=known.get("workplace") or ("Demostraat 1",),
        schedule="maandag tot en met vrijdag, overdag",
        supervisor=known.get("supervisor") or "De bedrijfsleider",
        signs_for_employer=known.get("signs_for_employer") or "De bedrijfsleider",
        tasks=tasks,
        guidance=("De leidinggevende neemt elke week de planning door.",),
        report_days=known.get("report_days", 7),
        evaluation_1=known["evaluation_1"],
        evaluation_2=None,
        evaluation_3=None,
        reason=reason,
    )


def _evaluation(starts_on: date) -> WriteCoachEvaluation:
    last = clock.today()
    return WriteCoachEvaluation(
        first_day=max(starts_on, last - timedelta(days=90)),
        last_day=last,
        hours_given=Decimal(18),
        goals=("Zelf de dag plannen", "Vragen stellen als iets niet lukt"),
        goes_well="Het werk is op tijd klaar. Het contact met collega's is goed.",
        attention="Bij drukte blijft een taak soms liggen.",
        agreed=("De leidinggevende legt elke ochtend drie taken klaar.",),
        advice="Ga drie maanden door met minder uren.",
        hours_next=Decimal(4),
    )
