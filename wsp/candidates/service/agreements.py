"""Agreement to be shared: given and taken back per purpose and per employer, with its evidence."""

from datetime import date

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import policy, queries, rules
from wsp.candidates.commands import RecordAgreement, WithdrawAgreement
from wsp.candidates.errors import InvalidFact
from wsp.candidates.models import Candidate, SharingAgreement
from wsp.candidates.queries import SUBJECT
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import period, record_version


def record_agreement(session: Session, command: RecordAgreement, *, actor: Actor) -> SharingAgreement:
    """Record that the candidate agreed; it holds from the day it was given until it is withdrawn.

    Raises:
        InvalidFact: a name without an employer, or a day to come.

    """
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    rules.check_purpose(command.purpose, has_employer=command.employer_id is not None)
    rules.check_not_future(command.given_on, on=clock.today(), field="given_on")
    return _record(session, candidate, command, actor=actor, on=command.given_on)


def withdraw_agreement(session: Session, command: WithdrawAgreement, *, actor: Actor) -> SharingAgreement:
    """Record that the candidate takes an agreement back, without any effect on a benefit.

    Raises:
        InvalidFact: there is no such agreement on that day, or the day is still to come.

    """
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    rules.check_not_future(command.withdrawn_on, on=clock.today(), field="withdrawn_on")
    holds = any(
        found.given
        and found.purpose == command.purpose.value
        and found.employer_id == command.employer_id
        and command.withdrawn_on in found.valid
        for found in queries.agreements(session, candidate.id)
    )
    if not holds:
        message = "Op deze dag was er geen akkoord. Kijk wanneer het akkoord is gegeven."
        raise InvalidFact(message, fields={"withdrawn_on": [message]})
    return _record(session, candidate, command, actor=actor, on=command.withdrawn_on)


def _record(
    session: Session,
    candidate: Candidate,
    command: RecordAgreement | WithdrawAgreement,
    *,
    actor: Actor,
    on: date,
) -> SharingAgreement:
    given = isinstance(command, RecordAgreement)
    new = record_version(
        session,
        SharingAgreement(
            region_id=actor.region_id,
            candidate_id=candidate.id,
            purpose=command.purpose.value,
            employer_id=command.employer_id,
            given=given,
            evidence=command.evidence.value,
            given_on=on,
            valid=period(on),
            recorded_by=actor.user_id,
        ),
        subject="candidate_id",
        also=("purpose", "employer_id"),
    )
    audit.record(
        session,
        actor,
        "candidates.agreement" if given else "candidates.withdraw",
        subject=(SUBJECT, candidate.id),
        after={
            "doel": command.purpose,
            "werkgever": command.employer_id,
            "bewijs": command.evidence,
            "op": on,
        },
    )
    return new
