"""The statement of an obligation for the employer: a letter with totals, never with an amount of one person.

An employer knows who works there, how many hours and since when. The amount per year of each group is public, so the
amount of one person tells to which group that person belongs: benefit or health. That is why placements have one total,
a correction goes into that total, and below `FEWEST_TOLD` people no total is told at all.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from wsp.accounts.permissions import Permission
from wsp.documents import queries as documents
from wsp.documents import service as papers
from wsp.documents.commands import Receiver, SocialReturnStatement
from wsp.documents.content import Content
from wsp.documents.enums import LETTER_TITLES, LetterKind
from wsp.documents.models import Document
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed
from wsp.placements.letters.facts import address_of, sender_of
from wsp.placements.social_return import queries
from wsp.placements.social_return.commands import WriteStatement
from wsp.placements.social_return.enums import ACTIVITY_LABELS, ActivityKind
from wsp.placements.social_return.models import SocialReturnObligation
from wsp.placements.social_return.queries import Ledger
from wsp.worklist.enums import SubjectKind

KIND: Final = LetterKind.SOCIAL_RETURN
FEWEST_TOLD: Final = 3
"""People. With two, who knows the group of one can take that amount off and has the other's."""
_PLACEMENTS: Final = "Plaatsingen"
_CORRECTED: Final = "Plaatsingen, met correcties na het afsluiten"


@dataclass(frozen=True)
class Draft:
    """The statement as it would be made now, and the forms of the newest version that there is, the PDF first."""

    ledger: Ledger
    content: Content
    newest: tuple[Document, ...]


def begin(session: Session, obligation_id: uuid.UUID, *, actor: Actor) -> Draft:
    """What the statement would say now; nothing is kept.

    Raises:
        SocialReturnNotFound: there is none for this actor.
        NotAllowed: somebody else writes letters.

    """
    _check_may_write(actor)
    found = queries.ledger(session, actor, obligation_id)
    content = papers.preview(KIND, statement(session, actor, found))
    return Draft(found, content, newest(session, actor, found.row))


def newest(session: Session, actor: Actor, row: SocialReturnObligation) -> tuple[Document, ...]:
    """The newest statement of an obligation in its forms, the PDF first; empty when none was made."""
    return tuple(documents.newest_forms(session, actor, _subject(row), KIND, reference(row).lower()))


def write(session: Session, obligation_id: uuid.UUID, command: WriteStatement, *, actor: Actor) -> Document:
    """Make the statement in both forms and keep it with the employer, as its next version.

    Raises:
        SocialReturnNotFound: there is none for this actor.
        NotAllowed: somebody else writes letters.
        ReasonNeeded: there is a version already.
        LettersUnavailable: the machine cannot draw pages.

    """
    _check_may_write(actor)
    found = queries.ledger(session, actor, obligation_id)
    return papers.make_letter(
        session,
        actor,
        kind=KIND,
        subject=_subject(found.row),
        context=statement(session, actor, found),
        matter=reference(found.row).lower(),
        title=f"{LETTER_TITLES[KIND]}: {found.row.contract}",
        reason=command.reason,
    )


def reference(row: SocialReturnObligation) -> str:
    """Our mark on every statement of one obligation: it tells two contracts of one employer apart."""
    return f"SR-{row.id.hex[:8].upper()}"


def statement(session: Session, actor: Actor, found: Ledger) -> SocialReturnStatement:
    """Return what the statement of this ledger says."""
    row, today = found.row, clock.today()
    kinds, placed = _per_kind(found)
    told = not _tells_of_a_person(found, placed)
    label = _PLACEMENTS if not _corrections(found) else _CORRECTED
    return SocialReturnStatement(
        reference=reference(row),
        dated=today,
        sender=sender_of(session, actor, actor.user_id),
        receiver=_receiver(session, actor, found),
        contract=row.contract,
        contract_reference=row.reference,
        municipality=found.municipality,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        closed_on=row.closed_on,
        amount=row.amount,
        kinds=((label, placed if told else None), *kinds),
        filled=found.filled if told else None,
        left=found.left if told else None,
        complete=not found.left,
        unknown=told and found.unknown,
    )


def _per_kind(found: Ledger) -> tuple[tuple[tuple[str, Decimal], ...], Decimal]:
    """Euro of every kind of activity that there was, and of all placements: what is left of the total.

    After closing a line may have been erased with somebody's dossier while its amount stayed in the total.
    """
    done: dict[ActivityKind, Decimal] = defaultdict(Decimal)
    for each in found.activities:
        done[ActivityKind(each.kind)] += each.amount
    done.pop(ActivityKind.CORRECTION, None)
    kinds = tuple((label, done[kind]) for kind, label in ACTIVITY_LABELS.items() if kind in done)
    return kinds, found.filled - sum(done.values(), Decimal(0))


def _tells_of_a_person(found: Ledger, placed: Decimal) -> bool:
    return found.people < FEWEST_TOLD and (found.people > 0 or bool(placed))


def _corrections(found: Ledger) -> bool:
    return any(each.kind == ActivityKind.CORRECTION for each in found.activities)


def _receiver(session: Session, actor: Actor, found: Ledger) -> Receiver:
    """The contact person of the obligation, or when that person left (or is nobody) whom other letters go to."""
    row, today = found.row, clock.today()
    people = employers.contacts(session, actor, row.employer_id, present_on=today)
    contact = next((each for each in people if each.id == row.contact_id), next(iter(people), None))
    return Receiver(
        name=found.employer,
        contact=contact.name if contact else None,
        address=address_of(
            session, actor, row.employer_id, contact.establishment_id if contact else None, on=today
        ),
    )  # fmt: skip


def _subject(row: SocialReturnObligation) -> tuple[str, uuid.UUID]:
    return SubjectKind.EMPLOYER.value, row.employer_id


def _check_may_write(actor: Actor) -> None:
    if not actor.may(Permission.DOCUMENT_CREATE):
        raise NotAllowed("Deze brief maakt een collega. Vraag het aan de accountmanager van de werkgever.")
