"""What a later edition of a file does to a dossier: it fills and follows, and never undoes what staff wrote here."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.enums import OrganisationKind
from wsp.accounts.models import Organisation
from wsp.candidates import queries, service
from wsp.candidates.commands import EditIdentity, RecordRegisterCheck, SetResidence
from wsp.candidates.enums import Source
from wsp.candidates.models import Candidate, RegisterCheck
from wsp.exchange.errors import NoKeeper
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known
from wsp.reference import queries as reference


def keeper(session: Session, region: str, municipality: str) -> uuid.UUID:
    """The organisation that keeps a municipality's dossiers; made when nobody works for it yet.

    Raises:
        NoKeeper: the region does not have this municipality.

    """
    found = session.scalar(select(Organisation.id).where(Organisation.municipality_code == municipality))
    if found is not None:
        return found
    place = reference.municipality(session, municipality)
    if place is not None and place.region_code == region:
        made = Organisation(
            id=uuid.uuid4(),
            name=f"Gemeente {place.name}",
            kind=OrganisationKind.MUNICIPALITY.value,
            municipality_code=municipality,
        )
        session.add(made)
        session.flush()
        return made.id
    raise NoKeeper(
        f"In {region} werkt geen organisatie voor gemeente {municipality}. Controleer de regio en de gemeentecode."
    )


def said_here(candidate: Candidate, field: str) -> bool:
    """Tell whether somebody of the organisation filled in this field of the profile."""
    return bool(candidate.field_sources.get(field, {}).get("source", Source.IMPORT) != Source.IMPORT)


def fill_contact(session: Session, candidate: Candidate, *, email: str | None, phone: str | None, actor: Actor) -> None:
    """Contact data fill a gap; they replace nothing."""
    service.edit_identity(
        session,
        EditIdentity(
            candidate_id=candidate.id,
            version=candidate.version,
            first_name=candidate.first_name,
            last_name=candidate.last_name,
            name_prefix=candidate.name_prefix,
            email=candidate.email or email,
            phone=candidate.phone or phone,
        ),
        actor=actor,
    )


def follow_residence(
    session: Session, candidate: Candidate, municipality: str, postcode: str, *, actor: Actor, place: str | None = None
) -> None:
    """Another postcode is a move, from today."""
    home = queries.residences(session, [candidate.id]).get(candidate.id)
    if home is not None and home.postcode == postcode:
        return
    found = reference.postcode(session, postcode[:4])
    service.set_residence(
        session,
        SetResidence(candidate.id, municipality, clock.today(), postcode, place or (found.place if found else None)),
        actor=actor,
    )


def follow_register(session: Session, candidate_id: uuid.UUID, in_register: bool | None, *, actor: Actor) -> None:  # noqa: FBT001 (the register's answer itself)
    """The file gives the register's answer without a day: it counts from the day on which we received it."""
    if in_register is None:
        return
    today = clock.today()
    current = session.scalar(
        select(RegisterCheck.in_register).where(
            RegisterCheck.candidate_id == candidate_id, known(RegisterCheck, on=today)
        )
    )
    if current is not in_register:
        service.record_register_check(session, RecordRegisterCheck(candidate_id, in_register, today), actor=actor)
