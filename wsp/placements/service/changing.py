"""Change what was agreed: dated terms, another last day, answers to open questions."""

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements import policy, rules
from wsp.placements.commands import ChangeTerms, ExtendContract, SetInstrumentFacts
from wsp.placements.enums import PlacementState
from wsp.placements.models import Placement, PlacementTerms
from wsp.placements.obligations.enums import Cause
from wsp.placements.queries import facts as reads
from wsp.placements.rules import TermsVersion
from wsp.placements.service import advancing, instruments, loading, settling, stale, terms

_QUESTIONS: Final = {
    "in_doelgroep_lks": "Doelgroep loonkostensubsidie",
    "forfaitair": "Start zonder meting",
    "supported_or_school": "Van school of al geholpen",
    "needs_guidance": "Begeleiding nodig",
}
"""The answers that people give, with the words in which two versions are laid side by side."""


def change_terms(session: Session, command: ChangeTerms, *, actor: Actor) -> PlacementTerms:
    """Other hours, wage or kind from a day on; the instruments are assessed again.

    Raises:
        PlacementNotFound, PlacementOver: not to be changed.
        StaleVersion: somebody changed the placement since; nothing was saved.
        InvalidPlacement, TooManyHours: a fact that cannot be.

    """
    placement = _changeable(session, actor, command.placement_id)
    history = reads.history(session, placement)
    stale.check_seen(
        placement, command.version, mine=_typed(command), theirs=_typed(history.terms_on(command.valid_from))
    )
    rules.check_terms(command)
    rules.check_terms_day(command.valid_from, placement.starts_on, placement.ends_on)
    loading.candidate(session, actor, placement.candidate_id)
    wanted = rules.agreed(command, history)
    others = reads.running_terms(session, placement.candidate_id, but=placement.id)
    rules.check_total_hours(rules.hours_at_peak(wanted, others), command.hours_reason or placement.hours_reason)
    before = history.terms_on(command.valid_from)
    made = terms.record(session, placement, wanted, actor)
    stale.changed(placement)
    # What the employer confirmed were other hours.
    placement.hours_confirmed_at = None
    if command.hours_reason:
        placement.hours_reason = command.hours_reason.strip()
    advancing.follow_dates(session, placement, actor=actor)
    found = instruments.assess_instruments(session, placement, actor=actor, cause=Cause.TERMS)
    audit.record(
        session,
        actor,
        "placement.terms_changed",
        subject=(loading.PLACEMENT, placement.id),
        before=_shown(before),
        after={
            **_shown(wanted),
            "vanaf": command.valid_from,
            **settling.told(session, placement, history, found),
        },
    )
    return made


def extend_contract(session: Session, command: ExtendContract, *, actor: Actor) -> Placement:
    """Give the contract another last day, or none; the last terms go on, the instruments are assessed again.

    Raises:
        PlacementNotFound, PlacementOver: not to be changed.
        StaleVersion: somebody changed the placement since; nothing was saved.
        InvalidPlacement: the day lies before the first or in the past.

    """
    placement = _changeable(session, actor, command.placement_id)
    label = "Laatste dag van het contract"
    stale.check_seen(placement, command.version, mine={label: command.ends_on}, theirs={label: placement.ends_on})
    rules.check_contract(placement.starts_on, command.ends_on, today=clock.today())
    rules.check_extension(command.ends_on, today=clock.today())
    before = placement.ends_on
    if command.ends_on == before:
        return placement
    if command.ends_on is None or (before is not None and command.ends_on > before):
        rules.check_total_hours(_longer(session, placement, command.ends_on), placement.hours_reason)
    placement.ends_on = command.ends_on
    session.flush()
    if command.ends_on is not None and (before is None or command.ends_on < before):
        terms.cut(session, placement, command.ends_on, actor)
    else:
        last = max(reads.history(session, placement).terms, key=lambda version: version.start)
        terms.record(session, placement, replace(last, last=command.ends_on), actor)
    audit.record(
        session,
        actor,
        "placement.contract_extended",
        subject=(loading.PLACEMENT, placement.id),
        before={"tot_en_met": before},
        after={"tot_en_met": command.ends_on},
    )
    longer = command.ends_on is None or (before is not None and command.ends_on > before)
    cause = Cause.LONGER if longer else Cause.SHORTER
    instruments.assess_instruments(session, placement, actor=actor, cause=cause)
    return placement


def set_instrument_facts(session: Session, command: SetInstrumentFacts, *, actor: Actor) -> Placement:
    """Answer what the instruments asked; they are assessed again.

    Raises:
        PlacementNotFound, PlacementOver: not to be changed.
        StaleVersion: somebody changed the placement since; nothing was saved.

    """
    placement = _changeable(session, actor, command.placement_id)
    names = tuple(_QUESTIONS)
    stale.check_seen(
        placement,
        command.version,
        mine={label: getattr(command, name) for name, label in _QUESTIONS.items()},
        theirs={label: getattr(placement, name) for name, label in _QUESTIONS.items()},
    )
    changed = {name: getattr(command, name) for name in names if getattr(command, name) != getattr(placement, name)}
    if not changed:
        return placement
    before = {name: getattr(placement, name) for name in changed}
    for name, value in changed.items():
        setattr(placement, name, value)
    session.flush()
    audit.record(
        session, actor, "placement.facts_set", subject=(loading.PLACEMENT, placement.id), before=before, after=changed
    )
    instruments.assess_instruments(session, placement, actor=actor, cause=Cause.ANSWERS)
    return placement


def _changeable(session: Session, actor: Actor, placement_id: uuid.UUID) -> Placement:
    policy.check_may_edit(actor)
    placement = loading.placement(session, actor, placement_id)
    rules.check_not_over(PlacementState(placement.state), placement.ended_on)
    return placement


def _typed(asked: ChangeTerms | TermsVersion | None) -> dict[str, stale.Shown]:
    """What a form about terms shows, from what was typed or what is stored."""
    if asked is None:
        return {}
    return {
        "Vorm": asked.kind,
        "Uren per week": asked.hours_per_week if isinstance(asked, ChangeTerms) else asked.hours,
        "Volle werkweek": asked.full_week_hours if isinstance(asked, ChangeTerms) else asked.full_week,
        "Bruto loon per maand": rules.month_wage(asked) if isinstance(asked, ChangeTerms) else asked.wage,
    }


def _shown(version: TermsVersion | None) -> dict[str, date | Decimal | str | None]:
    if version is None:
        return {}
    return {"vorm": version.kind.value, "uren": version.hours, "loon": version.wage}


def _longer(session: Session, placement: Placement, ends_on: date | None) -> Decimal:
    """The most hours a week over all jobs when the last terms go on until another day."""
    last = max(reads.history(session, placement).terms, key=lambda version: version.start)
    others = reads.running_terms(session, placement.candidate_id, but=placement.id)
    return rules.hours_at_peak(replace(last, last=ends_on), others)
