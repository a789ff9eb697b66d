"""Appointments for a diary elsewhere (iCalendar, RFC 5545): one as a file, or all of somebody to subscribe to.

They leave this program, so whoever writes one leaves out whom the talk is with. Both forms give an appointment the
same UID, SEQUENCE and LAST-MODIFIED, from the record and not from the moment of asking: asked again without a change
the answer is the same, byte for byte.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from wsp.foundation.clock import AMSTERDAM

MEDIA_TYPE: Final = "text/calendar"
LASTS: Final = timedelta(hours=1)
"""A diary needs an end and nobody writes one down: an hour, to be changed there."""
_LINE: Final = 75
"""Octets of a line, its end not counted (section 3.1)."""
_ZONE: Final = "Europe/Amsterdam"
_ZONE_RULES: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""Summer time as it is put forward and back in the EU since 1996 (directive 2000/84/EC)."""
_EVERY: Final = "PT1H"
"""How often a diary is asked to look again; each decides for itself."""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """What stands in the diary. The same `key` again changes the appointment instead of making a second one."""

    key: str
    at: datetime
    title: str
    place: str | None
    address: str
    """Of the page in this portal, where the rest stands."""
    changed_at: datetime
    """When the record last changed. Of two with the same `key` a diary keeps the one that changed last."""
    cancelled: bool = False
    """The appointment was called off: a diary strikes it out or takes it away."""


def file_of(appointment: Appointment) -> bytes:
    """The file of one. Times are in UTC: a diary shows them on the clock of its owner."""
    at = appointment.at
    return _calendar(_event(appointment, f"DTSTART:{_moment(at)}", f"DTEND:{_moment(at + LASTS)}"))


def calendar_of(appointments: Iterable[Appointment], *, name: str) -> bytes:
    """All of them to subscribe to, under the `name` that the diary shows. Times are those of the Dutch clock."""
    lines = [
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"X-WR-TIMEZONE:{_ZONE}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_EVERY}",
        f"X-PUBLISHED-TTL:{_EVERY}",
        *_ZONE_RULES,
    ]
    for each in appointments:
        start, end = (f"{at.astimezone(AMSTERDAM):%Y%m%dT%H%M%S}" for at in (each.at, each.at + LASTS))
        lines += _event(each, f"DTSTART;TZID={_ZONE}:{start}", f"DTEND;TZID={_ZONE}:{end}")
    return _calendar(lines)


def _event(appointment: Appointment, start: str, end: str) -> list[str]:
    changed = _moment(appointment.changed_at)
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(appointment.key)}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        start,
        end,
        # Seconds and not a count of changes: files that left before carry the second in which they were made.
        f"SEQUENCE:{int(appointment.changed_at.timestamp())}",
        f"STATUS:{'CANCELLED' if appointment.cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_text(appointment.title)}",
        *([f"LOCATION:{_text(appointment.place)}"] if appointment.place else []),
        f"DESCRIPTION:{_text(appointment.address)}",
        f"URL:{appointment.address}",
        "END:VEVENT",
    ]


def _calendar(inside: Iterable[str]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//WSP//NL", "METHOD:PUBLISH", *inside, "END:VCALENDAR"]
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
