"""Keep obligations of social return: enter, book, take a line out, close."""

import uuid
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from wsp.accounts import queries as accounts
from wsp.audit import service as audit
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.clock import day_in_words
from wsp.foundation.errors import StaleVersion
from wsp.placements import policy
from wsp.placements.service import loading
from wsp.placements.social_return import queries, rules
from wsp.placements.social_return.commands import AddObligation, BookActivity, BookPlacement, ChooseContact
from wsp.placements.social_return.enums import ActivityKind
from wsp.placements.social_return.errors import (
    CountedAlready,
    SocialReturnClosed,
    SocialReturnNotFound,
    UnusableSocialReturn,
)
from wsp.placements.social_return.models import SocialReturnActivity, SocialReturnObligation, SocialReturnPlacement

SUBJECT: Final = "social-return"
Line = TypeVar("Line", SocialReturnPlacement, SocialReturnActivity)


def add_obligation(session: Session, command: AddObligation, *, actor: Actor) -> SocialReturnObligation:
    """Enter what a contract asks.

    Raises:
        NotYourStep: only who edits placements.
        EmployerNotFound: there is none for this actor.
        UnusableSocialReturn: the days or the amount do not fit, the municipality is of another region, or the contact
            person is not (any more) at this employer.

    """
    policy.check_may_edit(actor)
    employers.employer(session, actor, command.employer_id)
    if command.organisation_id not in {each.id for each in accounts.municipalities(session, actor.region_id)}:
        raise UnusableSocialReturn("organisation_id", "Kies een gemeente van deze regio.")
    if command.ends_on < command.starts_on:
        raise UnusableSocialReturn("ends_on", "Kies een laatste dag na de eerste dag.")
    _check_contact(session, command.employer_id, command.contact_id, actor)
    made = SocialReturnObligation(
        region_id=actor.region_id,
        employer_id=command.employer_id,
        organisation_id=command.organisation_id,
        contact_id=command.contact_id,
        contract=command.contract,
        reference=command.reference,
        contract_sum=command.contract_sum,
        percentage=command.percentage,
        amount=rules.owed(command.contract_sum, command.percentage, command.amount),
        starts_on=command.starts_on,
        ends_on=command.ends_on,
    )
    session.add(made)
    session.flush()
    audit.record(session, actor, "social_return.add", subject=(SUBJECT, made.id), after={"bedrag": made.amount})
    return made


def choose_contact(
    session: Session, obligation_id: uuid.UUID, command: ChooseContact, *, version: int, actor: Actor
) -> None:
    """Say to whom statements go from now on; also when the obligation is closed.

    Raises:
        SocialReturnNotFound: there is none for this actor.
        UnusableSocialReturn: the contact person is not (any more) at this employer.
        StaleVersion: somebody changed the obligation since.

    """
    row = queries.obligation(session, actor, obligation_id, lock=True)
    if row.version != version:
        raise StaleVersion(
            "Iemand anders wijzigde de verplichting terwijl jij bezig was. Bekijk haar opnieuw en kies dan.",
            mine={},
            theirs={},
            version=row.version,
        )
    if command.contact_id == row.contact_id:
        return
    _check_contact(session, row.employer_id, command.contact_id, actor)
    before, row.contact_id = row.contact_id, command.contact_id
    session.flush()
    audit.record(
        session,
        actor,
        "social_return.choose_contact",
        subject=(SUBJECT, row.id),
        before={"contactpersoon": before},
        after={"contactpersoon": row.contact_id},
    )


def book_placement(
    session: Session, obligation_id: uuid.UUID, command: BookPlacement, *, actor: Actor
) -> SocialReturnPlacement:
    """Let days of a placement count. Both rows are locked, so of two people who book the same day one is refused.

    Raises:
        SocialReturnNotFound, PlacementNotFound: there is none for this actor.
        SocialReturnClosed: the obligation is closed.
        UnusableSocialReturn: another employer, or days outside the contract or the placement.
        CountedAlready: one of the days counts already.

    """
    row = _open(session, obligation_id, actor)
    placement = loading.placement(session, actor, command.placement_id)
    if placement.employer_id != row.employer_id:
        raise UnusableSocialReturn("placement_id", "Kies een plaatsing bij deze werkgever.")
    first = command.starts_on or max(row.starts_on, placement.starts_on)
    last = command.ends_on or row.ends_on
    if first < max(row.starts_on, placement.starts_on) or last > row.ends_on:
        raise UnusableSocialReturn("starts_on", "Kies dagen binnen de opdracht en de plaatsing.")
    if last < first:
        raise UnusableSocialReturn("ends_on", "De plaatsing valt buiten de opdracht. Kies andere dagen.")
    taken = session.scalar(
        select(SocialReturnPlacement).where(
            SocialReturnPlacement.placement_id == placement.id,
            SocialReturnPlacement.withdrawn_at.is_(None),
            SocialReturnPlacement.starts_on <= last,
            SocialReturnPlacement.ends_on >= first,
        )
    )
    if taken is not None:
        raise CountedAlready(f"{day_in_words(taken.starts_on)} tot en met {day_in_words(taken.ends_on)}")
    made = SocialReturnPlacement(
        region_id=actor.region_id,
        obligation_id=row.id,
        placement_id=placement.id,
        target_group=command.target_group.value,
        starts_on=first,
        ends_on=last,
    )
    session.add(made)
    _touch(session, row)
    audit.record(
        session,
        actor,
        "social_return.book_placement",
        subject=(loading.PLACEMENT, placement.id),
        after={"verplichting": row.id, "van": first, "tot en met": last},
    )
    return made


