"""The verbs of couplings. None commits, except `let_in`: a call counts, whatever becomes of it."""

import secrets
import uuid
from datetime import datetime

from sqlalchemy import case, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts.errors import TooManyRequests
from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.couplings import enums, queries, rules
from wsp.couplings.commands import Caller, Made, MakeCoupling
from wsp.couplings.enums import CouplingState
from wsp.couplings.errors import AlreadyWithdrawn, KeyUsedBefore, TokenRefused
from wsp.couplings.models import Coupling, CouplingRequest
from wsp.foundation import clock, crypto, db
from wsp.foundation.actor import COUPLING, Actor
from wsp.foundation.errors import InvalidInput, NotAllowed
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

SUBJECT = "coupling"
_UNKNOWN = "Dit token is niet bekend. Controleer de header 'Authorization: Bearer ...'."
_ENDED = {
    CouplingState.ENDED: ("token-verlopen", "Dit token is verlopen. Vraag de beheerder van de regio om een nieuw."),
    CouplingState.WITHDRAWN: (
        "token-ingetrokken",
        "Dit token is ingetrokken. Vraag de beheerder van de regio om een nieuw.",
    ),
}


def make_coupling(session: Session, command: MakeCoupling, *, actor: Actor) -> Made:
    """Let a system in until a day. The answer holds the token, of which only a keyed hash is kept.

    Raises:
        NotAllowed: the actor does not manage couplings.
        InvalidInput: a last day that cannot be, or an organisation that does not work in the region.

    """
    made_by = manager(actor)
    rules.check_last_day(command.ends_on, on=clock.today())
    if command.organisation_id not in {each.id for each in accounts.organisations(session, actor.region_id)}:
        message = "Kies een organisatie die in deze regio werkt."
        raise InvalidInput(message, fields={"organisation_id": [message]})
    token = rules.make_token(actor.region_id, secrets.token_urlsafe(32))
    coupling = Coupling(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        name=command.name,
        organisation_id=command.organisation_id,
        scopes=sorted(scope.value for scope in command.scopes),
        token_hash=_hash(token),
        token_end=token[-4:],
        ends_on=command.ends_on,
        created_by_id=made_by,
    )
    session.add(coupling)
    audit.record(
        session,
        actor,
        "couplings.make",
        subject=(SUBJECT, coupling.id),
        after={"rechten": coupling.scopes, "laatste_dag": coupling.ends_on, "organisatie": coupling.organisation_id},
    )
    for older in _same_system(session, coupling):
        worklist.finish_by_key(session, _task_key(older), outcome="Er is een nieuw token gemaakt.", actor=actor)
    # Of nobody: whoever manages couplings by then. In time to hand a new token over before this one stops.
    worklist.plan(
        session,
        actor,
        kind=TaskKind.COUPLING_ENDS,
        subject=(SubjectKind.COUPLING, coupling.id),
        due_on=max(clock.today(), command.ends_on - rules.IN_TIME),
        title=f"Koppeling eindigt: maak een nieuw token voor {command.name}",
        key=_task_key(coupling.id),
    )
    session.flush()
    return Made(coupling, token)


def withdraw_coupling(session: Session, coupling_id: uuid.UUID, *, actor: Actor) -> Coupling:
    """Shut a system out at once.

    Raises:
        NotAllowed: the actor does not manage couplings.
        CouplingNotFound: there is none for this actor.
        AlreadyWithdrawn: it was shut out before.

    """
    withdrawn_by = manager(actor)
    coupling = queries.coupling(session, actor, coupling_id, lock=True)
    if coupling.withdrawn_at is not None:
        raise AlreadyWithdrawn
    coupling.withdrawn_at, coupling.withdrawn_by_id = clock.now(), withdrawn_by
    worklist.drop(session, _task_key(coupling.id), why="De koppeling is ingetrokken.", actor=actor)
    audit.record(session, actor, "couplings.withdraw", subject=(SUBJECT, coupling.id))
    session.flush()
    return coupling


def forget_ended(session: Session, *, actor: Actor) -> int:
    """Close the tasks about couplings that ended long ago and that nobody renewed; returns how many.

    Until then such a task says that a system does not work any more; after that nobody missed it.
    """
    long_ago = clock.today() - rules.MISSED
    ended = select(Coupling.id).where(Coupling.region_id == actor.region_id, Coupling.ends_on < long_ago)
    keys = [_task_key(each) for each in session.scalars(ended)]
    return len(worklist.drop_all(session, keys, why="De koppeling is gestopt en niet vernieuwd.", actor=actor))


