"""The own company, its people, who helps them, what was asked and answered, and its statements of social return."""

import uuid
from collections.abc import Mapping
from typing import Final

from wsp.accounts.models import User
from wsp.accounts.permissions import Role
from wsp.accounts.queries import PersonOf
from wsp.candidates.words import initials
from wsp.documents.models import Document
from wsp.employers.models import Employer, EmployerMessage
from wsp.foundation import numbers
from wsp.foundation.actor import Actor
from wsp.placements.masking.dispatch import for_employer
from wsp.placements.shown import Company, Helper, Message, Person, Statement
from wsp.placements.social_return.models import SocialReturnObligation

_ABOUT: Final = {"werkgever": "Algemeen", "vacature": "Vacature", "voordracht": "Kandidaat", "plaatsing": "Medewerker"}


@for_employer.register
def _helper(row: User, /) -> Helper:
    """A colleague who helps this employer: what stands on a business card."""
    first, _, last = row.name.partition(" ")
    return Helper(
        name=row.name,
        initials=initials(first, None, last or first).replace(".", "").replace(" ", ""),
        phone=numbers.format_telephone(row.phone) if row.phone else None,
        phone_link=f"tel:{row.phone}" if row.phone else None,
        email=row.email,
    )


@for_employer.register
def _company(row: Employer, /) -> Company:
    """An own company: never the note that staff keep."""
    return Company(
        id=row.id,
        number=f"W-{row.number}",
        name=row.name,
        phone=numbers.format_telephone(row.phone) if row.phone else None,
        website=row.website,
    )


@for_employer.register
def _statement(row: SocialReturnObligation, /, *, letter: Document, municipality: str) -> Statement:
    """A statement of social return: no amount, since the letter decides which total may be told."""
    return Statement(
        contract=row.contract,
        reference=row.reference,
        municipality=municipality,
        ends_on=row.ends_on,
        closed=row.closed_on is not None,
        document_id=letter.id,
        edition=letter.edition,
        written_at=letter.created_at,
    )


@for_employer.register
def _message(row: EmployerMessage, /, *, names: Mapping[uuid.UUID, str]) -> Message:
    """A message; `names` are those of its authors."""
    return Message(
        id=row.id,
        about=_ABOUT.get(row.subject_kind, "Algemeen"),
        body=row.body,
        author=names.get(row.author_id, "") if row.author_id else "",
        written_at=row.created_at,
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=names.get(row.answered_by_id) if row.answered_by_id else None,
    )


@for_employer.register
def _person(row: PersonOf, /, *, actor: Actor) -> Person:
    """Somebody of the own organisation."""
    return Person(
        id=row.user.id,
        name=row.user.name,
        email=row.user.email,
        role=row.role.value,
        role_label="Beheerder" if row.role is Role.EMPLOYER_ADMIN else "Gewone gebruiker",
        self=row.user.id == actor.user_id,
    )
