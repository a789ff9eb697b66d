"""The time line of an employer: what several rooms know, in one order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from wsp.employers.enums import CONTACT_LABELS, ContactKind
from wsp.employers.queries import Moment
from wsp.foundation import clock
from wsp.placements.enums import INTRODUCTION_STATES, PlacementState
from wsp.placements.queries import IntroductionRow, PlacementRow
from wsp.vacancies.models import Vacancy
from wsp.web.i18n import plural

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


def of_vacancies(vacancies: Iterable[Vacancy]) -> list[Event]:
    """When each vacancy came in."""
    return [
        Event(
            at=vacancy.created_at,
            icon="briefcase",
            title=f"vacature {vacancy.title}",
            meta=f"V-{vacancy.number}, {plural(vacancy.places, 'plaats', 'plaatsen')}.",
            address=f"/vacatures/{vacancy.id}",
        )
        for vacancy in vacancies
    ]


def of_introductions(rows: Iterable[IntroductionRow]) -> list[Event]:
    """Where each introduction stands since when; by number, as an employer would see it."""
    return [
        Event(
            at=row.state_since,
            icon="handshake",
            title=f"voordracht {row.person.number if row.person else ''}".rstrip(),
            meta=f"{row.title}. {INTRODUCTION_STATES.labels[row.state]}.",
            address=f"/voordrachten/{row.id}",
        )
        for row in rows
    ]


def of_placements(rows: Iterable[PlacementRow]) -> list[Event]:
    """First day of each placement, and the last one when it is over."""
    events = []
    for row in rows:
        events.append(_of_placement(row, row.starts_on, "begin"))
        if row.state is PlacementState.ENDED and row.ends_on is not None:
            events.append(_of_placement(row, row.ends_on, "einde"))
    return events


def _of_placement(row: PlacementRow, day: date, what: str) -> Event:
    return Event(
        at=_noon(day),
        icon="person",
        title=f"{what} van een plaatsing, {row.function_title}",
        meta=f"P-{row.number}.",
        address=f"/plaatsingen/{row.id}",
    )


def _noon(day: date) -> datetime:
    """A day among moments: in the middle of it."""
    return datetime.combine(day, time(12), tzinfo=clock.AMSTERDAM)


def merged(*lines: Iterable[Event], since: datetime | None = None) -> list[Event]:
    """All events in one order, newest first; with `since` without what is older.

    The first line is cut off at a number of rows: what other rooms know from before its last row waits until that
    part of the time line is asked for.
    """
    events = (event for line in lines for event in line if since is None or event.at >= since)
    return sorted(events, key=lambda event: event.at, reverse=True)


def _who(moment: Moment) -> str:
    ours = ", ".join(part for part in (moment.by, moment.organisation) if part) or "Onbekend"
    return f"{ours}. Met {moment.contact}." if moment.contact else f"{ours}."