def let_in(token: str, *, request_id: str | None) -> Caller:
    """Who calls with this token; counts the call in a transaction of its own.

    The token names its region, so that it is looked up inside that region's wall. What it may do is read anew with
    every call: a withdrawn coupling is shut out at once.

    Raises:
        TokenRefused: none of ours, ended or withdrawn; a refusal of a known coupling is recorded.
        TooManyRequests: it calls more often than it may.

    """
    region = rules.region_of(token)
    if region is None:
        raise TokenRefused(_UNKNOWN)
    now = clock.now()
    with db.unit_of_work(region) as session:
        coupling = session.scalars(
            select(Coupling).where(Coupling.region_id == region, Coupling.token_hash == _hash(token))
        ).one_or_none()
        if coupling is None:
            raise TokenRefused(_UNKNOWN)
        scopes = rules.known(coupling.scopes)
        actor = Actor(
            user_id=None,
            region_id=region,
            organisation_id=coupling.organisation_id,
            permissions=enums.permissions(scopes),
            kind=COUPLING,
            request_id=request_id,
        )
        standing = rules.state(ends_on=coupling.ends_on, withdrawn_at=coupling.withdrawn_at, on=clock.today())
        counted, began_at = _count(session, coupling.id, now) if rules.works(standing) else (0, now)
    if not rules.works(standing):
        code, message = _ENDED[standing]
        audit.record_refusal(actor, "couplings.call", subject=(SUBJECT, coupling.id), code=code)
        raise TokenRefused(message, code=code)
    if counted > rules.MOST_CALLS:
        wait = (began_at + rules.WINDOW - now).total_seconds()
        raise TooManyRequests(
            f"Te veel verzoeken. Hoogstens {rules.MOST_CALLS} per minuut.", retry_after=max(1, int(wait) + 1)
        )
    return Caller(coupling.id, actor, scopes)


def claim(session: Session, caller: Caller, key: str, content: str) -> CouplingRequest:
    """Take the key of something that is sent; of two at once the second waits here for the first.

    The answer has a `record_id` when it was sent before: the caller gives that record again and does nothing.

    Raises:
        KeyUsedBefore: the key belongs to other content.

    """
    made = uuid.uuid4()
    mark = crypto.keyring().lookup(content, purpose="coupling-request")
    session.execute(
        insert(CouplingRequest)
        .values(
            id=made,
            created_at=clock.now(),
            region_id=caller.actor.region_id,
            coupling_id=caller.coupling_id,
            key=key,
            fingerprint=mark,
        )
        .on_conflict_do_nothing(index_elements=["region_id", "coupling_id", "key"])
    )
    found = session.scalars(
        select(CouplingRequest).where(
            CouplingRequest.region_id == caller.actor.region_id,
            CouplingRequest.coupling_id == caller.coupling_id,
            CouplingRequest.key == key,
        )
    ).one()
    if found.fingerprint != mark:
        raise KeyUsedBefore
    return found


def record_call(session: Session, caller: Caller, operation: str, subject_id: uuid.UUID | None, *, rows: int) -> None:
    """Say in the log which coupling was behind this call: its other lines carry the same request id."""
    audit.record(
        session,
        caller.actor,
        "couplings.call",
        subject=(SUBJECT, caller.coupling_id),
        after={"bewerking": operation, "aantal": rows} | ({"over": subject_id} if subject_id else {}),
    )


def _count(session: Session, coupling_id: uuid.UUID, now: datetime) -> tuple[int, datetime]:
    """Count a call, and say how many there were since when."""
    fresh = Coupling.window_began_at.is_(None) | (Coupling.window_began_at <= now - rules.WINDOW)
    row = session.execute(
        update(Coupling)
        .where(Coupling.id == coupling_id)
        .values(
            last_used_at=now,
            window_began_at=case((fresh, now), else_=Coupling.window_began_at),
            window_count=case((fresh, 1), else_=Coupling.window_count + 1),
        )
        .returning(Coupling.window_count, Coupling.window_began_at)
        .execution_options(synchronize_session=False)
    ).one()
    return row[0], row[1] or now


def manager(actor: Actor) -> uuid.UUID:
    """Who manages the couplings of the region; refuses everybody else.

    Raises:
        NotAllowed: says who may.

    """
    if not actor.may(Permission.COUPLING_MANAGE) or actor.user_id is None:
        raise NotAllowed("Alleen een functioneel beheerder kan koppelingen maken en intrekken.")
    return actor.user_id


def _same_system(session: Session, coupling: Coupling) -> list[uuid.UUID]:
    """Earlier couplings of this organisation with the same name: this one comes in their place."""
    earlier = select(Coupling.id).where(
        Coupling.region_id == coupling.region_id,
        Coupling.organisation_id == coupling.organisation_id,
        func.lower(Coupling.name) == coupling.name.lower(),
        Coupling.id != coupling.id,
    )
    return list(session.scalars(earlier))


def _task_key(coupling_id: uuid.UUID) -> str:
    return f"koppeling-eindigt:{coupling_id}"


def _hash(token: str) -> str:
    return crypto.keyring().lookup(token, purpose="coupling-token")
