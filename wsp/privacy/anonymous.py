"""What is left of a row when its person is erased: enough to count with, by month, and nothing else.

Closed by default: a column that is not named here is left empty. Keys are new and random, so that nothing outside
points at the row any more; moments are rounded to their month, so that two rows cannot be tied by a shared moment.

A report on the last day of a month counts the same as before: a period begins and ends for it in the same month.
"""

import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy.dialects.postgresql import Range

from wsp.candidates.enums import BAND_STARTS, Stage
from wsp.foundation import clock

_LARGEST: Final = 2**31 - 1


class NothingLeft(Exception):
    """The row began and ended within one month: no report on the last day of a month ever counted it."""


@dataclass
class Left:
    """What one erasure leaves: the month in which it happened, and old ids with their new, random ones."""

    month: date
    ids: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)


Way = Callable[[Any, Left], Any]
"""From the old value to what is left of it."""


def first_of_month(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)


def _same(value: Any, _left: Left) -> Any:
    return value


def _month(value: Any, _left: Left) -> Any:
    if isinstance(value, datetime):
        day = first_of_month(clock.local(value).date())
        return datetime(day.year, day.month, 1, tzinfo=UTC)
    return None if value is None else first_of_month(value)


def _period(value: Range[date], _left: Left) -> Range[date]:
    lower = first_of_month(value.lower) if value.lower else None
    upper = first_of_month(value.upper) if value.upper else None
    if lower is not None and lower == upper:
        raise NothingLeft
    return Range(lower, upper, bounds="[)")


def _new_id(value: uuid.UUID, left: Left) -> uuid.UUID:
    return left.ids.setdefault(value, uuid.uuid4())


def _linked(value: uuid.UUID | None, left: Left) -> uuid.UUID | None:
    return None if value is None else left.ids[value]


def _number(_value: int, _left: Left) -> int:
    """Below zero: never given out to a person, and no clue to the number that was."""
    return -1 - secrets.randbelow(_LARGEST)


def _band(value: int, _left: Left) -> int:
    return max(start for start in BAND_STARTS.values() if start <= value)


def _now(_value: Any, left: Left) -> datetime:
    return datetime(left.month.year, left.month.month, 1, tzinfo=UTC)


def _constant(value: Any) -> Way:
    return lambda _value, _left: value


_ROW: Final[Mapping[str, Way]] = {"id": _new_id, "region_id": _same, "created_at": _month}
_CHANGED: Final[Mapping[str, Way]] = {"version": _constant(1), "updated_at": _now}
_VERSION: Final[Mapping[str, Way]] = {**_ROW, "valid": _period, "recorded_at": _month}

LEFT: Final[Mapping[str, Mapping[str, Way]]] = {
    "candidates": {
        **_ROW,
        **_CHANGED,
        "number": _number,
        "organisation_id": _same,
        "stage": _constant(Stage.CLOSED.value),
        "first_name": _constant(""),
        "last_name": _constant("Gewist"),
        "sort_key": _constant(""),
        "field_sources": _constant({}),
        "automatic_matching": _constant(False),
        "closed_on": _month,
        "erased_month": lambda _value, left: f"{left.month:%Y-%m}",
        "source": _constant("gewist"),
    },
    "candidate_residences": {**_VERSION, "candidate_id": _linked, "municipality_code": _same},
    "loonwaarde_indications": {**_VERSION, "candidate_id": _linked, "kind": _same, "percentage": _band},
    "register_checks": {**_VERSION, "candidate_id": _linked, "in_register": _same, "checked_on": _month},
    "introductions": {
        **_ROW,
        **_CHANGED,
        "vacancy_id": _same,
        "candidate_id": _linked,
        "state": _same,
        "state_since": _month,
        "closed_reason": _same,
        "closed_shared": _constant(False),
    },
    "placements": {
        **_ROW,
        **_CHANGED,
        "number": _number,
        "candidate_id": _linked,
        "employer_id": _same,
        "vacancy_id": _same,
        "introduction_id": _linked,
        "function_title": _constant("Gewist"),
        "state": _same,
        "starts_on": _month,
        "ends_on": _month,
        "ended_on": _month,
        "end_reason": _same,
        "found_by_employer": _same,
        "beschut": _same,
    },
    "placement_terms": {
        **_VERSION,
        "placement_id": _linked,
        "kind": _same,
        "hours_per_week": _same,
        "full_week_hours": _same,
    },
    "placement_loonwaardes": {
        **_VERSION,
        "placement_id": _linked,
        "kind": _same,
        "basis": _same,
        "percentage": _band,
        "measured_on": _month,
        "expert": _constant(""),
        "measurement_id": _new_id,
    },
    "placement_instruments": {
        **_ROW,
        **_CHANGED,
        "placement_id": _linked,
        "code": _same,
        "state": _same,
        "facts": _constant({}),
    },
    "instrument_decisions": {
        **_VERSION,
        "placement_instrument_id": _linked,
        "verdict": _same,
        "amount_month": _same,
        "provisional": _same,
        "assessment": _constant({}),
    },
    "beschikkingen": {
        **_ROW,
        **_CHANGED,
        "number": _number,
        "placement_instrument_id": _linked,
        "organisation_id": _same,
        "kind": _same,
        "state": _same,
        "ground": _constant("Gewist"),
        "starts_on": _month,
        "ends_on": _month,
        "motivation": _constant("Gewist"),
        "amounts": _constant([]),
        "recovered": _constant([]),
        "drafted_by_id": _same,
        "approved_by_id": _same,
        "approved_at": _month,
        "sent_on": _month,
        "revoked_at": _month,
    },
    "payment_orders": {
        **_ROW,
        **_CHANGED,
        "number": _number,
        "placement_instrument_id": _linked,
        "organisation_id": _same,
        "month": _same,
        "kind": _same,
        "sequence": _same,
        "amount": _same,
        "state": _same,
        "provisional": _same,
        "planned_by_id": _same,
        "approved_by_id": _same,
        "approved_at": _month,
        "exported_by_id": _same,
        "batch_id": _same,
        "settled_on": _month,
    },
    "payment_months": {
        **_ROW,
        "placement_instrument_id": _linked,
        "organisation_id": _same,
        "month": _same,
        "owed": _same,
        "payable": _same,
        "block": _same,
        "provisional": _same,
        "calculated_at": _month,
    },
}
"""Tables of which rows stay, parents first: the column and what becomes of it."""


def remainder(table: str, row: Mapping[str, Any], left: Left) -> dict[str, Any] | None:
    """What is left of `row`; None when nothing is: an older version, or too short to be counted."""
    if row.get("superseded_at") is not None:
        return None
    try:
        return {column: way(row[column], left) for column, way in LEFT[table].items()}
    except NothingLeft:
        return None
