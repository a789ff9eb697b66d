"""What the verbs of this room take: plain values that a schema has checked for shape."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from wsp.accounts.permissions import Role
from wsp.employers.enums import ContactKind, EmployerStatus, Sector, SizeClass, Source
from wsp.worklist.enums import Frequency, SubjectKind


@dataclass(frozen=True, kw_only=True)
class AddEmployer:
    """A new employer with its first establishment. Numbers come normalised (foundation.numbers)."""

    name: str
    place: str
    sector: Sector
    kvk_number: str | None = None
    rsin: str | None = None
    sbi_code: str | None = None
    status: EmployerStatus = EmployerStatus.PROSPECT
    owner_id: uuid.UUID | None = None
    size_class: SizeClass | None = None
    website: str | None = None
    phone: str | None = None
    note: str | None = None
    street: str | None = None
    house_number: str | None = None
    postcode: str | None = None
    municipality_code: str | None = None
    sector_from: date | None = None
    """First day of the sector; None: it always held, as far as known."""
    source: Source = Source.STAFF
    another: bool = False
    """True: somebody looked at the twins that were shown and says that this is another employer."""


@dataclass(frozen=True, kw_only=True)
class EditEmployer:
    """The facts of an employer as somebody saw and changed them; `version` is the one they saw."""

    employer_id: uuid.UUID
    version: int
    name: str
    kvk_number: str | None
    status: EmployerStatus
    size_class: SizeClass | None
    website: str | None
    phone: str | None
    note: str | None
    another: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeOwner:
    """Another fixed contact person; `hand_over` gives the new one the open tasks of the old one as well."""

    employer_id: uuid.UUID
    version: int
    owner_id: uuid.UUID | None
    hand_over: bool = True


@dataclass(frozen=True, kw_only=True)
class SetSector:
    """From a day on an employer counts for this sector; earlier days keep what they had."""

    employer_id: uuid.UUID
    sector: Sector
    sbi_code: str | None
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class AddEstablishment:
    """A place where the employer works."""

    employer_id: uuid.UUID
    name: str
    place: str
    establishment_number: str | None = None
    street: str | None = None
    house_number: str | None = None
    postcode: str | None = None
    municipality_code: str | None = None
    public_transport: bool | None = None


@dataclass(frozen=True, kw_only=True)
class EditEstablishment(AddEstablishment):
    """As `AddEstablishment`, for one that exists. `closed_on` is the last day; None: it is open."""

    establishment_id: uuid.UUID
    version: int
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AddContact:
    """A contact person; `first_choice` takes that place from whoever had it."""

    employer_id: uuid.UUID
    name: str
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    establishment_id: uuid.UUID | None = None
    first_choice: bool = False


@dataclass(frozen=True, kw_only=True)
class EditContact(AddContact):
    """As `AddContact`, for one that exists. `left_on` is the last day at the employer (vertrokken)."""

    contact_id: uuid.UUID
    version: int
    left_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class LogContact:
    """What was said, and what comes next. A next action becomes a task on its day."""

    employer_id: uuid.UUID
    kind: ContactKind
    occurred_at: datetime
    subject: str
    report: str
    contact_id: uuid.UUID | None = None
    carving_possible: bool = False
    next_action: str | None = None
    next_action_on: date | None = None
    finishes_task_id: uuid.UUID | None = None
    """The task that this contact settles: it is finished with the kind of contact as outcome."""


LABELS: Final = {
    "name": "Naam",
    "kvk_number": "KVK-nummer",
    "status": "Status",
    "size_class": "Grootte",
    "website": "Website",
    "phone": "Telefoon",
    "note": "Notitie",
    "owner_id": "Vast contact",
    "sector": "Sector",
    "sbi_code": "SBI-code",
    "place": "Plaats",
    "street": "Straat",
    "house_number": "Huisnummer",
    "postcode": "Postcode",
    "municipality_code": "Gemeente",
    "establishment_number": "Vestigingsnummer",
    "establishment_id": "Vestiging",
    "public_transport": "Bereikbaar met openbaar vervoer",
    "closed_on": "Laatste dag open",
    "role": "Functie",
    "email": "E-mail",
    "first_choice": "Eerste aanspreekpunt",
    "left_on": "Vertrokken op",
}
"""What a field is called, on forms and where two versions are laid side by side."""


@dataclass(frozen=True)
class InviteContact:
    """Somebody of an employer who gets into the portal."""

    employer_id: uuid.UUID
    name: str
    email: str
    role: Role
    phone: str | None = None


@dataclass(frozen=True)
class AskQuestion:
    """An employer asks or writes something in the portal, about itself or about one of its records."""

    employer_id: uuid.UUID
    body: str
    subject: tuple[SubjectKind, uuid.UUID] | None = None
    """None: about the employer as a whole."""
    assigned_to_id: uuid.UUID | None = None
    """Who answers; None: the fixed contact person of the employer."""


@dataclass(frozen=True)
class AnswerQuestion:
    """The answer to what an employer asked."""

    message_id: uuid.UUID
    answer: str


@dataclass(frozen=True, kw_only=True)
class ChoosePortalNotices:
    """Of what somebody of an employer wants a mail: at once or never, for every kind."""

    offer: Frequency
    vacancy: Frequency
    answer: Frequency
    placement: Frequency
    obligation: Frequency
