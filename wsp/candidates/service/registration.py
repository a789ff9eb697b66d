"""A new dossier, and who guides it."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Role
from wsp.audit import service as audit
from wsp.candidates import policy, tombstones
from wsp.candidates.commands import AssignPeople, RegisterCandidate
from wsp.candidates.enums import Source, Stage
from wsp.candidates.errors import BsnNotUsable, CandidateNotYours, DuplicateCandidate, InvalidFact, PersonErased
from wsp.candidates.likeness import Likeness
from wsp.candidates.models import Candidate, CandidatePersonal, Residence
from wsp.candidates.queries import SUBJECT
from wsp.candidates.twins import find_twins
from wsp.foundation import clock, crypto
from wsp.foundation.actor import Actor
from wsp.foundation.numbering import next_number
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import period, record_version


def register_candidate(session: Session, command: RegisterCandidate, *, actor: Actor) -> Candidate:
    """Make a dossier, in the stage aangemeld.

    Raises:
        DuplicateCandidate: the BSN is in a dossier that the actor may see, or one looks the same (`twins`).
        BsnNotUsable: the BSN is in a dossier that the actor may not see.
        PersonErased: a file brings somebody who was erased here.
        CandidateNotYours: the actor belongs to no organisation that may keep a dossier.

    """
    organisation_id = command.organisation_id if policy.is_process(actor) else actor.organisation_id
    if organisation_id is None or not (policy.is_process(actor) or Role.CLIENT_MANAGER in actor.roles):
        raise CandidateNotYours
    lookup = bsn_lookup(command.bsn)
    key = sort_key(command.last_name, command.name_prefix, command.first_name)
    check_bsn_free(session, actor, lookup)
    if not command.confirmed_new:
        _check_no_twin(session, actor, command)
    if policy.is_process(actor) or command.source == Source.IMPORT:
        # Somebody at the desk who asks for a dossier may have one; a colleague learns nothing about an earlier one.
        _check_not_erased(session, actor, command, lookup)
    today = clock.today()
    candidate = Candidate(
        region_id=actor.region_id,
        organisation_id=organisation_id,
        client_manager_id=command.client_manager_id or (None if policy.is_process(actor) else actor.user_id),
        job_coach_id=command.job_coach_id,
        stage=(command.stage if policy.is_process(actor) else Stage.REGISTERED).value,
        first_name=command.first_name,
        name_prefix=command.name_prefix,
        last_name=command.last_name,
        sort_key=key,
        email=command.email,
        phone=command.phone,
        waiting_since=today if command.stage is Stage.MATCHABLE else None,
        closed_on=today if policy.is_process(actor) and command.stage is Stage.CLOSED else None,
        source=command.source,
        number=next_number(session, actor.region_id, "candidates"),
    )
    session.add(candidate)
    session.flush()
    if lookup or command.birth_date or command.sex:
        session.add(
            CandidatePersonal(
                region_id=actor.region_id,
                candidate_id=candidate.id,
                birth_date=command.birth_date,
                sex=command.sex.value if command.sex else None,
                bsn=command.bsn,
                bsn_lookup=lookup,
            )
        )
    record_version(
        session,
        Residence(
            region_id=actor.region_id,
            candidate_id=candidate.id,
            postcode=command.postcode,
            place=command.place,
            municipality_code=command.municipality_code,
            valid=period(command.lives_since or today),
            recorded_by=actor.user_id,
        ),
        subject="candidate_id",
    )
    audit.record(
        session,
        actor,
        "candidates.register",
        subject=(SUBJECT, candidate.id),
        after={"nummer": candidate.number, "fase": candidate.stage, "bron": candidate.source},
    )
    return candidate


def assign_people(session: Session, command: AssignPeople, *, actor: Actor) -> Candidate:
    """Say who guides the candidate. The client manager must work for the organisation that keeps the dossier.

    Raises:
        InvalidFact: somebody named does not have that role here.

    """
    candidate = policy.check_may_edit(session, actor, command.candidate_id)
    managers = {
        person.user_id
        for person in accounts.staff(session, actor.region_id, Role.CLIENT_MANAGER)
        if person.organisation_id == candidate.organisation_id
    }
    coaches = {person.user_id for person in accounts.staff(session, actor.region_id, Role.JOB_COACH)}
    problems = {}
    if command.client_manager_id not in {None, candidate.client_manager_id, *managers}:
        problems["client_manager_id"] = ["Kies een klantmanager van je eigen organisatie."]
    if command.job_coach_id not in {None, candidate.job_coach_id, *coaches}:
        problems["job_coach_id"] = ["Kies een jobcoach uit de lijst."]
    if problems:
        raise InvalidFact("Kies iemand uit de lijst.", fields=problems)
    before = {"klantmanager": candidate.client_manager_id, "jobcoach": candidate.job_coach_id}
    candidate.client_manager_id = command.client_manager_id
    candidate.job_coach_id = command.job_coach_id
    after = {"klantmanager": candidate.client_manager_id, "jobcoach": candidate.job_coach_id}
    if before != after:
        audit.record(session, actor, "candidates.assign", subject=(SUBJECT, candidate.id), before=before, after=after)
    session.flush()
    return candidate


def bsn_lookup(bsn: str | None) -> str | None:
    """The keyed hash by which a BSN is found again."""
    return crypto.keyring().lookup(bsn, purpose="bsn") if bsn else None


def check_bsn_free(session: Session, actor: Actor, lookup: str | None, *, but: uuid.UUID | None = None) -> None:
    """Refuse a BSN that another dossier has (other than candidate `but`).

    Raises:
        DuplicateCandidate: with the twin, when the actor may see it.
        BsnNotUsable: with the organisation to ask and nothing else, when not.

    """
    if lookup is None:
        return
    owner = session.scalar(select(CandidatePersonal.candidate_id).where(CandidatePersonal.bsn_lookup == lookup))
    if owner is None or owner == but:
        return
    seen = session.scalar(select(Candidate.id).where(Candidate.id == owner, policy.visible(actor)))
    if seen is None:
        raise BsnNotUsable(_keeper(session, actor, owner))
    raise DuplicateCandidate((seen,), certain=True)


def _keeper(session: Session, actor: Actor, candidate_id: uuid.UUID) -> str | None:
    """The name of the organisation to ask about a dossier out of sight; None when the actor may not know it."""
    if not policy.may_know_keeper(actor):
        return None
    keeper = session.scalar(select(Candidate.organisation_id).where(Candidate.id == candidate_id))
    return accounts.organisation_names(session, [keeper]).get(keeper) if keeper else None


def _check_not_erased(session: Session, actor: Actor, command: RegisterCandidate, lookup: str | None) -> None:
    erased = tombstones.was_erased(
        session,
        actor.region_id,
        names=(command.last_name, command.name_prefix, command.first_name),
        birth_date=command.birth_date,
        postcode=command.postcode,
        bsn_lookup=lookup,
    )
    if erased:
        raise PersonErased


def _check_no_twin(session: Session, actor: Actor, command: RegisterCandidate) -> None:
    """Only dossiers whose name the actor may know count: a warning about another one would tell that it exists."""
    likeness = Likeness(
        first_name=command.first_name,
        last_name=command.last_name,
        name_prefix=command.name_prefix,
        birth_date=command.birth_date,
        postcode=command.postcode,
        email=command.email,
        phone=command.phone,
        bsn_lookup=bsn_lookup(command.bsn),
    )
    twins = find_twins(session, actor, likeness)
    if twins:
        reasons = {twin.id: twin.reasons for twin in twins}
        raise DuplicateCandidate(tuple(reasons), certain=False, reasons=reasons)
