"""Who may read in what, and who sees which import.

Rows of a file hold personal data that no dossier guards yet: only who sent the file sees them. The list of imports,
without rows, is for everybody who may import.
"""

import uuid
from collections.abc import Mapping
from typing import Final

from sqlalchemy import ColumnElement, and_, true
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Permission, Role
from wsp.exchange.models import TableImport
from wsp.exchange.tables.enums import ImportKind
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed

KINDS_OF: Final[Mapping[Role, frozenset[ImportKind]]] = {
    Role.ADMINISTRATOR: frozenset(ImportKind),
    Role.ACCOUNT_MANAGER: frozenset({ImportKind.EMPLOYERS, ImportKind.CONTACTS, ImportKind.VACANCIES}),
}
CONTROLLERS: Final = frozenset({OrganisationKind.MUNICIPALITY.value, OrganisationKind.UWV.value})
"""Kinds of organisation that keep dossiers of candidates."""


def kinds(actor: Actor) -> list[ImportKind]:
    """What this actor may read in, in a fixed order."""
    if is_process(actor):
        return list(ImportKind)
    if not actor.may(Permission.IMPORT):
        return []
    granted = {kind for role, found in KINDS_OF.items() if role in actor.roles for kind in found}
    return [kind for kind in ImportKind if kind in granted]


def is_process(actor: Actor) -> bool:
    """Tell whether no person acts: the command line."""
    return actor.is_process


def check_kind(actor: Actor, kind: ImportKind) -> None:
    """Refuse a kind that is not this actor's to read in.

    Raises:
        NotAllowed: says whom to ask.

    """
    if kind not in kinds(actor):
        raise NotAllowed("Jouw rol kan dit niet inlezen. Vraag je functioneel beheerder om hulp.")


def listed(actor: Actor) -> ColumnElement[bool]:
    """Filter: imports of which the actor may know that they were."""
    return and_(TableImport.region_id == actor.region_id, TableImport.kind.in_(kinds(actor)))


def own(actor: Actor) -> ColumnElement[bool]:
    """Filter: imports whose rows the actor may see."""
    mine = true() if is_process(actor) else TableImport.created_by == actor.user_id
    return and_(TableImport.region_id == actor.region_id, TableImport.kind.in_(kinds(actor)), mine)


def keepers(session: Session, actor: Actor) -> list[Organisation]:
    """Organisations of the region that keep dossiers of candidates, by name."""
    return [each for each in accounts.organisations(session, actor.region_id) if each.kind in CONTROLLERS]


def check_keeper(session: Session, actor: Actor, organisation_id: uuid.UUID) -> None:
    """Refuse to read candidates into an organisation that keeps no dossiers in this region.

    Raises:
        NotAllowed: says which organisations do.

    """
    if organisation_id not in {each.id for each in keepers(session, actor)}:
        raise NotAllowed("Deze organisatie beheert hier geen dossiers. Kies een gemeente of UWV.")
