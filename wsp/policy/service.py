"""Enter and approve dated values, and build the LawBook that rules decide with."""

import uuid
from collections import defaultdict
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed, NotFound
from wsp.foundation.versions import period, record_version
from wsp.law.lookup import LawBook, Parameters
from wsp.law.values import ApprovedValue, LocalChoice
from wsp.policy import queries, rules
from wsp.policy.commands import ConfirmCheck, ProposeValue
from wsp.policy.enums import ValueKind, Verdict
from wsp.policy.errors import AlreadyDecided
from wsp.policy.models import WHOLE_REGION, LawCheck, PolicyProposal, PolicyValue


def propose(session: Session, command: ProposeValue, *, actor: Actor) -> PolicyProposal:
    """Enter a value; nothing is calculated with it until a second person approved it.

    Raises UnusableValue when it cannot be a value of its kind.
    """
    rules.check_proposal(command, Parameters.load())
    proposal = PolicyProposal(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        kind=command.kind.value,
        code=command.code,
        municipality_code=command.municipality_code,
        value=command.value,
        unit=command.unit.value if command.unit else None,
        valid_from=command.valid_from,
        source=command.source.strip(),
        published=command.published,
        entered_by_id=_person(actor),
    )
    session.add(proposal)
    session.flush()
    return proposal


def approve(session: Session, proposal_id: uuid.UUID, *, actor: Actor) -> PolicyValue:
    """Approve a proposal as the second person: from its date on it is used, until a later value starts.

    Raises SecondPersonNeeded for who entered it, AlreadyDecided, NotFound.
    """
    proposal = _waiting(session, proposal_id, actor)
    rules.check_second_person(proposal.entered_by_id, actor.user_id)
    _decide(proposal, actor, Verdict.APPROVED)
    later = [
        value.valid_from
        for value in queries.versions(
            session, actor.region_id, ValueKind(proposal.kind), proposal.code, proposal.municipality_code
        )
        if value.valid_from is not None and value.valid_from > proposal.valid_from
    ]
    valid = period(proposal.valid_from)
    if later:
        # A value for an earlier day must not push out those that came after it.
        valid = type(valid)(proposal.valid_from, min(later), bounds="[)")
    value = PolicyValue(
        region_id=actor.region_id,
        kind=proposal.kind,
        code=proposal.code,
        municipality_code=proposal.municipality_code,
        value=proposal.value,
        unit=proposal.unit,
        source=proposal.source,
        published=proposal.published,
        entered_by_id=proposal.entered_by_id,
        approved_by_id=_person(actor),
        checked_on=clock.today(),
        recorded_by=actor.user_id,
        valid=valid,
    )
    return record_version(session, value, subject="code", also=("kind", "municipality_code"))


def reject(session: Session, proposal_id: uuid.UUID, reason: str, *, actor: Actor) -> PolicyProposal:
    """Reject a proposal, or withdraw one's own, with a reason that the other can read."""
    proposal = _waiting(session, proposal_id, actor)
    _decide(proposal, actor, Verdict.REJECTED)
    proposal.reason = reason
    session.flush()
    return proposal


def law_book(
    session: Session,
    *,
    region: str,
    on: date | None = None,
    municipality: str | None = None,
    also: PolicyProposal | None = None,
) -> LawBook:
    """What a rule decides with: the product's law, the region's approved values over it, and local choices.

    With `municipality` (GM code) its own rows go before the region's. With `on`, rows that start later are left
    out, so that a decision of that day is explained by what could be known of it. `also` is a value that nobody
    approved yet: the book as it would be with it, to see beforehand what it does.
    """
    law = Parameters.load()
    approved: list[ApprovedValue] = []
    local: dict[str, list[tuple[bool, LocalChoice]]] = defaultdict(list)
    rows: list[PolicyValue | PolicyProposal] = list(queries.current(session, region))
    if also is not None:
        rows = [row for row in rows if not _same_value(row, also)] + [also]
    for row in rows:
        start = row.valid_from or rules.EARLIEST
        if on is not None and start > on:
            continue
        if row.kind == ValueKind.LAW:
            approved.append(
                ApprovedValue(
                    code=row.code,
                    valid_from=start,
                    value=rules.as_number(row.value),
                    source=row.source,
                    last_checked=row.checked_on if isinstance(row, PolicyValue) else clock.today(),
                    published=row.published,
                )
            )
        elif row.kind != ValueKind.RETENTION and row.municipality_code in (WHOLE_REGION, municipality):
            choice = LocalChoice(
                code=row.code,
                valid_from=start,
                value=_local_value(row),
                source=row.source,
                valid_until=row.valid_until if isinstance(row, PolicyValue) else None,
            )
            local[row.code].append((row.municipality_code != WHOLE_REGION, choice))
    # The book looks from the last row back: a municipality's own rows come after the region's.
    choices = {
        code: tuple(choice for _own, choice in sorted(rows, key=lambda row: (row[0], row[1].valid_from)))
        for code, rows in local.items()
    }
    return LawBook(law.with_overlay(approved) if approved else law, choices)


def shipped() -> Parameters:
    """The law as it comes with the product, without what a region approved."""
    return Parameters.load()


def confirm_checked(session: Session, command: ConfirmCheck, *, actor: Actor) -> LawCheck:
    """Note that somebody compared a value of law with its source and found it right. The value stays what it is.

    Raises:
        UnknownParameterError: there is no such value.
        UnusableValue: a day in the future, or no row holds then.

    """
    parameter = law_book(session, region=actor.region_id).parameters.parameter(command.code)
    rules.check_day_of_check(command.checked_on, parameter, command.valid_from, today=clock.today())
    check = LawCheck(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        code=command.code,
        valid_from=command.valid_from,
        checked_on=command.checked_on,
        checked_by_id=_person(actor),
        note=command.note,
    )
    session.add(check)
    session.flush()
    return check


def _same_value(row: PolicyValue | PolicyProposal, other: PolicyProposal) -> bool:
    """Tell whether `other` takes the place of a value that starts on the same day."""
    return (row.kind, row.code, row.municipality_code, row.valid_from) == (
        other.kind, other.code, other.municipality_code, other.valid_from,
    )  # fmt: skip


def _local_value(row: PolicyValue | PolicyProposal) -> Decimal | str:
    return row.value if row.kind == ValueKind.CHOICE else rules.as_number(row.value)


def _waiting(session: Session, proposal_id: uuid.UUID, actor: Actor) -> PolicyProposal:
    proposal = session.scalar(
        select(PolicyProposal)
        .where(PolicyProposal.id == proposal_id, PolicyProposal.region_id == actor.region_id)
        .with_for_update()
    )
    if proposal is None:
        raise NotFound("Dit voorstel is niet gevonden in jouw regio.")
    if proposal.verdict is not None:
        raise AlreadyDecided
    return proposal


def _decide(proposal: PolicyProposal, actor: Actor, verdict: Verdict) -> None:
    proposal.verdict = verdict.value
    proposal.decided_by_id = _person(actor)
    proposal.decided_at = clock.now()


def _person(actor: Actor) -> uuid.UUID:
    if actor.user_id is None:
        raise NotAllowed("Alleen een persoon kan een waarde invoeren of goedkeuren.")
    return actor.user_id
