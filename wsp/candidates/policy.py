"""The inner wall: who in a region sees which candidate (design decision 7), and who may change a dossier.

A client manager sees the candidates of the own organisation (the controller). An account manager sees in the whole
region those who agreed to be shared with the WSP, and those with whom something is running. A job coach sees the
people they guide. Nobody else sees anybody. A process (import, seed, job) works for the whole region.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, column, exists, false, or_, select, table, true
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Permission, Role
from wsp.candidates.enums import SHARED_STAGES, SharingPurpose, Stage
from wsp.candidates.errors import CandidateNotFound, CandidateNotYours
from wsp.candidates.models import Candidate, EmergencyAccess, SharingAgreement
from wsp.foundation import answers, clock
from wsp.foundation.actor import COUPLING, Actor
from wsp.foundation.versions import known

# Introductions and placements live in a room above this one, so their classes are out of reach here. The wall needs
# two facts about them, and the database already is their contract: a test compares these names with the mappings.
INTRODUCTIONS: Final = table("introductions", column("candidate_id"), column("region_id"), column("state"))
PLACEMENTS: Final = table(
    "placements",
    column("candidate_id"),
    column("region_id"),
    column("job_coach_id"),
    column("ends_on"),
    column("ended_on"),
)
CLOSED_INTRODUCTIONS: Final = ("aangenomen", "afgewezen", "teruggetrokken", "verlopen")
"""After these an introduction gives no reason to look at somebody any more; a placement then does."""


def is_process(actor: Actor) -> bool:
    """Tell whether no person acts, but an import, a job or the seed."""
    return actor.is_process


def visible(actor: Actor, looked_in: Collection[uuid.UUID] | None = None) -> ColumnElement[bool]:
    """Filter: the candidates that `actor` may see at all.

    A list gives `looked_in`: it asks about thousands, and its rows are then gathered once (`_such`).
    An erased person is nobody's, and a dossier that was merged goes on as the other one. Of somebody whose data are
    only kept (AVG art. 18) the own organisation still opens the dossier, and nobody else sees anything.
    """
    there = and_(
        Candidate.region_id == actor.region_id, Candidate.erased_month.is_(None), Candidate.merged_into_id.is_(None)
    )
    if is_process(actor):
        return there
    many = looked_in is not None
    grounds: list[ColumnElement[bool]] = [guided(actor, many=many)]
    if Role.ACCOUNT_MANAGER in actor.roles:
        shared = and_(Candidate.stage.in_(sorted(SHARED_STAGES)), agreed(SharingPurpose.WSP, many=many))
        grounds += [shared, introduced(many=many), placed(many=many)]
    if actor.may(Permission.CANDIDATE_EMERGENCY):
        grounds.append(in_emergency(actor, looked_in))
    return and_(there, or_(own(actor), and_(Candidate.restricted_since.is_(None), or_(*grounds))))


def listed(actor: Actor, looked_in: Collection[uuid.UUID] | None = None) -> ColumnElement[bool]:
    """Filter: the candidates that may stand in a list for `actor`; nobody whose data are only kept does (G6)."""
    if is_process(actor):
        return visible(actor)
    return and_(visible(actor, looked_in), Candidate.restricted_since.is_(None))


def looked_in(session: Session, actor: Actor) -> frozenset[uuid.UUID]:
    """The candidates for whom the actor broke the glass, and the time is not over.

    A list asks with this: a filter that names the moment itself would be another question every time.
    """
    if actor.user_id is None or not actor.may(Permission.CANDIDATE_EMERGENCY):
        return frozenset()
    since_today = select(EmergencyAccess.candidate_id, EmergencyAccess.expires_at).where(
        EmergencyAccess.region_id == actor.region_id,
        EmergencyAccess.user_id == actor.user_id,
        EmergencyAccess.expires_at >= clock.day_began(clock.today()),
    )
    now = clock.now()
    return frozenset(candidate_id for candidate_id, until in answers.rows(session, since_today) if until > now)


def in_emergency(actor: Actor, looked_in: Collection[uuid.UUID] | None = None) -> ColumnElement[bool]:
    """Filter: the actor broke the glass for this candidate, and the time is not over."""
    if looked_in is not None:
        return Candidate.id.in_(sorted(looked_in)) if looked_in else false()
    return exists(
        select(1).where(
            EmergencyAccess.region_id == Candidate.region_id,
            EmergencyAccess.candidate_id == Candidate.id,
            EmergencyAccess.user_id == actor.user_id,
            EmergencyAccess.expires_at > clock.now(),
        )
    )


def only_in_emergency(actor: Actor) -> ColumnElement[bool]:
    """Filter, on top of `visible`: nothing but a break-glass access lets the actor see this candidate."""
    if not actor.may(Permission.CANDIDATE_EMERGENCY):
        return false()
    return and_(~own(actor), ~guided(actor), in_emergency(actor))


def not_withheld(model: Any) -> ColumnElement[bool]:
    """Filter on rows with a `candidate_id`: their person was not erased, and may be used (AVG art. 17, 18)."""
    withheld = select(Candidate.id).where(
        or_(Candidate.restricted_since.is_not(None), Candidate.erased_month.is_not(None))
    )
    condition: ColumnElement[bool] = model.candidate_id.not_in(withheld)
    return condition


def own(actor: Actor) -> ColumnElement[bool]:
    """Filter: the actor is a client manager of the candidate's own organisation, or that organisation's own system."""
    keeps = Role.CLIENT_MANAGER in actor.roles or actor.kind == COUPLING
    if not keeps or actor.organisation_id is None:
        return false()
    return Candidate.organisation_id == actor.organisation_id


def guided(actor: Actor, *, many: bool = False) -> ColumnElement[bool]:
    """Filter: the actor is the job coach of the candidate or of a running placement."""
    if Role.JOB_COACH not in actor.roles or actor.user_id is None:
        return false()
    return or_(Candidate.job_coach_id == actor.user_id, placed(PLACEMENTS.c.job_coach_id == actor.user_id, many=many))


def named(actor: Actor, looked_in: Collection[uuid.UUID] | None = None) -> ColumnElement[bool]:
    """Filter, on top of `visible`: the actor may know the name; a list gives `looked_in`.

    An account manager learns it when the candidate agreed to be named to an employer, or works.
    """
    if is_process(actor):
        return true()
    many = looked_in is not None
    grounds = [own(actor), guided(actor, many=many)]
    if Role.ACCOUNT_MANAGER in actor.roles:
        grounds += [agreed(SharingPurpose.NAMED, many=many), placed(many=many)]
    if actor.may(Permission.CANDIDATE_EMERGENCY):
        grounds.append(in_emergency(actor, looked_in))
    return or_(*grounds)


def knows_all_names(actor: Actor) -> bool:
    """Tell whether the actor may know the name of everybody they see: then a list may be ordered by name."""
    return is_process(actor) or Role.ACCOUNT_MANAGER not in actor.roles


def rankable(on: date) -> ColumnElement[bool]:
    """Filter: who takes part in a ranking on a day: placeable, agreed to be shared, and nothing stands against it.

    Against it stand an objection (AVG art. 21) and a restriction (AVG art. 18).
    """
    return and_(
        Candidate.stage == Stage.MATCHABLE.value,
        Candidate.merged_into_id.is_(None),
        Candidate.automatic_matching.is_(True),
        Candidate.restricted_since.is_(None),
        agreed(SharingPurpose.WSP, on=on),
    )


def agreed(purpose: SharingPurpose, *, on: date | None = None, many: bool = False) -> ColumnElement[bool]:
    """Filter: an agreement for this purpose holds on a day (default: today), with whatever employer."""
    return _such(
        SharingAgreement,
        SharingAgreement.purpose == purpose.value,
        # As the index says it: "is true" would not be recognised.
        SharingAgreement.given,
        known(SharingAgreement, on=on or clock.today()),
        many=many,
    )


def introduced(*, many: bool = False) -> ColumnElement[bool]:
    """Filter: an introduction is running."""
    return _such(INTRODUCTIONS.c, INTRODUCTIONS.c.state.not_in(CLOSED_INTRODUCTIONS), many=many)


def placed(*also: ColumnElement[bool], many: bool = False) -> ColumnElement[bool]:
    """Filter: a placement is planned or running (for which `also` holds)."""
    rows = PLACEMENTS.c
    today = clock.today()
    return _such(
        rows,
        or_(rows.ended_on.is_(None), rows.ended_on >= today),
        or_(rows.ends_on.is_(None), rows.ends_on >= today),
        *also,
        many=many,
    )


def _such(rows: Any, *conditions: SQLColumnExpression[bool], many: bool) -> ColumnElement[bool]:
    """Filter: there is such a row about the candidate.

    For a few candidates their rows are looked up. For `many` all such rows are gathered once: left to choose, the
    planner takes a whole list for a million look-ups, and goes about everything else in it the wrong way.
    """
    if many:
        return Candidate.id.in_(select(rows.candidate_id).where(*conditions))
    of_candidate = (rows.region_id == Candidate.region_id, rows.candidate_id == Candidate.id)
    return exists(select(1).where(*of_candidate, *conditions))


def may_edit(actor: Actor, candidate: Candidate) -> bool:
    """Tell whether `actor` may change this dossier: its own client managers, and processes of the region."""
    if candidate.region_id != actor.region_id or candidate.erased_month is not None:
        return False
    return is_process(actor) or (
        Role.CLIENT_MANAGER in actor.roles and candidate.organisation_id == actor.organisation_id
    )


def may_know_keeper(actor: Actor) -> bool:
    """Tell whether `actor` may know which organisation of the region keeps a dossier with a BSN that they typed.

    Client managers only: they process the number themselves, and two of them must be able to talk about one person.
    """
    return Role.CLIENT_MANAGER in actor.roles


def check_may_see(
    session: Session, actor: Actor, candidate_id: object, *, lock: bool = False, options: Sequence[object] = ()
) -> Candidate:
    """The candidate, when `actor` may see the dossier; `lock` holds the row until the transaction ends.

    Raises:
        CandidateNotFound: there is none, or it is not the actor's to see: the answers do not differ.

    """
    statement = select(Candidate).where(Candidate.id == candidate_id, visible(actor)).options(*options)  # type: ignore[arg-type]  # checked where the value is made
    if lock:
        statement = statement.with_for_update(of=Candidate).execution_options(populate_existing=True)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise CandidateNotFound
    return found


def check_may_edit(session: Session, actor: Actor, candidate_id: object) -> Candidate:
    """The candidate, locked for a change.

    Raises:
        CandidateNotFound: as `check_may_see`.
        CandidateNotYours: the actor sees the candidate but is not of the organisation that keeps the dossier.

    """
    found = check_may_see(session, actor, candidate_id, lock=True)
    check_keeps(actor, found)
    return found


def check_keeps(actor: Actor, candidate: Candidate) -> None:
    """Refuse somebody who sees the candidate but is not of the organisation that keeps the dossier.

    Raises:
        CandidateNotYours: says whom to ask.

    """
    if not may_edit(actor, candidate):
        raise CandidateNotYours


def check_may_flag(session: Session, actor: Actor, candidate_id: object) -> Candidate:
    """The candidate, locked, for an objection or a restriction: for keepers of the dossier and the privacy officer.

    Raises:
        CandidateNotFound, CandidateNotYours: as `check_may_edit`.

    """
    if not actor.may(Permission.PRIVACY_MANAGE):
        return check_may_edit(session, actor, candidate_id)
    found = session.scalars(
        select(Candidate)
        .where(Candidate.region_id == actor.region_id, Candidate.id == candidate_id, Candidate.erased_month.is_(None))
        .with_for_update(of=Candidate)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise CandidateNotFound
    return found


def check_may_break_glass(session: Session, actor: Actor, number: int) -> Candidate:
    """The candidate with this number, for somebody who may look in in an emergency.

    Raises:
        CandidateNotFound: there is none, or the data are only kept.
        CandidateNotYours: the role may not do this.

    """
    if actor.user_id is None or not actor.may(Permission.CANDIDATE_EMERGENCY):
        raise CandidateNotYours
    found = session.scalars(
        select(Candidate).where(
            Candidate.region_id == actor.region_id,
            Candidate.number == number,
            Candidate.erased_month.is_(None),
            Candidate.restricted_since.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise CandidateNotFound
    return found


def emergency_of(session: Session, actor: Actor, candidate: Candidate) -> EmergencyAccess | None:
    """The break-glass access by which the actor sees this dossier now; None when it is seen without."""
    if not actor.may(Permission.CANDIDATE_EMERGENCY) or may_edit(actor, candidate):
        return None
    return session.scalars(
        select(EmergencyAccess)
        .where(
            EmergencyAccess.candidate_id == candidate.id,
            EmergencyAccess.user_id == actor.user_id,
            EmergencyAccess.expires_at > clock.now(),
        )
        .order_by(EmergencyAccess.expires_at.desc())
        .limit(1)
    ).one_or_none()
