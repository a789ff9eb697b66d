"""Employers and their parts for tests: flush only, through the verbs, so that rows are as the program makes them."""

import itertools
import uuid
from datetime import timedelta

from sqlalchemy.orm import Session

from wsp.employers import service
from wsp.employers.commands import AddContact, AddEmployer, AddEstablishment, LogContact
from wsp.employers.enums import ContactKind, EmployerStatus, Sector
from wsp.employers.models import Contact, ContactMoment, Employer, Establishment
from wsp.foundation import clock
from wsp.foundation.actor import Actor

_number = itertools.count(1)


def employer(
    session: Session,
    actor: Actor,
    name: str | None = None,
    *,
    client: bool = False,
    government: bool = False,
    **given: object,
) -> Employer:
    """A prospect in Assen in the market sector; traits: a client, a government body. `given` goes to the command."""
    values: dict[str, object] = {
        "name": name or f"Proefbedrijf {next(_number)}",
        "place": "Assen",
        "sector": Sector.GOVERNMENT if government else Sector.MARKET,
        "status": EmployerStatus.CLIENT if client else EmployerStatus.PROSPECT,
        "another": True,
    }
    return service.add_employer(session, AddEmployer(**{**values, **given}), actor=actor)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def establishment(session: Session, actor: Actor, of: Employer, **given: object) -> Establishment:
    """A second place in Gieten."""
    values: dict[str, object] = {"employer_id": of.id, "name": "Magazijn", "place": "Gieten"}
    return service.add_establishment(
        session,
        AddEstablishment(**{**values, **given}),  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
        actor=actor,
    )


def contact(session: Session, actor: Actor, of: Employer, **given: object) -> Contact:
    """A contact person with a made-up name."""
    values: dict[str, object] = {"employer_id": of.id, "name": f"Proef Persoon {next(_number)}"}
    return service.add_contact(session, AddContact(**{**values, **given}), actor=actor)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def moment(session: Session, actor: Actor, of: Employer, *, days_ago: int = 0, **given: object) -> ContactMoment:
    """A telephone call, some days ago."""
    values: dict[str, object] = {
        "employer_id": of.id,
        "kind": ContactKind.TELEPHONE,
        "occurred_at": clock.now() - timedelta(days=days_ago),
        "subject": "Kennismaking",
        "report": "Gesproken over de open plekken.",
    }
    return service.log_contact(session, LogContact(**{**values, **given}), actor=actor)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def kvk() -> str:
    """A KVK number that no other test employer has; the 0000 series holds made-up firms only."""
    return f"0000{next(_number):04d}"


def unknown() -> uuid.UUID:
    """An id of nothing."""
    return uuid.uuid4()
