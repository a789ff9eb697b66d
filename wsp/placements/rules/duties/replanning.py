"""What changes when the facts were looked at again: what is planned beside what is wanted now.

Nothing changes silently: every move says from which day to which, every drop why. The same twice changes nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from wsp.placements.obligations.enums import CAUSE_LABELS, Cause, DutyKind, ObligationState
from wsp.placements.rules.duties.kinds import Done, Duty

LAPSES: Final = frozenset({DutyKind.EXPECT, DutyKind.PROLONG, DutyKind.STOP, DutyKind.REINDEX})
"""Kinds that are over with their day: what was awaited, or what stopped by itself."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A row as it stands, with what the planner said of it."""

    duty: Duty
    state: ObligationState


@dataclass(frozen=True, slots=True)
class Opened:
    """A duty that was not planned yet."""

    duty: Duty


@dataclass(frozen=True, slots=True)
class Moved:
    """An open duty with another last day."""

    duty: Duty
    was: date


@dataclass(frozen=True, slots=True)
class Reworded:
    """An open duty whose last day stayed, with other words, another party or another first day."""

    duty: Duty


@dataclass(frozen=True, slots=True)
class Closed:
    """An open duty that the facts show as done."""

    key: str
    done: Done


@dataclass(frozen=True, slots=True)
class Dropped:
    """An open duty that nobody has to do any more, and why."""

    key: str
    why: str


Change = Opened | Moved | Reworded | Closed | Dropped


def replan(
    planned: Iterable[Planned],
    wanted: Iterable[Duty],
    done: Mapping[str, Done],
    *,
    running: Collection[str],
    cause: Cause,
    today: date,
) -> tuple[Change, ...]:
    """Return what must change in `planned` (of each key the open row, or else the last one) to become `wanted`.

    `running` are the instruments of which a late duty stays: that its term is past does not make it done.
    """
    rows = {each.duty.key: each for each in planned}
    asked = {each.key: each for each in wanted}
    found = [*_wanted(rows, asked.values(), today)]
    for key, row in rows.items():
        if row.state is not ObligationState.OPEN or key in asked:
            continue
        if key in done:
            found.append(Closed(key, done[key]))
        elif not _stays_late(row.duty, running, today):
            found.append(Dropped(key, _why(row.duty, cause, today)))
    return tuple(found)


def _wanted(rows: Mapping[str, Planned], wanted: Iterable[Duty], today: date) -> Iterator[Change]:
    for duty in wanted:
        row = rows.get(duty.key)
        if row is None or row.state is ObligationState.DROPPED:
            if duty.by >= today or duty.backlog:
                yield Opened(duty)
        elif row.state is ObligationState.DONE:
            # What was done stays done, unless the facts now ask for it by another day: that is a new duty.
            if not duty.soon and duty.by != row.duty.by and duty.by >= today:
                yield Opened(duty)
        elif duty.soon or duty.by == row.duty.by:
            kept = replace(duty, start=row.duty.start, by=row.duty.by) if duty.soon else duty
            if _stored(kept) != _stored(row.duty):
                yield Reworded(kept)
        else:
            yield Moved(duty, row.duty.by)


def _stored(duty: Duty) -> tuple[object, ...]:
    """What a row keeps of a duty; the rest is the planner's own."""
    return (
        duty.kind, duty.party, duty.keeper, duty.start, duty.title, duty.instrument, duty.article, duty.certainty,
    )  # fmt: skip


def _stays_late(duty: Duty, running: Collection[str], today: date) -> bool:
    late = duty.by < today and duty.kind not in LAPSES
    return late and duty.instrument in running


def _why(duty: Duty, cause: Cause, today: date) -> str:
    if duty.by < today and duty.kind in LAPSES:
        return "De dag is voorbij."
    return f"Niet meer nodig: {CAUSE_LABELS[cause]}."
