"""Reads of candidates: one dossier, one list, and how others are allowed to see them."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Label, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.candidates import policy, rules
from wsp.candidates.enums import Band, ProfileField, SharingPurpose
from wsp.candidates.errors import CandidateNotFound
from wsp.candidates.masking import MaskedCandidate, Viewer, masked
from wsp.candidates.models import (
    Candidate,
    CandidatePersonal,
    LoonwaardeIndication,
    RegisterCheck,
    Residence,
    SharingAgreement,
)
from wsp.foundation import clock
from wsp.foundation.actor import COUPLING, Actor
from wsp.foundation.versions import known

SUBJECT = "candidate"
Details = tuple[InstrumentedAttribute[Any], ...]
DETAILS: Final[Details] = (Candidate.wishes, Candidate.experiences)
"""Detail rows of a profile, in the order of a dossier."""


@dataclass(frozen=True)
class PersonalFacts:
    """What the personal page shows: never the BSN itself (design decision 11)."""

    birth_date: date | None
    sex: str | None
    has_bsn: bool


def viewers(session: Session, actor: Actor, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Viewer]:
    """How `actor` may see each of these candidates; those out of sight are `Viewer.NOBODY`. One query."""
    wanted = list(dict.fromkeys(ids))
    found = dict.fromkeys(wanted, Viewer.NOBODY)
    if not wanted:
        return found
    if policy.is_process(actor):
        return dict.fromkeys(wanted, Viewer.PROCESS)
    rows = session.execute(
        select(
            Candidate.id,
            policy.own(actor).label("own"),
            policy.guided(actor).label("guided"),
            policy.named(actor).label("named"),
        ).where(Candidate.id.in_(wanted), policy.visible(actor))
    )
    for candidate_id, own, guided, named in rows:
        found[candidate_id] = _viewer(own=own, guided=guided, named=named)
    return found


def _viewer(*, own: bool, guided: bool, named: bool) -> Viewer:
    if own:
        return Viewer.CLIENT_MANAGER
    if guided:
        return Viewer.JOB_COACH
    return Viewer.ACCOUNT_MANAGER_NAMED if named else Viewer.ACCOUNT_MANAGER


def masked_many(
    session: Session, actor: Actor, ids: Iterable[uuid.UUID], *, purpose: str | None, details: Details = DETAILS
) -> dict[uuid.UUID, MaskedCandidate]:
    """These candidates as `actor` may see them; those out of sight are left out. See `seen_many`."""
    return {key: seen.shown for key, seen in seen_many(session, actor, ids, purpose=purpose, details=details).items()}


@dataclass(frozen=True)
class Seen:
    """A candidate within sight: what holds now to decide with, and what of it may be shown."""

    row: Candidate
    residence: Residence | None
    loonwaarde: LoonwaardeIndication | None
    register: RegisterCheck | None
    shown: MaskedCandidate


def seen_many(
    session: Session,
    actor: Actor,
    ids: Iterable[uuid.UUID],
    *,
    purpose: str | None,
    details: Details = DETAILS,
    fields: Collection[ProfileField] = tuple(ProfileField),
    on: date | None = None,
) -> dict[uuid.UUID, Seen]:
    """These candidates with what `actor` may see of them, in one query and one for each of `details`.

    What is dated is as it holds on a day (default: today).

    `purpose` (lijst, matchlijst, dossier, export) goes to the read log; None when the caller logs the read itself.
    Without `details` there is enough for a name in a list; `fields` narrows the profile that comes with it.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    day = on or clock.today()
    # Of one person the details come along; of a page full each kind is read once for all of them.
    load = joinedload if len(wanted) == 1 else selectinload
    found_rows = session.execute(
        select(
            Candidate,
            Residence,
            LoonwaardeIndication,
            RegisterCheck,
            *sight(actor),
        )
        .outerjoin(Residence, holding(Residence, day))
        .outerjoin(LoonwaardeIndication, holding(LoonwaardeIndication, day))
        .outerjoin(RegisterCheck, holding(RegisterCheck, day))
        .where(Candidate.id.in_(wanted), policy.visible(actor))
        .options(*(load(each) for each in details))
        # A row already in the session may lack the details: load them for it as well.
        .execution_options(populate_existing=True)
    )
    rows = found_rows.unique().all()
    if purpose:
        log_seen(session, actor, ((row[0].id, row.emergency) for row in rows), purpose=purpose)
    found = {}
    for each in rows:
        row, home, loonwaarde, register = each[:4]
        shown = masked(row, viewer=viewer_of(actor, each), residence=home, fields=fields if details else ())
        found[row.id] = Seen(row, home, loonwaarde, register, shown)
    return found


