"""The time line of an employer: what several rooms know, in one order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from wsp.employers.enums import CONTACT_LABELS, ContactKind
from wsp.employers.queries import Moment

ICONS: Final = {
    ContactKind.VISIT: "building",
    ContactKind.TELEPHONE: "phone",
    ContactKind.MAIL: "mail",
    ContactKind.VIDEO: "chat",
    ContactKind.MEETING: "people",
    ContactKind.NOTE: "edit",
}


@dataclass(frozen=True)
class Event:
    """Something that happened, as a line of the time line."""

    at: datetime
    icon: str
    title: str
    meta: str = ""
    text: str = ""
    address: str | None = None
    carving: bool = False
    next_action: str | None = None
    next_action_on: date | None = None


def of_moments(moments: Iterable[Moment]) -> list[Event]:
    """Contact moments: who spoke with whom, what was said and agreed."""
    return [
        Event(
            at=moment.occurred_at,
            icon=ICONS[moment.kind],
            title=f"{CONTACT_LABELS[moment.kind].lower()}, {moment.subject}",
            meta=_who(moment),
            text=moment.report,
            carving=moment.carving_possible,
            next_action=moment.next_action,
            next_action_on=moment.next_action_on,
        )
        for moment in moments
    ]


def _who(moment: Moment) -> str:
    ours = ", ".join(part for part in (moment.by, moment.organisation) if part) or "Onbekend"
    return f"{ours}. Met {moment.contact}." if moment.contact else f"{ours}."
