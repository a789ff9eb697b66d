"""Reads of the outbox for other rooms."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.foundation.mailer.models import Mail


def last_about(
    session: Session, region: str, kind: str, ids: Collection[uuid.UUID], *, template: str
) -> Mapping[uuid.UUID, datetime]:
    """When a mail of this template was last written about each of these records; one statement."""
    if not ids:
        return {}
    rows = session.execute(
        select(Mail.about_id, func.max(Mail.created_at))
        .where(Mail.region_id == region, Mail.about_kind == kind, Mail.about_id.in_(ids), Mail.template == template)
        .group_by(Mail.about_id)
    )
    return {about_id: moment for about_id, moment in rows if about_id is not None}
