"""Does an import batch by batch, each in a transaction of its own.

Counts, rows worth telling and the batch itself change in the transaction that writes the dossiers: whatever moment a
worker is killed at, the next one goes on with the first batch that is not done, and no row is taken twice.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from wsp.accounts.permissions import GRANTS, Role
from wsp.audit import service as audit
from wsp.exchange.models import ImportChunk, ImportRow, TableImport
from wsp.exchange.tables.enums import RUNNING, Decision, ImportKind, ImportState, Profile, RowOutcome
from wsp.exchange.tables.kinds import KINDS, Kind, Read, RowReader, Work
from wsp.exchange.tables.packing import unpack
from wsp.exchange.tables.problems import NoAgreement, Problem, RowRefused, Verdict
from wsp.exchange.tables.reading import Row
from wsp.exchange.tables.service import SUBJECT, end
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.logging import get_logger

_MOST_FAILURES: Final = 5

Progress = Callable[[int, int], None]
"""Called as progress(done, total) after every batch."""


def silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def run(region: str, import_id: uuid.UUID, *, progress: Progress = silent) -> None:
    """Do what is left of the phase that an import is in; nothing when it is in none.

    Raises:
        Exception: whatever went wrong, after it was counted; after five times the import has failed.

    """
    memory: dict[str, Any] = {}
    try:
        while step(region, import_id, memory=memory, progress=progress):
            pass
    except Exception:
        _failed(region, import_id)
        raise


def step(region: str, import_id: uuid.UUID, *, memory: dict[str, Any], progress: Progress = silent) -> bool:
    """Do one batch; False when there is nothing left to do."""
    with db.unit_of_work(region) as session:
        found = session.scalars(
            select(TableImport)
            .where(TableImport.region_id == region, TableImport.id == import_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one_or_none()
        if found is None or ImportState(found.state) not in RUNNING:
            return False
        more = _Batch(session, found, memory).do()
        done, total = found.rows_done, found.rows_total
    progress(done, total)
    return more


def process(region: str, organisation_id: uuid.UUID, import_id: uuid.UUID) -> Actor:
    """Who acts on behalf of an import: it may do what an account manager could type. Its events name the import."""
    return Actor(
        user_id=None,
        region_id=region,
        organisation_id=organisation_id,
        permissions=frozenset(permission.value for permission in GRANTS[Role.ACCOUNT_MANAGER]),
        kind="import",
        request_id=import_id.hex,
    )


class _Batch:
    """The next rows of one import."""

    def __init__(self, session: Session, found: TableImport, memory: dict[str, Any]) -> None:
        self.session = session
        self.found = found
        self.checking = ImportState(found.state) is ImportState.CHECKING
        self.kind: Kind = KINDS[ImportKind(found.kind)]
        profile = Profile(found.profile)
        self.work = Work(
            session=session,
            actor=process(found.region_id, found.organisation_id, found.id),
            organisation_id=found.organisation_id,
            municipality_code=found.municipality_code,
            profile=profile,
            checking=self.checking,
            memory=memory,
        )

    def do(self) -> bool:
        """Take the batch; False when it was the last."""
        chunk = self._next()
        if chunk is None:
            self._finish()
            return False
        self._take_turns()
        if "reader" not in self.work.memory:
            # The schemas hold lists of the region, not the session: they serve all batches of this run.
            self.work.memory["reader"] = RowReader(
                self.kind.targets(self.work.profile),
                self.kind.schemas(self.work),
                headers=self.found.headers,
                columns=self.found.columns,
                constants=self.found.constants,
            )
        reader: RowReader = self.work.memory["reader"]
        rows = unpack(chunk.content)
        verdicts = self._check(reader, rows) if self.checking else self._take(reader, rows)
        self._count(verdicts)
        self._tell(verdicts)
        if self.checking:
            chunk.checked = True
        else:
            # From here on nothing of these rows is left but the dossiers and what somebody must know.
            self.session.delete(chunk)
        self.found.rows_done += len(rows)
        self.found.touched_at = clock.now()
        self.session.flush()
        return True

    def _next(self) -> ImportChunk | None:
        statement = (
            select(ImportChunk)
            .where(ImportChunk.region_id == self.found.region_id, ImportChunk.import_id == self.found.id)
            .order_by(ImportChunk.position)
            .limit(1)
        )
        if self.checking:
            statement = statement.where(ImportChunk.checked.is_(False))
        return self.session.scalars(statement).one_or_none()

    def _take_turns(self) -> None:
        """Two files of one system at once wait for each other: the second then finds what the first brought."""
        name = f"{self.found.region_id}/{self.found.kind}/{self.work.system}"
        self.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))

    def _check(self, reader: RowReader, rows: Sequence[Row]) -> list[Verdict]:
        """Do everything, see what comes of it, and undo it."""
        seen = self._seen(reader)
        verdicts, records = self._read(reader, rows)
        fresh = []
        for record in records:
            first = seen.setdefault(record.key, record.row.number)
            if first != record.row.number:
                verdicts.append(Verdict(record.row.number, RowOutcome.REFUSED, (_twice(record.key, first),)))
            else:
                fresh.append(record)
        with self.session.begin_nested() as trial:
            verdicts += self.kind.take(self.work, reader, fresh)
            trial.rollback()
        return verdicts

    def _seen(self, reader: RowReader) -> dict[str, int]:
        """Keys of the rows before this batch; read again when another worker checked those."""
        if "seen" not in self.work.memory:
            seen: dict[str, int] = {}
            for content in self.session.scalars(
                select(ImportChunk.content)
                .where(
                    ImportChunk.region_id == self.found.region_id,
                    ImportChunk.import_id == self.found.id,
                    ImportChunk.checked.is_(True),
                )
                .order_by(ImportChunk.position)
            ):
                for record in self._read(reader, unpack(content))[1]:
                    seen.setdefault(record.key, record.row.number)
            self.work.memory["seen"] = seen
        known: dict[str, int] = self.work.memory["seen"]
        return known

    def _take(self, reader: RowReader, rows: Sequence[Row]) -> list[Verdict]:
        """Write what the check found good and what somebody decided about."""
        told = {
            row.number: row
            for row in self.session.scalars(
                select(ImportRow).where(
                    ImportRow.region_id == self.found.region_id,
                    ImportRow.import_id == self.found.id,
                    ImportRow.number.in_([row.number for row in rows]),
                )
            )
        }
        verdicts, wanted, decisions = [], [], {}
        for row in rows:
            known = told.get(row.number)
            outcome = RowOutcome(known.outcome) if known else None
            decision = Decision(known.decision) if known and known.decision else None
            waits = outcome is RowOutcome.TWIN and decision in {None, Decision.SKIP}
            if outcome and (waits or outcome in {RowOutcome.REFUSED, RowOutcome.NO_AGREEMENT}):
                verdicts.append(Verdict(row.number, outcome))
            else:
                decisions[row.number] = decision
                wanted.append(row)
        left, records = self._read(reader, wanted)
        decided = [replace(record, decision=decisions[record.row.number]) for record in records]
        return [*verdicts, *left, *self.kind.take(self.work, reader, decided)]

    def _read(self, reader: RowReader, rows: Iterable[Row]) -> tuple[list[Verdict], list[Read]]:
        verdicts, records = [], []
        for row in rows:
            try:
                records.append(self.kind.read(self.work, reader, row))
            except NoAgreement:
                verdicts.append(Verdict(row.number, RowOutcome.NO_AGREEMENT))
            except RowRefused as refusal:
                verdicts.append(Verdict(row.number, RowOutcome.REFUSED, refusal.problems))
        return verdicts, records

    def _count(self, verdicts: Sequence[Verdict]) -> None:
        found = Counter(verdict.outcome.value for verdict in verdicts)
        questions = sum(
            any(each.question for each in verdict.problems)
            for verdict in verdicts
            if verdict.outcome is not RowOutcome.REFUSED
        )
        counts = Counter(self.found.checked if self.checking else self.found.taken)
        counts.update(found)
        counts["met-vraag"] += questions
        if self.checking:
            self.found.checked = dict(counts)
        else:
            self.found.taken = dict(counts)

    def _tell(self, verdicts: Sequence[Verdict]) -> None:
        """Keep the rows that somebody must know about."""
        rows = [
            {
                "id": uuid.uuid4(),
                "created_at": clock.now(),
                "region_id": self.found.region_id,
                "import_id": self.found.id,
                "number": verdict.number,
                "outcome": verdict.outcome.value,
                "problems": [each.plain() for each in verdict.problems],
                "twins": [
                    {"id": each.id, "label": each.label, "reasons": each.reasons, "certain": each.certain}
                    for each in verdict.twins
                ],
            }
            for verdict in verdicts
            if verdict.worth_keeping
        ]
        if self.checking:
            db.insert_many(self.session, ImportRow, rows)
            return
        known = set(
            self.session.scalars(
                select(ImportRow.number).where(
                    ImportRow.region_id == self.found.region_id,
                    ImportRow.import_id == self.found.id,
                    ImportRow.number.in_([verdict.number for verdict in verdicts]),
                )
            )
        )
        db.insert_many(self.session, ImportRow, [row for row in rows if row["number"] not in known])
        for verdict in verdicts:
            if verdict.number in known and verdict.outcome not in {RowOutcome.NO_AGREEMENT, RowOutcome.TWIN}:
                self._tell_again(verdict)

    def _tell_again(self, verdict: Verdict) -> None:
        """A row that was told at the check: what became of it now."""
        values: dict[str, Any] = {"outcome": verdict.outcome.value}
        if verdict.problems:
            values["problems"] = [each.plain() for each in verdict.problems]
        self.session.execute(
            update(ImportRow)
            .where(
                ImportRow.region_id == self.found.region_id,
                ImportRow.import_id == self.found.id,
                ImportRow.number == verdict.number,
            )
            .values(**values)
        )

    def _finish(self) -> None:
        if self.checking:
            self.found.state = ImportState.CHECKED.value
            self.found.touched_at = clock.now()
            counts = self.found.checked
        else:
            end(self.session, self.found, ImportState.DONE)
            counts = self.found.taken
        action = "imports.checked" if self.checking else "imports.taken"
        audit.record(self.session, self.work.actor, action, subject=(SUBJECT, self.found.id), after=dict(counts))
        get_logger().info(
            action,
            rows=self.found.rows_done,
            added=counts.get(RowOutcome.NEW, 0),
            changed=counts.get(RowOutcome.CHANGED, 0),
            refused=counts.get(RowOutcome.REFUSED, 0),
        )


def _twice(key: str, first: int) -> Problem:
    return Problem(
        "Hele rij", key, f"Dit nummer of deze naam staat ook in rij {first}.", "Laat één van de twee rijen staan."
    )


def _failed(region: str, import_id: uuid.UUID) -> None:
    """Remember, in a transaction of its own, that a batch could not be done."""
    with db.unit_of_work(region) as session:
        found = session.scalars(
            select(TableImport)
            .where(TableImport.region_id == region, TableImport.id == import_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one_or_none()
        if found is None or ImportState(found.state) not in RUNNING:
            return
        found.failures += 1
        if found.failures >= _MOST_FAILURES:
            end(session, found, ImportState.FAILED)
