"""What a change does to the subsidy: before it is saved, and said again with what was saved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known
from wsp.instruments import codes
from wsp.instruments.loonwaarde import LoonwaardeKind
from wsp.instruments.proration import parts_of_month
from wsp.law.lookup import LawBook
from wsp.placements import policy, rules
from wsp.placements.commands import BeginEmployment, ChangeTerms, ExtendContract, RecordMeasuredLoonwaarde
from wsp.placements.enums import PlacementState
from wsp.placements.models import Placement, PlacementLoonwaarde
from wsp.placements.queries import facts as reads
from wsp.placements.rules import Change, Counted, History, Measured, Stretch, TermsVersion
from wsp.placements.service import instruments, loading
from wsp.placements.service.instruments import Part

Command = BeginEmployment | ChangeTerms | ExtendContract | RecordMeasuredLoonwaarde


@dataclass(frozen=True)
class Preview:
    """What a change would bring, before anybody saves it.

    Attributes:
        parts: the loonkostensubsidie as it would be, a part for each amount.
        change: month by month, what becomes different.
        counted: the loonwaarde with its working, when one is recorded.
        history: the placement as it would be.

    """

    parts: tuple[Part, ...]
    change: Change
    counted: Counted | None
    history: History


def preview_change(session: Session, command: Command, *, actor: Actor) -> Preview:
    """What this change would do to the loonkostensubsidie; the same checks as the verb, and nothing is written.

    Raises:
        As the verb, but for what only the locks can decide.

    """
    policy.check_may_edit(actor)
    placement = loading.placement(session, actor, command.placement_id)
    rules.check_not_over(PlacementState(placement.state), placement.ended_on)
    history = reads.history(session, placement)
    keeper = session.get_one(Candidate, placement.candidate_id).organisation_id
    book = instruments.law_book(session, keeper, placement.region_id)
    counted = rules.counted(command, book) if isinstance(command, RecordMeasuredLoonwaarde) else None
    after = _after(history, command, placement, counted, instead_of=_corrected_start(session, command))
    found = tuple(part for part in instruments.parts(after, book, today=clock.today()) if part.code == codes.LKS)
    changed = _change(_subsidy(history, book), found, parts_of_month(book, placement.starts_on))
    return Preview(found, changed, counted, after)


def _corrected_start(session: Session, command: Command) -> date | None:
    """First day of the measurement that the command corrects; None when it corrects none."""
    if not isinstance(command, RecordMeasuredLoonwaarde) or command.corrects is None:
        return None
    row = session.scalars(
        select(PlacementLoonwaarde).where(
            PlacementLoonwaarde.placement_id == command.placement_id,
            PlacementLoonwaarde.measurement_id == command.corrects,
            PlacementLoonwaarde.kind == LoonwaardeKind.ESTABLISHED.value,
            known(PlacementLoonwaarde),
        )
    ).one_or_none()
    return row.valid_from if row else None


def told(session: Session, placement: Placement, before: History, after: Sequence[Part]) -> dict[str, Decimal | None]:
    """For the log of a change: the difference over the months that have passed; nothing when there is none."""
    keeper = session.get_one(Candidate, placement.candidate_id).organisation_id
    book = instruments.law_book(session, keeper, placement.region_id)
    found = _change(_subsidy(before, book), after, parts_of_month(book, placement.starts_on))
    return {"verschil": found.total} if found.settled else {}


def _change(before: Iterable[Part], after: Iterable[Part], parts_of_month: int | None) -> Change:
    """With the parts of a month by which the municipality will pay, so that the preview says what the orders will."""
    return rules.change(_stretches(before), _stretches(after), today=clock.today(), parts_of_month=parts_of_month)


def _subsidy(history: History, book: LawBook) -> tuple[Part, ...]:
    return tuple(part for part in instruments.parts(history, book, today=clock.today()) if part.code == codes.LKS)


def _stretches(parts: Iterable[Part]) -> Iterator[Stretch]:
    for part in parts:
        if part.code == codes.LKS and part.assessment.status.value != "not_eligible":
            answer = part.assessment
            yield part.start, part.last, answer.exact_per_month, answer.provisional


def _after(
    history: History, command: Command, placement: Placement, counted: Counted | None, *, instead_of: date | None
) -> History:
    match command:
        case RecordMeasuredLoonwaarde():
            assert counted is not None  # noqa: S101 (for mypy: the caller counted)
            rules.check_measurement(
                command, starts_on=placement.starts_on, ends_on=placement.ends_on, today=clock.today()
            )
            if command.kind is not LoonwaardeKind.ESTABLISHED:
                return history
            wanted = Measured(rules.valid_from(command), counted.percentage, command.measured_on)
            return replace(history, measured=rules.with_measured(history, wanted, instead_of=instead_of))
        case ExtendContract():
            rules.check_contract(placement.starts_on, command.ends_on, today=clock.today())
            return _extended(history, command.ends_on)
        case BeginEmployment():
            return rules.employed(history, command)
        case ChangeTerms():
            rules.check_terms(command)
            rules.check_terms_day(command.valid_from, placement.starts_on, placement.ends_on)
            return replace(history, terms=rules.with_terms(history.terms, rules.agreed(command, history)))


def _extended(history: History, ends_on: date | None) -> History:
    if ends_on is not None and (history.ends_on is None or ends_on < history.ends_on):
        return replace(history, ends_on=ends_on, terms=rules.until(history.terms, ends_on))
    last = max(history.terms, key=lambda version: version.start)
    kept: tuple[TermsVersion, ...] = tuple(each for each in history.terms if each is not last)
    return replace(history, ends_on=ends_on, terms=(*kept, replace(last, last=ends_on)))
