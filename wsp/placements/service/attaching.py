"""Attach an instrument of the catalogue to a placement by hand."""

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput
from wsp.instruments import catalogue
from wsp.instruments.assessment import Status
from wsp.instruments.combinations import Attachment
from wsp.placements import policy, rules
from wsp.placements.commands import AttachInstrument
from wsp.placements.enums import InstrumentState, PlacementState
from wsp.placements.models import Placement, PlacementInstrument
from wsp.placements.obligations.enums import Cause
from wsp.placements.queries.facts import history as read_history
from wsp.placements.rules import Extra
from wsp.placements.service import instruments, loading, stale, steps


def attach_instrument(session: Session, command: AttachInstrument, *, actor: Actor) -> PlacementInstrument:
    """Add an instrument with its answers, or answer again; it is assessed at once and the tasks follow.

    One that was refused or ended comes back as still to apply for.

    Raises:
        ExcludedTogether: another instrument that it excludes runs on the same days; both are named.
        InvalidInput: the instrument is assessed for every placement already.
        PlacementNotFound, PlacementOver, NotFound, StaleVersion.

    """
    policy.check_may_edit(actor)
    row = loading.placement(session, actor, command.placement_id)
    rules.check_not_over(PlacementState(row.state), row.ended_on)
    wanted = catalogue.get(command.code)
    if wanted.standard:
        raise InvalidInput(f"{wanted.title} hoort al bij elke plaatsing. Kies een andere regeling.")
    known = instruments.attached_rows(session, row)
    asked = rules.questions_for(command.code)
    extra = Extra(command.code, {each.fact: command.facts[each.fact] for each in asked if each.fact in command.facts})
    before = known[command.code].facts if command.code in known else {}
    stale.check_seen(
        row,
        command.version,
        mine={each.text: extra.facts.get(each.fact) for each in asked},
        theirs={each.text: before.get(each.fact) for each in asked},
    )
    _check(session, row, extra, known)
    instrument = known.get(command.code)
    if instrument is None:
        instrument = instruments.new_row(row, command.code)
        session.add(instrument)
    elif instrument.state in instruments.GONE:
        steps.instrument_moved(
            session, instrument, InstrumentState.TO_ASSESS, on=clock.today(), actor=actor, reason="Opnieuw toegevoegd."
        )
    instrument.facts = dict(extra.facts)
    stale.changed(row)
    session.flush()
    audit.record(
        session,
        actor,
        "placement.instrument_attached",
        subject=(loading.PLACEMENT, row.id),
        # What was answered may tell of health: the log says which questions, not the answers.
        after={"regeling": command.code, "beantwoord": sorted(extra.facts)},
    )
    instruments.assess_instruments(session, row, actor=actor, cause=Cause.ATTACHED)
    return instrument


def _check(session: Session, row: Placement, extra: Extra, known: dict[str, PlacementInstrument]) -> None:
    history = read_history(session, row)
    keeper = session.get_one(Candidate, row.candidate_id).organisation_id
    book = instruments.law_book(session, keeper, row.region_id)
    others = [
        Extra(code, each.facts)
        for code, each in known.items()
        if each.state not in instruments.GONE and code != extra.code and not catalogue.get(code).standard
    ]
    gone = {code for code, each in known.items() if each.state in instruments.GONE}
    found: list[Attachment] = []
    wanted: Attachment | None = None
    for part in instruments.parts(history, book, today=clock.today(), extras=[*others, extra], gone=gone):
        days = Attachment(part.code, part.start, part.last)
        if part.code == extra.code:
            wanted = days
        elif part.code not in gone and part.assessment.status is not Status.NOT_ELIGIBLE:
            found.append(days)
    if wanted is not None:
        rules.check_goes_together(wanted, found)
