"""Change what was agreed: dated terms, another last day, a measured loonwaarde, answers to open questions."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import period, record_version
from wsp.placements import policy, rules
from wsp.placements.commands import ChangeTerms, ExtendContract, RecordMeasuredLoonwaarde, SetInstrumentFacts
from wsp.placements.enums import PlacementState
from wsp.placements.models import Placement, PlacementLoonwaarde, PlacementTerms
from wsp.placements.queries import facts as reads
from wsp.placements.rules import History, TermsVersion
from wsp.placements.service import advancing, instruments, loading, stale, terms

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
    wanted = TermsVersion(
        start=command.valid_from,
        last=_until_next(history, command.valid_from),
        kind=command.kind,
        hours=command.hours_per_week,
        full_week=command.full_week_hours,
        wage=command.wage_month,
    )
    others = reads.running_terms(session, placement.candidate_id, but=placement.id)
    rules.check_total_hours(rules.hours_at_peak(wanted, others), command.hours_reason or placement.hours_reason)
    before = history.terms_on(command.valid_from)
    made = terms.record(session, placement, wanted, actor)
    stale.changed(placement)
    # What the employer confirmed were other hours.
    placement.hours_confirmed_at = None
    if command.hours_reason:
        placement.hours_reason = command.hours_reason.strip()
    audit.record(
        session,
        actor,
        "placement.terms_changed",
        subject=(loading.PLACEMENT, placement.id),
        before=_shown(before),
        after={**_shown(wanted), "vanaf": command.valid_from},
    )
    advancing.follow_dates(session, placement, actor=actor)
    instruments.assess_instruments(session, placement, actor=actor)
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
    instruments.assess_instruments(session, placement, actor=actor)
    return placement


def record_measured_loonwaarde(
    session: Session, command: RecordMeasuredLoonwaarde, *, actor: Actor
) -> PlacementLoonwaarde:
    """Record a loonwaarde measured in this function; the amounts follow from the day of the measurement.

    Raises:
        PlacementNotFound, PlacementOver: not to be changed.
        StaleVersion: somebody changed the placement since; nothing was saved.
        InvalidPlacement: no whole percent, no expert, or a day on which nobody worked there.

    """
    placement = _changeable(session, actor, command.placement_id)
    before = reads.history(session, placement).measured_on(command.measured_on)
    stale.check_seen(
        placement,
        command.version,
        mine={"Loonwaarde": command.percentage, "Gemeten op": command.measured_on},
        theirs={
            "Loonwaarde": before.percentage if before else None,
            "Gemeten op": before.measured_on if before else None,
        },
    )
    rules.check_measurement(command, starts_on=placement.starts_on, ends_on=placement.ends_on, today=clock.today())
    made = record_version(
        session,
        PlacementLoonwaarde(
            region_id=actor.region_id,
            placement_id=placement.id,
            percentage=command.percentage,
            measured_on=command.measured_on,
            expert=command.expert.strip(),
            valid=period(command.measured_on),
            recorded_by=actor.user_id,
        ),
        subject="placement_id",
    )
    stale.changed(placement)
    audit.record(
        session,
        actor,
        "placement.loonwaarde_measured",
        subject=(loading.PLACEMENT, placement.id),
        before={"loonwaarde": before.percentage} if before else None,
        after={"loonwaarde": command.percentage, "gemeten_op": command.measured_on},
    )
    instruments.assess_instruments(session, placement, actor=actor)
    return made


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
    instruments.assess_instruments(session, placement, actor=actor)
    return placement


def _changeable(session: Session, actor: Actor, placement_id: uuid.UUID) -> Placement:
    policy.check_may_edit(actor)
    placement = loading.placement(session, actor, placement_id)
    rules.check_not_over(PlacementState(placement.state), placement.ended_on)
    return placement


def _until_next(history: History, day: date) -> date | None:
    """Terms hold until the next that were agreed, or to the end of the contract."""
    later = [version.start for version in history.terms if version.start > day]
    return min(later) - timedelta(days=1) if later else history.ends_on


def _typed(asked: ChangeTerms | TermsVersion | None) -> dict[str, stale.Shown]:
    """What a form about terms shows, from what was typed or what is stored."""
    if asked is None:
        return {}
    return {
        "Vorm": asked.kind,
        "Uren per week": asked.hours_per_week if isinstance(asked, ChangeTerms) else asked.hours,
        "Volle werkweek": asked.full_week_hours if isinstance(asked, ChangeTerms) else asked.full_week,
        "Bruto loon per maand": asked.wage_month if isinstance(asked, ChangeTerms) else asked.wage,
    }


def _shown(version: TermsVersion | None) -> dict[str, date | Decimal | str | None]:
    if version is None:
        return {}
    return {"vorm": version.kind.value, "uren": version.hours, "loon": version.wage}