def sight(actor: Actor) -> tuple[Label[bool], ...]:
    """Columns that say how `actor` sees a candidate, for `viewer_of` and `log_seen`."""
    # Labelled: for some roles several of these are the same constant.
    return (
        policy.own(actor).label("own"),
        policy.guided(actor).label("guided"),
        policy.named(actor).label("named"),
        policy.only_in_emergency(actor).label("emergency"),
    )


def viewer_of(actor: Actor, row: Any) -> Viewer:
    """With whose eyes `actor` sees the candidate of a row with the columns of `sight`."""
    if policy.is_process(actor):
        return Viewer.PROCESS
    if actor.kind == COUPLING:
        # The organisation knows its own people by their number; more than that no system needs of us.
        return Viewer.NOBODY
    return _viewer(own=row.own, guided=row.guided, named=row.named)


def log_seen(session: Session, actor: Actor, seen: Iterable[tuple[uuid.UUID, bool]], *, purpose: str) -> None:
    """Write who was seen to the read log; whom only a broken glass shows stands there as such."""
    people = list(seen)
    audit.record_reads(session, actor, SUBJECT, (key for key, emergency in people if not emergency), purpose=purpose)
    broken = (key for key, emergency in people if emergency)
    audit.record_reads(session, actor, SUBJECT, broken, purpose=Purpose.EMERGENCY)


def holding(fact: type[Residence | LoonwaardeIndication | RegisterCheck], day: date) -> ColumnElement[bool]:
    """The version that holds on a day: one at most, by the exclusion constraint."""
    return and_(
        fact.region_id == Candidate.region_id,
        fact.candidate_id == Candidate.id,
        known(fact, on=day),
    )


def seen(
    session: Session, actor: Actor, candidate_id: uuid.UUID, *, purpose: str | None, details: Details = DETAILS
) -> Seen:
    """One candidate as `seen_many`.

    Raises:
        CandidateNotFound: there is none for this actor.

    """
    found = seen_many(session, actor, [candidate_id], purpose=purpose, details=details)
    if candidate_id not in found:
        raise CandidateNotFound
    return found[candidate_id]


def dossier(session: Session, actor: Actor, candidate_id: uuid.UUID) -> Candidate:
    """One candidate with wishes and experiences; the caller shows it through `masked`.

    Raises:
        CandidateNotFound: there is none for this actor.

    """
    return policy.check_may_see(
        session,
        actor,
        candidate_id,
        options=[selectinload(each) for each in DETAILS],
    )


def residences(session: Session, ids: Iterable[uuid.UUID], *, on: date | None = None) -> dict[uuid.UUID, Residence]:
    """Where these candidates live on a day (default: today); one query."""
    rows = session.scalars(
        select(Residence).where(Residence.candidate_id.in_(list(ids)), known(Residence, on=on or clock.today()))
    )
    return {row.candidate_id: row for row in rows}


def loonwaardes(
    session: Session, ids: Iterable[uuid.UUID], *, on: date | None = None
) -> dict[uuid.UUID, LoonwaardeIndication]:
    """The loonwaarde known for these candidates on a day (default: today); never for an amount. One query."""
    rows = session.scalars(
        select(LoonwaardeIndication).where(
            LoonwaardeIndication.candidate_id.in_(list(ids)),
            known(LoonwaardeIndication, on=on or clock.today()),
        )
    )
    return {row.candidate_id: row for row in rows}


def register_checks(
    session: Session, ids: Iterable[uuid.UUID], *, on: date | None = None
) -> dict[uuid.UUID, RegisterCheck]:
    """The last answer about the doelgroepregister for these candidates on a day (default: today). One query."""
    rows = session.scalars(
        select(RegisterCheck).where(
            RegisterCheck.candidate_id.in_(list(ids)), known(RegisterCheck, on=on or clock.today())
        )
    )
    return {row.candidate_id: row for row in rows}


def loonwaarde_history(session: Session, candidate_id: uuid.UUID) -> Sequence[LoonwaardeIndication]:
    """All loonwaardes believed now, newest first."""
    return session.scalars(
        select(LoonwaardeIndication)
        .where(LoonwaardeIndication.candidate_id == candidate_id, known(LoonwaardeIndication))
        .order_by(LoonwaardeIndication.valid.desc())
    ).all()


def residence_history(session: Session, candidate_id: uuid.UUID) -> Sequence[Residence]:
    """All residences believed now, newest first."""
    return session.scalars(
        select(Residence)
        .where(Residence.candidate_id == candidate_id, known(Residence))
        .order_by(Residence.valid.desc())
    ).all()


def agreements(session: Session, candidate_id: uuid.UUID) -> Sequence[SharingAgreement]:
    """Every agreement with its withdrawal, newest first; those that hold today are `given` and not ended."""
    return session.scalars(
        select(SharingAgreement)
        .where(SharingAgreement.candidate_id == candidate_id, known(SharingAgreement))
        .order_by(SharingAgreement.given_on.desc(), SharingAgreement.recorded_at.desc())
    ).all()


