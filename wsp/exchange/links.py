"""Finding and keeping the link between a record of another system and a record here."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.exchange.models import ExternalId
from wsp.foundation import clock
from wsp.foundation.db import insert_many

VUM: Final = "vum"
CANDIDATE: Final = "kandidaat"
VACANCY: Final = "vacature"
EMPLOYER: Final = "werkgever"
CONTACT: Final = "contactpersoon"


def find(session: Session, region: str, kind: str, external_id: str, *, system: str = VUM) -> ExternalId | None:
    """The link of a record, locked, so that two imports at once take turns."""
    return find_many(session, region, kind, [external_id], system=system).get(external_id)


def find_many(
    session: Session, region: str, kind: str, external_ids: Sequence[str], *, system: str
) -> dict[str, ExternalId]:
    """As `find` for many records, in one query."""
    rows = session.scalars(
        select(ExternalId)
        .where(
            ExternalId.region_id == region,
            ExternalId.system == system,
            ExternalId.kind == kind,
            ExternalId.external_id.in_(external_ids),
        )
        .order_by(ExternalId.external_id)
        .with_for_update()
    )
    return {row.external_id: row for row in rows}


def keep(
    session: Session,
    region: str,
    kind: str,
    external_id: str,
    subject_id: uuid.UUID,
    mark: str,
    *,
    system: str = VUM,
) -> None:
    """Remember that this record became `subject_id`."""
    session.add(
        ExternalId(
            region_id=region,
            system=system,
            kind=kind,
            external_id=external_id,
            subject_id=subject_id,
            fingerprint=mark,
        )
    )
    session.flush()


def keep_many(
    session: Session, region: str, kind: str, kept: Sequence[tuple[str, uuid.UUID, str]], *, system: str
) -> None:
    """As `keep` for many: number in the other system, id here and mark of each; one statement."""
    now = clock.now()
    insert_many(
        session,
        ExternalId,
        [
            {
                "id": uuid.uuid4(),
                "created_at": now,
                "imported_at": now,
                "region_id": region,
                "system": system,
                "kind": kind,
                "external_id": external_id,
                "subject_id": subject_id,
                "fingerprint": mark,
            }
            for external_id, subject_id, mark in kept
        ],
    )


def renew(session: Session, link: ExternalId, mark: str) -> None:
    """Remember what was taken over now."""
    link.fingerprint = mark
    link.imported_at = clock.now()
    session.flush()


def fingerprint(record: Any) -> str:
    """The same for the same content, whatever the order of keys in the file was."""
    content = json.dumps(asdict(record), sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
