"""What beschikkingen and payments ask of people: tasks on Mijn dag, planned and dropped as things stand."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy.orm import Session

from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_working_days
from wsp.instruments import catalogue
from wsp.payments.enums import KIND_LABELS, Block, DecisionKind, DecisionState
from wsp.payments.models import Beschikking
from wsp.payments.rules import Owed
from wsp.placements.models import Placement, PlacementInstrument
from wsp.placements.obligations import queries as obligations
from wsp.placements.rules import placement_number
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

SOON_WORKING_DAYS: Final = 2
"""No law gives a day for a colleague's look; money waits meanwhile."""
ASKS: Final = {
    Block.OTHER_BASIS: "schrijf een wijziging",
    Block.NO_RIGHT: "kijk na of er nog recht is",
    Block.ENDED: "schrijf een beëindiging",
}
"""What a person must decide before a month can be paid. What is missing or suspended has tasks already."""
_KEY: Final = "beschikking"
_TOLD: Final = {
    DecisionState.DRAFT: "De beschikking is gewijzigd",
    DecisionState.APPROVED: "Goedgekeurd",
    DecisionState.SENT: "Verzonden",
    DecisionState.REVOKED: "Ingetrokken",
}


def follow_decision(session: Session, row: Beschikking, actor: Actor) -> None:
    """Ask a colleague to approve a draft, or its writer to send what was approved; else ask nothing any more."""
    state = DecisionState(row.state)
    subject = (SubjectKind.BESCHIKKING, row.id)
    worklist.drop_others(session, subject, f"{_KEY}:", (), why=_TOLD[state], actor=actor)
    if state not in (DecisionState.DRAFT, DecisionState.APPROVED):
        return
    draft = state is DecisionState.DRAFT
    instrument = session.get_one(PlacementInstrument, row.placement_instrument_id)
    what = f"{KIND_LABELS[DecisionKind(row.kind)].lower()} {catalogue.get(instrument.code).title.lower()}"
    worklist.plan(
        session,
        actor,
        kind=TaskKind.APPROVE_DECISION if draft else TaskKind.SEND_DECISION,
        subject=subject,
        due_on=add_working_days(clock.today(), SOON_WORKING_DAYS),
        title=f"Keur beschikking B-{row.number} goed: {what}"
        if draft
        else f"Verzend beschikking B-{row.number}: {what}",
        assigned_to_id=None if draft else row.drafted_by_id,
        organisation_id=row.organisation_id,
        # A rewritten one is other work than the one that somebody approved, or ticked off, before.
        key=f"{_KEY}:{row.id}:{row.version}",
    )


def follow_months(session: Session, instrument: PlacementInstrument, months: Iterable[Owed], actor: Actor) -> None:
    """Ask who keeps the dossier for the decision without which a month cannot be paid, once per first such month."""
    first = min((each for each in months if each.block in ASKS), key=lambda each: each.month, default=None)
    prefix = f"betaling:{instrument.id}:"
    subject = (SubjectKind.SUBSIDY, instrument.id)
    wanted: set[str] = set()
    # After a measurement the law gives a term to decide: that task leads, and the money waits for the same beschikking.
    waits = first is not None and first.block is Block.OTHER_BASIS
    leads = waits and obligations.decision_is_asked(session, instrument.placement_id, instrument.code)
    if first is not None and first.block is not None and not leads:
        placement = session.get_one(Placement, instrument.placement_id)
        person = session.get_one(Candidate, placement.candidate_id)
        name = f"{first.month:%Y-%m}:{first.block.value}"
        wanted.add(name)
        worklist.plan(
            session,
            actor,
            kind=TaskKind.PAYMENT_BLOCKED,
            subject=subject,
            due_on=add_working_days(clock.today(), SOON_WORKING_DAYS),
            title=f"Betaling staat stil: {ASKS[first.block]} ({placement_number(placement.number)})",
            assigned_to_id=person.client_manager_id if person.organisation_id == first.payer else None,
            organisation_id=first.payer,
            key=prefix + name,
            soon=True,
        )
    why = "Dit hoort bij het besluit na de meting." if leads else "De betaling kan weer verder."
    worklist.drop_others(session, subject, prefix, wanted, why=why, actor=actor)
