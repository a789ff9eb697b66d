"""The only place that asks the machine what time it is.

Law and registers count in Dutch calendar days, stored moments are UTC. A test holds the clock still
with `frozen`; the swap is process-wide, so a worker thread started by that test sees the same time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from threading import RLock
from typing import Final, Protocol
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> datetime:
        """Return this moment, aware and in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return this moment, aware and in UTC."""
        return datetime.now(UTC)  # noqa: TID251 (the one place)


class FrozenClock:
    """A clock that stands still until it is moved; for tests and for replaying a day."""

    def __init__(self, at: date | datetime) -> None:
        self._at = _moment(at)

    def now(self) -> datetime:
        """Return the moment at which this clock stands, in UTC."""
        return self._at

    def move_to(self, at: date | datetime) -> None:
        """Set the clock to `at` (a date means noon in Amsterdam)."""
        self._at = _moment(at)

    def tick(self, step: timedelta) -> None:
        """Move the clock by `step`."""
        self._at += step


class MovedClock:
    """The clock of the machine, moved by a fixed step: it goes on, on another day; for tests that count days."""

    def __init__(self, to: date | datetime) -> None:
        self._step = _moment(to) - SystemClock().now()

    def now(self) -> datetime:
        """Return the moment on that other day, in UTC."""
        return SystemClock().now() + self._step


def _moment(at: date | datetime) -> datetime:
    if not isinstance(at, datetime):
        # Noon is the same calendar day in Amsterdam and in UTC.
        return datetime.combine(at, time(12), tzinfo=AMSTERDAM).astimezone(UTC)
    if at.tzinfo is None:
        message = "a moment needs a time zone"
        raise ValueError(message)
    return at.astimezone(UTC)


_lock: Final = RLock()
_clock: Clock = SystemClock()


def now() -> datetime:
    """Return this moment, aware and in UTC: what is stored."""
    return _clock.now()


def today() -> date:
    """Return the calendar day in Amsterdam: what a term or a rule counts with."""
    return now().astimezone(AMSTERDAM).date()


def day_began(day: date) -> datetime:
    """Return the moment at which a Dutch calendar day began, in UTC."""
    return datetime.combine(day, time(), tzinfo=AMSTERDAM).astimezone(UTC)


def local(moment: datetime) -> datetime:
    """Return `moment` on the Dutch clock: what a person reads."""
    return moment.astimezone(AMSTERDAM)


_MONTHS: Final = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905 - reads as a row
)


def utc_text(moment: datetime) -> str:
    """The moment for other systems: ISO 8601 in UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_in_words(day: date) -> str:
    """Write a day the Dutch way: "1 juli 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_of_each_year(number: int) -> str:
    """Write a day of no year in particular, given as month and day in one number: 501 is "1 mei"."""
    month, day = divmod(number, 100)
    return f"{day} {_MONTHS[month - 1]}"


@contextmanager
def frozen(at: date | datetime) -> Iterator[FrozenClock]:
    """Hold the clock of this process still at `at` for the length of the block.

    A date means noon in Amsterdam. Blocks may be nested; leaving one gives back the clock before it,
    whatever happened inside.
    """
    clock = FrozenClock(at)
    with _running(clock):
        yield clock


@contextmanager
def moved(to: date | datetime) -> Iterator[MovedClock]:
    """Let the clock of this process go on from `to` for the length of the block, as `frozen` holds it still."""
    clock = MovedClock(to)
    with _running(clock):
        yield clock


@contextmanager
def _running(clock: Clock) -> Iterator[None]:
    global _clock  # noqa: PLW0603 - one clock per process is the point
    with _lock:
        before, _clock = _clock, clock
    try:
        yield
    finally:
        with _lock:
            _clock = before
