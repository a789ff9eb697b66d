"""From a file that somebody sends to rows that are in: receive, choose columns, check all, decide, read in."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import BinaryIO, Final

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.exchange.errors import ImportNotFound, UnusableFile
from wsp.exchange.models import ColumnMapping, ImportChunk, ImportRow, TableImport
from wsp.exchange.tables import columns as matching
from wsp.exchange.tables import policy
from wsp.exchange.tables.commands import ChooseColumns, DecideTwins, ReceiveTable, TakeRows
from wsp.exchange.tables.enums import STATES, WAITING, ImportKind, ImportState, Profile, RowOutcome
from wsp.exchange.tables.kinds import KINDS
from wsp.exchange.tables.packing import pack
from wsp.exchange.tables.reading import Limits, Row, open_table
from wsp.foundation import clock, queue
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, InvalidInput

SUBJECT: Final = "import"
KEEP_DAYS: Final = 14
"""The report of a finished import, and a file that nobody goes on with, stay this long."""
_LONGEST_NAME: Final = 120


def receive(
    session: Session, command: ReceiveTable, stream: BinaryIO, *, actor: Actor, limits: Limits | None = None
) -> TableImport:
    """Read the file, keep its rows encrypted, and propose which column is which field. The file itself is not kept.

    Raises:
        UnusableFile: it cannot be read; nothing is kept.
        NotAllowed: the actor may not read in this kind, or not for this organisation.

    """
    policy.check_kind(actor, command.kind)
    if command.kind is ImportKind.CANDIDATES and not policy.is_process(actor):
        policy.check_keeper(session, actor, command.organisation_id)
    kind = KINDS[command.kind]
    table = open_table(stream, limits=limits)
    received = TableImport(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        kind=command.kind.value,
        profile=command.profile.value,
        organisation_id=command.organisation_id,
        municipality_code=command.municipality_code,
        created_by=actor.user_id,
        filename=plain_name(command.filename),
        file_kind=table.kind,
        sheet=table.sheet,
        sheets=table.sheets,
        headers=list(table.headers),
        state=ImportState.COLUMNS.value,
        rows_total=0,
    )
    session.add(received)
    session.flush()
    received.rows_total = _keep_rows(session, received, table.rows(), kind.batch)
    if not received.rows_total:
        raise UnusableFile(
            "Onder de kolomnamen staan geen rijen. Vul het bestand en kies het opnieuw.",
            code="importbestand-geen-rijen",
        )
    saved = _saved(session, received)
    targets = kind.targets(command.profile)
    received.columns = dict(matching.guess(table.headers, targets, saved=saved.headers if saved else None))
    received.constants = {
        key: text for key, text in (saved.constants if saved else {}).items() if key not in received.columns
    }
    audit.record(
        session,
        actor,
        "imports.received",
        subject=(SUBJECT, received.id),
        after={"soort": command.kind, "profiel": command.profile, "rijen": received.rows_total},
    )
    session.flush()
    return received


def plain_name(name: str) -> str:
    """What a sender calls a file, as something that can be shown: no folders, no control characters, not too long."""
    last = re.split(r"[\\/]", name)[-1]
    clean = " ".join(re.sub(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]", " ", last).split())
    return clean[-_LONGEST_NAME:].lstrip(".") or "bestand"


def _keep_rows(session: Session, received: TableImport, rows: Iterator[Row], size: int) -> int:
    total = 0
    position = 0
    while batch := list(islice(rows, size)):
        session.add(
            ImportChunk(
                region_id=received.region_id,
                import_id=received.id,
                position=position,
                rows=len(batch),
                content=pack(batch),
            )
        )
        session.flush()
        total += len(batch)
        position += 1
    return total


def _saved(session: Session, found: TableImport) -> ColumnMapping | None:
    return session.scalars(
        select(ColumnMapping).where(
            ColumnMapping.region_id == found.region_id,
            ColumnMapping.organisation_id == found.organisation_id,
            ColumnMapping.kind == found.kind,
            ColumnMapping.profile == found.profile,
        )
    ).one_or_none()


def choose_columns(session: Session, command: ChooseColumns, *, actor: Actor) -> TableImport:
    """Say which column is which field; proposed again for the next file of this organisation.

    Raises:
        ImportNotFound: there is none for this actor.
        UnusableFile: a field that is needed has no column.
        Conflict: the file is being read in already.

    """
    found = locked(session, actor, command.import_id)
    STATES.check(ImportState(found.state), ImportState.COLUMNS)
    targets = KINDS[ImportKind(found.kind)].targets(Profile(found.profile))
    known = {target.key for target in targets}
    places = range(len(found.headers))
    columns = {key: place for key, place in command.columns.items() if key in known and place in places}
    constants = {key: text for key, text in command.constants.items() if key in known - set(columns) and text}
    matching.check(columns, constants, targets)
    found.columns, found.constants = columns, constants
    found.state = ImportState.COLUMNS.value
    _forget_check(session, found)
    values = {
        "headers": {key: found.headers[place] for key, place in columns.items()},
        "constants": constants,
    }
    session.execute(
        insert(ColumnMapping)
        .values(
            id=uuid.uuid4(),
            created_at=clock.now(),
            region_id=found.region_id,
            organisation_id=found.organisation_id,
            kind=found.kind,
            profile=found.profile,
            **values,
        )
        .on_conflict_do_update(index_elements=["region_id", "organisation_id", "kind", "profile"], set_=values)
    )
    session.flush()
    return found


def start_check(session: Session, import_id: uuid.UUID, *, actor: Actor, queued: bool = True) -> TableImport:
    """Let a worker try all rows and change nothing.

    Raises:
        ImportNotFound, UnusableFile, Conflict: as `choose_columns`.

    """
    found = locked(session, actor, import_id)
    STATES.check(ImportState(found.state), ImportState.CHECKING)
    kind = KINDS[ImportKind(found.kind)]
    matching.check(found.columns, found.constants, kind.targets(Profile(found.profile)))
    _forget_check(session, found)
    _start(session, found, ImportState.CHECKING, actor, queued=queued)
    return found


def decide(session: Session, command: DecideTwins, *, actor: Actor) -> int:
    """Say of possible duplicates what to do with them; returns how many rows of this import it was about.

    Raises:
        ImportNotFound: there is none for this actor.
        Conflict: it is not the moment to decide.

    """
    found = locked(session, actor, command.import_id)
    if ImportState(found.state) is not ImportState.CHECKED:
        raise Conflict("Kiezen kan alleen na de controle en voor het inlezen. Ververs de pagina.")
    changed = 0
    for number, decision in command.decisions.items():
        row = session.scalars(
            select(ImportRow).where(
                ImportRow.region_id == found.region_id,
                ImportRow.import_id == found.id,
                ImportRow.number == number,
                ImportRow.outcome == RowOutcome.TWIN.value,
            )
        ).one_or_none()
        if row is None:
            continue
        if any(twin.get("certain") for twin in row.twins) and decision.value == "nieuw":
            raise InvalidInput(f"Rij {number} is zeker dezelfde. Koppel de rij of sla hem over.")
        row.decision = decision.value
        changed += 1
    session.flush()
    return changed


def start_taking(session: Session, command: TakeRows, *, actor: Actor, queued: bool = True) -> TableImport:
    """Let a worker read in what the check found good.

    Raises:
        ImportNotFound, Conflict: as `choose_columns`.
        InvalidInput: rows were refused, and nobody said that the others may go in without them.

    """
    found = locked(session, actor, command.import_id)
    STATES.check(ImportState(found.state), ImportState.TAKING)
    refused = int(found.checked.get(RowOutcome.REFUSED, 0))
    if refused and not command.good_rows:
        raise InvalidInput(
            f"{refused} rijen zijn geweigerd. Kies of de goede rijen toch naar binnen mogen. Er is niets ingelezen."
        )
    _start(session, found, ImportState.TAKING, actor, queued=queued)
    return found


def stop(session: Session, import_id: uuid.UUID, *, actor: Actor) -> TableImport:
    """Stop with a file: what is in stays in, the rest is thrown away.

    Raises:
        ImportNotFound: there is none for this actor.
        Conflict: it ended already.

    """
    found = locked(session, actor, import_id)
    STATES.check(ImportState(found.state), ImportState.STOPPED)
    end(session, found, ImportState.STOPPED)
    audit.record(session, actor, "imports.stopped", subject=(SUBJECT, found.id), after={"gedaan": found.rows_done})
    session.flush()
    return found


def tidy(session: Session, *, actor: Actor) -> int:
    """Throw away files that nobody goes on with, and reports that are old enough. Run daily; repeatable."""
    before = clock.now() - timedelta(days=KEEP_DAYS)
    forgotten = session.scalars(
        select(TableImport)
        .where(
            TableImport.region_id == actor.region_id,
            TableImport.state.in_(sorted(WAITING)),
            TableImport.touched_at < before,
        )
        .with_for_update(skip_locked=True)
    ).all()
    for each in forgotten:
        end(session, each, ImportState.EXPIRED)
        audit.record(session, actor, "imports.expired", subject=(SUBJECT, each.id))
    old = select(TableImport.id).where(TableImport.region_id == actor.region_id, TableImport.finished_at < before)
    session.execute(delete(ImportRow).where(ImportRow.region_id == actor.region_id, ImportRow.import_id.in_(old)))
    return len(forgotten)


def locked(session: Session, actor: Actor, import_id: uuid.UUID) -> TableImport:
    """The import, locked until the end of the transaction.

    Raises:
        ImportNotFound: there is none whose rows this actor may see.

    """
    found = session.scalars(
        select(TableImport)
        .where(TableImport.id == import_id, policy.own(actor))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise ImportNotFound
    return found


def end(session: Session, found: TableImport, state: ImportState) -> None:
    """Nothing more will happen with this file: its rows are thrown away."""
    found.state = state.value
    found.finished_at = clock.now()
    session.execute(
        delete(ImportChunk).where(ImportChunk.region_id == found.region_id, ImportChunk.import_id == found.id)
    )
    session.flush()


def _start(session: Session, found: TableImport, state: ImportState, actor: Actor, *, queued: bool) -> None:
    found.state = state.value
    found.rows_done = 0
    found.failures = 0
    found.touched_at = clock.now()
    audit.record(session, actor, f"imports.{_WORD[state]}", subject=(SUBJECT, found.id))
    session.flush()
    if queued:
        queue.defer(session, "imports.run", region=found.region_id, import_id=found.id)


_WORD: Final = {ImportState.CHECKING: "check", ImportState.TAKING: "take"}


def _forget_check(session: Session, found: TableImport) -> None:
    """What an earlier check found is about other columns."""
    found.checked = {}
    found.rows_done = 0
    found.touched_at = clock.now()
    session.execute(delete(ImportRow).where(ImportRow.region_id == found.region_id, ImportRow.import_id == found.id))
    session.execute(
        update(ImportChunk)
        .where(ImportChunk.region_id == found.region_id, ImportChunk.import_id == found.id)
        .values(checked=False)
    )
    session.flush()
