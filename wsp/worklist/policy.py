"""Whose tasks somebody sees and may change."""

from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, true

from wsp.accounts.permissions import Permission
from wsp.foundation.actor import Actor
from wsp.worklist.enums import SECOND_PERSON, SubjectKind, TaskKind
from wsp.worklist.models import Task

READS: Final = {
    SubjectKind.EMPLOYER: Permission.EMPLOYER_READ,
    SubjectKind.CANDIDATE: Permission.CANDIDATE_READ,
    SubjectKind.VACANCY: Permission.VACANCY_READ,
    SubjectKind.INTRODUCTION: Permission.INTRODUCTION_READ,
    SubjectKind.PLACEMENT: Permission.PLACEMENT_READ,
    SubjectKind.BESCHIKKING: Permission.DECISION_READ,
    SubjectKind.SUBSIDY: Permission.PAYMENT_READ,
    SubjectKind.DATA_REQUEST: Permission.PRIVACY_MANAGE,
    SubjectKind.EMERGENCY: Permission.PRIVACY_MANAGE,
    SubjectKind.SEARCH: Permission.DAY_READ,
    SubjectKind.COUPLING: Permission.COUPLING_MANAGE,
}
"""What somebody must be allowed to read before nobody's task about it is theirs to take."""
NEEDS: Final = {
    TaskKind.APPROVE_DECISION: Permission.DECISION_APPROVE,
    TaskKind.SEND_DECISION: Permission.DECISION_DRAFT,
    TaskKind.PAYMENT_BLOCKED: Permission.DECISION_DRAFT,
}
"""What somebody must be allowed to do as well, before nobody's task of this kind is theirs to take."""


def visible(actor: Actor) -> ColumnElement[bool]:
    """Tasks for this actor: their own, and nobody's of their organisation or of no organisation."""
    return or_(_own(actor), _nobodys(actor))


def changeable(actor: Actor) -> ColumnElement[bool]:
    """As `visible`, and also tasks of colleagues of the same organisation: people fall ill."""
    if actor.organisation_id is None:
        return visible(actor)
    return or_(visible(actor), and_(Task.organisation_id == actor.organisation_id, _readable(actor)))


def _own(actor: Actor) -> ColumnElement[bool]:
    return false() if actor.user_id is None else Task.assigned_to_id == actor.user_id


def _nobodys(actor: Actor) -> ColumnElement[bool]:
    of_nobody: ColumnElement[bool] = Task.organisation_id.is_(None)
    if actor.organisation_id is not None:
        of_nobody = or_(of_nobody, Task.organisation_id == actor.organisation_id)
    return and_(Task.assigned_to_id.is_(None), of_nobody, _readable(actor))


def _readable(actor: Actor) -> ColumnElement[bool]:
    """Tasks that are of some use to this actor: may read what it is about, may do it, and is the second person."""
    kinds = [kind.value for kind, needed in NEEDS.items() if not actor.may(needed)]
    return and_(
        Task.subject_kind.in_([kind.value for kind, needed in READS.items() if actor.may(needed)]),
        Task.kind.not_in(kinds) if kinds else true(),
        or_(Task.kind.not_in(sorted(SECOND_PERSON)), Task.assigned_by_id.is_distinct_from(actor.user_id)),
    )
