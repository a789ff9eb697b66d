"""Who judges which pairs.

Employers are shared by the region: an account manager may merge any two. A dossier belongs to its controller: a client
manager merges dossiers of the own organisation only, and pairs across organisations are not even looked for, since
comparing the files of two controllers is a processing of its own (docs/decisions). Handing over a dossier is something
else.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false, or_

from wsp.accounts.permissions import Permission, Role
from wsp.duplicates.enums import Kind
from wsp.duplicates.models import DuplicatePair
from wsp.foundation.actor import Actor


def kinds(actor: Actor) -> tuple[Kind, ...]:
    """The kinds of pairs that this actor judges."""
    if not actor.may(Permission.DUPLICATE_READ):
        return ()
    judged = ((Kind.EMPLOYER, Role.ACCOUNT_MANAGER), (Kind.CANDIDATE, Role.CLIENT_MANAGER))
    return tuple(kind for kind, role in judged if role in actor.roles)


def visible(actor: Actor) -> ColumnElement[bool]:
    """Filter: the pairs that `actor` may see. For candidates the two dossiers must be visible as well (`queries`)."""
    return and_(DuplicatePair.region_id == actor.region_id, or_(false(), *_grounds(actor, kinds(actor))))


def _grounds(actor: Actor, judged: Iterable[Kind]) -> list[ColumnElement[bool]]:
    grounds: list[ColumnElement[bool]] = []
    for kind in judged:
        of_kind = DuplicatePair.kind == kind.value
        if kind is Kind.EMPLOYER:
            grounds.append(of_kind)
        elif actor.organisation_id is not None:
            grounds.append(and_(of_kind, DuplicatePair.organisation_id == actor.organisation_id))
    return grounds
