"""The statement in the portal of the employer: shown when somebody says so, and only the version that was meant."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.documents import queries as documents
from wsp.documents.enums import PDF
from wsp.documents.errors import DocumentNotFound
from wsp.documents.models import Document
from wsp.employers import policy as employers
from wsp.foundation.actor import Actor
from wsp.placements.masking import for_employer
from wsp.placements.shown import Fetched, Statement
from wsp.placements.social_return import queries
from wsp.placements.social_return.errors import NewerStatement, NothingToTell
from wsp.placements.social_return.models import SocialReturnObligation
from wsp.placements.social_return.service import SUBJECT
from wsp.placements.social_return.statement import KIND, newest, reference
from wsp.worklist.enums import SubjectKind


def tell(session: Session, obligation_id: uuid.UUID, *, edition: int, actor: Actor) -> SocialReturnObligation:
    """Let the employer read the newest statement in the portal, which is the one that the actor read.

    Raises:
        SocialReturnNotFound: there is none for this actor.
        NothingToTell: no statement was made yet.
        NewerStatement: a colleague made another one since.

    """
    found = queries.obligation(session, actor, obligation_id, lock=True)
    forms = newest(session, actor, found)
    if not forms:
        raise NothingToTell
    if forms[0].edition != edition:
        raise NewerStatement
    return _set(session, found, edition, actor)


def take_back(session: Session, obligation_id: uuid.UUID, *, actor: Actor) -> SocialReturnObligation:
    """Do not show a statement in the portal any more; what the employer saved stays with the employer.

    Raises:
        SocialReturnNotFound: there is none for this actor.

    """
    return _set(session, queries.obligation(session, actor, obligation_id, lock=True), None, actor)


def told(session: Session, actor: Actor) -> Sequence[Statement]:
    """What the own companies may read, by the last day of the contract."""
    rows = session.scalars(
        select(SocialReturnObligation)
        .where(_told_to(actor))
        .order_by(SocialReturnObligation.ends_on, SocialReturnObligation.id)
    ).all()
    if not rows:
        return ()
    letters = {(letter.matter, letter.edition): letter for letter in session.scalars(_letters(actor, rows))}
    places = {each.id: each.name for each in accounts.municipalities(session, actor.region_id)}
    return [
        for_employer(row, letter=letter, municipality=places.get(row.organisation_id, ""))
        for row in rows
        if (letter := letters.get((reference(row).lower(), row.told_edition or 0))) is not None
    ]


def own_statement(session: Session, actor: Actor, document_id: uuid.UUID) -> Fetched:
    """One statement as it goes out to the own company.

    Raises:
        DocumentNotFound: it is not shown to this employer; somebody else's answers the same.

    """
    if document_id not in {each.document_id for each in told(session, actor)}:
        raise DocumentNotFound
    fetched: Fetched = for_employer(documents.document(session, actor, document_id, content=True), fetched=True)
    return fetched


def _set(session: Session, found: SocialReturnObligation, edition: int | None, actor: Actor) -> SocialReturnObligation:
    before, found.told_edition = found.told_edition, edition
    if before != edition:
        session.flush()
        audit.record(
            session, actor, "social_return.told", subject=(SUBJECT, found.id),
            before={"versie": before}, after={"versie": edition},
        )  # fmt: skip
    return found


def _told_to(actor: Actor) -> ColumnElement[bool]:
    if not actor.may(Permission.PORTAL_READ):
        return false()
    return and_(
        SocialReturnObligation.region_id == actor.region_id,
        SocialReturnObligation.employer_id.in_(employers.own_ids(actor)),
        SocialReturnObligation.told_edition.is_not(None),
    )


def _letters(actor: Actor, rows: Sequence[SocialReturnObligation]) -> Select[Document]:
    return select(Document).where(
        Document.region_id == actor.region_id,
        Document.kind == KIND.value,
        Document.media_type == PDF,
        Document.subject_kind == SubjectKind.EMPLOYER.value,
        Document.subject_id.in_([row.employer_id for row in rows]),
        Document.matter.in_([reference(row).lower() for row in rows]),
    )
