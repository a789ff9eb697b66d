"""The scan of a file in quarantine; run by a job, and again every five minutes while the scanner is away."""

import uuid
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from wsp.audit import service as audit
from wsp.documents.enums import UploadState
from wsp.documents.models import Upload
from wsp.documents.service.uploads import UPLOAD
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.files import scanner, settings
from wsp.foundation.logging import get_logger

BATCH: Final = 100


def scan(region: str, upload_id: uuid.UUID) -> UploadState | None:
    """Scan one file and let it out of quarantine, or wipe it; None when it is not in quarantine any more.

    While the scanner thinks no lock is held. When it is away the file stays where it is.
    """
    how = settings.current()
    with db.unit_of_work(region) as session:
        content = session.scalar(
            select(Upload.content).where(
                Upload.region_id == region, Upload.id == upload_id, Upload.state == UploadState.QUARANTINE.value
            )
        )
    if content is None:
        return None
    verdict: scanner.Verdict | None = None
    state = UploadState.UNSCANNED
    if how.scanner:
        try:
            verdict = scanner.scan(content, how)
        except scanner.ScannerAway as error:
            get_logger().warning("scanner.away", exc_info=error)
            state = UploadState.QUARANTINE
        else:
            state = UploadState.INFECTED if verdict.virus else UploadState.CLEAN
    with db.unit_of_work(region) as session:
        return _settle(session, region, upload_id, state, verdict)


def scan_waiting(region: str) -> int:
    """Scan what still stands in quarantine, oldest first; returns how many files left it.

    Stops at the first file that stays: the scanner is away, and the others would only wait for it too.
    """
    with db.unit_of_work(region) as session:
        waiting: Sequence[uuid.UUID] = session.scalars(
            select(Upload.id)
            .where(Upload.region_id == region, Upload.state == UploadState.QUARANTINE.value)
            .order_by(Upload.created_at)
            .limit(BATCH)
        ).all()
    done = 0
    for upload_id in waiting:
        if scan(region, upload_id) is UploadState.QUARANTINE:
            break
        done += 1
    return done


def _settle(
    session: Session, region: str, upload_id: uuid.UUID, state: UploadState, verdict: scanner.Verdict | None
) -> UploadState | None:
    upload = session.scalars(
        select(Upload)
        .where(Upload.region_id == region, Upload.id == upload_id, Upload.state == UploadState.QUARANTINE.value)
        .options(undefer(Upload.content))
        .with_for_update()
    ).one_or_none()
    if upload is None:
        return None
    upload.scan_attempts += 1
    if state is UploadState.QUARANTINE:
        return state
    upload.state = state.value
    upload.scanned_at = clock.now() if verdict is not None else None
    if verdict is not None and verdict.virus:
        upload.virus = verdict.virus
        upload.content = None
    actor = Actor(user_id=None, region_id=region, organisation_id=None, kind="taak")
    audit.record(session, actor, "document.scanned", subject=(UPLOAD, upload.id), after={"state": state})
    return state
