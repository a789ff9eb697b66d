"""An appointment that leaves as a file for somebody's own diary."""

import uuid
from datetime import datetime

from flask import Response

from wsp.foundation import agenda, clock
from wsp.web.documents.answer import as_file

_NAME = "gesprek.ics"


def for_diary(about: uuid.UUID, *, at: datetime, title: str, place: str | None, address: str) -> Response:
    """The file of one talk; `title` names nobody, because diaries are kept outside this program."""
    talk = agenda.Appointment(key=f"gesprek-{about}", at=at, title=title, place=place, address=address)
    return as_file(agenda.file_of(talk, made_at=clock.now()), agenda.MEDIA_TYPE, _NAME)
