"""Asking for an export, making it in a job, fetching it once, and letting it go."""

import hashlib
import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, undefer

from wsp.audit import service as audit
from wsp.exchange.region.commands import RequestExport
from wsp.exchange.region.enums import BUSY, ExportState
from wsp.exchange.region.errors import ExportFetched, ExportNotFound, ExportRunning
from wsp.exchange.region.models import RegionExport
from wsp.exchange.region.packing import Sink, ZipSink
from wsp.exchange.region.seal import Seal
from wsp.exchange.region.writing import Manifest, Progress, write
from wsp.foundation import clock, db, queue
from wsp.foundation.actor import Actor
from wsp.foundation.logging import get_logger

SUBJECT: Final = "region_export"
JOB: Final = "exchange.export_region"
FOLDER: Final = "exports"
"""Name of the folder in the data folder; web and worker share it, and a backup leaves it out."""
KEPT: Final = timedelta(hours=24)
"""So long the file waits to be fetched."""
SHOWN: Final = 10
_PIECE: Final = 1024 * 1024


def request_export(session: Session, command: RequestExport, *, actor: Actor) -> RegionExport:
    """Ask for an export; a job makes it.

    Raises:
        ExportRunning: there is one on its way.

    """
    made = RegionExport(
        region_id=actor.region_id,
        state=ExportState.WAITING.value,
        user_id=actor.user_id,
        reason=command.reason,
        with_bsn=command.passphrase is not None,
        seal=Seal.of(command.passphrase).stored() if command.passphrase else None,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:
        raise ExportRunning from error
    audit.record(
        session,
        actor,
        "region.export_requested",
        subject=(SUBJECT, made.id),
        after={"met_bsn": made.with_bsn},
        reason=command.reason,
    )
    queue.defer(session, JOB, region=actor.region_id, export_id=made.id, lock=f"export-{actor.region_id}")
    session.flush()
    return made


def recent(session: Session, actor: Actor) -> Sequence[RegionExport]:
    """The last exports of the region, newest first."""
    return session.scalars(
        select(RegionExport)
        .where(RegionExport.region_id == actor.region_id)
        .order_by(RegionExport.created_at.desc(), RegionExport.id)
        .limit(SHOWN)
    ).all()


def make_export(region: str, export_id: uuid.UUID, *, folder: Path) -> None:
    """Make the file of a request. Runs again from the start when it was interrupted: a snapshot cannot be resumed."""
    with db.unit_of_work(region) as session:
        row = session.scalars(
            select(RegionExport).where(RegionExport.id == export_id).options(undefer(RegionExport.seal))
        ).one_or_none()
        if row is None or ExportState(row.state) not in BUSY:
            return
        row.state = ExportState.RUNNING.value
        row.tables_done = 0
        seal = Seal.restored(row.seal) if row.seal else None
    path = file_of(folder, export_id)
    unfinished = path.with_suffix(".part")
    try:
        with ZipSink(unfinished) as sink:
            manifest = snapshot(region, sink, seal=seal, progress=_telling(region, export_id))
        unfinished.replace(path)
    except Exception:
        with suppress(OSError):
            unfinished.unlink()
        _set(region, export_id, state=ExportState.FAILED.value, seal=None)
        raise
    now = clock.now()
    _set(
        region,
        export_id,
        state=ExportState.READY.value,
        seal=None,
        rows=sum(written.rows for written in manifest.tables.values()),
        size=path.stat().st_size,
        sha256=_sha256(path),
        finished_at=now,
        expires_at=now + KEPT,
    )
    get_logger().info("region.exported", rows=sum(each.rows for each in manifest.tables.values()))


def snapshot(
    region: str, sink: Sink, *, seal: Seal | None, progress: Progress = lambda _done, _total, _name: None
) -> Manifest:
    """Write the region as it is at one moment, in a transaction of its own that changes nothing."""
    engine = db.database().engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.connect() as connection:
        connection.execute(text("select set_config('wsp.region', :region, true)"), {"region": region})
        raw: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]  # psycopg is the only driver
        return write(raw, region, sink, seal=seal, progress=progress)


def fetch_export(session: Session, export_id: uuid.UUID, *, actor: Actor, folder: Path) -> Path:
    """The file, once.

    Raises:
        ExportNotFound: there is none, or its day is over.
        ExportFetched: somebody fetched it.

    """
    row = session.scalars(
        select(RegionExport)
        .where(RegionExport.region_id == actor.region_id, RegionExport.id == export_id)
        .with_for_update()
    ).one_or_none()
    path = file_of(folder, export_id)
    if row is None or row.expires_at is None or row.expires_at <= clock.now():
        raise ExportNotFound
    if row.fetched_at is not None:
        raise ExportFetched
    if not path.exists():
        raise ExportNotFound
    row.fetched_at = clock.now()
    row.state = ExportState.FETCHED.value
    audit.record(
        session,
        actor,
        "region.export_fetched",
        subject=(SUBJECT, row.id),
        after={"rijen": row.rows, "bytes": row.size, "sha256": row.sha256},
    )
    session.flush()
    return path


def clear_exports(region: str, *, folder: Path) -> int:
    """Remove files whose day is over or that were fetched more than an hour ago; returns how many."""
    now = clock.now()
    with db.unit_of_work(region) as session:
        done = session.scalars(
            select(RegionExport.id).where(
                RegionExport.region_id == region,
                RegionExport.state.in_([ExportState.READY.value, ExportState.FETCHED.value]),
                func.least(RegionExport.expires_at, RegionExport.fetched_at + timedelta(hours=1)) <= now,
            )
        ).all()
        for export_id in done:
            file_of(folder, export_id).unlink(missing_ok=True)
        session.execute(update(RegionExport).where(RegionExport.id.in_(done)).values(state=ExportState.GONE.value))
    return len(done)


def file_of(folder: Path, export_id: uuid.UUID) -> Path:
    """Where the file of an export stands; outside every folder that is served."""
    return folder / f"{export_id}.zip"


def _telling(region: str, export_id: uuid.UUID) -> Progress:
    def tell(done: int, total: int, _name: str) -> None:
        _set(region, export_id, tables_done=done, tables_total=total)

    return tell


def _set(region: str, export_id: uuid.UUID, **values: Any) -> None:
    with db.unit_of_work(region) as session:
        session.execute(update(RegionExport).where(RegionExport.id == export_id).values(**values))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as found:
        while piece := found.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
