"""Facts with a history: residence, loonwaarde, register check; and the personal data behind their own permission."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import policy, rules
from wsp.candidates.commands import RecordLoonwaarde, RecordRegisterCheck, SetPersonal, SetResidence
from wsp.candidates.models import (
    CandidatePersonal,
    LoonwaardeIndication,
    RegisterCheck,
    Residence,
)
from wsp.candidates.queries import SUBJECT
from wsp.candidates.service.registration import bsn_lookup, check_bsn_free
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import period, record_version

_OF_CANDIDATE = "candidate_id"


def set_personal(session: Session, command: SetPersonal, *, actor: Actor) -> CandidatePersonal:
    """Save birth date, sex and, when given, the BSN (nine digits that the schema checked).

    Raises:
        DuplicateCandidate, BsnNotUsable: another dossier has this BSN.
        InvalidFact: a birth date in the future.

    """
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    if command.birth_date is not None:
        rules.check_not_future(command.birth_date, on=clock.today(), field="birth_date")
    lookup = bsn_lookup(command.bsn)
    check_bsn_free(session, actor, lookup, but=candidate.id)
    row = session.scalars(
        select(CandidatePersonal).where(CandidatePersonal.candidate_id == candidate.id).with_for_update()
    ).one_or_none()
    if row is None:
        row = CandidatePersonal(region_id=actor.region_id, candidate_id=candidate.id)
        session.add(row)
    fields = {
        name for name, value in (("geboortedatum", command.birth_date), ("geslacht", command.sex)) if value is not None
    } | ({"bsn"} if lookup else set())
    row.birth_date = command.birth_date
    row.sex = command.sex.value if command.sex else None
    if lookup:
        row.bsn, row.bsn_lookup = command.bsn, lookup
    # Which fields, never what they hold.
    audit.record(
        session, actor, "candidates.personal", subject=(SUBJECT, candidate.id), after={"velden": sorted(fields)}
    )
    session.flush()
    return row


def set_residence(session: Session, command: SetResidence, *, actor: Actor) -> Residence:
    """Record where somebody lives from a day on; what was known about later days is superseded, not lost."""
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    new = record_version(
        session,
        Residence(
            region_id=actor.region_id,
            candidate_id=candidate.id,
            postcode=command.postcode,
            place=command.place,
            municipality_code=command.municipality_code,
            valid=period(command.since),
            recorded_by=actor.user_id,
        ),
        subject=_OF_CANDIDATE,
    )
    audit.record(
        session,
        actor,
        "candidates.residence",
        subject=(SUBJECT, candidate.id),
        after={"gemeente": command.municipality_code, "vanaf": command.since},
    )
    return new


def record_loonwaarde(session: Session, command: RecordLoonwaarde, *, actor: Actor) -> LoonwaardeIndication:
    """Record a loonwaarde that was not measured in the present job; valid from the day it was measured.

    It is shown and used in matching, never for an amount: that needs the loonwaarde of the placement's function.

    Raises:
        InvalidFact: not a whole percentage, a day to come, or a measurement without its expert.

    """
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    rules.check_loonwaarde(command.kind, command.percentage, expert=command.expert)
    rules.check_not_future(command.measured_on, on=clock.today(), field="measured_on")
    new = record_version(
        session,
        LoonwaardeIndication(
            region_id=actor.region_id,
            candidate_id=candidate.id,
            kind=command.kind.value,
            percentage=command.percentage,
            function_title=command.function_title,
            measured_on=command.measured_on,
            expert=command.expert,
            valid=period(command.measured_on),
            recorded_by=actor.user_id,
        ),
        subject=_OF_CANDIDATE,
    )
    audit.record(
        session,
        actor,
        "candidates.loonwaarde",
        subject=(SUBJECT, candidate.id),
        after={"soort": command.kind, "percentage": command.percentage, "op": command.measured_on},
    )
    return new


def record_register_check(session: Session, command: RecordRegisterCheck, *, actor: Actor) -> RegisterCheck:
    """Record UWV's yes or no about the doelgroepregister, valid from the day of the check (Wfsv 38d).

    Raises:
        InvalidFact: a day to come.

    """
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    rules.check_not_future(command.checked_on, on=clock.today(), field="checked_on")
    new = record_version(
        session,
        RegisterCheck(
            region_id=actor.region_id,
            candidate_id=candidate.id,
            in_register=command.in_register,
            checked_on=command.checked_on,
            valid=period(command.checked_on),
            recorded_by=actor.user_id,
        ),
        subject=_OF_CANDIDATE,
    )
    # Being in the register tells of a disability (AVG art. 9): the event holds the day, not the answer.
    audit.record(
        session,
        actor,
        "candidates.register_check",
        subject=(SUBJECT, candidate.id),
        after={"op": command.checked_on},
    )
    return new