def book_activity(
    session: Session, obligation_id: uuid.UUID, command: BookActivity, *, actor: Actor
) -> SocialReturnActivity:
    """Book something else that counts; on a closed obligation a correction, and nothing else.

    Raises:
        SocialReturnNotFound: there is none for this actor.
        SocialReturnClosed: closed, and this is no correction.
        UnusableSocialReturn: an amount of nothing, below nothing, or a correction while it is open.

    """
    row = queries.obligation(session, actor, obligation_id, lock=True)
    correction = command.kind is ActivityKind.CORRECTION
    if row.closed_on is not None and not correction:
        raise SocialReturnClosed
    if row.closed_on is None and correction:
        raise UnusableSocialReturn("kind", "Een correctie kan pas na het afsluiten. Haal nu de regel zelf weg.")
    if not command.amount or (command.amount < 0 and not correction):
        raise UnusableSocialReturn("amount", "Vul een bedrag in boven nul.")
    made = SocialReturnActivity(
        region_id=actor.region_id,
        obligation_id=row.id,
        kind=command.kind.value,
        done_on=command.done_on,
        amount=command.amount,
        description=command.description,
        proof=command.proof,
    )
    session.add(made)
    _touch(session, row)
    audit.record(
        session,
        actor,
        "social_return.book_activity",
        subject=(SUBJECT, row.id),
        after={"soort": made.kind, "bedrag": made.amount},
    )
    return made


def withdraw(session: Session, obligation_id: uuid.UUID, line_id: uuid.UUID, *, actor: Actor) -> None:
    """Take a line out that was booked by mistake; it stays in the table.

    Raises:
        SocialReturnNotFound: there is none for this actor.
        SocialReturnClosed: the obligation is closed.

    """
    row = _open(session, obligation_id, actor)
    line = _line(session, SocialReturnPlacement, row, line_id) or _line(session, SocialReturnActivity, row, line_id)
    if line is None:
        raise SocialReturnNotFound
    line.withdrawn_at = clock.now()
    _touch(session, row)
    audit.record(session, actor, "social_return.withdraw", subject=(SUBJECT, row.id), before={"regel": line.id})


def close_obligation(session: Session, obligation_id: uuid.UUID, *, version: int, actor: Actor) -> None:
    """Close: what each placement counts for today is written down, and nothing changes after that.

    Raises:
        SocialReturnNotFound: there is none for this actor.
        SocialReturnClosed: it is closed already.
        StaleVersion: somebody changed it since.
        UnusableSocialReturn: a line has no amount, since the municipality settled none for its group.

    """
    row = _open(session, obligation_id, actor)
    if row.version != version:
        raise StaleVersion(
            "Iemand anders boekte een regel terwijl jij bezig was. Bekijk de regels opnieuw en sluit dan af.",
            mine={},
            theirs={},
            version=row.version,
        )
    found = queries.ledger(session, actor, obligation_id)
    if found.unknown:
        raise UnusableSocialReturn("version", "Van een groep is geen bedrag bekend. Vraag het aan de beheerder.")
    for line in found.placements:
        line.row.settled_amount = line.until_now
    row.closed_on, row.settled_amount = clock.today(), found.filled
    session.flush()
    audit.record(
        session,
        actor,
        "social_return.close",
        subject=(SUBJECT, row.id),
        after={"bedrag": row.amount, "ingevuld": found.filled},
    )


def _check_contact(session: Session, employer_id: uuid.UUID, contact_id: uuid.UUID | None, actor: Actor) -> None:
    present = employers.contacts(session, actor, employer_id, present_on=clock.today()) if contact_id else ()
    if contact_id is not None and contact_id not in {each.id for each in present}:
        raise UnusableSocialReturn("contact_id", "Kies iemand die nu bij deze werkgever werkt.")


def _open(session: Session, obligation_id: uuid.UUID, actor: Actor) -> SocialReturnObligation:
    row = queries.obligation(session, actor, obligation_id, lock=True)
    if row.closed_on is not None:
        raise SocialReturnClosed
    return row


def _line(session: Session, model: type[Line], row: SocialReturnObligation, line_id: uuid.UUID) -> Line | None:
    """The line of this obligation, when it still counts."""
    asked = select(model).where(model.id == line_id, model.obligation_id == row.id, model.withdrawn_at.is_(None))
    return session.scalar(asked)


def _touch(session: Session, row: SocialReturnObligation) -> None:
    """A line came or went: who wants to close saw something else, so this is a new version."""
    row.updated_at = clock.now()
    flag_modified(row, "updated_at")  # also when two lines come within one tick of the clock
    session.flush()
