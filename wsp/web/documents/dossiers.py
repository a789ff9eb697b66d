"""Which dossiers hold documents, who may see them, and whose personal data they tell of."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from wsp.accounts.permissions import Permission
from wsp.candidates import queries as candidates
from wsp.documents.errors import DocumentNotFound
from wsp.employers import queries as employers
from wsp.foundation.actor import Actor
from wsp.placements import queries as placements
from wsp.placements.models import Placement
from wsp.placements.rules import placement_number
from wsp.vacancies import queries as vacancies
from wsp.worklist.enums import SubjectKind
from wsp.worklist.policy import READS


@dataclass(frozen=True)
class Dossier:
    """A dossier that this actor may see. `candidate_id`: whose data its documents hold, when they name a person."""

    kind: SubjectKind
    id: uuid.UUID
    title: str
    address: str
    candidate_id: uuid.UUID | None = None

    @property
    def subject(self) -> tuple[str, uuid.UUID]:
        """Kind and id, as documents are stored under."""
        return self.kind.value, self.id


def opened(session: Session, actor: Actor, kind: str, subject_id: uuid.UUID) -> Dossier:
    """The dossier, when its room lets the actor see it and, for a person's dossier, know the name.

    Raises:
        NotFound: there is none for this actor (each room's own error).

    """
    try:
        known = SubjectKind(kind)
    except ValueError:
        raise DocumentNotFound from None
    find = _FINDERS.get(known)
    if find is None or not actor.may(READS[known]):
        raise DocumentNotFound
    return find(session, actor, subject_id)


def _employer(session: Session, actor: Actor, subject_id: uuid.UUID) -> Dossier:
    found = employers.employer(session, actor, subject_id)
    return Dossier(SubjectKind.EMPLOYER, subject_id, found.name, f"/werkgevers/{subject_id}")


def _vacancy(session: Session, actor: Actor, subject_id: uuid.UUID) -> Dossier:
    found = vacancies.vacancy(session, actor, subject_id)
    return Dossier(SubjectKind.VACANCY, subject_id, found.title, f"/vacatures/{subject_id}")


def _candidate(session: Session, actor: Actor, subject_id: uuid.UUID) -> Dossier:
    label = _named(session, actor, subject_id)
    return Dossier(SubjectKind.CANDIDATE, subject_id, label, f"/kandidaten/{subject_id}", candidate_id=subject_id)


def _placement(session: Session, actor: Actor, subject_id: uuid.UUID) -> Dossier:
    return of_placement(session, actor, placements.placement(session, actor, subject_id))


def of_placement(session: Session, actor: Actor, found: Placement) -> Dossier:
    """The dossier of a placement that was found for this actor already.

    Raises:
        DocumentNotFound: they may not know the name (any more).

    """
    _named(session, actor, found.candidate_id)
    return Dossier(
        SubjectKind.PLACEMENT,
        found.id,
        f"Plaatsing {placement_number(found.number)}",
        f"/plaatsingen/{found.id}",
        candidate_id=found.candidate_id,
    )


def _named(session: Session, actor: Actor, candidate_id: uuid.UUID) -> str:
    """A document names the person: who may not know the name (any more) does not learn it from a file."""
    person = candidates.masked_many(session, actor, [candidate_id], purpose=None, details=()).get(candidate_id)
    if person is None or person.name is None:
        raise DocumentNotFound
    return person.label


_FINDERS: Final[Mapping[SubjectKind, Callable[[Session, Actor, uuid.UUID], Dossier]]] = {
    SubjectKind.EMPLOYER: _employer,
    SubjectKind.CANDIDATE: _candidate,
    SubjectKind.VACANCY: _vacancy,
    SubjectKind.PLACEMENT: _placement,
}
ADDS: Final[Mapping[SubjectKind, Permission]] = {
    SubjectKind.EMPLOYER: Permission.EMPLOYER_EDIT,
    SubjectKind.CANDIDATE: Permission.CANDIDATE_EDIT,
    SubjectKind.VACANCY: Permission.VACANCY_EDIT,
    SubjectKind.PLACEMENT: Permission.DOCUMENT_UPLOAD,
}
"""Who may change a dossier may add to it; to a placement everybody who works with it."""


def may_add(actor: Actor, kind: str) -> bool:
    """Tell whether the actor may add documents to a dossier of this kind that they may see."""
    return actor.may(Permission.DOCUMENT_UPLOAD) and actor.may(ADDS[SubjectKind(kind)])


KINDS: Final = tuple(kind.value for kind in _FINDERS)
