"""An appointment as a file that any diary opens (iCalendar, RFC 5545).

It goes to a diary elsewhere, so whoever writes one leaves out whom the talk is with.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

MEDIA_TYPE: Final = "text/calendar"
LASTS: Final = timedelta(hours=1)
"""A diary needs an end and nobody writes one down: an hour, to be changed there."""
_LINE: Final = 75
"""Octets of a line, its end not counted (section 3.1)."""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """What stands in the diary. The same `key` again changes the appointment instead of making a second one."""

    key: str
    at: datetime
    title: str
    place: str | None
    address: str
    """Of the page in this portal, where the rest stands."""


def file_of(appointment: Appointment, *, made_at: datetime) -> bytes:
    """The file. Times are in UTC: a diary shows them on the clock of its owner."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//WSP//NL",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(appointment.key)}",
        f"DTSTAMP:{_moment(made_at)}",
        f"DTSTART:{_moment(appointment.at)}",
        f"DTEND:{_moment(appointment.at + LASTS)}",
        # Of two files with the same key a diary keeps the one that was made last.
        f"SEQUENCE:{int(made_at.timestamp())}",
        f"SUMMARY:{_text(appointment.title)}",
        *([f"LOCATION:{_text(appointment.place)}"] if appointment.place else []),
        f"DESCRIPTION:{_text(appointment.address)}",
        f"URL:{appointment.address}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    """Text of one value: what separates values is written otherwise, and control signs are left out (3.3.11)."""
    plain = "".join(char for char in text.replace("\r\n", "\n").replace("\r", "\n") if char >= " " or char == "\n")
    for char in ("\\", ";", ","):
        plain = plain.replace(char, f"\\{char}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """A long line in parts, the next one after a space; never within a character."""
    parts, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LINE:
            parts.append(" ")
            size = 1
        parts[-1] += char
        size += octets
    return parts
