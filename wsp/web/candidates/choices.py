"""Lists to choose from that come from the database or depend on the region."""

import uuid
from collections.abc import Mapping

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Role
from wsp.reference import queries as reference
from wsp.web.access import current_actor, current_session


def municipalities(*, with_code: str | None = None) -> Mapping[str, str]:
    """Municipalities of the region; `with_code` adds the one that a dossier has already."""
    session, region = current_session(), current_actor().region_id
    found = {row.code: row.name for row in reference.municipalities(session, region)}
    if with_code and with_code not in found:
        other = reference.municipality(session, with_code)
        found[with_code] = other.name if other else with_code
    return found


def municipality_name(code: str | None) -> str | None:
    """The name of a municipality; its code when the list does not know it."""
    if code is None:
        return None
    found = reference.municipality(current_session(), code)
    return found.name if found else code


def client_managers(organisation_id: uuid.UUID, *, with_id: uuid.UUID | None) -> Mapping[str, str]:
    """Client managers of the organisation that keeps the dossier."""
    people = accounts.staff(current_session(), current_actor().region_id, Role.CLIENT_MANAGER)
    return _people({p.user_id: p.name for p in people if p.organisation_id == organisation_id}, with_id)


def job_coaches(*, with_id: uuid.UUID | None) -> Mapping[str, str]:
    """Job coaches of the region."""
    people = accounts.staff(current_session(), current_actor().region_id, Role.JOB_COACH)
    return _people({p.user_id: p.name for p in people}, with_id)


def _people(found: dict[uuid.UUID, str], with_id: uuid.UUID | None) -> Mapping[str, str]:
    if with_id is not None and with_id not in found:
        found |= accounts.names(current_session(), [with_id])
    return {str(key): name for key, name in found.items()}
