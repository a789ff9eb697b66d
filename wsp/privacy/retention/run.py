"""One run of the retention job: warn, then erase what is past its term. Dry, it only counts.

Warnings and their tasks are written by the program's own role; only erasing is done by the retention role. Every
dossier and every table has a transaction of its own: what fails is noted and the rest goes on. Running again does
what is left, and nothing twice.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.logging import get_logger
from wsp.privacy.enums import RunState
from wsp.privacy.erasure import erase_person
from wsp.privacy.models import RetentionRun, RetentionWarning
from wsp.privacy.retention import others
from wsp.privacy.retention.dossiers import GRACE_DAYS, WARN_DAYS, Due, due_dossiers
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

DRY_RUN: Final = "Dit is een proef. Er is niets gewist."
_TERM: Final = "Bewaartermijn voorbij"


@dataclass(frozen=True)
class Plan:
    """What a run on a day would do."""

    on: date
    due: Sequence[Due]
    """Dossiers that go, or that will within the days of the warning; those on hold stand among them."""
    tables: dict[str, int]
    """Table -> rows past their term, for everything that is no dossier."""

    @property
    def going(self) -> list[Due]:
        """Dossiers that a run on this day erases."""
        return [each for each in self.due if each.goes(self.on)]

    @property
    def soon(self) -> list[Due]:
        """Dossiers that go later: warned, waiting for a warning, or not yet at their term."""
        return [each for each in self.due if each.hold is None and not each.goes(self.on)]

    @property
    def held(self) -> list[Due]:
        """Dossiers past their term that stay because of a hold."""
        return [each for each in self.due if each.hold is not None]


def plan(session: Session, *, on: date | None = None) -> Plan:
    """Count what a run on `on` (default: today) would do in the session's region; changes nothing."""
    day = on or clock.today()
    return Plan(
        on=day,
        due=due_dossiers(session, until=day + timedelta(days=WARN_DAYS), on=day),
        tables=others.counts(session, day),
    )


def warn(session: Session, *, actor: Actor, on: date | None = None) -> int:
    """Warn the keepers of dossiers whose term ends within `WARN_DAYS`; returns how many are newly warned."""
    day = on or clock.today()
    new = 0
    for due in due_dossiers(session, until=day + timedelta(days=WARN_DAYS), on=day):
        if due.erase_from is not None or due.hold is not None:
            continue
        erase_from = max(due.term_ends_on, day + timedelta(days=GRACE_DAYS))
        values = {"warned_on": day, "erase_from": erase_from}
        session.execute(
            insert(RetentionWarning)
            .values(
                id=uuid.uuid4(),
                created_at=clock.now(),
                region_id=actor.region_id,
                candidate_id=due.candidate_id,
                **values,
            )
            .on_conflict_do_update(index_elements=["region_id", "candidate_id"], set_=values)
        )
        worklist.plan(
            session,
            actor,
            kind=TaskKind.RETENTION,
            subject=(SubjectKind.CANDIDATE, due.candidate_id),
            due_on=erase_from - timedelta(days=1),
            title=f"K-{due.number} wordt gewist op {clock.day_in_words(erase_from)}",
            assigned_to_id=due.client_manager_id,
            organisation_id=due.organisation_id,
            key=f"bewaartermijn:{due.candidate_id}",
        )
        audit.record(
            session,
            actor,
            "privacy.warned",
            subject=("candidate", due.candidate_id),
            after={"wissen_vanaf": erase_from},
        )
        new += 1
    session.flush()
    return new


def run(region: str, *, actor: Actor, on: date | None = None) -> uuid.UUID:
    """Warn and erase in one region; returns the id of the run, whose row says what was done and what failed."""
    day = on or clock.today()
    with db.unit_of_work(region) as session:
        warned = warn(session, actor=actor, on=day)
    run_id = uuid.uuid4()
    with db.retention_work(region) as session:
        session.add(
            RetentionRun(
                id=run_id, region_id=region, ran_on=day, state=RunState.RUNNING.value, warned=warned, counts={},
                dossiers=0, failures=[], started_by_id=actor.user_id,
            )
        )  # fmt: skip
        going = [due for due in due_dossiers(session, until=day, on=day) if due.goes(day)]
    counts: Counter[str] = Counter()
    failures: list[dict[str, str]] = []
    erased = 0
    for due in going:
        done = _dossier(region, due, actor, day, failures)
        erased += done is not None
        counts.update(done or {})
    counts.update(_others(region, day, failures))
    _close(region, run_id, counts, erased, failures, actor)
    return run_id


def _dossier(region: str, due: Due, actor: Actor, day: date, failures: list[dict[str, str]]) -> Counter[str] | None:
    try:
        with db.retention_work(region) as session:
            # Looked at again inside its own transaction: a hold may have been placed since the list was made.
            still = due_dossiers(session, until=day, on=day, only=due.candidate_id)
            if not still or not still[0].goes(day):
                return None
            return erase_person(session, due.candidate_id, actor=actor, reason=_TERM)
    except SQLAlchemyError as error:
        _note(failures, "dossier", str(due.candidate_id), error)
        return None


def _others(region: str, day: date, failures: list[dict[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    deeds: list[tuple[str, Any]] = [(name, special.act) for name, special in others.SPECIAL.items()]
    deeds += [(name, lambda session, on, name=name: others.erase(session, name, on)) for name in others.MOMENTS]
    for name, act in deeds:
        try:
            with db.retention_work(region) as session:
                counts[name] += act(session, day)
        except SQLAlchemyError as error:
            _note(failures, name, "", error)
    return counts


def _note(failures: list[dict[str, str]], what: str, subject_id: str, error: SQLAlchemyError) -> None:
    """Kind, id and code; never the message of the database, which quotes the row."""
    original = getattr(error, "orig", None)
    code = getattr(original, "sqlstate", None) or type(error).__name__
    failures.append({"soort": what, "id": subject_id, "code": str(code)})
    get_logger().warning("retention.failed", subject=what, subject_id=subject_id, code=str(code), exc_info=error)


def _close(
    region: str,
    run_id: uuid.UUID,
    counts: Counter[str],
    erased: int,
    failures: list[dict[str, str]],
    actor: Actor,
) -> None:
    state = RunState.WITH_FAILURES if failures else RunState.DONE
    kept = {name: count for name, count in sorted(counts.items()) if count}
    with db.retention_work(region) as session:
        session.execute(
            update(RetentionRun)
            .where(RetentionRun.id == run_id)
            .values(state=state.value, finished_at=clock.now(), counts=kept, dossiers=erased, failures=failures)
        )
        audit.record(
            session,
            actor,
            "privacy.retention_run",
            subject=("retention_run", run_id),
            after={"dossiers": erased, "rijen": kept, "mislukt": len(failures)},
        )
    get_logger().info("retention.run", rows=sum(kept.values()), refused=len(failures), region_id=region)


def last_runs(session: Session, *, limit: int = 10) -> Sequence[RetentionRun]:
    """The last runs in the session's region, newest first."""
    return session.scalars(
        select(RetentionRun).order_by(RetentionRun.created_at.desc(), RetentionRun.id).limit(limit)
    ).all()
