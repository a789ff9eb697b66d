"""Lists to choose from that come from the database or depend on the region."""

import uuid
from collections.abc import Mapping

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Role
from wsp.employers import queries
from wsp.foundation import clock
from wsp.reference import starter
from wsp.web.access import current_actor, current_session


def municipality_names() -> Mapping[str, str]:
    """Code -> name of every municipality."""
    return {each.code: each.name for each in starter.municipalities()}


def municipalities(*, with_code: str | None = None) -> dict[str, str]:
    """Return the municipalities of the active region by name, and the one that a record has already."""
    region = current_actor().region_id
    names = {
        each.code: each.name
        for each in sorted(starter.municipalities(), key=lambda each: each.name)
        if each.region_code == region
    }
    if with_code and with_code not in names:
        names[with_code] = municipality_names().get(with_code, with_code)
    return names


def owners(*, with_id: uuid.UUID | None = None) -> dict[str, str]:
    """Return the account managers of the region by name, and the owner that an employer has already."""
    session = current_session()
    found = {
        str(person.user_id): person.name
        for person in accounts.staff(session, current_actor().region_id, Role.ACCOUNT_MANAGER)
    }
    if with_id is not None and str(with_id) not in found:
        found |= {
            str(key): f"{name} (werkt hier niet meer)" for key, name in accounts.names(session, [with_id]).items()
        }
    return found


def contacts(employer_id: uuid.UUID) -> dict[str, str]:
    """Return the contact persons who are there today, first choice first."""
    people = queries.contacts(current_session(), current_actor(), employer_id, present_on=clock.today())
    return {str(person.id): f"{person.name}, {person.role}" if person.role else person.name for person in people}


def establishments(employer_id: uuid.UUID, *, with_id: uuid.UUID | None = None) -> dict[str, str]:
    """Return the establishments that are open today, and the one that a record has already."""
    sites = queries.establishments(current_session(), current_actor(), employer_id)
    today = clock.today()
    return {
        str(site.id): f"{site.name}, {site.place}"
        for site in sites
        if site.id == with_id or site.closed_on is None or site.closed_on >= today
    }
