"""A talk as it leaves for somebody's own diary: the file of one, or one of those in a feed."""

import uuid
from datetime import datetime

from flask import Response

from wsp.foundation import agenda
from wsp.web.documents.answer import as_file

_NAME = "gesprek.ics"


def talk(
    about: uuid.UUID,
    *,
    at: datetime,
    title: str,
    place: str | None,
    address: str,
    changed_at: datetime,
    cancelled: bool = False,
) -> agenda.Appointment:
    """One talk; `title` names nobody, because diaries are kept outside this program."""
    return agenda.Appointment(
        key=f"gesprek-{about}",
        at=at,
        title=title,
        place=place,
        address=address,
        changed_at=changed_at,
        cancelled=cancelled,
    )


def as_diary_file(one: agenda.Appointment) -> Response:
    """The file of one talk."""
    return as_file(agenda.file_of(one), agenda.MEDIA_TYPE, _NAME)


def title_for_colleague(employer: str, vacancy: str) -> str:
    """What the diary of a colleague shows."""
    return f"Gesprek bij {employer}: {vacancy}"


def title_for_employer(vacancy: str) -> str:
    """What the diary of somebody of the employer shows."""
    return f"Gesprek met een kandidaat: {vacancy}"