def agreement_holds(
    session: Session,
    candidate_id: uuid.UUID,
    purpose: SharingPurpose,
    *,
    employer_id: uuid.UUID | None = None,
    on: date | None = None,
) -> bool:
    """Tell whether the candidate agreed to be shared for `purpose` on a day (default: today).

    What was said about one employer weighs more than what was said about all of them. Nobody may be shared whose data
    are only kept (AVG art. 18), whatever was agreed before.
    """
    return candidate_id in agreed_ids(session, [candidate_id], purpose, employer_id=employer_id, on=on)


def agreed_ids(
    session: Session,
    ids: Iterable[uuid.UUID],
    purpose: SharingPurpose,
    *,
    employer_id: uuid.UUID | None = None,
    on: date | None = None,
) -> frozenset[uuid.UUID]:
    """Which of these candidates agreed; the same rule as `agreement_holds`, in one query."""
    about: ColumnElement[bool] = SharingAgreement.employer_id.is_(None)
    if employer_id is not None:
        about = or_(about, SharingAgreement.employer_id == employer_id)
    rows = session.execute(
        select(SharingAgreement.candidate_id, SharingAgreement.employer_id, SharingAgreement.given).where(
            and_(
                SharingAgreement.candidate_id.in_(list(ids)),
                SharingAgreement.purpose == purpose.value,
                about,
                known(SharingAgreement, on=on or clock.today()),
                policy.not_withheld(SharingAgreement),
            )
        )
    ).all()
    general = {row[0]: row[2] for row in rows if row[1] is None}
    particular = {row[0]: row[2] for row in rows if row[1] is not None}
    return frozenset(key for key, given in (general | particular).items() if given)


def agreed_with(
    session: Session,
    pairs: Iterable[tuple[uuid.UUID, uuid.UUID]],
    purposes: Iterable[SharingPurpose],
) -> frozenset[tuple[uuid.UUID, uuid.UUID, SharingPurpose]]:
    """Of pairs of candidate and employer: for which purposes the candidate agreed today; one query for all of them."""
    wanted = list(dict.fromkeys(pairs))
    if not wanted:
        return frozenset()
    rows = session.execute(
        select(
            SharingAgreement.candidate_id,
            SharingAgreement.employer_id,
            SharingAgreement.purpose,
            SharingAgreement.given,
        ).where(
            SharingAgreement.candidate_id.in_({pair[0] for pair in wanted}),
            SharingAgreement.purpose.in_([purpose.value for purpose in purposes]),
            or_(
                SharingAgreement.employer_id.is_(None),
                SharingAgreement.employer_id.in_({pair[1] for pair in wanted}),
            ),
            known(SharingAgreement, on=clock.today()),
        )
    ).all()
    said = {(row[0], row[1], row[2]): row[3] for row in rows}
    return frozenset(
        (candidate_id, employer_id, purpose)
        for candidate_id, employer_id in wanted
        for purpose in SharingPurpose
        # What was said about this employer weighs more than what was said about all of them.
        if said.get((candidate_id, employer_id, purpose.value), said.get((candidate_id, None, purpose.value), False))
    )


def personal(session: Session, actor: Actor, candidate_id: uuid.UUID) -> PersonalFacts:
    """Birth date and sex, and whether a BSN is stored; for those who keep the dossier.

    Raises:
        CandidateNotFound, CandidateNotYours: as `policy.check_may_edit`.

    """
    row = session.execute(
        select(
            Candidate,
            CandidatePersonal.birth_date,
            CandidatePersonal.sex,
            CandidatePersonal.bsn_lookup.is_not(None),
        )
        .outerjoin(
            CandidatePersonal,
            and_(
                CandidatePersonal.region_id == Candidate.region_id,
                CandidatePersonal.candidate_id == Candidate.id,
            ),
        )
        .where(Candidate.id == candidate_id, policy.visible(actor))
    ).one_or_none()
    if row is None:
        raise CandidateNotFound
    policy.check_keeps(actor, row[0])
    return PersonalFacts(*row[1:])


def known_fields(candidate: Candidate) -> frozenset[str]:
    """Names of the profile fields that are known; an empty list that was asked for counts. Details must be loaded."""
    details = {ProfileField.WISHES, ProfileField.EXPERIENCES}
    plain = {name.value for name in ProfileField if name not in details and getattr(candidate, name.value) is not None}
    asked = {name.value for name in details if getattr(candidate, name.value) or name.value in candidate.field_sources}
    return frozenset(plain | asked)


def bands(values: Mapping[uuid.UUID, LoonwaardeIndication]) -> dict[uuid.UUID, Band | None]:
    """The band of each of these loonwaardes."""
    return {key: rules.band(row.percentage) for key, row in values.items()}
