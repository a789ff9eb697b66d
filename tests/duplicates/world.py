"""Two employers or two dossiers that turn out to be one, with everything that can hang on them."""

import hashlib
import uuid
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.employers import factories as employers
from tests.placements import world as placements
from tests.vacancies import factories as vacancies
from wsp.accounts.permissions import Role
from wsp.candidates.enums import SharingPurpose, Stage
from wsp.candidates.models import Candidate, CandidatePersonal
from wsp.candidates.service.registration import bsn_lookup
from wsp.documents.models import Document
from wsp.duplicates.commands import MergePair, PointOut, Take
from wsp.duplicates.enums import Kind
from wsp.duplicates.models import DuplicatePair
from wsp.duplicates.queries import load
from wsp.duplicates.references import REFERENCES
from wsp.duplicates.service import point_out
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import Base
from wsp.worklist.enums import SubjectKind, TaskKind
from wsp.worklist.service import plan

COUNTERS = {"version", "updated_at"}


def employer_pair(session: Session, actor: Actor, *, filled: bool = True) -> tuple[Employer, Employer]:
    """Two employers; with `filled` each has a contact, a contact moment, a second place, a vacancy and a task."""
    one = employers.employer(session, actor, "Bakkerij Proefkorst BV", client=True, kvk_number=employers.kvk())
    other = employers.employer(
        session, actor, "Bakkerij Proef-Korst", phone="+31592000001", note="Belt graag terug.", government=True
    )
    if filled:
        for each in (one, other):
            employers.contact(session, actor, each)
            employers.moment(session, actor, each, days_ago=3)
            employers.establishment(session, actor, each)
            vacancies.vacancy(session, actor, employer=each)
            task(session, actor, SubjectKind.EMPLOYER, each.id)
            document(session, actor, SubjectKind.EMPLOYER, each.id)
    return one, other


def candidate_pair(session: Session, *, of: Any = None, filled: bool = True) -> tuple[Candidate, Candidate]:
    """Two dossiers of one organisation; the second has the BSN, a profile, agreements and a running introduction."""
    of = of or accounts.organisation(session, "Gemeente Proef")
    one = candidates.candidate(session, of=of, name=("Sanne", "de", "Proef"), stage=Stage.INTAKE, postcode="9401 AA")
    other = candidates.matchable(session, of=of, name=("Sanne", None, "Proeff"), phone="+31600000009")
    personal(session, one, born=date(1990, 3, 14))
    personal(session, other, born=date(1990, 3, 14), bsn="999990019")
    if filled:
        for each in (one, other):
            candidates.loonwaarde(session, each, 40)
            candidates.register_check(session, each)
            candidates.agreement(session, each, SharingPurpose.ANONYMOUS, given=each is one)
    return one, other


def personal(session: Session, of: Candidate, *, born: date | None = None, bsn: str | None = None) -> CandidatePersonal:
    """Birth date and BSN of a candidate."""
    made = CandidatePersonal(
        region_id=of.region_id, candidate_id=of.id, birth_date=born, bsn=bsn, bsn_lookup=bsn_lookup(bsn)
    )
    session.add(made)
    session.flush()
    return made


def task(session: Session, actor: Actor, kind: SubjectKind, subject_id: uuid.UUID, key: str | None = None) -> None:
    """A task about a record."""
    plan(
        session,
        actor,
        kind=TaskKind.OTHER,
        subject=(kind, subject_id),
        due_on=clock.today() + timedelta(days=5),
        title="Proeftaak",
        assigned_to_id=actor.user_id,
        key=key,
    )


def document(session: Session, actor: Actor, kind: SubjectKind, subject_id: uuid.UUID) -> None:
    """A letter kept with a record; all have the same edition."""
    session.add(
        Document(
            region_id=actor.region_id, subject_kind=kind, subject_id=subject_id, kind="proefbrief", edition=1,
            title="Proefbrief", filename="proefbrief.pdf", media_type="application/pdf", sha256="0" * 64,
            content=b"%PDF-", made_by_id=actor.user_id,
        )
    )  # fmt: skip
    session.flush()


def introduced(world: placements.World, of: Candidate) -> Any:
    """An introduction of this candidate for the world's vacancy."""
    return world.introduce(of)


def pair_of(session: Session, actor: Actor, one: Employer | Candidate, other: Employer | Candidate) -> DuplicatePair:
    """The two on the list."""
    kind = Kind.EMPLOYER if isinstance(one, Employer) else Kind.CANDIDATE
    return point_out(session, PointOut(kind, one.number, other.number), actor=actor)


def merge_of(session: Session, pair: DuplicatePair, survivor: Employer | Candidate, **takes: Take) -> MergePair:
    """The command that merges a pair as it stands now."""
    sides = load(session, Kind(pair.kind), [pair.one_id, pair.other_id])
    absorbed_id = pair.other_id if survivor.id == pair.one_id else pair.one_id
    return MergePair(pair.id, survivor.id, sides[survivor.id].version, sides[absorbed_id].version, takes)


def fingerprint(session: Session) -> dict[str, str]:
    """Table -> a hash of all rows that a merge may touch, but for the counters of optimistic locking."""
    session.flush()
    found = {}
    for name in sorted({each.table for kind in Kind for each in REFERENCES[kind]} | {"employers", "candidates"}):
        if name in ("audit_events", "read_events", "index_changes"):
            continue
        columns = ", ".join(
            f't."{column.name}"' for column in Base.metadata.tables[name].c if column.name not in COUNTERS
        )
        rows = session.execute(text(f"SELECT ROW({columns})::text FROM {name} t ORDER BY 1")).scalars().all()
        found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def manager(session: Session, of: Any = None) -> Actor:
    """A client manager of the organisation of `candidate_pair`."""
    return accounts.actor(session, Role.CLIENT_MANAGER, of=of or accounts.organisation(session, "Gemeente Proef"))
