"""The life of a request: filed, taken up, made longer, answered; the answer carries out what was granted."""

import uuid
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import service as candidates
from wsp.candidates.commands import SetObjection, SetRestriction
from wsp.foundation import clock, queue
from wsp.foundation.actor import Actor
from wsp.foundation.errors import StaleVersion
from wsp.foundation.numbering import next_number
from wsp.foundation.workdays import add_working_days
from wsp.privacy import mentions, queries, rules
from wsp.privacy.commands import AnswerRequest, ExtendRequest, FileRequest
from wsp.privacy.enums import ENDED, KIND_LABELS, REQUEST_STATES, RequestKind, RequestState
from wsp.privacy.errors import SameRequestOpen, StandsInTheWay
from wsp.privacy.models import DataRequest
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

SUBJECT: Final = "data_request"
ERASE: Final = "privacy.erase"
"""Name of the job that erases: only the worker has the role that may."""
_NOTICE_DAYS: Final = 5
_STALE: Final = "Iemand anders werkte dit verzoek bij terwijl jij bezig was. Ververs de pagina en kijk opnieuw."
_DONE: Final = frozenset({RequestState.GRANTED, RequestState.PARTLY})


def file_request(session: Session, command: FileRequest, *, actor: Actor) -> DataRequest:
    """Write down that somebody uses a right; the privacy officer gets a task with the last day for an answer.

    The caller made sure that the actor may see the person (`candidates.policy`), or may manage requests.

    Raises:
        SameRequestOpen: the same was asked and not answered yet.
        InvalidInput: a day to come.

    """
    rules.check_received(command.received_on, on=clock.today())
    same = session.scalar(
        select(DataRequest.number).where(
            DataRequest.subject_id == command.candidate_id,
            DataRequest.kind == command.kind.value,
            DataRequest.state.not_in(sorted(ENDED)),
        )
    )
    if same is not None:
        raise SameRequestOpen(same)
    row = DataRequest(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        kind=command.kind.value,
        subject_id=command.candidate_id,
        state=RequestState.RECEIVED.value,
        received_on=command.received_on,
        due_on=rules.answer_due(command.received_on, extended=False),
        asked=command.asked,
        identity_checked=command.identity_checked,
        filed_by_id=actor.user_id,
        number=next_number(session, actor.region_id, "data_requests"),
    )
    session.add(row)
    session.flush()
    _plan(session, row, actor)
    # The kind of request, never its words.
    audit.record(session, actor, "privacy.filed", subject=(SUBJECT, row.id), after={"soort": row.kind})
    return row


def start_request(session: Session, request_id: uuid.UUID, *, actor: Actor) -> DataRequest:
    """Take a request up."""
    row = queries.request(session, actor, request_id, lock=True)
    REQUEST_STATES.check(RequestState(row.state), RequestState.IN_PROGRESS)
    row.state = RequestState.IN_PROGRESS.value
    row.handled_by_id = actor.user_id
    _plan(session, row, actor)
    audit.record(session, actor, "privacy.started", subject=(SUBJECT, row.id))
    session.flush()
    return row


def extend_request(session: Session, command: ExtendRequest, *, actor: Actor) -> DataRequest:
    """Take two months more, with a reason; the person must be told within the first month (AVG art. 12 lid 3).

    Raises:
        AlreadyExtended: a second time, or after the term.
        StaleVersion: somebody else was first.

    """
    row = _locked(session, actor, command.request_id, command.version)
    rules.check_extendable(extended_on=row.extended_on, due_on=row.due_on, on=clock.today())
    row.extended_on = clock.today()
    row.extension_reason = command.reason
    row.due_on = rules.answer_due(row.received_on, extended=True)
    _plan(session, row, actor)
    audit.record(session, actor, "privacy.extended", subject=(SUBJECT, row.id), after={"uiterlijk": row.due_on})
    session.flush()
    return row


