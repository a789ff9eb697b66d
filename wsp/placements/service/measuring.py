"""Record the loonwaarde of a placement: counted from the main tasks or taken from a report, kept with its working."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates.models import Candidate
from wsp.documents.models import Upload
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known, period
from wsp.instruments.loonwaarde import MainTask
from wsp.placements import policy, rules
from wsp.placements.commands import RecordMeasuredLoonwaarde
from wsp.placements.enums import LOONWAARDE_LABELS, PlacementState
from wsp.placements.errors import InvalidPlacement
from wsp.placements.models import LoonwaardeTask, Placement, PlacementLoonwaarde
from wsp.placements.obligations.enums import Cause
from wsp.placements.queries import facts as reads
from wsp.placements.service import instruments, loading, settling, stale
from wsp.worklist.enums import SubjectKind


def record_measured_loonwaarde(
    session: Session, command: RecordMeasuredLoonwaarde, *, actor: Actor
) -> PlacementLoonwaarde:
    """Record a loonwaarde of this function; what is established changes the amounts from the day that it counts.

    A correction supersedes the measurement that it names; both stay readable. Of two that count from one day the
    later one holds.

    Raises:
        PlacementNotFound, PlacementOver: not to be changed.
        StaleVersion: somebody changed the placement since; nothing was saved.
        InvalidPlacement: tasks or a percentage that cannot be, no expert, or a day on which nobody worked there.

    """
    policy.check_may_edit(actor)
    placement = loading.placement(session, actor, command.placement_id)
    rules.check_not_over(PlacementState(placement.state), placement.ended_on)
    history = reads.history(session, placement)
    before = history.measured_on(rules.valid_from(command))
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
    _check_report(session, placement, command)
    keeper = session.get_one(Candidate, placement.candidate_id).organisation_id
    book = instruments.law_book(session, keeper, placement.region_id)
    outcome = rules.counted(command, book)
    made = _keep(
        session,
        PlacementLoonwaarde(
            region_id=actor.region_id,
            placement_id=placement.id,
            kind=command.kind.value,
            basis=outcome.basis.value,
            percentage=outcome.percentage,
            exact=outcome.exact,
            measured_on=command.measured_on,
            visited_on=command.visited_on,
            workplace=(command.workplace or "").strip() or None,
            expert=command.expert.strip(),
            remeasure_by=rules.remeasure_by(command, book),
            measurement_id=uuid.uuid4(),
            report_id=command.report_id,
            valid=period(rules.valid_from(command)),
            recorded_by=actor.user_id,
        ),
        corrects=command.corrects,
    )
    _keep_tasks(session, made, command.tasks)
    stale.changed(placement)
    found = instruments.assess_instruments(session, placement, actor=actor, cause=Cause.MEASURED)
    audit.record(
        session,
        actor,
        "placement.loonwaarde_measured",
        subject=(loading.PLACEMENT, placement.id),
        before={"loonwaarde": before.percentage} if before else None,
        after={
            "loonwaarde": outcome.percentage,
            "gemeten_op": command.measured_on,
            "telt_vanaf": rules.valid_from(command),
            "soort": LOONWAARDE_LABELS[command.kind],
            **settling.told(session, placement, history, found),
        },
    )
    return made


def _check_report(session: Session, placement: Placement, command: RecordMeasuredLoonwaarde) -> None:
    if command.report_id is None:
        return
    found = session.scalars(
        select(Upload.id).where(
            Upload.id == command.report_id,
            Upload.subject_kind == SubjectKind.PLACEMENT.value,
            Upload.subject_id == placement.id,
            Upload.removed_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise InvalidPlacement("report_id", "Dit bestand hoort niet bij deze plaatsing. Kies een ander bestand.")


def _keep(session: Session, new: PlacementLoonwaarde, *, corrects: uuid.UUID | None) -> PlacementLoonwaarde:
    """Add a measurement to those of its kind, and let each count until the next one."""
    rows = {
        row.measurement_id: row
        for row in session.scalars(
            select(PlacementLoonwaarde)
            .where(
                PlacementLoonwaarde.placement_id == new.placement_id,
                PlacementLoonwaarde.kind == new.kind,
                known(PlacementLoonwaarde),
            )
            .order_by(PlacementLoonwaarde.valid)
            .with_for_update()
        )
    }
    if corrects is not None and corrects not in rows:
        raise InvalidPlacement("measured_on", "Deze meting is al verbeterd. Open de loonwaarde opnieuw.")
    starts: dict[uuid.UUID, date] = {
        key: row.valid_from or row.measured_on for key, row in rows.items() if key != corrects
    }
    first = new.valid_from or new.measured_on
    wanted = rules.spread({**starts, new.measurement_id: first})
    now = clock.now()
    rests = [
        _rest(row, wanted[key], now) for key, row in rows.items() if key in wanted and row.valid != period(*wanted[key])
    ]
    for key, row in rows.items():
        if key not in wanted or row.valid != period(*wanted[key]):
            row.superseded_at = now
    # The old rows must be out of the way before the new ones meet the exclusion constraint.
    session.flush()
    new.valid = period(*wanted[new.measurement_id])
    new.recorded_at = now
    session.add_all([*rests, new])
    session.flush()
    return new


def _rest(row: PlacementLoonwaarde, days: tuple[date, date | None], now: object) -> PlacementLoonwaarde:
    """The same measurement over other days."""
    return PlacementLoonwaarde(
        region_id=row.region_id,
        placement_id=row.placement_id,
        kind=row.kind,
        basis=row.basis,
        percentage=row.percentage,
        exact=row.exact,
        measured_on=row.measured_on,
        visited_on=row.visited_on,
        workplace=row.workplace,
        expert=row.expert,
        remeasure_by=row.remeasure_by,
        measurement_id=row.measurement_id,
        report_id=row.report_id,
        valid=period(*days),
        recorded_at=now,
        recorded_by=row.recorded_by,
    )


def _keep_tasks(session: Session, made: PlacementLoonwaarde, tasks: Sequence[MainTask]) -> None:
    session.add_all(
        LoonwaardeTask(
            region_id=made.region_id,
            placement_id=made.placement_id,
            measurement_id=made.measurement_id,
            position=place,
            name=task.name.strip(),
            share=task.share,
            minutes_per_day=task.minutes_per_day,
            tempo=task.tempo,
            quality=task.quality,
            net_time=task.net_time,
        )
        for place, task in enumerate(tasks, start=1)
    )
    session.flush()
