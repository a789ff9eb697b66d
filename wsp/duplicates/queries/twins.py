"""Twins at entry: for a form, an import or an API, before something is saved."""

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from wsp.candidates import twins as candidates
from wsp.candidates.likeness import Likeness as CandidateLikeness
from wsp.employers import twins as employers
from wsp.employers.errors import Twin as EmployerTwin
from wsp.employers.twins import Likeness as EmployerLikeness
from wsp.foundation.actor import Actor

CandidateTwin = candidates.Twin

__all__ = [
    "CandidateLikeness",
    "CandidateTwin",
    "EmployerLikeness",
    "EmployerTwin",
    "candidate_twins",
    "employer_twins",
]


def candidate_twins(
    session: Session, actor: Actor, likeness: CandidateLikeness, *, other_than: uuid.UUID | None = None
) -> Sequence[CandidateTwin]:
    """Dossiers that may be of the same person, certain ones (same BSN) first; one statement.

    Never one that `actor` may not see by name: somebody of another organisation stays out of it.
    """
    return candidates.find_twins(session, actor, likeness, other_than=other_than)


def employer_twins(
    session: Session, actor: Actor, likeness: EmployerLikeness, *, other_than: uuid.UUID | None = None
) -> Sequence[EmployerTwin]:
    """Employers of the region that may be the same, certain ones (same KVK number) first; two statements."""
    return employers.find_twins(session, actor, likeness, other_than=other_than)