def answer_request(session: Session, command: AnswerRequest, *, actor: Actor) -> DataRequest:
    """Answer, and do what was granted: set a flag, tell receivers, or have the worker erase.

    Raises:
        IdentityNotChecked: granting without knowing who asked.
        StandsInTheWay: an erasure that cannot be done now.
        StaleVersion, Conflict: somebody else was first, or it was answered already.

    """
    row = _locked(session, actor, command.request_id, command.version)
    row.identity_checked = row.identity_checked or command.identity_checked
    rules.check_answer(command.outcome, identity_checked=row.identity_checked)
    REQUEST_STATES.check(RequestState(row.state), command.outcome)
    kind = RequestKind(row.kind)
    row.state = command.outcome.value
    row.answer = command.answer
    row.answered_on = clock.today()
    row.handled_by_id = actor.user_id
    worklist.finish_by_key(session, _key(row), outcome=REQUEST_STATES.labels[command.outcome], actor=actor)
    audit.record(
        session, actor, "privacy.answered", subject=(SUBJECT, row.id), after={"soort": kind, "besluit": command.outcome}
    )
    session.flush()
    if command.outcome in _DONE and row.subject_id is not None:
        _carry_out(session, row, kind, row.subject_id, actor)
    session.flush()
    return row


def lift_restriction(session: Session, request_id: uuid.UUID, *, actor: Actor) -> DataRequest:
    """Use the data again; the person was told before (AVG art. 18 lid 3)."""
    row = queries.request(session, actor, request_id, lock=True)
    if row.subject_id is not None:
        candidates.set_restriction(
            session, SetRestriction(row.subject_id, restricted=False, reason=f"AVG-{row.number}"), actor=actor
        )
    audit.record(session, actor, "privacy.lifted", subject=(SUBJECT, row.id))
    return row


def _carry_out(session: Session, row: DataRequest, kind: RequestKind, candidate_id: uuid.UUID, actor: Actor) -> None:
    reason = f"AVG-{row.number}"
    match kind:
        case RequestKind.RESTRICTION:
            candidates.set_restriction(
                session, SetRestriction(candidate_id, restricted=True, reason=reason), actor=actor
            )
        case RequestKind.OBJECTION:
            command = SetObjection(candidate_id, automatic_matching=False, reason=reason)
            candidates.set_objection(session, command, actor=actor)
        case RequestKind.ERASURE:
            mentions.find_mentions(session, candidate_id, actor=actor)
            if reasons := queries.obstacles(session, candidate_id):
                raise StandsInTheWay(reasons)
    if kind in {RequestKind.RECTIFICATION, RequestKind.ERASURE, RequestKind.RESTRICTION}:
        _tell_receivers(session, row, kind, candidate_id, actor)
    if kind is RequestKind.ERASURE:
        queue.defer(session, ERASE, region=actor.region_id, request_id=row.id)
    else:
        row.carried_out_at = clock.now()


def _tell_receivers(
    session: Session, row: DataRequest, kind: RequestKind, candidate_id: uuid.UUID, actor: Actor
) -> None:
    """A task per employer who got data (AVG art. 19): the text names a request, never a person."""
    what = {
        RequestKind.RECTIFICATION: "gegevens zijn verbeterd",
        RequestKind.ERASURE: "gegevens worden gewist",
        RequestKind.RESTRICTION: "gegevens mogen niet worden gebruikt",
    }[kind]
    for receiver in queries.receivers(session, candidate_id):
        worklist.plan(
            session,
            actor,
            kind=TaskKind.RECEIVER_NOTICE,
            subject=(SubjectKind.EMPLOYER, receiver.employer_id),
            due_on=add_working_days(clock.today(), _NOTICE_DAYS),
            title=f"Vertel de werkgever: {what} (AVG-{row.number})",
            assigned_to_id=receiver.owner_id,
            key=f"bericht-ontvanger:{row.id}:{receiver.employer_id}",
        )


def _plan(session: Session, row: DataRequest, actor: Actor) -> None:
    worklist.plan(
        session,
        actor,
        kind=TaskKind.DATA_REQUEST,
        subject=(SubjectKind.DATA_REQUEST, row.id),
        due_on=row.due_on,
        title=f"AVG-{row.number}: {KIND_LABELS[RequestKind(row.kind)].lower()}",
        assigned_to_id=row.handled_by_id,
        key=_key(row),
    )


def _key(row: DataRequest) -> str:
    return f"verzoek:{row.id}"


def _locked(session: Session, actor: Actor, request_id: uuid.UUID, version: int) -> DataRequest:
    row = queries.request(session, actor, request_id, lock=True)
    if row.version != version:
        state = REQUEST_STATES.labels[RequestState(row.state)]
        raise StaleVersion(_STALE, mine={}, theirs={"Status": state}, version=row.version)
    return row
