"""Effective-dated, append-only versions (design decision 10).

Two time lines: `valid` is when a fact holds in the world, `recorded_at`..`superseded_at` when the program believed it.
A correction supersedes older rows and writes what is left of them again; nothing is overwritten, so a report can be
made "valid on X, as known on Y".
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, case, inspect, or_, select
from sqlalchemy.dialects.postgresql import DATERANGE, Range
from sqlalchemy.orm import Mapped, Session, mapped_column

from wsp.foundation import clock
from wsp.foundation.db import RegionOwned


class DatedVersion(RegionOwned):
    """A version of a fact: valid in [from, until), superseded when corrected. `until` None: open-ended.

    Its migration adds the exclusion constraint with `no_overlap()`; so two current versions of one subject never
    overlap, whatever two people do at the same time.
    """

    valid: Mapped[Range[date]] = mapped_column(DATERANGE())
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    superseded_at: Mapped[datetime | None]
    recorded_by: Mapped[uuid.UUID | None]

    @property
    def valid_from(self) -> date | None:
        """First day on which this holds; None when it always held."""
        return self.valid.lower

    @property
    def valid_until(self) -> date | None:
        """Last day on which this holds; None when no end is known."""
        return None if self.valid.upper is None else self.valid.upper - timedelta(days=1)


V = TypeVar("V", bound=DatedVersion)


def period(start: date | None, last_day: date | None = None) -> Range[date]:
    """The half-open range from `start` up to and including `last_day`."""
    if start is not None and last_day is not None and last_day < start:
        message = f"period ends ({last_day}) before it starts ({start})"
        raise ValueError(message)
    return Range(start, None if last_day is None else last_day + timedelta(days=1), bounds="[)")


def known(model: type[V], *, on: date | None = None, as_known_at: datetime | None = None) -> ColumnElement[bool]:
    """Filter: versions believed at `as_known_at` (default: now) and, with `on`, valid on that day."""
    if as_known_at is None:
        believed: ColumnElement[bool] = model.superseded_at.is_(None)
    else:
        believed = and_(
            model.recorded_at <= as_known_at,
            or_(model.superseded_at.is_(None), model.superseded_at > as_known_at),
        )
    return believed if on is None else and_(believed, model.valid.contains(on))


def mostly_known(model: type[V], *, on: date) -> ColumnElement[bool]:
    """As `known` on a day, for a filter over whole tables.

    Behind the region wall the planner may not look at its statistics of ranges and takes one row in two hundred for
    valid, where nearly all are: it then goes by those few, one by one. Of a CASE it expects half.
    """
    return and_(model.superseded_at.is_(None), case((model.valid.contains(on), True), else_=False))


def record_version(session: Session, new: V, *, subject: str, also: Iterable[str] = ()) -> V:
    """Add `new`; current versions of the same subject that overlap it are superseded and their rest kept.

    `subject` names the column that says whose fact it is (`candidate_id`); `also` names further columns that must be
    equal to be the same fact (for example `purpose` of an agreement).
    """
    model = type(new)
    same = [getattr(model, name) == getattr(new, name) for name in (subject, *also)]
    statement = (
        select(model)
        .where(
            model.region_id == new.region_id,
            *same,
            model.superseded_at.is_(None),
            model.valid.overlaps(new.valid),
        )
        .with_for_update()
    )
    now = clock.now()
    rests: list[V] = []
    for old in session.scalars(statement).all():
        rests.extend(_copy(old, rest, now) for rest in _rests(old.valid, new.valid))
        old.superseded_at = now
    # The old rows must be out of the way before the new ones meet the exclusion constraint.
    session.flush()
    new.recorded_at = now
    session.add_all([*rests, new])
    session.flush()
    return new


def _rests(old: Range[date], new: Range[date]) -> list[Range[date]]:
    """What is left of `old` outside `new`: none, one or two ranges."""
    rests: list[Range[date]] = []
    if new.lower is not None and (old.lower is None or old.lower < new.lower):
        rests.append(Range(old.lower, new.lower, bounds="[)"))
    if new.upper is not None and (old.upper is None or old.upper > new.upper):
        rests.append(Range(new.upper, old.upper, bounds="[)"))
    return rests


def _copy(old: V, valid: Range[date], now: datetime) -> V:
    own = {"id", "created_at", "valid", "recorded_at", "superseded_at"}
    values = {
        attribute.key: getattr(old, attribute.key)
        for attribute in inspect(type(old)).column_attrs
        if attribute.key not in own
    }
    copy = type(old)(**values)
    copy.valid = valid
    copy.recorded_at = now
    return copy
